"""One plan for all pairs: shown, printed, handed to the schools as it was shown."""

import io
from datetime import timedelta

import openpyxl
import pytest
import time_machine
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cast import NOW, TODAY
from tests.pages import words
from tsunagari.programmes.exchange.class_exchange import planning
from tsunagari.programmes.exchange.class_exchange.actions import sessions
from tsunagari.programmes.exchange.class_exchange.models import Pairing, Session
from tsunagari.programmes.exchange.schools import actions as schools

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _today():
    with time_machine.travel(NOW, tick=False):
        yield


def place(pairing, more="") -> str:
    return f"/desk/exchanges/{pairing.exchange_id}/plan{more}"


def more_pairs(pairing, sato, size):
    for number in range(Pairing.objects.count(), size):
        own, other = (
            schools.add_class(school, f"Class {number}", grade=9, year=2026, by=sato, on=TODAY)
            for school in (pairing.exchange.a, pairing.exchange.b)
        )
        Pairing.objects.create(exchange=pairing.exchange, a_class=own, b_class=other, sessions=1)


def test_strangers_neither_see_nor_adopt(pairing, yamada_client, suzuki_client):
    for client in (Client(), yamada_client, suzuki_client):
        assert client.post(place(pairing, "/adopt/")).status_code in (302, 403)
        assert client.get(f"/desk/pairings/{pairing.pk}/slots/").status_code in (302, 403)
    assert not Session.objects.exists()


def test_every_session_has_a_day_both_clocks_and_a_reserve(pairing, staff_client):
    page = words(staff_client.get(place(pairing, "/")))

    assert "6回の授業に日時を決めました。予備日は、授業の1〜14日後です。" in page
    for placed in planning.whole(pairing.exchange, [pairing], now=NOW).placed:
        for day in (placed.window.on, placed.reserve.on):
            assert f"{day.year}年{day.month}月{day.day}日" in page
    assert page.count("東京") == page.count("マニラ") == 12


def test_the_plan_is_handed_to_the_schools_as_it_was_shown(pairing, staff_client, yamada_client):
    shown = staff_client.get(place(pairing, "/")).context["print"]

    found = staff_client.post(place(pairing, "/adopt/"), {"print": shown}, follow=True)

    assert "6回分の案を両方の学校に出しました。" in words(found)
    assert Session.objects.filter(state="planned").count() == 6
    assert words(yamada_client.get("/partner/sessions/")).count("2年B組 × Grade 8 – Rizal") >= 6


def test_a_plan_that_changed_meanwhile_is_shown_first(pairing, staff_client, yamada):
    shown = staff_client.get(place(pairing, "/")).context["print"]
    [(window, reserve)] = planning.spread(pairing, 1, now=NOW)
    sessions.propose(pairing, window, reserve=reserve, by=yamada, on=TODAY, at=NOW)

    found = staff_client.post(place(pairing, "/adopt/"), {"print": shown}, follow=True)

    assert "計画も変わりました。新しい計画を見てください。" in words(found)
    assert found.redirect_chain[-1][0] == place(pairing, "/")
    assert not Session.objects.filter(state="planned").exists()


def test_drafts_that_wait_are_replaced_not_added(pairing, staff_client):
    for _time in range(2):
        shown = staff_client.get(place(pairing, "/")).context["print"]
        staff_client.post(place(pairing, "/adopt/"), {"print": shown})

    assert Session.objects.filter(state="planned").count() == 6
    assert "前の案が 6回分 残っています。" in words(staff_client.get(place(pairing, "/")))


def test_what_did_not_fit_is_listed_with_its_reasons(pairing, staff_client):
    pairing.exchange.until_day = TODAY + timedelta(days=20)
    pairing.exchange.save()

    page = words(staff_client.get(place(pairing, "/")))

    assert "1組は、回数がたりません。" in page
    assert "6回のうち 3回まで決まりました。" in page


def test_the_sheet_holds_the_same_plan(pairing, staff_client):
    found = staff_client.get(place(pairing, ".xlsx"))

    rows = list(openpyxl.load_workbook(io.BytesIO(found.content)).active.values)
    assert rows[0][0] == pairing.exchange.name
    assert rows[1] == ("学級の組", "回", "日時", "予備日", "話せる時間", "空ける授業", "負担")
    assert [row[1] for row in rows[2:]] == [1, 2, 3, 4, 5, 6]
    assert all("マニラ" in row[2] and "マニラ" in row[3] for row in rows[2:])


def test_without_pairs_the_page_says_what_comes_first(pairing, staff_client):
    pairing.delete()

    assert "学級の組がまだありません" in words(staff_client.get(place(pairing, "/")))


def test_when_nothing_is_left_to_plan_the_page_says_so(pairing, staff_client, yamada):
    pairing.sessions = 1
    pairing.save()
    [(window, reserve)] = planning.spread(pairing, 1, now=NOW)
    sessions.propose(pairing, window, reserve=reserve, by=yamada, on=TODAY, at=NOW)

    assert "新しく決める授業はありません" in words(staff_client.get(place(pairing, "/")))


def test_the_desk_reads_windows_but_does_not_propose(pairing, staff_client):
    page = words(staff_client.get(f"/desk/pairings/{pairing.pk}/slots/"))

    assert "2年B組 P2 ／ Grade 8 – Rizal S2・S3 ／ 話せる時間 40分" in page
    assert "提案する" not in page


def test_the_plan_asks_the_same_number_of_questions_for_3_pairs_and_for_30(
    pairing, sato, staff_client
):
    counts = []
    for size in (3, 30):
        more_pairs(pairing, sato, size)
        staff_client.get(place(pairing, "/"))
        with CaptureQueriesContext(connection) as asked:
            staff_client.get(place(pairing, "/"))
        counts.append(len(asked))

    assert counts[0] == counts[1]
