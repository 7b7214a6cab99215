"""予約のファイル — one booking as iCalendar (RFC 5545): when and where, not who and not why."""

from datetime import UTC, datetime, timedelta

from tsunagari.base.languages import gettext
from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.readings import plain
from tsunagari.programmes.talent.advice import sealed
from tsunagari.programmes.talent.advice.models import Booking

STATUS = {"asked": "TENTATIVE", "confirmed": "CONFIRMED", "held": "CONFIRMED"}
TITLES = {"interpreter": _("相談（通訳）"), "specialist": _("相談（専門家）")}


def calendar_of(booking: Booking, *, at: datetime) -> bytes:
    """A calendar file of one booking, times in UTC."""
    from icalendar import Calendar, Event  # a fifth of a second: only when asked for

    calendar, event = Calendar(), Event()
    calendar.add("prodid", "-//Tsunagari//advice//JA")
    calendar.add("version", "2.0")
    starts_at = booking.starts_at.astimezone(UTC)
    event.add("uid", f"advice-{booking.code}@tsunagari")
    event.add("dtstamp", at.astimezone(UTC))
    event.add("dtstart", starts_at)
    event.add("dtend", starts_at + timedelta(minutes=booking.minutes))
    event.add("summary", plain(gettext(TITLES[booking.kind])))
    if place := sealed.who_and_where(booking)[1]:
        event.add("location", place)
    event.add("status", STATUS.get(booking.state, "CANCELLED"))
    calendar.add_component(event)
    return calendar.to_ical()
