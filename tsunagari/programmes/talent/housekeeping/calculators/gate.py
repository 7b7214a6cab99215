"""calc housekeeping — 家事支援の門: may this be done under the zone scheme, and the other ways."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from tsunagari.base.calculators import Calculator, NearDay
from tsunagari.base.languages import gettext
from tsunagari.programmes.talent.housekeeping.calculators import words
from tsunagari.programmes.talent.housekeeping.rules import gate
from tsunagari.programmes.talent.housekeeping.rules.gate import Asked, Place
from tsunagari.programmes.talent.housekeeping.rules.ways import WAYS
from tsunagari.programmes.talent.law.rules.sources import SOURCES

Level = Literal["", "N5", "A1", "N4", "A2", "N3", "N2", "N1"]
Work = Literal[
    "cooking",
    "laundry",
    "cleaning",
    "shopping",
    "childcare",
    "sewing",
    "packing",
    "parcels",
    "bedding",
    "garden",
    "small_repairs",
    "accompany",
    "bodily_care",
    "ltc_service",
    "medical",
    "business",
    "other",
]


def _yes_or_no(value: Any) -> Any:
    """Only true and false themselves: neither 1 nor "yes" is one."""
    if value is not None and not isinstance(value, bool):
        raise ValueError("answer with true or false, or leave it out")
    return value


YesNo = Annotated[bool | None, BeforeValidator(_yes_or_no, json_schema_input_type=bool | None)]
Years = Annotated[float | None, Field(ge=0, le=200)]


class Question(BaseModel):
    """What is planned; whatever is left out is not known yet."""

    model_config = ConfigDict(extra="forbid", title="Zone housekeeping: may this be done")

    on: NearDay = Field(description="the day on which it starts", examples=["2026-11-24"])
    area: str = Field(
        max_length=80,
        description="prefecture and municipality in Japanese, or a code: kanagawa, tokyo, chiba_city,"
        " osaka, hyogo, aichi, kumamoto, chiba",
        examples=["千葉県流山市"],
    )
    place: Place = Field(default="household", description="where the work is done")
    work: list[Work] = Field(default_factory=list, max_length=30, description="what is done")
    lives_in: YesNo = None
    household_orders: YesNo = None
    service_contract: YesNo = None
    childcare_main: YesNo = None
    confirmed: YesNo = None
    business_years: Years = None
    disqualified: YesNo = None
    office_near: YesNo = None
    full_time: YesNo = None
    direct: YesNo = None
    pay_equal: YesNo = None
    deposit: YesNo = None
    other_duties: YesNo = None
    housing_inside: YesNo = None
    complaint_desk: YesNo = None
    age: int | None = Field(default=None, ge=0, le=120)
    experience_years: Years = None
    trained: YesNo = None
    japanese: Level | None = None
    language_exempt: YesNo = None
    household_agrees: YesNo = None
    first_contract: NearDay | None = None
    contract_until: NearDay | None = None


def answer(question: Question) -> dict:
    """{"sign", "points": [{code, sign, reason, article, confidence, sources, instead}], "not_said", "notes"}."""
    known = question.model_dump()
    asked = Asked(**known | {"work": tuple(known["work"])})
    found = gate.ask(asked)
    return said(found) | {"not_said": gate.open_questions(asked), "sources": CALCULATOR.sources}


def said(found: gate.Answer) -> dict:
    """An answer of the gate in the reader's language."""
    return {
        "sign": found.sign,
        "points": [_point(point) for point in found.points],
        "instead": [{"code": way, "words": gettext(WAYS[way])} for way in found.ways()],
        "notes": [gettext(note) for note in words.NOTES],
    }


def _point(point: gate.Point) -> dict:
    return {
        "code": point.code,
        "sign": point.sign,
        "reason": point.reason.words(),
        "article": gettext(point.article),
        "confidence": point.confidence,
        "sources": [SOURCES[key][1] for key in point.source],
        "instead": [{"code": way, "words": gettext(WAYS[way])} for way in point.ways],
    }


CALCULATOR = Calculator(
    name="housekeeping",
    title=words.TITLE,
    question=Question,
    answer=answer,
    sources=[
        f"指針（2015年9月9日）：{SOURCES['K33'][1]}",
        f"関係府省・共同解釈（2015年11月12日）：{SOURCES['K34'][1]}",
        f"概要図：{SOURCES['K35'][1]}",
        f"千葉市：{SOURCES['K41'][1]}",
    ],
)
