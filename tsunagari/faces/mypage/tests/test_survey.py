import re
from datetime import timedelta

import pytest
from django.utils import timezone

from tests.cast import make_session
from tsunagari.programmes.exchange.class_exchange.models import SurveyAnswer
from tsunagari.programmes.exchange.class_exchange.rules import survey
from tsunagari.programmes.exchange.schools.models import Pupil

ANSWERS = {item.code: "4" for item in survey.ITEMS}
TOLD = {f"told_{kind}": "2" for kind in survey.TOLD_KINDS}


def words(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


@pytest.fixture
def hana(pairing):
    return Pupil.objects.filter(school_class=pairing.a_class).first()


@pytest.fixture
def before(pairing):
    make_session(pairing, starts_at=timezone.now() + timedelta(days=3))
    return f"/me/survey/{pairing.exchange_id}/pre/"


@pytest.fixture
def after(pairing):
    pairing.sessions = 1
    pairing.save()
    make_session(pairing, starts_at=timezone.now() - timedelta(days=1), state="closed")
    return f"/me/survey/{pairing.exchange_id}/post/"


def test_the_home_page_offers_the_survey_that_is_open(before, hana, card_client):
    page = card_client(hana).get("/me/")

    assert "8つの質問に答えてください" in words(page)
    assert before in page.content.decode()


def test_the_same_items_are_asked_in_the_same_order_both_times(before, hana, card_client):
    page = words(card_client(hana).get(before))

    places = [page.index(item.text) for item in survey.ITEMS]
    assert places == sorted(places)


def test_the_answers_are_kept_under_the_pupils_code_and_the_instrument(before, hana, card_client):
    client = card_client(hana)

    done = client.post(before, ANSWERS, follow=True)

    assert "答えてくれて、ありがとうございました。" in words(done)
    stored = SurveyAnswer.objects.get()
    assert (stored.pupil, stored.wave, stored.instrument) == (hana, "pre", survey.INSTRUMENT)
    assert stored.answers == dict.fromkeys(ANSWERS, 4)
    assert "アンケート" not in words(client.get("/me/"))


def test_the_second_survey_also_asks_how_many_were_told(after, hana, card_client):
    card_client(hana).post(after, ANSWERS | TOLD | {"told_friends": "9"})

    assert SurveyAnswer.objects.get().told == {
        "household": 2,
        "family": 2,
        "friends": 9,
        "others": 2,
    }


def test_nothing_is_chosen_beforehand(after, hana, card_client):
    page = card_client(hana).get(after).content.decode()

    assert "checked" not in page
    assert 'value="0" selected' not in page


def test_a_missing_answer_keeps_all_the_others(before, hana, card_client):
    answer = card_client(hana).post(before, {**ANSWERS, "can_ask": ""})

    assert answer.status_code == 422
    assert answer.content.decode().count("checked") == len(ANSWERS) - 1
    assert "英語で相手に質問できる。" in words(answer)


def test_numbers_that_nobody_offered_are_not_taken(after, hana, card_client):
    answer = card_client(hana).post(after, ANSWERS | TOLD | {"told_friends": "400"})

    assert answer.status_code == 422
    assert not SurveyAnswer.objects.exists()


@pytest.mark.parametrize("side", ["child", "guardian"])
def test_without_consent_to_evaluation_nothing_is_asked_or_taken(before, hana, card_client, side):
    who = card_client(hana, "guardian" if side == "guardian" else "pupil")
    who.post("/me/consents/evaluation/withdraw/")
    client = card_client(hana)

    assert "アンケート" not in words(client.get("/me/"))
    assert client.post(before, ANSWERS)["Location"] == "/me/"
    assert not SurveyAnswer.objects.exists()


def test_a_survey_is_answered_once(before, hana, card_client):
    client = card_client(hana)
    client.post(before, ANSWERS)

    again = client.post(before, {**ANSWERS, "can_ask": "1"}, follow=True)

    assert "もう答えたか、いまは開いていません。" in words(again)
    assert SurveyAnswer.objects.get().answers["can_ask"] == 4


def test_the_survey_of_another_exchange_is_not_open(before, hana, card_client):
    answer = card_client(hana).get("/me/survey/9999/pre/")

    assert answer["Location"] == "/me/"


def test_the_page_can_be_read_with_furigana(before, hana, card_client):
    page = card_client(hana).get(before).content.decode()

    assert f'href="/ja-easy{before}"' in page
