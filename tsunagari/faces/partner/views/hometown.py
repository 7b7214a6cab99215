"""企業版ふるさと納税 — a company's own gifts to municipalities: what it says of itself, its estimate."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from tsunagari.base import keyset
from tsunagari.base.refusals import Refused
from tsunagari.faces.partner.bodies import own
from tsunagari.faces.shared import hometown as shared
from tsunagari.faces.shared.paper import pdf, printed
from tsunagari.faces.shared.tell import put_on
from tsunagari.governance.fund.hometown import papers, queries
from tsunagari.governance.fund.hometown.actions import way
from tsunagari.governance.fund.hometown.models import Donation, Project


def _own(request, pk) -> Donation:
    """A case of the own company; another's is not found."""
    own(request, "company")
    return get_object_or_404(queries.of(request.viewer), pk=pk)


def listed(request):
    """The own cases, the newest first."""
    own(request, "company")
    page = keyset.page(queries.of(request.viewer), ["-pk"], after=request.GET.get("after", ""))
    context = {"page": page, "rows": [shared.row(one) for one in page.rows]}
    return render(request, "partner/hometown/list.html", context)


def new(request):
    """The company thinks of giving."""
    company = own(request, "company")
    made: list[Donation] = []

    def act(told):
        project = told.pop("project")
        made.append(
            way.open_case(company, project, **told, by=request.viewer, on=request.viewer.on)
        )

    form = shared.CaseForm(request.POST or None, company=False)
    context = {"heading": _("寄附の相談を始める"), "back": "partner:donations"}
    context["needs_project"] = not Project.objects.exists()
    return _form(request, form, act, lambda: redirect("partner:donation", made[0].pk), context)


def _form(request, form, act, to, context):
    """A form of its own page; what was typed stays when it is refused."""
    if request.method == "POST" and form.is_valid():
        try:
            act(dict(form.cleaned_data))
        except Refused as refused:
            put_on(form, refused)
        else:
            messages.success(request, _("記録しました。"))
            return to()
    return render(
        request,
        "partner/hometown/form.html",
        context | {"form": form},
        status=422 if form.errors else 200,
    )


def show(request, pk):
    """One own case: where it stands, what is met, the estimate, what it was used for."""
    one = _own(request, pk)
    return render(request, "partner/hometown/donation.html", shared.page(one, request.viewer.on))


def _stepped(request, one: Donation, form, act, heading: str):
    context = {"heading": heading, "one": one}
    return _form(request, form, act, lambda: redirect("partner:donation", one.pk), context)


def tell(request, pk):
    """What the company says of itself, until the office has checked it."""
    one = _own(request, pk)
    if one.state != Donation.State.LEAD:
        raise Http404
    names = ("yen", "head_office", "blue_return", "no_return", "linked", "name_shown")
    initial = {name: getattr(one, name) for name in names} | {"seen": one.version}

    def act(told):
        seen = told.pop("seen") or -1
        way.tell(one, seen=seen, **told, by=request.viewer, on=request.viewer.on)

    form = shared.TellForm(request.POST or None, initial=initial)
    return _stepped(request, one, form, act, _("会社のことを書く"))


def estimate(request, pk):
    """The own estimate, kept with its day and version."""
    one = _own(request, pk)
    if one.state in queries.ENDED:
        raise Http404
    form = shared.EstimateForm(request.POST or None)

    def act(told):
        question, answer = form.estimated(one.yen, request.viewer.on)
        way.keep_estimate(
            one, question=question, answer=answer, by=request.viewer, on=request.viewer.on
        )

    return _stepped(request, one, form, act, _("税金の見積もりをする"))


def disclose(request, pk):
    """The company has a contract with the project: it says so."""
    one = _own(request, pk)
    if one.state in queries.ENDED or queries.is_disclosed(one):
        raise Http404

    def act(told):
        way.disclose(one, **told, by=request.viewer, on=request.viewer.on)

    label = _("どんなつながりか（契約の名前・相手・額など）")
    form = shared.WordsForm(request.POST or None, label=label)
    return _stepped(request, one, form, act, _("つながりの届けを出す"))


def offer(request, pk):
    """The offer as it was handed in, or as it would be handed in today."""
    one = _own(request, pk)
    if one.offer:
        return shared.scan(one.offer)
    made = papers.offer(one, on=request.viewer.on, at=printed(request, f"donation-{one.pk}"))
    return pdf(made, f"hometown-offer-{one.pk}")


def receipt(request, pk):
    """The copy of the municipality's receipt, for the tax return."""
    return shared.scan(_own(request, pk).receipt)


def voucher(request, pk, number):
    """The voucher of a use."""
    use = get_object_or_404(_own(request, pk).uses.filter(annulled_on=None), pk=number)
    return shared.scan(use.voucher)
