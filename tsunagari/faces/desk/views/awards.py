"""助成 — what was decided becomes an award; agreement, instalments, changes, report, settlement."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.http import require_POST

from tsunagari.base import keyset
from tsunagari.base.refusals import Refused
from tsunagari.faces.desk import award_forms as typed
from tsunagari.faces.desk.funds import fund_words
from tsunagari.faces.shared import awards as shared
from tsunagari.faces.shared.awards import acts
from tsunagari.faces.shared.tell import put_on, tell
from tsunagari.faces.shared.typed import whole
from tsunagari.governance.fund.awards import nearness, queries
from tsunagari.governance.fund.awards.actions import awarding, checking, ending, reporting, settling
from tsunagari.governance.fund.awards.models import Award, Cost, Settlement
from tsunagari.governance.fund.awards.rules import steps
from tsunagari.kernel.consents.queries import shown
from tsunagari.kernel.ledger import queries as ledger
from tsunagari.kernel.ledger.models import Fund
from tsunagari.kernel.reviews.models import Entry


def listed(request):
    """The awards, the newest first; those that are over stand in a tab of their own."""
    done = request.GET.get("view") == "done"
    rows = queries.of(request.viewer)
    rows = rows.filter(state__in=queries.ENDED) if done else rows.exclude(state__in=queries.ENDED)
    page = keyset.page(rows, ["-pk"], after=request.GET.get("after", ""))
    names = shown([one.grantee for one in page.rows], to=request.viewer)
    context = {
        "page": page,
        "rows": [shared.row(one) | {"who": names[one.grantee_id]} for one in page.rows],
        "done": done,
        "ready": len(queries.ready()),
    }
    return render(request, "desk/awards/list.html", context)


def ready(request):
    """What was decided and is not awarded yet."""
    found = queries.ready()
    parties = [entry.applicant for entry, _said in found if entry.applicant]
    names = shown(parties, to=request.viewer)
    rows = [
        {"entry": entry, "said": said, "who": names.get(entry.applicant_id, "")}
        for entry, said in found
    ]
    return render(request, "desk/awards/ready.html", {"rows": rows})


def new(request, pk):
    """Make the award of a decision, out of the free budget."""
    entry, said = next(
        ((entry, said) for entry, said in queries.ready() if entry.pk == pk), (None, None)
    )
    if entry is None:
        raise Http404
    form = typed.AwardForm(request.POST or None, initial=_known(entry, said.yen))
    if request.method == "POST" and form.is_valid():
        try:
            made = awarding.award(
                entry, **form.cleaned_data, by=request.viewer, on=request.viewer.on
            )
        except Refused as refused:
            put_on(form, refused)
        else:
            messages.success(request, _("助成を決めました。契約を送ってください。"))
            return redirect("desk:award", made.pk)
    context = {"form": form, "entry": entry, "said": said, "funds": _free(request)}
    return render(request, "desk/awards/new.html", context, status=422 if form.errors else 200)


def _known(entry: Entry, yen: int) -> dict:
    """What the call and the decision say already; half now, half at the end."""
    call = getattr(entry.call, "call", None)
    first = yen // 2
    parts = f"契約｜{first}\n精算｜{yen - first}" if first else f"契約｜{yen}"
    known = {"title": entry.called, "parts": parts}
    if call:
        known |= {
            "fund": call.fund_id,
            "measure": call.measure,
            "from_day": call.from_day,
            "until_day": call.until_day,
            "rate": call.share_words,
        }
    return known


def _free(request) -> list[tuple[str, int]]:
    """(fund and measure, what of its budget is free) of the year."""
    rows: dict[str, int] = {}
    for fund in Fund.objects.select_related("book__owner__party").order_by("pk"):
        for budget in fund.budgets.order_by("measure"):
            free = ledger.free(fund.book, fund=fund, measure=budget.measure, on=request.viewer.on)
            rows[f"{fund_words(fund)} {budget.measure}".strip()] = free
    return list(rows.items())


def _own(request, pk) -> Award:
    return get_object_or_404(queries.of(request.viewer), pk=pk)


def show(request, pk):
    """One award: agreement, money, changes, report, settlement, and what comes next."""
    one = _own(request, pk)
    context = shared.context_of(one, request.viewer) | {"can_report": False}
    for each in context["costs"]:
        each["voucher"] = reverse("desk:award_voucher", args=[one.pk, each["row"].pk])
    for each in context["assets"]:
        if not each.disposed_on:
            each.dispose = reverse("desk:dispose_asset", args=[one.pk, each.pk])
    if one.state == steps.REPORTED:
        context["seen_as"] = queries.counted(one)
        _to_check(request, one, context["costs"])
    context["open_changes"] = [
        each["row"] for each in context["changes"] if each["row"].state == "asked"
    ]
    return render(request, "desk/awards/award.html", context)


WHY = {
    "self": _l("助成を受ける本人・団体です"),
    "role": _l("助成を受ける団体に、いま役割があります"),
    "left": _l("助成を受ける団体の役割を、6か月以内に終えました"),
    "named": _l("申請書の役員に、同じ名前があります"),
}


def _near_words(why: str, row: Cost) -> str:
    """By what a payee was found near, and what was answered so far."""
    said = _("関係者かもしれません：%(why)s") % {"why": WHY.get(why, why)}
    if not row.related_said:
        return said
    answer = _("事務局の答え：%(said)s") % {"said": _(row.get_related_said_display())}
    return f"{said} ・ {answer}"


def _to_check(request, one: Award, costs: list[dict]) -> None:
    """What was entered twice, and who may be near the grantee: each with its answers."""
    near = nearness.proposed(one, [each["row"] for each in costs], on=request.viewer.on)
    for each in costs:
        row = each["row"]
        verb = "part" if row.joined_to_id else "join" if each["twin"] else ""
        if verb:
            each[verb] = reverse("desk:check_award_cost", args=[one.pk, row.pk, verb])
        if row.pk in near:
            each["near"] = _near_words(near[row.pk], row)
            each["answers"] = [
                {
                    "words": _(words),
                    "url": reverse("desk:check_award_cost", args=[one.pk, row.pk, said]),
                }
                for said, words in Cost.Said.choices
                if said != row.related_said
            ]


@require_POST
def check(request, pk, number, verb):
    """A cost is joined to its twin, taken apart again, or its payee is said to be near or not."""
    one = _own(request, pk)
    cost = get_object_or_404(Cost.objects.filter(report__award=one), pk=number)
    undo = reverse("desk:check_award_cost", args=[one.pk, cost.pk, "part"])
    who = _by(request)
    acts = {"join": checking.join, "part": checking.part}
    try:
        if verb in acts:
            acts[verb](cost, **who)
        else:
            checking.say_related(cost, verb, **who)
    except Refused as refused:
        tell(request, refused)
    else:
        tags = f"undo:{undo}" if verb == "join" else ""
        messages.success(request, _("記録しました。"), extra_tags=tags)
    return redirect("desk:award", one.pk)


@dataclass(frozen=True)
class Act:
    """What is done with an award: its words, its form (none: a press), in which states."""

    heading: Any
    run: Callable
    form: type[forms.Form] | None = None
    states: tuple[str, ...] = ()
    label: Any = ""


def _seen(request, one) -> dict:
    seen = whole(request.POST.get("seen", "")) or one.version
    return {"seen": seen} | _by(request)


def _by(request) -> dict:
    return {"by": request.viewer, "on": request.viewer.on}


def _send(request, one, told):
    lines = told["conditions"].splitlines()
    awarding.send(one, conditions=lines, **_seen(request, one))


def _refund(request, one, told):
    settling.take_refund(one, yen=told["yen"], returned_on=told["day"], by=request.viewer)


ACTS = {
    "send": Act(_l("契約を送る"), _send, typed.ConditionsForm, (steps.AWARDED,)),
    "stop": Act(
        _l("助成を取りやめる"),
        lambda r, one, told: awarding.release(one, words=told["words"], **_by(r)),
        typed.WordsForm,
        steps.BEFORE[steps.LAPSED],
        _l("取りやめる理由"),
    ),
    "early": Act(
        _l("予定より早く終える"),
        lambda r, one, told: ending.end_early(one, **told, **_seen(r, one)),
        typed.EarlyForm,
        (steps.AGREED,),
    ),
    "return": Act(
        _l("報告を返す"),
        lambda r, one, told: reporting.give_report_back(one, words=told["words"], **_by(r)),
        typed.WordsForm,
        (steps.REPORTED,),
        _l("直してほしいこと"),
    ),
    "settle": Act(
        _l("額を確定する"),
        lambda r, one, told: settling.settle(one, **_seen(r, one)),
        None,
        (steps.REPORTED,),
    ),
    "refund": Act(_l("返還を記録する"), _refund, typed.RefundForm, (steps.SETTLED,)),
    "close": Act(
        _l("終わりにする"),
        lambda r, one, told: settling.close(one, **_seen(r, one)),
        None,
        (steps.SETTLED,),
    ),
    "asset": Act(
        _l("買った財産を記録する"),
        lambda r, one, told: settling.note_asset(one, **told, **_by(r)),
        typed.AssetForm,
        (steps.AGREED, steps.REPORTED, steps.SETTLED, steps.CLOSED),
    ),
}


def act(request, pk, act):
    """One thing is done with an award: a press, or a form of its own page."""
    one, what = _own(request, pk), ACTS.get(act)
    if what is None or one.state not in what.states:
        raise Http404
    if what.form is None:
        return _pressed(request, one, lambda: what.run(request, one, {}))
    more = {"label": what.label} if what.label else {}
    initial = {"day": request.viewer.on, "bought_on": request.viewer.on}
    if act == "refund":
        initial["yen"] = one.refund.yen - one.refund.returned_yen
    form = what.form(request.POST or None, initial=initial, **more)
    return _form(request, one, form, lambda told: what.run(request, one, told), what.heading)


def _form(request, one: Award, form, run, heading, lead=""):
    if request.method == "POST" and form.is_valid():
        try:
            run(dict(form.cleaned_data))
        except Refused as refused:
            put_on(form, refused)
        else:
            messages.success(request, _("記録しました。"))
            return redirect("desk:award", one.pk)
    context = {"form": form, "heading": heading, "lead": lead or one.title}
    context |= {"frame": "tn/desk.html", "back": reverse("desk:award", args=[one.pk])}
    return render(request, "shared/awards/form.html", context, status=422 if form.errors else 200)


@require_POST
def _pressed(request, one: Award, run):
    try:
        run()
    except Refused as refused:
        tell(request, refused)
    else:
        messages.success(request, _("記録しました。"))
    return redirect("desk:award", one.pk)


def release(request, pk, number):
    """An advance that will not be paid any more."""
    one = _own(request, pk)
    row = get_object_or_404(one.instalments.select_related("due"), number=number)
    return _pressed(request, one, lambda: settling.release_instalment(row, **_by(request)))


def answer(request, pk, number):
    """Answer a change that was asked for."""
    one = _own(request, pk)
    change = get_object_or_404(one.changes.filter(state="asked"), pk=number)
    form = typed.AnswerForm(request.POST or None)

    def run(told):
        accept = told["accept"] == "yes"
        reporting.answer_change(change, accept=accept, answer=told["answer"], **_by(request))

    return _form(request, one, form, run, _("変更の届けに返事する"), change.words)


def dispose(request, pk, number):
    """An asset was let go."""
    one = _own(request, pk)
    asset = get_object_or_404(one.assets.filter(disposed_on=None), pk=number)
    form = typed.DisposeForm(request.POST or None, initial={"day": request.viewer.on})

    def run(told):
        settling.dispose(asset, disposed_on=told["day"], consent=told["consent"], by=request.viewer)

    return _form(request, one, form, run, _("財産を手放したことを記録する"), asset.name)


def agreement(request, pk):
    return acts.agreement(request, pk)


def settlement(request, pk):
    get_object_or_404(Settlement, award=_own(request, pk))
    return acts.settlement(request, pk)


def voucher(request, pk, number):
    return acts.voucher(request, pk, number)
