"""門（連携団体） — people of a partner body, or staff who act for it."""

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import get_language

from tsunagari.base.languages import gettext as _
from tsunagari.faces.partner.frame import frame
from tsunagari.faces.shared.doors import staff, to_sign_in
from tsunagari.kernel.parties.models import Organisation
from tsunagari.kernel.roles import queries as roles
from tsunagari.kernel.roles.models import Viewer


def enter(request):
    """Let a partner in for one body: sets request.viewer, or answers where to go instead."""
    request.frame = frame
    if not request.user.is_authenticated:
        return to_sign_in(request)
    if body := request.session.get("acting_for"):
        return _staff_for(request, body)
    on = localdate()
    held = roles.of(request.user.person_id, on=on, door="partner")
    if not held:
        if roles.of(request.user.person_id, on=on, door="desk"):
            return redirect(reverse("desk:schools"))
        raise PermissionDenied(_("この画面は連携団体の人だけが使えます。"))
    chosen = next((r for r in held if r.pk == request.session.get("role")), held[0])
    request.roles = held
    request.viewer = Viewer(
        party=chosen.party,
        kind=chosen.kind,
        body=chosen.body,
        language=get_language(),
        on=on,
        zone=chosen.body.party.zone,
    )
    return None


def _staff_for(request, body):
    """Staff who act for a body see its pages; every record names both."""
    if (elsewhere := staff(request)) is not None:
        return elsewhere
    request.roles = []
    organisation = Organisation.objects.select_related("party").filter(pk=body).first()
    if organisation is None:
        del request.session["acting_for"]
        return redirect(reverse("desk:schools"))
    request.viewer = request.viewer.acting_for(organisation)
    return None
