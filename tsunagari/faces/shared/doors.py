"""門 — what the gates of all faces have in common."""

from functools import wraps
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.urls import URLPattern
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.timezone import localdate
from django.utils.translation import get_language

from tsunagari.base.languages import gettext as _
from tsunagari.faces.shared.hearing import hearing
from tsunagari.faces.shared.press import once
from tsunagari.kernel.roles import queries as roles
from tsunagari.kernel.roles.models import Viewer

# Set by the sample's one-press sign-in: invented people need no second factor.
SAMPLE_DOOR = "sample_door"
# Recovery codes alone are none: they stand in for a factor that was there.
SECOND_FACTORS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


def guarded(urlpatterns: list[URLPattern], gate) -> list[URLPattern]:
    """Every address of a face goes through its gate; no view can forget it.

    `gate(request)` sets request.viewer and answers None, or answers where to go instead.
    """
    for pattern in urlpatterns:
        pattern.callback = _through(gate, pattern.callback)
    return urlpatterns


def _through(gate, view):
    pressed = once(view)

    @wraps(view)
    def entered(request, *args, **kwargs):
        with hearing() as heard:
            elsewhere = gate(request)
        request.let_in = heard.questions
        if elsewhere is not None:
            return elsewhere
        # Days and clocks on the page are those of the place where the reader's body is.
        with timezone.override(ZoneInfo(request.viewer.zone)):
            return pressed(request, *args, **kwargs)

    entered.gate = gate
    return entered


def to_sign_in(request):
    """First signed in, then back: after a press, to the page on which it was pressed."""
    back = request.get_full_path()
    if request.method == "POST":
        came = request.headers.get("Referer", "")
        here = url_has_allowed_host_and_scheme(came, {request.get_host()})
        back = urlsplit(came)._replace(scheme="", netloc="").geturl() if here else ""
        # http://here//elsewhere is of this house, and its path alone is an address of another.
        back = back if url_has_allowed_host_and_scheme(back, None) else ""
    return redirect_to_login(back) if back else redirect("account_login")


def staff(request):
    """Let a staff member in, signed in with a second factor."""
    return signed_in(
        request,
        "desk",
        closed=_("この画面は事務局の人だけが使えます。"),
        second=_("事務局では、2つめの確認（パスキーか認証アプリ）が必要です。"),
    )


def signed_in(request, door: str, *, closed: str, second: str):
    """Let in who has a role for a door and a second factor; the words say why somebody stays out."""
    if not request.user.is_authenticated:
        return to_sign_in(request)
    on = localdate()
    held = roles.of(request.user.person_id, on=on, door=door)
    if not held:
        raise PermissionDenied(closed)
    if not request.session.get(SAMPLE_DOOR) and not is_mfa_enabled(request.user, SECOND_FACTORS):
        messages.info(request, second)
        return redirect("mfa_index")
    request.viewer = Viewer(
        party=held[0].party,
        kind=held[0].kind,
        body=held[0].body,
        language=get_language(),
        on=on,
    )
    return None
