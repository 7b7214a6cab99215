"""入口 — by QR card, or by typing the card's number."""

from django import forms
from django.core.cache import cache
from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from tsunagari.faces.mypage.gate import SESSION_KEY
from tsunagari.kernel.parties import actions, queries

TRIES, MINUTES = 20, 10


class CodeForm(forms.Form):
    code = forms.CharField(
        label=_("カードの番号"),
        max_length=40,
        help_text=_("例：ABCD-EFGH-JKMN。大文字・小文字はどちらでもいいです。"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )


def enter(request):
    """Type the number of a card."""
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        if _too_many(request):
            form.add_error(
                "code", _("何回もまちがえました。10分待ってから、もう一度入れてください。")
            )
        elif found := queries.card_for(form.cleaned_data["code"], on=timezone.localdate()):
            return _let_in(request, found)
        else:
            form.add_error(
                "code", _("この番号のカードはありません。カードを見て、もう一度入れてください。")
            )
    return render(request, "mypage/enter.html", {"form": form}, status=422 if form.errors else 200)


def card(request, secret):
    """A scanned QR code; the address keeps no personal data and leaves the address bar at once."""
    found = None if _too_many(request) else queries.card_for(secret, on=timezone.localdate())
    if found:
        return _let_in(request, found)
    return render(request, "mypage/enter.html", {"form": CodeForm(), "unknown": True}, status=404)


def _too_many(request) -> bool:
    """Twenty tries in ten minutes from one address: enough for a class behind one line."""
    key = f"card-tries:{request.META.get('REMOTE_ADDR', '')}"
    cache.add(key, 0, MINUTES * 60)
    return cache.get(key, 0) >= TRIES * 20


def _let_in(request, found):
    request.session.flush()
    request.session[SESSION_KEY] = found.pk
    request.session.set_expiry(4 * 60 * 60)
    actions.card_used(found, at=timezone.now())
    language = request.COOKIES.get("language") or found.person.party.language
    target = "mypage:home" if found.purpose == "pupil" else "mypage:consent"
    path = request.path_info
    # A card printed in one language opens in it; a typed number opens in the person's language.
    prefix = translation.get_language_from_path(path)
    with translation.override(prefix or language):
        return HttpResponseRedirect(reverse(target))


@require_POST
def leave(request):
    """Put the card away: on a shared device nothing stays."""
    request.session.flush()
    return redirect("mypage:enter")
