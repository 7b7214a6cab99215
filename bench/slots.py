"""W3 使える時間 — shared hours of two schools, and of all pairs of many, against plain yardsticks.

One pair: our two pointers over a year's runs against `portion` intervals, and the whole question
(windows with cost and reasons) against the same answer put together with `portion`. All pairs:
one AND of whole numbers a pair against plain two pointers. Every figure is the median of paired,
interleaved rounds and counts only when both answers are equal.
"""

import math
import random
import statistics
import time
from datetime import date
from datetime import time as clock
from itertools import combinations

import portion

from tsunagari.programmes.exchange.class_exchange.rules import partners
from tsunagari.programmes.exchange.class_exchange.rules.school_days import (
    Bells,
    Period,
    SchoolFacts,
)
from tsunagari.programmes.exchange.class_exchange.rules.slots import ClassFacts, windows

FIRST, LAST = date(2026, 4, 1), date(2027, 3, 31)
ZONES = ("Asia/Tokyo", "Asia/Manila", "Asia/Makassar", "Asia/Ho_Chi_Minh")
ROUNDS = 7


def main() -> None:
    """Print ratios and growth; AssertionError when a gate or a goal is not passed."""
    print("W3 slots: schools, days / milliseconds, ratio to the yardstick")
    spans = [one_pair(until) for until in (date(2026, 7, 1), date(2026, 10, 1), LAST)]
    assert spans[-1] >= 20
    whole_question()
    measured = [every_pair(count) for count in (50, 100, 200)]
    assert measured[-1][2] >= 20
    growth([(count, seconds) for count, seconds, _ratio in measured])


def one_pair(until: date) -> float:
    """Two schools from `FIRST` on; answers how many times faster than `portion`."""
    a, b = (partners.runs(school, FIRST, until) for school in some_schools(2))
    theirs_a, theirs_b = intervals(a), intervals(b)
    ours, others = [], []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        found = partners.common(a, b)
        ours.append(time.perf_counter() - began)
        began = time.perf_counter()
        shared = theirs_a & theirs_b
        expected = [(p.lower, p.upper) for p in shared if p.upper - p.lower >= partners.NEED]
        others.append(time.perf_counter() - began)
    assert found == expected
    faster = ratio(others, ours)
    days = (until - FIRST).days + 1
    print(f"      2 × {days:>3}  {statistics.median(ours) * 1e3:9.3f} ms  {faster:7.1f} × portion")
    return faster


def intervals(spans):
    """The same spans as one `portion` interval."""
    return portion.Interval(*[portion.closedopen(start, end) for start, end in spans])


def whole_question() -> None:
    """All windows of two classes with cost and reasons, against the overlaps by `portion` alone."""
    a, b = some_schools(2)
    classes = ClassFacts("a", "a", a), ClassFacts("b", "b", b)
    ours, others = [], []
    for _ in range(3):
        began = time.perf_counter()
        found = windows(*classes, FIRST, LAST)
        ours.append(time.perf_counter() - began)
        began = time.perf_counter()
        expected = overlaps_by_portion(a, b)
        others.append(time.perf_counter() - began)
    assert {(w.on, w.a_periods, w.b_periods, w.overlap_minutes) for w in found} == expected
    print(
        f"      2 × 365  {statistics.median(ours) * 1e3:9.3f} ms  {ratio(others, ours):7.1f} × "
        f"portion, {len(found)} windows with cost and reasons"
    )


def overlaps_by_portion(a, b) -> set:
    """Day by day, lesson by lesson, with intervals; a run must gain from each of its lessons."""
    found = set()
    for day in partners.days(FIRST, LAST):
        ours, theirs = a.lessons(day), b.lessons(day)
        mine = [portion.closedopen(*span) for span in a.spans(day)]
        spans = b.spans(day)
        runs = [(i,) for i in range(len(spans))]
        runs += [(i, i + 1) for i in range(len(spans) - 1) if spans[i + 1][0] - spans[i][1] <= 5]
        other = {run: portion.closedopen(spans[run[0]][0], spans[run[-1]][1]) for run in runs}
        for lesson, interval in zip(ours, mine, strict=True):
            lengths = {run: length(interval & other[run]) for run in runs}
            for run, minutes in lengths.items():
                part = max((lengths[(i,)] for i in run), default=0) if len(run) > 1 else 0
                if minutes > part and minutes >= 35:
                    codes = tuple(theirs[i].code for i in run)
                    found.add((day, (lesson.code,), codes, minutes))
    return found


