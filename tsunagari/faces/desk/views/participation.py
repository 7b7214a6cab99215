"""数えたこと（事務局） — the plan's indicator, the cooperation with the town, the funder's sheet."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tsunagari.base.measures import MEASURES
from tsunagari.base.refusals import Refused
from tsunagari.faces.desk import counts
from tsunagari.faces.shared.tell import tell
from tsunagari.governance.participation import actions, queries, rules, sheet
from tsunagari.governance.participation.words import COOPERATION, FUNDER, INDICATOR, REPORTS

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MOST = 100
PAGES = {
    INDICATOR: "desk:counts",
    COOPERATION: "desk:counts_cooperation",
    FUNDER: "desk:counts_funder",
}


def indicator(request):
    """計画の指標 — people and attendances of each measure in a fiscal year."""
    return _page(request, INDICATOR)


def cooperation(request):
    """地域への協力 — of companies by their people, of bodies by what they held."""
    return _page(request, COOPERATION)


def funder(request):
    """助成元への報告 — events of a measure in the span of a grant, or of a year."""
    more = {"grants": queries.grants()[:MOST], "measures": list(MEASURES)}
    return _page(request, FUNDER, **more)


def _page(request, kind: str, **more):
    told = counts.asked(request, kind)
    query = urlencode(told.query)
    context = {
        "told": told,
        "kind": kind,
        "lines": counts.lines(told, request.viewer.on),
        "kept": counts.kept(told),
        "years": counts.years(request),
        "may_shut": not rules.why_not_shut(until=told.span.last, on=request.viewer.on),
        "query": query,
        "tabs": [(reverse(PAGES[one]), _(words), one == kind) for one, words in REPORTS.items()],
        **more,
    }
    return render(request, "desk/counts.html", context)


def _known(kind: str) -> str:
    if kind not in REPORTS:
        raise Http404
    return kind


def file(request, kind, act):
    """CSV or Excel of the lines: as closed where it was closed, else as they are now.

    The funder's sheet leaves the office: it says nothing of a few people.
    """
    told = counts.asked(request, _known(kind))
    if act not in ("csv", "xlsx"):
        raise Http404
    closed = counts.kept(told)
    lines = closed[1] if closed else counts.lines(told, request.viewer.on)
    heads = [told.when, "", _("集い"), _("のべ人数"), _("実人数")]
    rows = [heads, *([name, part, *_cells(line)] for name, part, line in _to_hand_on(kind, lines))]
    made = (sheet.workbook if act == "xlsx" else sheet.text)(told.rule, rows)
    kind_of = XLSX if act == "xlsx" else "text/csv; charset=utf-8"
    response = HttpResponse(made, content_type=kind_of)
    name = f"{kind}-{told.span.first}_{told.span.last}.{act}"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _to_hand_on(kind: str, lines: list) -> list:
    """Each line with its numbers, of the funder's sheet as a funder may read them."""
    if kind != FUNDER:
        return lines
    *events, whole = [line for _name, _part, line in lines]
    told = rules.handed_on(events, whole)
    return [(name, part, line) for (name, part, _line), line in zip(lines, told, strict=True)]


def _cells(line: rules.Totals | rules.Shown) -> list:
    few = _("少ないため出しません")
    return [few if number is None else number for number in vars(line).values()]


@require_POST
def shut(request, kind):
    """締める — the numbers stay as they are today."""
    told = counts.asked(request, _known(kind))
    try:
        actions.shut(kind, told.span, by=request.viewer, on=request.viewer.on, measure=told.measure)
    except Refused as refused:
        tell(request, refused)
    else:
        messages.success(request, _("報告を締めました。数はこのまま残ります。"))
    return redirect(f"{reverse(PAGES[kind])}?{urlencode(told.query)}")
