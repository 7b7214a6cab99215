"""calc transfer-file — 総合振込ファイル: header facts and payments give the file's text, or every refusal."""

import hashlib
from dataclasses import replace
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StrictInt

from tsunagari.base import effort
from tsunagari.base.calculators import Calculator, Day
from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason
from tsunagari.governance.fund.payments.rules import letters, transfer


def _as_text(value):
    """Codes are texts: 0123 as a number would have lost its zero."""
    if isinstance(value, bool) or not isinstance(value, str):
        raise ValueError('write codes in quotes, with their zeros: "0123"')
    return value


Code = Annotated[str, Field(max_length=20), BeforeValidator(_as_text, json_schema_input_type=str)]
Words = Annotated[str, Field(max_length=200)]


class _Account(BaseModel):
    model_config = ConfigDict(extra="forbid")

    bank_code: Code = Field(description="four digits", examples=["9901"])
    bank_name: Words = Field(default="", description="may stay empty")
    branch_code: Code = Field(description="three digits", examples=["001"])
    branch_name: Words = Field(default="", description="may stay empty")
    account_type: Code = Field(default="1", description="1 ordinary, 2 current, 4 savings, 9 other")
    account_number: Code = Field(description="seven digits at most", examples=["7654321"])


STEPS_A_PAYMENT, STEPS_A_SIGN = 40, 4


class HeaderFacts(_Account):
    """Who pays, from which account, on which day."""

    client_code: Code = Field(description="given by the bank, ten digits at most")
    client_name: Words = Field(description="in half-width kana")
    on: Day = Field(description="a day on which banks settle", examples=["2026-11-25"])


class PaymentFacts(_Account):
    """To whom, on which account, how much."""

    payee: Words = Field(description="the account's name in half-width kana, 30 signs at most")
    yen: StrictInt = Field(description="whole yen, more than 0", examples=[300000])
    new_code: Code = Field(default="0", description="0 other, 1 first, 2 changed")
    customer_1: Code = "0000000000"
    customer_2: Code = "0000000000"
    edi: Words = Field(default="", description="EDI text instead of the customer codes")


class ProfileFacts(BaseModel):
    """What banks do differently."""

    model_config = ConfigDict(extra="forbid")

    line_break: Literal["crlf", "none"] = "crlf"
    way: Literal["7", "8", "0"] = Field(default="7", description="振込指定区分: 7 wire, 8 document")
    wo: bool = Field(default=False, strict=True, description="this bank takes ｦ")
    unlisted: bool = Field(
        default=False,
        strict=True,
        description="pay banks that are not in the list, too: one that opened after its day",
    )


class Question(BaseModel):
    """A file of bulk transfers (type 21)."""

    model_config = ConfigDict(extra="forbid", title="Bank transfer file (総合振込)")

    header: HeaderFacts
    payments: list[PaymentFacts] = Field(max_length=20_000)
    profile: ProfileFacts = Field(default_factory=ProfileFacts)
    today: Day | None = Field(default=None, description="refuses days that are over")
    confirmed: bool = Field(
        default=False,
        strict=True,
        description="write names as the standard does (ｬ → ﾔ, full width → half width); "
        "otherwise they are refused with what would be written",
    )


def answer(question: Question) -> dict:
    """{"text", "sha256", "bytes", "count", "yen", "changes", "warnings"} or {"refusals", "changes"}."""
    names = sum(len(getattr(one, name, "")) for one in question.payments for name in NAMES)
    effort.spend(STEPS_A_PAYMENT * len(question.payments) + STEPS_A_SIGN * names)
    profile = transfer.Profile(**question.profile.model_dump())
    header = transfer.Header(**question.header.model_dump())
    payments = [transfer.Payment(**one.model_dump()) for one in question.payments]
    changes: list[dict] = []
    if question.confirmed:
        header = _written(header, "header", profile, changes)
        payments = [
            _written(one, f"payments.{number}", profile, changes)
            for number, one in enumerate(payments)
        ]
    if reasons := transfer.why_not(header, payments, profile, on=question.today):
        return {"refusals": [_said(reason) for reason in reasons], "changes": changes}
    data = transfer.write(header, payments, profile, on=question.today)
    return {
        "text": data.decode(transfer.ENCODING),
        "encoding": transfer.ENCODING,
        "sha256": hashlib.sha256(data).hexdigest(),
        "bytes": len(data),
        "count": len(payments),
        "yen": sum(one.yen for one in payments),
        "changes": changes,
        "warnings": [
            _said(reason) for reason in transfer.warnings(header, payments, on=question.today)
        ],
    }


NAMES = ("client_name", "payee", "bank_name", "branch_name", "edi")


def _written(row, at: str, profile, changes: list[dict]):
    """The row with its names as the standard writes them; what changed is listed."""
    for name in NAMES:
        before = getattr(row, name, "")
        after = letters.written(before, wo=profile.wo) if before else ""
        if after != before:
            changes.append({"field": f"{at}.{name}", "before": before, "after": after})
            row = replace(row, **{name: after})
    return row


def _said(reason: Reason) -> dict:
    said = {"field": reason.field, "rule": reason.rule, "says": reason.words()}
    if instead := reason.facts.get("instead"):
        said["instead"] = instead
    return said


CALCULATOR = Calculator(
    name="transfer-file",
    title=_("銀行の総合振込ファイルを作る（全銀形式）"),
    question=Question,
    answer=answer,
    sources=[
        "銀行番号の一覧：github.com/zengin-code/source-data（MIT）2026年5月25日",
        "全国銀行協会「適用業務およびレコード・フォーマット」2019年12月 §8（zengin4j の資料と5つの銀行の公開資料による）",
        "銀行ごとにちがう欄があります。銀行の資料で確かめてください。",
    ],
)
