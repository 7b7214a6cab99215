"""計算 — POST /api/v1/calc/NAME: the same answers as `tsunagari calc NAME`."""

from http import HTTPStatus

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, JsonResponse
from django.utils import translation
from ninja import Router, Schema

from tsunagari.base import calculators, effort
from tsunagari.base.refusals import Refused

router = Router(tags=["calc"])
PROBLEM = "application/problem+json"
TITLES = {
    400: "JSON ではありません。/ Not JSON in UTF-8.",
    404: "その名前の計算はありません。/ No calculator of that name.",
    413: "問いが大きすぎます（1 MB まで）。/ The question is too large (1 MB at most).",
    422: "問いに直すところがあります。/ The question has faults.",
    503: "いま、ほかの長い計算をしています。/ Another long question is being answered.",
    500: "処理できませんでした。/ Something went wrong.",
}


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


def problem(status: int, faults=()) -> JsonResponse:
    """Problem details in Japanese and English."""
    details = Problem(title=TITLES[status], status=status, faults=list(faults))
    return JsonResponse(
        details.dict(),
        status=status,
        content_type=PROBLEM,
        json_dumps_params={"ensure_ascii": False},
    )


def declared(*statuses: int) -> dict:
    """The refusals of an operation, for its OpenAPI description."""
    return {
        status: {
            "description": HTTPStatus(status).phrase,
            "content": {PROBLEM: {"schema": inlined(Problem.json_schema())}},
        }
        for status in statuses
    }


def inlined(schema, parts: dict | None = None):
    """A JSON schema without references to parts of its own, as OpenAPI wants it."""
    if isinstance(schema, list):
        return [inlined(one, parts) for one in schema]
    if not isinstance(schema, dict):
        return schema
    parts = schema.get("$defs", parts or {})
    if "$ref" in schema:
        return inlined(parts[schema["$ref"].rpartition("/")[2]], parts)
    return {key: inlined(value, parts) for key, value in schema.items() if key != "$defs"}


@router.get("", response=list[Listed])
def every(request: HttpRequest):
    """All calculators."""
    return list(calculators.every().values())


@router.get("/{name}/schema", response={200: dict}, openapi_extra={"responses": declared(404)})
def schema(request: HttpRequest, name: str):
    """The JSON schema of a calculator's question."""
    calculator = calculators.every().get(name)
    return calculator.schema() if calculator else problem(404, [name])


def _offer(calculator) -> None:
    """One address per calculator, so that OpenAPI says what each one asks."""

    def answer(request: HttpRequest):
        return _answer(request, calculator)

    answer.__doc__ = calculator.answer.__doc__
    router.post(
        f"/{calculator.name}",
        response={200: dict},
        operation_id=f"calc_{calculator.name}",
        summary=calculator.title,
        openapi_extra={
            "requestBody": {
                "required": True,
                "content": {"application/json": {"schema": inlined(calculator.schema())}},
            },
            "responses": declared(400, 413, 422, 503),
        },
    )(answer)


for _calculator in calculators.every().values():
    _offer(_calculator)


@router.post("/{name}", response={200: dict}, include_in_schema=False)
def unknown(request: HttpRequest, name: str):
    """No calculator of that name."""
    return problem(404, [name])


def _answer(request, calculator):
    """The answer or the problem, with reasons in the language that the caller accepts."""
    with translation.override(translation.get_language_from_request(request)):
        try:
            return calculators.answer_a_stranger(calculator, request.body)
        except (RequestDataTooBig, calculators.TooLarge):
            return problem(413)
        except calculators.NotJson as error:
            return problem(400, [f"(question): {error}"])
        except calculators.BadQuestion as error:
            return problem(422, error.faults)
        except effort.Busy as busy:
            answer = problem(503, _lines(busy))
            answer["Retry-After"] = str(effort.AGAIN)
            return answer
        except Refused as refused:
            return problem(422, _lines(refused))


def _lines(refused: Refused) -> list[str]:
    return [f"{r.field or '(question)'}: {r.words()}" for r in refused.reasons]
