"""費用台帳 — one case's lines at the desk: the cap, base pay, the sheet; and where sides disagree."""

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from tsunagari.base import keyset
from tsunagari.base.refusals import Refused
from tsunagari.faces.shared import costs
from tsunagari.faces.shared.costs import acts
from tsunagari.faces.shared.forms import DayField
from tsunagari.faces.shared.looking import seen
from tsunagari.faces.shared.promised import monthly_pay
from tsunagari.faces.shared.tell import put_on
from tsunagari.kernel.consents.queries import shown
from tsunagari.programmes.talent.costs import queries
from tsunagari.programmes.talent.costs.actions import lines
from tsunagari.programmes.talent.costs.models import BasePay
from tsunagari.programmes.talent.costs.rules import amounts
from tsunagari.programmes.talent.people import queries as people


class BasePayForm(forms.Form):
    """One month's contractual base pay."""

    amount = forms.CharField(
        label=_("月の基本給（円）"),
        max_length=40,
        help_text=_("残業代・手当・ボーナスを入れません。例：190,000"),
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
    contract_on = DayField(label=_("契約の日"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


def own(request, pk):
    return seen(request, get_object_or_404(people.of(request.viewer), pk=pk))


def _line(request, pk):
    return get_object_or_404(
        queries.of(request.viewer).prefetch_related("answers", "opinions"), pk=pk
    )


def _base_of(case) -> dict:
    row = BasePay.objects.filter(case=case).first()
    if row is None:
        promised, said = monthly_pay(case)
        known = {"amount": f"{promised:,}"} if promised else {}
        return known | {"version": 0, "said": said}
    known = {"amount": f"{row.monthly_yen:,}", "contract_on": row.contract_on}
    return known | {"version": row.version}


def show(request, pk):
    """All lines of a case, what they add up to, the cap, and why the plan does not go on."""
    case = own(request, pk)
    return _page(request, case, BasePayForm(initial=_base_of(case)))


def _page(request, case, form):
    page = costs.page(
        request,
        case,
        "desk",
        reasons=[reason.words() for reason in queries.why_not_proceed(case, request.viewer.on)],
        base_form=form,
        base_said=form.initial.get("said", ""),
        base_url=reverse("desk:base_pay", args=[case.pk]),
        case_url=reverse("desk:case", args=[case.pk]),
    )
    page.status_code = 422 if form.errors else 200
    return page


@require_POST
def base_pay(request, pk):
    """Base pay of the contract; what was typed stays when it is refused."""
    case = own(request, pk)
    form = BasePayForm(request.POST)
    if form.is_valid():
        data = form.cleaned_data
        try:
            lines.set_base_pay(
                case,
                amounts.typed(data["amount"], amounts.HOME),
                contract_on=data["contract_on"],
                seen=data["version"] or 0,
                by=request.viewer,
                on=request.viewer.on,
            )
        except Refused as refused:
            put_on(form, refused)
            form.data = form.data.copy()
            form.data["version"] = _base_of(case)["version"]
        else:
            messages.success(request, _("基本給を登録しました。"))
            return redirect("desk:case_costs", pk)
    return _page(request, case, form)


def sheet(request, pk):
    """The lines as .xlsx; taking them out is a record."""
    return acts.sheet(request, own(request, pk))


def disputed(request):
    """食い違い — every line on which the sides disagree, of all cases; the newest first."""
    page = keyset.page(
        queries.disputed().prefetch_related("answers", "opinions"),
        ["-id"],
        after=request.GET.get("after", ""),
    )
    names = shown([row.case.person_id for row in page.rows], to=request.viewer)
    rows = [
        {"row": row, "name": names[row.cost.case.person_id]}
        for row in costs.rows(page.rows, request.viewer)
    ]
    return render(request, "desk/disputed_costs.html", {"page": page, "rows": rows})


def new(request, pk):
    return acts.add(request, own(request, pk), "desk")


@require_POST
def right(request, pk):
    return acts.right(request, _line(request, pk), "desk")


@require_POST
def agree(request, pk):
    return acts.agree(request, _line(request, pk), "desk")


def wrong(request, pk):
    return acts.wrong(request, _line(request, pk), "desk")


def pay(request, pk):
    return acts.pay(request, _line(request, pk), "desk")


def back(request, pk):
    return acts.back(request, _line(request, pk), "desk")


def annul(request, pk):
    return acts.annul(request, _line(request, pk), "desk")


def receipt(request, pk):
    return acts.receipt(request, _line(request, pk))
