"""届け方 — how notices come to somebody of a body, and to the body itself."""

from django.urls import reverse
from django.views.decorators.http import require_POST

from tsunagari.faces.shared import told_by

FRAME = "tn/partner.html"


def own(request):
    """The reader's own."""
    return told_by.own(request, "partner", FRAME, body_url=reverse("partner:body_told_by"))


@require_POST
def undo_own(request):
    return told_by.taken_back(request, request.viewer.party, back="partner:told_by")


def body(request):
    """The body's: what goes to its own address, not to a person's."""
    body = request.viewer.own_body
    return told_by.page(
        request,
        body.party,
        frame=FRAME,
        back=reverse("partner:told_by"),
        undo=reverse("partner:undo_body_told_by"),
        who=body.title,
    )


@require_POST
def undo_body(request):
    party = request.viewer.own_body.party
    return told_by.taken_back(request, party, back="partner:body_told_by")
