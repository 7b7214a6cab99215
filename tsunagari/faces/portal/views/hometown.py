"""企業版ふるさと納税の結果 — what companies gave to which town, and what it was used for; anybody may read it."""

from django.shortcuts import render

from tsunagari.base import keyset
from tsunagari.governance.fund.hometown import queries


def listed(request):
    """The published results, the newest first; a company's name only where it said so."""
    rows = queries.published().prefetch_related("uses", "confirmations")
    page = keyset.page(rows, ["-pk"], after=request.GET.get("after", ""), size=20)
    found = [
        {
            "row": one,
            "uses": [use for use in one.uses.all() if not use.annulled_on],
            "indicators": [line for year in one.confirmations.all() for line in year.indicators],
        }
        for one in page.rows
    ]
    return render(request, "portal/hometown.html", {"page": page, "rows": found})
