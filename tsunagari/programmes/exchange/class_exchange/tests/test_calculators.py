"""The calculators' contracts: exactly what they answer, and how they name what is wrong."""

import json
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tsunagari.base.calculators import BadQuestion, ask, every

from .schedules import DAYS, ZONES

SLOTS, GROUPS, EFFECT = (every()[name] for name in ("slots", "groups", "effect"))


def school(kind, **changes) -> dict:
    words = DAYS[kind].split()
    spans = [span.split("-") for span in words[1::2]]
    lessons = [
        {"code": code, "start": start, "end": end}
        for code, (start, end) in zip(words[::2], spans, strict=True)
    ]
    asked = {"name": kind, "zone": ZONES[kind], "periods": lessons, "weekdays": [1, 2, 3, 4, 5]}
    return asked | {"closed": []} | changes


def slots(a="JP", b="PH-1S", **changes) -> dict:
    sides = {
        "a": a if isinstance(a, dict) else school(a),
        "b": b if isinstance(b, dict) else school(b),
    }
    return {"from": "2026-11-24", "until": "2026-11-27"} | sides | changes


def faults(calculator, question) -> list[str]:
    with pytest.raises(BadQuestion) as refused:
        ask(calculator, question)
    return refused.value.faults


def test_slots_answers_with_every_fact_of_a_window():
    found = ask(SLOTS, slots(until="2026-11-24", limit=1))

    assert found == {
        "common_days": 1,
        "windows": [
            {
                "date": "2026-11-24",
                "a_periods": ["P1"],
                "b_periods": ["S1", "S2"],
                "start_utc": "2026-11-23T23:45:00Z",
                "end_utc": "2026-11-24T00:35:00Z",
                "a_local": ["08:45", "09:35"],
                "b_local": ["07:45", "08:35"],
                "overlap_minutes": 50,
                "talk_minutes": 40,
            }
        ],
        "why_none": [],
    }


def test_slots_puts_the_longer_talk_first_then_the_earlier():
    found = ask(SLOTS, slots(limit=None))["windows"]

    key = [(-window["talk_minutes"], window["start_utc"]) for window in found]
    assert key == sorted(key)
    assert len(found) > 20
    assert ask(SLOTS, slots(limit=3))["windows"] == found[:3]


def test_slots_has_the_asked_defaults():
    spelled = {"min_talk_minutes": 25, "connect_minutes": 5, "close_minutes": 5}
    spelled |= {"adjacent": 2, "max_gap_minutes": 5, "limit": 50}

    assert ask(SLOTS, slots()) == ask(SLOTS, slots(**spelled))


def test_a_limit_of_nothing_shows_nothing_and_gives_no_reason():
    found = ask(SLOTS, slots(limit=0))

    assert (found["windows"], found["why_none"], found["common_days"]) == ([], [], 4)


def test_the_date_is_the_date_at_a():
    auckland = school("JP", zone="Pacific/Auckland")
    honolulu = school("PH-PM", zone="Pacific/Honolulu")

    found = ask(SLOTS, slots(auckland, honolulu, **{"from": "2026-11-27"}))["windows"]

    assert {window["date"] for window in found} == {"2026-11-27"}
    assert {window["start_utc"][:10] for window in found} <= {"2026-11-26", "2026-11-27"}


def test_summer_time_moves_the_windows_but_not_the_wall_clock():
    question = slots(
        school("JP", zone="America/New_York"),
        school("JP", zone="America/Bogota", name="Bogotá"),
        **{"from": "2026-10-30", "until": "2026-11-02"},
    )

    found = ask(SLOTS, question)["windows"]

    starts = {w["date"]: w["start_utc"] for w in found if w["b_periods"] == ["P1"]}
    assert starts == {"2026-10-30": "2026-10-30T13:45:00Z", "2026-11-02": "2026-11-02T13:45:00Z"}
    assert {w["a_local"][0] for w in found if w["b_periods"] == ["P1"]} == {"09:45", "08:45"}


def test_closed_days_are_single_days_or_pairs():
    closed = ["2026-11-24", ["2026-11-25", "2026-11-26"]]

    found = ask(SLOTS, slots(school("JP", closed=closed)))

    assert found["common_days"] == 1
    assert {window["date"] for window in found["windows"]} == {"2026-11-27"}


@pytest.mark.parametrize(
    ("adjacent", "gap", "runs"),
    [(1, 5, {1}), (2, 5, {1, 2}), (3, 20, {1, 2}), (2, 0, {1, 2})],
)
def test_so_many_adjacent_lessons_are_joined(adjacent, gap, runs):
    found = ask(SLOTS, slots(adjacent=adjacent, max_gap_minutes=gap, limit=None))["windows"]

    assert {len(window["b_periods"]) for window in found} == runs


