"""会議の予定のファイル — a meeting as iCalendar (RFC 5545): when and where, nothing of its agenda."""

from datetime import UTC, datetime

from tsunagari.base.readings import plain
from tsunagari.governance.fund.council.models import Meeting


def calendar_of(meeting: Meeting, title: str, *, at: datetime) -> bytes:
    """A calendar file of one meeting; a later version replaces an earlier one."""
    from icalendar import Calendar, Event  # a fifth of a second: only when asked for

    calendar, event = Calendar(), Event()
    calendar.add("prodid", "-//Tsunagari//council//JA")
    calendar.add("version", "2.0")
    event.add("uid", f"council-{meeting.pk}@tsunagari")
    event.add("sequence", meeting.version)
    event.add("dtstamp", at.astimezone(UTC))
    event.add("dtstart", meeting.gathering.starts_at.astimezone(UTC))
    event.add("dtend", meeting.gathering.ends_at.astimezone(UTC))
    event.add("summary", plain(title))
    if meeting.place or meeting.link:
        event.add("location", meeting.place or meeting.link)
    if meeting.link:
        event.add("url", meeting.link)
    gone = meeting.state == Meeting.State.CANCELLED
    event.add("status", "CANCELLED" if gone else "CONFIRMED")
    calendar.add_component(event)
    return calendar.to_ical()
