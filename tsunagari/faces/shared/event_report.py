"""催しの報告 — the numbers and the report of an event, as its office, its co-hosts and its funders get it.

The same paper for everybody: it holds only what may leave the office, and each one made is a record.
"""

import csv
import io

from django.db import transaction
from django.http import HttpResponse
from django.utils import translation

from tsunagari.base.readings import plain
from tsunagari.faces.shared import events as shared
from tsunagari.faces.shared import paper
from tsunagari.kernel.records import actions as records
from tsunagari.programmes.community.afterwards import numbers, queries, report, tables
from tsunagari.programmes.community.afterwards.rules.comparing import Beside
from tsunagari.programmes.community.events.models import Event

FORMS = ("pdf", "xlsx", "csv")


def compared(event: Event) -> dict:
    """The numbers of an event beside those of the one before, as they may leave the office."""
    before = queries.before(event)
    rows = numbers.compared(event, before, whole=False)
    return {
        "before": before,
        "rows": [row(one) for one in rows],
        "few": any(one.hidden for one in rows),
    }


def row(one: Beside) -> dict:
    """A number in words: what, now, before, how much more."""
    return {
        "words": numbers.words_of(one.number),
        "now": numbers.said(one.number.value, one.number.unit),
        "before": numbers.said(one.before, one.number.unit),
        "more": numbers.more(one),
    }


def file(request, event: Event, form: str) -> HttpResponse:
    """報告書（PDF）か数（.xlsx・CSV） — in Japanese, or in English for partners abroad."""
    asked = request.GET.get("lang", "")
    language = asked if asked in report.LANGUAGES else report.LANGUAGES[0]
    with translation.override(language):
        name = plain(f"{shared.title(event)} {report.when(event, language)[:11]}")
        data = _data(request, event, form, language)
    _noted(request, event, form)
    return paper.file(data, name, form)


def _data(request, event: Event, form: str, language: str) -> bytes:
    if form == "pdf":
        at = paper.printed(request, f"event-{event.code}")
        return report.made(event, language=language, on=request.viewer.on, at=at)
    if form == "xlsx":
        return tables.workbook(event, language)
    out = io.StringIO()
    csv.writer(out).writerows(tables.cells(event, language))
    return ("\ufeff" + out.getvalue()).encode()


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
