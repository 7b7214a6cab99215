"""助成を受ける側のすること — read, agree, ask for a change, report with vouchers; on either face."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from tsunagari.base.refusals import Refused
from tsunagari.faces.shared import uploads
from tsunagari.faces.shared.awards import Place, context_of
from tsunagari.faces.shared.awards.forms import ChangeForm, CostForm, ReportForm
from tsunagari.faces.shared.paper import kept, pdf, printed
from tsunagari.faces.shared.tell import put_on, tell
from tsunagari.governance.fund.awards import papers, queries
from tsunagari.governance.fund.awards.actions import awarding, checking, reporting
from tsunagari.governance.fund.awards.models import Award, Cost, Settlement
from tsunagari.governance.fund.awards.rules import steps
from tsunagari.kernel.consents.queries import shown


def own(request, pk) -> Award:
    """An award of this body or person; others are not found."""
    return get_object_or_404(queries.of(request.viewer), pk=pk)


def page(request, place: Place, pk):
    """One award as its grantee sees it."""
    one = own(request, pk)
    names = ("agree", "report", "new_cost", "send", "change", "agreement")
    urls = {name: place.url(f"award_{name}", one.pk) for name in names}
    if one.state in (steps.SETTLED, steps.CLOSED):
        urls["settlement"] = place.url("award_settlement", one.pk)
    context = context_of(one, request.viewer)
    for each in context["costs"]:
        each["voucher"] = place.url("award_voucher", one.pk, each["row"].pk)
        each["drop"] = place.url("award_drop_cost", one.pk, each["row"].pk)
        if context["can_report"]:
            joining(each, one, place)
    context |= {"frame": place.frame, "urls": urls, "back": place.url("awards"), "own": True}
    return render(request, "shared/awards/page.html", context)


def agree(request, place: Place, pk):
    """Agree to the edition that was read."""
    one = own(request, pk)
    try:
        digest = request.POST.get("digest", "")
        awarding.agree(one, digest=digest, by=request.viewer, on=request.viewer.on)
    except Refused as refused:
        tell(request, refused)
    else:
        messages.success(request, _("契約に同意しました。支払いの準備を始めます。"))
    return redirect(place.url("award", one.pk))


def _form(request, place: Place, one: Award, form, act, heading: str, done: str):
    if request.method == "POST" and form.is_valid():
        try:
            act()
        except Refused as refused:
            put_on(form, refused)
        else:
            messages.success(request, done)
            return redirect(place.url("award", one.pk))
    context = {
        "form": form,
        "heading": heading,
        "lead": one.title,
        "frame": place.frame,
        "back": place.url("award", one.pk),
    }
    return render(request, "shared/awards/form.html", context, status=422 if form.errors else 200)


def report(request, place: Place, pk):
    """Write what was done; it is kept until it is sent."""
    one = _reporting(own(request, pk))
    row = queries.report_of(one)
    initial = {"words": row.words, "other_income": row.other_income} if row else {}
    form = ReportForm(request.POST or None, initial=initial)

    def act():
        reporting.write(one, **form.cleaned_data, by=request.viewer, on=request.viewer.on)

    done = _("報告をしまいました。費用を入れて、出してください。")
    return _form(request, place, one, form, act, _("したことを書く"), done)


def _reporting(one: Award) -> Award:
    if one.state != steps.AGREED:
        raise Http404
    return one


def new_cost(request, place: Place, pk):
    """One more cost with its voucher."""
    one = _reporting(own(request, pk))
    lines = list(one.lines.values_list("name", flat=True))
    initial = {"on_day": request.viewer.on}
    form = CostForm(request.POST or None, request.FILES or None, lines=lines, initial=initial)

    def act():
        told = dict(form.cleaned_data)
        file = told.pop("file")
        reporting.add_cost(
            one,
            file=uploads.content(file),
            name=file.name,
            by=request.viewer,
            on=request.viewer.on,
            **told,
        )

    return _form(request, place, one, form, act, _("費用を入れる"), _("費用を入れました。"))


def drop_cost(request, place: Place, pk, number):
    """Take a cost out again."""
    one = own(request, pk)
    cost = get_object_or_404(Cost.objects.filter(report__award=one), pk=number)
    return _pressed(
        request,
        place,
        one,
        lambda: reporting.drop_cost(cost, by=request.viewer, on=request.viewer.on),
        _("費用を外しました。"),
    )


def joining(each: dict, one: Award, place: Place) -> None:
    """Where a cost that was entered twice is joined to the other, or taken apart again."""
    verb = "part" if each["row"].joined_to_id else "join" if each.get("twin") else ""
    if verb:
        each[verb] = place.url(f"award_{verb}_cost", one.pk, each["row"].pk)


def join_cost(request, place: Place, pk, number, verb):
    """Join a cost to the other entry of its voucher, or take them apart again; it can be undone."""
    one = own(request, pk)
    cost = get_object_or_404(Cost.objects.filter(report__award=one), pk=number)
    undo = place.url("award_part_cost", one.pk, number)
    who = {"by": request.viewer, "on": request.viewer.on}
    try:
        if verb == "join":
            checking.join(cost, **who)
            words = _("同じ費用を1つにまとめました。数えるのは1回だけです。")
            messages.success(request, words, extra_tags=f"undo:{undo}")
        else:
            checking.part(cost, **who)
            messages.success(request, _("もとの2つに分けました。"))
    except Refused as refused:
        tell(request, refused)
    return redirect(place.url("award", one.pk))


def send(request, place: Place, pk):
    """Send the report."""
    one = own(request, pk)
    return _pressed(
        request,
        place,
        one,
        lambda: reporting.send(one, by=request.viewer, on=request.viewer.on),
        _("実績報告を出しました。事務局が証憑を見て、額を確定します。"),
    )


def _pressed(request, place: Place, one: Award, act, done: str):
    try:
        act()
    except Refused as refused:
        tell(request, refused)
    else:
        messages.success(request, done)
    return redirect(place.url("award", one.pk))


def change(request, place: Place, pk):
    """Ask for other lines."""
    one = _reporting(own(request, pk))
    lines = list(one.lines.all())
    if not lines:
        raise Http404
    form = ChangeForm(request.POST or None, lines=lines)

    def act():
        words = form.cleaned_data["words"]
        reporting.ask_change(
            one, words=words, lines=form.lines(), by=request.viewer, on=request.viewer.on
        )

    done = _("変更を届けました。事務局の返事を待ってください。")
    return _form(request, place, one, form, act, _("費目の変更を届ける"), done)


def voucher(request, pk, number) -> HttpResponse:
    """The file of a cost."""
    cost = get_object_or_404(Cost.objects.filter(report__award=own(request, pk)), pk=number)
    return kept(cost.voucher.blob)


def agreement(request, pk) -> HttpResponse:
    """The newest edition as a paper."""
    one = own(request, pk)
    row = one.agreements.order_by("edition").last()
    if row is None:
        raise Http404
    name = f"award-{one.pk}-{row.edition}"
    made = papers.agreement(one, row, to=_name(request, one), at=printed(request, name))
    return pdf(made, name)


def settlement(request, pk) -> HttpResponse:
    """The notice of the fixed amount as a paper."""
    one = own(request, pk)
    row = get_object_or_404(Settlement, award=one)
    name = f"settlement-{one.pk}"
    return pdf(papers.settled(one, row, to=_name(request, one), at=printed(request, name)), name)


def _name(request, one: Award) -> str:
    return str(shown([one.grantee], to=request.viewer)[one.grantee_id])
