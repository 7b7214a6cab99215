"""calc caps — 人数枠: how many trainees or ESD workers a company may take, and audit interviews."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictInt, model_validator

from tsunagari.base.calculators import Calculator, Day
from tsunagari.base.languages import gettext_noop as _
from tsunagari.programmes.talent.law.calculators.day_reading import with_days
from tsunagari.programmes.talent.law.rules import limits
from tsunagari.programmes.talent.law.rules.areas import METRO, area_class
from tsunagari.programmes.talent.law.rules.book import ESD_DAY
from tsunagari.programmes.talent.law.rules.sources import SOURCES


class Question(BaseModel):
    """A company's size; `there` says how many of each kind are there already."""

    model_config = ConfigDict(extra="forbid", title="Headcount caps")

    staff: StrictInt = Field(ge=0, le=1_000_000, description="full-time staff without trainees")
    excellent: StrictBool = Field(False, description="an excellent implementer")
    general_licence: StrictBool = Field(False, description="the SO has the general licence")
    field: Literal["", "care"] = Field("", description="care: staff are the care staff of the site")
    address: str = Field("", max_length=200, description="registered address, 千葉県流山市…")
    regional_multiplier: StrictBool = Field(
        False, description="count the unsure multiplier for excellent regional hosts"
    )
    there: dict[
        Literal["s1", "s2", "s3", "esd"], Annotated[StrictInt, Field(ge=0, le=1_000_000)]
    ] = Field(
        default_factory=dict,
        description="people there now: stages 1 to 3 of technical intern training, and ESD",
    )
    on: Day = Field(ESD_DAY, description="the day of the application")

    @model_validator(mode="before")
    @classmethod
    def days_are_read(cls, given: Any) -> Any:
        return with_days(cls, given)


def answer(question: Question) -> dict:
    """{"caps": {kind: {most, reasons …}}, "interviews", "area", "sources"}."""
    staff, better = question.staff, question.excellent
    area = area_class(question.address)
    if question.field == "care":
        first = limits.care_cap(staff, excellent=better, stage1=True)
        caps = {"s1": first, "titp_total": limits.care_cap(staff, excellent=better)}
    else:
        caps = {
            f"s{stage}": limits.titp_cap(
                stage, staff, excellent=better, general=question.general_licence
            )
            for stage in (1, 2, 3)
        }
    caps["esd"] = limits.esd_cap(
        staff,
        excellent=better,
        area=area.kind or METRO,
        on=max(question.on, ESD_DAY),
        own_unsure=question.regional_multiplier,
    )
    everybody = sum(question.there.values())
    there = question.there | {"titp_total": everybody - question.there.get("esd", 0)}
    return {
        "caps": {kind: _said(cap, there.get(kind, 0)) for kind, cap in caps.items()},
        "interviews": limits.interviews_needed(everybody),
        "area": {"class": area.kind, "confidence": area.confidence},
        "sources": CALCULATOR.sources,
    }


def _said(cap: limits.Cap, there: int) -> dict:
    return {
        "most": cap.most,
        "rule": cap.rule,
        "article": cap.article,
        "confidence": cap.confidence,
        "reasons": [reason.words() for reason in limits.over(cap, there)],
        "sources": [SOURCES[key][1] for key in cap.source],
    }


CALCULATOR = Calculator(
    name="caps",
    title=_("人数枠（技能実習・育成就労）と監査の面談の人数"),
    question=Question,
    answer=answer,
    sources=[
        "技能実習法施行規則16条・52条：https://laws.e-gov.go.jp/law/428M60000110003",
        "介護（二次資料）：https://www.ibridge.or.jp/foreigner/foreigner-system/",
        "大都市圏：https://www.jil.go.jp/kokunai/mm/hourei/kokuji/20250930a.html",
    ],
)
