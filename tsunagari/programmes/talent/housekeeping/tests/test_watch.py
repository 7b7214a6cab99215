"""見守りの試験 — silence, late presses, midnight: what is due and what a press changes."""

from datetime import UTC, datetime, time, timedelta

import pytest

from tsunagari.programmes.talent.housekeeping.rules import watch
from tsunagari.programmes.talent.housekeeping.rules.watch import Watched, due, pressed, settles

TEN = timedelta(minutes=10)
START = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
END = START + timedelta(hours=3)
VISIT = Watched(state="planned", starts=START, ends=END, until=END)
TOKYO = "Asia/Tokyo"


def at(minutes: int) -> datetime:
    return START + timedelta(minutes=minutes)


def test_silence_is_an_alarm_ten_minutes_after_a_press_was_due():
    came = pressed(VISIT, "in", at(1))
    longer = pressed(came, "longer", at(170), at(240))
    left = pressed(longer, "out", at(235))

    assert due(VISIT, TEN) == ("no_in", at(10))
    assert due(came, TEN) == ("no_out", at(190))
    assert due(longer, TEN) == ("no_out", at(250))
    assert due(left, TEN) is None
    assert due(pressed(VISIT, "out", at(5)), TEN) is None


def test_presses_that_arrive_in_another_order_lead_to_the_same():
    presses = [("in", at(2), None), ("longer", at(170), at(240)), ("out", at(230), None)]
    orders = [(0, 1, 2), (0, 2, 1), (1, 0, 2), (1, 2, 0), (2, 0, 1), (2, 1, 0)]
    found = set()
    for order in orders:
        visit = VISIT
        for number in order:
            act, moment, until = presses[number]
            visit = pressed(visit, act, moment, until)
        found.add((visit.state, visit.left, visit.until))

    assert found == {("done", at(230), at(240))}


def test_a_visit_that_was_taken_off_stays_so():
    off = Watched(state="cancelled", starts=START, ends=END, until=END)

    assert pressed(off, "in", at(0)) == off


def test_a_press_counts_when_it_was_made_if_that_can_be_true():
    late = timedelta(hours=48)

    def counts(made):
        return watch.counts_at(made, at(0), latest=late)

    assert counts(None) == at(0)
    assert counts(at(-90)) == at(-90)
    assert counts(at(1)) == at(0)
    assert counts(at(3)) == at(0)
    assert counts(at(-48 * 60)) == at(-48 * 60)
    assert counts(at(-48 * 60 - 1)) == at(0)


@pytest.mark.parametrize(
    ("typed", "now", "found"),
    [
        (time(16, 30), "2026-11-24 16:29", "2026-11-24 16:30"),
        (time(16, 30), "2026-11-24 16:30", "2026-11-25 16:30"),
        (time(0, 30), "2026-12-31 23:50", "2027-01-01 00:30"),
        (time(0, 0), "2028-02-28 23:59", "2028-02-29 00:00"),
    ],
)
def test_a_clock_means_the_next_time_it_shows_this(typed, now, found):
    moment = datetime.fromisoformat(f"{now}+09:00")

    assert watch.end_of(typed, moment, TOKYO) == datetime.fromisoformat(f"{found}+09:00")


def test_longer_needs_a_clock_and_has_an_end():
    def why(until, now=0):
        return [r.rule for r in watch.why_not_longer(at=at(0), until=until, now=at(now))]

    assert why(None) == ["until"]
    assert why(at(360)) == []
    assert why(at(361)) == ["until"]
    assert why(at(30), now=29) == []
    assert why(at(30), now=30) == ["until"]


def test_danger_before_the_start_is_no_check_in():
    early, in_time = pressed(VISIT, "danger", at(-1)), pressed(VISIT, "danger", at(0))

    assert (early, due(early, TEN)) == (VISIT, ("no_in", at(10)))
    assert (in_time.state, in_time.came) == ("running", at(0))


def test_a_press_answers_silence_and_never_a_danger():
    came = pressed(VISIT, "in", at(12))
    left = pressed(came, "out", at(200))
    longer = pressed(came, "longer", at(195), at(220))

    assert not settles("no_in", VISIT, at(12), TEN)
    assert settles("no_in", came, at(12), TEN)
    assert not settles("no_out", came, at(200), TEN)
    assert settles("no_out", longer, at(200), TEN)
    assert not settles("no_out", longer, at(231), TEN)
    assert settles("no_out", left, at(200), TEN)
    assert not settles("danger", left, at(200), TEN)


def test_buttons_work_from_two_hours_before_and_danger_always():
    def why(act, minutes, state="planned"):
        reasons = watch.why_not_press(state=state, act=act, at=at(minutes), starts=START)
        return [reason.rule for reason in reasons]

    assert why("in", -120) == []
    assert why("in", -121) == ["early"]
    assert why("in", 0, "cancelled") == ["state"]
    assert why("danger", -121, "cancelled") == []
