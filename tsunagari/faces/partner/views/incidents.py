"""困ったこと — what pupils reported, and what was done about it."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from tsunagari.base.refusals import Refused
from tsunagari.faces.shared.incidents import incident_page, kind_words
from tsunagari.faces.shared.tell import tell
from tsunagari.programmes.exchange.class_exchange import queries
from tsunagari.programmes.exchange.class_exchange.actions import pupils as actions


def listed(request):
    """Open ones first."""
    rows = sorted(queries.incidents_of(request.viewer)[:200], key=lambda i: i.state == "closed")
    return render(
        request,
        "shared/incidents.html",
        {
            "frame": "tn/partner.html",
            "detail": "partner:incident",
            "rows": [{"incident": row, "kind": kind_words(row.kind)} for row in rows],
        },
    )


def show(request, pk):
    """One report, its steps, and the next step."""
    incident = get_object_or_404(queries.incidents_of(request.viewer), pk=pk)
    if request.method == "POST":
        seen = request.POST.get("version", "")
        try:
            actions.advance(
                incident,
                words=request.POST.get("words", "")[:2000],
                seen=int(seen) if seen.isdigit() else -1,
                by=request.viewer,
                on=request.viewer.on,
                at=timezone.now(),
            )
        except Refused as refused:
            tell(request, refused)
        else:
            messages.success(request, _("対応を記録しました。"))
        return redirect("partner:incident", pk)
    return render(
        request, "shared/incident.html", incident_page(request, incident, "tn/partner.html")
    )
