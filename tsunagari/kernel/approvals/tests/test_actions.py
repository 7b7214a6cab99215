"""承認 — one person once, never who prepared it, and only for what was on the screen."""

import pytest
from django.db import DatabaseError, transaction

from tests.cast import NOW, TODAY
from tsunagari.base.refusals import Refused
from tsunagari.kernel.approvals import actions, forgetting, queries
from tsunagari.kernel.approvals.models import Approval
from tsunagari.kernel.approvals.rules import Said, digest_of
from tsunagari.kernel.records.queries import history


def say(about, digest, by, **more):
    more = {"seen": digest, "prepared_by": [], "on": TODAY, "at": NOW} | more
    return actions.say(about, digest, by=by, **more)


def rules_of(refused) -> list[str]:
    return [one.rule for one in refused.value.reasons]


def test_one_person_approves_once_and_not_what_they_prepared(federation, sato, ito):
    body, digest = federation.party, digest_of(yen=1000, on=TODAY)

    with pytest.raises(Refused) as own:
        say(body, digest, sato, prepared_by=[sato])
    said = say(body, digest, ito, prepared_by=[sato])
    with pytest.raises(Refused) as twice:
        say(body, digest, ito, prepared_by=[sato])

    assert rules_of(own) == ["approval.own"]
    assert rules_of(twice) == ["approval.once"]
    assert said == Said(yes=frozenset({ito.party.pk}))
    assert (said.enough(), said.enough(2)) == (True, False)
    assert [one.did for one in history(body)][-1:] == ["approval.yes"]


def test_when_the_facts_change_nobody_has_approved_them(federation, sato, ito):
    body, before, after = federation.party, digest_of(yen=1), digest_of(yen=2)
    say(body, before, ito)

    assert queries.said(body, after) == Said()
    with pytest.raises(Refused) as changed:
        say(body, after, sato, seen=before)
    assert rules_of(changed) == ["approval.changed"]
    assert say(body, after, ito).enough()
    assert len(queries.history(body)) == 2


def test_a_no_has_its_reason_and_stands_against_every_yes(federation, sato, ito):
    body, digest = federation.party, digest_of(a=1)
    with pytest.raises(Refused) as silent:
        say(body, digest, sato, no=True)

    say(body, digest, ito)
    said = say(body, digest, sato, no=True, words="領収書と金額がちがいます。")

    assert rules_of(silent) == ["approval.words"]
    assert not said.enough()
    assert forgetting.forget(sato.party, on=TODAY) == 1
    assert queries.said(body, digest) == said


def test_a_duplicate_of_a_person_is_no_second_person(federation, sato, ito):
    body, digest = federation.party, digest_of(a=1)
    say(body, digest, ito)
    sato.party.same_as = ito.party

    with pytest.raises(Refused) as twice:
        say(body, digest, sato)
    assert rules_of(twice) == ["approval.once"]


def test_what_was_said_stays(federation, ito):
    say(federation.party, digest_of(a=1), ito)

    for change in (
        lambda rows: rows.update(said="no"),
        lambda rows: rows.delete(),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            change(Approval.objects.all())
    with pytest.raises(TypeError):
        digest_of(yen=1.5)
