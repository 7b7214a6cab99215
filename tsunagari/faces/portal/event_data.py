"""催しのデータ — an event as schema.org/Event, inside its own page for search engines and calendars."""

import json
from zoneinfo import ZoneInfo

from django.utils.safestring import SafeString

from tsunagari.programmes.community.events.models import Event, Ticket
from tsunagari.programmes.community.events.opendata import prefecture_of
from tsunagari.programmes.community.events.shown import Whole

STATES = {"cancelled": "EventCancelled"}
# Nothing in a text can end the element that it stands in.
ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}
LEFT = "\0left"  # no text holds it


def of(
    whole: Whole, *, title: str, address: str, left: str, words: str = "", images=()
) -> SafeString:
    """JSON-LD, safe inside a script element; `left` is what stands where the number of free places is."""
    event, tickets = whole.event, whole.tickets
    # What is called off offers nothing, however many places are left.
    free = whole.left > 0 and event.state != Event.State.CANCELLED
    zone = ZoneInfo(event.host.zone)
    said = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": title,
        "url": address,
        "startDate": event.starts_at.astimezone(zone).isoformat(),
        "endDate": event.ends_at.astimezone(zone).isoformat(),
        "eventStatus": f"https://schema.org/{STATES.get(event.state, 'EventScheduled')}",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "location": _place(event),
        "organizer": {"@type": "Organization", "name": event.host.organisation.title},
        "isAccessibleForFree": not any(one.yen for one in tickets),
        "inLanguage": event.languages or ["ja"],
        "maximumAttendeeCapacity": whole.places,
        "remainingAttendeeCapacity": LEFT,
        "offers": [_offer(one, address, event, zone, free) for one in tickets],
        "image": list(images),
    }
    if words:
        said["description"] = words
    if len(sessions := whole.sessions) > 1:
        said["subEvent"] = [_session(one, said, zone) for one in sessions]
    written = json.dumps(said, ensure_ascii=False).translate(ESCAPES)
    return SafeString(written.replace(json.dumps(LEFT), left, 1))


def _place(event: Event) -> dict:
    """Where it is; what nobody wrote is left out, for an empty text says something."""
    address = {
        "addressCountry": "JP",
        "addressRegion": prefecture_of(event.town),
        "addressLocality": event.town,
        "streetAddress": event.address,
    }
    known = {name: words for name, words in address.items() if words}
    place = {"@type": "Place", "address": {"@type": "PostalAddress"} | known}
    if name := event.place or event.town:
        place["name"] = name
    if event.latitude is not None:
        place["geo"] = {
            "@type": "GeoCoordinates",
            "latitude": float(event.latitude),
            "longitude": float(event.longitude),
        }
    return place


def _session(session: dict, whole: dict, zone: ZoneInfo) -> dict:
    """One of several sessions: an event of its own at the same place."""
    same = ("@type", "name", "url", "eventStatus", "eventAttendanceMode", "location")
    times = {"startDate": session["starts_at"], "endDate": session["ends_at"]}
    return {name: whole[name] for name in same} | {
        name: at.astimezone(zone).isoformat() for name, at in times.items()
    }


def _offer(ticket: Ticket, address: str, event: Event, zone: ZoneInfo, free: bool) -> dict:
    return {
        "@type": "Offer",
        "name": ticket.name,
        "price": ticket.yen,
        "priceCurrency": "JPY",
        "url": address,
        "validFrom": event.opens_at.astimezone(zone).isoformat(),
        "validThrough": event.closes_at.astimezone(zone).isoformat(),
        "availability": f"https://schema.org/{'InStock' if free else 'SoldOut'}",
    }
