"""費用の入力と答え — what is pressed on any of the three faces, and where it leads."""

from dataclasses import replace

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tsunagari.base.refusals import Refused
from tsunagari.faces.shared import uploads
from tsunagari.faces.shared.costs import called, home_of, rows
from tsunagari.faces.shared.costs.forms import (
    AnnulForm,
    BackForm,
    CostForm,
    PaidForm,
    WrongForm,
    askers,
)
from tsunagari.faces.shared.paper import kept
from tsunagari.faces.shared.tell import put_on, tell
from tsunagari.faces.shared.typed import whole
from tsunagari.kernel.papers import actions as papers
from tsunagari.kernel.records import actions as records
from tsunagari.programmes.talent.costs import queries
from tsunagari.programmes.talent.costs.actions import agreeing, answers
from tsunagari.programmes.talent.costs.actions import lines as actions
from tsunagari.programmes.talent.costs.models import Cost
from tsunagari.programmes.talent.costs.rules import amounts
from tsunagari.programmes.talent.costs.sheet import cost_sheet
from tsunagari.programmes.talent.people.models import Case

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def add(request, case: Case, face: str):
    """A new line; what was typed stays when it is refused."""
    viewer = request.viewer
    form = CostForm(
        request.POST or None,
        request.FILES or None,
        askers=askers(case, viewer),
        last_rates=_last_rates(case, viewer),
        initial={"asked_on": viewer.on, "currency": amounts.HOME},
    )
    if request.method == "POST" and form.is_valid() and (cost := _entered(request, case, form)):
        messages.success(
            request, _("費用を入れました。円では %(yen)s円です。") % {"yen": f"{cost.yen:,}"}
        )
        return redirect(home_of(face, case))
    return _form(request, form, face, case, title=_("費用を入れる"), verb=_("入れる"))


def _entered(request, case, form) -> Cost | None:
    data = form.cleaned_data
    try:
        with transaction.atomic():
            return actions.ask(
                case,
                form.money,
                category=data["category"],
                words=data["words"],
                asked_on=data["asked_on"],
                paid_on=data["paid_on"],
                receipt=_receipt(request, case, data["receipt"]),
                **form.asker(case),
                **_acting(request),
            )
    except Refused as refused:
        put_on(form, refused)
        return None


def _acting(request) -> dict:
    return {"by": request.viewer, "on": request.viewer.on, "at": timezone.now()}


def _receipt(request, case: Case, file):
    if not file:
        return None
    try:
        return papers.keep(
            uploads.content(file),
            name=file.name,
            kind="receipt",
            on=request.viewer.on,
            of=case.person.party,
            about=case,
        )
    except Refused as refused:
        raise Refused([replace(one, field="receipt") for one in refused.reasons]) from refused


def _last_rates(case: Case, viewer) -> dict:
    """{currency: rate, its day and whose it is} of the newest line in it that the reader sees."""
    lines = queries.of(viewer).filter(case=case, rate__isnull=False).order_by("pk")
    rows = lines.values_list("currency", "rate", "rate_on", "rate_source")
    return {currency: rest for currency, *rest in rows}


def receipt(request, cost: Cost) -> HttpResponse:
    """領収書 — the file itself, for those who read the line; looking at it is a record."""
    if cost.receipt is None:
        raise Http404
    concerns = [cost.case.person_id]
    records.add(
        by=request.viewer,
        did="cost.receipt_read",
        about=cost,
        concerns=concerns,
        on=request.viewer.on,
    )
    return kept(cost.receipt.blob)


def _form(request, form, face, case, **more):
    context = {"form": form, "frame": f"tn/{face}.html", "back": home_of(face, case)}
    return render(
        request, "shared/cost_form.html", context | more, status=422 if form.errors else 200
    )


def sheet(request, case: Case) -> HttpResponse:
    """費用の表 — the lines that the reader sees, as .xlsx; taking them out is a record."""
    viewer = request.viewer
    records.add(by=viewer, did="cost.exported", about=case, on=viewer.on)
    title = _now("%(who)sの費用") % {"who": called(case, viewer)}
    data = cost_sheet(title, queries.of_case(case, viewer), viewer.language)
    response = HttpResponse(data, content_type=XLSX)
    response["Content-Disposition"] = content_disposition_header(True, f"costs-{case.pk}.xlsx")
    return response


