"""企業版ふるさと納税の結果 — what companies gave to which town, and what it was used for; anybody may read it."""

from django.shortcuts import render

from tsunagari.base import keyset
from tsunagari.faces.shared import told_texts
from tsunagari.governance.fund.hometown import queries
from tsunagari.governance.fund.hometown.models import Donation
from tsunagari.governance.fund.hometown.page import indicators


def listed(request):
    """The published results, the newest first; a company's name only where it said so."""
    rows = queries.published().prefetch_related("uses", "confirmations")
    page = keyset.page(rows, ["-pk"], after=request.GET.get("after", ""), size=20)
    told = told_texts.pages(page.rows, ())
    found = [_row(one, told[one.pk]) for one in page.rows]
    return render(request, "portal/hometown.html", {"page": page, "rows": found, "told": told})


def _row(one: Donation, told: told_texts.Page) -> dict:
    uses = [use for use in one.uses.all() if not use.annulled_on]
    return {
        "row": one,
        "project": told_texts.heading_of(told.get("project"), one.project.title),
        "uses": [
            {"yen": use.yen, "words": told_texts.heading_of(told.get(f"use-{use.pk}"), use.words)}
            for use in uses
        ],
        "indicators": [
            (
                told_texts.heading_of(told.get(f"indicator-{n}"), f"{name}（{unit}）"),
                planned,
                reached,
            )
            for n, (name, unit, planned, reached) in enumerate(indicators(one))
        ],
    }
