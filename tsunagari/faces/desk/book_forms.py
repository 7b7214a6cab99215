"""帳簿の入力 — a journal by hand, a book, a fund, a purpose, a budget."""

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tsunagari.base.measures import MEASURES
from tsunagari.faces.shared.forms import DayField, RowField, TidyField, YenField
from tsunagari.kernel.ledger.actions import Posting
from tsunagari.kernel.ledger.models import Account, Book, Earmark, Fund
from tsunagari.programmes.community.events.models import Event

LINES, MOST_LINES = 4, 40
EVENTS = 80  # the newest ones, to which a journal can belong


def measures():
    """The choices of a measure, with none first."""
    return [
        ("", _now("（決まっていない）")),
        *((one.code, f"{one.code} {_now(one.title)}") for one in MEASURES.values()),
    ]


def events():
    """The choices of an event, with none first; a project of the books is its code."""
    rows = Event.objects.order_by("-starts_at", "-pk").select_related("text")[:EVENTS]
    return [
        ("", _now("（なし）")),
        *((one.code, f"{one.text.name} {one.starts_at:%Y-%m-%d}") for one in rows),
    ]


class _Purposes(RowField):
    def label_from_instance(self, obj):
        return f"{obj.title}（{obj.fund.name}）"


class JournalForm(forms.Form):
    """仕訳 — a day, what for, one fund and purpose for all lines, and the lines themselves."""

    on = DayField(label=_("日付"))
    words = TidyField(
        label=_("摘要（何のお金か）"),
        max_length=200,
        help_text=_("人の名前は書かないでください。例：10月分の家賃"),
    )
    fund = RowField(label=_("基金"), queryset=Fund.objects.none(), empty_label=None)
    measure = forms.ChoiceField(label=_("施策"), required=False, choices=measures)
    earmark = _Purposes(
        label=_("使いみちの指定"),
        queryset=Earmark.objects.none(),
        required=False,
        empty_label=_("（なし）"),
    )
    project = forms.ChoiceField(label=_("催し"), required=False, choices=events)

    def __init__(self, book: Book, *args, lines: int = LINES, **kwargs):
        super().__init__(*args, **kwargs)
        self.book, self.lines = book, min(max(lines, 2), MOST_LINES)
        funds = book.funds.order_by("pk")
        self.fields["fund"].queryset = funds
        self.fields["earmark"].queryset = book.earmarks.select_related("fund").order_by("-pk")
        accounts = Account.objects.filter(book=book, closed_on=None).order_by("code")
        choices = [("", ""), *((a.code, f"{a.code} {_now(a.name)}") for a in accounts)]
        others = [("", _now("上と同じ")), *((str(one.pk), one.name) for one in funds)]
        self.by_key = {str(one.pk): one for one in funds}
        for number in range(self.lines):
            self._line(number, choices, others)

    def _line(self, number: int, accounts, funds) -> None:
        said = {"n": number + 1}
        fields = {
            "account": forms.ChoiceField(
                label=_now("%(n)s行目の勘定科目") % said, choices=accounts, required=False
            ),
            "debit": YenField(label=_now("%(n)s行目の借方（円）") % said, required=False),
            "credit": YenField(label=_now("%(n)s行目の貸方（円）") % said, required=False),
            "other": forms.ChoiceField(
                label=_now("%(n)s行目の基金") % said, choices=funds, required=False
            ),
        }
        for name, field in fields.items():
            self.fields[f"{name}{number}"] = field

    def rows(self):
        """The bound fields of every line, for the table."""
        names = ("account", "debit", "credit", "other")
        return [[self[f"{name}{number}"] for name in names] for number in range(self.lines)]

    def clean(self):
        data = super().clean()
        self.postings = []
        for number in range(self.lines):
            self._read(number, data)
        return data

    def _read(self, number: int, data: dict) -> None:
        account, debit, credit = (
            data.get(f"{name}{number}") for name in ("account", "debit", "credit")
        )
        if not account and debit is None and credit is None:
            return
        if any(yen is not None and yen < 0 for yen in (debit, credit)):
            text = _now("金額はマイナスにできません。借方と貸方を入れかえてください。")
            self.add_error(f"{'debit' if (debit or 0) < 0 else 'credit'}{number}", text)
        elif not account:
            self.add_error(f"account{number}", _now("勘定科目を選んでください。"))
        elif bool(debit) == bool(credit):
            wrong = {f"debit{number}", f"credit{number}"} & set(self.errors)
            if not wrong:
                text = _now("借方か貸方の、どちらか1つに金額を入力してください。")
                self.add_error(f"debit{number}", text)
        elif fund := self.by_key.get(data.get(f"other{number}") or "", data.get("fund")):
            # The other fund of a transfer does not hold the purpose.
            earmark = data.get("earmark")
            other = earmark and fund != data.get("fund") and fund.pk != earmark.fund_id
            self.postings.append(
                Posting(
                    account=account,
                    yen=debit or -credit,
                    fund=fund,
                    earmark=None if other else earmark,
                    measure=data.get("measure") or "",
                    project=data.get("project") or "",
                )
            )


class BookForm(forms.Form):
    """帳簿 — whose, and under which standard."""

    code = forms.CharField(
        label=_("団体のコード"),
        max_length=20,
        help_text=_("団体のページにある10文字です。法人1つに、帳簿は1つです。"),
    )
    standard = forms.ChoiceField(label=_("会計基準"), choices=Book.Standard.choices)
    opened_on = DayField(label=_("帳簿を始める日"), help_text=_("ふつうは年度の最初の日です。"))


class FundForm(forms.Form):
    """基金 — money that is kept apart."""

    code = forms.CharField(
        label=_("記号"), max_length=20, help_text=_("半角の英数字で。例：scholarship")
    )
    name = TidyField(label=_("名前"), max_length=120)
    kind = forms.ChoiceField(label=_("種類"), choices=Fund.Kind.choices)
    purpose = forms.CharField(
        label=_("使いみち"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    public = forms.BooleanField(label=_("公開ページに出す"), required=False)


class FundWordsForm(forms.Form):
    """基金の説明 — what everybody reads of it."""

    name = TidyField(label=_("名前"), max_length=120)
    purpose = forms.CharField(
        label=_("使いみち"),
        max_length=500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("直した文の訳だけが古くなり、訳す務めができます。"),
    )
    public = forms.BooleanField(label=_("公開ページに出す"), required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput)


class PurposeForm(forms.Form):
    """使いみちの指定 — of a gift or a grant."""

    kind = forms.ChoiceField(label=_("種類"), choices=Earmark.Kind.choices)
    title = TidyField(label=_("使いみち"), max_length=200, help_text=_("例：奨学生の教科書代"))
    yen = YenField(label=_("金額（円）"), required=False, min_value=1)
    measure = forms.ChoiceField(label=_("施策"), required=False, choices=measures)
    from_day = DayField(label=_("始まりの日"))
    until_day = DayField(label=_("終わりの日"), required=False)
    return_duty = forms.BooleanField(
        label=_("使わなかった分を返す約束がある"),
        required=False,
        help_text=_("助成金・補助金だけです。使った分だけを収益にします。"),
    )


class BudgetForm(forms.Form):
    """予算 — of one measure in one fund."""

    year = forms.IntegerField(label=_("年度"), min_value=2000, max_value=2200)
    fund = RowField(label=_("基金"), queryset=Fund.objects.none(), empty_label=None)
    measure = forms.ChoiceField(label=_("施策"), required=False, choices=measures)
    yen = YenField(label=_("予算（円）"))

    def __init__(self, book: Book, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["fund"].queryset = book.funds.order_by("pk")
