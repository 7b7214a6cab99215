"""Every shared window of two classes, its cost, and why there is none."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tsunagari.programmes.exchange.class_exchange.rules.moves import cheapest_moves, why_none
from tsunagari.programmes.exchange.class_exchange.rules.overlaps import overlaps
from tsunagari.programmes.exchange.class_exchange.rules.school_days import Bells, Period
from tsunagari.programmes.exchange.class_exchange.rules.slots import Wishes, windows

from .schedules import DAYS, WEEK, ZONES, a_class, a_school, periods

TUESDAY = date(2026, 11, 24)
FRIDAY = date(2026, 11, 27)
# Minutes of overlap with P1 … P6: best one partner lesson / best two adjacent ones.
TABLE = {
    "PH-AM": "30/50 15/15 30/50 45/50 0/0 0/0",
    "PH-PM": "0/0 0/0 0/0 0/0 45/50 30/50",
    "PH-1S": "30/50 35/50 30/30 45/50 20/20 35/50",
    "VN": "20/20 30/50 30/30 40/50 0/0 0/0",
    "BALI": "25/50 40/45 25/25 25/50 30/30 40/40",
}


@pytest.mark.parametrize("kind", TABLE)
def test_the_overlap_table_of_the_fact_sheet_comes_out_of_its_schedules(kind):
    japan, partner = a_school("JP").spans(TUESDAY), a_school(kind).spans(TUESDAY)
    rows = []
    for number in range(6):
        best = [
            max((high - low for i, _run, low, high in found if i == (number,)), default=0)
            for found in (overlaps(japan, partner, 1, 5), overlaps(japan, partner, 2, 5))
        ]
        rows.append("/".join(map(str, best)))

    assert " ".join(rows) == TABLE[kind]


@pytest.mark.parametrize(
    ("kind", "own", "pair"),
    [
        ("PH-AM", "P1", ("A3", "A4")),
        ("PH-AM", "P4", ("A6", "A7")),
        ("PH-PM", "P5", ("B1", "B2")),
        ("PH-1S", "P6", ("S6", "S7")),
        ("VN", "P2", ("V1", "V2")),
        ("BALI", "P4", ("I5", "I6")),
    ],
)
def test_two_adjacent_lessons_of_the_partner_are_named(kind, own, pair):
    found = windows(a_class(a_school("JP")), a_class(a_school(kind)), TUESDAY, TUESDAY)

    best = max((w for w in found if w.a_periods == (own,)), key=lambda w: w.overlap_minutes)
    assert best.b_periods == pair


def test_a_window_has_its_date_both_moments_and_its_talk_time():
    [first, *_more] = windows(a_class(a_school("JP")), a_class(a_school("PH-1S")), TUESDAY, TUESDAY)

    assert (first.on, first.b_on) == (TUESDAY, TUESDAY)
    assert first.starts_at == datetime(2026, 11, 23, 23, 45, tzinfo=UTC)
    assert first.ends_at == datetime(2026, 11, 24, 0, 35, tzinfo=UTC)
    assert (first.a_periods, first.b_periods) == (("P1",), ("S1", "S2"))
    assert (first.overlap_minutes, first.talk_minutes, first.cost) == (50, 40, 0)


def test_windows_without_a_moved_lesson_come_first_then_the_longer_talk_then_the_earlier():
    japan = a_school("JP", subjects=frozenset({"英語"}))
    own = a_class(japan, timetable={"P1": ("数学", ""), "P2": ("英語", ""), "P4": ("英語", "")})

    found = windows(own, a_class(a_school("PH-1S")), TUESDAY, TUESDAY)

    key = [(w.cost, -w.talk_minutes, w.starts_at) for w in found]
    assert key == sorted(key)
    assert [w.a_periods for w in found if w.cost] == [("P1",)]
    assert found[-1].reasons[0].words() == "数学（P1）の授業を、別の時間に動かします。"


def test_the_lessons_to_be_released_are_named_with_their_teacher():
    philippines = a_school("PH-1S", subjects=frozenset({"English"}))
    other = a_class(philippines, timetable={"S1": ("English", "Cruz"), "S2": ("Math", "Reyes")})

    [first, *_more] = [
        w
        for w in windows(a_class(a_school("JP")), other, TUESDAY, TUESDAY)
        if w.b_periods == ("S1", "S2")
    ]

    assert [(r.side, r.period, r.subject, r.teacher, r.moved) for r in first.releases] == [
        ("b", "S1", "English", "Cruz", False),
        ("b", "S2", "Math", "Reyes", True),
    ]
    assert first.cost == 5


def test_an_exam_week_costs_and_says_so():
    japan = a_school("JP", exams=((TUESDAY, FRIDAY),))

    [first, *_more] = windows(a_class(japan), a_class(a_school("PH-1S")), TUESDAY, TUESDAY)

    assert first.cost == 4
    assert [reason.words() for reason in first.reasons] == ["JPの試験の期間です。"]


def test_a_side_with_short_lessons_may_come_first():
    wishes = Wishes(both=True)

    found = windows(a_class(a_school("PH-1S")), a_class(a_school("JP")), TUESDAY, TUESDAY, wishes)

    assert (found[0].a_periods, found[0].b_periods) == (("S1", "S2"), ("P1",))


def why(a, b, **wishes):
    [reason] = why_none(a, b, TUESDAY, FRIDAY, Wishes(**wishes))
    return reason.rule, reason.words()


def test_when_there_is_a_window_there_is_no_reason_against():
    assert why_none(a_class(a_school("JP")), a_class(a_school("VN")), TUESDAY, FRIDAY) == []


def at_noon(*spans):
    """Spans of UTC moments that cover whole days."""
    return tuple(
        (
            datetime.combine(day, time(0), UTC) - timedelta(hours=12),
            datetime.combine(day, time(0), UTC) + timedelta(hours=36),
        )
        for day in spans
    )


WHOLE_WEEK = [TUESDAY + timedelta(days=n) for n in range(4)]


@pytest.mark.parametrize(
    ("rule", "of_a", "wishes"),
    [
        ("gap", {"taken": (date(2026, 11, 25),)}, {}),
        ("reserved", {"reserved": tuple(WHOLE_WEEK)}, {}),
        ("lines", {"crowded": at_noon(*WHOLE_WEEK)}, {}),
        ("agreement", {}, {"agreement": (date(2027, 4, 1), date(2027, 5, 1))}),
        ("past", {}, {"not_before": datetime(2026, 12, 1, tzinfo=UTC)}),
        ("talk", {}, {"least_talk": 41}),
    ],
)
def test_the_rule_that_removed_the_last_window_is_named(rule, of_a, wishes):
    own = a_class(a_school("JP"), **of_a)

    assert why(own, a_class(a_school("PH-1S")), **wishes)[0] == rule


def test_no_common_day_and_no_common_hour_are_told_apart():
    sundays = a_school("PH-PM", weekdays=frozenset({7}))
    tiny = a_school("JP", bells=(Bells(date.min, date.max, periods("JP")[:1]),))

    assert why(a_class(a_school("JP")), a_class(sundays))[0] == "common"
    assert why(a_class(tiny), a_class(a_school("PH-PM"))) == (
        "overlap",
        "授業がある日は 4日ありますが、授業の時間が重なりません（JP と PH-PM）。",
    )


def test_no_approval_on_the_day_is_a_reason():
    japan = a_school("JP", approvals=((date(2026, 4, 1), date(2026, 10, 31)),))

    rule, words = why(a_class(japan), a_class(a_school("PH-1S")))

    assert rule == "approval"
    assert words.endswith("承認を登録するか、更新してください。")


def test_a_teacher_is_not_in_two_sessions_at_once():
    busy = {"佐々木": list(at_noon(*WHOLE_WEEK))}
    lessons = {period.code: ("英語", "佐々木") for period in periods("JP")}
    own = a_class(a_school("JP"), timetable=lessons, busy=busy)

    assert why(own, a_class(a_school("PH-1S")))[0] == "teacher"


def test_the_three_cheapest_moves_would_each_create_a_window():
    tiny = a_school("JP", bells=(Bells(date.min, date.max, periods("JP")[4:5]),))
    own, other = a_class(tiny), a_class(a_school("PH-AM"), timetable={"A8": ("English", "")})
    assert windows(own, other, TUESDAY, FRIDAY) == []

    moves = cheapest_moves(own, other, TUESDAY, FRIDAY)

    assert len(moves) == 3
    assert [move.cost for move in moves] == sorted(move.cost for move in moves)
    # A8 ends at 12:20 in Manila, P5 begins at 13:30 in Tokyo: 35 shared minutes need 45 more.
    assert (moves[0].a_period, moves[0].b_period, moves[0].cost) == ("P5", "A8", 10)
    assert moves[0].words.words() in (
        "PH-AMの English（A8）を 12:20 始まりに動かすと、P5 と 25分 話せます。",
        "JPの P5（P5）を 12:45 始まりに動かすと、A8 と 25分 話せます。",
    )
    assert moves[0].ends_at - moves[0].starts_at == timedelta(minutes=35)


def test_a_lesson_that_pushes_another_aside_costs_that_one_too():
    tiny = a_school("JP", bells=(Bells(date.min, date.max, periods("JP")[4:5]),))

    moves = cheapest_moves(a_class(tiny), a_class(a_school("PH-AM")), TUESDAY, TUESDAY, most=30)

    aside = [move for move in moves if "を別の時間に動かすと" in move.words.words()]
    assert aside == [move for move in moves if move.words.facts.get("others")]
    assert all(move.cost >= 10 for move in aside)


@pytest.mark.parametrize(
    "wishes",
    [
        Wishes(agreement=(date(2027, 4, 1), date(2027, 5, 1))),
        Wishes(not_before=datetime(2027, 1, 1, tzinfo=UTC)),
    ],
)
def test_no_move_is_named_that_another_rule_would_forbid(wishes):
    own, other = a_class(a_school("JP")), a_class(a_school("PH-AM"))

    assert cheapest_moves(own, other, TUESDAY, FRIDAY, wishes) == []


def test_no_move_is_named_in_the_gap_of_another_session():
    own = a_class(a_school("JP"), taken=(date(2026, 11, 25),))

    assert cheapest_moves(own, a_class(a_school("PH-AM")), TUESDAY, FRIDAY) == []


KINDS = st.sampled_from(list(DAYS))


@given(
    kinds=st.tuples(KINDS, KINDS),
    zones=st.tuples(
        st.sampled_from([*ZONES.values(), "America/New_York", "Pacific/Auckland"]),
        st.sampled_from([*ZONES.values(), "America/New_York", "Pacific/Auckland"]),
    ),
    closed=st.lists(st.integers(0, 27), max_size=12),
    weekdays=st.frozensets(st.integers(1, 7), min_size=1),
    adjacent=st.integers(1, 3),
    both=st.booleans(),
)
def test_windows_stay_within_lessons_and_outside_closed_days(
    kinds, zones, closed, weekdays, adjacent, both
):
    off = tuple((TUESDAY + timedelta(days=n),) * 2 for n in closed)
    a = a_school(kinds[0], zone=zones[0], closed=off, weekdays=weekdays)
    b = a_school(kinds[1], zone=zones[1], weekdays=WEEK, closed=off[:1])
    until = TUESDAY + timedelta(days=27)
    wishes = Wishes(adjacent=adjacent, both=both)

    found = windows(a_class(a), a_class(b), TUESDAY, until, wishes)

    for window in found:
        assert TUESDAY <= window.on <= until
        assert window.talk_minutes >= 25
        assert len(window.b_periods) <= adjacent
        assert min(len(window.a_periods), len(window.b_periods)) == 1
        for school, day, codes in (
            (a, window.on, window.a_periods),
            (b, window.b_on, window.b_periods),
        ):
            assert school.why_closed(day) == ""
            lessons = [p for p in school.lessons(day) if p.code in codes]
            assert school.moment(day, lessons[0].start) <= window.starts_at
            assert window.ends_at <= school.moment(day, lessons[-1].end)
    assert why_none(a_class(a), a_class(b), TUESDAY, until, wishes) == [] or not found


@given(
    starts=st.lists(st.integers(0, 90), min_size=1, max_size=6),
    lengths=st.lists(st.integers(30, 60), min_size=6, max_size=6),
)
def test_every_named_move_does_create_a_window(starts, lengths):
    at, lessons = 7 * 60, []
    for number, (wait, length) in enumerate(zip(starts, lengths, strict=False)):
        at += wait
        end = at + length
        if end >= 19 * 60:
            break
        lessons.append(Period(f"X{number}", time(at // 60, at % 60), time(end // 60, end % 60)))
        at = end
    other = a_school("PH-1S", bells=(Bells(date.min, date.max, tuple(lessons)),))

    for move in cheapest_moves(a_class(a_school("JP")), a_class(other), TUESDAY, TUESDAY, most=9):
        if move.words.facts["school"] != "PH-1S":
            continue
        clock = time.fromisoformat(move.words.facts["time"])
        [moved] = [p for p in lessons if p.code == move.b_period]
        begin = datetime.combine(TUESDAY, clock)
        end = begin + (
            datetime.combine(TUESDAY, moved.end) - datetime.combine(TUESDAY, moved.start)
        )
        alone = Bells(date.min, date.max, (Period("M", clock, end.time()),))
        there = a_school("PH-1S", bells=(alone,))
        found = windows(a_class(a_school("JP")), a_class(there), TUESDAY, TUESDAY)
        assert move.a_period in [code for w in found for code in w.a_periods]
