"""使える時間の見せ方 — the windows of a pair as one school, or the desk, reads them."""

from django.utils import timezone

from tsunagari.base.languages import gettext as _
from tsunagari.base.languages import listed
from tsunagari.faces.shared.sessions import both_clocks
from tsunagari.programmes.exchange.class_exchange import planning

SHOWN = 30


def slots_page(request, pairing, *, own_is_b: bool, changing=None) -> dict:
    """What the page shows: windows best first, or why there is none and what would help.

    `changing` is a session for which another time is looked for; its own time stays in the list.
    """
    now, reader = timezone.now(), _Reader(pairing, own_is_b, request.viewer.language)
    found = planning.windows(pairing, now=now, leaving=changing)
    shown = found if "all" in request.GET else found[:SHOWN]
    reserves = planning.Reserves(found)
    return {
        "pairing": pairing,
        "rows": [_row(window, reserves, reader, changing) for window in shown],
        "count": len(found),
        "answer": None if found else _answer(pairing, reader, now, changing),
        "changing": changing,
    }


class _Reader:
    """Whose clock and periods come first."""

    def __init__(self, pairing, own_is_b: bool, language: str):
        zones = (pairing.exchange.a.zone, pairing.exchange.b.zone)
        self.own_is_b, self.language = own_is_b, language
        self.zones = zones[::-1] if own_is_b else zones

    def when(self, span) -> str:
        return both_clocks(span.starts_at, span.ends_at, *self.zones, self.language)

    def periods(self, window) -> tuple[str, str]:
        both = tuple(_("・").join(codes) for codes in (window.a_periods, window.b_periods))
        return both[::-1] if self.own_is_b else both

    def releases(self, window) -> list[list[str]]:
        """The lessons to be released, own side first."""
        named = {"a": [], "b": []}
        for release in window.releases:
            named[release.side].append(f"{release.period} {release.subject}")
        both = [named["a"], named["b"]]
        return both[::-1] if self.own_is_b else both


def _row(window, reserves, reader: _Reader, changing) -> dict:
    own, other = reader.periods(window)
    reserve = reserves.of(window)
    return {
        "mark": planning.mark(window),
        "when": reader.when(window),
        "own_periods": own,
        "other_periods": other,
        "talk": window.talk_minutes,
        "own_releases": listed(reader.releases(window)[0]),
        "other_releases": listed(reader.releases(window)[1]),
        "reasons": " ".join(reason.words() for reason in window.reasons),
        "cost": window.cost,
        "reserve": reader.when(reserve) if reserve else "",
        "now": bool(changing and changing.starts_at == window.starts_at),
    }


def _answer(pairing, reader: _Reader, now, changing) -> dict:
    found = planning.explained(pairing, now=now, leaving=changing)
    return {
        "reasons": found["reasons"],
        "moves": [
            {"words": move.words.words(), "when": reader.when(move), "cost": move.cost}
            for move in found["moves"]
        ],
    }
