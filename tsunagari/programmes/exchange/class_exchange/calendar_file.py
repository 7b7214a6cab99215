"""予定のファイル — sessions as iCalendar (RFC 5545): stable UIDs, UTC times, no personal words."""

from datetime import UTC

from tsunagari.base.readings import plain

STATUS = {"accepted": "CONFIRMED", "cancelled": "CANCELLED"}


def calendar_of(rows) -> bytes:
    """A calendar file of sessions; `rows` have .session, .own_class, .partner_class, .partner."""
    from icalendar import Calendar, Event  # a fifth of a second: only when asked for

    calendar = Calendar()
    calendar.add("prodid", "-//Tsunagari//class exchange//JA")
    calendar.add("version", "2.0")
    for row in rows:
        session = row.session
        event = Event()
        event.add("uid", f"session-{session.pk}@tsunagari")
        event.add("sequence", session.version)
        event.add("dtstamp", session.starts_at.astimezone(UTC))
        event.add("dtstart", session.starts_at.astimezone(UTC))
        event.add("dtend", session.ends_at.astimezone(UTC))
        event.add("summary", f"{row.own_class} × {row.partner_class}")
        event.add("description", plain(row.when))
        event.add("location", row.partner)
        event.add("status", STATUS.get(session.state, "CONFIRMED"))
        calendar.add_component(event)
    return calendar.to_ical()