def length(interval) -> int:
    return 0 if interval.empty else interval.upper - interval.lower


def every_pair(count: int) -> tuple[int, float, float]:
    """All pairs of many schools over a year; answers (schools, seconds, times faster).

    The yardstick takes every so-many-th pair, 1,000 at most, and its time is scaled to all.
    """
    schools = some_schools(count)
    taken = {school.key: partners.runs(school, FIRST, LAST) for school in schools}
    pairs = list(combinations(taken, 2))
    every = -(-len(pairs) // 1_000)
    ours, plain = [], []
    for _ in range(3):
        began = time.perf_counter()
        hours = {key: partners.beginnings(spans) for key, spans in taken.items()}
        found = partners.all_pairs(hours)
        ours.append(time.perf_counter() - began)
        began = time.perf_counter()
        expected = [counted(taken[a], taken[b]) for a, b in pairs[::every]]
        plain.append((time.perf_counter() - began) * len(pairs) / len(expected))
    assert [(shared.a, shared.b) for shared in found] == pairs
    assert [shared.beginnings for shared in found[::every]] == expected
    faster = ratio(plain, ours)
    print(
        f"  {count:>5} × 365  {statistics.median(ours) * 1e3:9.1f} ms  {faster:7.1f} × plain two "
        f"pointers, {len(found):,} pairs, {sum(one.beginnings for one in found):,} beginnings"
    )
    return count, statistics.median(ours), faster


def counted(a, b, need: int = partners.NEED) -> int:
    """The yardstick: two pointers, and how many marks of five minutes lie in each overlap."""
    found = i = j = 0
    while i < len(a) and j < len(b):
        low, high = max(a[i][0], b[j][0]), min(a[i][1], b[j][1])
        if high - low >= need:
            found += max(0, (high - need) // 5 + -low // 5 + 1)
        if a[i][1] < b[j][1]:
            i += 1
        else:
            j += 1
    return found


def some_schools(count: int) -> list[SchoolFacts]:
    """Schools with days of 45 or 50 minutes, some holidays, in four zones; always the same."""
    rng = random.Random(7)
    made = []
    for number in range(count):
        closed = tuple(
            (day, day)
            for day in (FIRST.replace(day=rng.randint(1, 28), month=m) for m in (5, 9, 11))
        )
        made.append(
            SchoolFacts(
                key=number,
                name=str(number),
                zone=ZONES[number % 4],
                weekdays=frozenset(range(1, 6)),
                bells=(Bells(date.min, date.max, a_day(rng)),),
                closed=closed,
            )
        )
    return made


def a_day(rng) -> tuple[Period, ...]:
    at, lesson, pause = (
        7 * 60 + rng.choice((0, 30, 60, 105)),
        rng.choice((40, 45, 50)),
        rng.choice((0, 5, 10)),
    )
    periods = []
    for number in range(rng.choice((6, 7, 8))):
        if number == 4:
            at += 45
        end = at + lesson
        periods.append(Period(f"P{number}", clock(at // 60, at % 60), clock(end // 60, end % 60)))
        at = end + pause
    return tuple(periods)


def ratio(yardstick: list[float], ours: list[float]) -> float:
    """The median of paired rounds."""
    return statistics.median(a / b for a, b in zip(yardstick, ours, strict=True))


def growth(measured: list[tuple[int, float]]) -> None:
    """The exponent between the smallest and the largest number of schools; pairs grow with 2."""
    (small, fast), *_, (large, slow) = measured
    print(f"  growth exponent {math.log(slow / fast) / math.log(large / small):.2f} over schools")


if __name__ == "__main__":
    main()
