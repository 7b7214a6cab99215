"""面接の予定のファイル — interviews as iCalendar (RFC 5545): stable UIDs, UTC times, nobody's name."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from tsunagari.base.readings import plain
from tsunagari.programmes.talent.orders.models import Interview

STATUS = {"accepted": "CONFIRMED", "proposed": "TENTATIVE"}


def calendar_of(rows: Iterable[tuple[Interview, str, str]], *, at: datetime) -> bytes:
    """A calendar file of (interview, what for, both clocks in words)."""
    from icalendar import Calendar, Event  # a fifth of a second: only when asked for

    calendar = Calendar()
    calendar.add("prodid", "-//Tsunagari//interviews//JA")
    calendar.add("version", "2.0")
    for interview, title, clocks in rows:
        event = Event()
        event.add("uid", f"interview-{interview.pk}@tsunagari")
        event.add("sequence", interview.version)
        event.add("dtstamp", at.astimezone(UTC))
        event.add("dtstart", interview.starts_at.astimezone(UTC))
        event.add("dtend", _end(interview))
        event.add("summary", plain(title))
        event.add("description", plain(clocks))
        if interview.how:
            event.add("location", interview.how)
        if interview.how.startswith(("https://", "http://")):
            event.add("url", interview.how)
        event.add("status", STATUS.get(interview.state, "CANCELLED"))
        calendar.add_component(event)
    return calendar.to_ical()


def _end(interview: Interview) -> datetime:
    return (interview.starts_at + timedelta(minutes=interview.minutes)).astimezone(UTC)
