"""前に会った人 — who has met before, known by keyed prints of pairs and by the kernel's ties.

A guest is known again by the party, or by the e-mail and the place within the booking. What is
kept of an evening that is over is one print for each pair: without the key nobody can tell whose.
"""

import hmac
from collections.abc import Iterable
from datetime import date
from itertools import combinations

from django.conf import settings

from tsunagari.kernel.ties import queries as ties
from tsunagari.programmes.community.events.models import Booking, Event, Guest
from tsunagari.programmes.community.gatherings.models import Met

Pair = tuple[int, int]


def _print(*said: str) -> str:
    key = settings.SECRET_KEY.encode()
    return hmac.digest(key, "\n".join(("tables", *said)).encode(), "sha256").hex()[:32]


def _series(event: Event) -> str:
    return _print("series", str(event.host_id), event.series)


def _pair(series: str, a: str, b: str) -> str:
    return _print(series, min(a, b), max(a, b))


def who(bookings: Iterable[Booking]) -> dict[int, str]:
    """{key of a guest: under what somebody is known again}; who cannot be known is left out."""
    found: dict[int, str] = {}
    for booking in bookings:
        for place, guest in enumerate(in_order(booking)):
            party = guest.party or (booking.party if place == 0 else None)
            if party:
                found[guest.pk] = f"party {party.same_as_id or party.pk}"
            elif booking.email:
                found[guest.pk] = f"mail {booking.email.strip().lower()} {place}"
    return found


def in_order(booking: Booking) -> list[Guest]:
    """The guests of a booking, the first one first."""
    return sorted(booking.guests.all(), key=lambda guest: guest.pk)


def met(event: Event, bookings: Iterable[Booking]) -> set[Pair]:
    """Pairs of guests who know each other: from one booking, from the series, or by a tie."""
    bookings = list(bookings)
    known = who(bookings)
    return _of_one_booking(bookings) | _of_the_series(event, known) | _tied(known)


def _of_one_booking(bookings: Iterable[Booking]) -> set[Pair]:
    families = [sorted(guest.pk for guest in one.guests.all()) for one in bookings]
    return {pair for family in families for pair in combinations(family, 2)}


def _of_the_series(event: Event, known: dict[int, str]) -> set[Pair]:
    if not event.series:
        return set()
    series = _series(event)
    kept = set(Met.objects.filter(series=series).values_list("print", flat=True))
    if not kept:
        return set()
    pairs = combinations(sorted(known), 2)
    return {(a, b) for a, b in pairs if _pair(series, known[a], known[b]) in kept}


def _tied(known: dict[int, str]) -> set[Pair]:
    guests: dict[int, list[int]] = {}
    for guest, name in known.items():
        kind, _space, key = name.partition(" ")
        if kind == "party":
            guests.setdefault(int(key), []).append(guest)
    return {
        (min(a, b), max(a, b))
        for one, other in ties.met_among(guests)
        for a in guests[one]
        for b in guests[other]
    }


def keep(event: Event, pairs: Iterable[Pair], known: dict[int, str], *, on: date) -> int:
    """この組は会った — for the next evenings of the series; how many."""
    if not event.series:
        return 0
    series = _series(event)
    prints = {
        _pair(series, known[a], known[b])
        for a, b in pairs
        if a in known and b in known and known[a] != known[b]
    }
    rows = [Met(series=series, print=one, on=on) for one in sorted(prints)]
    Met.objects.bulk_create(rows, ignore_conflicts=True, batch_size=2000)
    return len(rows)
