"""催しのデータ — an event as schema.org/Event, inside its own page for search engines and calendars."""

import json
from zoneinfo import ZoneInfo

from django.utils.safestring import SafeString

from tsunagari.programmes.community.events.models import Event

STATES = {"cancelled": "EventCancelled"}
# Nothing in a text can end the element that it stands in.
ESCAPES = {ord("<"): "\\u003C", ord(">"): "\\u003E", ord("&"): "\\u0026"}


def of(
    event: Event, *, title: str, address: str, left: int, words: str = "", images=()
) -> SafeString:
    """JSON-LD, safe inside a script element."""
    zone = ZoneInfo(event.host.zone)
    tickets = list(event.tickets.all())
    quotas = list(event.quotas.all())
    said = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": title,
        "url": address,
        "startDate": event.starts_at.astimezone(zone).isoformat(),
        "endDate": event.ends_at.astimezone(zone).isoformat(),
        "eventStatus": f"https://schema.org/{STATES.get(event.state, 'EventScheduled')}",
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "location": {
            "@type": "Place",
            "name": event.place or event.town,
            "address": {
                "@type": "PostalAddress",
                "addressCountry": "JP",
                "addressLocality": event.town,
                "streetAddress": event.address,
            },
        },
        "organizer": {"@type": "Organization", "name": event.host.organisation.title},
        "isAccessibleForFree": not any(one.yen for one in tickets),
        "inLanguage": event.languages or ["ja"],
        "maximumAttendeeCapacity": sum(one.places for one in quotas),
        "remainingAttendeeCapacity": left,
        "offers": [_offer(one, address, event, zone, left) for one in tickets],
        "image": list(images),
    }
    if words:
        said["description"] = words
    if event.latitude is not None:
        said["location"]["geo"] = {
            "@type": "GeoCoordinates",
            "latitude": float(event.latitude),
            "longitude": float(event.longitude),
        }
    return SafeString(json.dumps(said, ensure_ascii=False).translate(ESCAPES))


def _offer(ticket, address: str, event: Event, zone: ZoneInfo, left: int) -> dict:
    free = "InStock" if left else "SoldOut"
    return {
        "@type": "Offer",
        "name": ticket.name,
        "price": ticket.yen,
        "priceCurrency": "JPY",
        "url": address,
        "validFrom": event.opens_at.astimezone(zone).isoformat(),
        "availability": f"https://schema.org/{free}",
    }
