"""The card on the home: the days left, what can be done, by which rule; on the days that matter."""

from datetime import date, timedelta

import pytest
import time_machine
from django.test import Client
from django.utils import timezone
from django.utils.timezone import localdate

from tests.pages import words
from tsunagari.faces.mypage import stay
from tsunagari.kernel.parties import actions as parties
from tsunagari.kernel.parties.queries import card_for
from tsunagari.programmes.talent.people.actions import cases

LEAP = date(2028, 2, 29)


@pytest.fixture
def client(linh_case, linh, worker_client):
    return worker_client(linh)


def held(linh, sato, until: date, *, on: date, **more) -> None:
    """Linh holds a status and a card until a day."""
    for kind in ("status.ESD", "card"):
        cases.note_standing(
            linh.party,
            kind,
            from_day=until - timedelta(days=365),
            until_day=until,
            by=sato,
            on=on,
            **(more if kind != "card" else {}),
        )


def holder(person, day: date) -> Client:
    """A browser with a card of a far year."""
    days = {"valid_from": day, "valid_until": day + timedelta(days=9)}
    made = parties.issue_cards([person], purpose="worker", at=timezone.now(), **days)
    client = Client()
    session = client.session
    session["card"] = card_for(made[person.pk], on=day).pk
    session.save()
    return client


@pytest.mark.parametrize(
    ("days", "facts", "state"),
    [
        (200, {}, stay.CALM),
        (121, {}, stay.CALM),
        (120, {}, stay.NEAR),
        (89, {"opens": True}, stay.OPEN),
        (31, {"opens": True}, stay.OPEN),
        (30, {"opens": True}, stay.WARN),
        (15, {"opens": True}, stay.WARN),
        (14, {"opens": True}, stay.LATE),
        (0, {"opens": True}, stay.LATE),
        (0, {"opens": True, "filed": True}, stay.FILED),
        (-1, {"filed": True, "special": True}, stay.SPECIAL),
        (-1, {"filed": True}, stay.OVER),
        (-1, {}, stay.OVER),
    ],
)
def test_what_the_card_says_follows_the_days(days, facts, state):
    known = {"opens": False, "filed": False, "special": False} | facts

    assert stay.state_of(days=days, **known) == state


@pytest.mark.parametrize(
    ("day", "filed", "tone", "said"),
    [
        (date(2027, 10, 1), None, "action", "あと 151 日"),
        (date(2027, 10, 1), None, "action", "更新の申請は、まだ先です。"),
        (date(2027, 11, 1), None, "action", "もうすぐ、更新の申請ができます。"),
        (date(2027, 11, 29), None, "action", "更新の申請ができます。"),
        (date(2028, 1, 30), None, "warn", "あと 30 日"),
        (date(2028, 2, 15), None, "late", "今日、事務局に電話してください。"),
        (LEAP, None, "late", "あと 0 日"),
        (LEAP, LEAP, "action", "申請しました。"),
        (date(2028, 3, 1), LEAP, "action", "2028年4月30日（日）まで、日本にいられます"),
        (date(2028, 4, 30), LEAP, "action", "あと 0 日"),
        (date(2028, 5, 1), LEAP, "late", "期間がすぎています。"),
        (date(2028, 3, 1), None, "late", "期間がすぎています。"),
        (date(2028, 3, 1), date(2028, 3, 1), "late", "期間がすぎています。"),
    ],
)
def test_the_card_of_29_february(linh_case, linh, sato, day, filed, tone, said):
    with time_machine.travel(f"{day}T09:00:00+09:00", tick=True):
        held(linh, sato, LEAP, on=day, filed_on=filed)
        answer = holder(linh, day).get("/me/case/")

    assert said in words(answer)
    assert f'data-tone="{tone}"' in answer.content.decode()


def test_before_the_window_the_page_says_from_when_and_by_which_rule(linh, sato, client):
    on = localdate()
    held(linh, sato, on + timedelta(days=150), on=on)

    assert "から申請できます" in words(client.get("/me/case/"))
    page = words(client.get("/me/case/basis/"))
    assert "決まりの版 2012年7月9日（月）" in page
    assert "residence-2012-07-09" not in page
    assert "入管法20・21条" in page


@pytest.mark.parametrize("language", ["ja", "ja-easy", "en", "vi", "id", "fil"])
def test_the_home_is_read_in_six_languages_with_japanese_below(linh, sato, client, language):
    on = localdate()
    held(linh, sato, on + timedelta(days=60), on=on)
    prefix = "" if language == "ja" else f"/{language}"

    page = client.get(f"{prefix}/me/case/").content.decode()

    assert ('<span lang="ja" class="tn-ja">' in page) == (not language.startswith("ja"))
    assert 'href="tel:119"' in page
    assert 'href="tel:0334663311"' in page


def test_a_person_without_a_country_sees_no_embassy_of_another(mai, mai_case, worker_client):
    mai.nationality = "NPL"
    mai.save(update_fields=["nationality"])

    assert "大使館" not in words(worker_client(mai).get("/me/case/"))
