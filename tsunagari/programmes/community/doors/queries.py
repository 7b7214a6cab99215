"""受付の問い — who came, who is expected, what a door needs to know of a booking, who was received twice."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum
from django.utils import timezone

from tsunagari.base.languages import gettext as _
from tsunagari.base.names import order_key
from tsunagari.programmes.community.doors import rules, secrets
from tsunagari.programmes.community.doors.models import Arrival, Door, Mark, WalkIn
from tsunagari.programmes.community.doors.words import OFFICE
from tsunagari.programmes.community.events import accounts
from tsunagari.programmes.community.events import queries as events
from tsunagari.programmes.community.events.models import Booking, Event, Guest, Payment, Session

# Of what somebody needs: what the door itself has to do something for.
NEEDS_AT_DOOR = ("wheelchair", "interpreter", "childcare")


# — who came —


def arrived(event: Event) -> set[int]:
    """来た人 — keys of the guests who came to any session of an event."""
    return set(Arrival.objects.filter(session__event=event).values_list("guest_id", flat=True))


def arrived_at(session: Session) -> set[int]:
    """来た人 — keys of the guests who came to one session."""
    return set(Arrival.objects.filter(session=session).values_list("guest_id", flat=True))


def expected(event: Event) -> dict[int, int]:
    """来るはずの人 — {session: people of bookings that hold a place in it}, walk-ins among them."""
    into, late = events.let_into(event), walked_into(event)
    rows = Guest.objects.filter(booking__event=event, booking__state__in=Booking.HOLDS)
    kinds = Counter((kind, late.get(pk)) for pk, kind in rows.values_list("pk", "ticket_id"))
    return {
        session: sum(
            many
            for (kind, since), many in kinds.items()
            if session in into.get(kind, {session}) and session in (since or {session})
        )
        for session in event.sessions.values_list("pk", flat=True)
    }


def walked_into(event: Event) -> dict[int, frozenset[int]]:
    """途中から来た人 — {guest: sessions} of those who walked in after the first session: that one
    and those that follow, for nobody expected them before.
    """
    order = list(event.sessions.order_by("meeting__starts_at", "pk").values_list("pk", flat=True))
    rows = Arrival.objects.filter(session__event=event, guest__booking__walk_in__isnull=False)
    first: dict[int, int] = {}
    for guest, session in rows.values_list("guest_id", "session_id"):
        first[guest] = min(order.index(session), first.get(guest, len(order)))
    return {guest: frozenset(order[at:]) for guest, at in first.items() if at}


def came_by_session(event: Event) -> dict[int, int]:
    """{key of a session: people who came}."""
    rows = Arrival.objects.filter(session__event=event).values_list("session_id", flat=True)
    return dict(Counter(rows))


def came_by_door(event: Event) -> dict[str, int]:
    """{name of a door: people received there}; one who came to two sessions counts at both."""
    rows = Arrival.objects.filter(session__event=event).values_list("door", flat=True)
    return dict(Counter(rows))


def walked_in(event: Event) -> tuple[int, int]:
    """(people who came without a booking, those of them beyond the places)."""
    rows = WalkIn.objects.filter(booking__event=event, booking__state=Booking.State.CONFIRMED)
    people = list(rows.values_list("booking__guests", "beyond"))
    return len(people), sum(beyond for _guest, beyond in people)


# — what was pressed —


@dataclass(frozen=True)
class Seen(rules.Stamp):
    """A press with the door at which it was made."""

    door: str = OFFICE
    phone: bool = False
    # Who held the phone; for the office alone.
    who: str = ""


def marked(session: Session, key: str) -> Mark | None:
    """The press of that key, if it is here already."""
    device, _slash, counter = key.rpartition("/")
    if not counter.isdecimal() or len(counter) > 9:
        return None
    rows = Mark.objects.filter(session=session).exclude(kind=Mark.Kind.UNDO)
    found = rows.filter(device=device, counter=int(counter))
    return found.select_related("guest__booking", "payment__booking").first()


def is_undone(session: Session, key: str) -> bool:
    """Whether an undoing of that press was here before it."""
    return Mark.objects.filter(session=session, undoes=key).exists()


def standing(session: int, guests: Iterable[int]) -> dict[int, list[Seen]]:
    """{guest: presses that nobody took back, the first one first}."""
    rows = Mark.objects.filter(session=session, guest__in=list(guests))
    return _standing(rows.filter(kind=Mark.Kind.CAME), {session}).get(session, {})


def _standing(rows: QuerySet[Mark], sessions: Iterable[int]) -> dict[int, dict[int, list[Seen]]]:
    undoing = Mark.objects.filter(session__in=list(sessions)).exclude(undoes="")
    undone = set(undoing.values_list("session_id", "undoes"))
    stamps: dict[int, dict[int, list[Seen]]] = {}
    for one in rows.select_related("door"):
        door = one.door.name if one.door else OFFICE
        seen = Seen(
            one.key,
            one.at,
            one.device,
            one.counter,
            door,
            one.door_id is not None,
            one.who.reveal(),
        )
        stamps.setdefault(one.session_id, {}).setdefault(one.guest_id, []).append(seen)
    return {
        session: {
            guest: rules.standing(found, {key for at, key in undone if at == session})
            for guest, found in guests.items()
        }
        for session, guests in stamps.items()
    }


def seen_at(stamp: Seen) -> dict:
    """What an arrival says of the press that stands."""
    return {
        "at": stamp.at,
        "door": stamp.door,
        "device": stamp.device if stamp.phone else "",
        "counter": stamp.counter if stamp.phone else 0,
    }


def pressed(event: Event) -> dict[int, dict[int, list[Seen]]]:
    """{session: {guest: standing presses}} of a whole event."""
    sessions = list(event.sessions.values_list("pk", flat=True))
    rows = Mark.objects.filter(session__in=sessions, kind=Mark.Kind.CAME)
    return _standing(rows, sessions)


def clashes(event: Event) -> list[tuple[int, int, list[Seen]]]:
    """二度の受付 — (session, guest, presses) where two devices received the same person."""
    return [
        (session, guest, stamps)
        for session, guests in pressed(event).items()
        for guest, stamps in guests.items()
        if rules.clash(stamps)
    ]


# — people at the door —


@dataclass(frozen=True)
class Comer:
    """A guest as the door knows one: how called, read, spoken to, helped."""

    pk: int
    name: str
    kana: str
    languages: list[str]
    needs: list[str]
    ticket: str
    # What somebody cannot eat, or needs besides: for the paper at the office.
    note: str
    # False: known only by whom they come with.
    named: bool = True
    # Into which sessions the ticket lets; empty means all of them.
    sessions: frozenset[int] = frozenset()

    def belongs(self, session: int) -> bool:
        """Whether this session is one of those that were booked; whoever comes anyway is let in."""
        return not self.sessions or session in self.sessions


@dataclass(frozen=True)
class Cash:
    """現金 — one press of a door that came into the books, and stands."""

    key: str
    at: datetime
    door: str
    session: int
    yen: int


@dataclass(frozen=True)
class Group:
    """One booking at the door."""

    pk: int
    number: str
    secret_hash: str
    sorted_by: str
    guests: list[Comer]
    walked_in: bool
    # What is still to pay, and what was taken at the doors.
    owes: int = 0
    taken: tuple[Cash, ...] = ()


def groups(event: Event) -> list[Group]:
    """受付の名簿 — bookings that hold a place, or of which somebody came; sorted by reading.

    Names are opened as they were typed to register for this event: for the office, and for whoever
    was given the address of an open door of it. Nothing else of a booking leaves.
    """
    came = Exists(Arrival.objects.filter(guest__booking=OuterRef("pk")))
    rows = Booking.objects.filter(came | Q(state__in=Booking.HOLDS), event=event)
    rows = accounts.billed(rows.prefetch_related("guests__ticket").select_related("walk_in"))
    into, late, cash = events.let_into(event), walked_into(event), taken(event)
    groups = [_group(one, into, late, cash.get(one.pk, ())) for one in rows]
    return sorted(groups, key=lambda one: (one.sorted_by, one.pk))


def _group(
    booking,
    into: Mapping[int, frozenset[int]],
    late: Mapping[int, frozenset[int]],
    cash: Iterable[Cash],
) -> Group:
    called = booking.name.reveal() or _("当日の人")
    walked_in = hasattr(booking, "walk_in")
    guests = sorted(booking.guests.all(), key=lambda one: one.pk)
    comers = [
        Comer(
            pk=guest.pk,
            name=guest.name.reveal() or (called if at == 0 else _("同行者%(n)s") % {"n": at + 1}),
            kana=guest.name_kana.reveal(),
            languages=guest.languages or ([booking.language] if at == 0 and not walked_in else []),
            needs=[one for one in NEEDS_AT_DOOR if one in guest.needs],
            ticket=guest.ticket.name,
            note=guest.note,
            named=bool(guest.name) or (at == 0 and bool(booking.name)),
            sessions=_both(into.get(guest.ticket_id), late.get(guest.pk)),
        )
        for at, guest in enumerate(guests)
    ]
    return Group(
        pk=booking.pk,
        number=booking.number,
        secret_hash=booking.secret_hash,
        sorted_by=order_key(comers[0].name, comers[0].kana) if comers else "",
        guests=comers,
        walked_in=walked_in,
        owes=max(booking.owed - booking.paid, 0),
        taken=tuple(cash),
    )


def _both(kind: frozenset[int] | None, since: frozenset[int] | None) -> frozenset[int]:
    """Into which sessions somebody goes; whoever walked into another one than the kind opens came."""
    if kind and since:
        return kind & since or since
    return kind or since or frozenset()


# — cash —


def taken(event: Event) -> dict[int, list[Cash]]:
    """受け取った現金 — {booking: presses of the doors that stand in the books}."""
    found: dict[int, list[Cash]] = {}
    for one in _cash(event).filter(payment__isnull=False, payment__undone_by=None):
        door = one.door.name if one.door else OFFICE
        cash = Cash(one.key, one.at, door, one.session_id, one.payment.yen)
        found.setdefault(one.payment.booking_id, []).append(cash)
    return found


def _cash(event: Event) -> QuerySet[Mark]:
    rows = Mark.objects.filter(session__event=event, kind=Mark.Kind.PAID)
    return rows.select_related("door", "payment", "guest__booking").order_by("at", "pk")


def cash_of_doors(event: Event) -> dict[str, int]:
    """箱のお金 — {door: what should lie in its box}; what the office took itself is the office's."""
    boxes: Counter[str] = Counter()
    for cash in taken(event).values():
        for one in cash:
            boxes[one.door] += one.yen
    rows = Payment.objects.filter(booking__event=event, how=Payment.How.CASH)
    whole = rows.aggregate(all=Sum("yen"))["all"] or 0
    office = whole - boxes.total()
    return dict(sorted(boxes.items())) | ({OFFICE: office} if office else {})


def unwritten(event: Event) -> list[Mark]:
    """帳簿に入らなかった現金 — pressed where nothing was missing any more: somebody paid twice, or none did."""
    undone = set(
        Mark.objects.filter(session__event=event)
        .exclude(undoes="")
        .values_list("undoes", flat=True)
    )
    return [one for one in _cash(event).filter(payment=None) if one.key not in undone]


# — doors —


def doors(event: Event) -> QuerySet[Door]:
    """受付の口 — of an event, in the order in which they were opened."""
    return Door.objects.filter(event=event)


def by_secret(secret: str) -> Door | None:
    """The door behind an address, also when it is closed: late presses still come."""
    rows = Door.objects.select_related("event__text", "event__host")
    return rows.filter(secret_hash=secrets.hashed(secret)).first()


def is_open(door: Door, now: datetime) -> bool:
    """Whether a door shows anything."""
    return door.closed_at is None and timezone.localdate(now) <= door.until_day


def session_now(sessions: Iterable[Session], now: datetime) -> Session:
    """The session that a door means: the one that runs, the next one, or the last one."""
    rows = list(sessions)
    live = [one for one in rows if one.meeting.ends_at > now]
    return live[0] if live else rows[-1]
