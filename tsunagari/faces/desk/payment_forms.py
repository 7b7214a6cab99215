"""支払いの入力 — an expense with its receipt, a file of a day, the bank's result, where we pay from."""

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tsunagari.base.measures import MEASURES
from tsunagari.faces.desk.people import names_of
from tsunagari.faces.shared.costs.forms import receipt_field
from tsunagari.faces.shared.forms import DayField, RowField, TidyField, YenField
from tsunagari.governance.fund.payments.models import Expense, PayeeAccount, Source
from tsunagari.kernel.ledger.models import Account, Fund
from tsunagari.kernel.parties import queries as parties
from tsunagari.kernel.parties.models import Party
from tsunagari.kernel.parties.queries import federation
from tsunagari.kernel.roles import queries as roles

PLAIN = {"autocomplete": "off", "spellcheck": "false"}
MOST = 200


class _Funds(RowField):
    def label_from_instance(self, obj):
        return f"{obj.name}（{obj.book.title}）"


class ExpenseForm(forms.Form):
    """What was paid or earned, out of which fund, with the photo of the receipt."""

    kind = forms.ChoiceField(label=_("種類"))
    yen = YenField(label=_("金額（円）"), min_value=1)
    spent_on = DayField(label=_("払った日・働いた日"))
    words = TidyField(
        label=_("何のお金か"), max_length=200, help_text=_("例：11月の交流授業の通訳の交通費")
    )
    receipt = receipt_field()
    issuer = TidyField(
        label=_("領収書を出した店・会社"),
        max_length=200,
        required=False,
        help_text=_("証憑の取引先になります。空のときは、受け取る人・団体の名前になります。"),
    )
    payee = forms.ChoiceField(label=_("受け取る人・団体"))
    payee_code = TidyField(
        label=_("一覧にないときは、人・団体のコード"), max_length=10, required=False
    )
    fund = _Funds(label=_("基金"), queryset=Fund.objects.none())
    measure = forms.ChoiceField(label=_("施策"), required=False)
    account = forms.ChoiceField(label=_("科目"))

    def __init__(self, *args, viewer, **kwargs):
        super().__init__(*args, **kwargs)
        self.payees = _payees(viewer)
        self.fields["kind"].choices = [(one.value, _now(one.label)) for one in Expense.Kind]
        self.fields["fund"].queryset = Fund.objects.select_related("book__owner__party")
        measures = [(code, f"{code} {_now(one.title)}") for code, one in MEASURES.items()]
        self.fields["measure"].choices = [("", _now("なし")), *measures]
        costs = Account.objects.filter(kind=Account.Kind.COST, closed_on=None)
        named = dict(costs.order_by("code").values_list("code", "name"))
        self.fields["account"].choices = [(code, f"{code} {_now(n)}") for code, n in named.items()]
        names = names_of(self.payees.values(), viewer)
        self.fields["payee"].choices = [(code, names[p.pk]) for code, p in self.payees.items()]

    def clean(self):
        data = super().clean()
        if code := data.get("payee_code"):
            party = parties.by_code(code.upper())
            if party is None:
                self.add_error("payee_code", _now("このコードの人・団体は見つかりません。"))
            data["party"] = party and (party.same_as or party)
        elif data.get("payee"):
            data["party"] = self.payees[data["payee"]]
        return data


def _payees(viewer) -> dict[str, Party]:
    """{code: party}: who asks, the office, and whoever has an account."""
    office = roles.people_of(federation().party.organisation, "staff", on=viewer.on)
    rows = PayeeAccount.objects.filter(ended_at=None).select_related("party").order_by("-pk")
    known = [viewer.party, *office, *(row.party for row in rows[:MOST])]
    return {party.code: party for party in known}


class TransferForm(forms.Form):
    """On which day the chosen payments leave; the payments themselves are ticked in the list."""

    pay_on = DayField(label=_("振込指定日"), help_text=_("銀行の営業日を入れてください。"))


class ResultForm(forms.Form):
    """The file that the bank gives back."""

    file = forms.FileField(
        label=_("振込結果のファイル"),
        help_text=_("銀行からとった全銀形式のファイルか、見出しの行がある CSV です。"),
    )


class SourceForm(forms.Form):
    """Where a book pays from, and what its bank wants in the file."""

    client_code = forms.CharField(
        label=_("委託者コード"),
        max_length=10,
        help_text=_("銀行から知らされた10けたまでの数字です。"),
        widget=forms.TextInput(PLAIN | {"inputmode": "numeric"}),
    )
    client_name = forms.CharField(
        label=_("委託者名（半角カナ）"),
        max_length=60,
        help_text=_("例：ｼﾔ)ﾂﾅｶﾞﾘ"),
        widget=forms.TextInput(PLAIN),
    )
    bank_code = forms.CharField(label=_("銀行番号（4けた）"), max_length=10)
    bank_name = forms.CharField(label=_("銀行名（半角カナ）"), max_length=30, required=False)
    branch_code = forms.CharField(label=_("支店番号（3けた）"), max_length=10)
    branch_name = forms.CharField(label=_("支店名（半角カナ）"), max_length=30, required=False)
    account_type = forms.ChoiceField(label=_("預金の種類"))
    account_number = forms.CharField(label=_("口座番号（7けた）"), max_length=10)
    line_break = forms.ChoiceField(label=_("行の区切り"))
    way = forms.ChoiceField(label=_("振込指定区分"))
    wo = forms.BooleanField(label=_("この銀行は ｦ を受けつける"), required=False)
    result_at = forms.IntegerField(
        label=_("結果コードの場所（0から数えて）"),
        initial=111,
        help_text=_("銀行の資料で確かめてください。ふつうは 111 です（確かめられていません）。"),
    )
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, choices in (
            ("account_type", Source.Type),
            ("line_break", Source.LineBreak),
            ("way", Source.Way),
        ):
            self.fields[name].choices = [(one.value, _now(one.label)) for one in choices]


class CallForm(forms.Form):
    """Whom somebody called, on which number, and what they said."""

    words = TidyField(
        label=_("電話で確かめたこと"),
        max_length=300,
        help_text=_(
            "前から知っている番号にかけてください。口座といっしょに知らされた番号は使いません。"
        ),
    )


class NoForm(forms.Form):
    """Why it is not approved, or taken back."""

    words = forms.CharField(
        label=_("理由"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )


class SeeForm(forms.Form):
    """Why somebody reads the number of an account; the payee will read it."""

    reason = TidyField(
        label=_("口座を見る理由"),
        max_length=200,
        help_text=_("見た人の名前と理由が、記録に残ります。例：通帳の写しと比べるため"),
    )
