import re
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from tests.cast import TODAY, make_session, make_teacher
from tsunagari.kernel.notices.actions import send_due
from tsunagari.kernel.roles.actions import admit
from tsunagari.programmes.exchange.class_exchange.actions import groups
from tsunagari.programmes.exchange.class_exchange.actions import pupils as acts
from tsunagari.programmes.exchange.class_exchange.models import Incident
from tsunagari.programmes.exchange.schools.models import Pupil


def words(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


@pytest.fixture
def hana(pairing):
    return Pupil.objects.filter(school_class=pairing.a_class).first()


@pytest.fixture
def ito(midori):
    """伊藤 — the child-protection lead of みどり台."""
    return admit(
        midori.organisation,
        "protection_lead",
        email="ito@example.jp",
        password="x" * 14,
        by=None,
        on=TODAY,
        family="伊藤",
        given="守",
    )


def told() -> set[str]:
    """To whom a mail has gone."""
    send_due(timezone.now())
    return {address for message in mail.outbox for address in message.to}


def test_one_press_tells_teacher_protection_lead_and_the_desk_at_once(
    pairing, hana, yamada_login, ito, maria_login, card_client
):
    page = card_client(hana).post("/me/wrong/", {"kind": "mean", "words": "こわい"}, follow=True)

    assert "先生に知らせました。1時間以内に先生が見ます。" in words(page)
    assert told() == {"yamada@example.jp", "ito@example.jp", "sato@example.jp"}
    assert Incident.objects.get().state == "open"


def test_no_mail_says_what_happened_or_who(pairing, hana, yamada_login, card_client):
    card_client(hana).post("/me/wrong/", {"kind": "mean", "words": "こわいことば"})
    told()

    said = "".join(f"{message.subject}{message.body}" for message in mail.outbox)
    assert "こわいことば" not in said
    assert "kaki-01" not in said


def test_it_works_when_no_session_is_open(pairing, hana, card_client):
    card_client(hana).post("/me/wrong/", {"kind": "other"})

    incident = Incident.objects.get()
    assert (incident.session, incident.frozen) == (None, {})


def test_words_are_not_needed(pairing, hana, card_client):
    assert card_client(hana).post("/me/wrong/", {"kind": "sick"}).status_code == 302


def test_without_a_choice_the_words_come_back_whole(pairing, hana, card_client):
    answer = card_client(hana).post("/me/wrong/", {"words": "こわい"})

    assert answer.status_code == 422
    assert "こわい" in answer.content.decode()
    assert not Incident.objects.exists()


def test_the_emergency_numbers_stand_before_the_form(pairing, hana, card_client):
    page = card_client(hana).get("/me/wrong/").content.decode()

    assert page.index('href="tel:110"') < page.index("<textarea")
    assert 'href="tel:119"' in page
    assert 'href="tel:911"' in page


def test_groups_rooms_and_words_are_kept_as_they_were(pairing, hana, yamada, card_client):
    session = make_session(
        pairing,
        starts_at=timezone.now() - timedelta(minutes=20),
        rooms={"all": "https://x.example"},
    )
    groups.plan(pairing, by=yamada, on=TODAY, at=timezone.now())
    other = Pupil.objects.filter(school_class=pairing.b_class).first()
    who = {"on": timezone.localdate(), "at": timezone.now()}
    acts.reflect(session, other, "いやなことば", language="ja", by=None, **who)

    card_client(hana).post("/me/wrong/", {"kind": "mean"})
    acts.reflect(session, other, "きれいなことば", language="ja", by=None, **who)

    frozen = Incident.objects.get().frozen
    assert frozen["rooms"] == {"all": "https://x.example"}
    assert len(frozen["groups"]) == 16
    assert frozen["reflections"][0][1:] == [
        other.person.party.code,
        1,
        "waiting",
        "いやなことば",
    ]


def test_a_report_after_the_lesson_keeps_that_lesson(pairing, hana, yamada, card_client):
    session = make_session(pairing, starts_at=timezone.now() - timedelta(days=2), state="closed")

    card_client(hana).post("/me/wrong/", {"kind": "private"})

    assert Incident.objects.get().session == session


def test_a_report_about_a_grown_up_goes_past_the_teachers(
    pairing, hana, yamada_login, yamada_client, ito, card_client
):
    page = card_client(hana).post("/me/wrong/", {"kind": "adult", "words": "山田先生"}, follow=True)

    assert "先生には見えません" in words(page)
    assert told() == {"ito@example.jp", "sato@example.jp"}
    assert "知らせはありません" in words(yamada_client.get("/partner/incidents/"))
    pk = Incident.objects.get().pk
    assert yamada_client.get(f"/partner/incidents/{pk}/").status_code == 404
    home = words(yamada_client.get("/partner/"))
    assert "困ったことの知らせがあります" not in home
    assert "安全を確かめてください" not in home


def test_another_pupil_sees_nothing_of_it(pairing, hana, card_client):
    card_client(hana).post("/me/wrong/", {"kind": "mean", "words": "つらいこと"})
    friend = Pupil.objects.filter(school_class=pairing.a_class)[1]

    for path in ("/me/", "/me/wrong/", "/me/consents/"):
        assert "つらいこと" not in words(card_client(friend).get(path))


def test_pressing_twice_tells_once(pairing, hana, yamada_login, card_client):
    client = card_client(hana)

    for _press in range(2):
        client.post("/me/wrong/", {"kind": "mean", "press_key": "w" * 32})

    assert Incident.objects.count() == 1


def test_the_other_schools_people_are_not_told(pairing, hana, maria_login, las_pinas, card_client):
    make_teacher(las_pinas, "lead@example.ph", family="Cruz", given="Ana")

    card_client(hana).post("/me/wrong/", {"kind": "mean"})

    assert told() == {"sato@example.jp"}
