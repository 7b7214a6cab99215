"""calc due — 期限の計算: one limit of the law in, its three dates out."""

from datetime import date
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from tsunagari.base.calculators import BadQuestion, Calculator, Day
from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason
from tsunagari.programmes.talent.law.rules import counting

COUNTED = {
    "days_after": _("%(event)s の次の日から数えて、%(n)s日目です（民法140・141条）。"),
    "days_from": _("%(event)s を1日目と数えて、%(n)s日目です（戸籍法43条）。"),
    "months_after": _("%(event)s の次の日から数えて、%(n)sか月です（民法140・143条）。"),
    "day_of_next_month": _("%(event)s の次の月の %(n)s日です。"),
    "end_of_next_month": _("%(event)s の次の月の終わりの日です。"),
}
ROLLED = _("期間の終わりの %(statutory)s は役所の休みの日なので、次に開く %(effective)s までです。")
NOT_ROLLED = _("暦の日で決まる期限なので、休みの日でも動きません。%(safe)s までに出せば安全です。")
PROVISIONAL = _("%(horizon)s より後の祝日は、まだ発表されていません。仮の日です。")
EARLIEST, LATEST = counting.offices.FIRST, date(2069, 12, 31)


class Question(BaseModel):
    """`n` counts days or months, or names the day of the next month; the office keeps the limit."""

    model_config = ConfigDict(extra="forbid", title="A limit of the law")

    function: Literal[
        "days_after", "days_from", "months_after", "day_of_next_month", "end_of_next_month"
    ] = Field(
        description="n days or months from the next day on; n days with the event's day as the "
        "first; the n-th or the last day of the month that follows"
    )
    event: Day = Field(description="the day of the event, ISO 8601", examples=["2027-02-28"])
    n: int | None = Field(
        None,
        ge=0,
        le=1200,
        examples=[2],
        strict=True,
        description="how many days or months, or which day of the month; end_of_next_month needs none",
    )
    office: Literal["national", "municipal", "none"] = Field(
        "national", description="whose closed days count; none: a company, nothing is closed"
    )
    as_date: bool | None = Field(
        None, description="the law names a day of the calendar: it does not roll", strict=True
    )

    @model_validator(mode="after")
    def can_be_counted(self) -> Self:
        if faults := list(self._faults()):
            raise BadQuestion(faults)
        return self

    def _faults(self):
        if not EARLIEST <= self.event <= LATEST:
            yield f"event: give a day from {EARLIEST} to {LATEST}."
        if self.n is None and self.function != "end_of_next_month":
            yield f"n: {self.function} needs n, for example 14."
        if self.function == "days_from" and self.n == 0:
            yield "n: the day of the event is day 1, so give 1 or more."
        if self.function == "day_of_next_month" and self.n is not None:
            last = counting.end_of_next_month(self.event).day
            if not 1 <= self.n <= last:
                yield f"n: the month after {self.event} has the days 1 to {last}."


def answer(question: Question) -> dict:
    """Three ISO dates, whether holidays of that time are announced, reasons and sources."""
    found = counting.due(
        question.function,
        question.event,
        question.n or 0,
        question.office,
        as_date=question.as_date,
    )
    return {
        "statutory_due": found.statutory.isoformat(),
        "effective_due": found.effective.isoformat(),
        "safe_due": found.safe.isoformat(),
        "provisional": found.provisional,
        "reasons": [reason.words() for reason in _reasons(question, found)],
        "sources": CALCULATOR.sources,
    }


def _reasons(question: Question, found: counting.Due):
    yield Reason(COUNTED[question.function], {"event": question.event, "n": question.n})
    facts = {"statutory": found.statutory, "effective": found.effective}
    if found.effective != found.statutory:
        yield Reason(ROLLED, facts)
    elif found.safe != found.statutory:
        yield Reason(NOT_ROLLED, {"safe": found.safe})
    if found.provisional:
        yield Reason(PROVISIONAL, {"horizon": counting.offices.HORIZON})


CALCULATOR = Calculator(
    name="due",
    title=_("期限の計算（法律の上・動いた後・安全な日）"),
    question=Question,
    answer=answer,
    sources=[
        "民法138–143条：https://laws.e-gov.go.jp/law/129AC0000000089",
        "行政機関休日法1条・2条：https://laws.e-gov.go.jp/law/363AC0000000091",
        "地方自治法（休日）：https://laws.e-gov.go.jp/law/322AC0000000067",
        "戸籍法43条：https://laws.e-gov.go.jp/law/322AC0000000224",
    ],
)
