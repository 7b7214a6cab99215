"""入口 — by QR card, or by typing its number; then a name to confirm, or a worker's own PIN."""

from django import forms
from django.http import HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from tsunagari.base.languages import CODES
from tsunagari.faces.mypage import pins as own_pins
from tsunagari.faces.mypage.device import (
    ANY_DEVICE,
    CLOSED_KEY,
    OWN_DEVICE,
    SESSION_KEY,
    SHARED_KEY,
)
from tsunagari.faces.mypage.gate import HOME, viewer_of
from tsunagari.faces.shared.line import line_of
from tsunagari.kernel.consents.queries import shown
from tsunagari.kernel.parties import actions, pins, queries

ASKED = "card_asked"
# Whose pages hold more than a name: these cards ask for the number that their owner chose.
WITH_PIN = ("worker", "donor")
CLOSED = _("このカードは、もう使えません。新しいカードを、先生か事務局からもらってください。")


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
    """Type the number of a card; a known one asks for its PIN, or whether the name is right."""
    if "go" in request.POST or "other" in request.POST:
        return _answer(request)
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        code = form.cleaned_data["code"]
        if found := _found(request, code):
            return _ask(request, found)
        form.add_error("code", _said(request, code))
    elif request.method == "GET" and (asked := _asked(request)):
        return _question(request, asked)
    page = {"form": form, "unknown": CLOSED if request.session.pop(CLOSED_KEY, False) else ""}
    return render(request, "mypage/enter.html", page, status=422 if form.errors else 200)


def card(request, secret):
    """A scanned QR code: the number leaves the address bar at once, nothing is opened yet."""
    if found := _found(request, secret):
        return _ask(request, found)
    page = {"form": CodeForm(), "unknown": _said(request, secret)}
    return render(request, "mypage/enter.html", page, status=404)


@require_POST
def leave(request):
    """Put the card away: on a shared device nothing stays."""
    request.session.flush()
    return redirect("mypage:enter")


def _found(request, secret):
    """The card with this number; wrong numbers are counted by line, and too many close it."""
    line = [pins.line_key(line_of(request))]
    if pins.count(line, at=timezone.now()):
        return None
    found = queries.card_for(secret, on=timezone.localdate())
    if found is None or viewer_of(found, on=timezone.localdate()) is None:
        return None
    pins.take_back(line)
    return found


def _said(request, secret) -> str:
    """Why a number opens nothing, and what to do."""
    if pins.waits([pins.line_key(line_of(request))], at=timezone.now()):
        return _("何回もまちがえました。10分待ってから、もう一度入れてください。")
    if queries.closed_card(secret):
        return CLOSED
    return _(
        "この番号のカードは使えません。カードを見てもう一度入れるか、先生か事務局に聞いてください。"
    )


def _ask(request, found):
    """Remember which card is meant and ask its holder; the card's language is kept."""
    request.session[ASKED] = found.pk
    prefix = translation.get_language_from_path(request.path_info)
    language = prefix or request.COOKIES.get("language") or found.person.party.language
    with translation.override(language if language in CODES else "ja"):
        return HttpResponseRedirect(reverse("mypage:enter"))


def _asked(request):
    return queries.card_still_opens(request.session.get(ASKED) or 0, on=timezone.localdate())


def _question(request, found, form=None):
    """Whose card is this? A worker's says nothing of anybody: a photographed one opens nothing."""
    status = 422 if form and form.errors else 200
    if found.purpose in WITH_PIN:
        page = {"form": form or own_pins.form_of(found), "fresh": not found.pin_hash}
        return render(request, "mypage/pin.html", page, status=status)
    return render(request, "mypage/is_it_you.html", _who(found))


def _who(found) -> dict:
    viewer = viewer_of(found, on=timezone.localdate())
    return {
        "name": shown([found.person_id], to=viewer)[found.person_id] if viewer else "",
        "guardian": found.purpose == "guardian",
    }


def _answer(request):
    """「入る」 lets in; 「ちがいます」 forgets the card."""
    found = _asked(request)
    if found is None or "other" in request.POST:
        request.session.pop(ASKED, None)
        # A second press of 「入る」 comes here too: whoever is in already, goes home.
        inside = SESSION_KEY in request.session and "go" in request.POST
        return redirect("mypage:home" if inside else "mypage:enter")
    if found.purpose not in WITH_PIN:
        return _let_in(request, found)
    form = own_pins.form_of(found, request.POST)
    if not own_pins.opened(request, found, form, line=line_of(request)):
        return _question(request, found, form)
    response = _let_in(request, found, shared=form.cleaned_data["shared"])
    if not form.cleaned_data["shared"]:
        own_pins.remember(request, response, found)
    return response


def _let_in(request, found, *, shared=True):
    request.session.flush()
    request.session[SESSION_KEY] = found.pk
    request.session[SHARED_KEY] = shared
    request.session.set_expiry(ANY_DEVICE if shared else OWN_DEVICE)
    actions.card_used(found, at=timezone.now())
    return redirect(HOME[found.purpose])
