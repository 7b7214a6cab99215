"""学校の用意（決まり） — what is right for bells, calendars, zones and classes, in words."""

from datetime import date, time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tsunagari.programmes.exchange.schools.rules import setup
from tsunagari.programmes.exchange.schools.rules.setup import Bell


def bell(code, starts, ends, kind="lesson"):
    return Bell(code, time.fromisoformat(starts), time.fromisoformat(ends), kind)


def said(reasons):
    return [reason.words() for reason in reasons]


# 時間帯 -------------------------------------------------------------------------------------


@pytest.mark.parametrize("zone", ["Asia/Tokyo", "Asia/Manila", "Asia/Makassar", "Asia/Ho_Chi_Minh"])
def test_zones_of_the_zone_database_are_taken(zone):
    assert setup.why_not_zone(zone) == []


@pytest.mark.parametrize(
    ("zone", "near"),
    [
        ("Asia/Tokio", "Asia/Tokyo"),
        ("Asia/Denpasar", "Asia/Makassar"),
        ("Asia/Bali", "Asia/Makassar"),
        ("Asia/Hanoi", "Asia/Ho_Chi_Minh"),
        ("", "Asia/Tokyo"),
        ("日本", "Asia/Tokyo"),
    ],
)
def test_an_unknown_zone_is_answered_with_one_that_is_near(zone, near):
    [reason] = setup.why_not_zone(zone)

    words = f"「{zone}」という時間帯はありません。{near} のように入力してください。"
    assert (reason.words(), reason.field) == (words, "zone")


# 期間 ---------------------------------------------------------------------------------------


def test_a_calendar_that_ends_before_it_begins_says_both_days():
    [reason] = setup.why_not_days(date(2026, 9, 1), date(2026, 8, 31))

    assert reason.words() == (
        "終わりの日（2026年8月31日（月））を、始まりの日（2026年9月1日（火））より後にしてください。"
    )
    assert reason.field == "until_day"


@pytest.mark.parametrize(
    ("until", "count"), [(date(2026, 4, 1), 0), (date(2028, 4, 2), 0), (date(2029, 1, 1), 1)]
)
def test_a_span_is_one_day_to_two_years(until, count):
    assert len(setup.why_not_days(date(2026, 4, 1), until)) == count


# 時程 ---------------------------------------------------------------------------------------


def test_periods_that_touch_do_not_overlap():
    bells = [bell("P1", "08:45", "09:35"), bell("P2", "09:35", "10:25")]

    assert setup.why_not_bells(bells) == []


def test_periods_that_overlap_are_named_with_both_times():
    bells = [bell("P2", "09:30", "10:20"), bell("P1", "08:45", "09:35")]

    assert said(setup.why_not_bells(bells)) == [
        "P2（09:30–10:20）が P1（09:35 まで）と重なっています。"
        "始まりか終わりの時刻を直してください。"
    ]


def test_every_fault_of_a_bell_schedule_comes_at_once():
    bells = [
        bell("P1", "09:35", "08:45"),
        bell("P2", "10:00", "10:50"),
        bell("P2", "10:40", "11:30"),
        bell("昼食", "11:00", "12:00", "lunch"),
    ]

    assert said(setup.why_not_bells(bells)) == [
        "P1：終わりの時刻（08:45）を、始まり（09:35）より後にしてください。",
        "校時「P2」が2回あります。別の名前にしてください。",
        "P2（10:40–11:30）が P2（10:50 まで）と重なっています。"
        "始まりか終わりの時刻を直してください。",
        "昼食（11:00–12:00）が P2（11:30 まで）と重なっています。"
        "始まりか終わりの時刻を直してください。",
    ]


def test_a_bell_schedule_without_lessons_is_refused():
    bells = [bell("昼食", "12:00", "13:00", "lunch")]

    assert said(setup.why_not_bells(bells)) == ["授業の校時を1つ以上入力してください。"]


TIMES = st.times(min_value=time(7), max_value=time(18)).map(lambda t: t.replace(microsecond=0))


@given(st.lists(st.tuples(TIMES, TIMES), max_size=6))
def test_bells_that_pass_begin_before_they_end_and_never_overlap(times):
    bells = [Bell(f"P{at}", a, b) for at, (a, b) in enumerate(times)]

    if setup.why_not_bells(bells):
        return
    ordered = sorted(bells, key=lambda each: each.starts)
    assert all(each.starts < each.ends for each in ordered)
    assert all(a.ends <= b.starts for a, b in pairwise(ordered))


# 祝日 ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("country", "day", "name"),
    [
        ("JP", date(2026, 5, 6), "振替休日"),
        ("PH", date(2026, 11, 30), "Bonifacio Day"),
        ("VN", date(2026, 9, 2), "Quốc khánh"),
        ("ID", date(2026, 8, 17), "Hari Kemerdekaan Republik Indonesia"),
    ],
)
def test_holidays_of_four_countries_are_suggested_with_their_source(country, day, name):
    found = setup.holiday_suggestions(country, date(2026, 4, 1), date(2027, 3, 31))

    [suggested] = [each for each in found if each["on"] == day]
    assert suggested["name"] == name
    assert suggested["source"].startswith("holidays ")
    assert suggested["source"].endswith(f"({country})")


def test_a_lunar_day_that_is_only_estimated_says_so():
    found = setup.holiday_suggestions("PH", date(2027, 3, 1), date(2027, 3, 31))

    assert {each["on"]: each["name"] for each in found}[date(2027, 3, 9)] == (
        "Eid'l Fitr (estimated)"
    )


def test_holidays_outside_the_span_and_of_other_countries_are_not_suggested():
    assert setup.holiday_suggestions("JP", date(2026, 6, 1), date(2026, 6, 30)) == []
    assert setup.holiday_suggestions("US", date(2026, 1, 1), date(2026, 12, 31)) == []


# 年度 ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("country", "day", "end"),
    [
        ("JP", date(2027, 3, 31), date(2027, 3, 31)),
        ("JP", date(2027, 4, 1), date(2028, 3, 31)),
        ("PH", date(2027, 4, 8), date(2027, 4, 8)),
        ("PH", date(2027, 4, 9), date(2028, 4, 8)),
    ],
)
def test_a_school_year_ends_by_country(country, day, end):
    assert setup.school_year_end(country, day) == end


@pytest.mark.parametrize(
    ("end", "day", "year", "start"),
    [
        (date(2027, 3, 31), date(2026, 4, 1), 2026, date(2026, 4, 1)),
        (date(2027, 3, 31), date(2027, 3, 31), 2026, date(2026, 4, 1)),
        (date(2027, 3, 31), date(2027, 4, 1), 2027, date(2027, 4, 1)),
        (date(2027, 4, 8), date(2027, 4, 8), 2026, date(2026, 4, 9)),
        (date(2028, 2, 29), date(2029, 3, 1), 2029, date(2029, 3, 1)),
    ],
)
def test_the_year_of_a_class_is_the_one_in_which_it_begins(end, day, year, start):
    assert setup.class_year(end, day) == year
    assert setup.year_start(end, day) == start
