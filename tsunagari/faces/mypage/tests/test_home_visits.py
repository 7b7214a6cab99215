"""家庭への訪問の試験 — the worker's page: one button, once, in time or late; nobody else's visit."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from tests.cast_housekeeping import NINE, NOON
from tsunagari.faces.mypage.home_visits import where
from tsunagari.kernel.words.models import Doubt
from tsunagari.programmes.talent.housekeeping.models import Alarm, Signal


@pytest.fixture
def holder(visit, grace, worker_client):
    """Grace's browser, at nine."""
    with time_machine.travel(NINE, tick=False):
        yield worker_client(grace)


def page(client, visit, **more):
    return client.get(f"/me/case/service/{visit.pk}/", **more)


def press(client, visit, act, key="k1", **more):
    data = {"press_key": key, "made_at": ""} | more
    return client.post(f"/me/case/service/{visit.pk}/press/{act}/", data)


def test_one_button_says_that_i_came_and_then_that_i_left(holder, visit):
    assert "着きました。はじめます" in page(holder, visit).content.decode()

    assert press(holder, visit, "in").status_code == 302
    shown = page(holder, visit).content.decode()
    assert "おわりました。家を出ます" in shown
    assert "13:10 までに連絡がないと" in shown
    with time_machine.travel(NOON):
        press(holder, visit, "out", key="k2")
    visit.refresh_from_db()
    assert visit.state == "done"


def test_a_press_that_is_sent_again_later_acts_once_and_counts_when_it_was_made(holder, visit):
    made = (NINE + timedelta(minutes=2)).isoformat()
    with time_machine.travel(NINE + timedelta(minutes=50)):
        answers = [press(holder, visit, "in", made_at=made) for _turn in range(2)]

    visit.refresh_from_db()
    assert [answer.status_code for answer in answers] == [302, 302]
    assert (Signal.objects.count(), visit.came_at) == (1, NINE + timedelta(minutes=2))


def test_a_press_without_a_sensible_moment_counts_now(holder, visit):
    press(holder, visit, "in", made_at="yesterday-ish <b>")

    visit.refresh_from_db()
    assert visit.came_at == NINE


def test_longer_asks_for_a_clock_and_moves_the_alarm(holder, visit):
    press(holder, visit, "in")
    assert press(holder, visit, "longer", key="k2", until="").status_code == 422
    far = press(holder, visit, "longer", key="k2", until="23:00")
    assert (far.status_code, "6時間より長く" in far.content.decode()) == (422, True)

    assert press(holder, visit, "longer", key="k2", until="14:30").status_code == 302
    visit.refresh_from_db()
    assert visit.until_at == NOON + timedelta(minutes=90)


def test_danger_shows_the_numbers_and_the_address_at_once(holder, visit):
    answer = press(holder, visit, "danger")
    shown = holder.get(answer["Location"]).content.decode()

    assert Alarm.objects.get().kind == "danger"
    assert 'href="tel:110"' in shown
    assert 'href="tel:119"' in shown
    assert "千葉県千葉市美浜区見本1-2-3" in re.sub("<rt>.*?</rt>|<[^>]*>", "", shown)


def test_the_address_that_has_to_be_said_is_read_aloud_by_its_kana(holder, visit):
    shown = holder.get(f"/fil/me/case/service/{visit.pk}/danger/").content.decode()

    assert "<rt>ちばけん</rt>" in shown
    assert "<rt>みはまく</rt>" in shown or "<rt>みはま</rt>" in shown
    assert not Doubt.objects.exists()


def test_the_address_is_there_from_a_day_before_until_after_the_visit(visit):
    hours = (-25, -23, 8, 10)
    seen = [bool(where(visit, NINE + timedelta(hours=hour))) for hour in hours]

    assert seen == [False, True, True, False]


def test_the_easy_japanese_stands_below_the_headings(holder, visit):
    for path, lines in (("", 4), ("danger/", 2)):
        shown = holder.get(f"/vi/me/case/service/{visit.pk}/{path}").content.decode()
        assert shown.count('class="tn-ja"') == lines


def test_an_own_phone_keeps_the_next_visit_with_the_button_after_the_first(holder, visit):
    session = holder.session
    session["shared_device"] = False
    session.save()
    after = f'hidden data-after="/me/case/service/{visit.pk}/press/in/"'

    assert f' /me/case/service/{visit.pk}/"' in holder.get("/me/case/").content.decode()
    for path in (f"/me/case/service/{visit.pk}/", "/me/case/service/"):
        assert holder.get(path).content.decode().count(after) == 1
    press(holder, visit, "in")
    assert after not in page(holder, visit).content.decode()


def test_the_own_home_page_and_the_list_lead_to_the_visit(holder, visit):
    assert f"/me/case/service/{visit.pk}/" in holder.get("/me/case/").content.decode()
    assert f"/me/case/service/{visit.pk}/" in holder.get("/me/case/service/").content.decode()


def test_somebody_elses_visit_is_not_there(visit, linh, linh_case, worker_client):
    with time_machine.travel(NINE, tick=False):
        other = worker_client(linh)
        assert page(other, visit).status_code == 404
        assert press(other, visit, "in").status_code == 404
        assert "予定している訪問はありません" in other.get("/me/case/service/").content.decode()
    assert page(Client(), visit)["Location"].endswith("/me/enter/")


def test_a_button_pressed_much_too_early_says_so(holder, visit):
    with time_machine.travel(NINE - timedelta(hours=3)):
        answer = press(holder, visit, "in")

    assert answer.status_code == 422
    assert "まだ早いです" in answer.content.decode()


def test_longer_counts_from_a_moment_that_can_be_true_and_ends_after_now(holder, visit):
    press(holder, visit, "in")
    with time_machine.travel(NINE + timedelta(hours=2)):
        late = {"made_at": (NINE + timedelta(minutes=5)).isoformat(), "until": "11:30"}
        assert press(holder, visit, "longer", key="k2", **late).status_code == 422
        future = {"made_at": "2030-01-01T00:00:00Z", "until": "14:30"}
        assert press(holder, visit, "longer", key="k3", **future).status_code == 302

    visit.refresh_from_db()
    assert visit.until_at == NOON + timedelta(minutes=90)
