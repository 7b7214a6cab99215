"""Asking for help: one page; numbers first in danger; only the person and the office read it."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from tests.cast import NOW, TODAY
from tests.pages import words
from tsunagari.programmes.talent.advice import actions as advice
from tsunagari.programmes.talent.advice.models import Consultation
from tsunagari.programmes.talent.safety.models import Incident

HELP = "/me/case/help/"


@pytest.fixture
def client(linh_case, linh, worker_client):
    return worker_client(linh)


def picture() -> SimpleUploadedFile:
    made = BytesIO()
    Image.new("RGB", (20, 20), "white").save(made, "JPEG")
    return SimpleUploadedFile("x.jpg", made.getvalue(), "image/jpeg")


def test_what_is_asked_is_promised_an_answer_and_read_again(client):
    answer = client.post(HELP, {"topic": "life", "words": "Nước nóng bị hỏng"}, follow=True)

    page = words(answer)
    assert "までに返事します。" in page
    assert "Nước nóng bị hỏng" in page
    assert "返事を待っています" in words(client.get(HELP))


def test_an_answer_is_read_judged_and_gone_on_with(client, linh, sato):
    client.post(HELP, {"topic": "life", "words": "Nước nóng"})
    [found] = Consultation.objects.all()
    facts = {"by": sato, "on": TODAY, "at": NOW}
    found = advice.triage(
        found, categories=["housing"], language="vi", urgency="normal", seen=found.version, **facts
    )
    advice.answer(found, words="Ngày mai", language="vi", seen=found.version, **facts)
    path = f"{HELP}{found.code}/"

    assert "返事があります：家・生活・病気" in words(client.get("/me/case/"))
    assert "Ngày mai" in words(client.get(path))
    client.post(f"{path}solved/", {"solved": "yes"})
    found.refresh_from_db()
    assert found.solved is True
    client.post(path, {"words": "Lại hỏng"})
    found.refresh_from_db()
    assert (found.state, found.turn) == ("triaged", 2)
    client.post(f"{path}withdraw/")
    found.refresh_from_db()
    assert found.state == "closed"


def test_who_goes_on_without_words_reads_which_box_is_empty(client):
    client.post(HELP, {"topic": "life", "words": "Nước nóng"})
    found = Consultation.objects.get()

    page = words(client.post(f"{HELP}{found.code}/", {"words": ""}))

    assert "書きたいこと ※任意" in page
    assert "＊書きたいこと：ことばを入力してください。" in page


def test_danger_shows_the_numbers_before_anything_is_sent(client):
    page = client.get(f"{HELP}?topic=danger").content.decode()

    assert page.index('href="tel:110"') < page.index("<form class")
    assert page.index('href="tel:119"') < page.index("<form class")
    assert page.index('href="tel:0334663311"') < page.index("<form class")
    assert "先に電話してください" in words(client.get(f"{HELP}?topic=danger"))


def test_the_page_says_until_when_an_answer_comes(cast_day, client):
    assert "いま送ると、2026年11月26日（木） 17:00 までに返事します。" in words(client.get(HELP))


def test_urgent_words_show_the_numbers_at_once(client):
    answer = client.post(HELP, {"topic": "work", "words": "Sếp đánh tôi"}, follow=True)

    assert "先に電話してください" in words(answer)
    assert "事務局の人が連絡します。" in words(answer)


def test_an_act_that_the_law_forbids_is_one_consultation_and_one_report(client, linh_case):
    sent = {"topic": "work", "kind": "passport", "part": "company", "words": "", "press_key": "a1"}

    for _press in range(2):
        assert client.post(HELP, sent).status_code == 302

    found = Incident.objects.get()
    assert (found.case, found.ban) == (linh_case, "ban_passport_custody")
    assert Consultation.objects.get().incident == found


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"words": "Tôi sợ"}, "何のことですか"),
        ({"topic": "life", "words": ""}, "困っていることを書くか、写真をつけてください。"),
        ({"topic": "money", "words": "Tôi sợ"}, "何のことですか"),
    ],
)
def test_what_is_missing_is_said_and_the_words_are_kept(client, sent, said):
    answer = client.post(HELP, sent)

    assert answer.status_code == 422
    assert said in words(answer)
    assert sent["words"] in answer.content.decode()
    assert not Consultation.objects.exists()


def test_a_photo_is_kept_for_me_and_what_is_none_is_refused(
    client, kept_files, mai, mai_case, worker_client
):
    client.post(HELP, {"topic": "life", "words": "", "photos": [picture(), picture()]})
    [found] = Consultation.objects.all()
    first, _second = found.messages.get().photos.all()
    path = f"{HELP}{found.code}/photo/{first.pk}/"

    assert client.get(path)["Content-Type"] == "image/jpeg"
    assert worker_client(mai).get(path).status_code == 404
    fake = SimpleUploadedFile("x.jpg", b"GIF89a not a photo", "image/jpeg")
    wrong = client.post(HELP, {"topic": "life", "words": "x", "photos": [fake]})
    assert wrong.status_code == 422
    assert Consultation.objects.count() == 1


def test_nobody_else_opens_what_i_asked(
    client, mai, mai_case, worker_client, partner_client, mori_login, staff_client
):
    client.post(HELP, {"topic": "life", "words": "Bí mật"})
    [found] = Consultation.objects.all()
    path = f"{HELP}{found.code}/"

    assert worker_client(mai).get(path).status_code == 404
    for what in ("solved/", "withdraw/"):
        assert worker_client(mai).post(path + what).status_code == 404
    for one in (partner_client(mori_login), staff_client):
        assert one.get(path)["Location"] == "/me/enter/"


def test_before_i_show_a_message_i_see_that_translations_and_photos_go_with_it(
    client, kept_files, sato
):
    client.post(HELP, {"topic": "life", "words": "Nước", "photos": [picture(), picture()]})
    found = Consultation.objects.get()
    moment = {"by": sato, "on": TODAY, "at": NOW}
    advice.translate(found.messages.get(), language="ja", words="水", **moment)

    assert "Nước ／ 水 ／ 写真 ×2" in words(client.get(f"{HELP}{found.code}/show/"))


def test_only_my_own_press_shows_a_company_words_and_i_can_stop_it(
    client, maker, mori_login, partner_client
):
    client.post(HELP, {"topic": "work", "words": "Lương thiếu"})
    client.post(f"{HELP}{Consultation.objects.get().code}/", {"words": "Chỉ văn phòng"})
    found = Consultation.objects.get()
    first = found.messages.order_by("pk").first()
    path, company = f"{HELP}{found.code}/", partner_client(mori_login)
    theirs = f"/partner/advice/{found.pk}/"

    assert client.post(f"{path}show/", {"to": maker.pk}).status_code == 422
    assert company.get(theirs).status_code == 404
    client.post(f"{path}show/", {"to": maker.pk, "words": [first.pk]})

    page = words(company.get(theirs))
    assert "Lương thiếu" in page
    assert "Chỉ văn phòng" not in page
    client.post(f"{path}share/{found.hand_overs.get().pk}/", {"answer": "stop"})
    assert company.get(theirs).status_code == 404
