"""カレンダーのファイル — the shifts of one volunteer as iCalendar (RFC 5545)."""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from tsunagari.programmes.community.shifts.models import Assignment
from tsunagari.programmes.community.shifts.words import name_of


def calendar_of(
    rows: Iterable[Assignment], *, title: str, zone: ZoneInfo, at: datetime, url: str
) -> bytes:
    """A calendar of shifts; nobody's name stands in it."""
    from icalendar import Calendar  # a fifth of a second: only when asked for
    from icalendar import Event as Entry

    calendar = Calendar()
    calendar.add("prodid", "-//Tsunagari//shifts//JA")
    calendar.add("version", "2.0")
    for row in rows:
        shift, entry = row.shift, Entry()
        entry.add("uid", f"shift-{shift.pk}-{row.volunteer_id}@tsunagari")
        entry.add("sequence", shift.version)
        entry.add("dtstamp", at)
        entry.add("dtstart", shift.starts_at.astimezone(zone))
        entry.add("dtend", shift.ends_at.astimezone(zone))
        entry.add("summary", f"{name_of(shift)} — {title}")
        entry.add("url", url)
        if shift.place:
            entry.add("location", shift.place)
        calendar.add_component(entry)
    calendar.add_missing_timezones()
    return calendar.to_ical()
