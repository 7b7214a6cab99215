"""ネットワークがないとき — what a person's own phone may keep of their pages, and for whom."""

from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils import timezone

from tsunagari.faces.mypage.device import SESSION_KEY, SHARED_KEY

# Nothing about other people stands on these; of papers there is the list, not the scans.
KEPT = ("work", "work_calendar", "work_papers", "work_help", "home_visits")
CARD, PERSON = Signer(salt="own.card"), Signer(salt="own.person")


def page(request) -> dict:
    """What the scripts of a page may do on this device: keep it, or leave nothing behind."""
    own = request.viewer.kind == "worker" and request.session.get(SHARED_KEY) is False
    if not own:
        return {"mode": "none"}
    return {
        "mode": "keep",
        "made_at": timezone.now(),
        "card": CARD.sign(request.session[SESSION_KEY]),
        "person": PERSON.sign(request.viewer.party.pk),
        "pages": " ".join(reverse(f"mypage:{name}") for name in KEPT),
    }


def card_of(mark: str) -> int:
    """The card that a device says it keeps pages of; 0 for what we never signed."""
    try:
        return int(CARD.unsign(mark))
    except (BadSignature, ValueError):
        return 0
