"""求人 — the company's orders: placed, looked at, changed, withdrawn and reopened."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tsunagari.base import keyset
from tsunagari.base.refusals import Refused
from tsunagari.faces.partner.bodies import own
from tsunagari.faces.partner.talent_forms import OrderForm
from tsunagari.faces.shared.forms import newer
from tsunagari.faces.shared.orders import fit_rows, order_facts, order_title, titles
from tsunagari.faces.shared.tell import put_on, tell
from tsunagari.programmes.talent.orders import headcount, queries
from tsunagari.programmes.talent.orders.actions import orders as actions
from tsunagari.programmes.talent.orders.models import Order
from tsunagari.programmes.talent.orders.room import notes_of
from tsunagari.programmes.talent.orders.rules import fit
from tsunagari.programmes.talent.people.models import Company

TYPED = [name for name in OrderForm.base_fields if name != "version"]


def own_order(request, pk) -> Order:
    """An order of the viewer's own company; others are not found."""
    own(request, "company")
    return get_object_or_404(queries.orders_of(request.viewer), pk=pk)


def listed(request):
    """The company's orders, the newest first."""
    own(request, "company")
    after = request.GET.get("after", "")
    page = keyset.page(queries.orders_of(request.viewer), ["-pk"], after=after, size=20)
    rows = [(order, order_title(order)) for order in page.rows]
    return render(request, "partner/talent/orders.html", {"rows": rows, "page": page})


def show(request, pk):
    """One order: conditions, which status fits, who was assigned."""
    order = own_order(request, pk)
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
    return render(request, "partner/talent/order.html", context)


def new(request):
    """Place an order."""
    company = own(request, "company")
    first = {"municipality": company.municipality, "number": 1, "invite": 2, "week_hours": 40}
    known = Company.objects.filter(pk=company.pk).first()
    if known and known.facts.get("fields"):
        first["field"] = known.facts["fields"][0]
    form = OrderForm(request.POST or None, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            order = actions.place(company, by=request.viewer, on=request.viewer.on, **form.facts())
        except Refused as refused:
            put_on(form, refused)
        else:
            messages.success(request, _("求人を出しました。連合会に届きました。"))
            return redirect("partner:order", order.pk)
    title = _("求人を出す")
    return _form(request, form, title, reverse("partner:orders"), verb=title)


def edit(request, pk):
    """Change an order; who is second sees what the first one wrote."""
    order = own_order(request, pk)
    stored = {name: getattr(order, name) for name in TYPED}
    form = OrderForm(request.POST or None, initial=stored | {"version": order.version})
    now = []
    if request.method == "POST" and form.is_valid():
        try:
            actions.change(
                order,
                seen=form.cleaned_data["version"] or 0,
                by=request.viewer,
                on=request.viewer.on,
                **form.facts(),
            )
        except Refused as refused:
            if any(reason.rule == "version" for reason in refused.reasons):
                now = newer(form, stored, order.version)
            put_on(form, refused)
        else:
            messages.success(request, _("求人の内容を保存しました。"))
            return redirect("partner:order", pk)
    return _form(request, form, order_title(order), reverse("partner:order", args=[pk]), now)


def _form(request, form, title, back, now=(), verb=""):
    context = {"form": form, "title": title, "back": back, "now": now, "verb": verb}
    status = 422 if form.errors else 200
    return render(request, "partner/talent/form.html", context, status=status)


@require_POST
def withdraw(request, pk):
    """Take an order back."""
    order = own_order(request, pk)
    undo = "undo:" + reverse("partner:reopen_order", args=[pk])
    return _press(request, order, actions.withdraw, _("求人を取り下げました。"), undo)


@require_POST
def reopen(request, pk):
    """The order stands again."""
    order = own_order(request, pk)
    return _press(request, order, actions.reopen, _("求人を元にもどしました。"))


def _press(request, order, act, said, undo=""):
    try:
        act(order, by=request.viewer, on=request.viewer.on)
    except Refused as refused:
        tell(request, refused)
    else:
        messages.success(request, said, extra_tags=undo)
    return redirect("partner:order", order.pk)
