"""受付する — what phones and the office pressed becomes who came: in any order, any number of times.

One event is received by one at a time (its sessions are locked first), so that two phones that
send at once wait for each other instead of quarrelling.
"""

from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import datetime
from secrets import token_hex

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from tsunagari.base.refusals import Refused
from tsunagari.kernel.records import actions as records
from tsunagari.programmes.community.doors import queries, rules
from tsunagari.programmes.community.doors.actions import fees, walking
from tsunagari.programmes.community.doors.models import Arrival, Door, Mark
from tsunagari.programmes.community.doors.rules import Press
from tsunagari.programmes.community.doors.words import OFFICE
from tsunagari.programmes.community.events.actions import registering
from tsunagari.programmes.community.events.models import Booking, Event, Guest, Session

VIA = "door"
FULL, UNKNOWN, LATE, TAKEN = "full", "unknown", "late", "taken"


@transaction.atomic
def receive(door: Door, device: str, presses: Sequence[Press], *, at: datetime) -> dict[int, str]:
    """受け取る — what one device pressed at a door: {counter: why a press was not taken}.

    A counter that was here before does nothing again. What has happened is never refused: whoever
    was let in without a place is counted as such.
    """
    sessions = _locked(door.event)
    known = _known(door, device, presses)
    guests = _guests(door.event, presses)
    batch, answers = _Batch(door, device, at), {}
    for press in sorted(presses, key=lambda one: one.counter):
        if known & {*press.counters}:
            continue
        known.update(press.counters)
        session = sessions.get(press.session) or _nearest(sessions.values(), press.at)
        moment = rules.when(press.at, opened_at=door.opened_at, received_at=at)
        answer = batch.take(press, session, moment, guests)
        if answer:
            answers[press.counter] = answer
    batch.write()
    return answers


def _locked(event: Event) -> dict[int, Session]:
    rows = Session.objects.select_for_update(of=("self",), no_key=True).select_related("meeting")
    return {one.pk: one for one in rows.filter(event=event).order_by("pk")}


def _known(door: Door, device: str, presses: Sequence[Press]) -> set[int]:
    """Numbers of these presses that were here before."""
    numbers = [number for one in presses for number in one.counters]
    here = door.marks.filter(device=device, counter__in=numbers)
    return set(here.values_list("counter", flat=True))


def _nearest(sessions: Iterable[Session], at: datetime) -> Session:
    """The session whose beginning is nearest: a phone may know one that is gone."""
    return min(sessions, key=lambda one: (abs(one.meeting.starts_at - at), one.pk))


def _guests(event: Event, presses: Iterable[Press]) -> dict[int, Guest]:
    """Guests of the event, and of the other days of its series: a booking may have moved since."""
    here = Q(booking__event=event)
    if event.series:
        here |= Q(booking__event__series=event.series, booking__event__host=event.host_id)
    rows = Guest.objects.filter(here, pk__in=[one.guest for one in presses])
    return {one.pk: one for one in rows.select_related("booking")}


