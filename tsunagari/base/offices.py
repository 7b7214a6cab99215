"""官公庁の休日 — on which days Japanese offices are closed, and the next and the last open day.

Act on Holidays of Administrative Organs, art. 1: Saturdays, Sundays, national holidays and
29 December – 3 January. A municipality's ordinance says the same for its own offices unless its
own days are loaded.
"""

from datetime import date, timedelta
from functools import cache

# Holidays are announced for the following year only: later ones follow from the law as it stands.
HORIZON = date(2027, 12, 31)
FIRST, LAST = date(2007, 1, 1), date(2070, 12, 31)
FIRST_ORDINAL = FIRST.toordinal()
YEAR_END = {(12, 29), (12, 30), (12, 31), (1, 1), (1, 2), (1, 3)}
DAY = timedelta(days=1)


@cache
def national_holidays() -> frozenset[date]:
    """国民の祝日・休日 — from FIRST to LAST; beyond HORIZON as the law stands today."""
    import holidays

    years = range(FIRST.year, LAST.year + 1)
    return frozenset(holidays.country_holidays("JP", years=years))


def is_closed(day: date, more: frozenset[date] = frozenset()) -> bool:
    """True when offices are closed; `more` are closed days of one municipality's own."""
    return (
        day.weekday() >= 5
        or (day.month, day.day) in YEAR_END
        or day in national_holidays()
        or day in more
    )


@cache
def _open_days() -> tuple[list[int], list[int]]:
    """For each day from FIRST to LAST, as ordinals: the first open day from it on, the last to it."""
    days = range(FIRST.toordinal(), LAST.toordinal() + 1)
    is_open = [not is_closed(date.fromordinal(day)) for day in days]
    following, found = [], LAST.toordinal()
    for day, isopen in zip(reversed(days), reversed(is_open), strict=True):
        found = day if isopen else found
        following.append(found)
    preceding, found = [], FIRST.toordinal()
    for day, isopen in zip(days, is_open, strict=True):
        found = day if isopen else found
        preceding.append(found)
    return following[::-1], preceding


def next_open(day: date, more: frozenset[date] = frozenset()) -> date:
    """The day itself when offices are open, otherwise the next day on which they are."""
    if more or not FIRST <= day <= LAST:
        while is_closed(day, more):
            day += DAY
        return day
    return date.fromordinal(_open_days()[0][day.toordinal() - FIRST_ORDINAL])


def last_open(day: date, more: frozenset[date] = frozenset()) -> date:
    """The day itself when offices are open, otherwise the last day before on which they were."""
    if more or not FIRST <= day <= LAST:
        while is_closed(day, more):
            day -= DAY
        return day
    return date.fromordinal(_open_days()[1][day.toordinal() - FIRST_ORDINAL])


def is_provisional(day: date) -> bool:
    """True beyond the days for which holidays have been announced."""
    return day > HORIZON
