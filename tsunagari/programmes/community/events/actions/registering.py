"""申し込む — registering people, changing and cancelling: one short transaction each."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import connection, transaction
from django.db.models import Model

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, refuse_if
from tsunagari.base.statements import drafted, put, ready
from tsunagari.kernel.records import actions as records
from tsunagari.kernel.records.models import Record
from tsunagari.programmes.community.events import accounts, mails, queries, rules, secrets
from tsunagari.programmes.community.events.actions import at_once, line, places
from tsunagari.programmes.community.events.actions.comers import Comer, Contact
from tsunagari.programmes.community.events.models import Answer, Booking, Event, Guest

STATES = Booking.State
# What was read of the event still holds, and does until the booking is in.
STILL = (
    "FROM events_event WHERE id = %s AND state = 'public' AND opens_at <= %s AND closes_at > %s"
    " AND mode = %s AND (drawn_at IS NULL) = %s"
)
TOLD = {
    STATES.CONFIRMED: "confirmed",
    STATES.WAITING: "waiting",
    STATES.DRAWN_LATER: "entered",
}


def register(
    event: Event,
    comers: Sequence[Comer],
    contact: Contact,
    *,
    salt: str,
    by,
    on: date,
    at: datetime,
) -> Booking:
    """申し込む — full means a place in the line, never a refusal.

    Its secret is made from the salt, and one salt makes one booking: who sends the same again, after
    a broken line or a second press, gets the same booking, also when the deadline has passed since.
    """
    secret_hash = secrets.hashed(secrets.made(salt))
    asked = "" if contact.proxy else event.invite
    uninvited = rules.why_not_invited(asked, contact.invite)
    if reasons := [*_why_not(event, comers, at), *uninvited]:
        there = Booking.objects.filter(secret_hash=secret_hash).first()
        refuse_if([] if there else reasons)
        return there
    # Looked at before the transaction: nobody waits while this is read.
    wants, free = places.looked_at([comer.ticket for comer in comers])
    booking = drafted(
        Booking,
        event=event,
        salt=salt,
        secret_hash=secret_hash,
        name=contact.name,
        email=contact.email,
        language=contact.language,
        party=contact.party,
        proxy=contact.proxy,
        made_at=at,
    )
    lottery = event.mode == Event.Mode.LOTTERY and event.drawn_at is None
    _stand(booking, STATES.DRAWN_LATER if lottery else STATES.CONFIRMED if free else STATES.WAITING)
    still = [event.pk, at, at, event.mode, event.drawn_at is None]
    act = {"by": by, "did": "event.registered", "on": on, "at": at}
    said = {"event": event.pk, "people": len(comers)}
    rows = _hanging(booking, comers, contact, at)
    if contact.party is None:
        rows.append(records.drafted(**act, about=booking, **said))
    if connection.vendor == "postgresql" and contact.party is None:
        takes = wants if booking.state == STATES.CONFIRMED else {}
        made = at_once.written(booking, rows, wants=takes, still=STILL, given=still, at=at)
    else:
        # Nobody waits while this is made ready.
        first, others = ready(booking, once=True, source=STILL, given=still), list(map(ready, rows))
        with transaction.atomic(savepoint=False):
            made = put(first)
            for one in others if made else ():
                put(one, **_hangs_on(booking, one.row))
            if made and contact.party:
                records.add(**act, about=booking, concerns=[contact.party], **said)
            # The hot rows come last, so that they are held for as short as can be.
            if made and booking.state == STATES.CONFIRMED and not places.take(wants):
                _stand(booking, STATES.WAITING)
                booking.save(update_fields=["state", "waits_from"])
                booking.mails.update(kind=TOLD[booking.state])
    if made:
        return booking
    there = Booking.objects.filter(secret_hash=secret_hash).first()
    now = Event.objects.get(pk=event.pk)
    return there or register(now, comers, contact, salt=salt, by=by, on=on, at=at)


def _hangs_on(booking: Booking, row: Model) -> dict:
    """By which column a row says of which booking it is."""
    if isinstance(row, Record):
        return {"about_key": str(booking.pk)}
    return {"booking_id": booking.pk}


def _stand(booking: Booking, state: str) -> None:
    booking.state = state
    booking.waits_from = booking.made_at if state == STATES.WAITING else None


def _hanging(booking: Booking, comers, contact: Contact, at: datetime) -> list[Model]:
    """Who comes, what was answered, and the mail."""
    answers = [
        Answer(booking=booking, question_id=key, words=words)
        for key, words in contact.answers.items()
    ]
    mail = mails.drafted(booking, TOLD[booking.state], at=at)
    return [*(_guest(booking, comer) for comer in comers), *answers, *([mail] if mail else [])]


def _refuse(event: Event, comers: Sequence[Comer], at: datetime) -> None:
    refuse_if(_why_not(event, comers, at))


def _why_not(event: Event, comers: Sequence[Comer], at: datetime) -> list[Reason]:
    reasons = rules.why_not_register(
        public=event.state == Event.State.PUBLIC,
        now=at,
        opens_at=event.opens_at,
        closes_at=event.closes_at,
        people=len(comers),
        most=event.most_people,
    )
    for comer in comers:
        ticket = comer.ticket
        reasons += rules.why_not_ticket(
            name=ticket.name, age=comer.age, from_age=ticket.from_age, until_age=ticket.until_age
        )
    return reasons + rules.why_not_alone([comer.ticket.with_adult for comer in comers])


def _guest(booking: Booking, comer: Comer) -> Guest:
    return drafted(
        Guest,
        booking=booking,
        ticket=comer.ticket,
        name=comer.name,
        name_kana=comer.name_kana,
        languages=list(comer.languages),
        needs=list(comer.needs),
        note=comer.note,
        yen=comer.ticket.yen,
        generation=comer.generation,
    )


@transaction.atomic
def cancel(booking: Booking, *, by, on: date, at: datetime) -> Booking:
    """取り消す — the places go to the line in the same act; pressed twice it gives back once."""
    booking = _locked(booking)
    if booking.state == STATES.CANCELLED:
        return booking
    held = booking.state in Booking.HOLDS
    booking.state, booking.answer_by = STATES.CANCELLED, None
    booking.save(update_fields=["state", "answer_by"])
    records.add(by=by, did="event.cancelled_booking", about=booking, on=on, at=at)
    mails.queue(booking, "given_up", at=at)
    if held:
        line.hand_on(booking, by=by, on=on, at=at)
    return booking


def _locked(booking: Booking) -> Booking:
    """Read again under lock; the event comes along unlocked."""
    rows = Booking.objects.select_for_update(of=("self",)).select_related("event")
    return rows.get(pk=booking.pk)


@transaction.atomic
def accept(booking: Booking, *, by, on: date, at: datetime) -> Booking:
    """受ける — the offered place is taken; after its time it is no longer there."""
    booking = _locked(booking)
    if booking.state == STATES.CONFIRMED:
        return booking
    refuse_if(_why_not_accept(booking, at))
    refuse_if(rules.why_not_offered(public=booking.event.state == Event.State.PUBLIC))
    booking.state, booking.answer_by, booking.waits_from = STATES.CONFIRMED, None, None
    booking.save(update_fields=["state", "answer_by", "waits_from"])
    records.add(by=by, did="event.accepted", about=booking, on=on, at=at)
    mails.queue(booking, "confirmed", at=at)
    return booking


def _why_not_accept(booking: Booking, at: datetime) -> list[Reason]:
    if booking.state == STATES.OFFERED and at < booking.answer_by:
        return []
    if booking.state == STATES.CANCELLED:
        words = _("この申込みは取り消されています。もう一度申し込んでください。")
        return [Reason(words, rule="event.gone")]
    words = _("返事の期限が過ぎたので、席は次の人に回りました。空き待ちには残っています。")
    return [Reason(words, rule="event.too_late")]


@transaction.atomic
def add(booking: Booking, comer: Comer, *, by, on: date, at: datetime) -> Guest:
    """人を足す — one more with a booking, if there is a place and nobody waits for it."""
    booking = _locked(booking)
    refuse_if(rules.why_not_change(booking.state))
    people = booking.guests.count() + 1
    stay = [Comer(one.ticket) for one in booking.guests.select_related("ticket")]
    _refuse(booking.event, [*stay, comer], at)
    guest = _guest(booking, comer)
    guest.save()
    records.add(by=by, did="event.added_guest", about=booking, on=on, at=at, people=people)
    wants = places.wanted([comer.ticket])
    if booking.state in Booking.HOLDS:
        free = not queries.waiting(booking.event).exists() and places.take(wants)
        words = _("空いている席がありません。新しく申し込むと、空き待ちになります。")
        refuse_if([] if free else [Reason(words, rule="event.full")])
    if booking.state == STATES.CONFIRMED:
        mails.queue(booking, "confirmed", at=at)
    return guest


@transaction.atomic
def move(booking: Booking, to: Event, *, by, on: date, at: datetime) -> Booking:
    """移す — to another day of the series; without room there the place here is kept."""
    # Read again, the event before the booking: it is neither called off nor changed meanwhile.
    to = Event.objects.select_for_update(no_key=True).get(pk=to.pk)
    booking = _locked(booking)
    if booking.event_id == to.pk:
        return booking
    here, held = booking.event, booking.state in Booking.HOLDS
    refuse_if(rules.why_not_move(booking.state, one_series=queries.may_move(booking.event, to)))
    refuse_if(rules.why_not_gone(booking.guests.filter(arrivals__isnull=False).exists()))
    refuse_if(rules.why_not_move_paid(accounts.paid(booking)))
    guests = list(booking.guests.select_related("ticket"))
    tickets = queries.same_tickets(to, [guest.ticket for guest in guests])
    words = _("移る先に、同じ種類の参加がありません。新しく申し込んでください。")
    refuse_if([] if tickets else [Reason(words, rule="event.tickets")])
    _refuse(to, [Comer(tickets[guest.ticket_id]) for guest in guests], at)
    left = places.wanted_by([booking]).get(booking.pk, {})
    for guest in guests:
        guest.ticket = tickets[guest.ticket_id]
        guest.yen = guest.ticket.yen
    Guest.objects.bulk_update(guests, ["ticket", "yen"])
    # What was answered belongs to the questions of the other day.
    booking.answers.all().delete()
    booking.event, booking.state = to, STATES.CONFIRMED
    booking.answer_by = booking.waits_from = None
    booking.save(update_fields=["event", "state", "answer_by", "waits_from"])
    records.add(by=by, did="event.moved_booking", about=booking, on=on, at=at, event=to.pk)
    mails.queue(booking, "moved", at=at)
    wants = places.wanted([guest.ticket for guest in guests])
    free = not queries.waiting(to).exists() and places.swap(wants, left if held else {})
    words = _("移る先に空いている席がありません。いまの席はそのままです。")
    refuse_if([] if free else [Reason(words, rule="event.full")])
    if held:
        line.offer(here, by=by, on=on, at=at)
    return booking
