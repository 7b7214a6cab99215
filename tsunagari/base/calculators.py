"""計算 — every rule can be asked without the database.

`tsunagari calc NAME < question.json > answer.json` and `POST /api/v1/calc/NAME` both come here.
"""

import json
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from importlib import import_module
from typing import Annotated

from pydantic import AfterValidator, BaseModel, BeforeValidator, Field, ValidationError

from tsunagari.base import effort
from tsunagari.base.days import NotADay, parse_day
from tsunagari.base.examples import EXAMPLES

MODULES = [
    "tsunagari.programmes.exchange.class_exchange.calculators",
    "tsunagari.programmes.talent.law.calculators",
    "tsunagari.programmes.talent.skilled.calculators",
    "tsunagari.programmes.talent.housekeeping.calculators",
    "tsunagari.programmes.community.gatherings.calculators",
    "tsunagari.programmes.community.shifts.calculators",
    "tsunagari.programmes.community.events.calculators",
    "tsunagari.base.easy_japanese.calculator",
    "tsunagari.governance.fund.payments.calculators",
    "tsunagari.governance.fund.council.calculators",
    "tsunagari.governance.fund.hometown.calculators",
    "tsunagari.governance.fund.awards.calculators",
]
DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
LONGEST_SAID = 60


class NoDay(str):
    """What stands where a day belongs, as a text that no model takes for one and that says why."""


def no_day(value) -> NoDay:
    """Why a value is no day, and how it is written; eras are named by the day that they mean."""
    said = repr(value)
    said = said if len(said) <= LONGEST_SAID else said[:LONGEST_SAID] + "…"
    try:
        meant = parse_day(value).isoformat() if isinstance(value, str) else ""
    except NotADay:
        meant = ""
    return NoDay(f"{said} is not a day: write it like {meant or '2026-12-24'}")


def day(value) -> date:
    """The day of a text like 2026-12-24; never a number, which pydantic takes for seconds."""
    try:
        if isinstance(value, date):
            return value
        if isinstance(value, str) and DAY.fullmatch(value):
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise ValueError(value if isinstance(value, NoDay) else no_day(value))


DayText = Annotated[str, Field(pattern=f"^{DAY.pattern}$")]
Day = Annotated[date, BeforeValidator(day, json_schema_input_type=DayText)]
EARLIEST, LATEST = date(1900, 1, 1), date(2100, 12, 31)


def in_reach(value: date) -> date:
    """A day from which one may count on and back without leaving the calendar."""
    if EARLIEST <= value <= LATEST:
        return value
    raise ValueError(f"{value} is out of reach: give a day from {EARLIEST} to {LATEST}")


NearDay = Annotated[Day, AfterValidator(in_reach)]


@dataclass(frozen=True)
class Calculator:
    """One question that rules can answer.

    `question` is the pydantic model of the input, `answer` turns a valid question into a dict that
    json can write, `sources` says where the rules are written.
    """

    name: str
    title: str
    question: type[BaseModel]
    answer: Callable[[BaseModel], dict]
    sources: list[str] = field(default_factory=list)

    def schema(self) -> dict:
        """The JSON schema (2020-12) of the question, with an example that runs as it stands."""
        example = EXAMPLES.get(self.name)
        return self.question.model_json_schema() | ({"examples": [example]} if example else {})


class BadQuestion(ValueError):
    """The question cannot be answered; `faults` holds one line per fault, each naming the field.

    Validators of a question raise it too, with the fields' names seen from where they stand.
    """

    def __init__(self, faults: list[str]):
        self.faults = faults
        super().__init__("\n".join(faults))


class NotJson(ValueError):
    """What came is no JSON that can be answered in UTF-8; the words say where it breaks."""


# Of a stranger's question, in bytes: 2,000 guests with all they may say about themselves are less.
LARGEST = 1024 * 1024
BYTES_A_STEP = 2
STEPS_A_FAULT = 10
MOST_FAULTS = 200


class TooLarge(ValueError):
    """The question has more than LARGEST bytes."""


