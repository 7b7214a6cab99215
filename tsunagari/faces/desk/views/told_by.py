"""届け方 — the office's own people, and anybody who told the office how notices should come."""

from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from tsunagari.faces.desk.people import names_of
from tsunagari.faces.desk.views.parties import found
from tsunagari.faces.shared import told_by

FRAME = "tn/desk.html"


def own(request):
    """The reader's own."""
    return told_by.own(request, "desk", FRAME)


@require_POST
def undo_own(request):
    return told_by.taken_back(request, request.viewer.party, back="desk:told_by")


def _adult(request, code: str):
    """A party that can be written to; of a pupil no address is ever kept."""
    party = found(request, code)
    if party.forgotten_on or (party.is_person and party.person.minor):
        raise Http404
    return party


def of_party(request, code):
    """Somebody else's, as they said it on the telephone or over the counter."""
    party = _adult(request, code)
    return told_by.page(
        request,
        party,
        frame=FRAME,
        back=reverse("desk:party", args=[code]),
        undo=reverse("desk:undo_party_told_by", args=[code]),
        who=names_of([party], request.viewer)[party.pk],
    )


@require_POST
def undo_of_party(request, code):
    told_by.taken_back(request, _adult(request, code), back="desk:notices")
    return redirect("desk:party_told_by", code)
