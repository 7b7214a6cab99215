"""One plan for all pairs of classes: hard rules, reserves, fairness, and why a pair is short."""

from collections import defaultdict
from datetime import date, timedelta
from itertools import combinations, pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tsunagari.programmes.exchange.class_exchange.rules.plan import Wanted, plan_all
from tsunagari.programmes.exchange.class_exchange.rules.slots import Wishes

from .schedules import DAYS, a_class, a_school, periods

FIRST, LAST = date(2026, 11, 24), date(2027, 3, 24)
SUBJECTS = {
    "JP": ["国語", "英語", "数学", "理科", "社会", "音楽", "英語", "総合", "体育", "学活"],
    "PH-1S": ["English", "Math", "Science", "Filipino", "Values", "MAPEH", "Homeroom", "TLE"],
}
WINTER = {
    "JP": (date(2026, 12, 24), date(2027, 1, 6)),
    "PH-1S": (date(2026, 12, 19), date(2027, 1, 3)),
}


def school_of(kind, lines=1, key=""):
    subjects = frozenset({"英語", "総合", "学活", "English", "Values", "Homeroom"})
    return a_school(kind, key=key or kind, lines=lines, subjects=subjects, closed=(WINTER[kind],))


def class_of(school, number, kind, teachers=3):
    """A class whose subjects are shifted against the others', each with one of some teachers."""
    subjects = SUBJECTS[kind]
    made = a_class(school, f"{school.key}-{number}")
    made.timetable = {
        (weekday, period.code): (
            subjects[(weekday * 3 + at * 2 + number) % len(subjects)],
            f"{(weekday + at + number) % teachers}",
        )
        for weekday in range(1, 6)
        for at, period in enumerate(periods(kind))
    }
    return made


def pairs_of(japanese, philippine, *, lines=1, sessions=6, every=False):
    a, b = school_of("JP", lines), school_of("PH-1S", lines)
    own = [class_of(a, n, "JP") for n in range(japanese)]
    other = [class_of(b, n, "PH-1S") for n in range(philippine)]
    if every:
        return [Wanted(f"{x.key}×{y.key}", x, y, sessions) for x in own for y in other]
    return [
        Wanted(f"{x.key}×{other[n % philippine].key}", x, other[n % philippine], sessions)
        for n, x in enumerate(own)
    ]


def assert_hard_rules(pairs, plan, wishes=None):
    """Nothing of what a plan must never do; counted again from the plan alone."""
    wishes = wishes or Wishes()
    by_key = {pair.key: pair for pair in pairs}
    days, lines, teachers = defaultdict(list), defaultdict(list), defaultdict(list)
    for placed in plan.placed:
        pair = by_key[placed.pair]
        assert 1 <= (placed.reserve.on - placed.window.on).days <= 14
        for window in (placed.window, placed.reserve):
            assert window.talk_minutes >= wishes.least_talk
            for side, day in ((pair.a, window.on), (pair.b, window.b_on)):
                assert side.school.lessons(day)
                days[side.key].append((day, placed.pair, placed.ordinal, window.starts_at))
                lines[side.school.key, side.school.lines].append((window.starts_at, window.ends_at))
            for release in window.releases:
                school = (pair.a if release.side == "a" else pair.b).school.key
                if release.teacher:
                    teachers[school, release.teacher].append((window.starts_at, window.ends_at))
    for taken in days.values():
        for (day, pair, ordinal, start), (other, its, number, begin) in combinations(taken, 2):
            own_reserve = (pair, ordinal) == (its, number)
            assert own_reserve or abs((day - other).days) >= wishes.gap_days
            assert start != begin
    for (_school, most), spans in lines.items():
        for start, _end in spans:
            assert sum(s <= start < e for s, e in spans) <= most
    for spans in teachers.values():
        for (start, end), (begin, until) in combinations(spans, 2):
            assert end <= begin or until <= start
    for pair in pairs:
        own = [one for one in plan.placed if one.pair == pair.key]
        assert [one.ordinal for one in own] == list(range(1, len(own) + 1))
        assert (len(own) < pair.sessions) == (pair.key in plan.blocked)


