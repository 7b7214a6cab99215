"""さがす — people and organisations by name, kana, romaji or code, in any width."""

from functools import partial

from django.shortcuts import render

from tsunagari.faces.desk import party_rows
from tsunagari.faces.desk.people import BODY, PERSON, lines_now
from tsunagari.faces.shared import again
from tsunagari.kernel.parties import queries as parties

FIRST, MORE = 10, 50


def show(request):
    """Both kinds side by side; `kind` opens one of them, page by page."""
    return again.page(request, None, partial(_drawn, request))


def _drawn(request):
    typed = request.GET.get("q", "").strip()
    kind = request.GET.get("kind", "")
    if kind not in (PERSON, BODY):
        return render(request, "desk/search.html", _overview(request, typed))
    page = parties.found(typed, kind=kind, after=request.GET.get("after", ""), size=MORE)
    rows = party_rows.written(lines_now(page.rows, request.viewer))
    context = {"typed": typed, "kind": kind, "page": page, "rows": rows}
    return render(request, "desk/search.html", context)


def _overview(request, typed: str) -> dict:
    pages = {kind: parties.found(typed, kind=kind, size=FIRST) for kind in (PERSON, BODY)}
    rows = lines_now([*pages[PERSON].rows, *pages[BODY].rows], request.viewer)
    words = typed.split()
    return {
        "typed": typed,
        "people": party_rows.written(row for row in rows if row.party.is_person),
        "bodies": party_rows.written(row for row in rows if not row.party.is_person),
        "more_people": bool(pages[PERSON].older),
        "more_bodies": bool(pages[BODY].older),
        "looser": words if len(words) > 1 and not rows else [],
    }
