"""公開 — what everybody may read, and the doors that a visitor finds."""

import json

import pytest
from django.test import Client

from tests.cast import PASSWORD
from tsunagari.base import calculators, effort
from tsunagari.base.examples import EXAMPLES
from tsunagari.base.languages import CODES
from tsunagari.faces.shared import first_run

PAGES = ["/", "/calculators/", "/exchange/", "/accessibility/", "/privacy/", "/help/"]


@pytest.mark.parametrize("language", CODES)
@pytest.mark.parametrize("path", PAGES)
def test_every_public_page_stands_in_every_language(federation, language, path):
    prefix = "" if language == "ja" else f"/{language}"

    answer = Client().get(prefix + path)

    assert answer.status_code == 200
    assert f'<html lang="{"ja" if language.startswith("ja") else language}"' in (
        answer.content.decode()
    )


def test_the_home_page_counts_nothing_before_the_first_tie(federation):
    page = Client().get("/").content.decode()

    assert "試験連合会" in page
    assert "見本の連合会です" not in page


def test_the_samples_door_is_no_page_of_a_real_federation(federation, staff_login):
    client = Client()

    assert client.get("/demo/").status_code == 404
    assert client.post("/demo/enter/", {"email": "sato@example.jp"}).status_code == 404
    assert "_auth_user_id" not in client.session


@pytest.mark.parametrize("name", calculators.every())
def test_every_calculator_answers_its_own_example(federation, name):
    shown = Client().get(f"/calculators/{name}/json/")
    answer = Client().post(f"/calculators/{name}/json/", {"question": json.dumps(EXAMPLES[name])})

    assert (shown.status_code, answer.status_code) == (200, 200)


@pytest.mark.parametrize("typed", ["{", '{"pre": 3}', "[]", "[" * 5000])
def test_a_question_that_cannot_be_read_is_kept_and_explained(federation, typed):
    answer = Client().post("/calculators/effect/", {"question": typed})

    assert answer.status_code == 422
    assert typed[:10].replace('"', "&quot;") in answer.content.decode()


def test_an_unknown_calculator_is_not_found(federation):
    assert Client().get("/calculators/astrology/").status_code == 404


START = {
    "name": "わたしたちの連合会",
    "family": "東葛",
    "given": "愛",
    "email": "ai@example.jp",
    "password": PASSWORD,
}


def test_nothing_but_the_first_run_page_opens_before_a_federation_was_started(db):
    assert Client().get("/").headers["Location"] == "/start/"
    assert Client().get("/desk/").headers["Location"] == "/start/"
    assert Client().get("/en/").headers["Location"] == "/en/start/"
    assert Client().get("/start/").status_code == 200


def test_the_code_from_the_terminal_starts_a_federation_once(
    db, django_capture_on_commit_callbacks
):
    code = first_run.code()
    with django_capture_on_commit_callbacks(execute=True):
        begun = Client().post("/start/", START | {"code": code})
    again = Client().post("/start/", START | {"code": code})

    assert begun.headers["Location"].startswith("/accounts/2fa/")
    assert again.headers["Location"] == "/"
    assert first_run.code() != code


def test_a_wrong_code_keeps_what_was_typed_and_after_twenty_tries_asks_for_a_pause(db):
    client = Client()
    for _try in range(20):
        answer = client.post("/start/", START | {"code": "wrong"})
        assert "番号が合いません" in answer.content.decode()
    right = client.post("/start/", START | {"code": first_run.code()})

    assert answer.status_code == right.status_code == 422
    assert "わたしたちの連合会" in answer.content.decode()
    assert "10分待って" in right.content.decode()


def test_a_short_password_is_refused_with_its_reason(db):
    answer = Client().post("/start/", START | {"code": first_run.code(), "password": "short"})

    assert answer.status_code == 422
    assert "12" in answer.content.decode()


def test_while_a_long_question_is_answered_pages_open_and_another_long_one_waits(federation):
    people = [{"id": at} for at in range(60)]
    question = json.dumps({"people": people, "table_size": 6, "rounds": 2})

    with effort.beside_others():
        effort.spend(effort.QUICK + 1)
        page = Client().get("/calculators/")
        busy = Client().post("/calculators/tables/json/", {"question": question})
    answered = Client().post("/calculators/tables/json/", {"question": question})

    assert (page.status_code, busy.status_code, answered.status_code) == (200, 503, 200)
    assert busy["Retry-After"] == str(effort.AGAIN)
    assert "少し待ってから、もう一度送ってください。" in busy.content.decode()
    assert "&quot;table_size&quot;" in busy.content.decode()


def test_a_question_over_the_limit_is_not_read(federation):
    long = {"question": " " * (calculators.LARGEST + 1)}

    refused = Client().post("/calculators/effect/json/", long)

    assert refused.status_code == 413
    assert "1 MB" in refused.content.decode()
