"""経費 — entered with the photo of the receipt, looked at and approved by somebody else."""

from dataclasses import replace

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tsunagari.base import keyset
from tsunagari.base.refusals import Refused
from tsunagari.faces.desk.payment_forms import ExpenseForm, NoForm
from tsunagari.faces.desk.payments import answered, expense_rows, said_so_far
from tsunagari.faces.desk.views.payments import told
from tsunagari.faces.shared import uploads
from tsunagari.faces.shared.paper import kept
from tsunagari.faces.shared.tell import put_on, tell
from tsunagari.governance.fund.payments import queries
from tsunagari.governance.fund.payments.actions import expenses
from tsunagari.governance.fund.payments.models import Expense
from tsunagari.governance.fund.vouchers import queries as vouchers
from tsunagari.kernel.approvals import queries as approvals
from tsunagari.kernel.papers import actions as papers
from tsunagari.kernel.records import actions as records

# Where the form calls a field of the rule by another name.
FIELDS = {"guest": "guest_code"}


def listed(request):
    """Expenses, the newest first."""
    page = keyset.page(queries.expenses(), ["-pk"], after=request.GET.get("after", ""))
    context = {"page": page, "rows": expense_rows(page.rows, request.viewer), "view": "expenses"}
    return render(request, "desk/payments/expenses.html", context)


def new(request):
    """A new expense; what was typed stays when it is refused."""
    viewer = request.viewer
    initial = {"spent_on": viewer.on, "payee": viewer.party.code, "kind": "outlay"}
    form = ExpenseForm(request.POST or None, request.FILES or None, viewer=viewer, initial=initial)
    if request.method == "POST" and form.is_valid() and (row := _entered(request, form)):
        messages.success(
            request, _("経費を入れました。ほかの人が承認すると、支払いの依頼になります。")
        )
        return redirect("desk:expense", row.pk)
    status = 422 if form.errors else 200
    return render(request, "desk/payments/new_expense.html", {"form": form}, status=status)


def _entered(request, form) -> Expense | None:
    data = form.cleaned_data
    try:
        with transaction.atomic():
            return expenses.enter(
                data["fund"],
                payee=data["party"],
                yen=data["yen"],
                account=data["account"],
                measure=data["measure"],
                spent_on=data["spent_on"],
                words=data["words"],
                kind=data["kind"],
                receipt=_receipt(request, data["receipt"]),
                issuer=data["issuer"],
                grounds=form.grounds(),
                **told(request),
            )
    except Refused as refused:
        named = [replace(r, field=FIELDS.get(r.field, r.field)) for r in refused.reasons]
        put_on(form, Refused(named))
        return None


def _receipt(request, file):
    if not file:
        return None
    try:
        return papers.keep(
            uploads.content(file), name=file.name, kind="receipt", on=request.viewer.on
        )
    except Refused as refused:
        raise Refused([replace(one, field="receipt") for one in refused.reasons]) from refused


def show(request, pk):
    """One expense with its receipt, and who has to look at it."""
    return _page(request, _own(pk), NoForm())


def _own(pk) -> Expense:
    return get_object_or_404(queries.expenses(), pk=pk)


def _page(request, row: Expense, form):
    viewer, digest = request.viewer, queries.expense_digest(row)
    me = approvals.person_of(viewer)
    own = me in (approvals.person_of(row.entered_by), approvals.person_of(row.payee))
    [one] = expense_rows([row], viewer)
    context = one | {
        "form": form,
        "digest": digest,
        "booked_on": queries.booked_on(row),
        "history": said_so_far(row, digest, viewer),
        "own": own,
        "entered_by_me": row.entered_by_id == viewer.party.pk,
        "may_answer": row.state == Expense.State.WAITING
        and not own
        and not answered(row, digest, viewer),
        "payment": row.due and row.due.requests.order_by("-pk").first(),
        "voucher": vouchers.of(row),
        "photo": bool(row.receipt) and row.receipt.blob.type.startswith("image/"),
    }
    status = 422 if form.errors else 200
    return render(request, "desk/payments/expense.html", context, status=status)


def receipt(request, pk):
    """領収書 — the file itself; looking at it is a record."""
    row = _own(pk)
    if row.receipt is None:
        raise Http404
    records.add(by=request.viewer, did="expense.receipt_read", about=row, on=request.viewer.on)
    return kept(row.receipt.blob)


@require_POST
def yes(request, pk):
    """Approve: it is owed from now on, and its payment is asked for."""
    row = _own(pk)
    try:
        expenses.say(row, seen=request.POST.get("seen", ""), **told(request))
    except Refused as refused:
        tell(request, refused)
    else:
        messages.success(request, _("経費を承認し、支払いを依頼しました。"))
    return redirect("desk:expense", pk)


@require_POST
def no(request, pk):
    """Refuse, with the reason that who entered it reads."""
    row, form = _own(pk), NoForm(request.POST)
    if form.is_valid():
        words, seen = form.cleaned_data["words"], request.POST.get("seen", "")
        try:
            expenses.say(row, seen=seen, no=True, words=words, **told(request))
        except Refused as refused:
            put_on(form, refused)
        else:
            messages.success(request, _("認めませんでした。理由は、用意した人が読みます。"))
            return redirect("desk:expense", pk)
    return _page(request, row, form)


@require_POST
def withdraw(request, pk):
    """Taken back by who entered it."""
    try:
        expenses.withdraw(_own(pk), **told(request))
    except Refused as refused:
        tell(request, refused)
    else:
        messages.success(request, _("経費を取り下げました。"))
    return redirect("desk:expense", pk)
