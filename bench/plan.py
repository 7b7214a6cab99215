"""全体の計画 — sessions with reserves for many pairs of classes, against a plain counted loop.

The yardstick is a Python loop that counts to a million. Every figure is the median of paired,
interleaved rounds and counts only after its gate: every hard rule is counted again from the plan
alone. Eight classes and seven with six sessions each have to be complete within five seconds; when
every class should meet every other, each pair that is short has its reasons.
"""

import math
import statistics
import time
from collections import defaultdict
from datetime import date
from datetime import time as clock
from itertools import combinations, pairwise

from tsunagari.programmes.exchange.class_exchange.rules.plan import Plan, Wanted, plan_all
from tsunagari.programmes.exchange.class_exchange.rules.school_days import (
    Bells,
    Period,
    SchoolFacts,
)
from tsunagari.programmes.exchange.class_exchange.rules.slots import ClassFacts

FIRST, LAST = date(2026, 11, 24), date(2027, 3, 24)
GAP, WITHIN, ROUNDS = 7, 14, 3
DAYS = {
    "JP": "P1 08:45 09:35,P2 09:45 10:35,P3 10:45 11:35,P4 11:45 12:35,P5 13:30 14:20,P6 14:30 15:20",
    "PH": "S1 07:30 08:15,S2 08:15 09:00,S3 09:00 09:45,S4 10:05 10:50,S5 10:50 11:35,"
    "S6 13:00 13:45,S7 13:45 14:30,S8 14:50 15:35",
}
SUBJECTS = {
    "JP": ["国語", "英語", "数学", "理科", "社会", "音楽", "英語", "総合", "体育", "学活"],
    "PH": ["English", "Math", "Science", "Filipino", "Values", "MAPEH", "Homeroom", "TLE"],
}
ZONES = {"JP": "Asia/Tokyo", "PH": "Asia/Manila"}
CLOSED = {
    "JP": (
        (date(2026, 12, 24), date(2027, 1, 6)),
        (date(2027, 1, 11),) * 2,
        (date(2027, 2, 11),) * 2,
        (date(2027, 2, 23),) * 2,
        (date(2027, 3, 22),) * 2,
    ),
    "PH": (
        (date(2026, 12, 19), date(2027, 1, 3)),
        (date(2026, 11, 30),) * 2,
        (date(2026, 12, 8),) * 2,
    ),
}


def main() -> None:
    """Print ratios, what was placed and growth; AssertionError when a gate is not passed."""
    print("Plan: pairs, sessions each / seconds, ratio to counting to 1,000,000")
    whole, _seconds = a_plan(some_pairs(8, 7), lines=1)
    assert whole.complete
    assert len(whole.placed) == 48
    a_plan(some_pairs(8, 7, every=True), lines=1)
    measured = []
    for count in (8, 16, 32):
        pairs = some_pairs(count, count, lines=4)
        measured.append((count, a_plan(pairs, lines=4)[1]))
    growth(measured)


def a_plan(pairs: list[Wanted], lines: int) -> tuple[Plan, float]:
    """Plan some pairs, count the hard rules again, print the line."""
    ours, loops, busy = [], [], []
    for _ in range(ROUNDS):
        began, worked = time.perf_counter(), time.process_time()
        made = plan_all(pairs, FIRST, LAST)
        ours.append(time.perf_counter() - began)
        busy.append(time.process_time() - worked)
        began = time.perf_counter()
        total = 0
        for number in range(1_000_000):
            total += number
        loops.append(time.perf_counter() - began)
    gate(pairs, made)
    wanted = sum(pair.sessions for pair in pairs)
    times = statistics.median(a / b for a, b in zip(ours, loops, strict=True))
    print(
        f"  {len(pairs):>4} × {pairs[0].sessions}  {statistics.median(ours):7.3f} s  {times:6.2f} ×  "
        f"{len(made.placed)} of {wanted} sessions, each with a reserve; "
        f"{len(made.blocked)} pairs short, with reasons; {lines} lines a school"
    )
    assert statistics.median(busy) <= 5  # of the processor, whatever else the machine does
    return made, statistics.median(ours)


