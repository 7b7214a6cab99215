"""雇い主 — at which company somebody was on a day, and what of a case that company sees.

Whoever has gone to another company leaves behind what was owed here: notices of leaving, yearly
reports, records that are kept for years.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

from tsunagari.programmes.talent.law.rules.facts import Case, Person, Placement
from tsunagari.programmes.talent.law.rules.triggers import people_of


def host_of(placement: Placement, now: int | None) -> int | None:
    """The company of an employment; one that names none is at the case's company."""
    return int(placement.host) if placement.host.isdecimal() else now


def at(case: Case, day: date, now: int | None) -> int | None:
    """Who employed the person on a day; before and between two employments the next one counts."""
    work = sorted(case.placements, key=lambda one: (one.starts, one.id))
    held = [one for one in work if one.starts <= day and (one.ends is None or day <= one.ends)]
    ending = [one for one in held if one.ends == day]
    if ending or held:
        return host_of((ending or held)[0], now)
    following = next((one for one in work if one.starts > day), None)
    return host_of(following, now) if following else now


def companies(case: Case, now: int | None) -> set[int]:
    """Every company that has, or had, the person."""
    return {pk for pk in (now, *(host_of(one, now) for one in case.placements)) if pk}


def left_on(case: Case, company: int, now: int | None) -> date | None:
    """The last day at a company that the person has left; None while still there."""
    mine = [one.ends for one in case.placements if host_of(one, now) == company]
    return max(day for day in mine if day) if mine and all(mine) else None


def people_at(case: Case, company: int, now: int | None) -> tuple[Person, ...]:
    """A case as one company sees it: only the time there."""
    if not case.placements:
        return people_of(case) if company == now else ()
    mine = [one for one in case.placements if host_of(one, now) == company]
    if not mine:
        return _coming(case) if company == now else ()
    people = people_of(replace(case, placements=tuple(mine)))
    first = min(one.starts for one in case.placements)
    if any(one.starts == first for one in mine):
        return people
    # Trained elsewhere before: the years here begin with the work here.
    return tuple(replace(one, trained_from=None) for one in people)


def _coming(case: Case) -> tuple[Person, ...]:
    """Somebody who has left another company and has not begun here yet, as the plans say."""
    ends = [one.ends for one in case.placements]
    if not all(ends):
        return ()
    last = max(day for day in ends if day)
    return tuple(_after(people_of(replace(case, placements=())), last))


def _after(people: Iterable[Person], last: date) -> Iterable[Person]:
    for one in people:
        if one.ends is None or one.ends > last:
            later = one.starts if one.starts > last else date.fromordinal(last.toordinal() + 1)
            yield replace(one, starts=later, trained_from=None)
