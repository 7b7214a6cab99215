"""門（本人） — whoever holds a card: a pupil, or a guardian for a child; each has their own pages."""

from django.shortcuts import redirect
from django.utils.timezone import localdate
from django.utils.translation import get_language

from tsunagari.faces.mypage.frame import frame
from tsunagari.kernel.parties import queries as parties
from tsunagari.kernel.roles import queries as roles
from tsunagari.kernel.roles.models import Viewer

SESSION_KEY = "card"
HOME = {"pupil": "mypage:home", "guardian": "mypage:consent"}


def enter(request):
    """Let the holder of a card in: sets request.viewer and request.person.

    The card is read again on each request, so that revoking it acts at once.
    """
    request.frame = frame
    on = localdate()
    card = parties.card_still_opens(request.session.get(SESSION_KEY) or 0, on=on)
    viewer = card and viewer_of(card, on=on)
    if not viewer:
        request.session.pop(SESSION_KEY, None)
        return redirect("mypage:enter")
    request.person = card.person
    request.viewer = viewer
    return None


def pupil(request):
    """Let a pupil in; a guardian is led to the guardian's own page."""
    return _only("pupil", request)


def guardian(request):
    """Let a guardian in; a pupil is led to the pupil's own page."""
    return _only("guardian", request)


def _only(purpose, request):
    elsewhere = enter(request)
    if elsewhere is None and request.viewer.kind != purpose:
        return redirect(HOME[request.viewer.kind])
    return elsewhere


def viewer_of(card, *, on) -> Viewer | None:
    """Who asks through a card; None when the pupil belongs to no school any more."""
    role = (
        roles.standing(on)
        .filter(party=card.person_id, kind="pupil")
        .select_related("body__party")
        .first()
    )
    if role is None:
        return None
    return Viewer(
        party=card.person.party,
        kind=card.purpose,
        body=role.body,
        language=get_language(),
        on=on,
        zone=role.body.party.zone,
    )
