"""月を締める決まり — in order, when the month is over, and with nothing open that would be wrong."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from tsunagari.base.days import add_months
from tsunagari.base.languages import gettext, gettext_noop
from tsunagari.base.refusals import Reason

_ = gettext_noop


@dataclass(frozen=True)
class Open:
    """What still stands open in a month; `blocks` when it may not be closed so.

    `where` is the name of the page where it is mended, with its arguments in `at`.
    """

    text: str
    facts: dict = field(default_factory=dict)
    blocks: bool = False
    where: str = ""
    at: tuple = ()

    def words(self) -> str:
        """The sentence in the reader's language."""
        return Reason(self.text, self.facts).words() if self.facts else gettext(self.text)


def month_of(day: date) -> tuple[date, date]:
    """The first and the last day of a day's month."""
    first = day.replace(day=1)
    return first, date.fromordinal(add_months(first, 1).toordinal() - 1)


def next_month(*, opened_on: date, closed_until: date | None) -> tuple[date, date]:
    """The month that is closed next: the one after the last closed one, or the book's first."""
    if closed_until is None:
        return month_of(opened_on)
    return month_of(date.fromordinal(closed_until.toordinal() + 1))


def why_not_close(
    first: date, *, following: date, on: date, open_points: Sequence[Open]
) -> list[Reason]:
    """Every reason not to close a month."""
    reasons = []
    if first < following:
        text = _("この月は、もう締めてあります。")
        reasons.append(Reason(text, rule="closed"))
    elif first > following:
        text = _("先に %(month)s を締めてください。月は順番に締めます。")
        facts = {"month": f"{following.year}-{following.month:02}"}
        reasons.append(Reason(text, facts, rule="order"))
    if on <= month_of(first)[1]:
        text = _("この月は、まだ終わっていません。終わってから締めてください。")
        reasons.append(Reason(text, rule="over"))
    reasons += [Reason(one.text, one.facts, rule="open") for one in open_points if one.blocks]
    return reasons
