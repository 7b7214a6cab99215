"""届け方 — the page on which a person, or a body, chooses how notices come; the same on every face."""

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tsunagari.base.languages import LANGUAGES
from tsunagari.base.refusals import Refused
from tsunagari.faces.shared.forms import TidyField
from tsunagari.faces.shared.tell import put_on, tell
from tsunagari.kernel.notices import choices
from tsunagari.kernel.notices.rules import LONGEST_ADDRESS
from tsunagari.programmes.talent.housekeeping.actions import institutions


def _hours():
    return [("", _now("ふだんの時間のまま")), *((hour, f"{hour}:00") for hour in range(24))]


def _hour(value):
    return int(value) if value else None


class WaysForm(forms.Form):
    """Ways, addresses, hours and language; the page itself is always there."""

    language = forms.ChoiceField(label=_("お知らせの言葉"), choices=LANGUAGES)
    email = forms.BooleanField(label=_("メールで受け取る"), required=False)
    mail = forms.EmailField(
        label=_("メールアドレス"),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    letter = forms.BooleanField(label=_("手紙で受け取る"), required=False)
    postcode = TidyField(
        label=_("郵便番号"),
        required=False,
        max_length=10,
        widget=forms.TextInput(attrs={"autocomplete": "postal-code", "size": "10"}),
    )
    address = forms.CharField(
        label=_("住所"),
        required=False,
        max_length=LONGEST_ADDRESS,
        help_text=_("封筒のまどに見えるとおりに、行を分けて入力してください。"),
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "street-address"}),
    )
    quiet_from = forms.TypedChoiceField(
        label=_("メールを送らない時間のはじまり"),
        choices=_hours,
        coerce=_hour,
        empty_value=None,
        required=False,
    )
    quiet_until = forms.TypedChoiceField(
        label=_("メールを送らない時間のおわり"),
        choices=_hours,
        coerce=_hour,
        empty_value=None,
        required=False,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


def page(request, party, *, frame: str, back: str, undo: str, who: str = "", more=None):
    """The form, or the choice it made; `back` and `undo` are addresses."""
    ways = choices.ways_of(party)
    form = WaysForm(request.POST or None, initial=ways.__dict__)
    if request.method == "POST" and form.is_valid() and _chosen(request, party, form, undo):
        return redirect(request.path)
    start, end = (choices.figure(name, request.viewer.on) for name in ("quiet_from", "quiet_until"))
    context = {
        "form": form,
        "frame": frame,
        "back": back,
        "who": who,
        "start": start,
        "end": end,
        "signs_in_with": choices.address_of(party) if not ways.mail else "",
        "is_person": party.is_person,
    }
    context |= more or {}
    return render(request, "shared/told_by.html", context, status=422 if form.errors else 200)


def _chosen(request, party, form, undo: str) -> bool:
    viewer = request.viewer
    try:
        choices.choose(
            party, choices.Ways(**form.cleaned_data), by=viewer, on=viewer.on, at=timezone.now()
        )
    except Refused as refused:
        put_on(form, refused)
        return False
    if institutions.follow_ways(party, at=timezone.now()):
        messages.warning(
            request,
            _now(
                "家事支援の連絡係です。メールがないと、知らせは電話だけになります。事務局に伝えました。"
            ),
        )
    words = _now("お知らせの届け方を変えました。")
    messages.success(request, words, extra_tags=f"undo:{undo}")
    return True


def taken_back(request, party, *, back: str):
    """元に戻す — what stood before the last change."""
    try:
        choices.undo(party, by=request.viewer, on=request.viewer.on, at=timezone.now())
    except Refused as refused:
        tell(request, refused)
    else:
        institutions.follow_ways(party, at=timezone.now())
        messages.success(request, _now("お知らせの届け方を元に戻しました。"))
    return redirect(back)


def own(request, face: str, frame: str, **more):
    """The reader's own; `more` goes to the template."""
    return page(
        request,
        request.viewer.party,
        frame=frame,
        back=reverse(f"{face}:notices"),
        undo=reverse(f"{face}:undo_told_by"),
        more=more,
    )
