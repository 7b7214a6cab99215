from datetime import date, timedelta

import pytest

from tests.cast import NOW, TODAY, agree, answer_surveys, make_pupils, make_session
from tsunagari.kernel.consents import actions as consents
from tsunagari.programmes.exchange.class_exchange import effects
from tsunagari.programmes.exchange.class_exchange.actions import groups, sessions
from tsunagari.programmes.exchange.schools.models import Pupil

# Set A of the fact sheet.
PRE = [2, 3, 3, 4, 2, 5, 3, 4, 3, 2, 4, 3]
POST = [3, 4, 3, 5, 3, 5, 4, 4, 4, 3, 4, 4]
ITEMS = ["can_introduce"]


def facts_of(pairing, on=TODAY):
    return effects.facts_of(pairing.exchange, on=on)


def of_class(school_class):
    return list(Pupil.objects.filter(school_class=school_class).order_by("number"))


def withdraw(pupil, side="child"):
    consents.withdraw(
        pupil.person, "evaluation", side=side, channel="page", by=None, on=TODAY, at=NOW
    )


@pytest.fixture
def twelve(pairing):
    """Twelve pupils of 2年B組, who answered as in Set A."""
    make_pupils(pairing.a_class, 4, "kaki", start=9)
    pupils = of_class(pairing.a_class)
    answer_surveys(pairing.exchange, pupils, PRE, POST)
    return pupils


def test_a_pupil_counts_as_matched_with_both_answers_only(pairing):
    pupils = of_class(pairing.a_class)
    answer_surveys(pairing.exchange, pupils[:5], [3] * 5, [4] * 3)
    answer_surveys(pairing.exchange, pupils[6:7], (), [4])

    side = facts_of(pairing).sides[0]

    assert [len(side.counted(what)) for what in ("enrolled", "invited", "pre", "post")] == [
        8,
        8,
        5,
        4,
    ]
    assert len(side.counted("matched")) == 3
    assert side.left_out() == {effects.NO_POST: 2, effects.NO_PRE: 1, effects.NEITHER: 2}


def test_the_comparison_is_the_rules_own(pairing, twelve):
    own, partner, both = effects.shown(facts_of(pairing), ITEMS)

    assert own.effect.mean_change == pytest.approx(0.6667, abs=5e-5)
    assert own.effect.d_av == pytest.approx(0.7985, abs=5e-5)
    assert (partner.n, partner.effect) == (0, None)
    assert both.effect.n == 12


def test_a_withdrawal_takes_the_answers_out_of_every_figure_at_once(pairing, twelve):
    withdraw(twelve[0])

    side = facts_of(pairing).sides[0]

    assert len(side.counted("matched")) == 11
    assert side.left_out() == {effects.NO_CONSENT: 1}


@pytest.mark.parametrize("side", ["child", "guardian"])
def test_one_no_of_either_side_is_enough(pairing, twelve, side):
    withdraw(twelve[0], side)

    assert len(facts_of(pairing).people("a")) == 11


def test_answers_go_on_counting_after_the_school_year_in_which_consent_stood(pairing, twelve):
    assert len(facts_of(pairing, on=date(2027, 4, 20)).people("a")) == 12


def test_nine_matched_pupils_show_no_result(pairing, twelve):
    for pupil in twelve[:3]:
        withdraw(pupil)

    own, _partner, both = effects.shown(facts_of(pairing), ITEMS)

    assert (own.n, own.effect) == (9, None)
    assert (both.n, both.effect) == (9, None)


def test_both_together_are_hidden_when_subtracting_would_tell_a_small_side(pairing, twelve):
    answer_surveys(pairing.exchange, of_class(pairing.b_class)[:5], [3] * 5, [4] * 5)

    own, partner, both = effects.shown(facts_of(pairing), ITEMS)

    assert own.effect is not None
    assert (partner.n, partner.effect) == (5, None)
    assert (both.n, both.effect) == (17, None)


def test_two_small_sides_may_be_shown_together(pairing):
    for school_class in (pairing.a_class, pairing.b_class):
        answer_surveys(pairing.exchange, of_class(school_class), [3] * 8, [4] * 8)

    own, partner, both = effects.shown(facts_of(pairing), ITEMS)

    assert (own.effect, partner.effect, both.effect.n) == (None, None, 16)


def test_another_form_before_and_after_is_no_match(pairing, twelve):
    twelve[0].answers.filter(wave="post").update(instrument="another v2")

    facts = facts_of(pairing)

    assert facts.sides[0].left_out() == {effects.OTHER_FORM: 1}
    assert facts.instrument == "another v2・tsunagari-8 v1"


def test_classes_that_have_not_answered_are_named(pairing, twelve):
    [pre, post] = facts_of(pairing).waves

    assert (pre.entered, pre.missing) == (1, ["Grade 8 – Rizal"])
    assert post.classes == {"2年B組": (12, 12), "Grade 8 – Rizal": (0, 8)}


def test_ties_are_counted_session_by_session(pairing, yamada):
    first, second = (
        make_session(pairing, ordinal=n, starts_at=NOW + timedelta(days=7 * n)) for n in (1, 2)
    )
    groups.plan(pairing, by=yamada, on=TODAY, at=NOW)
    for session in (first, second):
        sessions.close(session, by=yamada, on=TODAY, at=session.ends_at)

    rows = facts_of(pairing).ties

    assert [row.ties for row in rows] == [56, 56]
    assert rows[0].new == 56
    assert all(row.new + row.again == row.ties for row in rows)
    assert [row.country for row in rows] == [32, 32]
    for row in rows:
        counted = effects.tie_groups(row.session)
        assert sum(ties for _group, ties, _across in counted) == row.ties
        assert sum(across for _group, _ties, across in counted) == row.country


def test_the_reach_counts_who_took_part_and_keeps_assumptions_apart(pairing, twelve, yamada):
    session = make_session(pairing)
    groups.plan(pairing, by=yamada, on=TODAY, at=NOW)
    sessions.close(session, by=yamada, on=TODAY, at=session.ends_at)

    found = effects.reached(facts_of(pairing), on=TODAY)

    assert [(row.direct, row.basis) for row in found.rows] == [(12, "measured"), (8, "assumed")]
    assert found.measured == 12 * 3
    assert found.assumed == pytest.approx(8 * 3.1)


def test_classes_too_small_to_hide_a_pupil_are_put_together():
    rows = [("1組", 1.0)] * 6 + [("2組", 1.0)] * 2 + [("3組", 2.0)] * 4

    assert effects.grouped(rows, 5) == [(["1組"], 6, 6.0), (["2組", "3組"], 6, 10.0)]


def test_a_rest_that_stays_too_small_joins_the_smallest_class():
    rows = [("1組", 1)] * 9 + [("2組", 1)] * 6 + [("3組", 1)] * 2

    assert effects.grouped(rows, 5) == [(["1組"], 9, 9), (["2組", "3組"], 8, 8)]


def test_everybody_together_when_all_classes_are_small():
    assert effects.grouped([("1組", 1), ("2組", 1)], 5) == [(["1組", "2組"], 2, 2)]


def test_more_pupils_ask_no_more_questions_of_the_database(
    pairing, twelve, django_assert_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(
        connection,
    ) as before:
        facts_of(pairing)
    more = make_pupils(pairing.b_class, 20, "narra", start=20)
    agree(make_pupils(pairing.a_class, 3, "kaki", start=30, consents=False))
    answer_surveys(pairing.exchange, more, [3] * 20, [4] * 20)

    with django_assert_num_queries(len(before)):
        facts_of(pairing)
