"""The way in for somebody with a case: the card, then a number that only its owner knows."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from tests.pages import words
from tsunagari.kernel.parties import actions as parties
from tsunagari.kernel.parties import pins
from tsunagari.kernel.parties.models import AccessCard
from tsunagari.kernel.records.models import Record
from tsunagari.programmes.talent.people.models import Case

PIN = "271828"
GO = {"go": "1"}


@pytest.fixture
def secret(linh_case, linh):
    return issued(linh)


def issued(person) -> str:
    day = timezone.localdate()
    days = {"valid_from": day, "valid_until": day + timedelta(days=300), "at": timezone.now()}
    return parties.issue_cards([person], purpose="worker", **days)[person.pk]


def chosen(person) -> None:
    pins.choose(AccessCard.objects.get(person=person, revoked_at=None), PIN, PIN)


def first() -> dict:
    """What the office says about the fresh card of whoever's day of birth is not known."""
    return GO | {"first": pins.first_code(AccessCard.objects.get(revoked_at=None))}


def scanned(secret, client=None, prefix="") -> Client:
    client = client or Client()
    client.get(f"{prefix}/me/card/{secret.replace('-', '')}/")
    return client


def test_a_photographed_card_opens_nothing_personal(secret, linh):
    for chosen_before in (False, True):
        if chosen_before:
            chosen(linh)
        client = scanned(secret)

        page = client.get("/me/enter/")

        assert "Nguyễn" not in words(page)
        assert "Linh" not in words(page)
        for path in ("/me/case/", "/me/case/papers/", "/me/case/help/", "/me/"):
            assert client.get(path)["Location"] == "/me/enter/"


def test_who_enters_first_chooses_a_number_and_it_stands_on_record(secret, linh):
    client = scanned(secret, prefix="/vi")

    told = first()
    refused = client.post("/vi/me/enter/", told | {"pin": "111111", "again": "111111"})
    let_in = client.post("/vi/me/enter/", told | {"pin": "２７１８２８", "again": PIN})

    assert refused.status_code == 422
    assert let_in["Location"] == "/vi/me/case/"
    assert "Nguyễn Linh" in words(client.get("/vi/me/case/"))
    assert Record.objects.filter(did="card.pin_chosen").count() == 1
    assert scanned(secret).post("/me/enter/", GO | {"pin": PIN})["Location"] == "/me/case/"


def test_a_fresh_card_that_somebody_found_asks_what_its_paper_does_not_say(secret, linh):
    case = Case.objects.get(person=linh)
    Case.objects.filter(pk=case.pk).update(facts=case.facts | {"born_on": "2001-02-28"})
    client, chosen = scanned(secret), GO | {"pin": PIN, "again": PIN}
    guess = {"born_y": "2001", "born_m": "2", "born_d": "27"}

    answers = [client.post("/me/enter/", chosen | guess) for _try in range(6)]

    assert "生まれた日がちがいます。" in words(answers[0])
    assert "1分待ってから、もう一度入れてください。" in words(answers[5])
    assert not AccessCard.objects.exclude(pin_hash="").exists()
    with time_machine.travel(timezone.now() + timedelta(seconds=61)):
        right = client.post("/me/enter/", chosen | guess | {"born_d": "28"})
    assert right["Location"] == "/me/case/"


def test_a_fresh_card_of_somebody_whose_day_of_birth_is_unknown_asks_for_the_offices_number(
    secret, linh
):
    told = first()
    client, chosen = scanned(secret), GO | {"pin": PIN, "again": PIN}
    wrong = {"first": f"{(int(told['first']) + 1) % 10**6:06d}"}

    bare = client.post("/me/enter/", chosen)
    answers = [client.post("/me/enter/", chosen | wrong) for _try in range(6)]

    assert bare.status_code == 422
    assert "最初の番号がちがいます。" in words(answers[0])
    assert "1分待ってから、もう一度入れてください。" in words(answers[5])
    assert not AccessCard.objects.exclude(pin_hash="").exists()
    with time_machine.travel(timezone.now() + timedelta(seconds=61)):
        right = client.post("/me/enter/", chosen | told)
    assert right["Location"] == "/me/case/"
    assert pins.first_code(AccessCard.objects.get()) == ""


def test_two_who_choose_at_once_do_not_both_come_in(secret, linh):
    client = scanned(secret)
    client.get("/me/enter/")
    card = AccessCard.objects.get()
    assert pins.choose(card, PIN, PIN)

    late = client.post("/me/enter/", GO | {"pin": "314159", "again": "314159"})

    assert late.status_code == 422
    assert "card" not in client.session


def test_a_wrong_number_says_so_and_after_some_how_long_to_wait(secret, linh):
    chosen(linh)
    client = scanned(secret)

    answers = [client.post("/me/enter/", GO | {"pin": "314159"}) for _try in range(6)]

    assert {answer.status_code for answer in answers} == {422}
    assert "暗証番号がちがいます。忘れたときは" in words(answers[0])
    assert "1分待ってから、もう一度入れてください。" in words(answers[5])
    assert "1分待ってから" in words(client.post("/me/enter/", GO | {"pin": PIN}))
    with time_machine.travel(timezone.now() + timedelta(seconds=61)):
        assert client.post("/me/enter/", GO | {"pin": PIN})["Location"] == "/me/case/"


def test_the_owners_own_phone_is_not_kept_waiting_by_others(secret, linh):
    chosen(linh)
    own = scanned(secret)
    own.post("/me/enter/", GO | {"pin": PIN})
    own.post("/me/leave/")
    stranger = scanned(secret)
    for _try in range(6):
        stranger.post("/me/enter/", GO | {"pin": "314159"})

    assert scanned(secret, own).post("/me/enter/", GO | {"pin": PIN})["Location"] == "/me/case/"


def test_a_shared_device_is_closed_sooner_and_is_not_remembered(secret, linh):
    chosen(linh)
    for shared, hours in (("on", 4), ("", 14 * 24)):
        client = scanned(secret)

        client.post("/me/enter/", GO | {"pin": PIN, "shared": shared})

        assert client.session.get_expiry_age() // 3600 in (hours, hours - 1)
        assert ("device" in client.cookies) is not bool(shared)


def test_a_card_that_was_closed_says_so(secret, linh):
    issued(linh)

    answer = Client().get(f"/me/card/{secret.replace('-', '')}/")

    assert answer.status_code == 404
    assert "このカードは、もう使えません。新しいカードを" in words(answer)


def test_other_peoples_cards_and_no_card_ask_for_nothing(secret):
    client = scanned(secret)

    client.post("/me/enter/", {"other": "1"})

    assert "カードの番号" in words(client.get("/me/enter/"))
    assert client.post("/me/enter/", GO | {"pin": PIN})["Location"] == "/me/enter/"
