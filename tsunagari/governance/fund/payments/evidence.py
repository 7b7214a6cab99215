"""経費の証憑 — the receipt or the bill of an expense enters the register with it."""

from datetime import date

from tsunagari.base.languages import gettext_noop as _
from tsunagari.governance.fund.payments.models import Expense
from tsunagari.governance.fund.vouchers import actions as vouchers
from tsunagari.governance.fund.vouchers.models import Document, Edition
from tsunagari.governance.fund.vouchers.said import Said, medium_of

KINDS = {
    Expense.Kind.OUTLAY: Edition.Kind.RECEIPT,
    Expense.Kind.BILL: Edition.Kind.INVOICE,
}
GONE = {
    Expense.State.REFUSED: _("経費が認められなかった"),
    Expense.State.WITHDRAWN: _("経費を取り下げた"),
}


def rows():
    """Expenses that have a paper."""
    found = Expense.objects.exclude(receipt=None).order_by("pk")
    return found.select_related("book", "payee", "receipt__blob")


def take_in(expense: Expense, *, by, on: date, issuer: str = "", late: bool = False) -> None:
    """The paper, with whoever wrote it: the shop, or whom the expense pays."""
    said = Said(
        kind=KINDS.get(expense.kind, Edition.Kind.OTHER),
        doc_date=expense.spent_on,
        yen=expense.yen,
        name=issuer or expense.payee.name.reveal(),
        medium=medium_of(expense.receipt),
        words=expense.words,
        party=None if issuer else expense.payee,
    )
    vouchers.take_in(
        expense.book,
        said,
        source=Document.Source.EXPENSE,
        about=expense,
        by=by,
        on=on,
        received_on=expense.entered_on,
        files=[expense.receipt],
        late=late,
    )
    follow(expense, by=by, on=on)


def follow(expense: Expense, *, by, on: date) -> None:
    """What is not paid is no voucher of the books; it stays to be read."""
    if expense.state in GONE:
        vouchers.cancel_of(expense, reason=GONE[expense.state], by=by, on=on)
