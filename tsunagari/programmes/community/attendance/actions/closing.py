"""催しを終える — presences, ties and counts of every session in one act; opened again for a correction."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from tsunagari.base.refusals import refuse_if
from tsunagari.kernel.meetings import actions as meetings
from tsunagari.kernel.meetings import queries as here
from tsunagari.kernel.meetings.models import Meeting
from tsunagari.kernel.parties.models import Person
from tsunagari.kernel.records import actions as records
from tsunagari.kernel.records.models import Record
from tsunagari.kernel.roles.queries import day_of
from tsunagari.kernel.ties import actions as ties
from tsunagari.programmes.community.attendance import queries, rules
from tsunagari.programmes.community.attendance.models import Closing, Count, Held
from tsunagari.programmes.community.doors.models import Arrival
from tsunagari.programmes.community.events.models import Event, Guest, Session
from tsunagari.programmes.community.gatherings import queries as seating

KINDS = Count.Kind
SOURCE = "door"


@dataclass(frozen=True)
class Came:
    """Somebody who came: the guest, and at what time the door noted it."""

    guest: Guest
    at: datetime

    @property
    def person(self) -> int | None:
        """Whom the platform knows by it; two entries of one person are one."""
        party = self.guest.party
        return (party.same_as_id or party.pk) if party else None


@transaction.atomic
def close(event: Event, *, by, on: date, at: datetime, tables=None) -> Closing:
    """終える — a second press answers the same; what happens counts on the day of each session.

    `tables` are groups of guest keys; where none are given, those of the seating.
    """
    event = Event.objects.select_for_update().get(pk=event.pk)
    standing = queries.closing_of(event)
    if standing:
        return standing
    refuse_if(rules.why_not_close(event.state, ends_at=event.ends_at, now=at))
    sessions = list(_sessions(event))
    came = {session.pk: _came(session) for session in sessions}
    everybody = {one.guest.pk: one for rows in came.values() for one in rows}
    record = records.add(
        by=by,
        did="event.closed",
        about=event,
        concerns=queries.hosts(event),
        on=on,
        came=len(everybody),
        arrivals=sum(map(len, came.values())),
        known=len({one.person for one in everybody.values() if one.person}),
    )
    closing = Closing.objects.create(event=event, record=record, at=at)
    tables = seating.tables_of(event) if tables is None else tables
    # Where the seating is forgotten already, what an earlier closing kept of it still stands.
    groups, seen = _known(tables, everybody) or queries.bound_before(event), set()
    facts = _facts({one.person for one in everybody.values() if one.person})
    for session in sessions:
        rows = came[session.pk]
        present = _minutes(session.meeting, rows)
        sat = rules.unbound(([key for key in one if key in present] for one in groups), seen)
        act = _hold(session, present, sat, facts, by=by, at=at)
        held = Held.objects.create(closing=closing, session=session, record=act, groups=sat)
        _count(held, rows)
    return closing


def _sessions(event: Event):
    """What took place, in the order of time."""
    rows = Session.objects.filter(event=event).exclude(meeting__state=Meeting.State.CANCELLED)
    return rows.select_related("meeting").order_by("meeting__starts_at", "pk")


def _came(session: Session) -> list[Came]:
    rows = Arrival.objects.filter(session=session).select_related("guest__party", "guest__ticket")
    return [Came(row.guest, row.at) for row in rows.order_by("guest_id")]


def _known(tables: list[list[int]], everybody: dict[int, Came]) -> list[list[int]]:
    """The tables as keys of known people."""
    known = {key: one.person for key, one in everybody.items() if one.person}
    return [[known[key] for key in table if key in known] for table in tables]


def _hold(session, present: dict[int, int | None], sat, facts, *, by, at) -> Record:
    """One session: who was there is noted, and those of one table are bound."""
    meeting = session.meeting
    gone = here.present_at(meeting) - set(present)
    meetings.note(meeting, sorted(present), sorted(gone), at=at, source=SOURCE, minutes=present)
    record, _bound = meetings.close(
        meeting,
        sat,
        by=by,
        on=day_of(meeting.starts_at),
        concerns=[meeting.host_id, *sorted(present)],
        facts={key: facts[key] for key in present if key in facts},
        event=session.event_id,
    )
    return record


def _minutes(meeting: Meeting, rows: list[Came]) -> dict[int, int | None]:
    """{person: how long}; of two entries of one person the earlier counts."""
    first: dict[int, datetime] = {}
    for one in rows:
        if one.person:
            first[one.person] = min(first.get(one.person, one.at), one.at)
    return {
        key: rules.minutes(meeting.starts_at, meeting.ends_at, came_at)
        for key, came_at in first.items()
    }


def _facts(keys: set[int]) -> dict[int, dict]:
    """What bridges are computed from, of those who are known."""
    rows = Person.objects.filter(pk__in=keys).values_list("pk", "nationality", "languages")
    return {
        pk: {"country": country, "tongue": next(iter(languages or []), None)}
        for pk, country, languages in rows
    }


def _count(held: Held, rows: list[Came]) -> None:
    """How many came; who told several languages is counted in each."""
    many: Counter[tuple[str, str]] = Counter()
    people: set[int] = set()
    for one in rows:
        guest = one.guest
        if one.person in people:
            continue
        people |= {one.person} if one.person else set()
        many[KINDS.ALL, ""] += 1
        many[KINDS.UNKNOWN, ""] += not one.person
        many[KINDS.TICKET, guest.ticket.name[:100]] += 1
        many[KINDS.GENERATION, guest.generation] += 1
        for language in sorted(set(guest.languages)) or [""]:
            many[KINDS.LANGUAGE, language[:100]] += 1
    many.setdefault((KINDS.ALL, ""), 0)
    Count.objects.bulk_create(
        Count(held=held, kind=kind, value=value, people=people)
        for (kind, value), people in sorted(many.items())
    )


@transaction.atomic
def reopen(event: Event, *, by, on: date, at: datetime) -> Closing:
    """数え直す — nothing of it counts until it is closed again; its ties are annulled by this act."""
    event = Event.objects.select_for_update().get(pk=event.pk)
    standing = queries.closing_of(event)
    closed = standing is not None
    refuse_if(rules.why_not_reopen(closed=closed, ends_at=event.ends_at, now=at))
    held = list(standing.held.select_related("record", "session__meeting").order_by("record_id"))
    bound = queries.bound_by([one.record_id for one in held])
    record = records.add(
        by=by,
        did="event.reopened",
        about=event,
        concerns=queries.hosts(event),
        on=on,
        ties=bound,
    )
    for one in held:
        meeting = Meeting.objects.select_for_update().get(pk=one.session.meeting_id)
        meeting.state = Meeting.State.OPEN
        meeting.save(update_fields=["state"])
        ties.annul(one.record, annulled_by=record)
    standing.reopened = record
    standing.save(update_fields=["reopened"])
    return standing
