"""計画 — the shared windows of a pair, and one plan for all pairs with a reserve for each session."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tsunagari.base.refusals import Refused
from tsunagari.faces.desk.views.exchanges import own_exchange
from tsunagari.faces.shared.sessions import both_clocks
from tsunagari.faces.shared.slots import slots_page
from tsunagari.faces.shared.tell import tell
from tsunagari.programmes.exchange.class_exchange import planning, queries
from tsunagari.programmes.exchange.class_exchange.actions import sessions as actions


def slots(request, pk):
    """Every shared window of a pair; proposing is the schools' own."""
    pairing = get_object_or_404(queries.pairings_of(request.viewer), pk=pk)
    page = slots_page(request, pairing, own_is_b=False)
    return render(request, "shared/slots.html", page | {"frame": "tn/desk.html"})


def show(request, pk):
    """One plan for all pairs of an exchange, as it would be made now."""
    exchange = own_exchange(request, pk)
    pairings = list(queries.pairings_of(request.viewer).filter(exchange=exchange))
    made = planning.whole(exchange, pairings, now=timezone.now()) if pairings else None
    names = {pairing.pk: str(pairing) for pairing in pairings}
    language = request.viewer.language
    rows = [
        {
            "pair": names[placed.pair],
            "ordinal": placed.ordinal,
            "when": _when(placed.window, exchange, language),
            "reserve": _when(placed.reserve, exchange, language) if placed.reserve else "",
            "talk": placed.window.talk_minutes,
            "cost": placed.window.cost,
        }
        for placed in (made.placed if made else [])
    ]
    return render(
        request,
        "desk/plan.html",
        {
            "exchange": exchange,
            "rows": rows,
            "without_reserve": sum(not row["reserve"] for row in rows),
            "blocked": [
                {"pair": names[key], "reasons": reasons}
                for key, reasons in (made.blocked if made else {}).items()
            ],
            "planned": queries.of(request.viewer)
            .filter(pairing__exchange=exchange, state="planned")
            .count(),
        },
    )


def _when(window, exchange, language):
    return both_clocks(window.starts_at, window.ends_at, exchange.a.zone, exchange.b.zone, language)


@require_POST
def adopt(request, pk):
    """Keep the plan: the schools' teachers find it as a draft and propose from it."""
    exchange = own_exchange(request, pk)
    try:
        count = actions.adopt_plan(
            exchange, by=request.viewer, on=request.viewer.on, at=timezone.now()
        )
    except Refused as refused:
        tell(request, refused)
    else:
        messages.success(
            request,
            _("%(count)s回分の案を両方の学校に出しました。学校の先生が提案・返事をします。")
            % {"count": count},
        )
    return redirect("desk:exchange", pk)
