"""From stored schools to windows and plans: what is taken, and in how many questions."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import NOW, TODAY, make_school
from tsunagari.base.refusals import Refused
from tsunagari.programmes.exchange.class_exchange import planning, queries
from tsunagari.programmes.exchange.class_exchange.actions import sessions
from tsunagari.programmes.exchange.class_exchange.models import Exchange, Pairing
from tsunagari.programmes.exchange.schools import actions as schools

pytestmark = pytest.mark.django_db


def another_pair(pairing, sato, number, *, a=None, b=None):
    """A pair of new classes (or of given ones) in the same exchange."""
    exchange = pairing.exchange
    made = []
    for school, given in ((exchange.a, a), (exchange.b, b)):
        own = given or schools.add_class(
            school, f"Class {number}", grade=9, year=2026, by=sato, on=TODAY
        )
        made.append(own)
    return Pairing.objects.create(exchange=exchange, a_class=made[0], b_class=made[1], sessions=2)


def days_of(windows):
    return {window.on for window in windows}


def test_windows_run_from_now_until_the_exchange_ends(pairing):
    found = planning.windows(pairing, now=NOW)

    assert min(days_of(found)) == TODAY
    assert max(days_of(found)) <= pairing.exchange.until_day
    assert all(window.starts_at > NOW for window in found)


def test_a_class_is_free_again_a_week_after_a_session(pairing, accepted):
    day = queries.local_day(accepted)

    near = {day + timedelta(days=n) for n in range(-6, 7)}

    assert not near & days_of(planning.windows(pairing, now=NOW))


def test_another_time_for_a_session_may_lie_in_the_same_week(pairing, proposal):
    there = planning.windows(pairing, now=NOW, leaving=proposal)

    assert proposal.starts_at in [window.starts_at for window in there]


def test_the_day_of_a_reserve_is_kept_for_it(pairing, accepted):
    reserve = accepted.reserve_starts_at.astimezone(ZoneInfo("Asia/Tokyo")).date()

    assert reserve not in days_of(planning.windows(pairing, now=NOW))


def test_a_partner_class_that_meets_another_school_is_taken_there_too(
    pairing, accepted, federation, sato
):
    """The second exchange shares only the partner school with the first."""
    from tests.cast import JAPAN

    other = make_school("ひがし中学校", "ヒガシ", "JP", "Asia/Tokyo", JAPAN)
    exchange = Exchange.objects.create(
        name="ひがし × Las Piñas",
        a=other,
        b=pairing.exchange.b,
        agreement=pairing.exchange.agreement,
        from_day=date(2026, 9, 1),
        until_day=date(2027, 3, 19),
    )
    own = schools.add_class(other, "1年A組", grade=7, year=2026, by=sato, on=TODAY)
    second = Pairing.objects.create(exchange=exchange, a_class=own, b_class=pairing.b_class)

    facts = planning.Facts([second], now=NOW)

    assert facts.classes[pairing.b_class_id].taken == (queries.local_day(accepted),)


def test_a_line_in_use_stands_in_the_way_of_other_classes(pairing, accepted, sato):
    second = another_pair(pairing, sato, 3)

    starts = {window.starts_at for window in planning.windows(second, now=NOW)}

    assert accepted.starts_at not in starts
    assert accepted.reserve_starts_at not in starts


def test_a_second_line_lets_both_meet_at_once(pairing, accepted, sato):
    second = another_pair(pairing, sato, 3)
    for school in (pairing.exchange.a, pairing.exchange.b):
        school.lines = 2
        school.save(update_fields=["lines"])

    starts = {window.starts_at for window in planning.windows(second, now=NOW)}

    assert accepted.starts_at in starts


def test_a_teacher_of_both_classes_cannot_be_in_both(pairing, accepted, sato):
    second = another_pair(pairing, sato, 3)
    for school in (pairing.exchange.a, pairing.exchange.b):
        school.lines = 2
        school.save(update_fields=["lines"])
    for school_class in (pairing.a_class, second.a_class):
        schools.set_timetable(
            school_class,
            {
                (day, f"P{n}"): {"subject": "英語", "teacher": "森"}
                for day in range(1, 6)
                for n in range(1, 7)
            },
            by=sato,
            on=TODAY,
        )

    starts = {window.starts_at for window in planning.windows(second, now=NOW)}

    assert accepted.starts_at not in starts


def test_a_plan_knows_what_stands_already(pairing, accepted):
    made = planning.whole(pairing.exchange, [pairing], now=NOW)

    assert len(made.placed) == pairing.sessions - 1
    for placed in made.placed:
        for window in (placed.window, placed.reserve):
            assert abs((window.on - queries.local_day(accepted)).days) >= 7


def test_drafts_of_an_earlier_plan_are_planned_anew(pairing, sato):
    sessions.adopt_plan(pairing.exchange, by=sato, on=TODAY, at=NOW)

    kept = planning.whole(pairing.exchange, [pairing], now=NOW)
    anew = planning.whole(pairing.exchange, [pairing], now=NOW, drafts=False)

    assert kept.placed == []
    assert len(anew.placed) == pairing.sessions


def test_a_window_that_somebody_took_is_gone(pairing):
    window = planning.windows(pairing, now=NOW)[0]
    marked = planning.mark(window)

    found, reserve = planning.chosen(pairing, marked, now=NOW)
    assert found == window
    assert 1 <= (reserve.on - window.on).days <= 14
    with pytest.raises(Refused):
        planning.chosen(pairing, marked, now=window.starts_at)
    with pytest.raises(Refused):
        planning.chosen(pairing, "nonsense", now=NOW)


def test_without_a_memorandum_no_window_stands_and_the_page_says_why(pairing):
    pairing.exchange.agreement = None

    assert planning.windows(pairing, now=NOW) == []
    answer = planning.explained(pairing, now=NOW)
    assert [reason.rule for reason in answer["reasons"]] == ["agreement"]
    assert answer["moves"] == []


@pytest.mark.parametrize("more", [0, 5])
def test_a_plan_asks_the_same_number_of_questions_for_one_pair_and_for_six(pairing, sato, more):
    pairings = [pairing, *(another_pair(pairing, sato, n) for n in range(more))]

    with CaptureQueriesContext(
        connection,
    ) as asked:
        planning.whole(pairing.exchange, pairings, now=NOW)

    assert len(asked) <= 13
