"""使える時間の見せ方 — the windows of a pair as one school, or the desk, reads them."""

from django.utils import timezone

from tsunagari.base.languages import gettext as _
from tsunagari.base.languages import listed
from tsunagari.faces.shared.sessions import both_clocks
from tsunagari.programmes.exchange.class_exchange import planning

SHOWN = 30


def slots_page(request, pairing, *, own_is_b: bool) -> dict:
    """What the page shows: windows best first, or why there is none and what would help."""
    now, language = timezone.now(), request.viewer.language
    found = planning.windows(pairing, now=now)
    shown = found if "all" in request.GET else found[:SHOWN]
    answer = None if found else planning.explained(pairing, now=now)
    return {
        "pairing": pairing,
        "rows": [_row(window, found, pairing, own_is_b, language) for window in shown],
        "count": len(found),
        "answer": answer,
    }


def _row(window, found, pairing, own_is_b, language) -> dict:
    exchange = pairing.exchange
    zones = (exchange.a.zone, exchange.b.zone)
    periods = tuple(_("・").join(codes) for codes in (window.a_periods, window.b_periods))
    if own_is_b:
        zones, periods = zones[::-1], periods[::-1]
    reserve = planning.reserve_for(window, found)
    return {
        "mark": planning.mark(window),
        "when": both_clocks(window.starts_at, window.ends_at, *zones, language),
        "own_periods": periods[0],
        "other_periods": periods[1],
        "talk": window.talk_minutes,
        "releases": listed(f"{r.period} {r.subject}" for r in window.releases),
        "reasons": " ".join(reason.words() for reason in window.reasons),
        "cost": window.cost,
        "reserve": both_clocks(reserve.starts_at, reserve.ends_at, *zones, language)
        if reserve
        else "",
    }
