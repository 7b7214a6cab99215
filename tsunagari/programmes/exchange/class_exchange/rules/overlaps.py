"""重なり — where the lessons of two schools overlap, in minutes of UTC.

A window joins one lesson of side a with 1 … `adjacent` lessons of side b that follow each other
closely (fact sheet of the international exchange programme, 2.3); with `both` also the other way
round. Lessons that add no minute of overlap are left out: nobody releases a lesson for nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import pairwise

from tsunagari.base import effort
from tsunagari.programmes.exchange.class_exchange.rules.school_days import (
    DAY,
    Minutes,
    Period,
    SchoolFacts,
    days,
)

# Local dates of two places differ by one at most; the farthest zones lie 26 hours apart.
STEPS_A_DAY, STEPS_AN_OVERLAP = 40, 10  # of effort
STEPS = (-2, -1, 0, 1, 2)


@dataclass(frozen=True)
class Overlap:
    """Lessons of both schools that overlap; `on` and `b_on` are the dates at a and at b."""

    on: date
    b_on: date
    a_periods: tuple[Period, ...]
    b_periods: tuple[Period, ...]
    starts_at: datetime
    minutes: int

    @property
    def ends_at(self) -> datetime:
        return self.starts_at + timedelta(minutes=self.minutes)


def shared(
    a: SchoolFacts,
    b: SchoolFacts,
    from_day: date,
    until_day: date,
    *,
    adjacent: int = 2,
    max_gap: int = 5,
    both: bool = False,
) -> Iterator[Overlap]:
    """Every overlap of two schools; the days are dates at a."""
    for day, other in days_together(a, b, from_day, until_day):
        ours, theirs = a.lessons(day), b.lessons(other)
        midnight = datetime.combine(day, time(0), UTC)
        found = overlaps(a.spans(day), b_spans(b, day, other), adjacent, max_gap, both)
        effort.spend(STEPS_A_DAY + STEPS_AN_OVERLAP * len(found))
        for mine, run, low, high in found:
            yield Overlap(
                day,
                other,
                tuple([ours[i] for i in mine]),
                tuple([theirs[i] for i in run]),
                midnight + timedelta(minutes=low),
                high - low,
            )


def days_together(
    a: SchoolFacts, b: SchoolFacts, from_day: date, until_day: date
) -> Iterator[tuple[date, date]]:
    """(date at a, date at b) on which both are in session and their days touch."""
    for day in days(from_day, until_day):
        if not a.lessons(day):
            continue
        apart = b.offset(day) - a.offset(day)
        for step in STEPS:
            if abs(apart + step * DAY) < DAY:
                other = day + timedelta(days=step)
                if b.lessons(other):
                    yield day, other


@lru_cache(maxsize=1024)
def _moved(spans: tuple[Minutes, ...], by: int) -> tuple[Minutes, ...]:
    return tuple((start + by, end + by) for start, end in spans)


def b_spans(b: SchoolFacts, day: date, other: date) -> tuple[Minutes, ...]:
    """The lessons at b in minutes after the midnight (UTC) of the date at a."""
    spans = b.spans(other)
    return spans if day == other else _moved(spans, (other - day).days * DAY)


Found = tuple[tuple[int, ...], tuple[int, ...], int, int]


@lru_cache(maxsize=4096)
def overlaps(
    a: tuple[Minutes, ...], b: tuple[Minutes, ...], adjacent: int, max_gap: int, both: bool = False
) -> tuple[Found, ...]:
    """(numbers of a, numbers of b, first minute, last minute) of everything that overlaps."""
    found = list(_one_with_runs(a, b, adjacent, max_gap))
    if both:
        others = _one_with_runs(b, a, adjacent, max_gap)
        found += [(run, one, low, high) for one, run, low, high in others if len(run) > 1]
    return tuple(found)


def _one_with_runs(a, b, adjacent, max_gap) -> Iterator[Found]:
    """Each lesson of a with the runs of b of which every lesson adds to the overlap."""
    runs = _runs(b, adjacent, max_gap)
    for i, (start, end) in enumerate(a):
        best: dict[tuple[int, ...], int] = {}
        for run in runs:
            low, high = max(start, b[run[0]][0]), min(end, b[run[-1]][1])
            part = max(best.get(run[1:], 0), best.get(run[:-1], 0)) if len(run) > 1 else 0
            if high - low > part:
                yield (i,), run, low, high
            best[run] = max(high - low, part)


def _runs(spans, adjacent: int, max_gap: int) -> list[tuple[int, ...]]:
    """Numbers of 1 … `adjacent` lessons that follow each other within `max_gap` minutes."""
    order = sorted(range(len(spans)), key=lambda i: spans[i])
    follows = {
        one: other
        for one, other in pairwise(order)
        if 0 <= spans[other][0] - spans[one][1] <= max_gap
    }
    grown: list[tuple[int, ...]] = [(i,) for i in order]
    runs = grown
    for _length in range(2, adjacent + 1):
        grown = [(*run, follows[run[-1]]) for run in grown if run[-1] in follows]
        runs = runs + grown
    return runs
