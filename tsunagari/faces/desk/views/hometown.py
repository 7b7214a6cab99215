"""企業版ふるさと納税 — the cases of companies, step by step, and the municipalities' projects."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.http import require_POST

from tsunagari.base import keyset
from tsunagari.base.refusals import Refused
from tsunagari.faces.desk import hometown_forms as typed
from tsunagari.faces.desk.people import names_of
from tsunagari.faces.shared import hometown as shared
from tsunagari.faces.shared import uploads
from tsunagari.faces.shared.paper import pdf, printed
from tsunagari.faces.shared.tell import put_on, tell
from tsunagari.faces.shared.typed import whole
from tsunagari.governance.fund.hometown import papers, queries
from tsunagari.governance.fund.hometown.actions import money, way
from tsunagari.governance.fund.hometown.models import Donation, Project
from tsunagari.governance.fund.hometown.rules import steps


def listed(request):
    """The cases, the newest first; those that are over stand in a tab of their own."""
    done = request.GET.get("view") == "done"
    rows = queries.of(request.viewer)
    rows = rows.filter(state__in=queries.ENDED) if done else rows.exclude(state__in=queries.ENDED)
    page = keyset.page(rows, ["-pk"], after=request.GET.get("after", ""))
    context = {"page": page, "rows": [shared.row(one) for one in page.rows], "done": done}
    return render(request, "desk/hometown/list.html", context)


def projects(request):
    """The municipalities' projects, and what is known of each."""
    rows = [
        {"row": one, "certified": _(one.get_certified_display()), "excluded": one.excluded}
        for one in queries.projects()
    ]
    return render(request, "desk/hometown/projects.html", {"rows": rows})


def new_project(request):
    """Register a project; nothing of it is confirmed yet."""

    def act(told):
        way.note_project(**told, by=request.viewer, on=request.viewer.on)

    return _form(
        request,
        typed.ProjectForm,
        act,
        heading=_("寄附を使う事業を登録する"),
        back="desk:town_projects",
    )


def project(request, pk):
    """Note what was found out about a project."""
    one = get_object_or_404(queries.projects(), pk=pk)

    def act(told):
        way.confirm_project(one, **told, by=request.viewer, on=request.viewer.on)

    names = ("certified", "excluded", "until_day", "source")
    return _form(
        request,
        typed.ConfirmProjectForm,
        act,
        heading=_("事業のことを確かめる"),
        lead=f"{one.area}：{one.title}",
        back="desk:town_projects",
        initial={name: getattr(one, name) for name in names},
    )


def new(request):
    """A company thinks of giving."""
    made: list[Donation] = []

    def act(told):
        made.append(
            way.open_case(
                told.pop("company"),
                told.pop("project"),
                **told,
                by=request.viewer,
                on=request.viewer.on,
            )
        )

    return _form(
        request,
        shared.CaseForm,
        act,
        heading=_("寄附の相談を登録する"),
        back="desk:donations",
        to=lambda: redirect("desk:donation", made[0].pk),
        needs_project=not Project.objects.exists(),
    )