class _Batch:
    """One sending: its marks, and one record for each act."""

    def __init__(self, door: Door, device: str, at: datetime):
        self.door, self.device, self.at = door, device, at
        self.who = ""
        self.marks: list[Mark] = []
        self.touched: dict[int, set[int]] = {}

    def take(self, press: Press, session: Session, at: datetime, guests: dict[int, Guest]) -> str:
        door, self.who = self.door, press.who
        if not rules.takes(
            on=timezone.localdate(self.at),
            until=door.until_day,
            closed_at=door.closed_at,
            pressed_at=press.at,
        ):
            return LATE
        if press.kind == "undo":
            self._undo(press, session, at)
            return ""
        if press.kind == "walk":
            return self._walk(press, session, at)
        if press.kind == "paid":
            return self._paid(press, session, at, guests)
        guest = guests.get(press.guest)
        if guest is None:
            return UNKNOWN
        self._came(guest, press.counter, session, at)
        self._record("door.came", guest, at)
        if guest.booking.state == Booking.State.OFFERED:
            self._take_up(guest.booking)
        return ""

    def _take_up(self, booking: Booking) -> None:
        """Whoever comes while a place is offered has answered; too late, the arrival still stands."""
        with suppress(Refused):
            on = timezone.localdate(self.at)
            registering.accept(booking, by=None, on=on, at=self.at)

    def _mark(self, kind: str, counter: int, session: Session, at: datetime, **more) -> None:
        mark = Mark(
            door=self.door,
            device=self.device,
            counter=counter,
            kind=kind,
            session=session,
            who=self.who,
            at=at,
            received_at=self.at,
            **more,
        )
        self.marks.append(mark)

    def _came(self, guest: Guest, counter: int, session: Session, at: datetime) -> None:
        self._mark(Mark.Kind.CAME, counter, session, at, guest=guest)
        self.touched.setdefault(session.pk, set()).add(guest.pk)

    def _named(self, key: str, session: Session) -> Mark | None:
        """The press of that key: of this sending, or one that was here before."""
        here = [one for one in self.marks if one.key == key and one.session_id == session.pk]
        return here[0] if here else queries.marked(session, key)

    def _paid(self, press: Press, session: Session, at: datetime, guests: dict[int, Guest]) -> str:
        mark = self._named(press.of, session) if press.of else None
        guest = mark.guest if mark else guests.get(press.guest)
        if guest is None:
            return UNKNOWN
        on, payment = timezone.localdate(at), None
        undone = queries.is_undone(session, f"{self.device}/{press.counter}")
        if not undone:
            payment = fees.take(guest.booking, press.yen, door=self.door, on=on)
        facts = {"guest": guest, "yen": press.yen, "payment": payment}
        self._mark(Mark.Kind.PAID, press.counter, session, at, **facts)
        return "" if undone or payment else TAKEN

    def _undo(self, press: Press, session: Session, at: datetime) -> None:
        mark = self._named(press.undoes, session)
        guest = mark.guest if mark else None
        self._mark(Mark.Kind.UNDO, press.counter, session, at, guest=guest, undoes=press.undoes)
        if mark is not None and mark.kind == Mark.Kind.PAID:
            fees.take_back(mark, door=self.door, on=timezone.localdate(at))
            return
        if guest is not None:
            self.touched.setdefault(session.pk, set()).add(guest.pk)
        self._record("door.undone", guest, at)

    def _walk(self, press: Press, session: Session, at: datetime) -> str:
        # What a closed door says happened takes nobody's place.
        late = self.door.closed_at is not None
        booking = walking.walk_in(
            self.door.event,
            session,
            press.name,
            ticket=press.ticket,
            people=press.people,
            asks=press.asks and not late,
            beyond=late,
            door=self.door,
            by=None,
            at=self.at,
        )
        if booking is None:
            return FULL
        # A press for several people uses as many numbers.
        for number, guest in zip(press.counters, booking.guests.order_by("pk"), strict=True):
            self._came(guest, number, session, at)
        return ""

    def _record(self, did: str, guest: Guest | None, at: datetime) -> None:
        about = guest.booking if guest else self.door.event
        records.add(
            by=None,
            did=did,
            about=about,
            concerns=_concerned(guest),
            on=timezone.localdate(at),
            at=self.at,
            via=VIA,
            door=self.door.name,
        )

    def write(self) -> None:
        Mark.objects.bulk_create(self.marks)
        for session, guests in sorted(self.touched.items()):
            settle(session, guests, at=self.at)


def _concerned(guest: Guest | None) -> list[int]:
    party = guest and (guest.party_id or guest.booking.party_id)
    return [party] if party else []


def settle(session: int, guests: Iterable[int], *, at: datetime) -> None:
    """来た人を決める — the earliest standing press of each; where none stands, nobody came."""
    stamps = queries.standing(session, guests)
    have = {
        one.guest_id: one for one in Arrival.objects.filter(session=session, guest__in=list(guests))
    }
    made = []
    for guest in guests:
        [first, *_later] = stamps.get(guest) or [None]
        stands = have.get(guest)
        if first is None and stands is not None:
            stands.delete()
        elif first is not None and stands is None:
            made.append(Arrival(session_id=session, guest_id=guest, **queries.seen_at(first)))
        elif first is not None:
            _correct(stands, queries.seen_at(first))
    Arrival.objects.bulk_create(made)
    walking.withdraw([one for one in guests if not stamps.get(one)], at=at)


def _correct(arrival: Arrival, told: dict) -> None:
    """An earlier press came later; or the first one was taken back."""
    if any(getattr(arrival, name) != value for name, value in told.items()):
        for name, value in told.items():
            setattr(arrival, name, value)
        arrival.save(update_fields=list(told))


@transaction.atomic
def type_in(
    session: Session, came: Iterable[int], gone: Iterable[int], *, by, at: datetime
) -> tuple[int, int]:
    """紙から入れる — ticked by the office afterwards; ticks that were taken away; how many of each.

    Paper says no time: whoever was ticked came at the beginning, or now if it has not begun.
    """
    _locked(session.event)
    have = queries.arrived_at(session)
    rows = Guest.objects.filter(booking__event=session.event).select_related("booking")
    guests = {one.pk: one for one in rows}
    came = [guests[one] for one in sorted({*came} - have) if one in guests]
    gone = [guests[one] for one in sorted({*gone} & have) if one in guests]
    moment = min(session.meeting.starts_at, at)
    facts = {"session": session, "at": moment, "received_at": at}
    marks = [Mark(device=token_hex(8), counter=1, kind="came", guest=one, **facts) for one in came]
    taken_back = queries.standing(session.pk, [one.pk for one in gone])
    marks += [
        Mark(device=token_hex(8), counter=1, kind="undo", guest=one, undoes=stamp.key, **facts)
        for one in gone
        for stamp in taken_back[one.pk]
    ]
    Mark.objects.bulk_create(marks)
    settle(session.pk, [one.pk for one in (*came, *gone)], at=at)
    for did, people in (("door.came", came), ("door.undone", gone)):
        for one in people:
            concerns = _concerned(one)
            records.add(
                by=by, did=did, about=one.booking, concerns=concerns, on=by.on, at=at, door=OFFICE
            )
    return len(came), len(gone)
