"""入力（費用） — a line, money that came back, what is wrong, and why a line is taken back."""

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tsunagari.base.refusals import Refused
from tsunagari.faces.shared.forms import DayField
from tsunagari.faces.shared.tell import put_on
from tsunagari.programmes.talent.costs.actions import lines as actions
from tsunagari.programmes.talent.costs.actions.lines import Money
from tsunagari.programmes.talent.costs.models import Cost
from tsunagari.programmes.talent.costs.rules import amounts
from tsunagari.programmes.talent.people.models import Case

UNREGISTERED = (Cost.Whom.BROKER, Cost.Whom.SCHOOL, Cost.Whom.PUBLIC, Cost.Whom.OTHER)


def receipt_field():
    """A photograph or a scan of a receipt; a phone makes it smaller before it is sent."""
    shown = {"accept": "image/jpeg,image/png,application/pdf", "data-shrink": ""}
    return forms.FileField(
        label=_("領収書の写真・PDF"), required=False, widget=forms.FileInput(attrs=shown)
    )


class MoneyForm(forms.Form):
    """An amount in some currency, with the rate that was used; `money` when it is right."""

    currency = forms.ChoiceField(
        label=_("通貨"),
        choices=lambda: [(code, currency_words(code)) for code in amounts.CURRENCIES],
    )
    amount = forms.CharField(
        label=_("金額"),
        max_length=60,
        help_text=_("例：120,000。全角でもかまいません。"),
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
    rate = forms.CharField(
        label=_("使った為替（1単位が何円か）"),
        max_length=30,
        required=False,
        help_text=_("円のときは、いりません。例：1 VND が 0.0059 円なら 0.0059"),
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
    rate_source = forms.CharField(
        label=_("為替の出所"),
        max_length=120,
        required=False,
        help_text=_("銀行や両替所の名前。領収書に書いてあれば、それを書きます。"),
    )
    money: Money | None = None

    def __init__(self, *args, last_rates=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.last_rates = last_rates or {}
        if self.last_rates:
            self.fields["rate"].help_text = _(
                "円のときは、いりません。空けておくと、この案件で前に使った為替を使います。"
            )

    def clean(self):
        data = super().clean()
        code, text = data.get("currency"), data.get("amount")
        if not code or not text:
            return data
        minor = self._asked("amount", amounts.typed, text, code)
        rate = self._asked("rate", self._rate, data, code)
        if minor is not None and rate is not None and not self.errors:
            self.money = Money(minor, code, *rate)
        return data

    def _rate(self, data: dict, code: str):
        """Rate, its day and whose it is; nothing typed means the one that this case used last."""
        text = data.get("rate", "")
        if not text.strip() and code in self.last_rates:
            return self.last_rates[code]
        rate = amounts.rate(text, code)
        day = data.get("paid_on") or data.get("asked_on")
        return (rate, day, data.get("rate_source", "")) if rate is not None else ()

    def _asked(self, field, question, *given):
        try:
            return question(*given)
        except Refused as refused:
            put_on(self, refused)
            return None


class CostForm(MoneyForm):
    """One line: who asked for what, when, and with which receipt."""

    whom = forms.ChoiceField(label=_("だれが求めましたか"))
    whom_words = forms.CharField(
        label=_("その人・会社の名前"),
        max_length=120,
        required=False,
        help_text=_("上の一覧に団体の名前がないときだけ、書いてください。"),
    )
    category = forms.ChoiceField(
        label=_("何のお金ですか"), choices=[(c.value, _(c.label)) for c in Cost.Category]
    )
    asked_on = DayField(label=_("求められた日"))
    paid_on = DayField(
        label=_("払った日"), required=False, help_text=_("まだ払っていないときは、空けておきます。")
    )
    words = forms.CharField(
        label=_("説明"), max_length=500, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )
    receipt = receipt_field()
    field_order = [
        "whom",
        "whom_words",
        "category",
        "amount",
        "currency",
        "rate",
        "rate_source",
        "asked_on",
        "paid_on",
        "words",
        "receipt",
    ]

    def __init__(self, *args, askers, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["whom"].choices = askers

    def asker(self, case: Case) -> dict:
        """whom, asked_by and whom_words of the action."""
        part, _colon, _body = self.cleaned_data["whom"].partition(":")
        body = getattr(case, part, None) if part in actions.PARTS else None
        words = "" if body else self.cleaned_data["whom_words"]
        return {"whom": part, "asked_by": body, "whom_words": words}


def askers(case: Case, viewer) -> list[tuple[str, str]]:
    """Whom a line may name: the bodies of the case, and who stands on no register.

    A company enters what it asked itself; a sending organisation also what others asked abroad.
    """
    own = actions.who(viewer).body
    bodies = [(part, getattr(case, part)) for part in sorted(actions.PARTS)]
    found = [
        (f"{part}:{body.pk}", body.title)
        for part, body in bodies
        if body and (own is None or body.pk == own.pk)
    ]
    if own is None or case.sending_id == own.pk:
        found += [(whom.value, _now(whom.label)) for whom in UNREGISTERED]
    return found


def currency_words(code: str) -> str:
    """VND ベトナム ドン — a currency as it is chosen."""
    return f"{code} {_now(amounts.CURRENCIES[code].words)}"


class WrongForm(forms.Form):
    """What is wrong, and how much it was instead."""

    words = forms.CharField(
        label=_("どこがちがいますか"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("自分の言葉で書いてください。"),
    )
    amount = forms.CharField(
        label=_("ほんとうの金額"),
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"}),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, currency: str, **kwargs):
        super().__init__(*args, **kwargs)
        words = _(
            "金額がちがうときだけ、%(currency)s で書きます。払っていないときは 0 と書きます。"
        )
        self.fields["amount"].help_text = _now(words) % {"currency": currency_words(currency)}


class PaidForm(forms.Form):
    """The day on which an asked cost was paid, and what shows it."""

    paid_on = DayField(label=_("払った日"))
    receipt = receipt_field()


class BackForm(MoneyForm):
    """Money that came back, or that the Japanese side took over."""

    paid_on = DayField(label=_("返ってきた日"))
    words = forms.CharField(label=_("説明"), max_length=500, required=False)
    receipt = receipt_field()
    field_order = ["amount", "currency", "rate", "rate_source", "paid_on", "words", "receipt"]


class AnnulForm(forms.Form):
    """Why a line is taken back."""

    reason = forms.CharField(
        label=_("取り消す理由"),
        max_length=500,
        help_text=_("行は消えません。理由といっしょに、みんなの画面に残ります。"),
    )
