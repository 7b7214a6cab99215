"""受付の問い — who came."""

from tsunagari.programmes.community.doors.models import Arrival
from tsunagari.programmes.community.events.models import Event, Session


def arrived(event: Event) -> set[int]:
    """来た人 — keys of the guests who came to any session of an event."""
    return set(Arrival.objects.filter(session__event=event).values_list("guest_id", flat=True))


def arrived_at(session: Session) -> set[int]:
    """来た人 — keys of the guests who came to one session."""
    return set(Arrival.objects.filter(session=session).values_list("guest_id", flat=True))
