"""はじめに — what the council has to look at, and what it sees."""

from django.shortcuts import render

from tsunagari.faces.council.views import costs, reports
from tsunagari.programmes.talent.costs import queries as ledger
from tsunagari.programmes.talent.safety import queries as safety

FEW = 5


def show(request):
    """The newest of both lists, with how many there are."""
    viewer = request.viewer
    disputes, acts = ledger.disputed(), safety.of(viewer).exclude(state="closed")
    context = {
        "disputes": disputes.count(),
        "acts": acts.count(),
        "rows": costs.rows_of(costs.with_words(disputes).order_by("-pk")[:FEW], viewer),
        "reports": reports.rows_of(acts.order_by("-pk")[:FEW], viewer),
    }
    return render(request, "council/home.html", context)
