"""混みあい — how often one line, and everybody together, pressed for an event; counted in memory.

Nothing is stored of who pressed, and nobody waits for anybody: each process counts for itself, so
the limits of `rules.why_not_press` are wide and hold roughly.
"""

import time
from ipaddress import ip_address
from threading import Lock

from django.core import signing

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason
from tsunagari.faces.shared.line import line_of
from tsunagari.programmes.community.events import rules

SECONDS, MOST_KEYS = 600, 20_000
TRAP, STAMP = "website", "seen"
_SIGNER = signing.TimestampSigner(salt="event.join")
_counts: dict[tuple[str, str], tuple[int, float]] = {}
_lock = Lock()


def counted(*key: str) -> int:
    """One more of a key; how many within ten minutes."""
    now = time.monotonic()
    with _lock:
        if len(_counts) >= MOST_KEYS:
            _counts.clear()
        many, since = _counts.get(key, (0, now))
        if now - since >= SECONDS:
            many, since = 0, now
        _counts[key] = (many + 1, since)
    return many + 1


def stamp(request) -> str:
    """When the form was first shown, signed; it stays when the form comes back with faults."""
    given = request.POST.get(STAMP, "")[:100]
    return given if _age(given) is not None else _SIGNER.sign("")


def _age(given: str) -> float | None:
    """How many seconds ago; None for what we did not sign."""
    try:
        _SIGNER.unsign(given)
    except signing.BadSignature:
        return None
    return time.time() - signing.b62_decode(given.split(":")[1])


def why_not(request, event) -> list[Reason]:
    """Every reason not to take this press; who fell into the trap by accident presses once more."""
    if request.POST.get(TRAP):
        words = _("機械の申込みと区別できませんでした。もう一度「申し込む」を押してください。")
        return [Reason(words, rule="event.trap")]
    everybody = counted("", event.code)
    rushed = everybody > rules.QUIET_EVENT
    return rules.why_not_press(
        line=_of_one_line(line_of(request), event.code),
        event=everybody,
        places=_places(event) if rushed else 0,
        typed_for=_age(request.POST.get(STAMP, "")[:100]) or 0,
    )


def _places(event) -> int:
    """How many there are; most often that came along with the event."""
    known = getattr(event, "places", None)
    return sum(event.quotas.values_list("places", flat=True)) if known is None else known


def _of_one_line(line: str, event: str) -> int:
    """How many came from a line; the machine itself, from which loads are tried, is no line."""
    many = counted(line, event)
    try:
        return 0 if ip_address(line).is_loopback else many
    except ValueError:
        return many


def forget() -> None:
    """Count anew."""
    with _lock:
        _counts.clear()
