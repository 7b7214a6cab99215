import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import JAPAN, TODAY, make_school
from tsunagari.kernel.parties.models import Party
from tsunagari.kernel.records.models import Record
from tsunagari.kernel.records.queries import timeline
from tsunagari.programmes.exchange.schools.models import School

LISTED, NEW = "/desk/schools/", "/desk/schools/new/"
FORM = {"name": "おおたか北中学校", "kana": "おおたかきた", "country": "JP", "lines": "2"}


def text(answer, status=200) -> str:
    assert answer.status_code == status
    return answer.content.decode()


def act_address(school) -> str:
    return f"/desk/schools/{school.organisation.party.code}/act/"


def test_a_new_school_still_needs_everything(staff_client):
    staff_client.post(NEW, FORM)

    page = text(staff_client.get(LISTED))

    assert "まだないもの：先生・時程・学期・名簿・時間割・承認・覚書" in page
    assert "あと 7つ" in page


def test_a_school_that_is_set_up_is_ready(staff_client, pairing, yamada_login, maria_login):
    page = text(staff_client.get(LISTED))

    assert page.count("用意できました") == 2
    assert "まだないもの" not in page


def test_what_stands_no_longer_is_missing_again(staff_client, pairing, yamada_login, maria_login):
    from tsunagari.kernel.roles.models import Approval

    Approval.objects.update(until_day=TODAY.replace(month=10))

    assert text(staff_client.get(LISTED)).count("まだないもの：承認") == 2


def test_no_school_yet(staff_client):
    assert "学校はまだありません" in text(staff_client.get(LISTED))


def test_a_school_takes_the_zone_of_its_country_unless_one_was_typed(staff_client):
    staff_client.post(NEW, FORM | {"name": "Bali School", "country": "ID", "zone": "Asia/Makassar"})
    staff_client.post(NEW, FORM | {"name": "Manila School", "country": "PH"})

    zones = {s.organisation.title: s.zone for s in School.objects.all()}
    assert zones == {"Bali School": "Asia/Makassar", "Manila School": "Asia/Manila"}


def test_an_unknown_zone_is_explained(staff_client):
    page = text(staff_client.post(NEW, FORM | {"zone": "Asia/Bali"}), 422)

    assert "Asia/Makassar のように入力してください" in page
    assert 'value="おおたか北中学校"' in page
    assert not School.objects.exists()


def test_a_school_of_the_same_name_is_asked_about(staff_client, midori):
    page = text(staff_client.post(NEW, FORM | {"name": "みどり台 中学校"}), 422)

    assert "同じ名前の団体があります" in page
    staff_client.post(NEW, FORM | {"name": "みどり台 中学校", "different": "1"})
    assert School.objects.count() == 2


def test_the_list_asks_the_same_number_of_questions(staff_client):
    def questions():
        staff_client.get(LISTED)
        with CaptureQueriesContext(connection) as asked:
            staff_client.get(LISTED)
        return len(asked)

    make_school("あ中学校", "ア", "JP", "Asia/Tokyo", JAPAN)
    few = questions()
    for i in range(10):
        make_school(f"か{i}中学校", f"カ{i}", "JP", "Asia/Tokyo", JAPAN)

    assert questions() == few


# 代わりに入る


def test_staff_act_in_a_schools_place_and_come_back(staff_client, midori):
    answer = staff_client.post(act_address(midori))
    assert answer["Location"] == "/partner/"

    page = text(staff_client.get("/partner/"))
    assert "事務局として、みどり台中学校の代わりに入っています。" in page

    assert staff_client.post("/partner/leave/")["Location"] == LISTED
    assert staff_client.get("/partner/")["Location"] == LISTED


def test_coming_in_stands_on_the_schools_own_timeline(staff_client, staff_login, midori):
    staff_client.post(act_address(midori))

    [came] = timeline(midori.organisation.party, limit=1, seen_by="body")
    assert (came.did, came.by_id, came.on_behalf_id) == (
        "body.acted_for",
        staff_login.person_id,
        midori.organisation.party.pk,
    )


def test_every_act_there_names_both(staff_client, staff_login, midori):
    staff_client.post(act_address(midori))

    staff_client.post("/partner/classes/new/", {"name": "1年C組", "grade": "7", "year": "2026"})

    act = Record.objects.filter(did="school.class_added").latest("id")
    assert (act.by_id, act.on_behalf_id) == (staff_login.person_id, midori.organisation.party.pk)
    page = text(staff_client.get(f"/desk/parties/{midori.organisation.party.code}/timeline/"))
    assert "佐藤 恵（みどり台中学校の代わり）" in page


def test_only_a_press_enters_a_school(staff_client, midori):
    assert staff_client.get(act_address(midori)).status_code == 405
    assert "acting_for" not in staff_client.session


def test_what_is_no_school_is_not_entered(staff_client, federation):
    answer = staff_client.post(f"/desk/schools/{federation.party.code}/act/")

    assert answer.status_code == 404


@pytest.mark.parametrize("address", [LISTED, NEW])
def test_teachers_see_and_register_no_school(yamada_client, address):
    assert yamada_client.get(address).status_code == 403
    assert yamada_client.post(address, FORM).status_code == 403


def test_a_teacher_does_not_act_in_another_schools_place(yamada_client, las_pinas):
    assert yamada_client.post(act_address(las_pinas)).status_code == 403
    assert "acting_for" not in yamada_client.session


def test_a_double_press_registers_one_school(staff_client):
    page = text(staff_client.get(NEW))
    [key] = set(re.findall(r'name="press_key" value="(\w+)"', page[page.index("<main") :]))

    for _press in range(2):
        staff_client.post(NEW, FORM | {"press_key": key})

    assert Party.objects.filter(name="おおたか北中学校").count() == 1
