"""枠 — the entries beside or under every page of a face."""

from dataclasses import dataclass

from django.urls import reverse

from tsunagari.base.languages import gettext


@dataclass(frozen=True)
class Entry:
    """One entry: address name, icon, untranslated words, untranslated group heading."""

    address: str
    icon: str
    words: str
    group: str = ""
    covers: tuple[str, ...] = ()


def entries(request, listed: list[Entry], counts: dict | None = None) -> list[dict]:
    """What the templates draw; the entry whose page (or covered page) is open is current."""
    match = request.resolver_match
    here = f"{match.namespace}:{match.url_name}" if match else ""
    return [
        {
            "href": reverse(entry.address),
            "icon": entry.icon,
            "text": gettext(entry.words),
            "group": gettext(entry.group) if entry.group else "",
            "current": here == entry.address or (match and match.url_name in entry.covers),
            "count": (counts or {}).get(entry.address),
        }
        for entry in listed
    ]
