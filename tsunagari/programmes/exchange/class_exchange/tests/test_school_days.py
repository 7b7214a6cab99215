"""When a school is in session, and when its lessons are in UTC."""

from datetime import UTC, date, datetime, time, timedelta

import holidays
import pytest

from tsunagari.programmes.exchange.class_exchange.rules.overlaps import overlaps, shared
from tsunagari.programmes.exchange.class_exchange.rules.school_days import (
    Bells,
    Period,
    common_days,
)

from .schedules import a_school, periods

TUESDAY = date(2026, 11, 24)


def days(*pairs):
    return tuple((date.fromisoformat(a), date.fromisoformat(b)) for a, b in pairs)


def holidays_of(country):
    """The national holidays of the library; local ones are not in it."""
    found = holidays.country_holidays(country, years=(2026, 2027))
    return tuple((day, day) for day in sorted(found))


@pytest.fixture
def nagareyama():
    """Terms between the assumed vacations of the fact sheet, 2.4."""
    return a_school(
        "JP",
        terms=days(
            ("2026-04-08", "2026-07-17"), ("2026-09-01", "2026-12-23"), ("2027-01-07", "2027-03-24")
        ),
        closed=holidays_of("JP"),
    )


@pytest.fixture
def las_pinas():
    return a_school(
        "PH-1S",
        terms=days(
            ("2026-06-08", "2026-09-15"), ("2026-09-16", "2026-12-18"), ("2027-01-04", "2027-04-08")
        ),
        closed=holidays_of("PH"),
    )


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("2026-06-08", "2026-07-17", 29),
        ("2026-09-01", "2026-12-18", 70),
        ("2027-01-07", "2027-03-24", 50),
        ("2026-06-08", "2027-03-31", 149),
        ("2026-11-24", "2027-03-31", 67),
    ],
)
def test_the_days_on_which_both_are_in_session_are_those_of_the_fact_sheet(
    nagareyama, las_pinas, first, last, expected
):
    span = (date.fromisoformat(first), date.fromisoformat(last))

    assert common_days(nagareyama, las_pinas, *span) == expected


def test_why_a_school_is_closed_has_one_word_for_each_cause(nagareyama):
    bells_end = a_school("JP", bells=(Bells(date.min, date(2026, 11, 1), periods("JP")),))

    assert nagareyama.why_closed(date(2026, 11, 22)) == "weekday"
    assert nagareyama.why_closed(date(2026, 8, 10)) == "term"
    assert nagareyama.why_closed(date(2026, 11, 3)) == "closed"
    assert bells_end.why_closed(TUESDAY) == "bells"
    assert nagareyama.why_closed(TUESDAY) == ""


def test_a_single_day_may_have_other_bells_or_none():
    short = (Period("T1", time(9), time(9, 45)),)
    school = a_school("JP", overrides={TUESDAY: short, date(2026, 11, 25): None})

    assert school.lessons(TUESDAY) == short
    assert school.lessons(date(2026, 11, 25)) == ()
    assert len(school.lessons(date(2026, 11, 26))) == 6


def test_only_lessons_can_be_given():
    lunch = Period("L", time(12), time(13), kind="lunch")
    school = a_school("JP", bells=(Bells(date.min, date.max, (lunch, *periods("JP"))),))

    assert "L" not in [period.code for period in school.lessons(TUESDAY)]


@pytest.mark.parametrize(("kind", "hours"), [("JP", 9), ("PH-AM", 8), ("BALI", 8), ("VN", 7)])
def test_eight_forty_five_in_japan_is_earlier_elsewhere(kind, hours):
    assert a_school(kind).offset(TUESDAY) == -60 * hours


def test_bali_and_jakarta_differ_by_an_hour():
    bali, jakarta = a_school("BALI"), a_school("BALI", zone="Asia/Jakarta")

    assert bali.moment(TUESDAY, time(9)) == datetime(2026, 11, 24, 1, tzinfo=UTC)
    assert jakarta.moment(TUESDAY, time(9)) - bali.moment(TUESDAY, time(9)) == timedelta(hours=1)


def test_a_school_with_summer_time_keeps_its_wall_clock():
    new_york = a_school("JP", zone="America/New_York")

    assert new_york.spans(date(2026, 10, 30))[0] == (12 * 60 + 45, 13 * 60 + 35)
    assert new_york.spans(date(2026, 11, 2))[0] == (13 * 60 + 45, 14 * 60 + 35)


def test_on_the_day_on_which_clocks_change_every_lesson_is_looked_up():
    night = (Period("N1", time(0, 30), time(1)), Period("N2", time(9), time(9, 50)))
    school = a_school(
        "JP",
        zone="America/New_York",
        weekdays=frozenset(range(1, 8)),
        bells=(Bells(date.min, date.max, night),),
    )

    # 1 November 2026: at two o'clock the clocks go back to one.
    assert school.spans(date(2026, 11, 1)) == ((270, 300), (840, 890))


def test_dates_of_far_zones_are_joined_where_their_hours_meet():
    """Friday morning in Auckland is Thursday in Honolulu."""
    auckland = a_school("JP", zone="Pacific/Auckland")
    honolulu = a_school("PH-PM", zone="Pacific/Honolulu")

    found = list(shared(auckland, honolulu, date(2026, 11, 27), date(2026, 11, 27)))

    assert {(one.on, one.b_on) for one in found} == {(date(2026, 11, 27), date(2026, 11, 26))}
    assert all(one.starts_at.astimezone(honolulu.tz).date() == date(2026, 11, 26) for one in found)


def test_the_farthest_zones_on_earth_are_two_dates_apart():
    night = (Period("N", time(23), time(23, 59)),)
    line = a_school(
        "JP",
        zone="Pacific/Kiritimati",
        bells=(Bells(date.min, date.max, (Period("M", time(0, 5), time(1)),)),),
    )
    niue = a_school("JP", zone="Pacific/Niue", bells=(Bells(date.min, date.max, night),))

    found = list(shared(line, niue, TUESDAY + timedelta(days=1), TUESDAY + timedelta(days=1)))

    assert [(one.b_on, one.minutes) for one in found] == [(date(2026, 11, 23), 54)]


def test_a_lesson_that_adds_nothing_is_not_asked_for():
    one, two = ((0, 50),), ((0, 45), (45, 90), (90, 135))

    found = overlaps(one, two, 3, 5)

    assert [(run, high - low) for _i, run, low, high in found] == [
        ((0,), 45),
        ((1,), 5),
        ((0, 1), 50),
    ]


def test_either_side_may_give_two_short_lessons_when_that_is_asked():
    short, long = ((0, 45), (45, 90)), ((20, 70),)

    assert [run for _i, run, *_span in overlaps(short, long, 2, 5)] == [(0,), (0,)]
    assert ((0, 1), (0,), 20, 70) in overlaps(short, long, 2, 5, True)
