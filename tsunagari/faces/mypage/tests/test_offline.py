"""What a phone may keep of the own pages, and that what it sends later is taken once."""

import re

import pytest
from django.core.signing import Signer
from django.test import Client
from django.utils import timezone

from tests.pages import words
from tsunagari.faces.mypage import offline
from tsunagari.kernel.parties.models import AccessCard
from tsunagari.programmes.talent.advice.models import Consultation

KEY = {"HTTP_X_PRESS": "queue"}
ASKED = {"topic": "life", "words": "Tôi bị ốm", "press_key": "k" * 32}


@pytest.fixture
def client(linh_case, linh, worker_client):
    return worker_client(linh)


@pytest.fixture
def phone(client):
    """Linh's own phone: not a device of many."""
    session = client.session
    session["shared_device"] = False
    session.save()
    return client


def test_only_ones_own_phone_may_keep_pages(client, pairing, card_client):
    shared = client.get("/vi/me/case/").content.decode()
    pupil = card_client(pairing.a_class.pupils.first()).get("/me/").content.decode()
    nobody = Client().get("/me/enter/").content.decode()

    for page, mode in ((shared, "none"), (pupil, "none"), (nobody, "out")):
        assert f'<meta name="own" content="{mode}"' in page
        assert "data-card" not in page


def test_no_browser_keeps_pages_of_a_shared_device_nor_a_consultation_nor_a_secret(client):
    def kept(path):
        return client.get(path)["Cache-Control"]

    assert [kept(path) for path in ("/me/case/", "/me/case/papers/")] == ["no-store"] * 2
    session = client.session
    session["shared_device"] = False
    session.save()
    client.post("/me/case/help/", ASKED)
    client.post("/me/case/calendar/feed/", {"press_key": "f" * 32})

    assert kept("/me/case/") == "private, no-cache"
    assert kept(f"/me/case/help/{Consultation.objects.get().code}/") == "no-store"
    assert [kept("/me/case/calendar/") for _time in range(2)] == ["no-store", "private, no-cache"]


def test_an_own_phone_is_told_what_to_keep_in_its_language(phone):
    page = phone.get("/vi/me/case/").content.decode()

    assert '<meta name="own" content="keep" data-scope="/vi/me/"' in page
    assert 'data-worker="/vi/me/worker.js"' in page
    assert 'data-lost="/vi/me/offline/"' in page
    kept = "/vi/me/case/ /vi/me/case/calendar/ /vi/me/case/papers/ /vi/me/case/help/"
    assert f'data-pages="{kept}"' in page
    assert "tel:119" in phone.get("/vi/me/offline/").content.decode()
    for path in kept.split():
        assert phone.get(path).status_code == 200
        assert "の内容です。いま、つながっていません。" in words(
            phone.get(path.removeprefix("/vi"))
        )


def test_a_phone_asks_whether_its_card_is_still_good(phone):
    card = AccessCard.objects.get()
    mark = offline.CARD.sign(card.pk)

    def answer(said):
        return Client().get("/me/kept/", headers={"X-Card": said}).status_code

    assert answer(mark) == 204
    for wrong in ("", "1", f"{card.pk}:x", Signer(salt="other").sign(card.pk), mark + "x"):
        assert answer(wrong) == 410, wrong
    AccessCard.objects.update(revoked_at=timezone.now())
    assert answer(mark) == 410


def test_a_request_that_comes_twice_is_one_and_answered_the_same(phone):
    first = phone.post("/vi/me/case/help/", ASKED, **KEY)
    again = phone.post("/vi/me/case/help/", ASKED, **KEY)

    assert (first.status_code, again.status_code) == (204, 204)
    assert first["X-To"] == again["X-To"] == f"/vi/me/case/help/{Consultation.objects.get().code}/"
    # The message waits for the page that the person reads.
    assert phone.get(first["X-To"]).context["messages"]


def test_what_has_to_be_mended_and_anothers_key_are_not_taken_for_sent(
    phone, mai, worker_client, federation
):
    from tests.cast_talent import make_case

    assert phone.post("/vi/me/case/help/", {"press_key": "m" * 32}, **KEY).status_code == 422
    phone.post("/vi/me/case/help/", ASKED, **KEY)
    make_case(mai)

    assert worker_client(mai).post("/vi/me/case/help/", ASKED, **KEY).status_code == 409
    assert Client().post("/vi/me/case/help/", ASKED, **KEY).status_code == 302


def test_the_worker_script_and_what_a_phone_installs_stand_open(db, federation):
    script, manifest = Client().get("/vi/me/worker.js"), Client().get("/vi/me/manifest.webmanifest")

    assert script["Content-Type"].startswith("text/javascript")
    said = manifest.json()
    assert (said["scope"], said["start_url"]) == ("/vi/me/", "/vi/me/case/")
    assert (said["lang"], said["display"]) == ("vi", "standalone")


def test_an_own_phone_stays_open_while_it_is_used(phone):
    phone.get("/me/case/")

    assert phone.session.get_expiry_age() > 13 * 24 * 3600


def test_the_worker_carries_no_notes_to_a_phone(client):
    script = Client().get("/vi/me/worker.js").content.decode()

    assert "addEventListener('fetch'" in script
    assert not re.search(r"^\s*(//|/\*| \*)", script, re.MULTILINE)
