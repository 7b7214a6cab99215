"""公表した数と提案 — what was counted, what was asked of whom, what they answered; anybody may read it."""

import csv
import io

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.html import format_html
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tsunagari.base import keyset
from tsunagari.base.languages import active
from tsunagari.base.readings import plain
from tsunagari.base.sheets import neutral
from tsunagari.faces.shared import count_tables, told_texts
from tsunagari.kernel.duties import rulebook
from tsunagari.kernel.texts import queries as texts
from tsunagari.programmes.talent.proposals import queries, said
from tsunagari.programmes.talent.proposals.models import Table
from tsunagari.programmes.talent.proposals.rules.asking import TOPICS

SIZE, TABLES, TITLE = 20, 30, "title"
TONES = {"accepted": "ok", "partly": "ok", "studied": "note", "declined": "quiet"}


def listed(request):
    """Every published proposal with its answer, the newest tables, and how they are counted."""
    page = keyset.page(
        _with_titles(queries.published()),
        ["-published_on", "-pk"],
        after=request.GET.get("after", ""),
        size=SIZE,
    )
    tables = [
        {"row": row, "title": said.title(queries.read(row).asked)}
        for row in queries.tables()[:TABLES]
    ]
    context = {
        "page": page,
        "rows": [_row(one) for one in page.rows],
        "tables": tables,
        "definition": count_tables.definition(localdate()),
    }
    return render(request, "portal/proposals.html", context)


def _with_titles(rows):
    return texts.with_sentences(rows.select_related("text"), "text__", opens=TITLE)


def _title(one) -> told_texts.Told:
    """The title as the reader reads it: translated and checked, else in Japanese and said so."""
    return told_texts.heading(texts.seen(one.text, active()))


def _row(one) -> dict:
    return {
        "row": one,
        "title": _title(one),
        "topic": _(TOPICS.get(one.topic, one.topic)),
        "asked_of": _(one.get_asked_of_display()),
        "outcome": _(one.get_outcome_display()),
        "tone": TONES.get(one.outcome, "quiet"),
    }


def show(request, pk):
    """One proposal: in the reader's language where it was translated and checked, else in Japanese."""
    rows = texts.with_sentences(queries.published().select_related("text"), "text__")
    one = get_object_or_404(rows, pk=pk)
    sentences = texts.seen(one.text, active())
    told = told_texts.Page(sentences)
    context = _row(one) | {
        "blocks": told_texts.blocks(each for each in sentences if not each.part),
        "told": told,
        "tables": [count_tables.of(row) for row in one.tables.order_by("pk")],
        "obstacles": [
            {
                "row": each,
                "told": told.get(f"obstacle-{each.pk}"),
                "article": format_html('<span lang="ja">{}</span>', each.article),
                "confidence": _(rulebook.CONFIDENCES.get(each.confidence, "")),
            }
            for each in one.obstacles.all()
        ],
        "definition": count_tables.definition(localdate()),
    }
    return render(request, "portal/proposal.html", context)


def table(request, pk):
    """One published table: numbers, chart, why some are not shown, and how they are counted."""
    row = get_object_or_404(Table, pk=pk)
    context = {
        "table": count_tables.of(row),
        "definition": count_tables.definition(localdate()),
        "proposals": [
            {"row": one, "title": _title(one)}
            for one in _with_titles(queries.published().filter(tables=row))
        ],
    }
    return render(request, "portal/count_table.html", context)


def sheet(request, pk):
    """The same numbers as CSV; what is not shown is empty."""
    row = get_object_or_404(Table, pk=pk)
    out = io.StringIO()
    lines = said.sheet(queries.read(row), row.smallest)
    csv.writer(out).writerows([neutral(plain(str(value))) for value in line] for line in lines)
    response = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="counts-{row.pk}.csv"'
    return response
