"""参加費の行 — a line of the bank pays for a booking: posted once, or tied to what was noted by hand."""

from datetime import date

from django.db import transaction

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, refuse_if
from tsunagari.governance.fund.gifts.actions import following
from tsunagari.governance.fund.gifts.models import BankLine, Fee
from tsunagari.kernel.records import actions as records
from tsunagari.programmes.community.events import accounts
from tsunagari.programmes.community.events.actions import money
from tsunagari.programmes.community.events.models import Booking, Payment


def take(line: BankLine, booking: Booking, *, by, on: date) -> Fee:
    """受け取る — the amount that came, on the day of the bank; the caller holds the line."""
    _refuse_other_book(line, booking)
    payment = money.take(booking, Payment.How.TRANSFER, by=by, on=line.on, yen=line.yen)
    return Fee.objects.create(line=line, payment=payment)


def tie(line: BankLine, payment: Payment, *, by, on: date) -> Fee:
    """つなぐ — the transfer that was noted by hand keeps its journal, and learns its line."""
    payment = Payment.objects.select_for_update(of=("self",)).get(pk=payment.pk)
    _refuse_other_book(line, payment.booking)
    free = payment.yen == line.yen and not Fee.objects.filter(payment=payment).exists()
    standing = free and not Payment.objects.filter(undoes=payment).exists()
    words = _("この参加費は、もう別の行につないであります。画面を新しくしてください。")
    refuse_if([] if standing else [Reason(words, rule="line.fee")])
    return Fee.objects.create(line=line, payment=payment)


@transaction.atomic
def take_back(payment: Payment, *, by, on: date) -> Payment:
    """取り消す — a payment that was a mistake; a line of the bank that was tied to it waits again."""
    fee = Fee.objects.select_related("line__account__book").filter(payment=payment).first()
    made = money.undo(payment, by=by, on=on)
    if fee is not None:
        line = fee.line
        fee.delete()
        line.state = BankLine.State.OPEN
        line.save(update_fields=["state"])
        records.add(by=by, did="gifts.line_back", about=line, on=on, yen=line.yen)
        following.follow_book(line.account.book, on=on, by=by)
    return made


def _refuse_other_book(line: BankLine, booking: Booking) -> None:
    same = accounts.book_of(booking.event) == line.account.book
    words = _("この口座は、催しを開く団体のものではありません。")
    refuse_if([] if same else [Reason(words, rule="line.book")])
