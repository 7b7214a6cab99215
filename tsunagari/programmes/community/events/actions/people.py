"""参加する人 — the names and needs of those who come are written later too; one of them may leave."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from tsunagari.base.refusals import refuse_if
from tsunagari.kernel.records import actions as records
from tsunagari.programmes.community.events import mails, rules
from tsunagari.programmes.community.events.actions import line, places
from tsunagari.programmes.community.events.actions.registering import TOLD
from tsunagari.programmes.community.events.models import Booking, Event, Guest

# Whoever changes the address again and again writes to strangers.
MOST_MAILS = 12


@dataclass(frozen=True)
class Said:
    """What is written about one guest."""

    name: str = ""
    needs: Sequence[str] = ()
    note: str = ""


@transaction.atomic
def write(
    booking: Booking, said: Mapping[int, Said], *, email: str, by, on: date, at: datetime
) -> Booking:
    """書く — {key of a guest: what is known now}; to a new address the link goes once more."""
    booking = _locked(booking)
    refuse_if(rules.why_not_change(booking.state))
    guests = list(booking.guests.filter(pk__in=list(said)))
    for guest in guests:
        told = said[guest.pk]
        guest.name, guest.needs, guest.note = told.name, list(told.needs), told.note
        guest.version += 1
    Guest.objects.bulk_update(guests, ["name", "needs", "note", "version"])
    if email != booking.email:
        booking.email = email
        booking.save(update_fields=["email"])
        live = booking.event.state == Event.State.PUBLIC and at < booking.event.ends_at
        if live and booking.mails.count() < MOST_MAILS:
            mails.queue(booking, TOLD.get(booking.state, "offered"), at=at, **_until(booking))
    records.add(by=by, did="event.named_guests", about=booking, on=on, at=at, people=len(guests))
    return booking


@transaction.atomic
def leave(booking: Booking, guest: int, *, by, on: date, at: datetime) -> Booking:
    """1人へらす — the place goes to the line in the same act; pressed twice one person leaves."""
    booking = _locked(booking)
    guests = list(booking.guests.select_related("ticket"))
    [gone, rest] = [
        [one for one in guests if (one.pk == guest) is is_it] for is_it in (True, False)
    ]
    if not gone:
        return booking
    alone = rules.why_not_alone([one.ticket.with_adult for one in rest])
    refuse_if(rules.why_not_after(at, booking.event.ends_at))
    came = rules.why_not_gone(gone[0].arrivals.exists())
    refuse_if([*came, *rules.why_not_leave(booking.state, left=len(rest)), *alone])
    wants = places.wanted([one.ticket for one in gone])
    gone[0].delete()
    records.add(by=by, did="event.guest_left", about=booking, on=on, at=at, people=len(rest))
    if booking.state in Booking.HOLDS:
        places.give_back(wants)
        line.offer(booking.event, by=by, on=on, at=at)
    return booking


def _until(booking: Booking) -> dict:
    """What a mail about an offer says besides."""
    return {"until": booking.answer_by.isoformat()} if booking.answer_by else {}


def _locked(booking: Booking) -> Booking:
    rows = Booking.objects.select_for_update(of=("self",)).select_related("event")
    return rows.get(pk=booking.pk)
