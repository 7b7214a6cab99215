"""ふりかえり（事務局） — one page of what came of an event, and the report as PDF, .xlsx and CSV."""

from django.shortcuts import render
from django.utils import timezone

from tsunagari.faces.desk.views.events import own
from tsunagari.faces.shared import event_report
from tsunagari.faces.shared import events as shared
from tsunagari.programmes.community.afterwards import numbers, queries
from tsunagari.programmes.community.afterwards.actions.accounts import last_of


def show(request, code):
    """ふりかえり — answers, photographs, accounts, and the numbers beside those of last time."""
    event = own(request, code)
    before = queries.before(event)
    survey = queries.survey_of(event)
    rows = numbers.compared(event, before, whole=True)
    [left] = [row.number.value for row in rows if row.number.key == "left"]
    context = {
        "event": event,
        "title": shared.title(event),
        "when": shared.when_words(event),
        "over": event.ends_at <= timezone.now(),
        "survey": survey,
        "answers": survey.sheets.count() if survey else 0,
        "photos": event.photos.filter(blob__isnull=False).count(),
        "shown": queries.published(event).count(),
        "stopped": queries.stopped_unseen(event),
        "left": left,
        "closing": last_of(event),
        "before": before,
        "before_title": shared.title(before) if before else "",
        "rows": [event_report.row(row) for row in rows],
    }
    return render(request, "desk/events/after.html", context)


def file(request, code, form):
    """報告書（PDF）と数（.xlsx・CSV） — what may leave the office; each is a record."""
    return event_report.file(request, own(request, code), form)
