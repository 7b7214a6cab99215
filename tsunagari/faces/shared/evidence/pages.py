"""根拠の画面 — the evidence that an address asks for, as a page or as a file."""

import csv
import io
import re

from django.http import Http404, HttpResponse
from django.utils import timezone

from tsunagari.base.languages import gettext as _
from tsunagari.base.readings import plain
from tsunagari.base.sheets import neutral
from tsunagari.faces.shared.effect import BOTH, PEOPLE
from tsunagari.faces.shared.evidence import Evidence, spread, survey
from tsunagari.programmes.exchange.class_exchange import effects

NUMBER = re.compile(r"[+−-]?\d+(\.\d+)?")


def evidence_of(request, exchange) -> Evidence:
    """The evidence that the address asks for; 404 for a figure that the page does not have."""
    asked = request.GET
    facts = effects.facts_of(exchange, on=request.viewer.on)
    figure, side = asked.get("figure", ""), asked.get("side", BOTH)
    if side not in (BOTH, "a", "b"):
        raise Http404
    own = _own(facts, request.viewer)
    if figure in PEOPLE:
        return survey.people_of(facts, figure, side, own)
    if figure in survey.COMPARED:
        return survey.compared(facts, figure, side, asked.get("of", ""), own)
    if figure == "direct":
        return spread.direct(facts, side)
    if figure == "reach":
        return spread.reach(facts, side, own, request.viewer.on)
    if figure == "ties":
        return spread.ties(facts, asked.get("session", ""))
    raise Http404


def _own(facts, viewer) -> str:
    """The side whose rows this viewer may read; "" for the desk, also when it acts for a school."""
    if viewer.on_behalf is not None:
        return ""
    return next((s.key for s in facts.sides if s.school == viewer.own_body.pk), "")


def evidence_page(request, exchange, face: str) -> dict:
    """What the page of one figure shows."""
    query = request.GET.copy()
    query["format"] = "csv"
    return {
        "frame": f"tn/{face}.html",
        "face": face,
        "exchange": exchange,
        "evidence": evidence_of(request, exchange),
        "csv": query.urlencode(),
        "as_of": timezone.now(),
    }


def evidence_file(request, exchange) -> HttpResponse:
    """The same rows as CSV for a spreadsheet: UTF-8 with a mark, free text guarded."""
    found = evidence_of(request, exchange)
    out = io.StringIO()
    writer = csv.writer(out)
    lines = [[found.title, found.value], [found.definition], *([line] for line in found.formula)]
    lines += [list(fact) for fact in found.facts]
    lines += [[found.hidden]] if found.hidden else [[], found.columns, *found.rows, found.total]
    if found.left_out:
        lines += [[], [_("数えなかった理由"), _("人数")], *map(list, found.left_out)]
    for line in lines:
        writer.writerow([guarded(cell) for cell in line])
    response = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    name = "-".join(filter(None, (request.GET.get(key, "") for key in ("figure", "of", "side"))))
    response["Content-Disposition"] = f'attachment; filename="effect-{exchange.pk}-{name}.csv"'
    return response


def guarded(cell):
    """A number stays a number; a text that a spreadsheet would calculate gets an apostrophe."""
    if not isinstance(cell, str):
        return cell
    cell = plain(cell)
    if NUMBER.fullmatch(cell):
        return cell.replace("−", "-")
    return neutral(cell)
