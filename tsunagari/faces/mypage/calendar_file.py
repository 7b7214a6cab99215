"""カレンダーのファイル — appointments as iCalendar (RFC 5545): stable UIDs, the clock of Tokyo.

The feed behind a secret address says only when: whoever finds the address on a lost phone learns
nothing of interviews, papers or consultations, neither from words nor from marks.
"""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from django.utils.crypto import salted_hmac

from tsunagari.base.languages import gettext
from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.readings import plain
from tsunagari.faces.mypage.appointments import TOKYO, Appointment

NEUTRAL = _("予定")


def calendar_of(
    rows: Iterable[Appointment], *, at: datetime, url: str, feed_of: int | None = None
) -> bytes:
    """A calendar of appointments; the feed of a card names neither what nor where nor who."""
    from icalendar import Calendar, Event  # a fifth of a second: only when asked for

    calendar = Calendar()
    calendar.add("prodid", "-//Tsunagari//own page//JA")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Tsunagari")
    for row in rows:
        event = Event()
        event.add("dtstamp", at.astimezone(UTC))
        event.add("url", url)
        _when(event, row)
        if feed_of is None:
            _what(event, row)
        else:
            _only_that(event, row, feed_of)
        calendar.add_component(event)
    calendar.add_missing_timezones()
    return calendar.to_ical()


def _when(event, row: Appointment) -> None:
    if row.whole_day or row.ends_at is None:
        event.add("dtstart", row.day)
        event.add("dtend", row.day + timedelta(days=1))
        return
    event.add("dtstart", row.starts_at.astimezone(TOKYO))
    event.add("dtend", row.ends_at.astimezone(TOKYO))


def _what(event, row: Appointment) -> None:
    event.add("uid", f"{row.key}@tsunagari")
    event.add("sequence", row.version)
    event.add("status", "TENTATIVE" if row.tentative else "CONFIRMED")
    event.add("summary", plain(row.title.own))
    if row.where:
        event.add("location", plain(row.where))
    said = [line for line in (row.title.ja, row.who) if line]
    if said:
        event.add("description", plain("\n".join(said)))


def _only_that(event, row: Appointment, card: int) -> None:
    """A mark that stays the same, but says no kind; how often it moved would be a hint, too."""
    mark = salted_hmac("calendar.feed", f"{card} {row.key}", algorithm="sha256").hexdigest()
    event.add("uid", f"{mark[:32]}@tsunagari")
    event.add("summary", plain(gettext(NEUTRAL)))