def test_three_short_lessons_are_joined_for_a_long_one():
    long = school("JP", periods=[{"code": "P", "start": "8:30", "end": "10:30"}])

    best = ask(SLOTS, slots(long, "BALI", adjacent=3))["windows"][0]

    assert (best["b_periods"], best["overlap_minutes"]) == (["I1", "I2", "I3"], 120)


def test_when_there_is_no_window_the_last_rule_is_named():
    found = ask(SLOTS, slots("JP", "PH-PM", min_talk_minutes=60))

    assert found["windows"] == []
    [reason] = found["why_none"]
    assert reason["rule"] == "talk"
    assert reason["words"].endswith("話す時間が 60分に足りません（最長 40分）。")


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"until": "2026-11-23"}, "until: until 2026-11-23 is before from 2026-11-24"),
        ({"from": "24.11.2026"}, "from: '24.11.2026' is not a day: write it like 2026-11-24"),
        ({"from": 1_780_000_000}, "from: 1780000000 is not a day"),
        ({"from": "2026-02-30"}, "from: '2026-02-30' is not a day"),
        ({"until": "2030-01-01"}, "until: from … until is longer than two years"),
        ({"limit": -1}, "limit: "),
        ({"limit": "all"}, "limit: "),
        ({"adjacent": 0}, "adjacent: "),
        ({"min_talk_minutes": True}, "min_talk_minutes: "),
        ({"minutes": 5}, "minutes: Extra inputs are not permitted"),
        ({"a": {}}, "a.zone: Field required"),
        ({"a": school("JP", zone="Asia/Tokio")}, "a.zone: unknown zone 'Asia/Tokio'"),
        ({"a": school("JP", weekdays=[0])}, "a.weekdays.0: "),
        ({"a": school("JP", periods=[])}, "a.periods: "),
        ({"b": school("VN", closed=["x"])}, "b.closed.0: 'x' is not a day"),
        ({"b": school("VN", closed=[["2026-12-02"]])}, "b.closed.0: give a day, or the first and"),
        (
            {"b": school("VN", closed=[["2026-12-02", "2026-12-01"]])},
            "b.closed.0: closed from 2026-12-02 until 2026-12-01: the last day is before",
        ),
        (
            {"a": school("JP", periods=[{"code": "P", "start": "10:00", "end": "09:00"}])},
            "a.periods.0.end: period P: end 09:00 must be after start 10:00",
        ),
        (
            {"a": school("JP", periods=[{"code": "P", "start": "24:00", "end": "25:00"}])},
            "a.periods.0.start: '24:00' is not a time of day",
        ),
        (
            {
                "a": school(
                    "JP",
                    periods=[
                        {"code": "P1", "start": "08:00", "end": "09:00"},
                        {"code": "P2", "start": "08:50", "end": "09:40"},
                    ],
                )
            },
            "a.periods: periods P1 (until 09:00) and P2 (from 08:50) overlap",
        ),
    ],
)
def test_a_faulty_question_about_slots_names_its_field(changes, fault):
    found = faults(SLOTS, slots(**changes))

    assert [line for line in found if line.startswith(fault)] != []
    assert all("\n" not in line for line in found)


def test_every_fault_is_a_line_of_its_own():
    question = slots(school("JP", zone="x", closed=["y"]), limit=-1, until="z")

    assert [line.split(":")[0] for line in faults(SLOTS, question)] == [
        "until",
        "a.zone",
        "a.closed.0",
        "limit",
    ]


@pytest.mark.parametrize("question", [None, [], "slots", 3, {}])
def test_what_is_no_question_is_refused(question):
    for calculator in (SLOTS, GROUPS, EFFECT):
        assert faults(calculator, question) != []


def people(letter, count):
    return [{"id": f"{letter}{i}", "gender": "FM"[i % 2], "level": 1 + i % 3} for i in range(count)]


def groups(own, other, per_group, sessions, **changes) -> dict:
    sides = [{"name": "J", "people": people("J", own)}, {"name": "P", "people": people("P", other)}]
    return {"sides": sides, "per_group": per_group, "sessions": sessions} | changes


@pytest.mark.parametrize(
    ("own", "other", "per_group", "sessions", "least"),
    [(35, 35, [4, 4], 6, 817), (36, 36, [4, 4], 9, 1296), (280, 280, [4, 4], 6, 6628)],
)
def test_groups_reach_the_published_numbers_with_no_pair_twice(
    own, other, per_group, sessions, least
):
    found = ask(GROUPS, groups(own, other, per_group, sessions))

    assert found["distinct_cross_ties"] >= least
    assert found["most_meetings_of_a_pair"] == 1
    assert found["largest_gender_gap"] <= 1
    assert found["largest_size_gap"] <= 1


