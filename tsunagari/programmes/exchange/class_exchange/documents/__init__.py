"""書類 — the printed papers of a class exchange, each a function from plain data to a PDF."""

from tsunagari.programmes.exchange.class_exchange.documents.consent_form import (
    Asked,
    ConsentForm,
    consent_form,
)
from tsunagari.programmes.exchange.class_exchange.documents.effect_report import (
    Effect,
    EffectReport,
    Reach,
    effect_report,
)
from tsunagari.programmes.exchange.class_exchange.documents.minutes import Step
from tsunagari.programmes.exchange.class_exchange.documents.parts import (
    Approval,
    Clock,
    Memorandum,
    Printed,
    Reserve,
    Side,
)
from tsunagari.programmes.exchange.class_exchange.documents.principal_plan import (
    Adult,
    ConsentCount,
    PrincipalPlan,
    principal_plan,
)
from tsunagari.programmes.exchange.class_exchange.documents.pupil_cards import Card, pupil_cards
from tsunagari.programmes.exchange.class_exchange.documents.run_sheet import RunSheet, run_sheet
from tsunagari.programmes.exchange.class_exchange.documents.seating_plan import (
    Seat,
    SeatingPlan,
    Table,
    seating_plan,
)

__all__ = [
    "Adult",
    "Approval",
    "Asked",
    "Card",
    "Clock",
    "ConsentCount",
    "ConsentForm",
    "Effect",
    "EffectReport",
    "Memorandum",
    "PrincipalPlan",
    "Printed",
    "Reach",
    "Reserve",
    "RunSheet",
    "Seat",
    "SeatingPlan",
    "Side",
    "Step",
    "Table",
    "consent_form",
    "effect_report",
    "principal_plan",
    "pupil_cards",
    "run_sheet",
    "seating_plan",
]
