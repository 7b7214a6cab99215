"""はじめて — the first-run page: starts an own federation with the code from the terminal."""

from allauth.account.internal.flows.login import record_authentication
from django import forms
from django.contrib.auth import login as sign_in
from django.contrib.auth.password_validation import validate_password
from django.shortcuts import redirect, render
from django.utils.timezone import localdate
from django.utils.translation import gettext_lazy as _

from tsunagari.base.refusals import Refused
from tsunagari.faces.shared import first_run
from tsunagari.faces.shared.tell import put_on
from tsunagari.kernel.parties import queries as parties


class StartForm(forms.Form):
    code = forms.CharField(
        label=_("はじめの番号"),
        help_text=_("つながりを始めた端末に表示されている 8けたの番号です。"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "one-time-code"}),
    )
    name = forms.CharField(label=_("連合会の名前"), max_length=200)
    family = forms.CharField(label=_("あなたの氏"), max_length=80)
    given = forms.CharField(label=_("あなたの名"), max_length=80)
    email = forms.EmailField(label=_("メールアドレス"), max_length=254)
    password = forms.CharField(
        label=_("パスワード"),
        help_text=_("12文字以上にしてください。"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_code(self):
        if reasons := first_run.why_not(self.cleaned_data["code"]):
            raise forms.ValidationError([reason.words() for reason in reasons])
        return self.cleaned_data["code"]

    def clean_password(self):
        validate_password(self.cleaned_data["password"])
        return self.cleaned_data["password"]


def start(request):
    """Start the federation, once; afterwards this page only leads home."""
    if parties.federation():
        return redirect("portal:home")
    form = StartForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        answers = {key: value for key, value in form.cleaned_data.items() if key != "code"}
        try:
            login = first_run.start(on=localdate(), **answers)
        except Refused as refused:
            put_on(form, refused)
        else:
            sign_in(request, login, "allauth.account.auth_backends.AuthenticationBackend")
            record_authentication(request, login, method="password")
            return redirect("mfa_index")
    return render(request, "portal/start.html", {"form": form}, status=422 if form.errors else 200)
