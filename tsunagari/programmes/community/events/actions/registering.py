"""申し込む — registering people, changing and cancelling: one short transaction each."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, refuse_if
from tsunagari.kernel.records import actions as records
from tsunagari.programmes.community.events import queries, rules
from tsunagari.programmes.community.events.actions import line, places
from tsunagari.programmes.community.events.models import Booking, Event, Guest, Ticket

STATES = Booking.State


@dataclass(frozen=True)
class Comer:
    """Somebody who is to come, as typed."""

    ticket: Ticket
    name: str = ""
    name_kana: str = ""
    age: int | None = None
    languages: Sequence[str] = ()
    needs: Sequence[str] = ()
    generation: str = ""


@dataclass(frozen=True)
class Contact:
    """Who registers and is written to; `party` when somebody known has signed in."""

    name: str
    email: str = ""
    language: str = "ja"
    party: object = None
    proxy: object = None


def hashed(secret: str) -> str:
    """How a secret address is stored."""
    return hashlib.sha256(secret.encode()).hexdigest()


@transaction.atomic
def register(
    event: Event,
    comers: Sequence[Comer],
    contact: Contact,
    *,
    secret: str,
    by,
    on: date,
    at: datetime,
) -> Booking:
    """申し込む — under a secret that opens it. Full means a place in the line, never a refusal."""
    _refuse(event, comers, at)
    wants = places.wanted([comer.ticket for comer in comers])
    lottery = event.mode == Event.Mode.LOTTERY
    hopeful = not lottery and places.seem_free(wants)
    booking = Booking.objects.create(
        event=event,
        secret_hash=hashed(secret),
        state=STATES.DRAWN_LATER if lottery else STATES.CONFIRMED if hopeful else STATES.WAITING,
        name=contact.name,
        email=contact.email,
        language=contact.language,
        party=contact.party,
        proxy=contact.proxy,
        made_at=at,
        waits_from=None if hopeful else at,
    )
    Guest.objects.bulk_create(_guest(booking, comer) for comer in comers)
    records.add(
        by=by,
        did="event.registered",
        about=booking,
        concerns=[contact.party] if contact.party else [],
        on=on,
        at=at,
        event=event.pk,
        people=len(comers),
    )
    # The hot rows come last, so that they are held for as short as can be.
    if hopeful and not places.take(wants):
        booking.state, booking.waits_from = STATES.WAITING, at
        booking.save(update_fields=["state", "waits_from"])
    return booking


def _refuse(event: Event, comers: Sequence[Comer], at: datetime) -> None:
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
    refuse_if(reasons)


def _guest(booking: Booking, comer: Comer) -> Guest:
    return Guest(
        booking=booking,
        ticket=comer.ticket,
        name=comer.name,
        name_kana=comer.name_kana,
        languages=list(comer.languages),
        needs=list(comer.needs),
        generation=comer.generation,
    )


@transaction.atomic
def cancel(booking: Booking, *, by, on: date, at: datetime) -> Booking:
    """取り消す — the places go to the line in the same act; pressed twice it gives back once."""
    booking = Booking.objects.select_for_update().get(pk=booking.pk)
    if booking.state == STATES.CANCELLED:
        return booking
    held = booking.state in Booking.HOLDS
    booking.state, booking.answer_by = STATES.CANCELLED, None
    booking.save(update_fields=["state", "answer_by"])
    records.add(by=by, did="event.cancelled_booking", about=booking, on=on, at=at)
    if held:
        line.hand_on(booking, by=by, on=on, at=at)
    return booking


@transaction.atomic
def accept(booking: Booking, *, by, on: date, at: datetime) -> Booking:
    """受ける — the offered place is taken; after its time it is no longer there."""
    booking = Booking.objects.select_for_update().get(pk=booking.pk)
    if booking.state == STATES.CONFIRMED:
        return booking
    refuse_if(_why_not_accept(booking, at))
    booking.state, booking.answer_by, booking.waits_from = STATES.CONFIRMED, None, None
    booking.save(update_fields=["state", "answer_by", "waits_from"])
    records.add(by=by, did="event.accepted", about=booking, on=on, at=at)
    return booking


def _why_not_accept(booking: Booking, at: datetime) -> list[Reason]:
    if booking.state == STATES.OFFERED and at < booking.answer_by:
        return []
    return [
        Reason(
            _("返事の期限が過ぎたので、席は次の人に回りました。空き待ちには残っています。"),
            rule="event.too_late",
        )
    ]


@transaction.atomic
def add(booking: Booking, comer: Comer, *, by, on: date, at: datetime) -> Guest:
    """人を足す — one more with a confirmed booking, if there is a place and nobody waits for it."""
    booking = Booking.objects.select_for_update().select_related("event").get(pk=booking.pk)
    people = booking.guests.count() + 1
    _refuse(booking.event, [comer] * people, at)
    guest = _guest(booking, comer)
    guest.save()
    records.add(by=by, did="event.added_guest", about=booking, on=on, at=at, people=people)
    wants = places.wanted([comer.ticket])
    if booking.state in Booking.HOLDS:
        free = not queries.waiting(booking.event).exists() and places.take(wants)
        refuse_if(
            []
            if free
            else [Reason(_("空いている席がありません。新しく申し込むと、空き待ちになります。"))]
        )
    return guest
