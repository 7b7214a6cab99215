"""支払いの入力 — an expense with its receipt, a file of a day, the bank's result, where we pay from."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tsunagari.base.measures import MEASURES
from tsunagari.faces.desk.funds import FundField
from tsunagari.faces.desk.people import names_of
from tsunagari.faces.shared.costs.forms import receipt_field
from tsunagari.faces.shared.forms import DayField, RowField, TidyField, YenField
from tsunagari.governance.fund.payments import grounds
from tsunagari.governance.fund.payments.grounds import day_of
from tsunagari.governance.fund.payments.models import Expense, PayeeAccount, Source
from tsunagari.governance.fund.payments.rules import grounds as rules
from tsunagari.kernel.ledger.models import Account
from tsunagari.kernel.meetings.models import Meeting
from tsunagari.kernel.parties import queries as parties
from tsunagari.kernel.parties.models import Party
from tsunagari.kernel.parties.queries import federation
from tsunagari.kernel.roles import queries as roles
from tsunagari.kernel.roles.models import Agreement

PLAIN = {"autocomplete": "off", "spellcheck": "false"}
MOST = 200
LESSON_DAYS, KEPT = 120, timedelta(days=366)


class _Lessons(RowField):
    """授業・集い — by day, measure and number."""

    def label_from_instance(self, obj):
        measure = MEASURES.get(obj.measure)
        title = _now(measure.title) if measure else obj.measure
        return f"{day_of(obj):%Y-%m-%d} {title}（{obj.pk}）"


class _Agreements(RowField):
    def label_from_instance(self, obj):
        return obj.title


def _choices(form, kinds) -> None:
    """Kinds, funds, measures and cost accounts to choose from."""
    form.fields["kind"].choices = [(one.value, _now(one.label)) for one in kinds]
    form.fields["fund"].offer()
    measures = [(code, f"{code} {_now(one.title)}") for code, one in MEASURES.items()]
    form.fields["measure"].choices = [("", _now("なし")), *measures]
    costs = Account.objects.filter(kind=Account.Kind.COST, closed_on=None)
    named = dict(costs.order_by("code").values_list("code", "name"))
    form.fields["account"].choices = [(code, f"{code} {_now(n)}") for code, n in named.items()]


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
        label=_("一覧にないときは、人・団体のコード"), max_length=20, required=False
    )
    fund = FundField(label=_("基金"))
    measure = forms.ChoiceField(label=_("施策"), required=False)
    account = forms.ChoiceField(label=_("科目"))
    from_day = DayField(
        label=_("期間のはじめ"),
        required=False,
        help_text=_("謝金・手当・奨学金・賞金のとき。同じ人の同じ期間は、2度払えません。"),
    )
    until_day = DayField(label=_("期間のおわり"), required=False)
    lesson = _Lessons(
        label=_("授業・集い"),
        queryset=Meeting.objects.none(),
        required=False,
        help_text=_("講師・通訳の謝金のとき。1つの授業は、1人に1度だけ払えます。"),
    )
    guest_code = TidyField(
        label=_("滞在した人のコード"),
        max_length=20,
        required=False,
        help_text=_("ホスト家庭の手当のとき。2人が滞在したときは、1人ずつ入れます。"),
    )
    agreement = _Agreements(
        label=_("協定・覚書"), queryset=Agreement.objects.none(), required=False
    )

    def __init__(self, *args, viewer, **kwargs):
        super().__init__(*args, **kwargs)
        self.payees = _payees(viewer)
        _choices(self, Expense.Kind)
        lessons = grounds.recent_lessons(at=timezone.now(), days=LESSON_DAYS, most=MOST)
        keys = [one.pk for one in lessons]
        self.fields["lesson"].queryset = Meeting.objects.filter(pk__in=keys).order_by("-starts_at")
        agreements = Agreement.objects.filter(until_day__gte=viewer.on - KEPT)
        self.fields["agreement"].queryset = agreements.order_by("-from_day", "-pk")[:MOST]
        names = names_of(self.payees.values(), viewer)
        self.fields["payee"].choices = [(code, names[p.pk]) for code, p in self.payees.items()]

    def clean(self):
        data = super().clean()
        if code := data.get("payee_code"):
            data["party"] = self._coded("payee_code", code)
        elif data.get("payee"):
            data["party"] = self.payees[data["payee"]]
        guest = data.get("guest_code")
        data["guest"] = self._coded("guest_code", guest) if guest else None
        return data

    def _coded(self, name: str, code: str) -> Party | None:
        party = parties.by_code(code.upper())
        if party is None:
            self.add_error(name, _now("このコードの人・団体は見つかりません。"))
        return party and (party.same_as or party)

    def grounds(self) -> grounds.Grounds:
        """What the payment is for."""
        names = ("from_day", "until_day", "lesson", "guest", "agreement")
        return grounds.Grounds(**{name: self.cleaned_data[name] for name in names})


class RollForm(forms.Form):
    """Many payments of one kind: a table that was typed, pasted or taken from a file."""

    kind = forms.ChoiceField(label=_("種類"))
    words = TidyField(
        label=_("何のお金か"),
        max_length=200,
        help_text=_("例：11月のホスト家庭の手当。行に「内容」があれば、そちらを使います。"),
    )
    fund = FundField(label=_("基金"))
    measure = forms.ChoiceField(label=_("施策"), required=False)
    account = forms.ChoiceField(label=_("科目"))
    spent_on = DayField(label=_("払うことが決まった日"))
    file = forms.FileField(
        label=_("一覧のファイル（Excel か CSV）"),
        required=False,
        help_text=_("選ぶと、下の一覧に入ります。そのあとで直せます。"),
    )
    table = forms.CharField(
        label=_("一覧"),
        required=False,
        max_length=40_000,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false"}),
        help_text=_(
            "1行目は見出しです。使える見出し：コード、金額、はじめの日、おわりの日、授業の番号、滞在した人のコード、内容、名前"
        ),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        _choices(self, [kind for kind in Expense.Kind if kind in rules.EARNED])

    def clean(self):
        data = super().clean()
        if not data.get("table") and not data.get("file"):
            self.add_error("table", _now("一覧を書くか、ファイルを選んでください。"))
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


class WithholdForm(forms.Form):
    """What is kept back of a payment, and why; an empty sum or 0 keeps nothing back."""

    yen = YenField(
        label=_("預かる額（円）"),
        required=False,
        help_text=_("0円にすると、預からずに全額を振り込みます。"),
    )
    words = TidyField(
        label=_("何の税で、だれに確かめたか"),
        max_length=200,
        required=False,
        help_text=_("例：報酬の源泉所得税。税理士に確認"),
    )

    def __init__(self, *args, **kwargs):
        # It stands on one page with another form that asks for words.
        super().__init__(*args, auto_id="withheld_%s", **kwargs)


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
