"""期限の数え方 — each way of counting in the rule table: when a duty opens and when it ends.

Section 3.0 of the support sheet and section 5 of the training sheet. A limit that the law gives
without a number (直ちに, 速やかに, 遅滞なく) has no statutory day, only the office's own target (A3).
"""

from collections.abc import Callable
from datetime import date
from typing import NamedTuple

from tsunagari.base import offices
from tsunagari.programmes.talent.law.rules import counting
from tsunagari.programmes.talent.law.rules.counting import DAY, months_before, span

# When it opens, the last day by law (None: no number in law), and the day to aim at: the earlier of
# the Civil Code's and the naive counting. A bare tuple, for one is made for every duty.
Limit = tuple[date, date | None, date]


LEAD_MONTHS = 2


def _after(function: Callable[[date, int], date]):
    def limit(day: date, n: int, lead: int | None) -> Limit:
        last = function(day, n)
        return day, last, last

    return limit


def months_after(day: date, n: int, lead: int | None = None) -> Limit:
    """n months by the Civil Code, and by the naive counting where that is earlier."""
    last, naive = span(day + DAY, n), months_before(day, -n)
    return day, last, naive if naive < last else last


def _on(day: date, n: int, lead: int | None) -> Limit:
    """By the day itself."""
    return months_before(day, LEAD_MONTHS if lead is None else lead), day, day


def _before(day: date, n: int, lead: int | None) -> Limit:
    """Finished before the day."""
    return months_before(day, LEAD_MONTHS if lead is None else lead), day - DAY, day - DAY


def _days_before(day: date, n: int, lead: int | None) -> Limit:
    last = day - n * DAY
    return months_before(day, LEAD_MONTHS if lead is None else lead), last, last


def _months_before(day: date, n: int, lead: int | None) -> Limit:
    last = months_before(day, n)
    return months_before(day, n + LEAD_MONTHS if lead is None else lead), last, last


def _month_window(day: date, n: int, lead: int | None) -> Limit:
    """From the first day of the month `lead` before to the last day of the month `n` before."""
    year, month = counting.month_of(day, -(6 if lead is None else lead))
    last_year, last_month = counting.month_of(day, 1 - n)
    last = date(last_year, last_month, 1) - DAY
    return date(year, month, 1), last, last


def _at_once(day: date, n: int, lead: int | None) -> Limit:
    """n working days after the day of the event."""
    target = day
    for _turn in range(n):
        target = offices.next_open(target + DAY)
    return day, None, target


def _without_delay(day: date, n: int, lead: int | None) -> Limit:
    """n days, taken back to an open day."""
    return day, None, max(day, offices.last_open(day + n * DAY))


# What is kept is kept to the last day of the law: an earlier one would not be the safer.
KEPT = _after(counting.months_after)
POINTS: dict[str, Callable[[date, int, int | None], Limit]] = {
    "days_after": _after(counting.days_after),
    "days_from": _after(counting.days_from),
    "months_after": months_after,
    "day_of_next_month": _after(counting.day_of_next_month),
    "end_of_next_month": _after(counting.end_of_next_month),
    "span": _after(span),
    "on": _on,
    "before": _before,
    "days_before": _days_before,
    "months_before": _months_before,
    "month_window": _month_window,
    "at_once": _at_once,
    "without_delay": _without_delay,
}
# One act by the last day of a span.
TO_THE_END = ("halfway", "until")
SERIES = ("every", "windows", "quarters", "yearly", *TO_THE_END)
# Limits written as, or hung on, a day of the calendar: they do not roll.
CALENDAR = frozenset(
    {
        "day_of_next_month",
        "end_of_next_month",
        "on",
        *TO_THE_END,
        "before",
        "days_before",
        "months_before",
        "month_window",
        "yearly",
    }
)


class Office(NamedTuple):
    """How the office behind a rule treats a limit: rolls it, only keeps hours, or neither."""

    rolls: bool
    hours: bool
    own: frozenset[date] = frozenset()

    def dates(self, statutory: date | None, aim: date) -> tuple[date | None, date | None, date]:
        """(statutory, effective, safe): the first two are None where law gives no number."""
        if statutory is None or not self.hours:
            return statutory, statutory, aim
        if not self.rolls:
            return statutory, statutory, offices.last_open(aim, self.own)
        rolled = offices.next_open(statutory, self.own)
        if rolled == statutory:
            return statutory, statutory, statutory
        return statutory, rolled, offices.last_open(statutory, self.own)
