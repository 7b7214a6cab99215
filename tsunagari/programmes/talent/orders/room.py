"""求人の注意 — an order's hours and dormitory against the figures of the day it begins."""

from datetime import date
from decimal import Decimal
from pathlib import Path

from tsunagari.base import figures
from tsunagari.base.languages import gettext
from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason
from tsunagari.programmes.talent.orders.models import Order
from tsunagari.programmes.talent.orders.rules.orders import dormitory_notes, hours_notes

WHO = {
    "dormitory_m2_trainee": _("技能実習・育成就労"),
    "dormitory_m2_skilled": _("特定技能1号"),
}


def notes_of(order: Order, on: date) -> list[Reason]:
    """What is to be looked at again in an order; said, never refused."""
    day = max(on, order.starts_on)
    folder = Path(__file__).parent
    least = {
        gettext(words): Decimal(str(figures.number(folder, name, day)))
        for name, words in WHO.items()
    }
    hours = hours_notes(week_hours=order.week_hours)
    return [*hours, *dormitory_notes(m2=order.dormitory_m2, least=least)]
