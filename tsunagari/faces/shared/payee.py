"""受取口座 — one form for the office, a body and a person: as the bank writes it, confirmed by who types."""

import unicodedata
from dataclasses import replace

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tsunagari.base.refusals import Refused
from tsunagari.faces.shared.tell import put_on
from tsunagari.governance.fund.payments import queries
from tsunagari.governance.fund.payments.actions import accounts
from tsunagari.governance.fund.payments.models import PayeeAccount
from tsunagari.governance.fund.payments.rules import letters
from tsunagari.kernel.parties.models import Party

PLAIN = {"autocomplete": "off", "spellcheck": "false"}
DIGITS = PLAIN | {"inputmode": "numeric"}
# As accounts.enter calls a field, and as the rules do.
NAMES = {"account_number": "number", "payee": "holder"}


class DigitsField(forms.CharField):
    """Digits in any width, with or without hyphens."""

    def clean(self, value):
        typed = unicodedata.normalize("NFKC", super().clean(value))
        return typed.replace("-", "").replace(" ", "")


class AccountForm(forms.Form):
    """Bank, branch, kind, number and kana name, as they stand in the bank book."""

    bank_code = DigitsField(
        label=_("銀行番号（4けた）"), max_length=10, widget=forms.TextInput(DIGITS | {"size": "6"})
    )
    branch_code = DigitsField(
        label=_("支店番号（3けた）"), max_length=10, widget=forms.TextInput(DIGITS | {"size": "5"})
    )
    account_type = forms.ChoiceField(label=_("預金の種類"))
    number = DigitsField(
        label=_("口座番号（7けた）"),
        max_length=20,
        help_text=_("ゆうちょ銀行は、通帳にある「他の金融機関からの振込用」の番号です。"),
        widget=forms.TextInput(DIGITS | {"size": "10"}),
    )
    holder = forms.CharField(
        label=_("口座の名義（カナ）"),
        max_length=120,
        strip=False,
        help_text=_("通帳の、カナの名義です。例：ｻﾄｳ ﾊﾅ"),
        widget=forms.TextInput(PLAIN),
    )
    checked = forms.BooleanField(label=_("通帳と同じことを確かめました"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        kinds = [(one.value, _now(one.label)) for one in PayeeAccount.Type]
        self.fields["account_type"].choices = kinds

    def clean_holder(self):
        """What the bank would not read is written anew and shown; a second press says yes to it."""
        before = self.cleaned_data["holder"]
        after = letters.written(before, wo=True)
        if after == before or letters.strange(after, letters.PARTY, wo=True):
            return before
        self.data = self.data.copy()
        self.data["holder"] = after
        words = _now(
            "「%(before)s」を、銀行のファイルの書き方で「%(after)s」と書きなおしました。通帳と同じか確かめて、もう一度押してください。"
        )
        raise forms.ValidationError(words % {"before": before, "after": after})


def page(request, party: Party, face: str, home: str):
    """受取口座 on one's own page: masked; what is typed is confirmed, a new one ends the old one."""
    form = AccountForm(request.POST or None)
    if request.method == "POST" and entered(request, party, form):
        messages.success(request, _now("受取口座を登録しました。番号と名義は封をしてしまいます。"))
        return redirect(request.path)
    account = queries.account_of(party)
    context = {
        "frame": f"tn/{face}.html",
        "form": form,
        "account": account,
        "kind": _now(account.get_account_type_display()) if account else "",
        "home": home,
    }
    status = 422 if form.errors else 200
    return render(request, "shared/payee_account.html", context, status=status)


def entered(request, party: Party, form: AccountForm) -> PayeeAccount | None:
    """The new account; None when the form says what is wrong."""
    if not form.is_valid():
        return None
    facts = {name: value for name, value in form.cleaned_data.items() if name != "checked"}
    try:
        return accounts.enter(
            party, by=request.viewer, on=request.viewer.on, at=timezone.now(), **facts
        )
    except Refused as refused:
        named = [replace(one, field=NAMES.get(one.field, one.field)) for one in refused.reasons]
        put_on(form, Refused(named))
        return None
