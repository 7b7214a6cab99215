"""授業日 — on which days a school is in session, and when its lessons are, in minutes of UTC."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property
from zoneinfo import ZoneInfo

Span = tuple[date, date]
Minutes = tuple[int, int]
DAY = 24 * 60


@dataclass(frozen=True)
class Period:
    """One period in local wall time; only lessons can be used."""

    code: str
    start: time
    end: time
    kind: str = "lesson"


@dataclass(frozen=True)
class Bells:
    """A bell schedule in force from a day until a day."""

    from_day: date
    until_day: date
    periods: tuple[Period, ...]


@dataclass
class SchoolFacts:
    """A school as slot-finding sees it. Spans include both ends; None for `terms`: always in term.

    `overrides` holds the periods of single days, None for a day without lessons. `subjects` may be
    given to an exchange without moving a lesson; `lines` is how many sessions run at once.
    """

    key: int | str
    name: str
    zone: str
    weekdays: frozenset[int]
    bells: tuple[Bells, ...]
    terms: tuple[Span, ...] | None = None
    closed: tuple[Span, ...] = ()
    exams: tuple[Span, ...] = ()
    overrides: dict[date, tuple[Period, ...] | None] = field(default_factory=dict)
    subjects: frozenset[str] = frozenset()
    lines: int = 1
    approvals: tuple[Span, ...] | None = None
    stored: object = None

    @cached_property
    def tz(self) -> ZoneInfo:
        return ZoneInfo(self.zone)

    def why_closed(self, day: date) -> str:
        """ "" when the school is in session, else "weekday", "term", "closed" or "bells"."""
        if day in self.overrides:
            return "" if self.overrides[day] else "closed"
        if day.isoweekday() not in self.weekdays:
            return "weekday"
        if self.terms is not None and not _within(day, self.terms):
            return "term"
        if day in self._closed_days:
            return "closed"
        return "" if self._bells(day) else "bells"

    @cached_property
    def _closed_days(self) -> set[date]:
        return {
            first + timedelta(days=i)
            for first, last in self.closed
            for i in range((last - first).days + 1)
        }

    def _bells(self, day: date) -> tuple[Period, ...]:
        return next((b.periods for b in self.bells if b.from_day <= day <= b.until_day), ())

    @cached_property
    def _lessons(self) -> dict[date, tuple[Period, ...]]:
        return {}

    def lessons(self, day: date) -> tuple[Period, ...]:
        """The lessons of a day, () when the school is not in session."""
        if day not in self._lessons:
            periods = self.overrides[day] if day in self.overrides else self._bells(day)
            self._lessons[day] = (
                ()
                if self.why_closed(day)
                else tuple(p for p in periods or () if p.kind == "lesson")
            )
        return self._lessons[day]

    @cached_property
    def _spans(self) -> dict[tuple, tuple[Minutes, ...]]:
        return {}

    def spans(self, day: date) -> tuple[Minutes, ...]:
        """Start and end of every lesson in minutes after the date's midnight in UTC.

        On a day on which the clocks change each moment is looked up on its own.
        """
        lessons, early, late = self.lessons(day), self.offset(day), self.offset(day, time(23, 59))
        if early != self.offset(day, time(0)) or early != late:
            return tuple((self._minute(day, p.start), self._minute(day, p.end)) for p in lessons)
        key = (lessons, early)
        if key not in self._spans:
            self._spans[key] = tuple(
                (minutes(p.start) + early, minutes(p.end) + early) for p in lessons
            )
        return self._spans[key]

    def _minute(self, day: date, at: time) -> int:
        midnight = datetime.combine(day, time(0), UTC)
        return int((self.moment(day, at) - midnight).total_seconds() // 60)

    def in_exams(self, day: date) -> bool:
        return _within(day, self.exams)

    def approved(self, day: date) -> bool:
        """True when approvals are not asked for, or one stands on the day."""
        return self.approvals is None or _within(day, self.approvals)

    def offset(self, day: date, at: time = time(12)) -> int:
        """Minutes that the local clock lies behind UTC at a local time (negative in the east)."""
        shift = self.tz.utcoffset(datetime.combine(day, at)) or timedelta()
        return -int(shift.total_seconds() // 60)

    def moment(self, day: date, at: time) -> datetime:
        """A local wall time as an instant in UTC."""
        return datetime.combine(day, at, self.tz).astimezone(UTC)


def _within(day: date, spans) -> bool:
    return any(first <= day <= last for first, last in spans)


def minutes(at: time) -> int:
    return at.hour * 60 + at.minute


def days(from_day: date, until_day: date):
    """Every day, both ends included."""
    for i in range((until_day - from_day).days + 1):
        yield from_day + timedelta(days=i)


def common_days(a: SchoolFacts, b: SchoolFacts, from_day: date, until_day: date) -> int:
    """How many calendar dates find both schools in session."""
    return sum(bool(a.lessons(d)) and bool(b.lessons(d)) for d in days(from_day, until_day))
