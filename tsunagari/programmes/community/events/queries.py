"""催しの問い — who waits, what is free, when it begins."""

from datetime import datetime

from django.db.models import Count, Exists, F, Min, OuterRef

from tsunagari.programmes.community.events.models import Booking, Event, Quota


def public():
    """公開した催し — also those that were cancelled or are over: their pages stay."""
    return (
        Event.objects.exclude(state=Event.State.DRAFT)
        .select_related("text", "host__organisation")
        .annotate(starts_at=Min("sessions__meeting__starts_at"))
    )


def coming(now: datetime):
    """これからの催し — which one can still join, whatever closes soonest first."""
    return public().filter(state=Event.State.PUBLIC, closes_at__gt=now)


def left(event: Event) -> int:
    """あと何人 — places of the fullest quota that every ticket could still draw on."""
    rows = event.quotas.values_list("places", "taken")
    return min((places - taken for places, taken in rows), default=0)


def by_secret(secret_hash: str) -> Booking | None:
    """The booking behind a secret address."""
    return (
        Booking.objects.filter(secret_hash=secret_hash)
        .select_related("event__text", "event__host__organisation")
        .first()
    )


def waiting(event: Event):
    """空き待ち — in the order of the line."""
    return Booking.objects.filter(event=event, state=Booking.State.WAITING).order_by(
        "waits_from", "pk"
    )


def number_in_line(booking: Booking) -> int:
    """How many stand before it, and one."""
    line = waiting(booking.event)
    before = line.filter(waits_from__lt=booking.waits_from)
    same = line.filter(waits_from=booking.waits_from, pk__lt=booking.pk)
    return before.count() + same.count() + 1


def starts_at(event: Event) -> datetime | None:
    """When the first session begins."""
    return event.sessions.aggregate(first=Min("meeting__starts_at"))["first"]


def free_with_a_line():
    """Events with a free place and somebody who waits."""
    free = Quota.objects.filter(event=OuterRef("pk"), taken__lt=F("places"))
    line = Booking.objects.filter(event=OuterRef("pk"), state=Booking.State.WAITING)
    return Event.objects.filter(Exists(free), Exists(line), state=Event.State.PUBLIC)


def held(event: Event) -> dict[int, int]:
    """Places of each quota that bookings hold, counted from the bookings themselves."""
    rows = (
        Quota.objects.filter(event=event, tickets__guests__booking__state__in=Booking.HOLDS)
        .values_list("pk")
        .annotate(many=Count("tickets__guests"))
    )
    return dict(rows)
