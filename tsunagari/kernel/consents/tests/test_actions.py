from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.cast import NOW, TODAY, YEAR_END, make_pupils
from tsunagari.kernel.consents import actions, queries
from tsunagari.kernel.consents.models import Consent
from tsunagari.kernel.consents.purposes import CODES, version
from tsunagari.kernel.records.models import Record
from tsunagari.kernel.records.queries import private_of

PURPOSE = "take_part"


@pytest.fixture
def hana(pairing):
    """花 — a pupil whom nobody has asked yet."""
    [pupil] = make_pupils(pairing.a_class, 1, "hana", start=40, consents=False)
    return pupil.person


def say(person, yes, side="guardian", *, at=NOW, until=YEAR_END, purpose=PURPOSE, channel="link"):
    return actions.answer(
        person, {purpose: yes}, side=side, channel=channel, by=None, on=TODAY, at=at, until=until
    )


def type_in(person, answers, side="guardian", *, signed_on=TODAY, at=NOW, by=None):
    return actions.answer_on_paper(
        person,
        answers,
        side=side,
        signed_on=signed_on,
        zone="Asia/Tokyo",
        by=by,
        on=TODAY,
        at=at,
        until=YEAR_END,
        relation="母",
    )


def withdraw(person, side="guardian", *, at=NOW, purpose=PURPOSE):
    actions.withdraw(person, purpose, side=side, channel="page", by=None, on=TODAY, at=at)


def allowed(person, purpose=PURPOSE, on=TODAY):
    """The two ways of asking agree."""
    answer = queries.allows(person, purpose, on=on)
    assert answer == (person.pk in queries.permitted([person.pk], purpose, on=on))
    return answer


def test_default_is_no(hana):
    assert not any(allowed(hana, code) for code in CODES)


def test_both_sides_make_a_yes(hana):
    say(hana, True, "guardian")
    assert not allowed(hana)

    say(hana, True, "child")
    assert allowed(hana)


def test_a_withdrawal_acts_at_once_and_asks_no_reason(hana):
    say(hana, True, "guardian")
    say(hana, True, "child")

    withdraw(hana, "child", at=NOW + timedelta(minutes=1))

    assert not allowed(hana)
    assert queries.states([hana.pk], on=TODAY)[hana.pk][PURPOSE, "child"] == "withdrawn"


def test_a_guardians_yes_after_a_childs_no_stays_a_no(hana):
    say(hana, False, "child")

    say(hana, True, "guardian", at=NOW + timedelta(days=1))

    assert not allowed(hana)


def test_without_taking_part_nothing_else_is_allowed(hana):
    for side in ("child", "guardian"):
        say(hana, True, side, purpose="on_camera")
    assert not allowed(hana, "on_camera")

    for side in ("child", "guardian"):
        say(hana, True, side)
    assert allowed(hana, "on_camera")

    withdraw(hana, at=NOW + timedelta(minutes=1))
    assert not allowed(hana, "on_camera")


def test_consent_ends_with_the_school_year(hana):
    for side in ("child", "guardian"):
        say(hana, True, side)

    assert allowed(hana, on=YEAR_END)
    assert not allowed(hana, on=YEAR_END + timedelta(days=1))
    later = queries.states([hana.pk], on=YEAR_END + timedelta(days=1))
    assert later[hana.pk][PURPOSE, "child"] == "expired"


def test_an_older_paper_typed_later_replaces_no_newer_answer(hana):
    say(hana, True, "child")
    withdraw(hana, at=NOW)

    type_in(hana, {PURPOSE: True}, signed_on=TODAY - timedelta(days=3), at=NOW + timedelta(hours=1))

    assert not allowed(hana)
    assert Consent.objects.filter(person=hana, side="guardian", current=True).get().answer is False


def test_a_paper_of_the_day_does_not_undo_a_withdrawal_of_its_morning(hana):
    say(hana, True, "child")
    withdraw(hana, at=NOW)

    type_in(hana, {PURPOSE: True}, signed_on=TODAY, at=NOW + timedelta(hours=5))

    assert not allowed(hana)


def test_a_newer_paper_replaces_an_older_answer(hana):
    say(hana, True, "child")
    say(hana, False, "guardian", at=NOW - timedelta(days=9))

    type_in(hana, {PURPOSE: True}, signed_on=TODAY)

    assert allowed(hana)


def test_of_two_answers_at_one_moment_the_no_stands(hana):
    say(hana, False)
    say(hana, True)

    assert Consent.objects.filter(person=hana, current=True).get().answer is False


def test_one_act_is_one_record_whatever_the_number_of_purposes(hana, yamada):
    before = Record.objects.count()

    stored = type_in(hana, {code: code != "photo_public" for code in CODES}, by=yamada)

    [record] = Record.objects.order_by("pk")[before:]
    assert (record.did, record.facts["yes"], record.facts["no"]) == ("consent.answered", 6, 1)
    assert {row.record_id for row in stored} == {record.pk}
    assert {row.version for row in stored} == {version()}
    assert private_of(record)["relation"] == "母"


