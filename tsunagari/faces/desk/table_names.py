"""席の名前 — how the office calls each guest of an event: as typed, or by who registered them."""

from collections.abc import Iterable

from tsunagari.base.languages import gettext as _
from tsunagari.kernel.roles.models import Viewer
from tsunagari.programmes.community.events import queries
from tsunagari.programmes.community.events.models import Booking
from tsunagari.programmes.community.gatherings.meeting_again import in_order


def of(bookings: Iterable[Booking], *, to: Viewer) -> dict[int, str]:
    """{key of a guest: name}; who came with somebody and has no name is called after them."""
    bookings = list(bookings)
    named = queries.named(bookings, to=to)
    return {
        guest: name
        for booking in bookings
        for guest, name in _guests(booking, named[booking.pk]).items()
    }


def _guests(booking: Booking, named: dict) -> dict[int, str]:
    typed = iter(named["guests"])
    own = {guest.pk: next(typed, "") for guest in booking.guests.all() if guest.name}
    first = named["name"] or booking.number
    said = {}
    for n, guest in enumerate(in_order(booking), 1):
        with_them = _("%(name)s さんの%(n)s人目") % {"name": first, "n": n}
        said[guest.pk] = own.get(guest.pk) or (first if n == 1 else with_them)
    return said
