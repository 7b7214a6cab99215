from datetime import timedelta

import pytest

from tests.cast import TODAY
from tsunagari.base.refusals import Refused
from tsunagari.kernel.parties import actions as parties
from tsunagari.kernel.records.queries import history
from tsunagari.kernel.roles import actions, queries
from tsunagari.kernel.roles.models import Role

TOMORROW = TODAY + timedelta(days=1)


def role_of(login):
    return Role.objects.get(party=login.person_id)


def rules_of(refused):
    return [reason.rule or reason.field for reason in refused.value.reasons]


def test_an_admitted_person_opens_the_door_from_that_day_on(federation, sato, takahashi_login):
    role = role_of(takahashi_login)

    assert queries.of(takahashi_login.person_id, on=TODAY, door="desk") == [role]
    assert queries.of(takahashi_login.person_id, on=TODAY - timedelta(days=1), door="desk") == []


def test_without_a_password_nobody_can_sign_in_until_the_link_was_used(federation, sato):
    login = actions.admit(
        federation.party.organisation,
        "staff",
        email=" New@Example.JP ",
        by=sato,
        on=TODAY,
        family="伊東",
    )

    assert login.email == "new@example.jp"
    assert not login.has_usable_password()


def test_the_same_address_is_admitted_only_once(federation, sato, staff_login):
    with pytest.raises(Refused) as refused:
        actions.admit(
            federation.party.organisation, "staff", email="SATO@example.jp", by=sato, on=TODAY
        )

    assert rules_of(refused) == ["email"]


def test_a_role_is_not_given_twice(federation, sato, takahashi_login):
    with pytest.raises(Refused) as refused:
        actions.give(
            takahashi_login.person.party, federation.party.organisation, "staff", by=sato, on=TODAY
        )

    assert rules_of(refused) == ["held"]


def test_an_ended_role_opens_the_door_until_the_end_of_its_last_day(sato, takahashi_login):
    actions.end(role_of(takahashi_login), by=sato, on=TODAY)

    assert queries.of(takahashi_login.person_id, on=TODAY, door="desk") != []
    assert queries.of(takahashi_login.person_id, on=TOMORROW, door="desk") == []


def test_an_end_is_recorded_on_the_day_of_the_act_with_the_last_day(sato, takahashi_login):
    role = role_of(takahashi_login)

    actions.end(role, by=sato, on=TODAY, until=TODAY + timedelta(days=30))

    ended = history(role).last()
    assert (ended.did, ended.on) == ("role.ended", TODAY)
    assert ended.facts["until"] == (TODAY + timedelta(days=30)).isoformat()


def test_the_last_of_the_staff_cannot_be_ended(staff_login, sato):
    with pytest.raises(Refused) as refused:
        actions.end(role_of(staff_login), by=sato, on=TODAY)

    assert rules_of(refused) == ["last"]
    assert role_of(staff_login).until_day is None


def test_a_colleague_who_leaves_too_does_not_count_as_staying(staff_login, sato, takahashi_login):
    actions.end(role_of(takahashi_login), by=sato, on=TODAY, until=TODAY + timedelta(days=90))

    with pytest.raises(Refused) as refused:
        actions.end(role_of(staff_login), by=sato, on=TODAY)

    assert rules_of(refused) == ["last"]


def test_the_last_teacher_of_a_school_may_leave(yamada_login, sato):
    actions.end(role_of(yamada_login), by=sato, on=TODAY)

    assert role_of(yamada_login).until_day == TODAY


def test_a_role_does_not_end_before_it_began(sato, takahashi_login):
    with pytest.raises(Refused) as refused:
        actions.end(role_of(takahashi_login), by=sato, on=TODAY, until=TODAY - timedelta(days=1))

    assert rules_of(refused) == ["until"]


def test_a_role_that_is_over_is_not_ended_again(sato, takahashi_login):
    actions.end(role_of(takahashi_login), by=sato, on=TODAY)

    with pytest.raises(Refused) as refused:
        actions.end(role_of(takahashi_login), by=sato, on=TOMORROW)

    assert rules_of(refused) == ["ended"]


def test_an_end_can_be_taken_back_to_the_end_before_it(sato, takahashi_login):
    far, near = TODAY + timedelta(days=60), TODAY + timedelta(days=5)
    actions.end(role_of(takahashi_login), by=sato, on=TODAY, until=far)
    actions.end(role_of(takahashi_login), by=sato, on=TODAY, until=near)

    actions.reopen(role_of(takahashi_login), by=sato, on=TODAY)

    assert role_of(takahashi_login).until_day == far


def test_an_end_that_was_never_set_cannot_be_taken_back(sato, takahashi_login):
    with pytest.raises(Refused) as refused:
        actions.reopen(role_of(takahashi_login), by=sato, on=TODAY)

    assert rules_of(refused) == ["ended"]


def test_pupils_and_teachers_are_counted_apart(midori, yamada_login, pairing):
    assert queries.counts_in(midori.organisation, on=TODAY) == {"pupil": 8, "teacher": 1}


def test_people_of_a_body_are_listed_by_reading(federation, sato, takahashi_login):
    """高橋 has no reading and comes behind."""
    body = federation.party.organisation

    assert queries.people_of(body, "staff", on=TODAY) == [
        sato.party,
        takahashi_login.person.party,
    ]


def test_agreements_of_a_body_are_newest_first(pairing, midori):
    [agreement] = queries.agreements_of(midori.organisation)

    assert agreement.title == "交流の覚書"
    assert list(queries.agreements_of(parties.add_organisation("ほかの団体"))) == []
