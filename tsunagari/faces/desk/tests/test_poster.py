"""The paper for a wall, and the telephone number that a closed card names."""

from datetime import timedelta

from django.test import Client
from django.utils import timezone, translation

from tests.pages import words
from tsunagari.base.languages import LANGUAGES, gettext
from tsunagari.faces.shared import wall
from tsunagari.faces.shared.furigana import ruby
from tsunagari.kernel.parties.actions import issue_cards
from tsunagari.kernel.parties.models import Federation
from tsunagari.kernel.records.models import Record

PHONE = {
    "form": "phone",
    "phone-phone": "04-7100-0000",
    "phone-begins": "09:00",
    "phone-ends": "17:00",
    "phone-languages": ["ja", "vi"],
}


def test_a_paper_leads_to_asking_and_says_so_in_six_languages(staff_client, maker):
    assert "流山市" in words(staff_client.get("/desk/poster/"))
    asked = staff_client.get("/desk/poster/", {"town": "流山市", "place": "図書館"})

    page = staff_client.get(asked["Location"])

    assert f"/ask/?at={wall.code_of('流山市')}" in page.content.decode()
    assert "図書館" in words(page)
    for code, name in LANGUAGES:
        with translation.override(code):
            said = {name, *(ruby(gettext(one)) for one in wall.WORDS)}
        assert [one for one in said if one not in page.content.decode()] == [], code
    assert len(set(_questions())) == len(LANGUAGES)
    assert wall.town_of(wall.code_of("流山市").lower()) == "流山市"
    assert wall.town_of("NOPLACE") == ""


def _questions() -> list[str]:
    """What a paper asks first, in each language."""
    found = []
    for code, _name in LANGUAGES:
        with translation.override(code):
            found.append(gettext(wall.WORDS[0]))
    return found


def test_a_town_that_nobody_knows_has_no_paper(staff_client, maker):
    assert staff_client.get("/desk/poster/", {"town": "大阪市"}).status_code == 422
    assert staff_client.get("/desk/poster/print/?town=x")["Location"] == "/desk/poster/"


def test_a_paper_is_for_the_office_alone(partner_client, mori_login):
    assert partner_client(mori_login).get("/desk/poster/").status_code == 403


def test_an_expired_and_a_revoked_card_say_whom_to_call(staff_client, linh, linh_case):
    saved = staff_client.post("/desk/settings/", PHONE, follow=True)
    assert "事務局の電話番号を保存しました。" in words(saved)
    assert Record.objects.filter(did="party.changed").count() == 1
    day, now = timezone.localdate(), timezone.now()
    old = {"valid_from": day - timedelta(days=9), "valid_until": day - timedelta(days=1)}

    for days in (old, {"valid_from": day, "valid_until": day}):
        made = issue_cards([linh], purpose="worker", at=now, **days)[linh.pk]
        linh.cards.update(revoked_at=now)
        page = Client().get(f"/vi/me/card/{made.replace('-', '')}/")
        assert page.status_code == 404
        assert "tel:0471000000" in page.content.decode()
        assert "Tiếng Việt" in words(page)
        assert "Nguyễn" not in words(page)


def test_hours_in_the_wrong_order_are_refused(staff_client):
    answer = staff_client.post("/desk/settings/", PHONE | {"phone-ends": "08:00"})

    assert answer.status_code == 422
    assert "おわりの時刻を、はじめより後にしてください。" in words(answer)
    assert Federation.objects.get().phone == ""
