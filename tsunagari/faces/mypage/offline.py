"""ネットワークがないとき — what a person's own phone may keep of their pages, and for whom."""

from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils import timezone

from tsunagari.faces.mypage.device import SESSION_KEY, SHARED_KEY
from tsunagari.programmes.talent.housekeeping import queries as housekeeping

# Nothing about other people stands on these; of papers there is the list, not the scans.
PAGES = ("mypage:work", "mypage:work_calendar", "mypage:work_papers", "mypage:work_help")
CARD, PERSON = Signer(salt="own.card"), Signer(salt="own.person")


def page(request) -> dict:
    """What the scripts of a page may do on this device: keep it, or leave nothing behind."""
    own = request.viewer.kind == "worker" and request.session.get(SHARED_KEY) is False
    if not own:
        return {"mode": "none"}
    now = timezone.now()
    return {
        "mode": "keep",
        "made_at": now,
        "card": CARD.sign(request.session[SESSION_KEY]),
        "person": PERSON.sign(request.viewer.party.pk),
        "pages": " ".join([*map(reverse, PAGES), *_visits(request.person, now)]),
    }


def _visits(person, now) -> list[str]:
    """Of whoever goes to homes: the list, and the visit that runs or comes next — its buttons, and
    where help has to go. A slow phone of anybody else does not carry an empty page along.
    """
    key = housekeeping.next_key(person, now)
    return [reverse("mypage:home_visits"), reverse("mypage:home_visit", args=[key])] if key else []


def card_of(mark: str) -> int:
    """The card that a device says it keeps pages of; 0 for what we never signed."""
    try:
        return int(CARD.unsign(mark))
    except (BadSignature, ValueError):
        return 0
