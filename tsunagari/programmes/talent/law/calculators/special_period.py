"""calc special-period — 特例期間: expiry and filing in, until when the person may stay out."""

from typing import Self

from pydantic import BaseModel, ConfigDict, Field, StrictInt, model_validator

from tsunagari.base.calculators import BadQuestion, Calculator, Day
from tsunagari.base.languages import gettext_noop as _
from tsunagari.programmes.talent.law.rules import stay


class Question(BaseModel):
    """The period's last day, and when an extension or a change was applied for (if it was)."""

    model_config = ConfigDict(extra="forbid", title="Special period of stay")

    expiry: Day = Field(examples=["2027-05-31"], description="the last day of the period of stay")
    filed_on: Day | None = Field(
        None,
        examples=["2027-05-20"],
        description="the day on which an extension or a change was applied for",
    )
    decided_on: Day | None = Field(None, description="the day of the decision, once there is one")
    period_days: StrictInt | None = Field(
        None, ge=1, le=4000, description="length of the period; none for 30 days or less"
    )

    @model_validator(mode="after")
    def in_order(self) -> Self:
        faults = []
        if self.decided_on and not self.filed_on:
            faults.append("filed_on: a decision needs the day on which it was applied for.")
        if self.decided_on and self.filed_on and self.decided_on < self.filed_on:
            faults.append("decided_on: the decision cannot be before filed_on.")
        if self.expiry.year > 9000:
            faults.append("expiry: give the last day of the period of stay.")
        if faults:
            raise BadQuestion(faults)
        return self


def answer(question: Question) -> dict:
    """{"stay_until": ISO day, "special_period": bool, "reasons", "sources"}."""
    found = stay.may_stay_until(
        question.expiry,
        question.filed_on,
        decided_on=question.decided_on,
        period_days=question.period_days,
    )
    return {
        "stay_until": found.until.isoformat(),
        "special_period": found.special,
        "reasons": [reason.words() for reason in found.reasons],
        "sources": CALCULATOR.sources,
    }


CALCULATOR = Calculator(
    name="special-period",
    title=_("特例期間（いつまで在留できるか）"),
    question=Question,
    answer=answer,
    sources=["入管法20条6項・21条4項：https://laws.e-gov.go.jp/law/326CO0000000319"],
)
