"""来た人の数 — an event's numbers in words, as the office and its hosts read them."""

from django.http import HttpResponse

from tsunagari.base.days import clock, day_words
from tsunagari.base.languages import active
from tsunagari.base.languages import gettext as _
from tsunagari.faces.shared.events import NAMES, ZONE
from tsunagari.faces.shared.table_words import generations
from tsunagari.kernel.roles.models import Viewer
from tsunagari.kernel.roles.queries import day_of
from tsunagari.programmes.community.attendance import queries, sheet
from tsunagari.programmes.community.attendance.models import Count
from tsunagari.programmes.community.events.models import Event

KINDS = Count.Kind


def sessions(event: Event, viewer: Viewer) -> list[dict]:
    """Each session with how many came, of what kind; None is a number that is not told."""
    return [
        {
            "session": session,
            "came": cells.get(KINDS.ALL, {}).get("", 0),
            "unknown": cells.get(KINDS.UNKNOWN, {}).get("", 0),
            "tables": [
                (_(kind.label), [(_value(kind, value), people) for value, people in told.items()])
                for kind in (KINDS.TICKET, KINDS.GENERATION, KINDS.LANGUAGE)
                if (told := cells.get(kind))
            ],
        }
        for session, cells in queries.tables(event, to=viewer)
    ]


def _value(kind: str, value: str) -> str:
    if not value:
        return _("聞いていない")
    if kind == KINDS.GENERATION:
        return dict(generations()).get(value, value)
    return NAMES.get(value, value) if kind == KINDS.LANGUAGE else value


def file(event: Event, viewer: Viewer) -> HttpResponse:
    """The same as CSV."""
    response = HttpResponse(
        sheet.text(_lines(event, viewer)), content_type="text/csv; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="event-{event.code}.csv"'
    return response


def _lines(event: Event, viewer: Viewer) -> list[tuple]:
    lines = []
    for one in sessions(event, viewer):
        starts = one["session"].meeting.starts_at
        when = f"{day_words(day_of(starts), active())} {clock(starts, ZONE)}"
        lines.append((when, _(KINDS.ALL.label), "", one["came"]))
        if one["unknown"] is not None:
            lines.append((when, _(KINDS.UNKNOWN.label), "", one["unknown"]))
        lines += [(when, title, *cell) for title, cells in one["tables"] for cell in cells]
    return lines
