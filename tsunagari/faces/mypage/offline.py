"""ネットワークがないとき — what a person's own phone may keep of their pages, and for whom."""

from django.core.signing import BadSignature, Signer
from django.urls import reverse
from django.utils import timezone

from tsunagari.faces.mypage.device import SESSION_KEY, SHARED_KEY
from tsunagari.programmes.talent.housekeeping import queries as housekeeping

# Nothing about other people stands on these; of papers there is the list, not the scans.
# Besides them the visit to a home that runs or comes next: its buttons, and where help has to go.
KEPT = ("work", "work_calendar", "work_papers", "work_help", "home_visits")
CARD, PERSON = Signer(salt="own.card"), Signer(salt="own.person")


def page(request) -> dict:
    """What the scripts of a page may do on this device: keep it, or leave nothing behind."""
    own = request.viewer.kind == "worker" and request.session.get(SHARED_KEY) is False
    if not own:
        return {"mode": "none"}
    now = timezone.now()
    visits = housekeeping.of_person(request.person, now, limit=1)
    return {
        "mode": "keep",
        "made_at": now,
        "card": CARD.sign(request.session[SESSION_KEY]),
        "person": PERSON.sign(request.viewer.party.pk),
        "pages": " ".join(
            [
                *(reverse(f"mypage:{name}") for name in KEPT),
                *(reverse("mypage:home_visit", args=[row.pk]) for row in visits),
            ]
        ),
    }


def card_of(mark: str) -> int:
    """The card that a device says it keeps pages of; 0 for what we never signed."""
    try:
        return int(CARD.unsign(mark))
    except (BadSignature, ValueError):
        return 0
