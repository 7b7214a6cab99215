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


def show(request):
    """Two forms, each with a button of its own."""
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
    if own.is_bound and own.is_valid():
        changes.prefer(request.user, **own.cleaned_data)
        messages.success(request, _("自分の設定を保存しました。"))
        return redirect("desk:settings")
    if name.is_bound and name.is_valid() and _renamed(request, name):
        return redirect("desk:settings")
    wrong = own.errors or name.errors
    context = {"own": own, "name": name, "form": name if name.errors else own}
    return render(request, "desk/settings.html", context, status=422 if wrong else 200)


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
