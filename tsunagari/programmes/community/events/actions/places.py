"""定員 — places are taken and given back by statements that hold the condition themselves."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping

from django.db import connection

from tsunagari.programmes.community.events.models import Booking, Ticket

DRAWN_ON = (
    "SELECT d.ticket_id, q.id, q.places - q.taken FROM events_ticket_quotas d"
    " JOIN events_quota q ON q.id = d.quota_id WHERE d.ticket_id IN ({})"
)
TAKE = "UPDATE events_quota SET taken = taken + %s WHERE id = %s AND taken <= places - %s"


def wanted(tickets: Collection[Ticket]) -> dict[int, int]:
    """How many places of which quota these tickets take."""
    return looked_at(tickets)[0]


def looked_at(tickets: Collection[Ticket]) -> tuple[dict[int, int], bool]:
    """The same, and whether they seem free: a look without a lock, so that who is late delays nobody."""
    each = Counter(ticket.pk for ticket in tickets)
    if all(hasattr(ticket, "draws") for ticket in tickets):
        rows = [(one.pk, *drawn) for one in {*tickets} for drawn in one.draws.items()]
    else:
        rows = _drawn_on(list(each))
    wants: Counter = Counter()
    for ticket, quota, _left in rows:
        wants[quota] += each[ticket]
    return dict(wants), all(wants[quota] <= left for _ticket, quota, left in rows)


def _drawn_on(tickets: list[int]) -> list[tuple[int, int, int]]:
    marks = ", ".join(["%s"] * len(tickets))
    with connection.cursor() as cursor:
        cursor.execute(DRAWN_ON.format(marks), tickets)
        return cursor.fetchall()


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
        if not _moved(quota, many):
            give_back(dict(taken))
            return False
        taken.append((quota, many))
    return True


def _moved(quota: int, more: int) -> bool:
    """The one statement by which places are taken (or given back), with its condition inside."""
    with connection.cursor() as cursor:
        cursor.execute(TAKE, [more, quota, max(more, 0)])
        return cursor.rowcount == 1


def swap(wants: Mapping[int, int], gives: Mapping[int, int]) -> bool:
    """Take some and give back others, in one order of the rows; False undoes nothing: refuse then."""
    for quota in sorted({*wants, *gives}):
        if not _moved(quota, wants.get(quota, 0) - gives.get(quota, 0)):
            return False
    return True


def give_back(wants: Mapping[int, int]) -> None:
    """Places that somebody had are free again."""
    for quota, many in sorted(wants.items()):
        _moved(quota, -many)
