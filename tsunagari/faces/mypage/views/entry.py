"""入口 — by QR card, or by typing the card's number: first the name, then 「入る」."""

import time

from allauth.account.adapter import get_adapter
from django import forms
from django.core.cache import cache
from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from tsunagari.base.languages import CODES
from tsunagari.faces.mypage.gate import HOME, SESSION_KEY, viewer_of
from tsunagari.kernel.consents.queries import shown
from tsunagari.kernel.parties import actions, queries

# Wrong numbers from one line, enough for a class that types; then everybody there waits.
TRIES, SECONDS = 60, 10 * 60
ASKED = "card_asked"


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("カードの番号"),
        max_length=40,
        help_text=_("例：ABCD-EFGH-JKMN。大文字・小文字はどちらでもいいです。"),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}
        ),
    )


def enter(request):
    """Type the number of a card; a known one asks whether the name is right."""
    if "go" in request.POST or "other" in request.POST:
        return _answer(request)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if found := _found(request, form.cleaned_data["code"]):
            return _ask(request, found)
        form.add_error("code", _said(request))
    elif request.method == "GET" and (asked := _asked(request)):
        return render(request, "mypage/is_it_you.html", _who(asked))
    return render(request, "mypage/enter.html", {"form": form}, status=422 if form.errors else 200)


def card(request, secret):
    """A scanned QR code: the number leaves the address bar at once, nothing is opened yet."""
    if found := _found(request, secret):
        return _ask(request, found)
    page = {"form": CodeForm(), "unknown": _said(request)}
    return render(request, "mypage/enter.html", page, status=404)


@require_POST
def leave(request):
    """Put the card away: on a shared device nothing stays."""
    request.session.flush()
    return redirect("mypage:enter")


def _found(request, secret):
    """The card with this number; wrong numbers are counted by line, and too many close it."""
    if _wrong(request) >= TRIES:
        return None
    found = queries.card_for(secret, on=timezone.localdate())
    if found is None or viewer_of(found, on=timezone.localdate()) is None:
        _count(request)
        return None
    return found


def _key(request) -> str:
    return f"card-tries:{get_adapter(request).get_client_ip(request)}"


def _wrong(request) -> int:
    count, since = cache.get(_key(request)) or (0, 0)
    return count if time.time() - since < SECONDS else 0


def _count(request) -> None:
    count, since = cache.get(_key(request)) or (0, 0)
    if time.time() - since >= SECONDS:
        count, since = 0, time.time()
    cache.set(_key(request), (count + 1, since), SECONDS)


def _said(request) -> str:
    if _wrong(request) >= TRIES:
        return _("何回もまちがえました。10分待ってから、もう一度入れてください。")
    return _(
        "この番号のカードは使えません。カードを見てもう一度入れるか、先生か事務局に聞いてください。"
    )


def _ask(request, found):
    """Remember which card is meant and show whose it is; the card's language is kept."""
    request.session[ASKED] = found.pk
    prefix = translation.get_language_from_path(request.path_info)
    language = prefix or request.COOKIES.get("language") or found.person.party.language
    with translation.override(language if language in CODES else "ja"):
        return HttpResponseRedirect(reverse("mypage:enter"))


def _asked(request):
    return queries.card_still_opens(request.session.get(ASKED) or 0, on=timezone.localdate())


def _who(found) -> dict:
    viewer = viewer_of(found, on=timezone.localdate())
    return {
        "name": shown([found.person_id], to=viewer)[found.person_id] if viewer else "",
        "guardian": found.purpose == "guardian",
        "worker": found.purpose == "worker",
    }


def _answer(request):
    """「入る」 lets in; 「ちがいます」 forgets the card."""
    found = _asked(request)
    if found is None or "other" in request.POST:
        request.session.pop(ASKED, None)
        # A second press of 「入る」 comes here too: whoever is in already, goes home.
        inside = SESSION_KEY in request.session and "go" in request.POST
        return redirect("mypage:home" if inside else "mypage:enter")
    request.session.flush()
    request.session[SESSION_KEY] = found.pk
    request.session.set_expiry(4 * 60 * 60)
    actions.card_used(found, at=timezone.now())
    return redirect(HOME[found.purpose])
