import re

import pytest
from django.core import mail

from tests.cast import TODAY
from tsunagari.kernel.parties import queries
from tsunagari.kernel.parties.actions import add_organisation
from tsunagari.kernel.parties.models import Login, Party
from tsunagari.kernel.roles import registry
from tsunagari.kernel.roles.models import Role

NEW = "/desk/bodies/new/"
FOODS = {
    "name": "東葛ﾌｰｽﾞ株式会社",
    "kana": "とうかつふーず",
    "latin": "Ｔｏｋａｔｓｕ Foods",
    "kinds": ["company"],
    "country": "JPN",
    "municipality": "流山市",
    "email": "info@example.jp",
}


def text(answer, status=200) -> str:
    assert answer.status_code == status
    return answer.content.decode()


def bodies(name):
    return Party.objects.filter(kind="organisation", name=name)


def test_a_body_is_stored_in_the_widths_of_the_house(staff_client):
    answer = staff_client.post(NEW, FOODS)

    party = bodies("東葛フーズ株式会社").get()
    assert (answer.status_code, answer["Location"]) == (302, f"/desk/parties/{party.code}/")
    assert party.name_kana == "トウカツフーズ"
    assert party.name_latin == "Tokatsu Foods"
    assert party.organisation.kinds == ["company"]


def test_a_reading_in_kanji_is_explained_and_the_input_kept(staff_client):
    page = text(staff_client.post(NEW, FOODS | {"kana": "東葛"}), 422)

    assert "かなで入力してください。例：サトウ" in page
    assert 'value="東葛ﾌｰｽﾞ株式会社"' in page
    assert not bodies("東葛フーズ株式会社").exists()


def test_a_body_needs_a_name_and_a_kind(staff_client):
    page = text(staff_client.post(NEW, {"name": ""}), 422)

    assert "名前を入力してください。" in page
    assert "種類を選んでください。" in page
    assert "<title>エラー：" in page


def test_the_same_name_is_asked_about(staff_client):
    staff_client.post(NEW, FOODS)

    page = text(staff_client.post(NEW, FOODS | {"name": "東葛フーズ 株式会社"}), 422)
    assert "同じ名前の団体があります" in page
    assert "同じ団体です" in page

    staff_client.post(NEW, FOODS | {"name": "東葛フーズ 株式会社", "different": "1"})
    assert Party.objects.filter(kind="organisation", name__startswith="東葛").count() == 2


def test_a_joint_project_names_who_carries_it(staff_client, midori):
    page = text(staff_client.get(NEW))
    assert "みどり台中学校" in page

    staff_client.post(
        NEW, FOODS | {"name": "花いっぱい計画", "kinds": ["project"], "partners": [midori.pk]}
    )

    role = Role.objects.get(body=bodies("花いっぱい計画").get().organisation)
    assert (role.party, role.kind) == (midori.organisation.party, "project_partner")


def test_a_double_press_registers_once(staff_client):
    page = text(staff_client.get(NEW))
    [key] = set(re.findall(r'name="press_key" value="(\w+)"', page[page.index("<main") :]))

    answers = [staff_client.post(NEW, FOODS | {"press_key": key}) for _press in range(2)]

    assert answers[0]["Location"] == answers[1]["Location"]
    assert bodies("東葛フーズ株式会社").count() == 1


# 登録内容を変える


def test_what_is_known_of_a_person_can_be_changed(staff_client, yamada_login):
    party = yamada_login.person.party
    address = f"/desk/parties/{party.code}/edit/"
    page = text(staff_client.get(address))
    assert 'value="山田"' in page
    assert 'value="ススム"' in page

    answer = staff_client.post(
        address,
        {
            "family": "山口",
            "given": "進",
            "family_kana": "やまぐち",
            "given_kana": "ｽｽﾑ",
            "version": 1,
        },
    )

    assert answer["Location"] == f"/desk/parties/{party.code}/"
    assert queries.found("やまぐち すすむ").rows == [party]


