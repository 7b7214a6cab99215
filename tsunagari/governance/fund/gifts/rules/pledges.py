"""継続の寄附 — when its money is expected, and what has not come."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from tsunagari.base.days import add_months
from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason

MONTHS = {"month": 1, "quarter": 3, "half": 6, "year": 12}
MOST_TURNS = 1200


@dataclass(frozen=True)
class Turn:
    """One time of a pledge: the how-manieth, counted from 0 over all its rhythms, and its day."""

    number: int
    due: date


def due_on(first: date, every: str, number: int) -> date:
    """The day of a turn; the 31st is the last day of shorter months, and comes back after them."""
    return add_months(first, MONTHS[every] * number)


def turns(first: date, every: str, *, until: date, start: int = 0) -> list[Turn]:
    """All turns up to a day; `start` is the number of the first one."""
    found = []
    for number in range(MOST_TURNS):
        due = due_on(first, every, number)
        if due > until:
            break
        found.append(Turn(start + number, due))
    return found


def missed(
    first: date,
    every: str,
    *,
    until: date | None,
    paid: Collection[int],
    on: date,
    grace: int,
    start: int = 0,
) -> list[Turn]:
    """The turns whose money did not come within the days of grace."""
    latest = on - timedelta(days=grace + 1)
    end = min(latest, until) if until else latest
    found = turns(first, every, until=end, start=start)
    return [turn for turn in found if turn.number not in paid]


def next_turn(
    first: date, every: str, *, until: date | None, on: date, start: int = 0
) -> Turn | None:
    """The next one from a day on; None when the pledge ends before."""
    for number in range(MOST_TURNS):
        due = due_on(first, every, number)
        if until and due > until:
            return None
        if due >= on:
            return Turn(start + number, due)
    return None


def why_not_pledge(
    *, yen: int, every: str, first: date, until: date | None, on: date
) -> list[Reason]:
    """Every reason not to remember a pledge."""
    reasons = []
    if yen <= 0:
        words = _("金額は1円以上で入力してください。")
        reasons.append(Reason(words, rule="pledge.yen", field="yen"))
    if every not in MONTHS:
        reasons.append(Reason(_("間かくを選んでください。"), rule="pledge.every", field="every"))
    if until and until < first:
        words = _("終わりの日は、始まりの日より後にしてください。")
        reasons.append(Reason(words, rule="pledge.days", field="until_day"))
    if first < add_months(on, -12 * 20):
        words = _("はじめの日が、昔すぎます。年を確かめてください。")
        reasons.append(Reason(words, rule="pledge.old", field="first_due"))
    if first > add_months(on, 12 * 5):
        words = _("はじめの日が、先すぎます。年を確かめてください。")
        reasons.append(Reason(words, rule="pledge.far", field="first_due"))
    return reasons


def why_not_change(*, ended: bool) -> list[Reason]:
    """A pledge that ended is not changed; a new one may follow it."""
    if not ended:
        return []
    words = _("この継続の寄附は、もう終わっています。続けるときは、新しく始めてください。")
    return [Reason(words, rule="pledge.ended")]
