"""門（本人） — whoever holds a card: a pupil, or a guardian for a child."""

from django.shortcuts import redirect
from django.utils.timezone import localdate
from django.utils.translation import get_language

from tsunagari.faces.mypage.frame import frame
from tsunagari.kernel.parties import queries as parties
from tsunagari.kernel.roles import queries as roles
from tsunagari.kernel.roles.models import Viewer

SESSION_KEY = "card"


def enter(request):
    """Let the holder of a card in: sets request.viewer and request.person."""
    request.frame = frame
    on = localdate()
    card = parties.card_still_opens(request.session.get(SESSION_KEY) or 0, on=on)
    role = (
        card
        and roles.standing(on)
        .filter(party=card.person_id, kind="pupil")
        .select_related("body__party")
        .first()
    )
    if not role:
        request.session.pop(SESSION_KEY, None)
        return redirect("mypage:enter")
    request.person = card.person
    request.viewer = Viewer(
        party=card.person.party,
        kind=card.purpose,
        body=role.body,
        language=get_language(),
        on=on,
        zone=role.body.party.zone,
    )
    return None
