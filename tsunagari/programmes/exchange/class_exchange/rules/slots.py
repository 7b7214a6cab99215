"""使える時間 — every shared window of two classes, with its cost and its reasons.

Source: fact sheet of the international exchange programme, 2.1–2.5 and 6.1. Why there is no window
and which lessons could move stands in `moves.py`.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason
from tsunagari.programmes.exchange.class_exchange.rules.overlaps import Overlap, shared
from tsunagari.programmes.exchange.class_exchange.rules.school_days import SchoolFacts, Span

MOVED, EXAMS = 5, 4
Moments = tuple[datetime, datetime]


@dataclass(frozen=True)
class Wishes:
    """What a window has to offer, in minutes; `agreement` is the memorandum's span, if asked.

    With `both`, either side may give several short lessons for one long lesson of the other.
    """

    least_talk: int = 25
    connect: int = 5
    close: int = 5
    adjacent: int = 2
    max_gap: int = 5
    both: bool = False
    gap_days: int = 7
    agreement: Span | None = None
    not_before: datetime | None = None

    @property
    def least_overlap(self) -> int:
        return self.least_talk + self.connect + self.close


@dataclass
class ClassFacts:
    """A class: its school, {(weekday, period): (subject, teacher)}, and what is taken already.

    `taken` are dates of the class's other sessions, `reserved` those of their reserves; `crowded`
    are spans in which all lines of the school are in use, `busy` spans of each teacher.
    """

    key: int | str
    name: str
    school: SchoolFacts
    timetable: dict[tuple[int, str], tuple[str, str]] = field(default_factory=dict)
    taken: tuple[date, ...] = ()
    reserved: tuple[date, ...] = ()
    crowded: tuple[Moments, ...] = ()
    busy: dict[str, list[Moments]] = field(default_factory=dict)


@dataclass(frozen=True)
class Release:
    """A lesson that gives its time: which side, period, subject, teacher; does it have to move?"""

    side: str
    period: str
    subject: str
    teacher: str = ""
    moved: bool = False

    def as_dict(self) -> dict:
        return {
            "side": self.side,
            "period": self.period,
            "subject": self.subject,
            "teacher": self.teacher,
            "moved": self.moved,
        }


@dataclass(frozen=True)
class Window:
    """One shared window; `on` and `b_on` are the dates at a and b, moments are UTC."""

    on: date
    b_on: date
    starts_at: datetime
    ends_at: datetime
    a_periods: tuple[str, ...]
    b_periods: tuple[str, ...]
    overlap_minutes: int
    talk_minutes: int
    releases: tuple[Release, ...] = ()
    cost: int = 0
    reasons: tuple[Reason, ...] = ()


RULES = ("talk", "approval", "agreement", "past", "gap", "reserved", "teacher", "lines")


def judged(
    a: ClassFacts, b: ClassFacts, from_day: date, until_day: date, wishes: Wishes
) -> Iterator[tuple[str, Overlap]]:
    """Every overlap with the first rule that it breaks ("" for none)."""
    for overlap in shared(
        a.school,
        b.school,
        from_day,
        until_day,
        adjacent=wishes.adjacent,
        max_gap=wishes.max_gap,
        both=wishes.both,
    ):
        yield broken(a, b, overlap, wishes), overlap


def broken(a: ClassFacts, b: ClassFacts, overlap: Overlap, wishes: Wishes) -> str:
    """The first rule that an overlap breaks, "" when it is a window."""
    on, other = overlap.on, overlap.b_on
    if overlap.minutes < wishes.least_overlap:
        return "talk"
    if not (a.school.approved(on) and b.school.approved(other)):
        return "approval"
    if wishes.agreement and not wishes.agreement[0] <= on <= wishes.agreement[1]:
        return "agreement"
    if wishes.not_before and overlap.starts_at <= wishes.not_before:
        return "past"
    if _too_near(on, a.taken, wishes.gap_days) or _too_near(other, b.taken, wishes.gap_days):
        return "gap"
    if on in a.reserved or other in b.reserved:
        return "reserved"
    if _teacher_is_busy(a, on, overlap.a_periods, overlap) or _teacher_is_busy(
        b, other, overlap.b_periods, overlap
    ):
        return "teacher"
    if _meets(overlap, a.crowded) or _meets(overlap, b.crowded):
        return "lines"
    return ""


def _too_near(day: date, taken, gap_days: int) -> bool:
    return any(abs((day - other).days) < gap_days for other in taken)


def _teacher_is_busy(facts: ClassFacts, day: date, periods, overlap: Overlap) -> bool:
    if not facts.busy:
        return False
    lessons = (facts.timetable.get((day.isoweekday(), p.code), ("", "")) for p in periods)
    return any(_meets(overlap, facts.busy.get(teacher, ())) for _subject, teacher in lessons)


def _meets(overlap: Overlap, spans) -> bool:
    if not spans:
        return False
    end = overlap.ends_at
    return any(start < end and overlap.starts_at < until for start, until in spans)


def windows(
    a: ClassFacts, b: ClassFacts, from_day: date, until_day: date, wishes: Wishes | None = None
) -> list[Window]:
    """All windows, best first: lowest cost, then longer talk, then earlier."""
    wishes = wishes or Wishes()
    found = [
        _window(a, b, overlap, wishes)
        for rule, overlap in judged(a, b, from_day, until_day, wishes)
        if not rule
    ]
    return sorted(found, key=lambda w: (w.cost, -w.talk_minutes, w.starts_at, w.b_periods))


def _window(a: ClassFacts, b: ClassFacts, overlap: Overlap, wishes: Wishes) -> Window:
    on, other = overlap.on, overlap.b_on
    ours = tuple([period.code for period in overlap.a_periods])
    theirs = tuple([period.code for period in overlap.b_periods])
    releases = released("a", a, on, ours) + released("b", b, other, theirs)
    moved = [release for release in releases if release.moved]
    exams = [side.school.name for side, day in ((a, on), (b, other)) if side.school.in_exams(day)]
    return Window(
        on=on,
        b_on=other,
        starts_at=overlap.starts_at,
        ends_at=overlap.ends_at,
        a_periods=ours,
        b_periods=theirs,
        overlap_minutes=overlap.minutes,
        talk_minutes=overlap.minutes - wishes.connect - wishes.close,
        releases=releases,
        cost=MOVED * len(moved) + EXAMS * len(exams),
        reasons=_reasons(moved, exams),
    )


def _reasons(moved, exams) -> tuple[Reason, ...]:
    return tuple(
        Reason(
            _("%(subject)s（%(period)s）の授業を、別の時間に動かします。"),
            {"subject": release.subject, "period": release.period},
            rule="moved",
        )
        for release in moved
    ) + tuple(
        Reason(_("%(school)sの試験の期間です。"), {"school": name}, rule="exams") for name in exams
    )


def released(side: str, facts: ClassFacts, day: date, codes) -> tuple[Release, ...]:
    """The lessons that give their time; one outside the eligible subjects has to move."""
    found = []
    for code in codes:
        subject, teacher = facts.timetable.get((day.isoweekday(), code), ("", ""))
        if subject:
            eligible = not facts.school.subjects or any(
                word in subject for word in facts.school.subjects
            )
            found.append(Release(side, code, subject, teacher, moved=not eligible))
    return tuple(found)
