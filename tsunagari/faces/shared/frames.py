"""枠 — the entries beside or under every page of a face."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from django.template.loader import render_to_string
from django.urls import get_script_prefix, reverse
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from tsunagari.base.languages import gettext


@dataclass(frozen=True, eq=False)
class Entry:
    """One entry: address name, icon, untranslated words, the pages that belong to it."""

    address: str
    icon: str
    words: str
    covers: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Group:
    """Several entries behind one word; without entries it is not drawn."""

    icon: str
    words: str
    entries: Sequence[Entry]


class Listed(list):
    """What is drawn of some entries, and how it looks; nothing in it belongs to one person."""

    above: dict | None = None  # the entry that leads back to the list of an inner page

    @cached_property
    def html(self) -> SafeString:
        return render_to_string("tn/_nav.html", {"nav": self})

    @cached_property
    def path(self) -> SafeString | str:
        """いまいる場所 — the way up from an inner page; an entry's own page has none."""
        return render_to_string("tn/_path.html", {"entry": self.above}) if self.above else ""


def entries(request, listed: Iterable[Entry | Group], counts: dict | None = None) -> Listed:
    """What the templates draw; the entry whose page (or covered page) is open is current."""
    drawn = tuple(one for one in listed if not isinstance(one, Group) or one.entries)
    current = tuple(_current(request.resolver_match, drawn))
    inside = bool(current) and request.resolver_match.view_name != current[0].address
    numbers = tuple(sorted((counts or {}).items()))
    # Addresses and words hang on these alone.
    return _listed(drawn, current, inside, numbers, get_language(), get_script_prefix())


def _current(match, drawn) -> Iterator[Entry]:
    """The entries to which the open page belongs."""
    if match is None:
        return
    name, address = match.url_name, f"{match.namespace}:{match.url_name}"
    for one in drawn:
        for entry in one.entries if isinstance(one, Group) else (one,):
            if address == entry.address or name in entry.covers:
                yield entry


@lru_cache(maxsize=512)
def _listed(drawn, current, inside, counts, _language, _prefix) -> Listed:
    numbers = dict(counts)
    listed = Listed(
        _group(one, current, numbers) if isinstance(one, Group) else _entry(one, current, numbers)
        for one in drawn
    )
    if inside:
        listed.above = _entry(current[0], current, numbers)
    return listed


def _entry(entry: Entry, current: tuple[Entry, ...], counts: dict) -> dict:
    return {
        "href": reverse(entry.address),
        "icon": entry.icon,
        "text": gettext(entry.words),
        "current": entry in current,
        "count": counts.get(entry.address),
    }


def _group(group: Group, current: tuple[Entry, ...], counts: dict) -> dict:
    """A group is open while one of its pages is."""
    inside = [_entry(one, current, counts) for one in group.entries]
    return {
        "icon": group.icon,
        "text": gettext(group.words),
        "entries": inside,
        "open": any(one["current"] for one in inside),
    }