def test_a_purpose_that_nobody_knows_is_not_stored(hana):
    assert say(hana, True, purpose="sell_my_data") == []


# — a paper typed wrongly —


def test_a_mistyped_paper_is_taken_back_and_what_stood_before_stands_again(hana, yamada):
    say(hana, True, "child")
    type_in(hana, {PURPOSE: True}, signed_on=TODAY - timedelta(days=2))
    [wrong] = type_in(hana, {PURPOSE: False}, signed_on=TODAY - timedelta(days=1))
    assert not allowed(hana)

    assert actions.annul(hana, wrong.record, by=yamada, on=TODAY) == 1

    assert allowed(hana)
    assert Record.objects.last().did == "consent.annulled"


def test_a_correction_of_the_same_day_takes_after_the_mistake_is_taken_back(hana, yamada):
    say(hana, True, "child")
    [wrong] = type_in(hana, {PURPOSE: False})
    actions.annul(hana, wrong.record, by=yamada, on=TODAY)

    type_in(hana, {PURPOSE: True})

    assert allowed(hana)


def test_what_was_answered_by_link_cannot_be_taken_back_by_the_school(hana, yamada):
    [own] = say(hana, False)

    assert actions.annul(hana, own.record, by=yamada, on=TODAY) == 0
    assert Consent.objects.get(pk=own.pk).current


def test_taking_a_paper_back_twice_does_it_once(hana, yamada):
    [wrong] = type_in(hana, {PURPOSE: True})

    assert actions.annul(hana, wrong.record, by=yamada, on=TODAY) == 1
    assert actions.annul(hana, wrong.record, by=yamada, on=TODAY) == 0


def test_taking_back_the_only_answer_leaves_no_answer(hana, yamada):
    [wrong] = type_in(hana, {PURPOSE: True})

    actions.annul(hana, wrong.record, by=yamada, on=TODAY)

    assert queries.standing([hana.pk], on=TODAY)[hana.pk] == {}
    assert queries.states([hana.pk], on=TODAY)[hana.pk] == {}


def test_a_withdrawal_after_a_mistyped_paper_stands_when_the_paper_is_taken_back(hana, yamada):
    [wrong] = type_in(hana, {PURPOSE: True})
    withdraw(hana, at=NOW + timedelta(hours=1))

    actions.annul(hana, wrong.record, by=yamada, on=TODAY)

    assert Consent.objects.filter(person=hana, current=True).get().answer is False


# — whatever the order —


ACTS = st.lists(
    st.tuples(
        st.sampled_from(["child", "guardian"]),
        st.booleans(),
        st.integers(0, 4),
        st.sampled_from(["link", "paper", "withdraw"]),
    ),
    max_size=8,
)


@given(acts=ACTS, order=st.randoms())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_order_of_typing_never_matters_and_a_no_always_wins(hana, acts, order):
    Consent.objects.all().delete()
    _do(hana, acts)
    first = queries.standing([hana.pk], on=TODAY)[hana.pk]

    Consent.objects.all().delete()
    shuffled = list(acts)
    order.shuffle(shuffled)
    _do(hana, shuffled)

    standing = queries.standing([hana.pk], on=TODAY)[hana.pk]
    assert standing == first
    assert allowed(hana) == (
        standing.get((PURPOSE, "child")) is True and standing.get((PURPOSE, "guardian")) is True
    )
    assert Consent.objects.filter(person=hana, current=True).count() == len(standing)


def _do(person, acts):
    for side, yes, days, how in acts:
        day = TODAY - timedelta(days=4 - days)
        at = NOW - timedelta(days=4 - days)
        if how == "link":
            say(person, yes, side, at=at)
        elif how == "paper":
            type_in(person, {PURPOSE: yes}, side, signed_on=day)
        else:
            withdraw(person, side, at=at)


# — many people —


def test_many_people_are_asked_in_one_query(pairing, django_assert_num_queries):
    keys = [pupil.pk for pupil in make_pupils(pairing.a_class, 20, "mado", start=50)]

    with django_assert_num_queries(1):
        assert queries.permitted(keys, "on_camera", on=TODAY) == set(keys)
    with django_assert_num_queries(1):
        assert len(queries.states(keys, on=TODAY)) == 20


def test_the_history_keeps_every_answer(hana):
    say(hana, True)
    withdraw(hana, at=NOW + timedelta(hours=1))
    type_in(hana, {PURPOSE: True}, signed_on=date(2026, 5, 1))

    rows = list(queries.history(hana))

    assert [row.answer for row in rows] == [False, True, True]
    assert [row.current for row in rows] == [True, False, False]
