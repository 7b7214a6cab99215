"""催しのお金の行い — a fee is taken and given back with a journal; a budget is kept and let go."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, refuse_if
from tsunagari.kernel.ledger import actions as ledger
from tsunagari.kernel.ledger import dues
from tsunagari.kernel.ledger.books import GENERAL
from tsunagari.kernel.ledger.models import Budget
from tsunagari.kernel.ledger.rules import chart
from tsunagari.kernel.records import actions as records
from tsunagari.programmes.community.events import accounts, rules
from tsunagari.programmes.community.events.models import Booking, Event, Payment

FEES, COST = "4400", "5900"
HOW = Payment.How
WORDS = {
    "event.paid": "参加費",
    "event.paid_back": "参加費の返金",
    "event.unpaid": "参加費の取り消し",
}
MONEY = {HOW.CASH: chart.CASH, HOW.TRANSFER: chart.BANK}


@transaction.atomic
def take(booking: Booking, how: str, *, by, on: date, yen: int = 0, **told) -> Payment:
    """もらう — all that is missing, once; the journal says for which event.

    `yen` is what somebody says to have got: it is that which lies in the box, or came to the bank.
    `told` is what the record says besides: through which door it came.
    """
    booking = _locked(booking)
    refuse_if(rules.why_not_pay(owed=booking.owed, paid=booking.paid))
    return _move(booking, yen or booking.owed - booking.paid, how, "event.paid", by, on, told)


@transaction.atomic
def undo(payment: Payment, *, by, on: date, **told) -> Payment:
    """取り消す — it was pressed by mistake; pressed twice it is taken back once."""
    booking = _locked(payment.booking)
    if there := Payment.objects.filter(undoes=payment).first():
        return there
    refuse_if(rules.why_not_undo(yen=payment.yen, paid=booking.paid))
    how, did = payment.how, "event.unpaid"
    return _move(booking, -payment.yen, how, did, by, on, told, undoes=payment)


@transaction.atomic
def give_back(booking: Booking, how: str, *, by, on: date) -> Payment:
    """返す — all that came too much: the same journal the other way round."""
    booking = _locked(booking)
    refuse_if(rules.why_not_return(owed=booking.owed, paid=booking.paid))
    return _move(booking, booking.owed - booking.paid, how, "event.paid_back", by, on)


def _locked(booking: Booking) -> Booking:
    """Locked first, then counted: a second press counts what the first one left."""
    Booking.objects.select_for_update().get(pk=booking.pk)
    rows = accounts.billed(Booking.objects.select_related("event__host__organisation"))
    return rows.get(pk=booking.pk)


def _move(
    booking: Booking,
    yen: int,
    how: str,
    did: str,
    by,
    on: date,
    told: Mapping | None = None,
    **more,
) -> Payment:
    event = booking.event
    book = accounts.book_of(event)
    words = _("開く団体の帳簿がまだありません。会計のページで開いてください。")
    refuse_if([] if book else [Reason(words, rule="event.book")])
    because = records.add(
        by=by,
        did=did,
        about=booking,
        concerns=[event.host_id],
        on=on,
        yen=abs(yen),
        **(told or {}),
    )
    kept = {
        "fund": book.funds.get(code=GENERAL),
        "measure": event.measure,
        "project": event.code,
        "party": booking.party,
    }
    journal = ledger.post(
        book,
        [ledger.Posting(MONEY[how], yen, **kept), ledger.Posting(FEES, -yen, **kept)],
        on=on,
        words=f"{WORDS[did]} {booking.number}",
        because=because,
        by=by,
    )
    facts = {"booking": booking, "yen": yen, "how": how, "on": on, "journal": journal}
    return Payment.objects.create(**facts, **more)


@transaction.atomic
def keep(event: Event, budget: Budget, yen: int, *, by, on: date, at: datetime) -> Event:
    """予算をとる — so much of the measure's budget is for this event and no other; anew if it was less."""
    event = Event.objects.select_for_update().get(pk=event.pk)
    refuse_if(rules.why_not_keep(event.state, over=at >= event.ends_at))
    because = records.add(
        by=by, did="event.budget_kept", about=event, concerns=[event.host_id], on=on, yen=yen
    )
    if stands := accounts.due(event):
        dues.release(stands, because=because, by=by, on=on)
    dues.reserve(
        budget.book,
        event.host,
        yen,
        fund=budget.fund,
        measure=budget.measure,
        about=event,
        because=because,
        by=by,
        on=accounts.day_of(event),
        account=COST,
        project=event.code,
    )
    return event


@transaction.atomic
def let_go(event: Event, *, by, on: date) -> bool:
    """予算をはなす — what was kept for the event is free again; False when nothing was."""
    stands = accounts.due(event)
    if stands is None:
        return False
    because = records.add(
        by=by, did="event.budget_freed", about=event, concerns=[event.host_id], on=on
    )
    dues.release(stands, because=because, by=by, on=on)
    return True
