"""寄附の入力 — what the office types about gifts; the rules decide, these only clean."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tsunagari.faces.desk.funds import fund_words
from tsunagari.faces.shared.forms import DayField, KanaField, RowField, TidyField, YenField
from tsunagari.governance.fund.gifts import queries
from tsunagari.governance.fund.gifts.models import Gift, Pledge, Status

MOST = 10**12  # a trillion yen: beyond it somebody's finger stayed on a key


def _choices(kinds, *without: str) -> list[tuple[str, object]]:
    """The words of a kind of choices, translated when they are shown."""
    return [(value, _(label)) for value, label in kinds.choices if value not in without]


class GiftForm(forms.Form):
    """Money or goods that came in."""

    kind = forms.ChoiceField(label=_("何を受け取りましたか"), choices=())
    yen = YenField(
        label=_("金額（円）"),
        required=False,
        max_value=MOST,
        help_text=_("品物のときは空にします。"),
    )
    goods = forms.CharField(
        label=_("品物の名前と数"), required=False, max_length=200, help_text=_("例：机 10台")
    )
    received_on = DayField(label=_("お金・品物が着いた日"))
    channel = forms.ChoiceField(label=_("受け取り方"), choices=())
    fund = RowField(label=_("どの基金に入れますか"), queryset=None)
    earmark = RowField(
        label=_("使いみちの指定"), queryset=None, required=False, empty_label=_("指定なし")
    )
    fee_year = forms.IntegerField(
        label=_("何年度の会費ですか"),
        required=False,
        min_value=2000,
        max_value=2100,
        help_text=_("会費だけ。来年度の分は、4月1日に収益になります。"),
    )

    def __init__(self, *args, on, bank=False, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = _choices(Gift.Kind, *(["goods"] if bank else []))
        self.fields["channel"].choices = _choices(Gift.Channel)
        self.fields["fund"].queryset = queries.funds()
        self.fields["fund"].label_from_instance = fund_words
        self.fields["earmark"].queryset = queries.earmarks(on)
        self.fields["earmark"].label_from_instance = lambda row: f"{row.fund}：{row}"
        if bank:
            for name in ("yen", "goods", "received_on", "channel"):
                del self.fields[name]


class DonorForm(forms.Form):
    """Somebody new who gives: a person, or a body."""

    family = TidyField(label=_("氏"), max_length=80, required=False)
    given = TidyField(label=_("名"), max_length=80, required=False)
    body = TidyField(
        label=_("団体の名前"),
        max_length=200,
        required=False,
        help_text=_("団体のときだけ。氏名は空にします。"),
    )
    kana = KanaField(
        label=_("よみ"),
        max_length=160,
        required=False,
        help_text=_("通帳に出る名前との突き合わせに使います。例：タカハシ イチロウ"),
    )
    email = forms.EmailField(label=_("メールアドレス"), max_length=254, required=False)
    postcode = TidyField(label=_("郵便番号"), max_length=10, required=False)
    address = TidyField(
        label=_("住所"),
        max_length=200,
        required=False,
        help_text=_("領収書に出ます。住民票（団体は登記）のとおりに入力します。"),
    )
    named = forms.BooleanField(label=_("名前を公開してよいと言っています"), required=False)


class AddressForm(forms.Form):
    """Name and address as they stand in the resident record."""

    name = TidyField(
        label=_("領収書の名前"),
        max_length=120,
        required=False,
        help_text=_("空にすると、登録の名前になります。"),
    )
    postcode = TidyField(label=_("郵便番号"), max_length=10, required=False)
    address = TidyField(label=_("住所"), max_length=200, required=False)
    named = forms.BooleanField(label=_("名前を公開してよいと言っています"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class PledgeForm(forms.Form):
    """A promise to give again and again."""

    kind = forms.ChoiceField(label=_("種類"), choices=())
    fund = RowField(label=_("基金"), queryset=None)
    yen = YenField(label=_("1回の金額（円）"), max_value=MOST)
    every = forms.ChoiceField(label=_("間かく"), choices=())
    method = forms.ChoiceField(label=_("方法"), choices=())
    mandate = TidyField(label=_("口座振替・自動送金の控え番号"), max_length=80, required=False)
    first_due = DayField(label=_("はじめの日"))
    until_day = DayField(label=_("終わりの日"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = _choices(Pledge.Kind)
        self.fields["every"].choices = _choices(Pledge.Every)
        self.fields["method"].choices = _choices(Pledge.Method)
        self.fields["fund"].queryset = queries.funds()
        self.fields["fund"].label_from_instance = fund_words


class ChangePledgeForm(forms.Form):
    """Another amount, another interval."""

    yen = YenField(label=_("1回の金額（円）"), max_value=MOST)
    every = forms.ChoiceField(label=_("間かく"), choices=())
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["every"].choices = _choices(Pledge.Every)


class BackForm(forms.Form):
    """A gift goes back to its donor."""

    yen = YenField(label=_("返した金額（円）"), max_value=MOST)
    day = DayField(label=_("返した日"))
    reason = TidyField(label=_("理由"), max_length=200)


class VoidForm(forms.Form):
    """A receipt is made void, with or without a new one."""

    reason = TidyField(label=_("理由"), max_length=200)
    again = forms.BooleanField(
        label=_("新しい領収書を出しなおす（再発行と書かれます）"), required=False, initial=True
    )


class FileForm(forms.Form):
    """A bank's file."""

    account = RowField(label=_("口座"), queryset=None)
    file = forms.FileField(label=_("入出金明細のファイル"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["account"].queryset = queries.accounts()


class StatusForm(forms.Form):
    """What the receiving body is in law, from a day on."""

    book = RowField(label=_("受け取る団体"), queryset=None)
    form = forms.ChoiceField(label=_("法人の形"), choices=())
    credit = forms.BooleanField(
        label=_("税額控除の証明を受けている"),
        required=False,
        help_text=_("公益社団法人・公益財団法人だけ。認定NPO法人には要りません。"),
    )
    number = TidyField(label=_("認定・証明の番号"), max_length=80, required=False)
    authority = TidyField(label=_("認定・証明した役所"), max_length=120, required=False)
    address = TidyField(label=_("団体の住所"), max_length=200, required=False)
    representative = TidyField(label=_("代表者の役職と名前"), max_length=120, required=False)
    prefecture = TidyField(label=_("条例で指定した都道府県"), max_length=40, required=False)
    municipalities = TidyField(label=_("条例で指定した市町村"), max_length=200, required=False)
    from_day = DayField(label=_("この日から"))
    until_day = DayField(label=_("この日まで"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["form"].choices = _choices(Status.Form)
        self.fields["book"].queryset = queries.books()


class AccountForm(forms.Form):
    """A bank account to which people pay."""

    book = RowField(label=_("だれの口座ですか"), queryset=None)
    bank = TidyField(label=_("銀行の名前"), max_length=80)
    branch = TidyField(label=_("支店の名前"), max_length=80)
    number = TidyField(label=_("口座番号（普通）"), max_length=20)
    holder = TidyField(label=_("口座の名義"), max_length=120)
    holder_kana = KanaField(label=_("名義のよみ"), max_length=120, required=False)
    public = forms.BooleanField(label=_("公開のページに出す"), required=False, initial=True)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["book"].queryset = queries.books()
