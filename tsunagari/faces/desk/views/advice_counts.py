"""相談の数 — by category, topic, language, channel and month; small numbers and words stay out."""

from datetime import date

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tsunagari.base.days import day_words, fiscal_year
from tsunagari.faces.desk import advice
from tsunagari.faces.shared.forms import DayField
from tsunagari.programmes.talent.advice import actions, queries
from tsunagari.programmes.talent.advice import sheet as sheets
from tsunagari.programmes.talent.advice.models import Consultation
from tsunagari.programmes.talent.advice.rules import counts
from tsunagari.programmes.talent.advice.rules.categories import words

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class SpanForm(forms.Form):
    """From a day until a day; empty: this fiscal year until today."""

    begin = DayField(label=_("はじめの日"), required=False)
    end = DayField(label=_("おわりの日"), required=False)


def _span(request) -> tuple[SpanForm, date, date]:
    on = request.viewer.on
    form = SpanForm(request.GET if "begin_y" in request.GET or "end_y" in request.GET else None)
    known = form.cleaned_data if form.is_bound and form.is_valid() else {}
    begin = known.get("begin") or date(fiscal_year(on), 4, 1)
    end = known.get("end") or on
    if not form.is_bound:
        form.initial = {"begin": begin, "end": end}
    return form, begin, max(begin, end)


def tables(begin: date, end: date) -> list[tuple[str, counts.Table, list[str]]]:
    """(title, table, its lines in words) of every cut."""
    rows = queries.counted(begin, end)
    smallest = queries.figure("smallest_count", end)
    total = len({row.case for row in rows})
    return [
        (title, made, [label(cell.key) for cell in made.cells])
        for title, key, label in CUTS
        for made in [counts.table(counts.counts_by(rows, key), total=total, smallest=smallest)]
    ]


def _label_of(choices):
    return lambda key: _now(choices(key).label)


CUTS = [
    (
        _("分類（1件がいくつかに入ることがあります）"),
        lambda row: row.category,
        lambda key: _now(words(key)) if key else _now("まだ分類していない"),
    ),
    (_("相談の種類"), lambda row: row.topic, _label_of(Consultation.Topic)),
    (_("言語"), lambda row: row.language, advice.language_words),
    (_("どこから"), lambda row: row.channel, _label_of(Consultation.Channel)),
    (_("市町村"), lambda row: row.town, lambda key: key or _now("分からない")),
    (_("月"), lambda row: row.month, lambda key: f"{key:%Y-%m}"),
]


def show(request):
    """The tables of a span; each can be taken out, without anything that was said."""
    form, begin, end = _span(request)
    found = [
        {"title": title, "rows": zip(labels, made.cells, strict=True), "total": made.total}
        for title, made, labels in tables(begin, end)
    ]
    context = {
        "form": form,
        "begin": begin,
        "end": end,
        "tables": found,
        "empty": not any(table["total"] or table["total"] is None for table in found),
        "smallest": queries.figure("smallest_count", end),
    }
    status = 422 if form.errors else 200
    return render(request, "desk/advice/counts.html", context, status=status)


def _taken(request):
    _form, begin, end = _span(request)
    actions.note_counts(by=request.viewer, on=request.viewer.on, begin=begin, end=end)
    span = f"{day_words(begin, 'ja')} – {day_words(end, 'ja')}"
    return (
        f"{begin}_{end}",
        [
            (
                str(title),
                [(label, cell.shown) for label, cell in zip(labels, made.cells, strict=True)],
            )
            for title, made, labels in tables(begin, end)
        ],
        span,
    )


def text(request):
    """CSV (UTF-8 with a mark at the start, so that Excel reads it)."""
    name, found, _span_words = _taken(request)
    response = HttpResponse(sheets.text(found), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="advice-{name}.csv"'
    return response


def sheet(request):
    """Excel, one sheet."""
    name, found, span = _taken(request)
    response = HttpResponse(sheets.workbook(span, found), content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="advice-{name}.xlsx"'
    return response
