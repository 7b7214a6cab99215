"""The morning of a session: groups on both screens, absences, the run sheet, the end."""

import time
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cast import NOW, TODAY, make_pupils
from tests.pages import words
from tsunagari.base import days
from tsunagari.kernel.consents.models import Consent
from tsunagari.programmes.exchange.class_exchange.actions import groups
from tsunagari.programmes.exchange.class_exchange.models import Seat
from tsunagari.programmes.exchange.schools.models import Pupil

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


@pytest.fixture
def seated(accepted, yamada):
    groups.plan(accepted.pairing, by=yamada, on=TODAY, at=NOW)
    return accepted


def own_pupils(session, side="a"):
    return list(Pupil.objects.filter(school_class=getattr(session.pairing, f"{side}_class")))


def place(session, name="groups") -> str:
    return f"/partner/sessions/{session.pk}/{name}/"


def poll(client, session, version):
    """What the open page asks every moment."""
    return client.get(place(session) + f"?v={version}", headers={"HX-Request": "true"})


@pytest.mark.parametrize("name", ["groups", "run"])
def test_strangers_stay_outside(seated, suzuki_client, stranger_client, name):
    assert Client().get(place(seated, name)).status_code == 302
    assert suzuki_client.get(place(seated, name)).status_code == 403
    assert stranger_client.get(place(seated, name)).status_code == 404


@pytest.mark.parametrize("name", ["absences", "open", "close"])
def test_strangers_press_nothing(seated, suzuki_client, stranger_client, name):
    assert suzuki_client.post(place(seated, name)).status_code == 403
    assert stranger_client.post(place(seated, name)).status_code == 404
    assert stranger_client.get(place(seated, name)).status_code in (404, 405)


def test_groups_are_made_with_one_press(accepted, yamada_client):
    found = yamada_client.post(
        f"/partner/pairings/{accepted.pairing_id}/groups/", {"session": accepted.pk}, follow=True
    )

    assert "グループをつくりました。国をこえるつながりは" in words(found)
    assert found.redirect_chain[-1][0] == place(accepted)
    assert Seat.objects.filter(session=accepted).count() == 16


def test_without_anybodys_consent_there_are_no_groups_but_a_sentence(accepted, yamada_client):
    Consent.objects.all().delete()

    found = yamada_client.post(
        f"/partner/pairings/{accepted.pairing_id}/groups/", {"session": accepted.pk}, follow=True
    )

    assert "本人と保護者の同意を入れてください" in words(found)


def test_absences_ticked_on_one_screen_are_on_the_other_within_a_second(
    seated, yamada_client, maria_client
):
    shown = maria_client.get(place(seated)).context["mark"]
    assert poll(maria_client, seated, shown).status_code == 204
    away = own_pupils(seated)[:2]

    began = time.perf_counter()
    yamada_client.post(place(seated, "absences"), {"absent": [pupil.pk for pupil in away]})
    found = poll(maria_client, seated, shown)
    took = time.perf_counter() - began

    assert found.status_code == 200
    assert "欠席 2人" in words(found)
    assert took < 1
    for pupil in away:
        assert pupil.person.party.code not in words(found)


def test_the_screen_asks_again_more_often_than_once_a_second(seated, yamada_client):
    page = yamada_client.get(place(seated))

    assert 'hx-trigger="every 700ms"' in page.content.decode()
    assert f"?v={page.context['mark']}" in page.content.decode()


def test_every_present_pupil_moves_at_most_once_however_often_absences_change(
    seated, yamada_client
):
    before = dict(seated.seats.values_list("pupil", "group"))
    pupils = own_pupils(seated)

    for absent in (pupils[:3], pupils[2:5], []):
        yamada_client.post(place(seated, "absences"), {"absent": [pupil.pk for pupil in absent]})
        for seat in seated.seats.all():
            assert (seat.moved_from or seat.group) == before[seat.pupil_id]

    assert dict(seated.seats.values_list("pupil", "group")) == before


def test_a_teacher_ticks_only_their_own_pupils(seated, yamada_client):
    other = own_pupils(seated, "b")[0]

    yamada_client.post(place(seated, "absences"), {"absent": [other.pk]})

    assert not Seat.objects.filter(session=seated, absent=True).exists()


def test_a_pupil_whose_consent_ended_is_gone_from_the_next_page(
    seated, yamada_client, maria_client
):
    pupil = own_pupils(seated)[0]
    assert len(maria_client.get(place(seated)).context["tables"]) == 2
    Consent.objects.filter(person=pupil.pk).delete()

    tables = maria_client.get(place(seated)).context["tables"]

    shown = [row["seat"].pupil_id for table in tables for row in table["partner"]]
    assert pupil.pk not in shown
    assert len(shown) == 7
    page = words(yamada_client.get(f"/partner/sessions/{seated.pk}/"))
    assert "1人が同意を取り消しました。グループを組み直してください。" in page


def test_the_run_sheet_has_both_clocks_the_own_one_first(seated, yamada_client, maria_client):
    japan = words(yamada_client.get(place(seated, "run")))
    philippines = words(maria_client.get(place(seated, "run")))

    start, there = (days.clock(seated.starts_at, zone) for zone in ("Asia/Tokyo", "Asia/Manila"))
    after = days.clock(seated.starts_at + timedelta(minutes=5), "Asia/Manila")
    assert f"5分 ／ マニラ {there}–{after}" in japan
    assert f"{there}–{after} つなぐ 5分 ／ 東京 {start}–" in philippines


def test_starting_and_ending_a_session_counts_once(seated, yamada_client, maria_client):
    yamada_client.post(place(seated, "open"))
    first = yamada_client.post(place(seated, "close"), follow=True)
    second = maria_client.post(place(seated, "close"), follow=True)

    assert "授業を終えました。出席とつながりを数えました。" in words(first)
    assert "この授業はもう終わっているか、まだ決まっていません。" in words(second)
    seated.refresh_from_db()
    assert seated.state == "closed"


def test_the_groups_page_asks_the_same_number_of_questions_for_16_pupils_and_for_60(
    seated, yamada, yamada_client
):
    counts = []
    for more in (0, 22):
        make_pupils(seated.pairing.a_class, more, "kaki", start=20)
        make_pupils(seated.pairing.b_class, more, "narra", start=20)
        groups.plan(seated.pairing, by=yamada, on=TODAY, at=NOW)
        yamada_client.get(place(seated))
        with CaptureQueriesContext(connection) as asked:
            page = yamada_client.get(place(seated))
        assert len(page.context["pupils"]) == 8 + more
        counts.append(len(asked))

    assert counts[0] == counts[1]
