"""支払い — what waits for me, what is owed, one request: asked, approved by another, taken back."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tsunagari.base import keyset
from tsunagari.base.refusals import Refused
from tsunagari.faces.desk.payment_forms import NoForm, WithholdForm
from tsunagari.faces.desk.payments import (
    about_of,
    answered,
    batch_rows,
    expense_rows,
    purpose_of,
    request_rows,
    roll_rows,
    said_so_far,
)
from tsunagari.faces.desk.people import names_of
from tsunagari.faces.shared.tell import put_on, tell
from tsunagari.governance.fund.payments import queries
from tsunagari.governance.fund.payments.actions import requests
from tsunagari.governance.fund.payments.models import Request
from tsunagari.kernel.approvals import queries as approvals

VIEWS = {
    "asked": (Request.State.ASKED,),
    "approved": (Request.State.APPROVED,),
    "sent": (Request.State.FILED, Request.State.SENT),
    "done": (
        Request.State.SETTLED,
        Request.State.FAILED,
        Request.State.REFUSED,
        Request.State.WITHDRAWN,
    ),
}


def told(request) -> dict:
    """Who acts, on which day, at which moment."""
    return {"by": request.viewer, "on": request.viewer.on, "at": timezone.now()}


def listed(request):
    """What waits for me first; then requests by state, the newest first."""
    view = request.GET.get("view", "")
    if view not in VIEWS:
        return _mine(request)
    rows = queries.requests().filter(state__in=VIEWS[view])
    page = keyset.page(rows, ["-pk"], after=request.GET.get("after", ""))
    context = {"page": page, "rows": request_rows(page.rows, request.viewer), "view": view}
    return render(request, "desk/payments/list.html", context)


def _mine(request):
    """わたしの承認を待っているもの — payments, lists, expenses and files."""
    viewer = request.viewer
    waiting = [one.request for one in queries.waiting_for(viewer, on=viewer.on)]
    context = {
        "view": "",
        "rows": request_rows(waiting, viewer),
        "rolls": roll_rows(list(queries.rolls_for(viewer)[:50]), viewer),
        "expenses": expense_rows(list(queries.expenses_for(viewer)[:100]), viewer),
        "files": batch_rows(queries.files_for(viewer), viewer),
    }
    return render(request, "desk/payments/mine.html", context)


def owed(request):
    """支払うことが決まったもの — each with the button that asks for its payment."""
    page = keyset.page(queries.owed(), ["pk"], after=request.GET.get("after", ""))
    names = names_of([due.creditor for due in page.rows], request.viewer)
    rows = [
        {"due": due, "payee": names[due.creditor_id], "purpose": purpose_of(due)}
        for due in page.rows
    ]
    return render(request, "desk/payments/owed.html", {"page": page, "rows": rows, "view": "owed"})


@require_POST
def ask(request, pk):
    """Ask for the payment of what is owed."""
    due = get_object_or_404(queries.owed(), pk=pk)
    try:
        made = requests.request(due, **told(request))
    except Refused as refused:
        tell(request, refused)
        return redirect("desk:owed")
    messages.success(request, _("支払いを依頼しました。ほかの人に承認してもらってください。"))
    return redirect("desk:payment", made.pk)


def show(request, pk):
    """One request: to whom, for what, on which account, who has approved."""
    return _page(request, _own(pk), NoForm())


def _own(pk) -> Request:
    return get_object_or_404(queries.requests(), pk=pk)


def _page(request, row: Request, form, kept=None):
    viewer = request.viewer
    [one] = request_rows([row], viewer)
    look, me = one["look"], approvals.person_of(viewer)
    own = me in map(approvals.person_of, row.made_by)
    context = one | {
        "form": form,
        "kept": kept or _kept(row),
        "prepared_by": names_of([row.prepared_by], viewer)[row.prepared_by_id],
        "about": about_of(row.due),
        "shared_account": bool(look.account) and queries.same_elsewhere(look.account),
        "history": said_so_far(row, look.digest, viewer),
        "own": own,
        "may_answer": row.state == Request.State.ASKED
        and not own
        and not answered(row, look.digest, viewer),
        "may_withdraw": row.state in (Request.State.ASKED, Request.State.APPROVED),
        "batch": row.items.order_by("-pk").values_list("batch", flat=True).first(),
    }
    status = 422 if form.errors or (kept and kept.errors) else 200
    return render(request, "desk/payments/payment.html", context, status=status)


def _kept(row: Request) -> WithholdForm:
    return WithholdForm(initial={"yen": row.withheld_yen or None, "words": row.withheld_words})


@require_POST
def yes(request, pk):
    """Approve what is on the screen."""
    row = _own(pk)
    try:
        row = requests.say(row, seen=request.POST.get("seen", ""), **told(request))
    except Refused as refused:
        tell(request, refused)
    else:
        enough = row.state == Request.State.APPROVED
        said = _("承認しました。") if enough else _("承認しました。もう1人の承認が必要です。")
        messages.success(request, said)
    return redirect("desk:payment", pk)


@require_POST
def no(request, pk):
    """Refuse, with the reason that who prepared it reads."""
    row, form = _own(pk), NoForm(request.POST)
    if form.is_valid():
        words, seen = form.cleaned_data["words"], request.POST.get("seen", "")
        try:
            requests.say(row, seen=seen, no=True, words=words, **told(request))
        except Refused as refused:
            put_on(form, refused)
        else:
            messages.success(request, _("認めませんでした。理由は、用意した人が読みます。"))
            return redirect("desk:payment", pk)
    return _page(request, row, form)


@require_POST
def withhold(request, pk):
    """Keep a tax back that the treasurer looked up, or keep nothing back any more."""
    row, form = _own(pk), WithholdForm(request.POST)
    if form.is_valid():
        yen, words = form.cleaned_data["yen"] or 0, form.cleaned_data["words"]
        try:
            requests.withhold(row, yen, words=words, **told(request))
        except Refused as refused:
            put_on(form, refused)
        else:
            messages.success(
                request, _("預かる額を記録しました。この額で承認してもらってください。")
            )
            return redirect("desk:payment", pk)
    return _page(request, row, NoForm(), kept=form)


@require_POST
def withdraw(request, pk):
    """Take a request back before it stands in a file."""
    row, form = _own(pk), NoForm(request.POST)
    if form.is_valid():
        try:
            requests.withdraw(row, reason=form.cleaned_data["words"], **told(request))
        except Refused as refused:
            put_on(form, refused)
        else:
            messages.success(
                request, _("支払いの依頼を取り下げました。お金は、まだ支払う予定のままです。")
            )
            return redirect("desk:owed")
    return _page(request, row, form)
