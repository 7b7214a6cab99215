"""手紙の束 — the office makes, prints and posts letters; nobody else sees one."""

import re
from dataclasses import replace

import pytest

from tests.cast import NOW, TODAY
from tsunagari.kernel.notices import actions, choices, letters
from tsunagari.kernel.notices.models import Choice, Delivery, LetterBatch
from tsunagari.kernel.records.models import Record

pytestmark = pytest.mark.usefixtures("kept_files", "cast_day")
HOME = {"letter": True, "email": False, "address": "流山市中1-2"}


def said(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", response.content.decode()))


@pytest.fixture
def batch(linh, sato):
    """A batch with a letter to Linh."""
    ways = replace(choices.ways_of(linh.party), **HOME)
    choices.choose(linh.party, ways, by=sato, on=TODAY, at=NOW)
    actions.tell(to=linh.party, kind="document.refused", key="a", facts={}, at=NOW)
    return LetterBatch.objects.get()


def step(client, batch, act):
    return client.post(f"/desk/letters/{batch.pk}/{act}/", follow=True)


def test_the_list_and_the_duties_lead_to_the_batch(staff_client, batch):
    assert "手紙の束はまだありません" not in said(staff_client.get("/desk/letters/"))
    assert f"/desk/letters/{batch.pk}/" in staff_client.get("/desk/").content.decode()
    assert 'href="/desk/letters/"' in staff_client.get("/desk/notices/").content.decode()


def test_nothing_to_post_says_so(staff_client):
    assert "手紙の束はまだありません" in said(staff_client.get("/desk/letters/"))


def test_a_batch_goes_from_gathering_to_the_post_office(staff_client, batch):
    assert "PDF を作りはじめました。" in said(step(staff_client, batch, "make"))
    assert "作るのを待っています。" in said(staff_client.get(f"/desk/letters/{batch.pk}/"))
    letters.make_waiting(NOW)

    file = staff_client.get(f"/desk/letters/{batch.pk}/letters.pdf")
    assert (file["Content-Type"], file["Cache-Control"]) == ("application/pdf", "no-store")
    assert Record.objects.filter(did="letters.opened").count() == 1
    assert "印刷したことを記録しました。" in said(step(staff_client, batch, "printed"))
    assert "投函したことを記録しました。" in said(step(staff_client, batch, "posted"))
    assert "投函の記録を取り消しました。" in said(step(staff_client, batch, "unposted"))


def test_a_second_press_and_an_unknown_act_change_nothing(staff_client, batch):
    step(staff_client, batch, "make")

    assert "ほかの人が先に進めました" in said(step(staff_client, batch, "make"))
    assert step(staff_client, batch, "burn").status_code == 404
    assert staff_client.get(f"/desk/letters/{batch.pk}/letters.pdf").status_code == 404


def test_a_returned_letter_stands_among_the_doubtful_with_the_telephone(staff_client, batch, linh):
    linh.phone = "090-1111-2222"
    linh.save()
    step(staff_client, batch, "make")
    letters.make_waiting(NOW)
    step(staff_client, batch, "printed")
    step(staff_client, batch, "posted")
    letter = Delivery.objects.get()

    staff_client.post(f"/desk/letters/one/{letter.pk}/again/", {"returned": "1"})

    page = said(staff_client.get("/desk/notices/"))
    assert "手紙が戻ってきました。" in page
    assert "090-1111-2222" in page


def test_a_stopped_batch_is_begun_again(staff_client, batch):
    LetterBatch.objects.update(state="stopped")

    assert "手紙は1通も失われていません" in said(staff_client.get(f"/desk/letters/{batch.pk}/"))
    step(staff_client, batch, "make")
    assert LetterBatch.objects.get().state == "making"


def test_nobody_else_finds_a_batch(
    client, partner_client, mori_login, worker_client, linh_case, batch
):
    for path in ("/desk/letters/", f"/desk/letters/{batch.pk}/letters.pdf"):
        assert client.get(path).status_code == 302
        assert partner_client(mori_login).get(path).status_code == 403
        assert worker_client(linh_case.person).get(path).status_code == 302


def test_as_many_questions_for_three_letters_as_for_one(
    staff_client, batch, linh, django_assert_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    path = f"/desk/letters/{batch.pk}/"
    staff_client.get(path)
    with CaptureQueriesContext(connection) as one:
        staff_client.get(path)
    for key in "bc":
        actions.tell(to=linh.party, kind="document.refused", key=key, facts={}, at=NOW)
    with CaptureQueriesContext(connection) as three:
        staff_client.get(path)
    assert len(three) == len(one)


# — 届け方 —

WAYS = {
    "language": "en",
    "email": "on",
    "mail": "",
    "letter": "on",
    "postcode": "２７０－０１６３",
    "address": "流山市中1-2",
    "quiet_from": "22",
    "quiet_until": "6",
    "version": "0",
}


@pytest.mark.parametrize(
    ("who", "path", "home"),
    [
        ("staff_client", "/desk/notices/how/", "/desk/notices/"),
        ("yamada_client", "/partner/notices/how/", "/partner/notices/"),
        ("yamada_client", "/partner/notices/how/body/", "/partner/notices/how/"),
    ],
)
def test_everybody_with_a_sign_in_chooses_and_takes_it_back(request, who, path, home):
    client = request.getfixturevalue(who)
    assert f'href="{path}"' in client.get(home).content.decode()

    sent = WAYS | ({"email": ""} if "body" in path else {})
    page = client.post(path, sent, follow=True)

    assert page.redirect_chain[-1][0].endswith(path)
    assert "お知らせの届け方を変えました。" in said(page)
    choice = Choice.objects.get()
    assert (choice.postcode, choice.quiet_from, choice.quiet_until) == ("270-0163", 22, 6)
    client.post(f"{path}undo/")
    assert Choice.objects.get().letter is False


def test_wrong_input_comes_back_with_what_was_typed(staff_client):
    wrong = WAYS | {"address": "", "quiet_until": "", "mail": "sato@example.jp"}

    page = staff_client.post("/desk/notices/how/", wrong)

    assert page.status_code == 422
    assert "住所を入力してください" in said(page)
    assert "両方を選んでください" in said(page)
    assert "sato@example.jp" in page.content.decode()
    assert not Choice.objects.exists()


def test_the_office_writes_down_what_a_worker_said_and_never_a_pupils_home(
    staff_client, linh, pairing
):
    path = f"/desk/parties/{linh.party.code}/notices/"

    assert path in staff_client.get(f"/desk/parties/{linh.party.code}/").content.decode()
    assert staff_client.post(path, WAYS | {"email": ""}).status_code == 302
    assert Choice.objects.get().party == linh.party
    staff_client.post(f"{path}undo/")
    assert Choice.objects.get().letter is False
    pupil = pairing.a_class.pupils.first().person.party
    assert staff_client.get(f"/desk/parties/{pupil.code}/notices/").status_code == 404


def test_a_mail_that_came_back_is_written_down(staff_client, yamada, client, yamada_client):
    actions.tell(to=yamada.party, kind="session.accepted", key="m", facts={}, at=NOW)
    actions.send_due(NOW)
    path = "/desk/notices/came-back/"

    assert path in staff_client.get("/desk/letters/").content.decode()
    wrong = staff_client.post(path, {"address": "who@example.jp"})
    assert (wrong.status_code, "who@example.jp" in wrong.content.decode()) == (422, True)
    page = staff_client.post(path, {"address": "yamada@example.jp"}, follow=True)
    assert "メールが戻ってきました。電話で伝えて" in said(page)
    assert yamada_client.get(path).status_code == 403
