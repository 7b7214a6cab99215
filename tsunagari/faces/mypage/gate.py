"""門（本人） — whoever holds a card: a pupil, a guardian for a child, a worker, a donor; each has own pages."""

from django.shortcuts import redirect
from django.utils.functional import SimpleLazyObject
from django.utils.timezone import localdate
from django.utils.translation import get_language

from tsunagari.faces.mypage.device import CLOSED_KEY, SESSION_KEY, SHARED_KEY, stay_open
from tsunagari.faces.mypage.frame import frame
from tsunagari.governance.fund.gifts import queries as gifts
from tsunagari.kernel.parties import queries as parties
from tsunagari.kernel.roles import queries as roles
from tsunagari.kernel.roles.models import Viewer
from tsunagari.programmes.talent.people import queries as people

HOME = {
    "pupil": "mypage:home",
    "guardian": "mypage:consent",
    "worker": "mypage:work",
    "donor": "mypage:gifts",
}


def enter(request):
    """Let the holder of a card in: sets request.viewer, request.person and a worker's request.case.

    The card is read again on each request, so that revoking it acts at once.
    """
    request.frame = frame
    request.leaves_nothing = request.session.get(SHARED_KEY) is not False
    on = localdate()
    card = parties.card_still_opens(request.session.get(SESSION_KEY) or 0, on=on)
    request.case = people.newest_of(card.person_id) if card and card.purpose == "worker" else None
    viewer = card and viewer_of(card, on=on, case=request.case)
    if not viewer:
        inside = request.session.pop(SESSION_KEY, None)
        if inside and card is None:
            request.session[CLOSED_KEY] = True
        return redirect("mypage:enter")
    request.person = card.person
    request.viewer = viewer
    stay_open(request.session, on)
    return None


def pupil(request):
    """Let a pupil in; a guardian is led to the guardian's own page."""
    return _only("pupil", request)


def guardian(request):
    """Let a guardian in; a pupil is led to the pupil's own page."""
    return _only("guardian", request)


def worker(request):
    """Let somebody with a case in: a candidate, a trainee, a worker."""
    return _only("worker", request)


def donor(request):
    """Let somebody in who gave."""
    return _only("donor", request)


def grown(request):
    """Let an adult with a card of their own in: somebody with a case, or somebody who gave."""
    elsewhere = enter(request)
    if elsewhere is None and request.viewer.kind not in ("worker", "donor"):
        return redirect(HOME[request.viewer.kind])
    return elsewhere


def joins(request):
    """Let in whoever may join an event from the own page: an adult, or a guardian for a child."""
    elsewhere = enter(request)
    if elsewhere is None and request.viewer.kind == "pupil":
        return redirect(HOME["pupil"])
    return elsewhere


def family(request):
    """Let a pupil or a guardian in."""
    elsewhere = enter(request)
    if elsewhere is None and request.viewer.kind in ("worker", "donor"):
        return redirect(HOME[request.viewer.kind])
    return elsewhere


def _only(purpose, request):
    elsewhere = enter(request)
    if elsewhere is None and request.viewer.kind != purpose:
        return redirect(HOME[request.viewer.kind])
    return elsewhere


def viewer_of(card, *, on, case=None) -> Viewer | None:
    """Who asks through a card; None when a pupil has left the school, or a worker has no case."""
    if card.purpose == "calendar":
        return None
    if card.purpose == "worker":
        return _alone(card, on) if case or people.newest_of(card.person_id) else None
    if card.purpose == "donor":
        return _alone(card, on) if gifts.is_donor(card.person.party) else None
    role = roles.first_as("pupil", card.person_id, on=on)
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


def _alone(card, on) -> Viewer:
    """Somebody with a case, or who gave, asks for nobody but themselves: their body is the federation's own."""
    return Viewer(
        party=card.person.party,
        kind=card.purpose,
        body=SimpleLazyObject(_own_body),  # most pages never ask for it
        language=get_language(),
        on=on,
        zone=card.person.party.zone,
    )


def _own_body():
    return parties.federation().party.organisation
