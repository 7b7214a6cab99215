"""入口の門 — what a case must meet on its day to begin: age, and a field that takes people.

The same sentences as where an order is compared with a candidate (`status_fit`).
"""

from collections.abc import Iterator
from datetime import date

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason
from tsunagari.programmes.talent.law.rules import fields, limits
from tsunagari.programmes.talent.law.rules.counting import DAY, span
from tsunagari.programmes.talent.law.rules.facts import Case
from tsunagari.programmes.talent.law.rules.gates import REFUSED, Gate

OF_AGE = 18
ADULTS = {"TITP": "REG-TITP", "ESD": "REG-TITP", "SSW1": "L6", "SSW2": "L6", "HK": "K35"}


def of(case: Case, as_of: date) -> list[Gate]:
    """Every gate at which a case is turned back."""
    return [*_age(case), *_field(case, as_of)]


def _age(case: Case) -> Iterator[Gate]:
    plans = min((plan.starts for plan in case.plans), default=None)
    begins = case.entry or plans or case.application_on
    if case.system not in ADULTS or not case.born_on or not begins or begins <= case.born_on:
        return
    birthday = span(case.born_on, 12 * OF_AGE) + DAY
    if begins < birthday:
        reason = Reason(_("18歳になっていません。"), rule="age")
        source = ADULTS[case.system]
        sure = "secondary" if case.system == "ESD" else "official"
        yield Gate("age", REFUSED, birthday, reason, (source,), sure)


def _field(case: Case, as_of: date) -> Iterator[Gate]:
    row = fields.table().get(case.field)
    if row is None:
        return
    if case.system == "ESD" and "esd_quota" not in row:
        reason = Reason(_("この分野は、育成就労の17分野にありません。"), rule="esd_fields")
        yield Gate("esd_fields", REFUSED, None, reason, ("AMZ", "ROUKI"), "secondary")
    first = min((s.since for s in case.stays if s.status in ("", case.system)), default=None)
    begins = case.application_on or (None if first else as_of)
    if case.system != "SSW1" or case.via_bridge or begins is None or (first and first < begins):
        return
    intake = limits.ssw_intake(case.field, begins)
    if intake.status == "stopped":
        words = _("この分野は、新しい受入れが原則として止まっています。入管に確かめてください。")
    elif intake.status in ("planned", "closed"):
        words = _("この分野は、まだはじまっていません。")
    else:
        return
    source = (intake.source,) if intake.source else ("K22b",)
    yield Gate(
        "ssw_intake", REFUSED, None, Reason(words, rule="ssw_intake"), source, intake.confidence
    )
