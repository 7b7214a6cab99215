"""使える時間の計算 — shared windows of two schools, asked without the database."""

import re
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Annotated
from zoneinfo import ZoneInfo, available_timezones

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictStr,
    field_validator,
    model_validator,
)

from tsunagari.base import effort
from tsunagari.base.calculators import BadQuestion, Calculator, DayText, NearDay, day
from tsunagari.base.languages import gettext_noop as _
from tsunagari.programmes.exchange.class_exchange.rules import moves, school_days, slots
from tsunagari.programmes.exchange.schools.rules.setup import why_not_zone

LONGEST = 366 * 2
STEPS_A_WINDOW = 60
# Local dates of two places differ by two at most.
NEAR = timedelta(days=3)
CLOCK = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])(:00)?")


def _clock(value):
    """ "8:45" as well as "08:45"."""
    found = isinstance(value, str) and CLOCK.fullmatch(value)
    if not found:
        raise ValueError(f"{value!r} is not a time of day: write it like 08:45, 00:00 to 23:59")
    return time(int(found[1]), int(found[2]))


def _closed(value) -> tuple[date, date]:
    """A day, or the first and the last day of a span."""
    if isinstance(value, str):
        return day(value), day(value)
    if not isinstance(value, list) or len(value) != 2:
        raise ValueError("give a day, or the first and the last day as a pair")
    first, last = day(value[0]), day(value[1])
    if last < first:
        raise ValueError(
            f"closed from {first} until {last}: the last day is before the first; swap them"
        )
    return first, last


ClockText = Annotated[str, Field(pattern=f"^{CLOCK.pattern}$")]
Clock = Annotated[time, BeforeValidator(_clock, json_schema_input_type=ClockText)]
Closed = Annotated[
    tuple[date, date],
    BeforeValidator(_closed, json_schema_input_type=DayText | tuple[DayText, DayText]),
]
Weekday = Annotated[int, Field(strict=True, ge=1, le=7)]


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", populate_by_name=True)


class AskedPeriod(Strict):
    """One lesson; times are local wall times."""

    code: StrictStr = Field(min_length=1, max_length=40)
    start: Clock
    end: Clock

    @model_validator(mode="after")
    def in_order(self):
        if self.end <= self.start:
            raise BadQuestion(
                [
                    f"end: period {self.code}: end {self.end:%H:%M} must be after "
                    f"start {self.start:%H:%M}"
                ]
            )
        return self


class AskedSchool(Strict):
    """A school: zone of the tz database, lessons, weekdays (1 Monday … 7 Sunday), closed days."""

    name: StrictStr = Field("", max_length=200)
    zone: StrictStr
    periods: list[AskedPeriod] = Field(min_length=1, max_length=40)
    weekdays: list[Weekday] = [1, 2, 3, 4, 5]
    closed: list[Closed] = Field([], max_length=2_000)

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
        for before, after in pairwise(sorted(periods, key=lambda p: p.start)):
            if after.start < before.end:
                raise ValueError(
                    f"periods {before.code} (until {before.end:%H:%M}) and {after.code} "
                    f"(from {after.start:%H:%M}) overlap; change one of the times"
                )
        return periods

    def facts(self, key: str, first: date, last: date) -> school_days.SchoolFacts:
        """The school as the rules know it; of its closed days those near the days asked for."""
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
            closed=tuple(
                {
                    (max(one, first - NEAR), min(other, last + NEAR))
                    for one, other in self.closed
                    if other >= first - NEAR and one <= last + NEAR
                }
            ),
        )


class Question(Strict):
    """Two schools, a span of days (dates at `a`), and what a window has to offer, in minutes."""

    from_: NearDay = Field(alias="from")
    until: NearDay
    a: AskedSchool
    b: AskedSchool
    min_talk_minutes: int = Field(25, strict=True, ge=0, le=600)
    connect_minutes: int = Field(5, strict=True, ge=0, le=120)
    close_minutes: int = Field(5, strict=True, ge=0, le=120)
    adjacent: int = Field(2, strict=True, ge=1, le=6)
    max_gap_minutes: int = Field(5, strict=True, ge=0, le=120)
    limit: int | None = Field(50, strict=True, ge=0)

    @model_validator(mode="after")
    def in_order(self):
        if self.until < self.from_:
            raise BadQuestion([f"until: until {self.until} is before from {self.from_}; swap them"])
        if (self.until - self.from_).days > LONGEST:
            raise BadQuestion(["until: from … until is longer than two years; ask for less"])
        return self


def answer(question: Question) -> dict:
    """`windows` with the longer talk time first, then the earlier; `why_none` when there is none."""
    a, b = (
        side.facts(key, question.from_, question.until)
        for key, side in (("a", question.a), ("b", question.b))
    )
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
    effort.spend(STEPS_A_WINDOW * (len(found) if question.limit is None else 0))
    shown = found if question.limit is None else found[: question.limit]
    return {
        "common_days": school_days.common_days(a, b, *span),
        "windows": [_shown(window, a.tz, b.tz) for window in shown],
        "why_none": [
            {"rule": reason.rule, "words": reason.words()}
            for reason in moves.why_none(*classes, *span, wishes)
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
        _("国際交流プログラム資料 2.1–2.5・6.1（話す時間 = 重なり − 接続 − 終わり、25分以上）"),
        _("IANA tz database（時間帯）"),
    ],
)
