import re
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.cast import YEAR_END, make_pupils
from tsunagari.kernel.consents import queries
from tsunagari.kernel.consents.models import Consent
from tsunagari.kernel.consents.purposes import CODES
from tsunagari.kernel.records.models import Record

ALL_YES = dict.fromkeys(CODES, "yes")


def words(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


@pytest.fixture
def hana(pairing):
    """花 — nobody has asked her yet."""
    [pupil] = make_pupils(pairing.a_class, 1, "hana", start=40, consents=False)
    return pupil


def allowed(pupil, code="take_part"):
    return queries.allows(pupil.pk, code, on=timezone.localdate())


def test_nothing_is_answered_beforehand(hana, card_client):
    for purpose, path in (("pupil", "/me/consents/"), ("guardian", "/me/guardian/")):
        page = card_client(hana, purpose).get(path).content.decode()

        assert "checked" not in page
        assert page.count('type="radio"') == 2 * len(CODES)


def test_pupil_and_guardian_answer_each_on_their_own_page(hana, card_client):
    card_client(hana).post("/me/consents/", ALL_YES)
    assert not allowed(hana)

    card_client(hana, "guardian").post("/me/guardian/", ALL_YES | {"relation": "mother"})
    assert allowed(hana)

    rows = Consent.objects.filter(person=hana.person)
    assert {(row.side, row.channel, row.relation) for row in rows} == {
        ("child", "page", ""),
        ("guardian", "link", "mother"),
    }
    assert {row.until_day for row in rows} == {YEAR_END}


def test_whatever_is_left_open_is_a_no(hana, card_client):
    card_client(hana).post("/me/consents/", {"take_part": "yes"})

    said = queries.standing([hana.pk], on=timezone.localdate())[hana.pk]
    assert said == {(code, "child"): code == "take_part" for code in CODES}


def test_a_guardian_says_the_relation(hana, card_client):
    answer = card_client(hana, "guardian").post("/me/guardian/", ALL_YES)

    assert answer.status_code == 422
    assert answer.content.decode().count("checked") == len(CODES)
    assert not Consent.objects.filter(person=hana.person).exists()


def test_one_press_withdraws_without_a_reason(hana, card_client):
    guardian = card_client(hana, "guardian")
    card_client(hana).post("/me/consents/", ALL_YES)
    guardian.post("/me/guardian/", ALL_YES | {"relation": "father"})

    page = guardian.post("/me/consents/on_camera/withdraw/", follow=True)

    assert "取り消しました。すぐに効きます。" in words(page)
    assert not allowed(hana, "on_camera")
    assert allowed(hana, "recorded")
    assert "本人：はい・保護者：取り消し" in words(page)


def test_a_pupil_withdraws_only_the_own_answer(hana, card_client):
    card_client(hana, "guardian").post("/me/guardian/", ALL_YES | {"relation": "father"})
    client = card_client(hana)
    client.post("/me/consents/", ALL_YES)

    client.post("/me/consents/take_part/withdraw/")

    said = queries.standing([hana.pk], on=timezone.localdate())[hana.pk]
    assert said["take_part", "child"] is False
    assert said["take_part", "guardian"] is True


def test_the_guardians_yes_does_not_undo_the_childs_no(hana, card_client):
    card_client(hana).post("/me/consents/", {"take_part": "no"})

    card_client(hana, "guardian").post("/me/guardian/", ALL_YES | {"relation": "mother"})

    assert not allowed(hana)


def test_the_page_says_what_both_answers_allow_and_until_when(hana, card_client):
    card_client(hana, "guardian").post("/me/guardian/", {"take_part": "yes", "relation": "mother"})
    client = card_client(hana)
    client.post("/me/consents/", ALL_YES)

    page = words(client.get("/me/consents/"))

    assert "交流の授業に参加する できます 本人：はい・保護者：はい" in page
    assert "カメラに映る 本人：はい・保護者：いいえ" in page
    assert "答えは 2027年3月31日（水） までです。" in page
    assert "だれが見るか、いつまでか" in page


def test_the_history_is_told_in_words(hana, card_client):
    client = card_client(hana)
    client.post("/me/consents/", {"take_part": "yes"})
    client.post("/me/consents/take_part/withdraw/")

    page = words(client.get("/me/consents/"))

    assert "take_part" not in page
    assert "交流の授業に参加する いいえ 本人 / 本人のページ" in page
    assert "交流の授業に参加する はい 本人 / 本人のページ" in page


def test_every_answer_is_one_record_that_says_nothing_personal(hana, card_client):
    card_client(hana, "guardian").post("/me/guardian/", ALL_YES | {"relation": "mother"})

    record = Record.objects.get(did="consent.answered")
    assert (record.facts["side"], record.facts["yes"]) == ("guardian", len(CODES))
    assert "mother" not in str(record.facts)


def test_a_guardian_reads_the_letters_language(hana, card_client):
    for language, expected in (("en", "Take part"), ("vi", "Tham gia"), ("id", "Mengikuti")):
        page = words(card_client(hana, "guardian").get(f"/{language}/me/guardian/"))

        assert expected in page


def test_a_purpose_that_does_not_exist_is_not_found(hana, card_client):
    assert card_client(hana).post("/me/consents/everything/withdraw/").status_code == 404
    assert card_client(hana).get("/me/consents/take_part/withdraw/").status_code == 405


def test_answers_end_with_the_school_year(hana, card_client):
    card_client(hana).post("/me/consents/", ALL_YES)
    card_client(hana, "guardian").post("/me/guardian/", ALL_YES | {"relation": "mother"})

    assert queries.allows(hana.pk, "take_part", on=YEAR_END)
    assert not queries.allows(hana.pk, "take_part", on=YEAR_END + timedelta(days=1))