def test_an_older_screen_sees_what_somebody_else_wrote(staff_client, sato, yamada_login):
    person = yamada_login.person
    registry.change_person(person, seen=1, by=sato, on=TODAY, family="山下")
    address = f"/desk/parties/{person.party.code}/edit/"

    page = text(staff_client.post(address, {"family": "山口", "given": "進", "version": 1}), 422)

    assert "画面を開いたあとに、内容が変わりました。" in page
    assert "山下" in page
    assert 'value="山口"' in page
    assert 'name="version" value="2"' in page


def test_a_schools_kind_and_country_stay(staff_client, midori):
    party = midori.organisation.party
    address = f"/desk/parties/{party.code}/edit/"
    assert 'name="kinds"' not in text(staff_client.get(address))

    staff_client.post(address, {"name": "緑台中学校", "version": 1})

    party.refresh_from_db()
    assert (party.name, party.organisation.kinds) == ("緑台中学校", ["school"])


def test_a_child_is_changed_by_the_school_only(staff_client, pairing):
    [pupil] = pairing.a_class.pupils.all()[:1]

    assert staff_client.get(f"/desk/parties/{pupil.person.party.code}/edit/").status_code == 404


# 人を迎える


def test_a_teacher_is_admitted_with_a_link_in_the_schools_language(staff_client, las_pinas):
    party = las_pinas.organisation.party
    address = f"/desk/parties/{party.code}/people/new/"

    answer = staff_client.post(
        address,
        {"kind": "teacher", "family": "Cruz", "given": "Ana", "email": "ana@example.ph"},
    )

    assert answer["Location"] == f"/desk/parties/{party.code}/"
    login = Login.objects.get(email="ana@example.ph")
    assert Role.objects.get(party=login.person_id).kind == "teacher"
    [sent] = mail.outbox
    assert sent.to == ["ana@example.ph"]
    assert "/en/accounts/password/reset/key/" in sent.body


def test_a_known_address_asks_whether_it_is_the_same_person(staff_client, midori, maria_login):
    address = f"/desk/parties/{midori.organisation.party.code}/people/new/"
    form = {"kind": "protection_lead", "family": "Santos", "email": "MARIA@example.ph"}

    page = text(staff_client.post(address, form), 422)
    assert "このメールアドレスの人がもういます" in page
    assert "Santos Maria さん" in page

    staff_client.post(address, form | {"same": "1"})
    assert Role.objects.filter(
        party=maria_login.person_id, body=midori.organisation, kind="protection_lead"
    ).exists()
    assert mail.outbox == []


def test_each_kind_of_body_offers_its_own_roles_and_no_others(staff_client, federation):
    offered = {"company": "company_staff", "council": "council_member", "training": "trainer"}
    for number, (kind, role) in enumerate(offered.items()):
        party = add_organisation(f"団体{number}", kinds=[kind]).party
        address = f"/desk/parties/{party.code}/people/new/"
        form = {"family": "加藤", "given": "礼", "email": f"kato{number}@example.jp"}
        assert f'value="{role}"' in text(staff_client.get(address))
        assert staff_client.post(address, form | {"kind": "teacher"}).status_code == 422

        staff_client.post(address, form | {"kind": role})

        assert Role.objects.filter(body=party.pk, kind=role).count() == 1


def test_the_federation_admits_on_its_own_page(staff_client, federation):
    assert staff_client.get(f"/desk/parties/{federation.party.code}/people/new/").status_code == 404


@pytest.mark.parametrize(
    "address", [NEW, "/desk/parties/{code}/edit/", "/desk/parties/{code}/people/new/"]
)
def test_teachers_register_and_change_nothing(yamada_client, midori, address):
    address = address.format(code=midori.organisation.party.code)

    assert yamada_client.post(address, FOODS).status_code == 403
    assert not bodies("東葛フーズ株式会社").exists()
