"""催しの報告（連携団体） — for whoever held an event with others, and for whoever gave a grant for it.

Numbers and the report, as they may leave the office: no name, and nothing of one to four people.
"""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext as _

from tsunagari.base.days import day_words
from tsunagari.base.languages import active
from tsunagari.faces.shared import event_report, paper
from tsunagari.faces.shared import events as shared
from tsunagari.governance.participation import queries, rules, sheet
from tsunagari.programmes.community.events import queries as events
from tsunagari.programmes.community.events.models import Event

MOST = 50


def may_read(request, event: Event, *, own: bool) -> bool:
    """Once it is over: a host, and a body whose grant it was held with."""
    if event.state != Event.State.PUBLIC or timezone.now() < event.ends_at:
        return False
    viewer = request.viewer
    return own or queries.funded(viewer.own_body.party, event, on=viewer.on)


def file(request, code, form):
    """報告書（PDF）と数（.xlsx・CSV） — each one made is a record."""
    code = code.upper()
    own = events.of(request.viewer).filter(code=code).first()
    event = own or get_object_or_404(events.public(), code=code)
    if form not in event_report.FORMS or not may_read(request, event, own=own is not None):
        raise Http404
    return event_report.file(request, event, form)


def funded(request):
    """助成した催し — grant by grant, what was held with it."""
    context = {"grants": [_grant(request, one) for one in _given(request)[:MOST]]}
    return render(request, "partner/events/funded.html", context)


def _given(request):
    return queries.given_by(request.viewer.own_body.party)


def _grant(request, grant) -> dict:
    """A grant with the lines of its events; numbers of a few people are left out."""
    span = queries.span_of(grant, on=request.viewer.on)
    rows, whole = queries.funder(grant.measure, span)
    titled = {one.pk: one for one in events.titled(_among(rows))}
    *shown, whole = rules.handed_on([line for _event, line in rows], whole)
    return {
        "grant": grant,
        "when": " – ".join(day_words(day, active()) for day in span),
        "rows": [
            {"event": event, "title": shared.title(titled[event.pk]), "line": line}
            | {"when": shared.when_words(event)}
            for (event, _line), line in zip(rows, shown, strict=True)
        ],
        "whole": whole,
    }


def _among(rows):
    return Event.objects.select_related("text").filter(pk__in=[event.pk for event, _line in rows])


def funded_sheet(request, pk) -> HttpResponse:
    """The lines of one grant as .xlsx."""
    told = _grant(request, get_object_or_404(_given(request), pk=pk))
    few = _("少ないため出しません")
    rows = [[told["when"], "", _("のべ人数"), _("実人数")]]
    lines = [(one["title"], one["when"], one["line"]) for one in told["rows"]]
    for title, when, line in [*lines, (_("合計"), "", told["whole"])]:
        numbers = (few if one is None else one for one in (line.attendances, line.people))
        rows.append([title, when, *numbers])
    return paper.file(sheet.workbook(told["grant"].title, rows), told["grant"].title, "xlsx")
