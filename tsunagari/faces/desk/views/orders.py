"""求人と候補者（事務局） — every company's orders, every candidate, who may be entered twice."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tsunagari.base import keyset
from tsunagari.base.refusals import Refused
from tsunagari.faces.shared.orders import (
    candidate_facts,
    fit_rows,
    offered,
    order_facts,
    order_title,
    result_rows,
    seen,
    titles,
    when,
)
from tsunagari.faces.shared.tell import tell
from tsunagari.faces.shared.typed import whole
from tsunagari.kernel.parties import queries as parties
from tsunagari.kernel.roles import registry
from tsunagari.programmes.talent.orders import headcount, queries
from tsunagari.programmes.talent.orders.actions import candidates as actions
from tsunagari.programmes.talent.orders.models import Candidate, Pair
from tsunagari.programmes.talent.orders.room import notes_of
from tsunagari.programmes.talent.orders.rules import fit

PARTNERS = {"company", "sending", "training"}


def listed(request):
    """All orders, the newest first."""
    after = request.GET.get("after", "")
    page = keyset.page(queries.orders_of(request.viewer), ["-pk"], after=after, size=50)
    rows = [(order, order_title(order)) for order in page.rows]
    return render(request, "desk/orders/list.html", {"rows": rows, "page": page})


def show(request, pk):
    """One order: conditions, which status fits, who was assigned."""
    order = get_object_or_404(queries.orders_of(request.viewer), pk=pk)
    pairs = list(queries.pairs_of(request.viewer).filter(order=order).order_by("pk")[:100])
    names = titles([pair.candidate for pair in pairs], request.viewer)
    context = {
        "order": order,
        "title": order_title(order),
        "facts": order_facts(order, request.viewer.language),
        "fits": fit_rows(fit.of_order(queries.seats_of(order), request.viewer.on)),
        "room": headcount.of_order(order, request.viewer.on),
        "notes": [note.words() for note in notes_of(order, request.viewer.on)],
        "pairs": [(pair, names[pair.candidate_id]) for pair in pairs],
    }
    return render(request, "desk/orders/order.html", context)


def candidates(request):
    """All candidates of every sending organisation, and who may be entered twice."""
    past, asked = request.GET.get("view") == "past", request.GET.get("q", "").strip()
    rows = queries.listed(queries.candidates_of(request.viewer), "past" if past else "")
    rows = queries.named(rows, asked)
    page = keyset.page(rows, ["-pk"], after=request.GET.get("after", ""), size=50)
    context = {
        "rows": seen(page.rows, request.viewer),
        "page": page,
        "past": past,
        "asked": asked,
        "offers": offered(queries.alike(), request.viewer),
    }
    return render(request, "desk/orders/candidates.html", context)


def _candidate(request, pk) -> Candidate:
    return get_object_or_404(queries.candidates_of(request.viewer), pk=pk)


def candidate(request, pk):
    """One candidate: facts, progress, orders."""
    found = _candidate(request, pk)
    pairs = queries.pairs_of(request.viewer).filter(candidate=found).order_by("-pk")[:20]
    context = {
        "candidate": found,
        "title": titles([found], request.viewer)[found.pk],
        "facts": candidate_facts(found, request.viewer.language),
        "progress": queries.attendance_of([found.pk])[found.pk],
        "results": result_rows(found),
        "pairs": [(pair, order_title(pair.order)) for pair in pairs],
        # Who is assigned is no part of a matching until they are released.
        "compares": found.state == Candidate.State.LOOKING
        and all(pair.state != Pair.State.ASSIGNED for pair in pairs),
    }
    return render(request, "desk/orders/candidate.html", context)


def _two(request, pk) -> tuple[Candidate, Candidate]:
    """The candidate of the address and the one that the form names."""
    other = whole(request.POST.get("other", ""))
    if other is None or other == pk:
        raise Http404
    return _candidate(request, pk), _candidate(request, other)


@require_POST
def merge(request, pk):
    """This one and the other are one person: this one stays."""
    kept, gone = _two(request, pk)
    try:
        actions.merge(kept, gone, by=request.viewer, on=request.viewer.on)
    except Refused as refused:
        tell(request, refused)
    else:
        undo = "undo:" + reverse("desk:part_candidate", args=[gone.pk])
        messages.success(request, _("2つの登録をまとめました。"), extra_tags=undo)
    return redirect("desk:candidates")


@require_POST
def tell_apart(request, pk):
    """These are two people."""
    actions.tell_apart(*_two(request, pk), by=request.viewer, on=request.viewer.on)
    messages.success(request, _("別の人としました。もう聞きません。"))
    return redirect("desk:candidates")


@require_POST
def part(request, pk):
    """Two candidates again."""
    try:
        actions.part(_candidate(request, pk), by=request.viewer, on=request.viewer.on)
    except Refused as refused:
        tell(request, refused)
    else:
        messages.success(request, _("2つの登録を、別々にもどしました。"))
    return redirect("desk:candidates")


def interviews(request):
    """面接の予定 — what stands, by both clocks, the soonest first."""
    page = keyset.page(
        queries.interviews_of(request.viewer),
        ["starts_at", "pk"],
        after=request.GET.get("after", ""),
        size=50,
    )
    names = titles([one.pair.candidate for one in page.rows], request.viewer)
    rows = [
        (
            one,
            names[one.pair.candidate_id],
            order_title(one.pair.order),
            when(one, one.pair, request.viewer),
        )
        for one in page.rows
    ]
    context = {"rows": rows, "page": page, "now": timezone.now()}
    return render(request, "desk/orders/interviews.html", context)


@require_POST
def act_for(request, code):
    """Enter a company's, a sender's or a training school's own pages; every act there names both."""
    party = parties.by_code(code)
    body = getattr(party, "organisation", None) if party and not party.is_person else None
    if body is None or not PARTNERS & set(body.kinds):
        raise Http404
    registry.note_acting(body, by=request.viewer, on=request.viewer.on)
    request.session["acting_for"] = body.pk
    return redirect("partner:home")
