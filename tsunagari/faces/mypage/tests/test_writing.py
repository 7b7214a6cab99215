import re
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.cast import TODAY, make_session
from tsunagari.kernel.consents import actions as consents
from tsunagari.programmes.exchange.class_exchange.actions import groups
from tsunagari.programmes.exchange.class_exchange.actions import pupils as acts
from tsunagari.programmes.exchange.class_exchange.models import Draft, Reflection
from tsunagari.programmes.exchange.schools.models import Pupil

TEXT = "同じゲームが好きでうれしかった。"


def words(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


@pytest.fixture
def lesson(pairing, yamada):
    session = make_session(pairing, starts_at=timezone.now() - timedelta(minutes=30))
    groups.plan(pairing, by=yamada, on=TODAY, at=timezone.now())
    return session


@pytest.fixture
def hana(pairing):
    return Pupil.objects.filter(school_class=pairing.a_class).first()


@pytest.fixture
def jose(pairing):
    return Pupil.objects.filter(school_class=pairing.b_class).first()


def path(session, page="reflection"):
    return f"/me/sessions/{session.pk}/{page}/"


def approved(session, pupil, viewer, text=TEXT):
    now = timezone.now()
    who = {"on": timezone.localdate(), "at": now}
    written = acts.reflect(session, pupil, text, language="ja", by=None, **who)
    return acts.answer_reflection(written, approve=True, seen=written.version, by=viewer, **who)


def test_what_was_written_goes_to_the_teacher_first(lesson, hana, jose, card_client):
    client = card_client(hana)

    sent = client.post(path(lesson), {"text": TEXT}, follow=True)

    assert "先生に送りました。" in words(sent)
    assert Reflection.objects.get().state == "waiting"
    assert TEXT not in words(card_client(jose).get(path(lesson, "read")))


def test_the_partner_class_reads_what_the_teacher_approved(lesson, hana, jose, yamada, card_client):
    approved(lesson, hana, yamada)

    page = words(card_client(jose).get(path(lesson, "read")))

    assert TEXT in page
    assert "kaki-01" in page


@pytest.mark.parametrize("purpose", ["take_part", "seen_by_partner"])
def test_what_was_approved_goes_from_the_partners_page_when_consent_goes(
    lesson, hana, jose, yamada, card_client, purpose
):
    approved(lesson, hana, yamada)
    consents.withdraw(
        hana.person,
        purpose,
        side="guardian",
        channel="link",
        by=None,
        on=TODAY,
        at=timezone.now(),
    )

    page = words(card_client(jose).get(path(lesson, "read")))

    assert TEXT not in page
    assert "kaki-01" not in page


def test_a_draft_is_kept_without_javascript(lesson, hana, card_client):
    client = card_client(hana)

    kept = client.post(path(lesson), {"text": "とちゅう", "draft": "1"}, follow=True)

    assert "下書きをしまいました。" in words(kept)
    assert "とちゅう" in kept.content.decode()
    assert not Reflection.objects.exists()


def test_a_draft_is_kept_while_writing_and_read_by_nobody_else(
    lesson, hana, card_client, yamada_client
):
    client = card_client(hana)

    answer = client.post(path(lesson, "draft"), {"text": "とちゅう"})

    assert answer.status_code == 200
    assert re.fullmatch(r"\d\d:\d\d", answer.content.decode())
    assert "とちゅう" in client.get(path(lesson)).content.decode()
    page = yamada_client.get(f"/partner/sessions/{lesson.pk}/reflections/")
    assert "とちゅう" not in page.content.decode()


def test_sending_empties_the_draft(lesson, hana, card_client):
    client = card_client(hana)
    client.post(path(lesson, "draft"), {"text": "とちゅう"})

    client.post(path(lesson), {"text": TEXT})

    assert not Draft.objects.exists()


def test_an_emptied_draft_is_thrown_away(lesson, hana, card_client):
    client = card_client(hana)
    client.post(path(lesson, "draft"), {"text": "とちゅう"})

    client.post(path(lesson, "draft"), {"text": "  "})

    assert not Draft.objects.exists()


def test_a_text_with_a_fault_comes_back_whole(lesson, hana, card_client):
    long = "あ" * 1001

    answer = card_client(hana).post(path(lesson), {"text": long})

    assert answer.status_code == 422
    assert long in answer.content.decode()


def test_pressing_send_twice_sends_once(lesson, hana, card_client):
    client = card_client(hana)

    for _press in range(2):
        client.post(path(lesson), {"text": TEXT, "press_key": "k" * 32})

    assert Reflection.objects.get().version == 1


def test_before_the_lesson_there_is_nothing_to_write(pairing, hana, yamada, card_client):
    session = make_session(pairing, starts_at=timezone.now() + timedelta(hours=2))
    groups.plan(pairing, by=yamada, on=TODAY, at=timezone.now())
    client = card_client(hana)

    assert "授業が始まってから書けます。" in words(client.get(path(session)))
    assert client.post(path(session), {"text": TEXT}).status_code == 422
    assert client.post(path(session, "draft"), {"text": TEXT}).status_code == 422
    assert not Reflection.objects.exists()


def test_whoever_was_absent_writes_nothing_about_it(lesson, hana, card_client):
    lesson.seats.filter(pupil=hana).update(absent=True)

    page = words(card_client(hana).get(path(lesson)))

    assert "この授業には出ていないので、書けません。" in page


def test_after_a_withdrawal_there_is_nothing_to_write_or_to_read(lesson, hana, card_client):
    client = card_client(hana)
    client.post("/me/consents/take_part/withdraw/")

    assert client.post(path(lesson), {"text": TEXT}).status_code == 422
    assert client.get(path(lesson, "read")).status_code == 404


def test_what_came_back_is_named_on_the_home_page_with_the_teachers_words(
    lesson, hana, yamada, card_client
):
    who = {"on": timezone.localdate(), "at": timezone.now()}
    written = acts.reflect(lesson, hana, TEXT, language="ja", by=None, **who)
    acts.answer_reflection(
        written, approve=False, seen=1, said="もう少しくわしく", by=yamada, **who
    )
    client = card_client(hana)

    page = words(client.get("/me/"))
    assert "先生から返ってきました" in page
    assert "もう少しくわしく" in page

    client.post(path(lesson), {"text": TEXT + "たのしかった。"})
    assert Reflection.objects.get().state == "waiting"


def test_what_is_published_is_not_rewritten_in_secret(lesson, hana, yamada, card_client):
    approved(lesson, hana, yamada)
    client = card_client(hana)

    assert "先生が公開したので、もう書き直せません。" in words(client.get(path(lesson)))
    assert client.post(path(lesson), {"text": "別の文"}).status_code == 422
    assert Reflection.objects.get().text == TEXT


def test_nothing_approved_yet_says_so(lesson, jose, card_client):
    page = words(card_client(jose).get(path(lesson, "read")))

    assert "先生が見てから、ここに出ます。" in page
