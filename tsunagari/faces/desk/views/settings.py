"""設定 — one's own language and shortcuts, and the federation's name."""

from django import forms
from django.contrib import messages
from django.core.cache import cache
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from tsunagari.base.languages import LANGUAGES
from tsunagari.base.refusals import Refused
from tsunagari.faces.shared.forms import TidyField
from tsunagari.faces.shared.tell import put_on
from tsunagari.kernel.parties import changes, queries
from tsunagari.kernel.roles import registry


class OwnForm(forms.Form):
    language = forms.ChoiceField(label=_("ふだんの言語"), choices=LANGUAGES)
    keys_on = forms.BooleanField(label=_("キーボードの近道（J・K など）を使う"), required=False)


class FederationForm(forms.Form):
    name = TidyField(label=_("連合会の名前"), max_length=200)
    version = forms.IntegerField(widget=forms.HiddenInput)


class PhoneForm(forms.Form):
    """Whom somebody calls whose card opens nothing."""

    phone = TidyField(
        label=_("事務局の電話番号"),
        max_length=30,
        required=False,
        help_text=_("カードで入れない人の画面に出ます。"),
        widget=forms.TextInput({"type": "tel"}),
    )
    begins = forms.TimeField(
        label=_("電話に出る時間（はじめ）"),
        required=False,
        widget=forms.TimeInput({"type": "time"}, format="%H:%M"),
    )
    ends = forms.TimeField(
        label=_("電話に出る時間（おわり）"),
        required=False,
        widget=forms.TimeInput({"type": "time"}, format="%H:%M"),
    )
    languages = forms.MultipleChoiceField(
        label=_("電話で話せる言語"),
        choices=LANGUAGES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def clean(self):
        """Both hours or none, in order."""
        said = super().clean()
        begins, ends = said.get("begins"), said.get("ends")
        if bool(begins) != bool(ends) or (begins and begins >= ends):
            self.add_error("ends", _("おわりの時刻を、はじめより後にしてください。"))
        return said


def show(request):
    """Three forms, each with a button of its own."""
    federation = queries.federation()
    own = OwnForm(
        _sent(request, "own"),
        prefix="own",
        initial={"language": request.viewer.party.language, "keys_on": request.user.keys_on},
    )
    name = FederationForm(
        _sent(request, "federation"),
        prefix="federation",
        initial={"name": federation.name, "version": federation.party.version},
    )
    phone = PhoneForm(_sent(request, "phone"), prefix="phone", initial=_phone(federation))
    if phone.is_bound and phone.is_valid():
        _call(request, phone.cleaned_data)
        return redirect("desk:settings")
    if own.is_bound and own.is_valid():
        changes.prefer(request.user, **own.cleaned_data)
        messages.success(request, _("自分の設定を保存しました。"))
        return redirect("desk:settings")
    if name.is_bound and name.is_valid() and _renamed(request, name):
        return redirect("desk:settings")
    wrong = own.errors or name.errors or phone.errors
    first = next((one for one in (name, phone) if one.errors), own)
    context = {"own": own, "name": name, "phone": phone, "form": first}
    return render(request, "desk/settings.html", context, status=422 if wrong else 200)


def _phone(federation) -> dict:
    return {
        "phone": federation.phone,
        "begins": federation.phone_from,
        "ends": federation.phone_until,
        "languages": federation.phone_languages,
    }


def _call(request, said: dict) -> None:
    """Write the office's number; every page for the locked out shows it on the next request."""
    federation = registry.note_phone(by=request.viewer, on=request.viewer.on, **said)
    cache.delete("federation")
    if federation.phone:
        messages.success(request, _("事務局の電話番号を保存しました。"))
    else:
        messages.success(request, _("事務局の電話番号を消しました。"))


def _sent(request, form: str):
    return request.POST if request.POST.get("form") == form else None


def _renamed(request, form) -> bool:
    """Write the federation's new name; every page shows it on the next request."""
    try:
        registry.rename_federation(
            form.cleaned_data["name"],
            seen=form.cleaned_data["version"],
            by=request.viewer,
            on=request.viewer.on,
        )
    except Refused as refused:
        put_on(form, refused)
        return False
    cache.delete("federation")
    messages.success(request, _("連合会の名前を保存しました。"))
    return True
