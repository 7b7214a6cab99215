"""お知らせ（はたらく人） — one's own, in one's own language, read when shown; and how they come."""

import re
from datetime import timedelta

import pytest

from tests.cast import NOW
from tsunagari.kernel.notices import actions, queries
from tsunagari.kernel.notices.models import Choice

pytestmark = pytest.mark.usefixtures("cast_day")


def said(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", response.content.decode()))


def tell(person, key, kind="document.refused", **facts):
    actions.tell(
        to=person.party,
        kind=kind,
        key=key,
        facts={"paper": "ESD.cv", "why": ["unsigned"], **facts},
        at=NOW + timedelta(minutes=len(key)),
    )


def test_a_worker_reads_own_notices_in_the_own_language_and_nobody_elses(
    worker_client, linh, linh_case, mai
):
    tell(linh, "a", path="/me/case/papers/")
    tell(linh, "bb", kind="incident.opened")
    tell(mai, "ccc")
    client = worker_client(linh)

    home = client.get("/vi/me/case/").content.decode()
    page = client.get("/vi/me/case/notices/")

    assert 'href="/vi/me/case/notices/"' in home
    assert page.content.decode().count('class="tn-row"') == 2
    assert 'href="/vi/me/case/papers/"' in page.content.decode()
    assert queries.unread_count(linh.party) == 0
    assert queries.unread_count(mai.party) == 1


def test_nothing_told_yet_says_what_will_stand_here(worker_client, linh, linh_case):
    assert "お知らせはまだありません" in said(worker_client(linh).get("/me/case/notices/"))


def test_a_worker_chooses_a_letter_and_takes_it_back(worker_client, linh, linh_case):
    client = worker_client(linh)
    ways = {"language": "id", "letter": "on", "address": "流山市中1-2", "version": "0"}

    page = client.post("/me/case/notices/how/", ways, follow=True)

    assert "お知らせの届け方を変えました。" in said(page)
    linh.party.refresh_from_db()
    assert (linh.party.language, Choice.objects.get().email) == ("id", False)
    client.post("/me/case/notices/how/undo/")
    linh.party.refresh_from_db()
    assert linh.party.language == "vi"


def test_mail_without_an_address_is_refused_in_words(worker_client, linh, linh_case):
    ways = {"language": "vi", "email": "on", "version": "0"}

    page = worker_client(linh).post("/me/case/notices/how/", ways)

    assert page.status_code == 422
    assert "メールアドレスを入力してください" in said(page)


@pytest.mark.parametrize("path", ["/me/case/notices/", "/me/case/notices/how/"])
def test_strangers_and_pupils_stay_outside(client, card_client, pairing, path):
    pupil = card_client(pairing.a_class.pupils.first())

    assert client.get(path)["Location"] == "/me/enter/"
    assert pupil.get(path)["Location"] == "/me/"
