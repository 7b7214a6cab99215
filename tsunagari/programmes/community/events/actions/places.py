"""定員 — places are taken and given back by statements that hold the condition themselves."""

from collections import Counter
from collections.abc import Iterable, Mapping

from django.db.models import F

from tsunagari.programmes.community.events.models import Booking, Quota, Ticket


def wanted(tickets: Iterable[Ticket]) -> dict[int, int]:
    """How many places of which quota these tickets take; the quotas of each must be fetched."""
    return dict(Counter(quota.pk for ticket in tickets for quota in ticket.quotas.all()))


def wanted_by(bookings: Iterable[Booking]) -> dict[int, dict[int, int]]:
    """The same for stored bookings, in one question."""
    rows = Ticket.quotas.through.objects.filter(
        ticket__guests__booking__in=[booking.pk for booking in bookings]
    ).values_list("ticket__guests__booking_id", "quota_id")
    many: dict[int, Counter] = {}
    for booking, quota in rows:
        many.setdefault(booking, Counter())[quota] += 1
    return {booking: dict(counted) for booking, counted in many.items()}


def take(wants: Mapping[int, int]) -> bool:
    """Take all of them or none; the rows are touched in one order, so that nobody waits in a ring."""
    taken: list[tuple[int, int]] = []
    for quota, many in sorted(wants.items()):
        free = Quota.objects.filter(pk=quota, taken__lte=F("places") - many)
        if not free.update(taken=F("taken") + many):
            give_back(dict(taken))
            return False
        taken.append((quota, many))
    return True


def swap(wants: Mapping[int, int], gives: Mapping[int, int]) -> bool:
    """Take some and give back others, in one order of the rows; False undoes nothing: refuse then."""
    for quota in sorted({*wants, *gives}):
        more = wants.get(quota, 0) - gives.get(quota, 0)
        free = Quota.objects.filter(pk=quota, taken__lte=F("places") - max(more, 0))
        if not free.update(taken=F("taken") + more):
            return False
    return True


def give_back(wants: Mapping[int, int]) -> None:
    """Places that somebody had are free again."""
    for quota, many in sorted(wants.items()):
        Quota.objects.filter(pk=quota).update(taken=F("taken") - many)


def seem_free(wants: Mapping[int, int]) -> bool:
    """A look without a lock, so that whoever comes too late makes nobody wait."""
    rows = Quota.objects.filter(pk__in=list(wants)).values_list("pk", "places", "taken")
    return all(taken + wants[pk] <= places for pk, places, taken in rows)
