"""抽選 — in the order that the published seed gives; whoever is not drawn stands in the line so."""

import hashlib
from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction

from tsunagari.base import draws
from tsunagari.base.refusals import refuse_if
from tsunagari.kernel.records import actions as records
from tsunagari.programmes.community.events import mails, rules
from tsunagari.programmes.community.events.actions import places
from tsunagari.programmes.community.events.models import Booking, Event

STATES = Booking.State
STEP = timedelta(microseconds=1)


def seed_of(event: Event, numbers: Iterable[str]) -> str:
    """抽選に使う種 — the seed that was published first, and all that was registered by the deadline.

    Who registers cannot try out numbers: those of all the others are known only after the draw.
    """
    said = "\n".join([event.seed, *sorted(numbers)])
    return hashlib.sha256(said.encode()).hexdigest()


def order(event: Event, bookings) -> list[Booking]:
    """As they are drawn: anybody computes the same from the seed and the numbers."""
    by_number = {one.number: one for one in bookings}
    return [by_number[number] for number in draws.order(seed_of(event, by_number), by_number)]


@transaction.atomic
def draw(event: Event, *, by, on: date, at: datetime) -> Event:
    """抽選する — once; a group is drawn together, and for whom there is no room waits in this order."""
    event = Event.objects.select_for_update().get(pk=event.pk)
    told = {"mode": event.mode, "state": event.state, "drawn": event.drawn_at is not None}
    refuse_if(rules.why_not_draw(**told, now=at, closes_at=event.closes_at))
    entered = Booking.objects.select_for_update().filter(event=event, state=STATES.DRAWN_LATER)
    drawn = order(event, entered)
    wants = places.wanted_by(drawn)
    for at_place, booking in enumerate(drawn):
        fits = places.take(wants.get(booking.pk, {}))
        booking.state = STATES.CONFIRMED if fits else STATES.WAITING
        booking.waits_from = None if fits else at + at_place * STEP
    Booking.objects.bulk_update(drawn, ["state", "waits_from"], batch_size=500)
    event.drawn_at = at
    event.drawn = [[one.number, one.state == STATES.CONFIRMED] for one in drawn]
    event.save(update_fields=["drawn_at", "drawn"])
    lucky = [one for one in drawn if one.state == STATES.CONFIRMED]
    others = [one for one in drawn if one.state == STATES.WAITING]
    mails.queue_all(lucky, "confirmed", at=at)
    mails.queue_all(others, "not_drawn", at=at)
    records.add(
        by=by,
        did="event.drawn",
        about=event,
        concerns=[event.host_id],
        on=on,
        drawn=len(lucky),
        waiting=len(others),
    )
    return event
