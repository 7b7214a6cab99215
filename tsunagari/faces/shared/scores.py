"""点数の表 — how scores and their spread read, at the office and in the council's room.

Both start from sheets of entries that the reader may open; before the scores are open a sheet holds
none, so there is nothing here that could show one.
"""

import csv
import io

from django.http import HttpResponse
from django.utils.translation import gettext as _now

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.readings import plain
from tsunagari.base.sheets import neutral
from tsunagari.kernel.consents.queries import shown
from tsunagari.kernel.reviews import queries as reviews
from tsunagari.kernel.reviews.queries import Sheet
from tsunagari.kernel.reviews.rules import interests, scores

BOM = "\ufeff"
HEADS = (
    _("順位"),
    _("番号"),
    _("申請者"),
    _("平均"),
    _("最低"),
    _("最高"),
    _("標準偏差"),
    _("確定した人数"),
)


def why_words(why: str) -> str:
    """By what a nearness was found."""
    return _now(interests.WHY.get(why, why))


def total_words(call, given) -> str:
    """One's own weighed sum, 0 to 100; "" while a value is missing."""
    value = scores.total(reviews.scales(call), {key: one.value for key, one in given.items()})
    return "" if value is None else scores.tenth(value)


def table(sheet: Sheet, criteria, viewer) -> dict | None:
    """Who gave what, criterion by criterion; None before the scores are open."""
    if not sheet.open:
        return None
    names = shown(list(sheet.values), to=viewer)
    raters = sorted(sheet.values)
    rows = []
    for one in criteria:
        far = sheet.each[one.pk].far if one.pk in sheet.each else frozenset()
        cells = [_cell(sheet.values[rater].get(one.pk), rater in far) for rater in raters]
        rows.append({"title": one.title, "cells": cells, "spread": _spread(sheet.each.get(one.pk))})
    far = sheet.total.far if sheet.total else frozenset()
    totals = [
        {"value": scores.tenth(sheet.totals[rater]), "far": rater in far}
        if rater in sheet.totals
        else {"value": "—"}
        for rater in raters
    ]
    return {
        "raters": [names.get(rater) or "—" for rater in raters],
        "rows": rows,
        "totals": totals,
        "total": _spread(sheet.total),
        "words": [
            {"who": names.get(rater) or "—", "words": words}
            for rater, words in sorted(sheet.words.items())
        ],
        "changed": [
            {"who": names.get(rater) or "—", "title": one.title, "score": score}
            for rater in raters
            for one in criteria
            if (score := sheet.values[rater].get(one.pk)) and score.reason
        ],
    }


def _cell(score, far: bool) -> dict:
    if score is None:
        return {"value": "—"}
    changed = score.first is not None and score.first != score.value
    return {"value": score.value, "first": score.first if changed else None, "far": far}


def _spread(found: scores.Spread | None) -> dict | None:
    if found is None:
        return None
    return {
        "mean": scores.tenth(found.mean),
        "least": scores.tenth(found.least),
        "most": scores.tenth(found.most),
        "deviation": f"{found.deviation:.1f}",
        "far": len(found.far),
    }


def ranked(rows) -> list[dict]:
    """The ranking in words: place, who, spread, how many have locked."""
    return [
        {
            "place": place,
            "entry": sheet.entry,
            "open": sheet.open,
            "spread": _spread(sheet.total),
            "locked": len(sheet.locked & sheet.expected),
            "expected": len(sheet.expected),
            "far": sum(len(one.far) for one in sheet.each.values())
            + (len(sheet.total.far) if sheet.total else 0),
        }
        for place, sheet in rows
    ]


def csv_answer(code: str, rows) -> HttpResponse:
    """The ranking as CSV (UTF-8 with BOM); what looks like a formula is text."""
    out = io.StringIO()
    out.write(BOM)
    writer = csv.writer(out)
    writer.writerow([plain(_now(head)) for head in HEADS])
    for one in ranked(rows):
        spread = one["spread"] or {}
        numbers = [spread.get(name, "") for name in ("mean", "least", "most", "deviation")]
        said = neutral(one["entry"].called)
        writer.writerow([one["place"] or "", one["entry"].code, said, *numbers, one["locked"]])
    response = HttpResponse(out.getvalue(), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="scores-{code}.csv"'
    return response
