"""計算 — POST /api/v1/calc/NAME: the same answers as `tsunagari calc NAME`."""

import json

from django.http import HttpRequest
from ninja import Router, Schema

from tsunagari.base import calculators
from tsunagari.base.refusals import Refused

router = Router(tags=["calc"])
LARGEST = 4 * 1024 * 1024


class Problem(Schema):
    """RFC 9457 problem details; `faults` has one line per fault, each naming the field."""

    type: str = "about:blank"
    title: str
    status: int
    faults: list[str] = []


class Listed(Schema):
    name: str
    title: str
    sources: list[str]


@router.get("", response=list[Listed])
def every(request: HttpRequest):
    """All calculators."""
    return list(calculators.every().values())


@router.get("/{name}/schema", response={200: dict, 404: Problem})
def schema(request: HttpRequest, name: str):
    """The JSON schema of a calculator's question."""
    calculator = calculators.every().get(name)
    return (200, calculator.schema()) if calculator else _unknown(name)


@router.post(
    "/{name}", response={200: dict, 400: Problem, 404: Problem, 413: Problem, 422: Problem}
)
def answer(request: HttpRequest, name: str):
    """Answer a question given as JSON; 422 names every faulty field."""
    calculator = calculators.every().get(name)
    if not calculator:
        return _unknown(name)
    if len(request.body) > LARGEST:
        return _problem(413, "問いが大きすぎます。/ The question is too large.")
    try:
        return 200, calculators.ask(calculator, json.loads(request.body.decode("utf-8-sig")))
    except (UnicodeDecodeError, json.JSONDecodeError, RecursionError) as error:
        return _problem(400, "JSON ではありません。/ Not JSON in UTF-8.", [str(error)])
    except calculators.BadQuestion as error:
        return _problem(422, "問いに直すところがあります。/ The question has faults.", error.faults)
    except Refused as refused:
        faults = [f"{r.field or '(question)'}: {r.words()}" for r in refused.reasons]
        return _problem(422, "問いに直すところがあります。/ The question has faults.", faults)


def _unknown(name):
    return _problem(404, "その名前の計算はありません。/ No calculator of that name.", [name])


def _problem(status: int, title: str, faults=()):
    return status, {"title": title, "status": status, "faults": list(faults)}
