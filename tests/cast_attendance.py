"""配役（参加の数） — an event that is over, its sessions, and guests who came through its door."""

from datetime import timedelta
from secrets import token_hex

import pytest

from tests.cast import NOW, TODAY
from tests.cast_events import made_event

MINUTES = timedelta(minutes=1)


def held_event(federation, *, sessions=1, hours=2, ago=timedelta(days=1), **facts):
    """An event that ended before now; its sessions follow one another on one day."""
    from tsunagari.kernel.meetings.models import Meeting
    from tsunagari.programmes.community.events.models import Session

    length = timedelta(hours=hours)
    starts = NOW - ago - length * sessions
    event = made_event(
        federation,
        places=50,
        **{
            "opens_at": starts - timedelta(days=9),
            "closes_at": starts,
            "starts_at": starts,
            "ends_at": starts + length * sessions,
        }
        | facts,
    )
    for at in range(sessions):
        first = starts + length * at
        meeting = Meeting.objects.create(
            measure=event.measure,
            kind="event",
            host=event.host,
            starts_at=first,
            ends_at=first + length,
            zone="Asia/Tokyo",
        )
        Session.objects.create(event=event, meeting=meeting)
    return event


def guest_of(event, party=None, **told):
    """Somebody with a confirmed booking of their own."""
    from tsunagari.programmes.community.events.models import Booking, Guest

    booking = Booking.objects.create(
        event=event, secret_hash=token_hex(32), state="confirmed", name="花", made_at=NOW
    )
    ticket = event.tickets.order_by("pk").first()
    return Guest.objects.create(booking=booking, ticket=ticket, party=party, **told)


def came(guest, *sessions, late=0):
    """The door noted a guest at these sessions (all of them), so many minutes after the beginning."""
    from tsunagari.programmes.community.doors.models import Arrival

    event = guest.booking.event
    for session in sessions or event.sessions.select_related("meeting"):
        at = session.meeting.starts_at + late * MINUTES
        Arrival.objects.create(session=session, guest=guest, at=at)
    return guest


def says_yes(person, *codes, by=None, yes=True, at=NOW):
    """Somebody's own answer on the own page."""
    from tsunagari.kernel.consents import actions

    actions.answer(
        person, dict.fromkeys(codes, yes), side="child", channel="page", by=by, on=TODAY, at=at
    )


@pytest.fixture
def held(federation):
    return held_event(federation)
