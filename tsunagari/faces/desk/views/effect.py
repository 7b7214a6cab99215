"""効果（事務局） — what changed, how far the word went, which ties were made; and from what."""

from django.shortcuts import render

from tsunagari.faces.desk.views.exchanges import own_exchange
from tsunagari.faces.shared.effect import effect_page, ties_page
from tsunagari.faces.shared.effect_paper import report as effect_report
from tsunagari.faces.shared.evidence.pages import evidence_file, evidence_page
from tsunagari.faces.shared.paper import pdf


def show(request, pk):
    """The effect of one exchange."""
    exchange = own_exchange(request, pk)
    return render(request, "shared/effect.html", effect_page(request, exchange, "desk"))


def evidence(request, pk):
    """What one figure was counted from, as a page or as CSV."""
    exchange = own_exchange(request, pk)
    if request.GET.get("format") == "csv":
        return evidence_file(request, exchange)
    return render(request, "shared/effect_evidence.html", evidence_page(request, exchange, "desk"))


def report(request, pk):
    """The effect of one scale on paper."""
    return pdf(*effect_report(request, own_exchange(request, pk)))


def ties(request, pk):
    """The ties of one exchange, session by session."""
    exchange = own_exchange(request, pk)
    return render(request, "shared/effect_ties.html", ties_page(request, exchange, "desk"))
