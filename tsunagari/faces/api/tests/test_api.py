"""The interface for other systems: what it declares is what it does."""

import json

import pytest
import schemathesis
from django.core.handlers.wsgi import WSGIHandler
from django.test import Client
from hypothesis import HealthCheck, given, settings
from schemathesis.specs.openapi.checks import positive_data_acceptance

from tsunagari.base import effort
from tsunagari.base.calculators import every

pytestmark = pytest.mark.django_db
NEGATIVE = schemathesis.GenerationMode.NEGATIVE
EFFECT = {"pre": [2, 3, 3, 4], "post": [3, 4, 3, 5]}


def test_every_address_answers_as_it_declares(transactional_db):
    described = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", WSGIHandler())
    operations = [found.ok() for found in described.get_all_operations()]

    for operation in operations:

        @settings(max_examples=15, suppress_health_check=list(HealthCheck))
        @given(case=operation.as_strategy() | operation.as_strategy(NEGATIVE))
        def tried(case):
            # A question may keep the schema and contradict itself (two sides, one number): 422.
            case.call_and_validate(
                excluded_checks=[positive_data_acceptance],
                headers={"Accept-Encoding": "identity"},
            )

        tried()

    assert len(operations) == 2 + len(every())


def post(name, question, **headers):
    body = question if isinstance(question, (bytes, str)) else json.dumps(question)
    return Client().post(
        f"/api/v1/calc/{name}", data=body, content_type="application/json", headers=headers
    )


@pytest.mark.parametrize("sent", [0, 0.0, 20_000_101, "2026-12-24T00:00:00", "令和8年", None])
def test_a_day_is_a_text_and_never_a_number(sent):
    answered = post("special-period", {"expiry": sent})

    assert answered.status_code == 422
    assert "is not a day: write it like 2026-12-24" in answered.json()["faults"][0]


def test_the_answer_is_that_of_the_command():
    calculator = every()["effect"]

    answered = post("effect", EFFECT)

    assert answered.status_code == 200
    assert answered.json() == calculator.answer(calculator.question.model_validate(EFFECT))


def test_no_account_and_no_key_is_needed():
    answered = Client(enforce_csrf_checks=True).post(
        "/api/v1/calc/effect", data=json.dumps(EFFECT), content_type="application/json"
    )

    assert answered.status_code == 200


@pytest.mark.parametrize(
    ("name", "question", "status", "fault"),
    [
        ("effect", "{", 400, "(question): "),
        ("effect", "[" * 100_000, 400, "(question): "),
        ("effect", f'{{"pre": [{"9" * 5_000}]}}', 400, "(question): "),
        ("groups", r'{"sides": [], "\ud800": 1}', 400, "(question): "),
        ("groups", b"\xff\xfe", 400, "(question): "),
        ("effect", {"pre": [1, 2], "post": [1]}, 422, "post: post has 1 entries"),
        ("slots", {}, 422, "from: Field required"),
        ("groups", {"sides": []}, 422, "sides: "),
        ("nothing", {}, 404, "nothing"),
    ],
)
def test_a_refusal_is_problem_details_in_japanese_and_english(name, question, status, fault):
    answered = post(name, question)

    assert answered.status_code == status
    assert answered["Content-Type"] == "application/problem+json"
    details = answered.json()
    assert details["status"] == status
    japanese, english = details["title"].split("/ ")
    assert not japanese.isascii()
    assert english.isascii()
    assert details["faults"][0].startswith(fault)


@pytest.mark.parametrize("megabytes", [5, 13])
def test_a_question_of_many_megabytes_is_not_read(megabytes):
    answered = post("effect", b"[" + b" " * megabytes * 1024 * 1024 + b"]")

    assert answered.status_code == 413


def test_another_method_is_not_allowed():
    answered = Client().get("/api/v1/calc/effect")

    assert answered.status_code == 405
    assert answered["Allow"] == "POST"


def test_all_calculators_are_listed_with_their_schema():
    listed = Client().get("/api/v1/calc").json()

    assert [one["name"] for one in listed] == list(every())
    for one in listed:
        shown = Client().get(f"/api/v1/calc/{one['name']}/schema")
        assert shown.json() == every()[one["name"]].schema()
    assert Client().get("/api/v1/calc/nothing/schema").status_code == 404


def test_reasons_come_in_the_callers_language():
    side = {"zone": "Asia/Tokyo", "periods": [{"code": "1", "start": "09:00", "end": "09:50"}]}
    question = {"from": "2026-11-24", "until": "2026-11-24", "a": side, "b": side}
    question["min_talk_minutes"] = 60

    japanese = post("slots", question).json()["why_none"]
    english = post("slots", question, **{"Accept-Language": "en"}).json()["why_none"]

    assert japanese != english
    assert english[0]["words"].isascii()


def test_a_second_long_question_is_asked_to_come_again_in_the_callers_language():
    people = [{"id": at} for at in range(60)]
    question = {"people": people, "table_size": 6, "rounds": 2}

    with effort.beside_others():
        effort.spend(effort.QUICK + 1)
        refused = post("tables", question, **{"Accept-Language": "en"})
        short = post("effect", EFFECT)
    answered = post("tables", question)

    assert refused.status_code == 503
    assert refused["Retry-After"] == str(effort.AGAIN)
    assert refused.json()["faults"] == [
        "(question): Another long calculation is running just now. "
        "Wait a moment, then send the question again."
    ]
    assert (short.status_code, answered.status_code) == (200, 200)


def test_a_question_that_is_too_much_says_how_to_ask_less():
    half = list(range(80, 160))
    people = [{"id": at, "not_with": half if at < 80 else []} for at in range(160)]

    answered = post(
        "tables",
        {"people": people, "table_size": 6, "rounds": 50},
        **{"Accept-Language": "en"},
    )

    assert answered.status_code == 422
    assert answered.json()["faults"] == [
        "(question): This question is too large to be answered here. "
        "Ask about fewer people, rounds or days, or split it into several questions."
    ]


def test_a_large_question_gets_the_best_answer_found_and_says_so():
    people = [{"id": at} for at in range(2_000)]
    question = {"people": people, "table_size": 6, "rounds": 2}

    answered = post("tables", question, **{"Accept-Language": "en"}).json()

    assert answered["notes"] == [
        "The question is large, so the search was stopped early. This is the best answer found."
    ]
    assert answered["new_ties"] <= answered["upper_bound"]
    assert sorted(at for table in answered["rounds"][0] for at in table) == list(range(2_000))
