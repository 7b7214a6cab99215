"""予定 — two weeks, a month or a day of the office's duties and of all sessions, on both clocks."""

import calendar
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.shortcuts import render
from django.utils.translation import gettext as _

from tsunagari.base import days
from tsunagari.faces.desk import inbox
from tsunagari.kernel.duties import queries

SPANS = ("weeks", "month", "day")
MOST = 6  # entries of a day before the rest waits behind a link


@dataclass
class Day:
    """One day of the calendar."""

    on: date
    now: bool = False
    within: bool = True
    appointments: list = field(default_factory=list)
    duties: list = field(default_factory=list)
    more: int = 0


def show(request):
    """Two weeks from this Monday, or a month, or one day whole; on phones one below the other."""
    viewer = request.viewer
    span = request.GET.get("span", "")
    span = span if span in SPANS else "weeks"
    start = _start(request.GET.get("from", ""), viewer.on)
    first, last = _bounds(span, start)
    held = inbox.appointments(viewer, first, last)
    due = inbox.rows(queries.between(viewer, first, last), viewer)
    return render(
        request,
        "desk/calendar.html",
        {
            "span": span,
            "start": start,
            "title": _title(span, start, first, last, viewer.language),
            "days": _days(first, last, held, due, viewer.on, start, span),
            "before": _step(span, start, -1),
            "after": _step(span, start, 1),
            "holds": len(held) + len(due),
        },
    )


def _start(asked: str, on: date) -> date:
    """The day that an address asks for; today when it asks for none, or for one we do not draw."""
    try:
        found = date.fromisoformat(asked)
    except ValueError:
        return on
    return found if 2000 <= found.year <= 2100 else on


def _bounds(span: str, start: date) -> tuple[date, date]:
    """The first and last day drawn: whole weeks, Monday to Sunday."""
    if span == "day":
        return start, start
    if span == "month":
        last = start.replace(day=calendar.monthrange(start.year, start.month)[1])
        return queries.week_of(start.replace(day=1))[0], queries.week_of(last)[1]
    monday, _sunday = queries.week_of(start)
    return monday, monday + timedelta(days=13)


def _step(span: str, start: date, way: int) -> date:
    """Where ［前へ］ and ［次へ］ lead."""
    if span == "month":
        return days.add_months(start.replace(day=1), way)
    return start + timedelta(days=way * (14 if span == "weeks" else 1))


def _title(span, start, first, last, language) -> str:
    if span == "day":
        return days.day_words(start, language)
    if span == "month":
        ends = (
            start.replace(day=1),
            start.replace(day=calendar.monthrange(start.year, start.month)[1]),
        )
    else:
        ends = first, last
    from_day, until_day = (days.day_words(day, language) for day in ends)
    return _("%(from)s から %(until)s まで") % {"from": from_day, "until": until_day}


def _days(first, last, held, due, on, start, span) -> list[Day]:
    """Every day of the span with what falls on it; long days keep their rest behind a link."""
    by_day, rows = defaultdict(list), defaultdict(list)
    for appointment in held:
        by_day[appointment.day].append(appointment)
    for row in due:
        rows[row.duty.safe_due].append(row)
    most = MOST if span != "day" else len(held) + len(due)
    found = []
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        shown = by_day[day][:most]
        room = most - len(shown)
        found.append(
            Day(
                on=day,
                now=day == on,
                within=span != "month" or day.month == start.month,
                appointments=shown,
                duties=rows[day][:room],
                more=len(by_day[day]) - len(shown) + len(rows[day][room:]),
            )
        )
    return found
