"""期間 — the law's way of counting, at every edge of the calendar."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tsunagari.base import offices
from tsunagari.base.calculators import BadQuestion, ask
from tsunagari.programmes.talent.law.calculators import card_number, special_period
from tsunagari.programmes.talent.law.calculators import due as calculator
from tsunagari.programmes.talent.law.rules import counting, stay

DAYS = st.dates(date(2010, 1, 1), date(2060, 12, 31))


@pytest.mark.parametrize(
    ("event", "months", "last"),
    [
        ("2027-02-28", 1, "2027-03-31"),
        ("2027-02-28", 2, "2027-04-30"),
        ("2027-01-31", 1, "2027-02-28"),
        ("2027-04-30", 1, "2027-05-31"),
        ("2027-11-29", 3, "2028-02-29"),
        ("2027-11-30", 3, "2028-02-29"),
        ("2027-11-30", 2, "2028-01-31"),
        ("2026-11-30", 3, "2027-02-28"),
        ("2026-11-29", 3, "2027-02-28"),
        ("2027-02-15", 2, "2027-04-15"),
        ("2028-02-29", 12, "2029-02-28"),
        ("2026-12-31", 3, "2027-03-31"),
        ("2027-03-31", 1, "2027-04-30"),
    ],
)
def test_months_end_as_the_civil_code_says(event, months, last):
    assert counting.months_after(date.fromisoformat(event), months) == date.fromisoformat(last)


@pytest.mark.parametrize(
    ("function", "event", "n", "office", "dates"),
    [
        # worked examples W1, W2, W3, W12, W13 of the support sheet
        ("days_after", "2026-11-24", 14, "national", "2026-12-08 2026-12-08 2026-12-08"),
        ("days_after", "2026-12-20", 14, "national", "2027-01-03 2027-01-04 2026-12-28"),
        ("days_after", "2026-12-20", 10, "national", "2026-12-30 2027-01-04 2026-12-28"),
        ("day_of_next_month", "2026-12-01", 10, "national", "2027-01-10 2027-01-10 2027-01-08"),
        ("days_after", "2026-12-01", 5, "national", "2026-12-06 2026-12-07 2026-12-04"),
        ("end_of_next_month", "2026-12-01", None, "national", "2027-01-31 2027-01-31 2027-01-29"),
        ("days_after", "2027-01-16", 14, "national", "2027-01-30 2027-02-01 2027-01-29"),
        ("days_after", "2026-12-20", 14, "municipal", "2027-01-03 2027-01-04 2026-12-28"),
        # birth is day 1; nobody's office keeps an audit; Golden Week
        ("days_from", "2027-01-01", 14, "municipal", "2027-01-14 2027-01-14 2027-01-14"),
        ("months_after", "2027-02-15", 3, "none", "2027-05-15 2027-05-15 2027-05-15"),
        ("days_after", "2027-04-20", 14, "national", "2027-05-04 2027-05-06 2027-04-30"),
    ],
)
def test_a_limit_has_three_dates(function, event, n, office, dates):
    said = ask(
        calculator.CALCULATOR, {"function": function, "event": event, "n": n, "office": office}
    )

    assert [said[f"{name}_due"] for name in ("statutory", "effective", "safe")] == dates.split()


def test_a_date_of_the_calendar_does_not_roll_and_a_period_does():
    asked = {"function": "days_after", "event": "2026-12-20", "n": 14, "office": "national"}

    assert ask(calculator.CALCULATOR, asked | {"as_date": True})["effective_due"] == "2027-01-03"
    assert ask(calculator.CALCULATOR, asked | {"as_date": False})["effective_due"] == "2027-01-04"


def test_a_day_beyond_the_announced_holidays_is_provisional():
    asked = {"function": "days_after", "event": "2028-01-10", "n": 14}

    assert ask(calculator.CALCULATOR, asked)["provisional"] is True


@pytest.mark.parametrize(
    ("asked", "field"),
    [
        ({"function": "weeks_after", "event": "2027-02-28", "n": 2}, "function"),
        ({"function": "days_after", "event": "令和9年2月28日", "n": 2}, "event"),
        ({"function": "days_after", "event": "2027-02-29", "n": 2}, "event"),
        ({"function": "days_after", "event": "2027-02-28"}, "n"),
        ({"function": "days_from", "event": "2027-02-28", "n": 0}, "n"),
        ({"function": "day_of_next_month", "event": "2027-01-05", "n": 30}, "n"),
        ({"function": "days_after", "event": "2027-02-28", "n": 2, "office": "city"}, "office"),
        ({"function": "days_after", "event": "2027-02-28", "n": -1}, "n"),
    ],
)
def test_a_limit_that_cannot_be_counted_names_its_field(asked, field):
    with pytest.raises(BadQuestion) as caught:
        ask(calculator.CALCULATOR, asked)

    assert [line.split(":")[0] for line in caught.value.faults] == [field]


@given(event=DAYS, n=st.integers(1, 60))
def test_a_period_of_months_never_ends_before_the_clipped_day(event, n):
    end = counting.months_after(event, n)
    year, month = counting.month_of(event, n)

    assert counting.months_after(event, n + 1) > end > event
    clipped = counting.months_before(event, -n)
    assert (year, month) == (clipped.year, clipped.month)
    assert timedelta(0) <= end - clipped <= timedelta(days=3)


@given(day=DAYS)
def test_rolling_finds_the_nearest_open_day_on_either_side(day):
    after, before = offices.next_open(day), offices.last_open(day)

    assert not offices.is_closed(after)
    assert not offices.is_closed(before)
    between = [before + timedelta(days=i) for i in range(1, (after - before).days)]
    assert all(offices.is_closed(each) for each in between)
    assert before <= day <= after
    own = frozenset({after})
    assert offices.next_open(after, own) > after


def test_w8_an_extension_filed_in_time_allows_two_more_months():
    said = ask(special_period.CALCULATOR, {"expiry": "2027-05-31", "filed_on": "2027-05-20"})

    assert (said["stay_until"], said["special_period"]) == ("2027-07-31", True)


@pytest.mark.parametrize(
    ("expiry", "filed", "decided", "until", "special"),
    [
        ("2027-02-28", "2027-02-28", None, "2027-04-30", True),
        ("2027-11-30", "2027-11-30", None, "2028-01-31", True),
        ("2027-05-31", "2027-06-01", None, "2027-05-31", False),
        ("2027-05-31", None, None, "2027-05-31", False),
        ("2027-05-31", "2027-05-20", "2027-06-15", "2027-06-15", True),
        ("2027-05-31", "2027-05-20", "2027-05-25", "2027-05-31", False),
        ("2027-05-31", "2027-05-20", "2027-08-15", "2027-07-31", True),
    ],
)
def test_until_when_somebody_may_stay(expiry, filed, decided, until, special):
    days = [each and date.fromisoformat(each) for each in (expiry, filed, decided)]

    found = stay.may_stay_until(days[0], days[1], decided_on=days[2])

    assert (found.until.isoformat(), found.special) == (until, special)


@pytest.mark.parametrize("typed", ["AB12345678CD", "ａｂ１２３４５６７８ｃｄ", "AB 1234-5678 CD"])
def test_a_card_number_is_read_in_any_width(typed):
    said = ask(card_number.CALCULATOR, {"number": typed})

    assert (said["valid"], said["normalised"]) == (True, "AB12345678CD")


@pytest.mark.parametrize(
    ("typed", "reasons"),
    [("", 1), ("AB1234567CD", 1), ("A012345678CD", 1), ("AB12345678C!", 1), ("AB!345", 2)],
)
def test_what_is_no_card_number_says_every_reason(typed, reasons):
    said = ask(card_number.CALCULATOR, {"number": typed})

    assert said["valid"] is False
    assert len(said["reasons"]) == reasons
