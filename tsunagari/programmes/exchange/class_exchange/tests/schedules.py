"""時程 — the published and the built example days of four countries (fact sheet 2.3)."""

from datetime import date, time

from tsunagari.programmes.exchange.class_exchange.rules.school_days import (
    Bells,
    Period,
    SchoolFacts,
)
from tsunagari.programmes.exchange.class_exchange.rules.slots import ClassFacts

DAYS = {
    "JP": "P1 08:45-09:35 P2 09:45-10:35 P3 10:45-11:35 P4 11:45-12:35 P5 13:30-14:20 "
    "P6 14:30-15:20",
    "PH-AM": "A1 06:00-06:45 A2 06:45-07:30 A3 07:30-08:15 A4 08:15-09:00 A5 09:20-10:05 "
    "A6 10:05-10:50 A7 10:50-11:35 A8 11:35-12:20",
    "PH-PM": "B1 12:30-13:15 B2 13:15-14:00 B3 14:00-14:45 B4 14:45-15:30 B5 15:50-16:35 "
    "B6 16:35-17:20 B7 17:20-18:05",
    "PH-1S": "S1 07:30-08:15 S2 08:15-09:00 S3 09:00-09:45 S4 10:05-10:50 S5 10:50-11:35 "
    "S6 13:00-13:45 S7 13:45-14:30 S8 14:50-15:35",
    "VN": "V1 07:15-08:00 V2 08:05-08:50 V3 09:05-09:50 V4 09:55-10:40 V5 10:45-11:30",
    "BALI": "I1 07:30-08:10 I2 08:10-08:50 I3 08:50-09:30 I4 09:30-10:10 I5 10:30-11:10 "
    "I6 11:10-11:50 I7 11:50-12:30 I8 12:50-13:30 I9 13:30-14:10",
}
ZONES = {
    "JP": "Asia/Tokyo",
    "PH-AM": "Asia/Manila",
    "PH-PM": "Asia/Manila",
    "PH-1S": "Asia/Manila",
    "VN": "Asia/Ho_Chi_Minh",
    "BALI": "Asia/Makassar",
}
WEEK = frozenset(range(1, 6))


def periods(kind: str) -> tuple[Period, ...]:
    """The lessons of one of the days above."""
    words = DAYS[kind].split()
    return tuple(
        Period(code, *(time.fromisoformat(clock) for clock in span.split("-")))
        for code, span in zip(words[::2], words[1::2], strict=True)
    )


def a_school(kind: str, **changes) -> SchoolFacts:
    """A school that is in session on every weekday."""
    facts = {
        "key": kind,
        "name": kind,
        "zone": ZONES[kind],
        "weekdays": WEEK,
        "bells": (Bells(date.min, date.max, periods(kind)),),
    }
    return SchoolFacts(**facts | changes)


def a_class(school: SchoolFacts, name: str = "", timetable: dict | None = None, **changes):
    """A class; `timetable` maps a period to (subject, teacher) on every weekday."""
    lessons = {
        (weekday, code): lesson
        for weekday in school.weekdays
        for code, lesson in (timetable or {}).items()
    }
    name = name or school.name
    return ClassFacts(key=name, name=name, school=school, timetable=lessons, **changes)
