"""まとめる — two entries of one person count as one, and as two again."""

from datetime import date

import pytest

from tests.cast import TODAY
from tsunagari.base.refusals import Refused
from tsunagari.kernel.parties import actions as parties
from tsunagari.kernel.parties import queries as known
from tsunagari.kernel.parties.models import Party
from tsunagari.kernel.records.queries import timeline
from tsunagari.kernel.roles import queries as roles
from tsunagari.kernel.ties import actions, checks, merging, queries

EVER = (date(2000, 1, 1), date(2100, 1, 1))


@pytest.fixture
def three(db):
    """佐藤, 佐藤 once more, and 鈴木; both entries of 佐藤 met 鈴木."""
    return [
        parties.add_person(family=name, family_kana=kana).party
        for name, kana in (("佐藤", "サトウ"), ("佐藤", "サトウ"), ("鈴木", "スズキ"))
    ]


@pytest.fixture
def met(three, act):
    sato, again, suzuki = three
    for one in (sato, again):
        actions.bind(
            "worked_together", [(one.pk, suzuki.pk)], on=TODAY, measure="1-1", because=act(TODAY)
        )
    return three


def fresh(*rows):
    return [Party.objects.get(pk=row.pk) for row in rows]


def rules_of(refused):
    return [reason.rule or reason.field for reason in refused.value.reasons]


def test_two_entries_count_as_one_pair_that_met_twice(met, sato):
    kept, gone, _suzuki = met
    assert queries.headline(*EVER)[:3] == (2, 2, 0)

    merging.merge(kept, gone, by=sato, on=TODAY)

    assert queries.headline(*EVER)[:3] == (2, 1, 1)
    assert len(queries.of(fresh(kept)[0])) == 2
    assert known.found("さとう").rows == [kept, sato.party]
    assert list(checks.findings()) == []


def test_taken_back_they_are_two_again(met, sato):
    kept, gone, _suzuki = met
    merging.merge(kept, gone, by=sato, on=TODAY)

    assert merging.part(fresh(gone)[0], by=sato, on=TODAY) == kept

    assert queries.headline(*EVER)[:3] == (2, 2, 0)
    assert fresh(gone)[0].same_as_id is None
    assert list(checks.findings()) == []


def test_the_preview_says_what_will_move(met, sato):
    _kept, gone, _suzuki = met

    assert merging.preview(gone) == merging.Moving(ties=1, records=0)


def test_both_timelines_are_read_as_one(met, sato):
    kept, gone, _suzuki = met

    merging.merge(kept, gone, by=sato, on=TODAY)

    assert [record.did for record in timeline(fresh(kept)[0])] == ["party.merged"]


def test_duplicates_of_the_duplicate_come_along_and_go_back(met, sato):
    kept, gone, _suzuki = met
    third = parties.add_person(family="佐藤").party
    merging.merge(gone, third, by=sato, on=TODAY)

    merging.merge(kept, *fresh(gone), by=sato, on=TODAY)
    assert fresh(third)[0].same_as == kept

    merging.part(*fresh(gone), by=sato, on=TODAY)
    assert fresh(third)[0].same_as == gone


def test_roles_stay_with_their_own_entry_and_are_listed_together(met, sato, midori):
    from tsunagari.kernel.roles.actions import give

    kept, gone, _suzuki = met
    role = give(gone, midori.organisation, "teacher", by=sato, on=TODAY)

    merging.merge(kept, gone, by=sato, on=TODAY)

    assert roles.of(kept, on=TODAY, door="partner") == []
    assert roles.of(gone, on=TODAY, door="partner") == [role]
    assert roles.held_by(kept) == [role]


def test_what_is_not_the_same_is_not_merged(met, sato, midori):
    kept, _gone, _suzuki = met
    [child] = parties.add_called(["kaki-01"], language="ja", zone="Asia/Tokyo")
    cases = [
        (kept, kept, ["into"]),
        (kept, midori.organisation.party, ["kind"]),
        (kept, child.party, ["kind"]),
    ]

    for one, other, rules in cases:
        with pytest.raises(Refused) as refused:
            merging.merge(one, other, by=sato, on=TODAY)
        assert rules_of(refused) == rules


def test_what_is_merged_already_is_not_merged_again(met, sato):
    kept, gone, suzuki = met
    merging.merge(kept, gone, by=sato, on=TODAY)

    for one, other in ((kept, gone), (suzuki, gone), (gone, suzuki)):
        with pytest.raises(Refused) as refused:
            merging.merge(one, other, by=sato, on=TODAY)
        assert rules_of(refused) == ["merged"]


def test_what_was_not_merged_is_not_parted(met, sato):
    with pytest.raises(Refused) as refused:
        merging.part(met[0], by=sato, on=TODAY)

    assert rules_of(refused) == ["merged"]
