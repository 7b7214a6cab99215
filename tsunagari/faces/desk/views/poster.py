"""はり紙 — a paper for a wall: a QR that leads to asking for help without a name, in six languages."""

from django import forms
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from tsunagari.base import pdf
from tsunagari.base.languages import LANGUAGES, gettext, html_lang
from tsunagari.faces.shared import wall
from tsunagari.faces.shared.office import office_of

QUIET = 4


class PlaceForm(forms.Form):
    """Where the paper hangs: the town is counted, the place only printed."""

    town = forms.ChoiceField(label=_("市区町村"), choices=lambda: [(t, t) for t in wall.towns()])
    place = forms.CharField(
        label=_("はる場所"),
        max_length=80,
        required=False,
        help_text=_("紙のすみに印刷するだけで、記録には残りません。例：図書館の1階"),
    )


def show(request):
    """Choose the town and the place of a paper."""
    form = PlaceForm(request.GET or None)
    if request.GET and form.is_valid():
        return redirect(f"{reverse('desk:print_poster')}?{urlencode(form.cleaned_data)}")
    status = 422 if form.errors else 200
    return render(request, "desk/poster.html", {"form": form}, status=status)


def printed(request):
    """The paper: the QR once, large, and what it is for in every language."""
    form = PlaceForm(request.GET)
    if not form.is_valid():
        return redirect("desk:poster")
    code = wall.code_of(form.cleaned_data["town"])
    with override("ja"):
        path = f"{reverse('portal:ask')}?{urlencode({'at': code})}"
    address = request.build_absolute_uri(path)
    context = {
        "said": [_said(language, name) for language, name in LANGUAGES],
        "qr": pdf.qr_svg(address, border=QUIET, fluid=True),
        "address": address,
        "office": office_of(request),
        **form.cleaned_data,
    }
    return render(request, "desk/poster_print.html", context)


def _said(language: str, name: str) -> dict:
    with override(language):
        return {
            "lang": html_lang(language),
            "name": name,
            "words": [gettext(words) for words in wall.WORDS],
        }
