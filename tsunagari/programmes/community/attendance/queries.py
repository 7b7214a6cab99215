"""参加の問い — whether an event is closed, how many came, what somebody known has registered for."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime
from itertools import combinations

from django.db.models import Count as Many
from django.db.models import Q, QuerySet, Sum

from tsunagari.base.asked import AskedRows
from tsunagari.kernel.meetings import queries as meetings
from tsunagari.kernel.meetings.models import Meeting, Presence
from tsunagari.kernel.parties.models import Party
from tsunagari.kernel.roles.models import Viewer
from tsunagari.kernel.ties.models import Bound
from tsunagari.programmes.community.attendance import rules
from tsunagari.programmes.community.attendance.models import Closing, Count, Held
from tsunagari.programmes.community.doors import queries as doors
from tsunagari.programmes.community.events.models import Booking, Event, Guest

MOST = 50
KINDS = Count.Kind


def closing_of(event: Event) -> Closing | None:
    """The closing that stands."""
    return Closing.objects.filter(event=event, reopened=None).first()


def history(event: Event) -> QuerySet[Closing]:
    """Closed and reopened, the newest first."""
    rows = Closing.objects.filter(event=event).select_related("record", "reopened")
    return rows.order_by("-pk")


def bound_before(event: Event) -> list[list[int]]:
    """Who sat together as the last closing that was reopened kept it, as keys of parties."""
    last = Closing.objects.filter(event=event).exclude(reopened=None).order_by("-pk").first()
    held = last.held.order_by("record") if last else []
    return [group for one in held for group in one.groups]


def hosts(event: Event) -> list[int]:
    """Whom an event concerns as bodies."""
    return [event.host_id, *event.cohosts.values_list("pk", flat=True)]


def arrived(event: Event) -> int:
    """How many guests came in at any session."""
    return len(doors.arrived(event))


def came_later(closing: Closing) -> bool:
    """Whether a door told of somebody after the closing: then it has to be counted again."""
    now = closing.held.aggregate(many=Many("session__arrivals"))["many"]
    return now != closing.record.facts.get("arrivals")


def ties_made(from_day: date, until_day: date, measure: str) -> Iterator[tuple[int, int, int]]:
    """この施策の催しのつながり — (record, a, b) of those who sat together and were there."""
    rows = Held.objects.filter(
        closing__reopened=None,
        session__meeting__measure=measure,
        record__on__range=(from_day, until_day),
    ).select_related("session__meeting")
    for held in rows.order_by("record"):
        here = meetings.present_at(held.session.meeting) if held.groups else set()
        for group in held.groups:
            for a, b in combinations([key for key in group if key in here], 2):
                yield held.record_id, a, b


def bound_by(records: Collection[int]) -> int:
    """How many ties stand by these acts."""
    rows = Bound.objects.filter(because__in=records)
    return rows.aggregate(many=Sum("ties"))["many"] or 0


def counts(events: Iterable[Event]) -> dict[int, list[Count]]:
    """{event: its standing counts, session by session} in one question."""
    rows = Count.objects.filter(
        held__closing__event__in=[one.pk for one in events], held__closing__reopened=None
    ).select_related("held__closing", "held__session__meeting")
    found: dict[int, list[Count]] = defaultdict(list)
    for row in rows.order_by("held__session__meeting__starts_at", "held_id", "kind", "value"):
        found[row.held.closing.event_id].append(row)
    return found


def tables(event: Event, *, to: Viewer) -> list[tuple]:
    """[(session, {kind: {value: people or None}})] — outside the office small numbers are left out."""
    office = to.kind == "staff" and to.on_behalf is None
    found: dict = {}
    for row in counts([event])[event.pk]:
        _session, kinds = found.setdefault(row.held_id, (row.held.session, {}))
        kinds.setdefault(row.kind, {})[row.value] = row.people
    if office:
        return list(found.values())
    return [
        (session, {kind: _told(kind, cells) for kind, cells in kinds.items()})
        for session, kinds in found.values()
    ]


def _told(kind: str, cells: dict[str, int]) -> dict[str, int | None]:
    """Of all that came the number itself is told; who is known to the platform is the office's."""
    if kind == KINDS.ALL:
        return dict(cells)
    if kind == KINDS.UNKNOWN:
        return dict.fromkeys(cells)
    return rules.told(cells)


# — somebody known —


def seats_of(event: Event, party: Party) -> QuerySet[Guest]:
    """席 — of one person in an event, whichever entry of the person it names."""
    kept = party.same_as_id or party.pk
    rows = Guest.objects.filter(Q(party=kept) | Q(party__same_as=kept), booking__event=event)
    return rows.exclude(booking__state=Booking.State.CANCELLED)


def of_person(party: Party) -> QuerySet[Booking]:
    """わたしの申込み — made by me, or with me in one of its seats."""
    return _of(party.same_as_id or party.pk)


def _of(kept: int) -> QuerySet[Booking]:
    own = Q(party=kept) | Q(party__same_as=kept)
    seated = Guest.objects.filter(Q(party=kept) | Q(party__same_as=kept)).values("booking")
    return Booking.objects.filter(own | Q(pk__in=seated)).select_related("event__text", "party")


def live_of(party: Party) -> QuerySet[Booking]:
    """Those that were not cancelled."""
    return of_person(party).exclude(state=Booking.State.CANCELLED)


def is_own(booking: Booking, party: Party) -> bool:
    """Whether somebody made it; who only has a seat in it changes nothing for the others."""
    kept = party.same_as_id or party.pk
    made_by = booking.party
    return bool(made_by) and kept in (made_by.pk, made_by.same_as_id)


def seats_in(booking: Booking) -> QuerySet[Guest]:
    """Its seats with their kinds."""
    return booking.guests.select_related("ticket").order_by("pk")


def attended(party: Party) -> QuerySet[Presence]:
    """わたしが来た催し — of events that were closed, the newest first."""
    kept = party.same_as_id or party.pk
    rows = Presence.objects.filter(
        Q(party=kept) | Q(party__same_as=kept),
        state=Presence.State.PRESENT,
        meeting__state=Meeting.State.CLOSED,
        meeting__session__isnull=False,
    )
    return rows.select_related("meeting__session").order_by("-meeting__starts_at", "-pk")


def events_of(presences: Iterable[Presence]) -> QuerySet[Event]:
    """The events of some presences."""
    keys = [one.meeting.session.event_id for one in presences]
    return Event.objects.filter(pk__in=keys).select_related("text")


def coming_of(party: Party, now: datetime) -> list[Booking]:
    """これから — those of events that are not over and not called off, the next first."""
    return coming_to(person=party.same_as_id or party.pk, now=now)


@AskedRows
def coming_to(*, person: int, now: datetime):
    """The same by the entry that stands for a person."""
    rows = _of(person).exclude(state=Booking.State.CANCELLED)
    rows = rows.filter(event__ends_at__gt=now, event__state=Event.State.PUBLIC)
    return rows.order_by("event__starts_at", "pk")[:MOST]


def made_by(body: Party) -> QuerySet[Booking]:
    """代わりの申込み — that a body itself made for people without a phone."""
    return Booking.objects.filter(proxy=body).select_related(
        "event__text", "event__host__organisation__party"
    )
