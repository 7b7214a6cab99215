"""calc transfer-cost — 転籍の費用の分担: what a receiving host pays the former host (ESD, own request)."""

from typing import Self

from pydantic import BaseModel, ConfigDict, Field, StrictInt, model_validator

from tsunagari.base.calculators import BadQuestion, Calculator, Day
from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason
from tsunagari.programmes.talent.law.rules import transfer_cost as rules
from tsunagari.programmes.talent.law.rules.book import ESD_DAY
from tsunagari.programmes.talent.law.rules.sources import SOURCES

MOST_YEN = 10**9


class Question(BaseModel):
    """From when to when the person was with the former host, and what was spent."""

    model_config = ConfigDict(extra="forbid", title="Share of initial costs after a transfer")

    starts: Day = Field(description="first day of the plan with the former host (A9)")
    transferred: Day = Field(description="first day with the receiving host")
    standard_yen: StrictInt | None = Field(
        None, ge=0, le=MOST_YEN, description="standard amounts of the notice, both kinds together"
    )
    actual_yen: StrictInt = Field(
        0, ge=0, le=MOST_YEN, description="travel, visa and the like as paid"
    )

    @model_validator(mode="after")
    def in_order(self) -> Self:
        faults = []
        if self.starts < ESD_DAY:
            faults.append(f"starts: the new programme begins on {ESD_DAY}; give that day or later.")
        if self.transferred <= self.starts:
            faults.append("transferred: give a day after starts.")
        if self.transferred.year > 9000:
            faults.append("transferred: give the day of the transfer.")
        if faults:
            raise BadQuestion(faults)
        return self


def answer(question: Question) -> dict:
    """{"months", "share": [least, most] or null, "payment_yen": [least, most] or null, …}."""
    months = rules.full_months(question.starts, question.transferred)
    found = rules.share(months, question.transferred)
    reasons = list(found.reasons)
    paid = None
    if question.standard_yen is None:
        reasons.append(Reason(rules.NO_STANDARD, rule=rules.RULE))
    elif found.least is not None and found.most is not None:
        paid = [
            rules.payment(part, question.standard_yen, question.actual_yen)
            for part in (found.least, found.most)
        ]
    return {
        "months": months,
        "share": None if found.least is None else [str(found.least), str(found.most)],
        "share_known": found.known is not None,
        "payment_yen": paid,
        "confidence": "secondary" if found.known is not None else "unsure",
        "reasons": [reason.words() for reason in reasons],
        "sources": CALCULATOR.sources,
    }


CALCULATOR = Calculator(
    name="transfer-cost",
    title=_("転籍の初期費用の分担（育成就労・本人の希望）"),
    question=Question,
    answer=answer,
    sources=[f"{SOURCES[key][0]}（二次資料）：{SOURCES[key][1]}" for key in rules.SOURCES],
)
