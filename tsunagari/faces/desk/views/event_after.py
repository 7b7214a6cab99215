"""ふりかえり（事務局） — one page of what came of an event, and the report as PDF, .xlsx and CSV."""

import csv
import io

from django.db import transaction
from django.shortcuts import render
from django.utils import timezone, translation

from tsunagari.base.readings import plain
from tsunagari.faces.desk.views.events import own
from tsunagari.faces.shared import events as shared
from tsunagari.faces.shared import paper
from tsunagari.kernel.records import actions as records
from tsunagari.programmes.community.afterwards import numbers, queries, report, tables
from tsunagari.programmes.community.afterwards.actions.accounts import last_of
from tsunagari.programmes.community.events.models import Event


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
        "rows": [_row(row) for row in rows],
    }
    return render(request, "desk/events/after.html", context)


def _row(row) -> dict:
    return {
        "words": numbers.words_of(row.number),
        "now": numbers.said(row.number.value, row.number.unit),
        "before": numbers.said(row.before, row.number.unit),
        "more": numbers.more(row),
    }


def _language(request) -> str:
    asked = request.GET.get("lang", "")
    return asked if asked in report.LANGUAGES else report.LANGUAGES[0]


def _name(event: Event, language: str) -> str:
    with translation.override(language):
        return plain(f"{shared.title(event)} {report.when(event, language)[:11]}")


def _noted(request, event: Event, form: str) -> None:
    with transaction.atomic():
        records.add(
            by=request.viewer,
            did="report.made",
            about=event,
            concerns=[event.host_id],
            on=request.viewer.on,
            form=form,
        )


def printed(request, code):
    """報告書（PDF） — what may leave the office, in Japanese or English; it is a record."""
    event, language = own(request, code), _language(request)
    at = paper.printed(request, f"event-{event.code}")
    data = report.made(event, language=language, on=request.viewer.on, at=at)
    _noted(request, event, "pdf")
    return paper.pdf(data, _name(event, language))


def sheet(request, code):
    """数（.xlsx）."""
    event, language = own(request, code), _language(request)
    with translation.override(language):
        data = tables.workbook(event, language)
    _noted(request, event, "xlsx")
    return paper.file(data, _name(event, language), "xlsx")


def plain_sheet(request, code):
    """数（CSV） — UTF-8 with a mark; texts are guarded, readings left out."""
    event, language = own(request, code), _language(request)
    out = io.StringIO()
    with translation.override(language):
        csv.writer(out).writerows(tables.cells(event, language))
    _noted(request, event, "csv")
    return paper.file(("\ufeff" + out.getvalue()).encode(), _name(event, language), "csv")
