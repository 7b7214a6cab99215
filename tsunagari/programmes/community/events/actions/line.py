"""空き待ち — a free place goes to the next in the line at once; who does not answer lets it pass."""

from collections.abc import Iterator
from datetime import date, datetime

from django.db import transaction

from tsunagari.kernel.records import actions as records
from tsunagari.programmes.community.events import mails, queries, rules
from tsunagari.programmes.community.events.actions import places
from tsunagari.programmes.community.events.models import Booking, Event, Quota

STATES = Booking.State
LOOKED_AT = 200  # of the line at a time


def hand_on(booking: Booking, *, by, on: date, at: datetime) -> list[Booking]:
    """席を次へ — what a booking held is free, and offered in the same transaction."""
    places.give_back(places.wanted_by([booking]).get(booking.pk, {}))
    return offer(booking.event, by=by, on=on, at=at)


@transaction.atomic
def offer(event: Event, *, by, on: date, at: datetime) -> list[Booking]:
    """空きを知らせる — all places that are free go to the line, in its order; whom it reached.

    The place is taken for them until they answer. Run it as often as you like, in as many
    processes: the quota's own statement decides, and a booking leaves the line only once.
    """
    if event.state != Event.State.PUBLIC or at >= event.starts_at:
        return []
    free = {
        pk: most - taken
        for pk, most, taken in Quota.objects.filter(event=event).values_list(
            "pk", "places", "taken"
        )
    }
    looked_at: dict[int, tuple[Booking, dict]] = {}
    chosen = rules.next_in_line(free, _line(event, looked_at))
    until = rules.answer_by(at, event.starts_at, event.answer_hours)
    found = [looked_at[key] for key in chosen]
    return [
        booking
        for booking, wants in found
        if _offer_one(booking, wants, until, by=by, on=on, at=at)
    ]


def _line(event: Event, looked_at: dict[int, tuple[Booking, dict]]) -> Iterator[rules.InLine]:
    """The line in its order, read on only while places are free: long groups hide nobody."""
    first = 0
    while waiting := list(queries.waiting(event)[first : first + LOOKED_AT]):
        wants = places.wanted_by(waiting)
        for booking in waiting:
            looked_at[booking.pk] = booking, wants.get(booking.pk, {})
            yield rules.InLine(booking.pk, looked_at[booking.pk][1])
        first += LOOKED_AT


def _offer_one(booking: Booking, wants, until: datetime, *, by, on: date, at: datetime) -> bool:
    mine = Booking.objects.filter(pk=booking.pk, state=STATES.WAITING)
    if not mine.update(state=STATES.OFFERED, answer_by=until):
        return False
    if not places.take(wants):
        Booking.objects.filter(pk=booking.pk).update(state=STATES.WAITING, answer_by=None)
        return False
    booking.state, booking.answer_by = STATES.OFFERED, until
    records.add(by=by, did="event.offered", about=booking, on=on, at=at)
    mails.queue(booking, "offered", at=at, until=until.isoformat())
    return True


@transaction.atomic
def lapse(booking: Booking, *, on: date, at: datetime) -> bool:
    """返事がない — the offer ends, the booking goes to the end of the line, the next one is asked."""
    mine = Booking.objects.filter(pk=booking.pk, state=STATES.OFFERED, answer_by__lte=at)
    if not mine.update(state=STATES.WAITING, answer_by=None, waits_from=at):
        return False
    booking.refresh_from_db()
    records.add(by=None, did="event.offer_lapsed", about=booking, on=on, at=at, via="timer")
    # Whoever waits alone is only asked anew.
    if queries.waiting(booking.event).exclude(pk=booking.pk).exists():
        mails.queue(booking, "lapsed", at=at)
    hand_on(booking, by=None, on=on, at=at)
    return True


def sweep(*, on: date, at: datetime) -> int:
    """見まわる — offers that ended, and places that got free while somebody joined the line."""
    late = Booking.objects.filter(
        state=STATES.OFFERED, answer_by__lte=at, event__state=Event.State.PUBLIC
    )
    moved = sum(
        lapse(booking, on=on, at=at) for booking in late.order_by("answer_by", "pk")[:LOOKED_AT]
    )
    return moved + sum(
        len(offer(event, by=None, on=on, at=at)) for event in queries.free_with_a_line(at)
    )
