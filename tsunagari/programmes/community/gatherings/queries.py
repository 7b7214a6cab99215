"""席決めの問い — who comes, who sits where, who sat together. Nothing here says why."""

from collections.abc import Iterable

from django.db.models import QuerySet

from tsunagari.base.statements import found
from tsunagari.kernel.parties.models import Party
from tsunagari.programmes.community.doors import queries as doors
from tsunagari.programmes.community.events.models import Booking, Event, Guest
from tsunagari.programmes.community.gatherings.models import Seat, SeatPlan, Told, Veto

STATES = SeatPlan.State
# Asked for by every page of a booking: written once.
OF_EVENT = (
    "FROM gatherings_seatplan JOIN events_event ON events_event.id = gatherings_seatplan.event_id"
    " WHERE gatherings_seatplan.event_id = %s"
)
# Beside a booking, so that most pages need not ask at all.
IS_PLANNED = "EXISTS (SELECT 1 FROM gatherings_seatplan WHERE event_id = events_event.id)"
Rounds = list[list[list[int]]]


def plan_of(event: Event) -> SeatPlan | None:
    """The tables of an evening, or None where nobody asked for any."""
    for plan, of_event in found((SeatPlan, Event), OF_EVENT, [event.pk]):
        plan.event = of_event
        return plan
    return None


def coming(event: Event) -> QuerySet[Booking]:
    """来る人 — bookings that hold their places, with all guests, in a fixed order."""
    rows = Booking.objects.filter(event=event, state=Booking.State.CONFIRMED).order_by("pk")
    return rows.select_related("party").prefetch_related("guests__party")


def applied(event: Event) -> bool:
    """Whether anybody stands in the draw or in the line, though nobody comes yet."""
    return Booking.objects.filter(event=event).exclude(state=Booking.State.CANCELLED).exists()


def guests_coming(event: Event) -> set[int]:
    """Their keys."""
    rows = Guest.objects.filter(booking__event=event, booking__state=Booking.State.CONFIRMED)
    return set(rows.values_list("pk", flat=True))


def here(plan: SeatPlan, people: set[int]) -> set[int]:
    """いる人 — of those who come: whom the door received, or all while it has received nobody.

    Whom the office left out when it last mended is not here until the door receives them; whom it
    seated by name is here.
    """
    came = doors.arrived(plan.event) & people
    away = dict(plan.away.values_list("guest", "came"))
    seated = plan.seats.filter(round=plan.rounds) if away else Seat.objects.none()
    found = (came or people) | {*seated.values_list("guest", flat=True)} & people
    return found - {guest for guest, before in away.items() if before or guest not in came}


def free(plan: SeatPlan, people: set[int]) -> dict[int, int]:
    """空いている席 — {table: how many seats} of the last round, beside those who are here."""
    tables = enumerate([*rounds_of(plan), []][plan.rounds - 1], 1)
    left = {table: plan.table_size - len(people.intersection(guests)) for table, guests in tables}
    return {table: many for table, many in left.items() if many > 0}


def rounds_of(plan: SeatPlan) -> Rounds:
    """席 — rounds → tables → guests, as they stand."""
    rows = list(plan.seats.order_by("round", "table", "pk").values_list("round", "table", "guest"))
    tables = max((table for _round, table, _guest in rows), default=0)
    made: Rounds = [[[] for _table in range(tables)] for _round in range(plan.rounds)]
    for turn, table, guest in rows:
        made[turn - 1][table - 1].append(guest)
    return made if rows else []


def tables_of(event: Event) -> list[list[int]]:
    """いっしょに座った人 — of those who came, table after table of every round; others sat nowhere.

    A draft was never sat at. Whoever counts ties binds each group by itself.
    """
    came = doors.arrived(event)
    rows = Seat.objects.filter(plan__event=event).exclude(plan__state=STATES.DRAFT)
    rows = rows.filter(guest__in=came, guest__booking__event=event)
    found: dict[tuple[int, int], list[int]] = {}
    for turn, table, guest in rows.order_by("round", "table", "guest").values_list(
        "round", "table", "guest"
    ):
        found.setdefault((turn, table), []).append(guest)
    return [group for group in found.values() if len(group) > 1]


def seats_of(plan: SeatPlan, guests: Iterable[int]) -> dict[int, list[tuple[int, int]]]:
    """{guest: [(round, table), …]} of an evening whose tables are told; {} before."""
    if plan.state != STATES.OPEN:
        return {}
    found: dict[int, list[tuple[int, int]]] = {}
    rows = plan.seats.filter(guest__in=[*guests]).order_by("round")
    for guest, turn, table in rows.values_list("guest", "round", "table"):
        found.setdefault(guest, []).append((turn, table))
    return found


def told_by(plan: SeatPlan) -> int:
    """How many bookings said something for the tables; what they said, nobody reads here."""
    rows = Told.objects.filter(booking__event=plan.event_id)
    return rows.filter(booking__state=Booking.State.CONFIRMED).count()


def vetoes_of(plan: SeatPlan, by: Party) -> tuple[list[Veto], int]:
    """(the pairs that this person parted, how many others did)."""
    mine = list(plan.vetoes.filter(by=by).order_by("pk"))
    return mine, plan.vetoes.count() - len(mine)
