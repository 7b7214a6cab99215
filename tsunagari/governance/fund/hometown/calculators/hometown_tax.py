"""calc hometown-tax — 企業版ふるさと納税: a donation and a company's taxes in, credits and net cost out."""

from datetime import date
from fractions import Fraction
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, StrictInt, model_validator

from tsunagari.base import figures
from tsunagari.base.calculators import BadQuestion, Calculator, Day
from tsunagari.base.languages import gettext_noop as _
from tsunagari.governance.fund.hometown.rules import credits

Yen = Annotated[StrictInt, Field(ge=0, le=10**13)]
Rate = Annotated[float, Field(strict=True, ge=0, le=1, allow_inf_nan=False)]


class Question(BaseModel):
    """Whole yen; taxes are those of the year of the donation, before any credit."""

    model_config = ConfigDict(extra="forbid", title="Estimate of the corporate hometown tax")

    donation_yen: Yen
    corporation_tax_yen: Yen = Field(description="法人税額")
    prefecture_corporate_levy_yen: Yen = Field(description="都道府県民税の法人税割")
    municipal_corporate_levy_yen: Yen = Field(description="市町村民税の法人税割")
    enterprise_tax_yen: Yen = Field(description="法人事業税額")
    effective_rate: Rate = Field(0.30, description="what a yen of expense saves, about 0.30")
    on: Day = Field(default_factory=date.today, description="the day of the donation")

    @model_validator(mode="after")
    def can_be_estimated(self) -> Self:
        found = credits.why_not_estimate(donation=self.donation_yen, on=self.on)
        if found:
            raise BadQuestion([f"{reason.field}: {reason.words()}" for reason in found])
        return self


def answer(question: Question) -> dict:
    """{"resident_tax_credit", …, "net_cost", "reasons", "unsure", "on", "version", "sources"}."""
    on = question.on
    found = credits.estimate(
        credits.Asked(
            donation=question.donation_yen,
            corporation_tax=question.corporation_tax_yen,
            prefecture_levy=question.prefecture_corporate_levy_yen,
            municipal_levy=question.municipal_corporate_levy_yen,
            enterprise_tax=question.enterprise_tax_yen,
            effective_rate=Fraction(str(question.effective_rate)),
        ),
        on,
    )
    known = figures.read(credits.FOLDER)
    return {
        "resident_tax_credit": found.resident,
        "corporation_tax_credit": found.corporation,
        "enterprise_tax_credit": found.enterprise,
        "credits": found.credits,
        "deduction": found.deduction,
        "net_cost": found.net_cost,
        "estimate": True,
        "on": on.isoformat(),
        "last_day": credits.last_day(on).isoformat(),
        "version": credits.VERSION,
        "confidence": "unsure" if credits.unsure(on) else "secondary",
        "unsure": [one.name for one in credits.unsure(on)],
        "reasons": [reason.words() for reason in found.reasons],
        "sources": list(dict.fromkeys(known[name].on(on).source for name in credits.RATES)),
    }


CALCULATOR = Calculator(
    name="hometown-tax",
    title=_("企業版ふるさと納税の見積もり"),
    question=Question,
    answer=answer,
    sources=[
        "地域再生法5条4項2号（寄附活用事業）",
        "山梨県：https://www.pref.yamanashi.jp/shichoson/kigyofurusato.html",
        "令和7年度税制改正：https://www.zeikei-news.co.jp/news/0700219/",
    ],
)
