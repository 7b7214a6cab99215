"""From the wall: asked without a name, a cookie or a script; read at a secret address by nobody else."""

from io import BytesIO

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from tests.cast import NOW, TODAY
from tests.pages import words
from tsunagari.base.languages import CODES
from tsunagari.faces.portal import ask_press
from tsunagari.faces.portal.views import ask
from tsunagari.faces.shared import wall
from tsunagari.programmes.talent.advice import actions as advice
from tsunagari.programmes.talent.advice.models import Consultation

SENT = {"topic": "life", "words": "Nước nóng bị hỏng"}


@pytest.fixture(autouse=True)
def quiet(federation, settings):
    settings.CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    cache.clear()
    yield
    cache.clear()


def asked(client, path="/ask/", **more) -> str:
    """The secret address that the page leads to."""
    answer = client.post(path, SENT | more)
    assert answer.status_code == 302
    return answer["Location"].removesuffix("?new=1")


def png() -> bytes:
    made = BytesIO()
    Image.new("RGB", (4, 4)).save(made, "PNG")
    return made.getvalue()


def test_somebody_without_a_cookie_asks_and_reads_the_answer(sato, maker):
    client = Client(enforce_csrf_checks=True)
    place = wall.code_of("流山市")
    page = client.get(f"/vi/ask/?at={place}")
    assert page.cookies == {}

    address = asked(client, f"/vi/ask/?at={place}")
    shown = client.get(address)
    assert shown.cookies == {}
    assert "<svg" in shown.content.decode()
    found = Consultation.objects.get()
    assert (found.person, found.channel, found.town, found.language) == (
        None,
        "wall",
        "流山市",
        "vi",
    )

    facts = {"by": sato, "on": TODAY, "at": NOW}
    found = advice.triage(
        found, categories=["housing"], language="vi", urgency="normal", seen=found.version, **facts
    )
    advice.answer(found, words="Ngày mai", language="vi", seen=found.version, **facts)

    other = Client(enforce_csrf_checks=True)
    assert "Ngày mai" in words(other.get(address))
    other.post(f"{address}answer/", {"answer": "solved"})
    other.post(address, {"words": "Cảm ơn"})
    assert "Cảm ơn" in words(other.get(address))


def test_the_address_is_kept_nowhere_and_a_wrong_one_opens_nothing():
    address = asked(Client())
    secret = address.split("/")[-2]

    kept = str(list(Consultation.objects.values()))
    assert secret not in kept
    shown = Client().get(address)
    assert (shown["Cache-Control"], shown["Referrer-Policy"]) == ("no-store", "no-referrer")
    for wrong in ("ABCDEFGHJKMN", secret[:-1], "x"):
        assert Client().get(f"/ask/{wrong}/").status_code == 404
        assert Client().post(f"/ask/{wrong}/answer/", {"answer": "withdraw"}).status_code == 404


def test_pressing_twice_asks_once_and_leads_to_the_same_address():
    first, second = (asked(Client(), press_key="a1") for _press in range(2))

    assert first == second
    assert Consultation.objects.count() == 1


def test_other_words_under_the_same_key_are_another_consultation(kept_files):
    first = asked(Client(), press_key="a1")
    others = [
        asked(Client(), press_key="a1", words="Khác"),
        asked(Client(), press_key="a1", topic="work"),
        asked(Client(), press_key="a1", photos=SimpleUploadedFile("a.png", png(), "image/png")),
    ]

    assert len({first, *others}) == Consultation.objects.count() == 4


def test_the_secret_lies_sealed_in_the_cache_and_its_file_goes_when_its_minute_is_over(
    settings, tmp_path
):
    backend = "django.core.cache.backends.filebased.FileBasedCache"
    settings.CACHES = {"default": {"BACKEND": backend, "LOCATION": str(tmp_path)}}
    secret = asked(Client(), press_key="a1").split("/")[-2]
    [name] = cache.get(ask_press.NAMES)
    assert cache.get(name).startswith("press:")
    assert secret not in name + cache.get(name)

    files = len(list(tmp_path.iterdir()))
    cache.touch(name, 0)
    asked(Client(), press_key="a2")
    assert cache.get(ask_press.NAMES) != [name]
    assert len(list(tmp_path.iterdir())) == files


def test_the_written_code_is_typed_in_any_writing():
    secret = asked(Client()).split("/")[-2]
    typed = f"{secret[:4]} {secret[4:8]}-{secret[8:]}".lower()

    assert Client().post("/ask/find/", {"code": typed})["Location"] == f"/ask/{secret}/"
    wrong = Client().post("/ask/find/", {"code": "AAAA-AAAA-AAAA"})
    assert "この番号の相談はありません" in words(wrong)


def test_urgent_words_and_the_danger_button_show_the_numbers():
    page = Client().get("/ask/?topic=danger").content.decode()
    assert page.index('href="tel:110"') < page.index('<form class="tn-form"')
    address = asked(Client(), words="Sếp đánh tôi")

    assert 'href="tel:119"' in Client().get(address).content.decode()


def test_who_left_no_name_is_not_promised_a_call_that_nobody_can_make():
    address = asked(Client(), words="Sếp đánh tôi")

    page = words(Client().get(address))

    assert "事務局の人がこの画面に書きます。" in page
    assert "電話がほしいときは、下に番号を書いてください。" in page


def test_one_line_asks_only_so_often_and_is_told_what_else_to_do(monkeypatch):
    monkeypatch.setattr(ask, "ASKS", 2)
    for _ask in range(2):
        asked(Client())

    answer = Client().post("/ask/", SENT)

    assert answer.status_code == 422
    assert "電話をするか、1時間あとに送ってください。" in words(answer)
    assert SENT["words"] in answer.content.decode()
    elsewhere = Client(REMOTE_ADDR="198.51.100.7").post("/ask/", SENT)
    assert elsewhere.status_code == 302


def test_who_tries_addresses_is_told_so_and_nobody_else_in_the_house_is_locked_out(monkeypatch):
    monkeypatch.setattr(ask, "MISSES", 3)
    address = asked(Client())
    tries = [Client().get("/ask/ABCDEFGHJKMN/").status_code for _try in range(4)]

    assert tries == [404, 404, 404, 429]
    assert Client().post("/ask/find/", {"code": "AAAA-AAAA-AAAA"}).status_code == 429
    assert Client().get(address).status_code == 200
    # A house has a whole network of IPv6 addresses.
    for last, status in (("1", 404), ("2", 404), ("3", 404), ("4", 429)):
        there = Client(REMOTE_ADDR=f"2001:db8:0:7::{last}")
        assert there.get("/ask/ABCDEFGHJKMN/").status_code == status


def test_everybody_together_asks_only_so_often(monkeypatch):
    monkeypatch.setattr(ask, "_most_asks", lambda: 2)
    answers = [Client(REMOTE_ADDR=f"198.51.100.{n}").post("/ask/", SENT) for n in range(3)]

    assert [answer.status_code for answer in answers] == [302, 302, 422]
    assert 'href="tel:110"' in answers[-1].content.decode()


@pytest.mark.parametrize("language", CODES)
def test_it_is_asked_in_every_language(language):
    prefix = "" if language == "ja" else f"/{language}"
    for path in ("/ask/", "/ask/find/", asked(Client())):
        assert Client().get(f"{prefix}{path}").status_code == 200, path


def test_what_is_missing_is_said_and_kept():
    answer = Client().post("/ask/", {"topic": "", "words": "Tôi sợ"})

    assert answer.status_code == 422
    assert "Tôi sợ" in answer.content.decode()
    assert not Consultation.objects.exists()
