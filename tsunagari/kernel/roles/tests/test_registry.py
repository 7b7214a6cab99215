import pytest

from tests.cast import TODAY
from tsunagari.base.refusals import Refused
from tsunagari.kernel.parties import queries as parties
from tsunagari.kernel.parties.models import Federation, Party
from tsunagari.kernel.records.queries import history, private_of
from tsunagari.kernel.roles import registry
from tsunagari.kernel.roles.models import Role


def register(sato, name="東葛フーズ株式会社", **facts):
    facts = {"kinds": ["company"], "kana": "トウカツフーズ", "latin": "Tokatsu Foods"} | facts
    return registry.register(name, by=sato, on=TODAY, **facts)


def test_a_registered_body_is_found_and_recorded(sato):
    body = register(sato, municipality="流山市")

    assert parties.found("とうかつ").rows == [body.party]
    assert [r.did for r in history(body)] == ["party.added"]


def test_country_brings_language_and_zone(sato):
    body = register(sato, name="Barangay Hall", country="PHL")

    assert (body.party.language, body.party.zone) == ("en", "Asia/Manila")


def test_a_body_of_the_same_name_needs_somebody_to_say_that_it_is_another(sato):
    register(sato)

    with pytest.raises(Refused) as refused:
        register(sato, name="東葛ﾌｰｽﾞ 株式会社")
    register(sato, different=True)

    assert [reason.rule for reason in refused.value.reasons] == ["duplicate"]
    assert Party.objects.filter(kind="organisation", name="東葛フーズ株式会社").count() == 2


def test_a_joint_project_has_partners(sato, midori):
    project = register(
        sato, name="流山花いっぱい計画", kinds=["project"], partners=[midori.organisation]
    )

    [role] = Role.objects.filter(body=project)
    assert (role.party, role.kind) == (midori.organisation.party, "project_partner")


def test_a_change_is_found_by_the_new_name_and_kept_with_the_old_one(sato):
    body = register(sato)

    registry.change_body(
        body, seen=1, by=sato, on=TODAY, name="東葛食品", kana="トウカツショクヒン"
    )

    assert parties.found("東葛食品").rows == [body.party]
    assert parties.found("フーズ株式会社").rows == []
    changed = history(Party.objects.get(pk=body.pk)).last()
    assert changed.facts == {"fields": "name, kana"}
    assert private_of(changed)["name"] == ["東葛フーズ株式会社", "東葛食品"]


def test_a_change_of_nothing_leaves_no_record(sato):
    body = register(sato)

    registry.change_body(body, seen=1, by=sato, on=TODAY, name="東葛フーズ株式会社")

    assert list(history(Party.objects.get(pk=body.pk))) == []


def test_an_older_screen_overwrites_nothing(sato):
    body = register(sato)
    registry.change_body(body, seen=1, by=sato, on=TODAY, name="東葛食品")

    with pytest.raises(Refused) as refused:
        registry.change_body(body, seen=1, by=sato, on=TODAY, name="東葛フード")

    assert [reason.rule for reason in refused.value.reasons] == ["version"]
    assert Party.objects.get(pk=body.pk).name == "東葛食品"


def test_a_persons_new_name_is_listed_and_never_stands_in_the_log(sato):
    person = sato.party.person

    registry.change_person(person, seen=1, by=sato, on=TODAY, family="山口", family_kana="ヤマグチ")

    assert parties.found("やまぐち めぐみ").rows == [sato.party]
    assert parties.in_order(parties.people, row="ヤ").rows == [sato.party]
    changed = history(Party.objects.get(pk=person.pk)).last()
    assert "山口" not in str(changed.facts)
    assert private_of(changed)["family"] == ["佐藤", "山口"]


def test_the_federations_new_name_is_its_bodys_too(federation, sato):
    registry.rename_federation("東葛連合会", seen=1, by=sato, on=TODAY)

    assert Federation.objects.get().name == "東葛連合会"
    assert parties.found("東葛連合").rows == [federation.party]