@pytest.mark.parametrize(
    ("own", "other", "per_group"),
    [(1, 1, [4, 4]), (1, 30, [4, 4]), (3, 3, [10, 10]), (35, 28, [4, 3]), (7, 50, [2, 6])],
)
def test_groups_of_any_size_seat_everybody_once_a_session(own, other, per_group):
    found = ask(GROUPS, groups(own, other, per_group, 3))

    for session in found["sessions"]:
        seated = [key for group in session for key in group]
        assert sorted(seated) == sorted(p["id"] for p in people("J", own) + people("P", other))


def test_an_impossible_wish_to_keep_apart_is_answered_with_a_sentence():
    found = ask(GROUPS, groups(2, 2, [4, 4], 1, keep_apart=[["J0", "J1"]]))

    assert found["reasons"] == [
        "J0とJ1は第1回に同じグループです。別のグループにできませんでした。"
        "グループを増やすか、この2人の指定を見直してください。"
    ]


def test_absent_people_are_left_out_of_their_session_only():
    found = ask(GROUPS, groups(12, 12, [4, 4], 3, absent={"2": ["J0", "J1", "P5"], "3": []}))

    sizes = [sum(map(len, session)) for session in found["sessions"]]
    assert sizes == [24, 21, 24]
    for group in found["sessions"][1]:
        assert min(sum(key[0] == side for key in group) for side in "JP") >= 2


def test_faults_of_groups_come_together_one_a_line():
    question = groups(3, 3, [4], 2, keep_apart=[["J0", "X"]], absent={"9": ["Y"]})
    question["sides"][1]["people"][0]["id"] = "J0"

    assert [line.split(":")[0] for line in faults(GROUPS, question)] == [
        "per_group",
        "sides.1.people.0.id",
        "keep_apart.0",
        "absent.9",
        "absent.9",
    ]


def test_a_question_beyond_all_measure_is_refused_before_it_is_answered():
    question = groups(1, 1, [4, 4], 200)
    for letter, side in zip("JP", question["sides"], strict=True):
        side["people"] = [{"id": f"{letter}{i}"} for i in range(2_000)]

    [fault] = faults(GROUPS, question)
    assert fault.startswith("sessions: 200 sessions of 4000 people are too many")
    [fault] = faults(GROUPS, question | {"sessions": 50, "per_group": [40, 40]})
    assert fault.startswith("per_group: 7900000 pairs would sit together")
    absent = {str(session): ["J0"] for session in range(1, 7)}
    [fault] = faults(GROUPS, question | {"sessions": 40, "absent": absent})
    assert fault.startswith("absent: 6 sessions with absences are too many")


@pytest.mark.parametrize(
    ("question", "fault"),
    [
        ({"pre": [1, 2], "post": [1]}, "post: post has 1 entries but pre has 2"),
        ({"pre": [1], "post": [2], "clusters": ["a", "b"]}, "clusters: clusters has 2 entries"),
        ({"pre": ["NaN"], "post": [1]}, "pre.0: "),
        ({"pre": ["3"], "post": [1]}, "pre.0: "),
        ({"pre": [float("nan")], "post": [1]}, "pre.0: "),
        ({"pre": [float("inf")], "post": [1]}, "pre.0: "),
        ({"pre": [True], "post": [1]}, "pre.0: "),
        ({"pre": [1]}, "post: Field required"),
        ({"pre": [1], "post": [1], "icc": 0.1}, "icc: icc needs clusters"),
    ],
)
def test_a_faulty_question_about_effects_names_its_field(question, fault):
    assert any(line.startswith(fault) for line in faults(EFFECT, question))


@pytest.mark.parametrize("calculator", every().values(), ids=lambda one: one.name)
def test_every_calculator_has_a_schema_and_sources(calculator):
    schema = calculator.schema()

    assert schema["type"] == "object"
    assert json.loads(json.dumps(schema)) == schema
    assert calculator.sources


CLOCKS = st.integers(0, 23 * 60 + 58)


@given(
    marks=st.lists(CLOCKS, min_size=4, max_size=12, unique=True),
    zone=st.sampled_from(["Asia/Kathmandu", "America/St_Johns", "Pacific/Chatham", "UTC"]),
    adjacent=st.integers(1, 3),
)
def test_both_local_times_always_say_the_same_moment(marks, zone, adjacent):
    marks = sorted(marks)
    lessons = [
        {"code": f"L{n}", "start": f"{a // 60:02}:{a % 60:02}", "end": f"{b // 60:02}:{b % 60:02}"}
        for n, (a, b) in enumerate(zip(marks[::2], marks[1::2], strict=False))
    ]
    asked = slots("JP", school("JP", zone=zone, periods=lessons), adjacent=adjacent)

    for window in ask(SLOTS, asked | {"min_talk_minutes": 0, "limit": None})["windows"]:
        start, end = (datetime.fromisoformat(window[key]) for key in ("start_utc", "end_utc"))
        minutes = (end - start).total_seconds() / 60
        assert minutes == window["overlap_minutes"] == window["talk_minutes"] + 10
        assert window["a_local"][0] == f"{(start.hour + 9) % 24:02}:{start.minute:02}"