def _form(request, asked, act, *, heading, back, lead="", initial=None, to=None, **more):
    """A form of its own page; what was typed stays when it is refused."""
    form = asked(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            act(dict(form.cleaned_data))
        except Refused as refused:
            put_on(form, refused)
        else:
            messages.success(request, _("記録しました。"))
            return to() if to else redirect(back)
    context = {"form": form, "heading": heading, "lead": lead, "back": back} | more
    return render(request, "desk/hometown/form.html", context, status=422 if form.errors else 200)


def _own(request, pk) -> Donation:
    return get_object_or_404(queries.of(request.viewer), pk=pk)


def show(request, pk):
    """One case: where it stands, what is met, the money, what comes next."""
    one = _own(request, pk)
    context = shared.page(one, request.viewer.on)
    names = names_of([each["step"].by for each in context["steps"]], request.viewer)
    for each in context["steps"]:
        each["who"] = names.get(each["step"].by_id, "")
    context["years"] = sorted(
        set(queries.years_over(one, request.viewer.on))
        - {each.year for each in context["confirmations"]}
    )
    return render(request, "desk/hometown/donation.html", context)


@dataclass(frozen=True)
class Act:
    """What is done with a case: its words, its form (none: a press), in which states."""

    heading: Any
    run: Callable
    form: type[forms.Form] | None = None
    states: tuple[str, ...] = ()


def _base(request, one) -> dict:
    return {"seen": whole(request.POST.get("seen", "")) or one.version, "by": request.viewer}


def _day(request, one) -> dict:
    return {"by": request.viewer, "on": request.viewer.on}


def _tell(request, one, told):
    seen = told.pop("seen") or -1
    way.tell(one, seen=seen, **told, **_day(request, one))


def _offer(request, one, told):
    letter = papers.offer(one, on=told["day"], at=printed(request, f"donation-{one.pk}"))
    way.offer(one, offered_on=told["day"], letter=letter, **_base(request, one))


def _paid(request, one, told):
    town = one.project.town
    way.note_payment(one, payee=town, paid_on=told["day"], **_base(request, one))


def _receipt(request, one, told):
    way.note_receipt(
        one,
        receipt_on=told["day"],
        file=uploads.content(told["file"]),
        name=told["file"].name,
        **_base(request, one),
    )


def _subsidise(request, one, told):
    told["received_on"] = told.pop("day")
    money.subsidise(one, **told, **_base(request, one))


def _use(request, one, told):
    file = told.pop("file")
    told["used_on"] = told.pop("day")
    money.use(one, **told, file=uploads.content(file), name=file.name, by=request.viewer)


def _confirm(request, one, told):
    year, rows = int(told["year"]), told["indicators"]
    at = printed(request, f"donation-{one.pk}")
    letter = papers.report(one, year=year, indicators=rows, on=told["day"], at=at)
    money.confirm(
        one, year=year, indicators=rows, letter=letter, sent_on=told["day"], by=request.viewer
    )


def _estimate(request, one, told):
    question, answer = told["estimated"]
    way.keep_estimate(one, question=question, answer=answer, **_day(request, one))


STATE = Donation.State
BEFORE_OFFER = (STATE.LEAD,)
ALIVE = tuple(state for state in STATE.values if state not in queries.ENDED)
ACTS = {
    "tell": Act(_l("会社のことを書く"), _tell, shared.TellForm, BEFORE_OFFER),
    "estimate": Act(_l("税金の見積もりをする"), _estimate, shared.EstimateForm, ALIVE),
    "check": Act(
        _l("対象かどうかを確かめた"),
        lambda r, one, told: way.check(one, **_base(r, one), on=r.viewer.on),
        None,
        BEFORE_OFFER,
    ),
    "disclose": Act(
        _l("つながりの届けを出す"),
        lambda r, one, told: way.disclose(one, **told, **_day(r, one)),
        shared.WordsForm,
        ALIVE,
    ),
    "pass-on": Act(
        _l("届けを市町村に伝えた"),
        lambda r, one, told: way.pass_on(one, **_day(r, one)),
        None,
        STATE.values,
    ),
    "dispatch": Act(
        _l("人材派遣の内容を書く"),
        lambda r, one, told: way.dispatch(one, **told, **_day(r, one)),
        typed.DispatchForm,
        ALIVE,
    ),
    "offer": Act(_l("申出書をとどけたことを記録する"), _offer, typed.DayForm, (STATE.CHECKED,)),
    "accept": Act(
        _l("市町村が受け入れたことを記録する"),
        lambda r, one, told: way.accept(one, answered_on=told["day"], **_base(r, one)),
        typed.DayForm,
        (STATE.OFFERED,),
    ),
    "decline": Act(
        _l("市町村が受け入れなかったことを記録する"),
        lambda r, one, told: way.decline(
            one, answered_on=told["day"], words=told["words"], **_base(r, one)
        ),
        typed.DeclineForm,
        (STATE.OFFERED,),
    ),
    "paid": Act(
        _l("会社が市町村に入金したことを記録する"), _paid, typed.DayForm, (STATE.ACCEPTED,)
    ),
    "receipt": Act(_l("市町村の受領証をしまう"), _receipt, typed.ReceiptForm, (STATE.PAID,)),
    "subsidise": Act(
        _l("市町村からの補助・委託を記録する"),
        _subsidise,
        typed.SubsidyForm,
        (STATE.RECEIPTED, STATE.FUNDED),
    ),
    "use": Act(_l("使い道を記録する"), _use, typed.UseForm, (STATE.FUNDED,)),
    "confirm": Act(
        _l("年度の資料をわたす"), _confirm, typed.ConfirmForm, (STATE.FUNDED, STATE.PUBLISHED)
    ),
    "publish": Act(
        _l("結果を公表する"),
        lambda r, one, told: money.publish(one, **_base(r, one), on=r.viewer.on),
        None,
        (STATE.FUNDED,),
    ),
    "withdraw": Act(
        _l("取りやめる"),
        lambda r, one, told: way.withdraw(one, **told, **_base(r, one), on=r.viewer.on),
        shared.WordsForm,
        steps.BEFORE[steps.WITHDRAWN],
    ),
}


def act(request, pk, act):
    """One thing is done with a case: a press, or a form of its own page."""
    one, what = _own(request, pk), ACTS.get(act)
    if what is None or one.state not in what.states:
        raise Http404
    if what.form is None:
        return _pressed(request, one, what)
    form = _asked(request, one, act, what)
    if request.method == "POST" and form.is_valid():
        told = dict(form.cleaned_data)
        try:
            if act == "estimate":
                told["estimated"] = form.estimated(one.yen, request.viewer.on)
            what.run(request, one, told)
        except Refused as refused:
            put_on(form, refused)
        else:
            messages.success(request, _("記録しました。"))
            return redirect("desk:donation", pk)
    context = {"form": form, "one": one, "heading": what.heading, "act": act}
    return render(request, "desk/hometown/step.html", context, status=422 if form.errors else 200)


def _asked(request, one: Donation, act: str, what: Act) -> forms.Form:
    """The form of an act, with what is known filled in."""
    more: dict = {}
    initial: dict = {"day": request.viewer.on, "yen": one.yen - one.subsidised_yen}
    if act == "tell":
        names = ("yen", "head_office", "blue_return", "no_return", "linked", "name_shown")
        initial = {name: getattr(one, name) for name in names} | {"seen": one.version}
    elif act == "use":
        initial["yen"] = queries.left(one) or None
    elif act == "confirm":
        more["years"] = queries.years_over(one, request.viewer.on)
    elif act == "disclose":
        more["label"] = _("どんなつながりか（契約の名前・相手・額など）")
    elif act == "withdraw":
        more["label"] = _("取りやめる理由")
    return what.form(request.POST or None, request.FILES or None, initial=initial, **more)


@require_POST
def _pressed(request, one: Donation, what: Act):
    try:
        what.run(request, one, {})
    except Refused as refused:
        tell(request, refused)
    else:
        messages.success(request, _("記録しました。"))
    return redirect("desk:donation", one.pk)


@require_POST
def annul(request, pk, number):
    """A use that was typed wrongly no longer counts."""
    one = _own(request, pk)
    use = get_object_or_404(one.uses, pk=number)
    try:
        money.annul_use(use, by=request.viewer, on=request.viewer.on)
    except Refused as refused:
        tell(request, refused)
    else:
        messages.success(request, _("使い道を取り消しました。"))
    return redirect("desk:donation", pk)


def offer(request, pk):
    """The offer as it was handed in, or as it would be handed in today."""
    one = _own(request, pk)
    if one.offer:
        return shared.scan(one.offer)
    made = papers.offer(one, on=request.viewer.on, at=printed(request, f"donation-{one.pk}"))
    return pdf(made, f"hometown-offer-{one.pk}")


def receipt(request, pk):
    """The copy of the municipality's receipt."""
    return shared.scan(_own(request, pk).receipt)


def voucher(request, pk, number):
    """The voucher of a use."""
    return shared.scan(get_object_or_404(_own(request, pk).uses, pk=number).voucher)


def report(request, pk, number):
    """What the municipality got of a year."""
    one = _own(request, pk)
    return shared.scan(get_object_or_404(one.confirmations, year=number).paper)
