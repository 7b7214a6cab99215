"""さがす — people and organisations by name, kana, romaji or code, in any width."""

from django.shortcuts import render

from tsunagari.faces.desk.people import BODY, PERSON, lines
from tsunagari.kernel.parties import queries as parties

FIRST, MORE = 10, 50


def show(request):
    """Both kinds side by side; `kind` opens one of them, page by page."""
    typed = request.GET.get("q", "").strip()
    kind = request.GET.get("kind", "")
    if kind not in (PERSON, BODY):
        return render(request, "desk/search.html", _overview(request, typed))
    page = parties.found(typed, kind=kind, after=request.GET.get("after", ""), size=MORE)
    context = {"typed": typed, "kind": kind, "page": page, "rows": lines(page.rows, request.viewer)}
    return render(request, "desk/search.html", context)


def _overview(request, typed: str) -> dict:
    pages = {kind: parties.found(typed, kind=kind, size=FIRST) for kind in (PERSON, BODY)}
    rows = lines([*pages[PERSON].rows, *pages[BODY].rows], request.viewer)
    words = typed.split()
    return {
        "typed": typed,
        "people": [row for row in rows if row.party.is_person],
        "bodies": [row for row in rows if not row.party.is_person],
        "more_people": bool(pages[PERSON].older),
        "more_bodies": bool(pages[BODY].older),
        "looser": words if len(words) > 1 and not rows else [],
    }
