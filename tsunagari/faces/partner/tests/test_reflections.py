import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tests.cast import TODAY, make_session
from tsunagari.kernel.duties.models import Duty
from tsunagari.programmes.exchange.class_exchange.actions import groups
from tsunagari.programmes.exchange.class_exchange.actions import pupils as acts
from tsunagari.programmes.exchange.class_exchange.models import Reflection
from tsunagari.programmes.exchange.schools.models import Pupil


def words(response) -> str:
    text = re.sub(r"<(script|style|svg)\b.*?</\1>", " ", response.content.decode(), flags=re.S)
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


@pytest.fixture
def lesson(pairing, yamada):
    session = make_session(pairing, starts_at=timezone.now() - timedelta(minutes=40))
    groups.plan(pairing, by=yamada, on=TODAY, at=timezone.now())
    return session


def write(session, school_class, number, text, language="ja"):
    pupil = Pupil.objects.get(school_class=school_class, number=number)
    return acts.reflect(
        session,
        pupil,
        text,
        language=language,
        by=None,
        on=timezone.localdate(),
        at=timezone.now(),
    )


def address(session, rest=""):
    return f"/partner/sessions/{session.pk}/reflections/{rest}"


def test_the_own_teacher_reads_what_waits(lesson, pairing, yamada_client):
    write(lesson, pairing.a_class, 1, "ゲームの話をした。")

    page = words(yamada_client.get(address(lesson)))

    assert "kaki-01 ゲームの話をした。" in page


def test_the_partners_teacher_reads_nothing_that_waits(lesson, pairing, maria_client):
    write(lesson, pairing.a_class, 1, "ゲームの話をした。")

    assert "ゲームの話をした。" not in words(maria_client.get(address(lesson)))


def test_what_was_read_is_published_and_can_be_undone(lesson, pairing, yamada_client, maria_client):
    written = write(lesson, pairing.a_class, 1, "ゲームの話をした。")

    page = yamada_client.post(
        f"/partner/reflections/{written.pk}/", {"approve": "1", "version": "1"}, follow=True
    )
    assert "元に戻す" in words(page)
    assert "ゲームの話をした。" in words(maria_client.get(address(lesson)))

    yamada_client.post(f"/partner/reflections/{written.pk}/unpublish/")
    assert Reflection.objects.get().state == "waiting"
    assert "ゲームの話をした。" not in words(maria_client.get(address(lesson)))


def test_many_are_published_at_once_each_as_it_was_read(lesson, pairing, yamada_client):
    first, second, third = (write(lesson, pairing.a_class, n, f"文{n}") for n in (1, 2, 3))
    write(lesson, pairing.a_class, 2, "書き直した文")

    page = yamada_client.post(
        address(lesson, "approve/"),
        {"read": [f"{first.pk}:1", f"{second.pk}:1", "x", "9:y"]},
        follow=True,
    )

    assert "1件を公開しました。" in words(page)
    assert "生徒がこのあと書き直しました。" in words(page)
    states = dict(Reflection.objects.values_list("pk", "state"))
    assert states == {first.pk: "approved", second.pk: "waiting", third.pk: "waiting"}


def test_without_a_tick_nothing_is_published(lesson, pairing, yamada_client):
    write(lesson, pairing.a_class, 1, "文")

    page = yamada_client.post(address(lesson, "approve/"), follow=True)

    assert "読んだものに印をつけてください。" in words(page)
    assert Reflection.objects.get().state == "waiting"


def test_a_text_rewritten_meanwhile_is_read_again_first(lesson, pairing, yamada_client):
    written = write(lesson, pairing.a_class, 1, "はじめの文")
    write(lesson, pairing.a_class, 1, "あとの文")

    answer = yamada_client.post(
        f"/partner/reflections/{written.pk}/", {"approve": "1", "version": "1"}
    )

    assert answer.status_code == 422
    assert "生徒がこのあと書き直しました。" in words(answer)
    assert "あとの文" in words(answer)


def test_giving_back_needs_a_word_and_keeps_it(lesson, pairing, yamada_client):
    written = write(lesson, pairing.a_class, 1, "みじかい")
    place = f"/partner/reflections/{written.pk}/"

    refused = yamada_client.post(place, {"return": "1", "version": "1", "said": " "})
    assert refused.status_code == 422
    assert "何を直せばよいかを書いてください。" in words(refused)

    yamada_client.post(place, {"return": "1", "version": "1", "said": "名前を消してね"})
    stored = Reflection.objects.get()
    assert (stored.state, stored.said) == ("returned", "名前を消してね")


def test_the_duty_says_how_many_wait_and_goes_when_all_are_read(
    lesson, pairing, yamada_client, midori
):
    first, second = (write(lesson, pairing.a_class, n, "文") for n in (1, 2))
    duty = Duty.objects.get(rule="1-1.read_reflections")
    assert (duty.facts["count"], duty.state) == (2, "open")

    yamada_client.post(address(lesson, "approve/"), {"read": [f"{first.pk}:1", f"{second.pk}:1"]})

    duty.refresh_from_db()
    assert duty.state != "open"


def test_nothing_written_yet_says_so(lesson, yamada_client):
    assert "生徒が書くと、ここに出ます。" in words(yamada_client.get(address(lesson)))


def test_the_page_asks_the_same_for_two_and_for_eight(
    lesson, pairing, yamada_client, django_assert_num_queries
):
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    write(lesson, pairing.a_class, 1, "文")
    write(lesson, pairing.a_class, 2, "文")
    yamada_client.get(address(lesson))
    with CaptureQueriesContext(connection) as before:
        yamada_client.get(address(lesson))
    for number in range(3, 9):
        write(lesson, pairing.a_class, number, "文")

    with django_assert_num_queries(len(before)):
        yamada_client.get(address(lesson))


def test_another_schools_teacher_answers_nothing_of_ours(
    lesson, pairing, maria_client, suzuki_client, card_client
):
    written = write(lesson, pairing.a_class, 1, "文")
    pupil = card_client(written.pupil)
    approve = {"approve": "1", "version": "1", "read": [f"{written.pk}:1"]}

    for rest in ("", "unpublish/"):
        place = f"/partner/reflections/{written.pk}/{rest}"
        assert maria_client.post(place, approve).status_code == 404
        assert suzuki_client.post(place, approve).status_code == 403
        assert pupil.post(place, approve).status_code == 302
        assert Client().post(place, approve).status_code == 302
    maria_client.post(address(lesson, "approve/"), approve)
    assert Reflection.objects.get().state == "waiting"
