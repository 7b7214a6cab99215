"""calc settlement — 額の確定: an award and its costs in; the fixed amount, refund or final payment out."""

from fractions import Fraction
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictInt, model_validator

from tsunagari.base import effort
from tsunagari.base.calculators import BadQuestion, Calculator, Day
from tsunagari.base.languages import gettext_noop as _
from tsunagari.governance.fund.awards.rules import settlement
from tsunagari.governance.fund.council.calculators.quorum import Share

Yen = Annotated[StrictInt, Field(ge=0, le=10**13)]
Paid = Annotated[StrictInt, Field(ge=1, le=10**13)]
Digest = Annotated[str, Field(pattern="^([0-9a-fA-F]{64})?$")]
Words = Annotated[str, Field(max_length=200)]
STEPS_A_COST = 60
FORBID = ConfigDict(extra="forbid")


class Cost(BaseModel):
    """費用 — one cost with its proof."""

    model_config = FORBID

    on: Day = Field(description="the day of the voucher")
    payee: Annotated[str, Field(min_length=1, max_length=200)]
    yen: Paid = Field(description="what was paid, with tax")
    line: Words = Field("", description="the budget line; needed when `lines` are given")
    voucher_sha256: Digest = Field("", description="SHA-256 of the voucher's file; empty: none")
    paid: StrictBool = Field(True, description="the payment is proved, by a bank line or receipt")
    related: StrictBool = Field(False, description="the payee is a related party")
    disclosed: StrictBool = Field(False, description="… and was disclosed")
    units: Annotated[StrictInt, Field(ge=0, le=10**6)] = Field(
        0, description="how many units; 0 counts as 1"
    )
    tax_yen: Yen = Field(0, description="consumption tax contained in `yen`")


class Line(BaseModel):
    """費目 — what was planned for one kind of cost."""

    model_config = FORBID

    name: Annotated[str, Field(min_length=1, max_length=200)]
    yen: Yen
    unit_limit_yen: Yen = Field(0, description="the most for one unit; 0: no limit")


class Advance(BaseModel):
    """概算払 — one payment in advance."""

    model_config = FORBID

    on: Day
    yen: Paid


class Elsewhere(BaseModel):
    """別の助成で使った証憑 — a voucher that another grant has counted."""

    model_config = FORBID

    grant: Annotated[str, Field(min_length=1, max_length=200)]
    voucher_sha256: Annotated[str, Field(pattern="^[0-9a-fA-F]{64}$")]
    yen: Paid
    on: Day


class Period(BaseModel):
    """助成の期間 — costs of these days count, the first and the last included."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    first: Day = Field(alias="from")
    until: Day


class Question(BaseModel):
    """Whole yen. fixed = min(decided, eligible × rate, eligible − other income)."""

    model_config = ConfigDict(extra="forbid", title="Settlement of an award")

    decided_yen: Yen
    rate: Share = Field(
        Fraction(1), description='the part of the eligible cost that is granted: 0.75 or "2/3"'
    )
    period: Period
    costs: Annotated[list[Cost], Field(max_length=5000)]
    lines: Annotated[list[Line], Field(max_length=200)] = Field(default_factory=list)
    shift_percent: Annotated[StrictInt, Field(ge=0, le=100)] = Field(
        0, description="by how much a line may be exceeded without a change request"
    )
    other_income_yen: Yen = 0
    advances: Annotated[list[Advance], Field(max_length=100)] = Field(default_factory=list)
    tax_deductible: StrictBool = Field(
        False, description="the grantee deducts consumption tax: it does not count"
    )
    used_elsewhere: Annotated[list[Elsewhere], Field(max_length=5000)] = Field(default_factory=list)

    @model_validator(mode="after")
    def can_be_settled(self) -> Self:
        if faults := list(self._faults()):
            raise BadQuestion(faults)
        return self

    def _faults(self):
        if self.period.until < self.period.first:
            yield "period.until: the period ends before it begins; give a later day."
        names = [line.name for line in self.lines]
        for i, name in enumerate(names):
            if name in names[:i]:
                yield f"lines.{i}.name: {name!r} is there twice; give each line once."
        for i, cost in enumerate(self.costs):
            if cost.tax_yen > cost.yen:
                yield f"costs.{i}.tax_yen: {cost.tax_yen} is more than the cost of {cost.yen} yen."


def answer(question: Question) -> dict:
    """{"fixed_yen", "refund_yen", "final_payment_yen", "eligible_yen", "limits", "lines", "refused", …}."""
    effort.spend(STEPS_A_COST * (len(question.costs) + len(question.used_elsewhere)))
    found = settlement.settle(_asked(question))
    return {
        "fixed_yen": found.fixed,
        "refund_yen": found.refund,
        "final_payment_yen": found.final_payment,
        "advance_yen": found.advance,
        "eligible_yen": found.eligible,
        "limits": {
            "decided": question.decided_yen,
            "eligible_x_rate": found.by_rate,
            "eligible_minus_other_income": found.by_income,
        },
        "costs": [{"number": one.number, "eligible_yen": one.yen} for one in found.counted],
        "refused": [
            {
                "number": one.number,
                "payee": one.cost.payee,
                "refused_yen": one.cost.yen - one.yen,
                "rules": [reason.rule for reason in one.reasons],
                "reasons": [reason.words() for reason in one.reasons],
            }
            for one in found.refused
        ],
        "reasons": [reason.words() for reason in found.reasons],
        "version": settlement.VERSION,
    }


def _asked(question: Question) -> settlement.Asked:
    return settlement.Asked(
        decided=question.decided_yen,
        rate=question.rate,
        from_day=question.period.first,
        until_day=question.period.until,
        costs=tuple(_cost(one) for one in question.costs),
        lines=tuple(
            settlement.Line(one.name, one.yen, one.unit_limit_yen) for one in question.lines
        ),
        other_income=question.other_income_yen,
        advance=sum(one.yen for one in question.advances),
        shift_percent=question.shift_percent,
        tax_deductible=question.tax_deductible,
        used={
            (one.voucher_sha256.lower(), one.yen, one.on): one.grant
            for one in question.used_elsewhere
        },
    )


def _cost(one: Cost) -> settlement.Cost:
    return settlement.Cost(
        on=one.on,
        payee=one.payee,
        yen=one.yen,
        line=one.line,
        voucher=one.voucher_sha256.lower(),
        paid=one.paid,
        related=one.related,
        disclosed=one.disclosed,
        units=one.units,
        tax=one.tax_yen,
    )


CALCULATOR = Calculator(
    name="settlement",
    title=_("助成の額の確定と精算"),
    question=Question,
    answer=answer,
    sources=["連合会の助成の決まり（額の確定）", "補助金適正化法14条・15条・18条（国の補助金）"],
)
