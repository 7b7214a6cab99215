"""国際交流 — exchanges of two schools, their pairs of classes, their sessions."""

from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from tsunagari.base import keyset
from tsunagari.base.days import fiscal_year
from tsunagari.base.refusals import Refused
from tsunagari.faces.shared import incidents as reports
from tsunagari.faces.shared.forms import DayField, RowField
from tsunagari.faces.shared.sessions import both_clocks, session_view
from tsunagari.faces.shared.tell import put_on, tell
from tsunagari.programmes.exchange.class_exchange import planning, queries
from tsunagari.programmes.exchange.class_exchange.actions import exchanges as actions
from tsunagari.programmes.exchange.schools import queries as schools


def listed(request):
    """All exchanges, the latest first."""
    page = keyset.page(
        queries.exchanges_of(request.viewer),
        ["-until_day", "-pk"],
        after=request.GET.get("after", ""),
    )
    counts = queries.session_counts(page.rows)
    rows = [{"exchange": row, **counts[row.pk]} for row in page.rows]
    return render(request, "desk/exchanges.html", {"rows": rows, "page": page})


class ExchangeForm(forms.Form):
    name = forms.CharField(label=_("交流の名前"), max_length=120)
    a = RowField(label=_("1つめの学校"), queryset=None)
    b = RowField(label=_("2つめの学校"), queryset=None)
    from_day = DayField(label=_("始まりの日"))
    until_day = DayField(label=_("終わりの日"))
    sessions = forms.IntegerField(
        label=_("1組あたりの授業の回数"), min_value=1, max_value=20, initial=6
    )
    a_per_group = forms.IntegerField(
        label=_("1グループの人数（1つめの学校）"), min_value=1, max_value=10, initial=4
    )
    b_per_group = forms.IntegerField(
        label=_("1グループの人数（2つめの学校）"), min_value=1, max_value=10, initial=4
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for side in ("a", "b"):
            self.fields[side].queryset = schools.everything()


def new(request):
    """Start an exchange."""
    form = ExchangeForm(request.POST or None, initial=request.GET.dict())
    if request.method == "POST" and form.is_valid():
        try:
            exchange = actions.start(by=request.viewer, on=request.viewer.on, **form.cleaned_data)
        except Refused as refused:
            put_on(form, refused)
        else:
            messages.success(request, _("交流を始めました。次は、学級の組をつくります。"))
            return redirect("desk:pairings", exchange.pk)
    return render(
        request,
        "desk/new_exchange.html",
        {"form": form, "matched": _matched(request.viewer) if "match" in request.GET else None},
        status=422 if form.errors else 200,
    )


def _matched(viewer) -> list[dict]:
    """Schools whose hours go well together and that have no exchange yet."""
    return [
        {
            "title": f"{pair['a'].name} × {pair['b'].name}",
            "days": pair["days"],
            "first": both_clocks(*pair["first"], pair["a"].zone, pair["b"].zone, viewer.language),
            "query": urlencode({"a": pair["a"].key, "b": pair["b"].key}),
        }
        for pair in planning.well_matched(on=viewer.on, home=viewer.zone)
    ]


def own_exchange(request, pk):
    """An exchange that the viewer may see."""
    return get_object_or_404(queries.exchanges_of(request.viewer), pk=pk)


def show(request, pk):
    """One exchange: what is ready, what is missing, the sessions ahead."""
    exchange = own_exchange(request, pk)
    viewer = request.viewer
    page = keyset.page(
        queries.ahead_of(viewer, now=timezone.now()).filter(pairing__exchange=exchange),
        ["starts_at", "pk"],
        after=request.GET.get("after", ""),
        size=30,
    )
    rows = list(queries.counted_pairings(exchange))
    approvals = queries.approvals_on(exchange, viewer.on)
    agreement = queries.agreement_on(exchange, viewer.on)
    return render(
        request,
        "desk/exchange.html",
        {
            "exchange": exchange,
            "pairings": rows,
            "coming": [session_view(row, viewer) for row in page.rows],
            "page": page,
            "approvals": approvals,
            "agreement": agreement,
            "ready": bool(agreement) and all(approvals.values()),
            "closed": sum(row.closed for row in rows),
        },
    )


def pairings(request, pk):
    """Which classes meet: a table of both schools' classes with a tick for each pair."""
    exchange = own_exchange(request, pk)
    rows, columns = (_classes(school, exchange) for school in (exchange.a, exchange.b))
    paired = {f"{p.a_class_id}-{p.b_class_id}" for p in exchange.pairings.all()}
    if request.method == "POST":
        by_name = {f"{a.pk}-{b.pk}": (a, b) for a in rows for b in columns}
        paired = {key for key in request.POST.getlist("pair") if key in by_name}
        try:
            actions.set_pairs(
                exchange,
                [by_name[key] for key in sorted(paired)],
                by=request.viewer,
                on=request.viewer.on,
            )
        except Refused as refused:
            tell(request, refused)
        else:
            messages.success(request, _("学級の組を保存しました。"))
            return redirect("desk:exchange", pk)
    table = [
        (a, [(f"{a.pk}-{b.pk}", b, f"{a.pk}-{b.pk}" in paired) for b in columns]) for a in rows
    ]
    return render(
        request,
        "desk/pairings.html",
        {"exchange": exchange, "table": table, "columns": columns},
        status=422 if request.method == "POST" else 200,
    )


def _classes(school, exchange) -> list:
    """The school's classes of the exchange's school years."""
    years = {fiscal_year(exchange.from_day), fiscal_year(exchange.until_day)}
    return list(schools.classes(school).filter(year__in=years))


def incidents(request):
    """Reports from all schools."""
    return reports.listed(request, "desk")


def incident(request, pk):
    """One report, its steps, and the next step."""
    return reports.one(request, pk, "desk")