def gate(pairs: list[Wanted], made: Plan) -> None:
    """Every hard rule, counted again from the plan alone."""
    by_key = {pair.key: pair for pair in pairs}
    days, busy, teachers = defaultdict(list), defaultdict(list), defaultdict(list)
    for placed in made.placed:
        pair = by_key[placed.pair]
        assert 1 <= (placed.reserve.on - placed.window.on).days <= WITHIN
        for window in (placed.window, placed.reserve):
            assert window.talk_minutes >= 25
            span = (window.starts_at, window.ends_at)
            for side, day in ((pair.a, window.on), (pair.b, window.b_on)):
                assert side.school.lessons(day)
                days[side.key].append((day, placed))
                busy[side.school.key, side.school.lines].append(span)
            for release in window.releases:
                teachers[release.side, release.teacher].append(span)
    for taken in days.values():
        for (day, one), (other, another) in combinations(taken, 2):
            assert one is another or abs((day - other).days) >= GAP
    for (_school, lines), spans in busy.items():
        for start, _end in spans:
            assert sum(s <= start < e for s, e in spans) <= lines
    for spans in teachers.values():
        spans.sort()
        assert all(end <= begin for (_s, end), (begin, _e) in pairwise(spans))
    counts = defaultdict(int)
    for placed in made.placed:
        counts[placed.pair] += 1
    for pair in pairs:
        assert counts[pair.key] == pair.sessions or made.blocked[pair.key]


def some_pairs(own: int, other: int, *, every=False, lines=1) -> list[Wanted]:
    """Pairs of classes of two schools; always the same."""
    a = [a_class(school("JP", lines), "JP", n) for n in range(own)]
    b = [a_class(school("PH", lines), "PH", n) for n in range(other)]
    chosen = (
        [(x, y) for x in a for y in b] if every else [(x, b[n % other]) for n, x in enumerate(a)]
    )
    return [Wanted(f"{x.key}×{y.key}", x, y, 6) for x, y in chosen]


def school(kind: str, lines: int) -> SchoolFacts:
    rows = (row.split() for row in DAYS[kind].split(","))
    periods = tuple(
        Period(code, clock.fromisoformat(start), clock.fromisoformat(end))
        for code, start, end in rows
    )
    return SchoolFacts(
        key=kind,
        name=kind,
        zone=ZONES[kind],
        weekdays=frozenset(range(1, 6)),
        bells=(Bells(date.min, date.max, periods),),
        closed=CLOSED[kind],
        subjects=frozenset({"英語", "総合", "学活", "English", "Values", "Homeroom"}),
        lines=lines,
    )


def a_class(own: SchoolFacts, kind: str, number: int) -> ClassFacts:
    subjects = SUBJECTS[kind]
    lessons = own.bells[0].periods
    return ClassFacts(
        key=f"{kind}{number}",
        name=f"{kind}{number}",
        school=own,
        timetable={
            (day, lesson.code): (
                subjects[(day * 3 + at * 2 + number) % len(subjects)],
                f"T{(day + at + number) % max(3, number + 1)}",
            )
            for day in range(1, 6)
            for at, lesson in enumerate(lessons)
        },
    )


def growth(measured: list[tuple[int, float]]) -> None:
    """The exponent of the time over the number of pairs, by least squares on logarithms."""
    xs = [math.log(size) for size, _seconds in measured]
    ys = [math.log(seconds) for _size, seconds in measured]
    slope = statistics.linear_regression(xs, ys).slope
    print(
        f"  growth exponent {slope:.2f} over {', '.join(str(size) for size, _ in measured)} pairs"
    )


if __name__ == "__main__":
    main()
