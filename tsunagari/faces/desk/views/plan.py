"""計画 — the shared windows of a pair, and one plan for all pairs with a reserve for each session."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tsunagari.base.languages import listed
from tsunagari.base.refusals import Refused
from tsunagari.faces.desk.views.exchanges import own_exchange
from tsunagari.faces.shared.sessions import both_clocks, clock_parts
from tsunagari.faces.shared.slots import slots_page
from tsunagari.faces.shared.tell import tell
from tsunagari.programmes.exchange.class_exchange import planning, queries
from tsunagari.programmes.exchange.class_exchange.actions import sessions as actions
from tsunagari.programmes.exchange.class_exchange.documents.plan_sheet import plan_sheet

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def slots(request, pk):
    """Every shared window of a pair; proposing is the schools' own."""
    pairing = get_object_or_404(queries.pairings_of(request.viewer), pk=pk)
    page = slots_page(request, pairing, own_is_b=False)
    return render(request, "shared/slots.html", page | {"frame": "tn/desk.html"})


def show(request, pk):
    """One plan for all pairs of an exchange, as it would be made now."""
    exchange = own_exchange(request, pk)
    made, rows, names = _plan(request, exchange)
    return render(
        request,
        "desk/plan.html",
        {
            "exchange": exchange,
            "rows": rows,
            "print": planning.print_of(made),
            "pairs": len(names),
            "blocked": [
                {"pair": names[key], "reasons": reasons} for key, reasons in made.blocked.items()
            ],
            "planned": queries.of(request.viewer)
            .filter(pairing__exchange=exchange, state="planned")
            .count(),
        },
    )


def sheet(request, pk):
    """The plan as a sheet (.xlsx), to send round or to print."""
    exchange = own_exchange(request, pk)
    _made, rows, _names = _plan(request, exchange, both_clocks)
    data = plan_sheet(exchange.name, rows, request.viewer.language)
    response = HttpResponse(data, content_type=XLSX)
    response["Content-Disposition"] = f'attachment; filename="plan-{pk}.xlsx"'
    return response


def _plan(request, exchange, clocks=clock_parts):
    """(the plan, its rows, the pairs' names); `clocks` says how a row writes its moments."""
    pairings = list(queries.pairings_of(request.viewer).filter(exchange=exchange))
    made = planning.whole(exchange, pairings, now=timezone.now(), drafts=False)
    names = {pairing.pk: str(pairing) for pairing in pairings}
    reader = (exchange.a.zone, exchange.b.zone, request.viewer.language)
    rows = [
        {
            "pair": names[placed.pair],
            "ordinal": placed.ordinal,
            "when": clocks(placed.window.starts_at, placed.window.ends_at, *reader),
            "reserve": clocks(placed.reserve.starts_at, placed.reserve.ends_at, *reader),
            "talk": placed.window.talk_minutes,
            "releases": listed(f"{r.period} {r.subject}" for r in placed.window.releases),
            "cost": placed.window.cost,
        }
        for placed in made.placed
    ]
    return made, rows, names


@require_POST
def adopt(request, pk):
    """Keep the plan: the schools' teachers find it as a draft and propose from it."""
    exchange = own_exchange(request, pk)
    try:
        count = actions.adopt_plan(
            exchange,
            by=request.viewer,
            on=request.viewer.on,
            at=timezone.now(),
            seen=request.POST.get("print"),
        )
    except Refused as refused:
        tell(request, refused)
        return redirect("desk:plan", pk)
    else:
        messages.success(
            request,
            _("%(count)s回分の案を両方の学校に出しました。学校の先生が提案・返事をします。")
            % {"count": count},
        )
    return redirect("desk:exchange", pk)
