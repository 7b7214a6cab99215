"""席決めのもと — everything that the solver takes in about an evening; none of it is kept.

What a guest said is opened here, turned into numbers, and gone with the answer.
"""

from collections.abc import Collection

from tsunagari.programmes.community.events.models import Booking
from tsunagari.programmes.community.gatherings import meeting_again, queries, sealed
from tsunagari.programmes.community.gatherings.models import SeatPlan, Told
from tsunagari.programmes.community.gatherings.rules.guests import Guest
from tsunagari.programmes.community.gatherings.rules.telling import sits_together

TRAITS = ("generation", "nationality", "town")


def gathered(plan: SeatPlan, only: Collection[int] | None = None) -> tuple[list[Guest], set]:
    """(those who come, or `only` these, with their wishes; pairs who know each other already)."""
    bookings = list(queries.coming(plan.event))
    told = {row.booking_id: sealed.reveal(row) for row in _told(plan)}
    apart = _vetoes(plan)
    tables = dict(plan.pins.values_list("guest", "table"))
    guests = [
        guest
        for booking in bookings
        for guest in _guests(booking, told.get(booking.pk, {}), plan.table_size, apart, tables)
        if only is None or guest.id in only
    ]
    return guests, meeting_again.met(plan.event, bookings)


def _told(plan: SeatPlan):
    return Told.objects.filter(booking__event=plan.event_id)


def _vetoes(plan: SeatPlan) -> dict[int, set[int]]:
    apart: dict[int, set[int]] = {}
    for a, b in plan.vetoes.values_list("a", "b"):
        apart.setdefault(a, set()).add(b)
    return apart


def _guests(booking: Booking, said: dict, size: int, apart: dict, tables: dict) -> list[Guest]:
    keys = [guest.pk for guest in meeting_again.in_order(booking)]
    beside, parted = sits_together(keys, said, size)
    if not said and _is_parted(keys, apart, tables):
        beside = []
    facts = {int(key): one for key, one in said.get("guests", {}).items()}
    return [
        Guest(
            key,
            **{name: facts.get(key, {}).get(name) or None for name in TRAITS},
            languages=frozenset(facts.get(key, {}).get("languages", ())),
            beside=frozenset(b for a, b in beside if a == key),
            apart=frozenset(apart.get(key, ())) | {b for a, b in parted if a == key},
            table=tables[key] - 1 if key in tables else None,
        )
        for key in keys
    ]


def _is_parted(keys: list[int], apart: dict, tables: dict) -> bool:
    """True when the office seats some of those apart who said nothing of their own."""
    held = {tables[key] for key in keys if key in tables}
    return len(held) > 1 or any(apart.get(key, set()) & {*keys} for key in keys)
