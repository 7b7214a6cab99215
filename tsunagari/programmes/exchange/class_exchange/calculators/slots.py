"""使える時間の計算 — shared windows of two schools, asked without the database."""

from datetime import UTC, date, datetime, time
from typing import Annotated
from zoneinfo import ZoneInfo, available_timezones

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator, model_validator

from tsunagari.base.calculators import Calculator
from tsunagari.base.languages import gettext_noop as _
from tsunagari.programmes.exchange.class_exchange.rules import school_days, slots
from tsunagari.programmes.exchange.schools.rules.setup import why_not_zone

LONGEST = 366 * 2


def _hour(value):
    """ "8:45" as well as "08:45"."""
    if isinstance(value, str) and len(value) == 4 and value[1] == ":":
        return f"0{value}"
    return value


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", populate_by_name=True)


class AskedPeriod(Strict):
    code: str = Field(min_length=1, max_length=40)
    start: Annotated[time, BeforeValidator(_hour)]
    end: Annotated[time, BeforeValidator(_hour)]

    @model_validator(mode="after")
    def in_order(self):
        if self.end <= self.start:
            raise ValueError(
                f"period {self.code}: end {self.end:%H:%M} must be after start {self.start:%H:%M}"
            )
        return self


class AskedSchool(Strict):
    name: str = ""
    zone: str
    periods: list[AskedPeriod] = Field(min_length=1, max_length=60)
    weekdays: list[Annotated[int, Field(ge=1, le=7)]] = [1, 2, 3, 4, 5]
    closed: list[date | tuple[date, date]] = []

    @field_validator("zone")
    @classmethod
    def known(cls, zone):
        if zone not in available_timezones():
            near = why_not_zone(zone)[0].facts["near"]
            raise ValueError(f"unknown zone {zone!r}; use a name of the tz database such as {near}")
        return zone

    @field_validator("periods")
    @classmethod
    def apart(cls, periods):
        seen = set()
        for period in periods:
            if period.code in seen:
                raise ValueError(f"period {period.code} appears twice; give each its own code")
            seen.add(period.code)
        order = sorted(periods, key=lambda p: p.start)
        for before, after in zip(order, order[1:], strict=False):
            if after.start < before.end:
                raise ValueError(
                    f"periods {before.code} (until {before.end:%H:%M}) and {after.code} "
                    f"(from {after.start:%H:%M}) overlap; change one of the times"
                )
        return periods

    @field_validator("closed")
    @classmethod
    def in_order(cls, closed):
        for span in closed:
            if isinstance(span, tuple) and span[1] < span[0]:
                raise ValueError(
                    f"closed from {span[0]} until {span[1]}: the last day is before the first; "
                    "swap them"
                )
        return closed

    def facts(self, key: str) -> school_days.SchoolFacts:
        """The school as the rules know it."""
        periods = sorted(self.periods, key=lambda p: p.start)
        bells = school_days.Bells(
            date.min,
            date.max,
            tuple(school_days.Period(p.code, p.start, p.end) for p in periods),
        )
        return school_days.SchoolFacts(
            key=key,
            name=self.name or key,
            zone=self.zone,
            weekdays=frozenset(self.weekdays),
            bells=(bells,),
            closed=tuple(s if isinstance(s, tuple) else (s, s) for s in self.closed),
        )


class Question(Strict):
    """Two schools, a span of days (dates at `a`), and what a window has to offer, in minutes."""

    from_: date = Field(alias="from")
    until: date
    a: AskedSchool
    b: AskedSchool
    min_talk_minutes: int = Field(25, ge=0, le=600)
    connect_minutes: int = Field(5, ge=0, le=120)
    close_minutes: int = Field(5, ge=0, le=120)
    adjacent: int = Field(2, ge=1, le=6)
    max_gap_minutes: int = Field(5, ge=0, le=120)
    limit: int | None = Field(50, ge=0)

    @model_validator(mode="after")
    def in_order(self):
        if self.until < self.from_:
            raise ValueError(f"until {self.until} is before from {self.from_}; swap them")
        if (self.until - self.from_).days > LONGEST:
            raise ValueError("from … until is longer than two years; ask for a shorter span")
        return self


def answer(question: Question) -> dict:
    """`windows` with the longer talk time first, then the earlier; `why_none` when there is none."""
    a, b = question.a.facts("a"), question.b.facts("b")
    wishes = slots.Wishes(
        least_talk=question.min_talk_minutes,
        connect=question.connect_minutes,
        close=question.close_minutes,
        adjacent=question.adjacent,
        max_gap=question.max_gap_minutes,
    )
    span = (question.from_, question.until)
    classes = slots.ClassFacts("a", a.name, a), slots.ClassFacts("b", b.name, b)
    found = sorted(
        slots.windows(*classes, *span, wishes),
        key=lambda w: (-w.talk_minutes, w.starts_at, w.a_periods, len(w.b_periods), w.b_periods),
    )
    shown = found if question.limit is None else found[: question.limit]
    return {
        "common_days": school_days.common_days(a, b, *span),
        "windows": [_shown(window, a.tz, b.tz) for window in shown],
        "why_none": [
            {"rule": reason.rule, "words": reason.words()}
            for reason in slots.why_none(*classes, *span, wishes)
        ],
    }


def _shown(window: slots.Window, a: ZoneInfo, b: ZoneInfo) -> dict:
    return {
        "date": window.on.isoformat(),
        "a_periods": list(window.a_periods),
        "b_periods": list(window.b_periods),
        "start_utc": _utc(window.starts_at),
        "end_utc": _utc(window.ends_at),
        "a_local": _local(window, a),
        "b_local": _local(window, b),
        "overlap_minutes": window.overlap_minutes,
        "talk_minutes": window.talk_minutes,
    }


def _utc(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"


def _local(window, zone) -> list[str]:
    return [f"{moment.astimezone(zone):%H:%M}" for moment in (window.starts_at, window.ends_at)]


CALCULATOR = Calculator(
    name="slots",
    title=_("2つの学校が使える時間"),
    question=Question,
    answer=answer,
    sources=[
        "国際交流プログラム資料 2.1–2.5・6.1（話す時間 = 重なり − 接続 − 終わり、25分以上）",
        "IANA tz database（時間帯）",
    ],
)