def right(request, cost: Cost, face: str):
    """「正しい」— one press."""
    try:
        seen = whole(request.POST.get("seen", "")) or -1
        answers.answer(cost, right=True, seen=seen, **_acting(request))
    except Refused as refused:
        tell(request, refused)
    else:
        messages.success(request, _("「正しい」と答えました。あとで変えられます。"))
    return redirect(home_of(face, cost.case))


def agree(request, cost: Cost, face: str):
    """本人が言う金額に直す — one press: the amount on the screen is the one that is agreed to."""
    try:
        agreeing.agree(
            cost,
            claimed=whole(request.POST.get("claimed", "")),
            seen=whole(request.POST.get("seen", "")) or -1,
            **_acting(request),
        )
    except Refused as refused:
        tell(request, refused)
    else:
        said = _("本人が言う金額に直しました。前の行も、取り消した行として残ります。")
        messages.success(request, said)
    return redirect(home_of(face, cost.case))


def wrong(request, cost: Cost, face: str):
    """「ちがう」— with what is wrong."""
    form = WrongForm(request.POST or None, initial={"seen": cost.version}, currency=cost.currency)

    def act(data):
        answers.answer(
            cost,
            right=False,
            seen=data["seen"] or -1,
            words=data["words"],
            claimed=_claimed(data["amount"], cost.currency),
            **_acting(request),
        )

    said = _("「ちがう」と答えました。相手と事務局が見ます。事務局が1週間のうちに確かめます。")
    return _step(request, form, act, said, cost, face, title=_("ちがうと答える"), verb=_("送る"))


def _claimed(text: str, currency: str) -> int | None:
    """The amount that it was instead; nothing at all is an amount here."""
    if not text.strip():
        return None
    return 0 if text.strip() in ("0", "０") else amounts.typed(text, currency)


def pay(request, cost: Cost, face: str):
    """It was paid."""
    form = PaidForm(
        request.POST or None, request.FILES or None, initial={"paid_on": request.viewer.on}
    )

    def act(data):
        shows = _receipt(request, cost.case, data["receipt"])
        actions.pay(cost, paid_on=data["paid_on"], receipt=shows, **_acting(request))

    said = _("払った日を入れました。")
    return _step(
        request, form, act, said, cost, face, title=_("払った日を入れる"), verb=_("入れる")
    )


def back(request, cost: Cost, face: str):
    """Money came back."""
    form = BackForm(
        request.POST or None,
        request.FILES or None,
        last_rates=_last_rates(cost.case, request.viewer),
        initial={"currency": cost.currency, "paid_on": request.viewer.on},
    )

    def act(data):
        actions.give_back(
            cost,
            form.money,
            paid_on=data["paid_on"],
            words=data["words"],
            receipt=_receipt(request, cost.case, data["receipt"]),
            **_acting(request),
        )

    said = _("返ってきたお金を入れました。")
    title = _("返ってきたお金を入れる")
    return _step(request, form, act, said, cost, face, title=title, verb=_("入れる"))


def annul(request, cost: Cost, face: str):
    """A wrong line is taken back with its reason."""
    form = AnnulForm(request.POST or None)

    def act(data):
        actions.annul(cost, reason=data["reason"], **_acting(request))

    said = _("行を取り消しました。理由といっしょに残ります。")
    return _step(request, form, act, said, cost, face, title=_("行を取り消す"), verb=_("取り消す"))


def _step(request, form, act, said, cost, face, **words):
    """A form that does one thing to one line, and keeps what was typed when that is refused."""
    if request.method == "POST" and form.is_valid():
        try:
            with transaction.atomic():
                act(form.cleaned_data)
        except Refused as refused:
            put_on(form, refused)
            if "seen" in form.fields:
                # The words stay; the next press is about what is on the screen now.
                form.data = form.data.copy()
                form.data["seen"] = Cost.objects.get(pk=cost.pk).version
        else:
            messages.success(request, said)
            return redirect(home_of(face, cost.case))
    [row] = rows([cost], request.viewer)
    return _form(request, form, face, cost.case, row=row, **words)
