"""当日参加 — somebody without a booking is registered at the door."""

from collections.abc import Collection
from datetime import date, datetime
from secrets import token_hex

from django.db import transaction
from django.utils import timezone

from tsunagari.base.refusals import refuse_if
from tsunagari.kernel.records import actions as records
from tsunagari.programmes.community.doors.models import Door, Mark, WalkIn
from tsunagari.programmes.community.doors.words import OFFICE
from tsunagari.programmes.community.events import rules, secrets
from tsunagari.programmes.community.events.actions import places, registering
from tsunagari.programmes.community.events.models import Booking, Event, Guest, Session

STATES = Booking.State


def walk_in(
    event: Event,
    session: Session,
    name: str,
    *,
    ticket: int,
    people: int,
    asks: bool,
    beyond: bool = False,
    door: Door | None,
    by,
    at: datetime,
) -> Booking | None:
    """当日参加を入れる — a place is taken if there is one; None when it was asked for and is full.

    Told as a fact (pressed without a network, or in spite of a full house), it is taken in beyond
    the quota. The caller's transaction holds the sessions.
    """
    tickets = {one.pk: one for one in event.tickets.prefetch_related("quotas").order_by("pk")}
    chosen = tickets.get(ticket) or next(iter(tickets.values()))
    free = not beyond and places.take(places.wanted([chosen] * people))
    if asks and not free:
        return None
    booking = Booking.objects.create(
        event=event,
        secret_hash=secrets.hashed(token_hex(32)),
        state=STATES.CONFIRMED,
        name=name,
        made_at=at,
    )
    WalkIn.objects.create(booking=booking, door=door, beyond=not free)
    Guest.objects.bulk_create(
        Guest(booking=booking, ticket=chosen, yen=chosen.yen, name=name if place == 0 else "")
        for place in range(people)
    )
    records.add(
        by=by,
        did="door.walked_in",
        about=booking,
        on=timezone.localdate(at),
        at=at,
        via="door" if door else "web",
        door=door.name if door else OFFICE,
        people=people,
        event=event.pk,
        session=session.pk,
        beyond=not free,
    )
    return booking


def withdraw(guests: Collection[int], *, at: datetime) -> None:
    """取り消された当日参加 — when nobody of it came after all, its places are free again."""
    if not guests:
        return
    rows = Booking.objects.filter(walk_in__isnull=False, guests__in=guests, state=STATES.CONFIRMED)
    for booking in rows.select_related("walk_in", "event").distinct():
        if not booking.guests.filter(arrivals__isnull=False).exists():
            cancel(booking, by=None, on=timezone.localdate(at), at=at)


@transaction.atomic
def cancel(booking: Booking, *, by, on: date, at: datetime) -> Booking:
    """当日参加をやめる — one that took no place gives none back."""
    if not booking.walk_in.beyond:
        return registering.cancel(booking, by=by, on=on, at=at)
    mine = Booking.objects.filter(pk=booking.pk, state=STATES.CONFIRMED)
    if mine.update(state=STATES.CANCELLED):
        records.add(by=by, did="event.cancelled_booking", about=booking, on=on, at=at)
    booking.refresh_from_db()
    return booking


@transaction.atomic
def cancel_booking(booking: Booking, *, by, on: date, at: datetime) -> Booking:
    """取り消す — any booking; whoever has come is not cancelled, the arrival is taken back first."""
    here = Mark.objects.filter(guest__booking=booking, guest__arrivals__isnull=False)
    over = rules.why_not_after(at, booking.event.ends_at)
    refuse_if([*rules.why_not_gone(here.exists()), *over])
    walked = WalkIn.objects.filter(booking=booking).exists()
    return (cancel if walked else registering.cancel)(booking, by=by, on=on, at=at)
