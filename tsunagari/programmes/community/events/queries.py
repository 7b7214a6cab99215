"""催しの問い — what is coming, who waits, what is free, where a booking may move."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Sum, TextField
from django.db.models.functions import Cast

from tsunagari.base.readings import plain
from tsunagari.kernel.roles.models import DOORS, Viewer
from tsunagari.kernel.texts import queries as texts
from tsunagari.kernel.texts import told as as_read
from tsunagari.kernel.texts.rules.states import Seen
from tsunagari.programmes.community.events import secrets
from tsunagari.programmes.community.events.models import (
    Booking,
    Event,
    Guest,
    Mail,
    Quota,
    Session,
    Ticket,
)
from tsunagari.programmes.community.events.rush import by_secret as by_secret
from tsunagari.programmes.community.events.rush import number_in_line as number_in_line

MOST = 200  # of one file or one embedded list


def public() -> QuerySet[Event]:
    """公開した催し — also those that were cancelled or are over: their pages stay."""
    rows = Event.objects.exclude(state=Event.State.DRAFT)
    return rows.select_related("text", "host__organisation__party")


def draft(code: str) -> Event | None:
    """A draft by its code; who may read it is decided before."""
    rows = Event.objects.filter(state=Event.State.DRAFT, code=code)
    return rows.select_related("text", "host__organisation__party").first()


def coming(now: datetime) -> QuerySet[Event]:
    """これからの催し — those that are not over yet; a cancelled one says so until its day."""
    return public().filter(ends_at__gt=now)


def of(viewer: Viewer) -> QuerySet[Event]:
    """催し — the office finds all of them, a body those that it holds or holds with others."""
    rows = Event.objects.select_related("text", "host__organisation__party")
    if viewer.kind == "staff" and viewer.on_behalf is None:
        return rows
    own = viewer.own_body.pk
    with_others = Event.cohosts.through.objects.filter(event=OuterRef("pk"), party=own)
    return rows.filter(Q(host=own) | Exists(with_others))


def titled(rows: QuerySet[Event]) -> QuerySet[Event]:
    """With their titles in every language, in three more questions."""
    return texts.with_sentences(rows, "text__", opens="title")


def title(event: Event, language: str) -> str:
    """What it is called, in a reader's language."""
    if language == event.text.source:
        return event.text.name
    return plain(seen_title(event, language).words)


def seen_title(event: Event, language: str) -> Seen:
    """The same with the language in which it stands."""
    text = event.text
    if "sentences" in getattr(text, "_prefetched_objects_cache", {}):
        return texts.seen(text, language)[0]
    return as_read.of(text.pk, language, text.source, "title")[0][1]


def words(event: Event) -> str:
    """What is written about it, in Japanese, without its title and readings."""
    whole = texts.pieces(event.text)
    return plain(" ".join(one.words for one in whole if one.opens != "title" and not one.part))


def whole(rows: QuerySet[Event]) -> QuerySet[Event]:
    """With everything that an open file says of each."""
    rows = rows.prefetch_related("cohosts__organisation__party", "tickets", "quotas")
    return told(rows.prefetch_related("sessions__meeting"))


def told(rows: QuerySet[Event]) -> QuerySet[Event]:
    """With everything that is written about each, in every language."""
    return texts.with_sentences(rows, "text__")


def narrowed(
    rows: QuerySet[Event], *, town: str = "", language: str = "", age: int | None = None, free=False
) -> QuerySet[Event]:
    """条件で — of a town, in a language (spoken or interpreted), for somebody of an age, without a price."""
    if town:
        rows = rows.filter(town=town)
    if language:
        spoken = {
            f"{name}_said": Cast(name, TextField()) for name in ("languages", "interpretation")
        }
        said = f'"{language}"'
        rows = rows.annotate(**spoken).filter(
            Q(languages_said__contains=said) | Q(interpretation_said__contains=said)
        )
    tickets = Ticket.objects.filter(event=OuterRef("pk"))
    if age is not None:
        old = Q(from_age__isnull=True) | Q(from_age__lte=age)
        young = Q(until_age__isnull=True) | Q(until_age__gte=age)
        rows = rows.filter(Exists(tickets.filter(old, young)))
    return rows.exclude(Exists(tickets.filter(yen__gt=0))) if free else rows


