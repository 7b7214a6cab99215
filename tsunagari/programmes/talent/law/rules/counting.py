"""期間の計算 — when a period of the law ends, and the three dates that people need.

Civil Code 138–143: the day of the event is not counted; a period of months ends on the day before
the corresponding day of its start, or on the last day of a month that has no such day. Act on
Holidays of Administrative Organs 2: a *period* for a filing with an office that ends on a closed
day ends on the next open day; a calendar date (31 May, the 10th) does not roll.
"""

from calendar import isleap
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from tsunagari.base import offices

NATIONAL, MUNICIPAL, NONE = "national", "municipal", "none"
OFFICES = (NATIONAL, MUNICIPAL, NONE)


class Due(NamedTuple):
    """Three dates: as the law counts, after the lawful roll-forward, and the last safe office day.

    `provisional` says that holidays of that time have not been announced yet.
    """

    statutory: date
    effective: date
    safe: date
    provisional: bool = False


def days_after(event: date, n: int) -> date:
    """n days, the day of the event not counted (Civil Code 140–141)."""
    return event + timedelta(days=n)


def days_from(event: date, n: int) -> date:
    """n days of which the day of the event is the first (Family Register Act 43)."""
    return event + timedelta(days=n - 1)


def months_after(event: date, n: int) -> date:
    """n months, the day of the event not counted (Civil Code 143)."""
    return span(event + timedelta(days=1), n)


def span(start: date, n: int) -> date:
    """The last day of n months that begin at 0:00 of `start` (plans, stages, periods of stay)."""
    # These two are asked for every duty: the month is reckoned here, without another call.
    day, index = start.day, start.year * 12 + start.month - 1 + n
    year, month = index // 12, index % 12 + 1
    if day == 1:
        return date(year, month, 1) - DAY
    return date(year, month, day - 1 if day <= 28 else min(day - 1, days_in(year, month)))


def months_before(day: date, n: int) -> date:
    """The same day n months earlier, or the last day of that month: met on or before that day."""
    of_month, index = day.day, day.year * 12 + day.month - 1 - n
    year, month = index // 12, index % 12 + 1
    return date(year, month, of_month if of_month <= 28 else min(of_month, days_in(year, month)))


def day_of_next_month(event: date, n: int) -> date:
    """The n-th day of the month after the event's; ValueError when that month has no such day."""
    return date(*month_of(event, 1), n)


def end_of_next_month(event: date, n: int = 0) -> date:
    """The last day of the month after the event's."""
    year, month = month_of(event, 1)
    return date(year, month, days_in(year, month))


def quarter_of(day: date) -> date:
    """The first day of a day's calendar quarter."""
    return date(day.year, (day.month - 1) // 3 * 3 + 1, 1)


def days_in(year: int, month: int) -> int:
    """How many days a month has."""
    return 29 if month == 2 and isleap(year) else LENGTHS[month]


def month_of(day: date, months: int) -> tuple[int, int]:
    """(year, month) so many months after a day's."""
    index = day.year * 12 + day.month - 1 + months
    return index // 12, index % 12 + 1


DAY = timedelta(days=1)
LENGTHS = (0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
FUNCTIONS: dict[str, Callable[[date, int], date]] = {
    "days_after": days_after,
    "days_from": days_from,
    "months_after": months_after,
    "day_of_next_month": day_of_next_month,
    "end_of_next_month": end_of_next_month,
}
# Limits that the law writes as a day of the calendar.
CALENDAR_DATES = ("day_of_next_month", "end_of_next_month")


def three_dates(
    statutory: date,
    office: str = NATIONAL,
    *,
    as_date: bool = False,
    closed: frozenset[date] = frozenset(),
) -> Due:
    """What a limit means at an office; `closed` are the municipality's own closed days.

    Where no office keeps the limit (a company, an audit) nothing rolls and nothing is closed.
    """
    if office == NONE:
        return Due(statutory, statutory, statutory)
    own = closed if office == MUNICIPAL else frozenset()
    effective = statutory if as_date else offices.next_open(statutory, own)
    safe = offices.last_open(statutory, own)
    return Due(statutory, effective, safe, offices.is_provisional(effective))


def due(
    function: str,
    event: date,
    n: int = 0,
    office: str = NATIONAL,
    *,
    as_date: bool | None = None,
    closed: frozenset[date] = frozenset(),
) -> Due:
    """The three dates of a limit; KeyError for an unknown function.

    `as_date` None: a limit that the law writes as a calendar date is one, a period is none.
    """
    rolled_not = function in CALENDAR_DATES if as_date is None else as_date
    return three_dates(FUNCTIONS[function](event, n), office, as_date=rolled_not, closed=closed)
