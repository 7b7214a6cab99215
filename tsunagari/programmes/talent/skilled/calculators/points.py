"""calc points — 高度専門職ポイント: what a person claims in, a sheet per class out."""

from datetime import date
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictInt, model_validator

from tsunagari.base.calculators import BadQuestion, Calculator, Day
from tsunagari.base.languages import gettext
from tsunagari.base.languages import gettext_noop as _
from tsunagari.programmes.talent.skilled.rules import points
from tsunagari.programmes.talent.skilled.rules.proofs import CLASS_WORDS, ITEM_WORDS

Bonus = Literal[
    "innovation_support_org",
    "innovation_support_org_is_sme",
    "sme_rnd_over_3pct",
    "foreign_qualification_or_award",
    "degree_from_japan",
    "japanese_n1_or_major",
    "japanese_n2",
    "growth_field_project",
    "designated_university",
    "designated_training",
    "local_government_support_org",
    "investment_management_business",
    "invested_100m_yen",
]
Years = Annotated[float, Field(strict=True, ge=0, le=70, allow_inf_nan=False)]
# Ages a few years on are reckoned from the day asked about.
LATEST = date(2100, 12, 31)


class Question(BaseModel):
    """Give `age` or `born_on`; without `class` all three classes are counted."""

    model_config = ConfigDict(
        extra="forbid",
        title="Points of a highly skilled professional",
        populate_by_name=True,
        json_schema_extra={"x-items": ITEM_WORDS},
    )

    kind: Literal["a", "b", "c"] | None = Field(
        None, alias="class", description="a: research, b: specialist, c: management; none: all"
    )
    on: Day = Field(
        default_factory=date.today, description="the day of the application or decision"
    )
    age: StrictInt | None = Field(None, ge=0, le=120, description="full years on that day")
    born_on: Day | None = Field(None, description="the birthday, instead of the age")
    degree: Literal["doctor", "mba_mot", "master_or_professional", "bachelor_or_equiv", "none"] = (
        Field("none", description="the highest one")
    )
    multi_field_degrees: StrictBool = Field(
        False, description="two or more higher degrees in different fields"
    )
    experience_years: Years = Field(0, description="years of work of the kind applied for")
    annual_pay_yen: StrictInt = Field(0, ge=0, le=10**12, description="expected pay of a year")
    research: list[Literal["patent", "grants", "papers", "other"]] = Field(
        default_factory=list, description="kinds of results, each once"
    )
    national_licences: StrictInt = Field(
        0, ge=0, le=100, description="licences and listed IT examinations of the work (class b)"
    )
    position: Literal["representative", "director", "none"] = Field(
        "none", description="at the company (class c)"
    )
    bonuses: list[Bonus] = Field(
        default_factory=list, description="what else is claimed; `x-items` says what each means"
    )

    @model_validator(mode="after")
    def can_be_counted(self) -> Self:
        if faults := list(self._faults()):
            raise BadQuestion(faults)
        return self

    def _faults(self):
        if (self.age is None) == (self.born_on is None):
            yield "age: give either age or born_on."
        if self.born_on and self.born_on > self.on:
            yield f"born_on: {self.born_on} is after {self.on}; give the day of birth."
        first = points.tables()[0]["from"]
        if self.on < first:
            yield f"on: the tables held here begin on {first}; give that day or a later one."
        if self.on > LATEST:
            yield f"on: {self.on} is out of reach; give a day until {LATEST}."


def answer(question: Question) -> dict:
    """{"classes": {kind: total, lines, threshold_met, …}, "best", "j_skip", "version", …}."""
    claim, table = _claim(question), points.table_on(question.on)
    kinds = [question.kind] if question.kind else list(points.CLASSES)
    sheets = {kind: points.sheet(claim, kind, question.on) for kind in kinds}
    best = max(sheets.values(), key=lambda sheet: (sheet.passes, sheet.total))
    return {
        "on": question.on.isoformat(),
        "version": table["version"],
        "confidence": _weakest(kinds, table),
        "threshold": table["threshold"],
        "fast_pr": table["fast_pr"],
        "minimum_income": {kind: table["min_income"].get(kind) for kind in kinds},
        "classes": {kind: _sheet(sheet) for kind, sheet in sheets.items()},
        "best": best.kind,
        "j_skip": [kind for kind in points.j_skip(claim, question.on) if kind in kinds],
        "sources": list(
            dict.fromkeys(one for kind in (*kinds, "jskip") for one in table["sources"][kind])
        ),
    }


def _weakest(kinds: list[str], table: dict) -> str:
    """official only where every class that is asked for was read so."""
    return "official" if {table["confidence"][k] for k in kinds} == {"official"} else "secondary"


def _claim(question: Question) -> points.Claim:
    age, near = (question.age or 0, False)
    if question.born_on:
        age, near = points.age_on(question.born_on, question.on)
    return points.Claim(
        age=age,
        near_birthday=near,
        degree="" if question.degree == "none" else question.degree,
        multi_field_degrees=question.multi_field_degrees,
        experience_years=question.experience_years,
        annual_pay_yen=question.annual_pay_yen,
        research=len(set(question.research)),
        national_licences=question.national_licences,
        position="" if question.position == "none" else question.position,
        bonuses=frozenset(question.bonuses),
    )


def _sheet(sheet: points.Sheet) -> dict:
    return {
        "title": gettext(CLASS_WORDS[sheet.kind]),
        "total": sheet.total,
        "threshold_met": sheet.threshold_met,
        "fast_pr_met": sheet.total >= sheet.fast_pr,
        "minimum_income_met": sheet.income_met,
        "passes": sheet.passes,
        "lines": [
            {
                "item": line.item,
                "points": line.points,
                "words": gettext(line.words),
                "evidence": gettext(line.evidence),
                "confidence": line.confidence,
            }
            for line in sheet.lines
        ],
        "reasons": [reason.words() for reason in sheet.reasons],
    }


CALCULATOR = Calculator(
    name="points",
    title=_("高度専門職のポイント計算"),
    question=Question,
    answer=answer,
    sources=[
        "高度専門職省令（平成26年法務省令37号）1条",
        "出入国在留管理庁資料: https://www.moj.go.jp/isa/content/001398892.pdf",
    ],
)