def test_eight_classes_meet_seven_six_times_each_with_reserves():
    pairs = pairs_of(8, 7)

    plan = plan_all(pairs, FIRST, LAST)

    assert plan.complete
    assert len(plan.placed) == 48
    assert_hard_rules(pairs, plan)


def test_when_every_class_should_meet_every_other_each_pair_gets_its_share_and_the_reasons():
    pairs = pairs_of(8, 7, every=True)

    plan = plan_all(pairs, FIRST, LAST)

    assert_hard_rules(pairs, plan)
    counts = [sum(one.pair == pair.key for one in plan.placed) for pair in pairs]
    assert min(counts) >= 1
    rules = {reason.rule for reasons in plan.blocked.values() for reason in reasons}
    assert {"gap", "class"} <= rules
    words = next(r.words() for r in plan.blocked["JP-0×PH-1S-0"] if r.rule == "class")
    assert words.startswith("JP-0は 7組で合計 42回です。")


def test_the_sessions_of_a_pair_are_spread_over_the_span():
    [pair] = pairs_of(1, 1)

    plan = plan_all([pair], FIRST, LAST)

    days = [one.window.on for one in plan.placed]
    waits = [(later - day).days for day, later in pairwise(days)]
    assert min(waits) >= 10
    assert max(waits) <= 35


def test_a_pair_keeps_its_usual_hour_where_it_can():
    [pair] = pairs_of(1, 1)
    pair.a.timetable = {}
    pair.b.timetable = {}

    plan = plan_all([pair], FIRST, LAST)

    assert len({one.window.a_periods for one in plan.placed}) == 1


def test_a_span_too_short_for_all_sessions_says_how_many_fit():
    [pair] = pairs_of(1, 1)

    plan = plan_all([pair], FIRST, FIRST + timedelta(days=20))

    assert_hard_rules([pair], plan)
    [short, *_more] = plan.blocked[pair.key]
    assert short.words() == (
        "6回のうち 3回まで決まりました。使える日は 15日で、7日に1回までなら最大 3回です。"
    )


def test_the_last_day_alone_has_no_reserve_and_says_so():
    [pair] = pairs_of(1, 1, sessions=1)

    plan = plan_all([pair], LAST, LAST)

    assert plan.placed == []
    assert plan.blocked[pair.key][-1].rule == "reserve"


def test_a_pair_without_any_window_gets_the_rule_that_removed_the_last_one():
    a, b = school_of("JP"), a_school("PH-PM", weekdays=frozenset({6}))
    pair = Wanted("x", a_class(a), a_class(b), 6)

    plan = plan_all([pair], FIRST, LAST)

    assert [reason.rule for reason in plan.blocked["x"]] == ["common"]


def test_the_same_question_gets_the_same_plan():
    assert plan_all(pairs_of(5, 4), FIRST, LAST) == plan_all(pairs_of(5, 4), FIRST, LAST)


def test_more_lines_let_more_pairs_meet_at_once():
    short = FIRST + timedelta(days=13)

    one = plan_all(pairs_of(8, 8, sessions=1, lines=1), FIRST, short)
    three = plan_all(pairs_of(8, 8, sessions=1, lines=3), FIRST, short)

    assert len(one.placed) <= len(three.placed) == 8


@settings(max_examples=25)
@given(
    classes=st.tuples(st.integers(1, 5), st.integers(1, 4)),
    every=st.booleans(),
    sessions=st.integers(1, 7),
    lines=st.integers(1, 3),
    days=st.integers(0, 110),
    gap=st.integers(1, 14),
)
def test_any_plan_keeps_the_hard_rules(classes, every, sessions, lines, days, gap):
    pairs = pairs_of(*classes, lines=lines, sessions=sessions, every=every)
    wishes = Wishes(gap_days=gap)

    plan = plan_all(pairs, FIRST, FIRST + timedelta(days=days), wishes)

    assert_hard_rules(pairs, plan, wishes)


@pytest.mark.parametrize("kind", [kind for kind in DAYS if kind != "JP"])
def test_every_partner_of_the_fact_sheet_finds_a_plan(kind):
    pair = Wanted("x", a_class(school_of("JP")), a_class(a_school(kind)), 6)

    plan = plan_all([pair], FIRST, LAST)

    assert plan.complete
    assert_hard_rules([pair], plan)
