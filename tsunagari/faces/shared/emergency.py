"""緊急の電話 — the numbers that stand on every page for somebody in need, as links that dial."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from django.utils.safestring import SafeString

from tsunagari.base import figures
from tsunagari.base.languages import gettext_noop as _
from tsunagari.faces.shared import letters
from tsunagari.faces.shared.bilingual import Both, both

WORDS = {
    "call_ambulance": _("救急・火事（日本）"),
    "call_police": _("警察（日本）"),
    "call_unsure_ill": _("救急車を呼ぶか、まよったとき（千葉県）"),
    "call_police_advice": _("警察に相談する（いそがないとき）"),
}
FIRST = ("call_ambulance", "call_police")
EMBASSIES = {
    "VNM": _("ベトナム大使館（東京）"),
    "PHL": _("フィリピン大使館（東京）"),
    "IDN": _("インドネシア大使館（東京）"),
}


@dataclass(frozen=True)
class Call:
    """One number: as it is read, as it is dialled, what for, and whether it was checked."""

    number: str
    dial: str
    words: Both
    sure: bool
    source: str


@cache
def _figures():
    return figures.read(Path(__file__).parent)


def drawn(on: date, nationality: str = "") -> SafeString:
    """All of them for somebody, as they stand on a page; drawn once for all who need the same."""
    return letters.part(
        "shared/help/_calls.html",
        (on, nationality),
        lambda: {"calls": first(on), "more_calls": rest(on, nationality)},
    )


def first(on: date) -> list[Call]:
    """救急と警察 — what everybody needs at once."""
    return [found for code in FIRST if (found := _call(code, both(WORDS[code]), on))]


def rest(on: date, nationality: str = "") -> list[Call]:
    """Numbers for less urgent need, and the embassy of somebody's country."""
    found = [_call(code, both(words), on) for code, words in WORDS.items() if code not in FIRST]
    return [one for one in [*found, *embassies(on, nationality)] if one]


def embassies(on: date, nationality: str = "") -> list[Call]:
    """大使館 — of somebody's country; of all that we know a number of where nobody's is known."""
    asked = EMBASSIES if not nationality else {nationality} & EMBASSIES.keys()
    found = [
        _call(f"embassy_{code}", both(words), on, embassy=True)
        for code, words in EMBASSIES.items()
        if code in asked
    ]
    return [one for one in found if one]


def _call(code: str, words: Both, on: date, *, embassy: bool = False) -> Call | None:
    value = _figures()[code].on(on)
    number = str(value.value)
    if not number:
        return None
    dial = number.replace("-", "").replace("#", "%23")
    sure = not embassy or value.confidence == "official"
    return Call(number, dial, words, sure, value.source)
