"""配役（受付） — an event of today with two sessions, bookings of three and of one, and a door."""

from datetime import timedelta
from types import SimpleNamespace

import pytest

from tests.cast import NOW, TODAY
from tests.cast_events import made_event

WHEN = {"on": TODAY, "at": NOW}
MIN = timedelta(minutes=1)


def booked(event, name, people=1, *, key=None, **more):
    """A booking of so many people; the first one has the name."""
    from tsunagari.programmes.community.events.actions import registering
    from tsunagari.programmes.community.events.actions.registering import Comer, Contact

    ticket = event.tickets.prefetch_related("quotas").order_by("pk").first()
    comers = [Comer(ticket, name if at == 0 else "", **more) for at in range(people)]
    contact = Contact(name, email="hana@example.jp")
    moment = {"by": None, "on": TODAY, "at": NOW - timedelta(hours=20)}
    return registering.register(event, comers, contact, salt=key or f"{event.pk} {name}", **moment)


def made_day(federation, sato, *, places=6, sessions=2, **facts):
    """An event that began an hour ago: `sessions` of two hours each, one after the other."""
    from tsunagari.kernel.meetings.models import Meeting
    from tsunagari.programmes.community.doors.actions import opening
    from tsunagari.programmes.community.events.models import Session

    starts = NOW - timedelta(hours=1)
    span = {"starts_at": starts, "ends_at": starts + timedelta(hours=2 * sessions)}
    closes = {"closes_at": NOW - timedelta(hours=2)}
    event = made_event(federation, places=places, **(span | closes | facts))
    rows = []
    for at in range(sessions):
        begins = starts + timedelta(hours=2 * at)
        meeting = Meeting.objects.create(
            measure="3-4",
            kind="event",
            host=federation.party,
            starts_at=begins,
            ends_at=begins + timedelta(hours=2),
            zone="Asia/Tokyo",
        )
        rows.append(Session.objects.create(event=event, meeting=meeting))
    three = booked(event, "花 家族", 3, needs=["wheelchair", "allergy"], languages=["vi"])
    one = booked(event, "健", 1)
    door = opening.open_door(event, "東口", by=sato, **WHEN)
    return SimpleNamespace(
        event=event,
        sessions=rows,
        three=[guest.pk for guest in three.guests.order_by("pk")],
        one=one.guests.get().pk,
        bookings=(three, one),
        door=door,
    )


@pytest.fixture
def door_day(federation, sato):
    return made_day(federation, sato)


def came(counter, guest, day, *, at=NOW, session=0, **more):
    """A press as a phone sends it."""
    facts = {"counter": counter, "kind": "came", "guest": guest, "at": at.isoformat()}
    return facts | {"session": day.sessions[session].pk} | more
