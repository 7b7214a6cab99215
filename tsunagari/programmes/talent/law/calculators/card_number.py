"""calc card-number — 在留カード番号: is this how such a number is written, or why not."""

from pydantic import BaseModel, ConfigDict, Field, StrictStr

from tsunagari.base.calculators import Calculator
from tsunagari.base.languages import gettext_noop as _
from tsunagari.programmes.talent.law.rules import stay


class Question(BaseModel):
    """The number as somebody typed it, in any width."""

    model_config = ConfigDict(extra="forbid", title="Residence card number")

    number: StrictStr = Field(max_length=200, examples=["AB12345678CD"])


def answer(question: Question) -> dict:
    """{"valid": bool, "normalised", "reasons", "sources"}; the form says nothing about a real card."""
    reasons = stay.why_not_card_number(question.number)
    return {
        "valid": not reasons,
        "normalised": stay.normal_card_number(question.number),
        "reasons": [reason.words() for reason in reasons],
        "sources": CALCULATOR.sources,
    }


CALCULATOR = Calculator(
    name="card-number",
    title=_("在留カード番号の書き方"),
    question=Question,
    answer=answer,
    sources=[
        "入管法施行規則：https://laws.e-gov.go.jp/law/356M50000010054",
        "印刷形式（二次資料）：https://visamate.net/columns-checking-residence-card-number/",
    ],
)
