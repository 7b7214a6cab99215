"""相手さがし — which of many schools share hours with each other, all pairs at once.

A year of a school becomes one whole number: bit n is set when a meeting of the wanted length may
begin n × 5 minutes after the start. What two schools share is then one AND. The hours are looked
at roughly: lessons that follow each other closely count as one run, whatever they teach.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import combinations

from tsunagari.programmes.exchange.class_exchange.rules.school_days import (
    DAY,
    Minutes,
    SchoolFacts,
    days,
)

Key = int | str
SLOT = 5
NEED = 35  # 5 to connect, 25 to talk, 5 to close
GAP = 5


@dataclass(frozen=True)
class Shared:
    """Two schools and in how many 5-minute marks of the span a meeting could begin."""

    a: Key
    b: Key
    beginnings: int


@lru_cache(maxsize=1024)
def merged(spans: tuple[Minutes, ...], gap: int = GAP) -> tuple[Minutes, ...]:
    """Lessons that follow each other within `gap` minutes as one run."""
    runs: list[Minutes] = []
    for start, end in sorted(spans):
        if runs and start - runs[-1][1] <= gap:
            runs[-1] = (runs[-1][0], max(end, runs[-1][1]))
        else:
            runs.append((start, end))
    return tuple(runs)


def runs(school: SchoolFacts, from_day: date, until_day: date) -> list[Minutes]:
    """The school's runs of lessons, in minutes after `from_day`'s midnight in UTC."""
    return [
        (start + number * DAY, end + number * DAY)
        for number, day in enumerate(days(from_day, until_day))
        for start, end in merged(school.spans(day))
    ]


def common(a: list[Minutes], b: list[Minutes], need: int = NEED) -> list[Minutes]:
    """What two lists of runs share, in pieces of `need` minutes or more (two pointers)."""
    found = []
    i = j = 0
    while i < len(a) and j < len(b):
        low, high = max(a[i][0], b[j][0]), min(a[i][1], b[j][1])
        if high - low >= need:
            found.append((low, high))
        if a[i][1] < b[j][1]:
            i += 1
        else:
            j += 1
    return found


def beginnings(taken: Iterable[Minutes], need: int = NEED) -> int:
    """One whole number with a bit for every mark at which a meeting of `need` minutes may begin."""
    marks = bytearray()
    for start, end in taken:
        first, last = -(-(start + DAY) // SLOT), (end + DAY - need) // SLOT
        if last >= first:
            if last >= len(marks):
                marks.extend(bytes(last + 1 - len(marks)))
            marks[first : last + 1] = b"1" * (last + 1 - first)
    return int(bytes(marks[::-1]).translate(ZEROS) or b"0", 2)


ZEROS = bytes.maketrans(b"\0", b"0")


def all_pairs(hours: dict[Key, int]) -> list[Shared]:
    """Every two of `hours` (from `beginnings`) with what they share."""
    return [
        Shared(a, b, (mine & theirs).bit_count())
        for (a, mine), (b, theirs) in combinations(hours.items(), 2)
    ]


def best(
    schools: list[SchoolFacts], from_day: date, until_day: date, *, most: int, but=frozenset()
) -> list[Shared]:
    """The pairs of schools of different zones that share most, best first; none of `but`."""
    zones = {school.key: school.zone for school in schools}
    hours: dict[Key, int] = {
        school.key: beginnings(runs(school, from_day, until_day)) for school in schools
    }
    found = [
        shared
        for shared in all_pairs(hours)
        if shared.beginnings
        and zones[shared.a] != zones[shared.b]
        and frozenset((shared.a, shared.b)) not in but
    ]
    return sorted(found, key=lambda shared: (-shared.beginnings, str(shared.a)))[:most]


def moments(found: Iterable[Minutes], from_day: date) -> list[tuple[datetime, datetime]]:
    """Minutes after `from_day`'s midnight as moments in UTC."""
    midnight = datetime.combine(from_day, time(0), UTC)
    return [
        (midnight + timedelta(minutes=low), midnight + timedelta(minutes=high))
        for low, high in found
    ]