def left(event: Event) -> int:
    """あと何人 — places of the fullest quota that every ticket could still draw on."""
    rows = event.quotas.values_list("places", "taken")
    return min((places - taken for places, taken in rows), default=0)


def left_of(events: Iterable[Event]) -> dict[int, int]:
    """The same for many events, in one question."""
    fewest: dict[int, int] = {}
    rows = Quota.objects.filter(event__in=[one.pk for one in events])
    for event, places, taken in rows.values_list("event_id", "places", "taken"):
        fewest[event] = min(fewest.get(event, places), places - taken)
    return fewest


def waiting(event: Event) -> QuerySet[Booking]:
    """空き待ち — in the order of the line."""
    return Booking.objects.filter(event=event, state=Booking.State.WAITING).order_by(
        "waits_from", "pk"
    )


def bookings(event: Event, states: Collection[str]) -> QuerySet[Booking]:
    """申込み — of an event in some states, with whoever comes with each."""
    return event.bookings.filter(state__in=states).prefetch_related("guests")


def standing(event: Event, people: int, salt: str) -> Booking | None:
    """The booking that a salt made, while it is for this event and for as many as it was."""
    rows = Booking.objects.filter(event=event, secret_hash=secrets.hashed(secrets.made(salt)))
    rows = rows.exclude(state=Booking.State.CANCELLED).annotate(people=Count("guests"))
    return rows.filter(people=people).first()


def _may_read(booking: Booking, to: Viewer) -> bool:
    """The office reads what people typed to register; a body what it typed itself for others."""
    office = to.kind == "staff" and to.on_behalf is None
    return office or (to.kind in DOORS and booking.proxy_id == to.own_body.pk)


def named(bookings: Iterable[Booking], *, to: Viewer) -> dict[int, dict]:
    """{key: name, address, guests} — for those who may read what was typed to register."""
    return {
        one.pk: {
            "name": one.name.reveal() if read else "",
            "email": one.email if read else "",
            "guests": [
                name.reveal() for guest in one.guests.all() if read and (name := guest.name)
            ],
        }
        for one in bookings
        for read in [_may_read(one, to)]
    }


def readings(bookings: Iterable[Booking], *, to: Viewer) -> dict[int, tuple[str, ...]]:
    """{key: names and readings by which somebody may pay} — for those who may read them."""
    return {
        one.pk: tuple(
            name.reveal()
            for name in (one.name, *(n for g in one.guests.all() for n in (g.name, g.name_kana)))
            if name and _may_read(one, to)
        )
        for one in bookings
    }


def name_of(guest: Guest, *, to: Viewer) -> str:
    """One guest's own name, for those who may read it."""
    return guest.name.reveal() if _may_read(guest.booking, to) else ""


def taken_of(events: Iterable[Event]) -> dict[int, tuple[int, int]]:
    """{key: (people who come, places)} of many events, in one question."""
    rows = Quota.objects.filter(event__in=[one.pk for one in events]).values_list("event_id")
    summed = rows.annotate(taken=Sum("taken"), places=Sum("places"))
    return {event: (taken, places) for event, taken, places in summed}


def mails_of(event: Event) -> dict[str, int]:
    """{state: how many} of the mails about an event."""
    rows = Mail.objects.filter(booking__event=event).exclude(booking__email="")
    rows = rows.order_by().values_list("state")
    return dict(rows.annotate(many=Count("pk")))


def counted(event: Event) -> dict[str, int]:
    """{state: people} of an event."""
    rows = event.bookings.order_by().values_list("state").annotate(people=Count("guests"))
    return dict(rows)


