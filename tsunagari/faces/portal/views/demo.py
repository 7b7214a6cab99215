"""見本の入口 — one press signs in as an invented person; only where the federation is a sample."""

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.contrib.auth import login as sign_in
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.views.decorators.http import require_POST

from tsunagari.faces.shared.doors import SAMPLE_DOOR
from tsunagari.kernel.parties import queries as parties
from tsunagari.kernel.parties.models import Login
from tsunagari.sample import people

HOMES = {
    "pupil": "mypage:home",
    "guardian": "mypage:consent",
    "worker": "mypage:work",
    "donor": "mypage:gifts",
}


def _only_in_the_sample(request):
    if not (request.federation and request.federation["sample"]):
        raise Http404


def show(request):
    """The sample's people, what each can do, and how to sign in as them in earnest."""
    _only_in_the_sample(request)
    return render(
        request,
        "portal/demo.html",
        {
            "logins": [person | {"code": _code(person["email"])} for person in people.logins()],
            "cards": people.cards(),
            "password": people.PASSWORD,
        },
    )


def _code(email: str) -> str:
    """The one-time code that this invented person's phone would show now."""
    found = Authenticator.objects.filter(user__email=email, type=Authenticator.Type.TOTP).first()
    if not found:
        return ""
    secret = get_adapter().decrypt(found.data["secret"])
    counters = list(yield_hotp_counters_from_time())
    return format_hotp_value(hotp_value(secret, counters[len(counters) // 2]))


@require_POST
def enter(request):
    """Sign in as an invented person."""
    _only_in_the_sample(request)
    if secret := request.POST.get("card"):
        card = parties.card_for(secret, on=localdate())
        if card:
            request.session.flush()
            request.session["card"] = card.pk
            return redirect(HOMES[card.purpose])
    login = Login.objects.filter(email=request.POST.get("email", "")).first()
    if not login:
        return redirect("portal:demo")
    sign_in(request, login, "allauth.account.auth_backends.AuthenticationBackend")
    request.session[SAMPLE_DOOR] = True
    return redirect("welcome")
