"""calc status-fit — 在留資格の合い方: which status fits an order and a candidate, and why not."""

from typing import Any, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from tsunagari.base.calculators import BadQuestion, Calculator, Day
from tsunagari.base.languages import gettext
from tsunagari.base.languages import gettext_noop as _
from tsunagari.programmes.talent.law.calculators.day_reading import with_days
from tsunagari.programmes.talent.law.rules import status_fit
from tsunagari.programmes.talent.law.rules.sources import SOURCES
from tsunagari.programmes.talent.law.rules.status_fit import Candidate, Order


class Question(BaseModel):
    """An order, a candidate, and the day on which is asked."""

    model_config = ConfigDict(extra="forbid", title="Which status fits")

    order: Order
    candidate: Candidate
    on: Day = Field(description="today", examples=["2026-11-24"])

    @model_validator(mode="before")
    @classmethod
    def days_are_read(cls, given: Any) -> Any:
        return with_days(cls, given)

    @model_validator(mode="after")
    def can_be_read(self) -> Self:
        faults = [
            f"order.{reason.field}: {reason.words()}"
            for reason in status_fit.why_not_order(self.order)
        ]
        if not 0 <= self.candidate.age <= 120:
            faults.append("candidate.age: give the age in years, 0 to 120.")
        if faults:
            raise BadQuestion(faults)
        return self


def answer(question: Question) -> dict:
    """{"fits": [{status, sign, reasons, sources}], "sources"}: the fitting ones first."""
    return {
        "fits": [
            {
                "status": fit.status,
                "title": gettext(status_fit.STATUS_WORDS[fit.status]),
                "sign": fit.sign,
                "reasons": [reason.words() for reason in fit.reasons],
                "sources": [SOURCES[key][1] for key in fit.sources],
            }
            for fit in status_fit.fits(question.order, question.candidate, question.on)
        ],
        "sources": CALCULATOR.sources,
    }


CALCULATOR = Calculator(
    name="status-fit",
    title=_("どの在留資格が合うか（○△×と理由）"),
    question=Question,
    answer=answer,
    sources=[
        "上陸基準省令：https://laws.e-gov.go.jp/law/402M50000010016",
        "入管法：https://laws.e-gov.go.jp/law/326CO0000000319",
        "技能実習法：https://laws.e-gov.go.jp/law/428AC0000000089",
    ],
)