def sessions(event: Event) -> QuerySet:
    """回 — in the order of time."""
    return event.sessions.select_related("meeting").order_by("meeting__starts_at", "pk")


def let_into(event: Event) -> dict[int, frozenset[int]]:
    """入れる回 — {ticket: sessions} of the kinds that open only some; the others open all."""
    found: dict[int, set[int]] = {}
    rows = Ticket.sessions.through.objects.filter(ticket__event=event, ticket__some_sessions=True)
    for ticket, session in rows.values_list("ticket_id", "session_id"):
        found.setdefault(ticket, set()).add(session)
    return {ticket: frozenset(keys) for ticket, keys in found.items()}


def sessions_of(ticket: Ticket) -> list[Session]:
    """The sessions into which one kind lets, in the order of time; [] when it is all of them."""
    if hasattr(ticket, "opens_to"):
        return ticket.opens_to
    rows = ticket.sessions.select_related("meeting").order_by("meeting__starts_at", "pk")
    return list(rows) if ticket.some_sessions else []


def rooms(events: QuerySet[Event], since: datetime, until: datetime) -> list[dict]:
    """部屋 — when which room is in use, in the order of time; `twice` when another event is in it."""
    rows = Session.objects.filter(
        event__in=events.exclude(state=Event.State.CANCELLED).order_by(),
        meeting__ends_at__gt=since,
        meeting__starts_at__lt=until,
    ).select_related("meeting", "event__text")
    used = list(rows.order_by("meeting__starts_at", "pk")[:MOST])
    return [{"session": one, "twice": any(_collide(one, other) for other in used)} for one in used]


def _collide(one: Session, other: Session) -> bool:
    here, there = (one.event.place, one.room), (other.event.place, other.room)
    a, b = one.meeting, other.meeting
    same = one.pk != other.pk and here == there and all(here)
    return same and a.starts_at < b.ends_at and b.starts_at < a.ends_at


def free_with_a_line(now: datetime) -> QuerySet[Event]:
    """Events to come with a free place and somebody who waits."""
    free = Quota.objects.filter(event=OuterRef("pk"), taken__lt=F("places"))
    line = Booking.objects.filter(event=OuterRef("pk"), state=Booking.State.WAITING)
    rows = Event.objects.filter(state=Event.State.PUBLIC, starts_at__gt=now)
    return rows.filter(Exists(free), Exists(line))


def held(event: Event) -> dict[int, int]:
    """Places of each quota that bookings hold, counted from the bookings themselves."""
    rows = (
        Quota.objects.filter(event=event, tickets__guests__booking__state__in=Booking.HOLDS)
        .values_list("pk")
        .annotate(many=Count("tickets__guests"))
    )
    return dict(rows)


# — moving within a series —


def may_move(here: Event, to: Event) -> bool:
    """True within one series of one host, for first comers."""
    return bool(
        here.series
        and (here.series, here.host_id) == (to.series, to.host_id)
        and to.mode == Event.Mode.FIRST
        and to.invite in ("", here.invite)
    )


def others(event: Event, now: datetime) -> list[Event]:
    """ほかの日 — events of the series to which a booking may move now."""
    if not event.series:
        return []
    rows = coming(now).filter(
        series=event.series, host=event.host_id, state=Event.State.PUBLIC, mode=Event.Mode.FIRST
    )
    rows = rows.filter(opens_at__lte=now, closes_at__gt=now).exclude(pk=event.pk)
    return list(titled(rows).order_by("starts_at", "pk")[:MOST])


def same_tickets(to: Event, tickets: Iterable[Ticket]) -> dict[int, Ticket]:
    """{key of a ticket: the ticket of the same name there}; {} when one of them is missing."""
    there = {one.name: one for one in to.tickets.all()}
    same = {one.pk: there.get(one.name) for one in tickets}
    return same if all(same.values()) else {}
