"""入口 — addresses that belong to no single door."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.timezone import localdate

from tsunagari.base.languages import CODES
from tsunagari.base.languages import gettext as _
from tsunagari.kernel.roles import queries as roles
from tsunagari.kernel.roles.models import DOORS

HOMES = {
    "desk": "desk:today",
    "partner": "partner:home",
    "council": "council:home",
    "fund_council": "council:fund",
}


def health(request):
    """For whoever watches the server: it answers, and so does its database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok", content_type="text/plain")


def nowhere(request):
    """A page of the sign-in library that this house does not have."""
    raise Http404


@login_required
def welcome(request):
    """After signing in: the door that the person's role opens, in the person's language."""
    held = roles.of(request.user.person_id, on=localdate())
    if not held:
        raise PermissionDenied(_("いま使える役割がありません。事務局に聞いてください。"))
    request.session.pop("acting_for", None)
    language = request.COOKIES.get("language") or request.user.person.party.language
    with translation.override(language if language in CODES else "ja"):
        return redirect(reverse(HOMES[DOORS[held[0].kind]]))
