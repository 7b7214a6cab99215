"""効果（学校） — the same page as the desk's; the own pupils' rows by code, the partner's as sums."""

from django.shortcuts import get_object_or_404, render

from tsunagari.faces.shared.effect import effect_page
from tsunagari.faces.shared.effect_paper import report as effect_report
from tsunagari.faces.shared.evidence.pages import evidence_file, evidence_page
from tsunagari.faces.shared.paper import pdf
from tsunagari.programmes.exchange.class_exchange import queries


def own_exchange(request, pk):
    """An exchange in which the viewer's school takes part."""
    return get_object_or_404(queries.exchanges_of(request.viewer), pk=pk)


def show(request, pk):
    """The effect of one exchange."""
    exchange = own_exchange(request, pk)
    return render(request, "shared/effect.html", effect_page(request, exchange, "partner"))


def evidence(request, pk):
    """What one figure was counted from, as a page or as CSV."""
    exchange = own_exchange(request, pk)
    if request.GET.get("format") == "csv":
        return evidence_file(request, exchange)
    page = evidence_page(request, exchange, "partner")
    return render(request, "shared/effect_evidence.html", page)


def report(request, pk):
    """The effect of one scale on paper."""
    return pdf(*effect_report(request, own_exchange(request, pk)))
