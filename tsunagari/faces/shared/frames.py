"""枠 — the entries beside or under every page of a face."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse

from tsunagari.base.languages import gettext


@dataclass(frozen=True)
class Entry:
    """One entry: address name, icon, untranslated words, the pages that belong to it."""

    address: str
    icon: str
    words: str
    covers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Group:
    """Several entries behind one word; without entries it is not drawn."""

    icon: str
    words: str
    entries: Sequence[Entry]


def entries(request, listed: Iterable[Entry | Group], counts: dict | None = None) -> list[dict]:
    """What the templates draw; the entry whose page (or covered page) is open is current."""
    match = request.resolver_match
    here = (match.url_name, f"{match.namespace}:{match.url_name}") if match else ("", "")
    return [
        _group(one, here, counts or {})
        if isinstance(one, Group)
        else _entry(one, here, counts or {})
        for one in listed
        if not isinstance(one, Group) or one.entries
    ]


def _entry(entry: Entry, here: tuple[str, str], counts: dict) -> dict:
    name, address = here
    return {
        "href": reverse(entry.address),
        "icon": entry.icon,
        "text": gettext(entry.words),
        "current": address == entry.address or name in entry.covers,
        "count": counts.get(entry.address),
    }


def _group(group: Group, here: tuple[str, str], counts: dict) -> dict:
    """A group is open while one of its pages is."""
    inside = [_entry(one, here, counts) for one in group.entries]
    return {
        "icon": group.icon,
        "text": gettext(group.words),
        "entries": inside,
        "open": any(one["current"] for one in inside),
    }
