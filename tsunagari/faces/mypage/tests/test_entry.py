import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.cast import YEAR_END, make_pupils
from tsunagari.kernel.parties import actions as parties
from tsunagari.kernel.parties import rules
from tsunagari.kernel.parties.models import AccessCard
from tsunagari.kernel.roles.models import Role
from tsunagari.programmes.exchange.schools.models import Pupil

# Every page behind the pupil's or the guardian's door.
PUPILS = ["/me/", "/me/sessions/1/", "/me/wrong/", "/me/consents/", "/me/survey/1/pre/"]


def words(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


@pytest.fixture
def hana(pairing):
    return Pupil.objects.filter(school_class=pairing.a_class).first()


def issue(pupil, purpose="pupil", **more):
    day = timezone.localdate()
    days = {"valid_from": day, "valid_until": YEAR_END} | more
    return parties.issue_cards([pupil.person], purpose=purpose, at=timezone.now(), **days)[pupil.pk]


def scan(client, secret, language=""):
    return client.get(f"{language}/me/card/{secret.replace('-', '')}/")


def test_a_scanned_card_asks_for_the_name_and_then_lets_in(hana):
    client, secret = Client(), issue(hana)

    asked = scan(client, secret)
    assert (asked.status_code, asked["Location"]) == (302, "/me/enter/")
    assert "kaki-01 さんですか" in words(client.get("/me/enter/"))
    assert client.get("/me/")["Location"] == "/me/enter/"

    let_in = client.post("/me/enter/", {"go": "1"})
    assert let_in["Location"] == "/me/"
    assert "kaki-01 さん、こんにちは" in words(client.get("/me/"))


def test_the_number_of_a_card_does_not_stay_in_the_address(hana):
    secret = issue(hana)

    asked = scan(Client(), secret)

    assert secret.replace("-", "") not in asked["Location"]


@pytest.mark.parametrize("change", [str.lower, lambda s: s.replace("-", " "), str.strip])
def test_a_typed_number_does_the_same_in_any_writing(hana, change):
    client = Client()

    asked = client.post("/me/enter/", {"code": change(issue(hana))})

    assert asked["Location"] == "/me/enter/"
    assert "kaki-01 さんですか" in words(client.get("/me/enter/"))


def test_whoever_holds_somebody_elses_card_says_so_and_stays_outside(hana):
    client = Client()
    scan(client, issue(hana))

    client.post("/me/enter/", {"other": "1"})

    assert "カードの番号" in words(client.get("/me/enter/"))
    assert client.get("/me/")["Location"] == "/me/enter/"


def test_pressing_enter_twice_ends_inside(hana):
    client = Client()
    scan(client, issue(hana))
    client.post("/me/enter/", {"go": "1"})

    assert client.post("/me/enter/", {"go": "1"})["Location"] == "/me/"


def test_entering_needs_no_email_and_no_password(hana):
    page = Client().get("/me/enter/").content.decode()

    assert 'type="email"' not in page
    assert 'type="password"' not in page


def test_a_letter_opens_the_guardians_page_only(hana):
    client = Client()
    scan(client, issue(hana, "guardian"))
    assert "kaki-01 さんの保護者の方ですか" in words(client.get("/me/enter/"))

    assert client.post("/me/enter/", {"go": "1"})["Location"] == "/me/guardian/"
    for path in PUPILS:
        assert client.get(path)["Location"] == "/me/guardian/", path
        assert client.post(path, {"kind": "mean"})["Location"] == "/me/guardian/", path


def test_a_pupils_card_opens_no_guardians_page(hana, card_client):
    client = card_client(hana)

    assert client.get("/me/guardian/")["Location"] == "/me/"
    client.post("/me/guardian/", {"take_part": "yes", "relation": "mother"})
    assert not hana.person.consents.filter(side="guardian", channel="link").exists()


def test_a_card_keeps_the_language_it_was_printed_in(hana):
    client = Client()

    asked = scan(client, issue(hana), "/en")

    assert asked["Location"] == "/en/me/enter/"


def test_a_revoked_card_closes_the_open_page_on_the_next_request(hana, card_client):
    client = card_client(hana)
    assert client.get("/me/").status_code == 200

    AccessCard.objects.filter(person=hana.person).update(revoked_at=timezone.now())

    assert client.get("/me/")["Location"] == "/me/enter/"
    said = [words(client.get("/me/enter/")) for _time in range(2)]
    assert ["このカードは、もう使えません。" in page for page in said] == [True, False]
    client.get("/me/")
    assert "もう使えません" not in words(client.get("/me/enter/"))


def test_new_cards_stop_the_old_ones(hana):
    old = issue(hana)
    issue(hana)

    assert scan(Client(), old).status_code == 404


@pytest.mark.parametrize(
    "days",
    [
        {
            "valid_until": timezone.localdate() - timedelta(days=1),
            "valid_from": YEAR_END.replace(year=2025),
        },
        {"valid_from": timezone.localdate() + timedelta(days=1)},
    ],
)
def test_a_card_out_of_date_opens_nothing(hana, days):
    answer = scan(Client(), issue(hana, **days))

    assert answer.status_code == 404
    assert "このカードは、もう使えません。新しいカードを" in words(answer)


def test_a_pupil_who_left_the_school_enters_no_more(hana, card_client):
    client, secret = card_client(hana), issue(hana, "guardian")
    Role.objects.filter(party=hana.person.party).update(
        until_day=timezone.localdate() - timedelta(days=1)
    )

    assert client.get("/me/")["Location"] == "/me/enter/"
    assert scan(Client(), secret).status_code == 404


def test_an_unknown_number_says_what_to_do(hana):
    answer = Client().post("/me/enter/", {"code": "ABCD-EFGH-JKMN"})

    assert answer.status_code == 422
    assert "カードを見てもう一度入れるか、先生か事務局に聞いてください。" in words(answer)
    assert "ABCD-EFGH-JKMN" in answer.content.decode()


def test_trying_numbers_is_slowed_down_whatever_the_way(hana, monkeypatch):
    monkeypatch.setattr(rules, "LINE_FREE", 4)
    secret = issue(hana)
    for number in range(4):
        client = Client()
        (scan(client, f"WRONG{number}") if number % 2 else client.post("/me/enter/", {"code": "x"}))

    closed = Client().post("/me/enter/", {"code": secret})

    assert closed.status_code == 422
    assert "10分待ってから" in words(closed)
    assert scan(Client(), secret).status_code == 404


def test_another_line_is_not_slowed_down(hana, monkeypatch):
    monkeypatch.setattr(rules, "LINE_FREE", 2)
    for _try in range(3):
        Client().post("/me/enter/", {"code": "x"})

    elsewhere = Client(REMOTE_ADDR="203.0.113.7").post("/me/enter/", {"code": issue(hana)})

    assert elsewhere.status_code == 302


def test_a_house_has_many_addresses_and_is_one_line(hana, monkeypatch):
    monkeypatch.setattr(rules, "LINE_FREE", 2)
    for number in range(3):
        Client(REMOTE_ADDR=f"2001:db8:0:1::{number}").post("/me/enter/", {"code": "x"})

    same, next_door = "2001:db8:0:1:ffff::9", "2001:db8:0:2::9"
    assert Client(REMOTE_ADDR=same).post("/me/enter/", {"code": issue(hana)}).status_code == 422
    assert (
        Client(REMOTE_ADDR=next_door).post("/me/enter/", {"code": issue(hana)}).status_code == 302
    )


def test_after_ten_minutes_the_line_is_open_again(hana, monkeypatch):
    import time_machine

    monkeypatch.setattr(rules, "LINE_FREE", 2)
    secret = issue(hana)
    for _try in range(3):
        Client().post("/me/enter/", {"code": "x"})

    with time_machine.travel(timezone.now() + rules.LINE_WAIT + timedelta(seconds=1)):
        assert Client().post("/me/enter/", {"code": secret}).status_code == 302


def test_a_right_number_is_no_try(hana, monkeypatch):
    monkeypatch.setattr(rules, "LINE_FREE", 2)
    secret = issue(hana)

    for _pupil in range(5):
        assert scan(Client(), secret).status_code == 302


def test_putting_the_card_away_leaves_nothing_on_a_shared_device(hana, card_client):
    client = card_client(hana)

    client.post("/me/leave/")

    assert client.get("/me/")["Location"] == "/me/enter/"
    assert client.get("/me/leave/").status_code == 405


@pytest.mark.parametrize("path", [*PUPILS, "/me/guardian/", "/me/sessions/1/draft/"])
def test_nobody_gets_in_without_a_card(pairing, path, yamada_client, staff_client):
    for client in (Client(), yamada_client, staff_client):
        assert client.get(path)["Location"] == "/me/enter/"
        assert client.post(path)["Location"] == "/me/enter/"


def test_a_pupil_of_another_class_finds_no_session_of_this_one(pairing, card_client, sato):
    from tests.cast import TODAY, make_session
    from tsunagari.programmes.exchange.schools import actions as schools

    session = make_session(pairing)
    other = schools.add_class(pairing.exchange.a, "2年C組", grade=8, year=2026, by=sato, on=TODAY)
    [stranger] = make_pupils(other, 1, "sugi")
    client = card_client(stranger)

    for rest in ("", "reflection/", "draft/", "read/"):
        path = f"/me/sessions/{session.pk}/{rest}"
        answer = client.post(path, {"text": "x"}) if rest == "draft/" else client.get(path)
        assert answer.status_code == 404, rest
