"""カレンダーのファイル — events as iCalendar (RFC 5545), times in their own zone."""

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from tsunagari.base.readings import plain
from tsunagari.programmes.community.events import queries
from tsunagari.programmes.community.events.models import Event


def calendar_of(
    events: Iterable[Event], *, language: str, address, name: str = "", words: str = ""
) -> bytes:
    """A calendar of events; `address(event)` is where each is read. Cancelled ones say so.

    `words` is said of the whole calendar: that there is more of it, and where.
    """
    from icalendar import Calendar  # a fifth of a second: only when asked for

    calendar = Calendar()
    calendar.add("prodid", "-//Tsunagari//events//JA")
    calendar.add("version", "2.0")
    if name:
        calendar.add("x-wr-calname", name)
    if words:
        calendar.add("x-wr-caldesc", words)
    for event in events:
        calendar.add_component(_entry(event, language, address(event)))
    calendar.add_missing_timezones()
    return calendar.to_ical()


def _entry(event: Event, language: str, url: str):
    from icalendar import Event as Entry

    zone, entry = ZoneInfo(event.host.zone), Entry()
    entry.add("uid", f"event-{event.code}@tsunagari")
    entry.add("sequence", event.version)
    entry.add("dtstamp", event.changed_at)
    entry.add("last-modified", event.changed_at)
    entry.add("dtstart", event.starts_at.astimezone(zone))
    entry.add("dtend", event.ends_at.astimezone(zone))
    entry.add("summary", queries.title(event, language))
    entry.add("url", url)
    if where := " ".join(part for part in (event.place, event.address) if part):
        entry.add("location", plain(where))
    if event.latitude is not None:
        entry.add("geo", (float(event.latitude), float(event.longitude)))
    gone = event.state == Event.State.CANCELLED
    entry.add("status", "CANCELLED" if gone else "CONFIRMED")
    return entry