def answer_a_stranger(calculator: Calculator, sent: bytes) -> dict:
    """The answer to a JSON text that came from the web: within so many bytes and steps.

    TooLarge, NotJson, BadQuestion, or Refused: among them effort.TooMuch and effort.Busy.
    """
    if len(sent) > LARGEST:
        raise TooLarge
    with effort.beside_others():
        effort.spend(len(sent) // BYTES_A_STEP)
        return ask(calculator, read(sent))


def read(sent: bytes | str) -> object:
    """The question in a JSON text. Broken, endless or endlessly nested texts are NotJson."""
    try:
        text = sent.decode("utf-8-sig") if isinstance(sent, bytes) else sent
        question = json.loads(text)
        if "\\ud" in text.lower():
            # Half of a pair of surrogates is no character: no answer could name it.
            json.dumps(question, ensure_ascii=False).encode()
    except (ValueError, RecursionError) as error:
        raise NotJson(str(error)) from error
    return question


def every() -> dict[str, Calculator]:
    """All calculators by name."""
    found: dict[str, Calculator] = {}
    for module in MODULES:
        found |= {calculator.name: calculator for calculator in import_module(module).CALCULATORS}
    return found


def ask(calculator: Calculator, question: object) -> dict:
    """Answer a question given as plain JSON data; BadQuestion names every faulty field."""
    try:
        asked = calculator.question.model_validate(question)
    except ValidationError as error:
        effort.spend(error.error_count() * STEPS_A_FAULT)
        raise BadQuestion(_few(_faults(error.errors(include_url=False)))) from error
    return calculator.answer(asked)


def _few(lines: list[str]) -> list[str]:
    """So many lines as somebody may read, and how many more there are."""
    more = len(lines) - MOST_FAULTS
    return [*lines[:MOST_FAULTS], f"(question): {more} more faults"] if more > 0 else lines


# How pydantic names what a value may be, where it may be one thing or another.
KINDS = ("int", "str", "constrained-int", "constrained-str")


def _faults(errors) -> list[str]:
    """All lines; what keeps a value from being one thing or another is said in one."""
    lines: list[str] = []
    either = ""
    for fault in errors:
        *steps, kind = fault["loc"] or ("",)
        place = ".".join(map(str, steps)) if kind in KINDS else ""
        if place and place == either:
            lines[-1] += f"; or: {_said(fault)}"
        else:
            lines += [f"{place}: {_said(fault)}"] if place else _lines(fault)
        either = place
    return lines


def _lines(fault) -> list[str]:
    """One line per fault; a validator that found several named each field itself."""
    where = ".".join(str(step) for step in fault["loc"])
    cause = fault.get("ctx", {}).get("error")
    if isinstance(cause, BadQuestion):
        return [f"{where}.{line}" if where else line for line in cause.faults]
    return [f"{where or '(question)'}: {_said(fault)}"]


# Faults whose own words would not say how to mend them.
UNKNOWN = ("extra_forbidden", "unexpected_keyword_argument")
NO_SUCH_FIELD = "Extra inputs are not permitted: take it out or mend its name (see --schema)"
NO_OBJECT = ("model_type", "model_attributes_type", "dataclass_type")
NO_LIST = ("tuple_type", "list_type")
# How a value of each kind is written; pydantic says only that it is none.
WRITTEN = {
    "int_type": "a whole number without quotes, like 1000",
    "float_type": "a number without quotes, like 0.3",
    "bool_type": "true or false, without quotes",
    "string_type": 'a text in quotes, like "abc"',
}
SHA256 = "[0-9a-fA-F]{64}"
NO_SHA256 = "a SHA-256 is 64 signs of 0–9 and a–f, as `sha256sum` prints it"


def _said(fault) -> str:
    if fault["type"] in UNKNOWN:
        return NO_SUCH_FIELD
    if fault["type"].startswith("date_"):
        return fault["input"] if isinstance(fault["input"], NoDay) else no_day(fault["input"])
    if fault["type"] in NO_OBJECT:
        return "Input should be an object with named fields: { … } (see --schema)"
    if fault["type"] in NO_LIST:
        return "Input should be a list: [ … ] (see --schema)"
    if SHA256 in fault.get("ctx", {}).get("pattern", ""):
        optional = "?" in fault["ctx"]["pattern"]
        return NO_SHA256 + ("; leave it empty where there is no file" if optional else "")
    words = fault["msg"].removeprefix("Value error, ")
    return f"{words}: {WRITTEN[fault['type']]}" if fault["type"] in WRITTEN else words
