"""支払いの一覧 — many allowances, scholarships or fees: looked at row by row, entered, approved together."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tsunagari.base import delimited, sheets
from tsunagari.base.refusals import Refused
from tsunagari.faces.desk.payment_forms import RollForm
from tsunagari.faces.desk.payments import expense_rows, roll_rows
from tsunagari.faces.desk.people import names_of
from tsunagari.faces.desk.views.payments import told
from tsunagari.faces.shared import uploads
from tsunagari.faces.shared.tell import put_on, tell
from tsunagari.governance.fund.payments import queries
from tsunagari.governance.fund.payments.actions import rolls
from tsunagari.governance.fund.payments.models import Expense
from tsunagari.kernel.approvals import queries as approvals


def new(request):
    """The table is typed, pasted or taken from a file; a preview says what is wrong in each row."""
    initial = {"spent_on": request.viewer.on, "kind": request.GET.get("kind", "")}
    form = RollForm(request.POST or None, request.FILES or None, initial=initial)
    context = {}
    if request.method == "POST" and form.is_valid():
        try:
            made, context = _step(request, form)
        except Refused as refused:
            put_on(form, refused)
        else:
            if made:
                words = _("一覧を入れました（%(count)s件）。ほかの人が承認します。")
                messages.success(request, words % {"count": made.expenses.count()})
                return redirect("desk:payment_roll", made.pk)
    status = 422 if form.errors else 200
    return render(request, "desk/payments/new_roll.html", {"form": form} | context, status=status)


def _step(request, form):
    """(the list that was entered or None, the preview)."""
    data, on, at = form.cleaned_data, request.viewer.on, timezone.now()
    if data["file"]:
        form.data = form.data.copy()
        form.data["table"] = data["table"] = _text_of(data["file"])
    names = ("fund", "kind", "measure", "account", "spent_on", "words")
    plan = rolls.Plan(**{name: data[name] for name in names})
    table = _table(data["table"])
    seen = request.POST.get("seen", "")
    if request.POST.get("step") == "enter" and not data["file"]:
        return rolls.enter(plan, table, as_seen=seen, **told(request)), {}
    lines = rolls.look(plan, table, on=on, at=at)
    return None, _preview(request, plan, lines)


def _text_of(file) -> str:
    """The first sheet of a file as the text that the page shows, cells apart by tabs."""
    book = sheets.read(uploads.content(file), file.name)
    rows = ([" ".join(cell.split()) for cell in row] for row in book.sheets[0].rows)
    return "\n".join("\t".join(row) for row in rows)


def _table(text: str) -> list[list[str]]:
    return delimited.rows_of(text, sheets.MOST_ROWS)[0]


def _preview(request, plan, lines) -> dict:
    payees = [line.payee for line in lines if line.payee]
    names = names_of([*payees, *(line.grounds.guest for line in lines)], request.viewer)
    accounts = queries.standing([payee.pk for payee in payees])
    faulty = sum(bool(line.reasons) for line in lines)
    return {
        "lines": [
            {
                "line": line,
                "days": line.grounds.days(plan.spent_on),
                "payee": names[line.payee.pk] if line.payee else line.row.code,
                "guest": names[line.grounds.guest.pk] if line.grounds.guest else "",
                "account": line.payee and line.payee.pk in accounts,
                "faults": [reason.words() for reason in line.reasons],
            }
            for line in lines
        ],
        "faulty": faulty,
        "yen": sum(line.row.yen or 0 for line in lines),
        "seen": rolls.seen(plan, lines),
    }


def show(request, pk):
    """One list: who is paid what for which days, and what became of each."""
    viewer = request.viewer
    roll = get_object_or_404(queries.rolls(), pk=pk)
    rows = list(queries.expenses().filter(roll=roll).order_by("pk"))
    waiting = [row for row in rows if row.state == Expense.State.WAITING]
    me = approvals.person_of(viewer)
    own = approvals.person_of(roll.entered_by) == me
    context = roll_rows([roll], viewer)[0] | {
        "rows": expense_rows(rows, viewer),
        "digest": queries.roll_digest(waiting),
        "own": own,
        "entered_by_me": roll.entered_by_id == viewer.party.pk,
        "mine": sum(approvals.person_of(row.payee) == me for row in waiting),
    }
    context["may_answer"] = len(waiting) > context["mine"] and not own
    return render(request, "desk/payments/roll.html", context)


@require_POST
def yes(request, pk):
    """Everything on the screen that waits is approved at once."""
    roll = get_object_or_404(queries.rolls(), pk=pk)
    try:
        count = rolls.approve(roll, seen=request.POST.get("seen", ""), **told(request))
    except Refused as refused:
        tell(request, refused)
    else:
        words = _("%(count)s件を承認し、支払いを依頼しました。")
        messages.success(request, words % {"count": count})
    return redirect("desk:payment_roll", pk)


@require_POST
def withdraw(request, pk):
    """What still waits is taken back by who entered it."""
    roll = get_object_or_404(queries.rolls(), pk=pk)
    try:
        count = rolls.withdraw(roll, **told(request))
    except Refused as refused:
        tell(request, refused)
    else:
        messages.success(request, _("%(count)s件を取り下げました。") % {"count": count})
    return redirect("desk:payment_roll", pk)
