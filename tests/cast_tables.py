"""配役（席決め） — an evening for many, with who registered for it."""

import pytest

from tests.cast import NOW, TODAY
from tests.cast_events import made_event

MOMENT = {"on": TODAY, "at": NOW}


def come(event, *families, email=""):
    """A booking for each family (a number of people), with its guests in order."""
    from tsunagari.programmes.community.events.models import Booking, Guest

    start = Booking.objects.count()
    bookings = Booking.objects.bulk_create(
        Booking(
            event=event,
            secret_hash=f"{start + n:064}",
            state="confirmed",
            name=f"客{start + n}",
            email=email or f"g{start + n}@example.jp",
            made_at=NOW,
        )
        for n in range(len(families))
    )
    ticket = event.tickets.get()
    Guest.objects.bulk_create(
        Guest(booking=booking, ticket=ticket)
        for booking, people in zip(bookings, families, strict=True)
        for _person in range(people)
    )
    return bookings


def arrive(event, guests):
    """They came in at the door."""
    from tsunagari.kernel.meetings.models import Meeting
    from tsunagari.programmes.community.doors.models import Arrival
    from tsunagari.programmes.community.events.models import Session

    session = event.sessions.first()
    if session is None:
        meeting = Meeting.objects.create(
            measure="3-1",
            kind="event",
            host=event.host,
            zone="Asia/Tokyo",
            starts_at=event.starts_at,
            ends_at=event.ends_at,
        )
        session = Session.objects.create(event=event, meeting=meeting)
    Arrival.objects.bulk_create(Arrival(session=session, guest_id=key, at=NOW) for key in guests)


def made_plan(event, sato, *, table_size=3, rounds=2):
    """Asked for at the desk and made by the worker."""
    from tsunagari.programmes.community.gatherings.actions import making

    plan = making.want(event, table_size=table_size, rounds=rounds, by=sato, **MOMENT)
    making.make_waiting(**MOMENT)
    plan.refresh_from_db()
    return plan


@pytest.fixture
def evening(federation):
    """An evening of a series, to which nobody has come yet."""
    return made_event(federation, places=500, series="夜の集い", measure="3-1")
