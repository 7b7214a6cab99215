"""証憑の入力 — what is searched for, what a document says, why it is corrected."""

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tsunagari.faces.shared.forms import DayField, RowField, TidyField, YenField
from tsunagari.governance.fund.vouchers import queries
from tsunagari.governance.fund.vouchers.models import Document, Edition
from tsunagari.governance.fund.vouchers.said import Said
from tsunagari.kernel.ledger.models import Book, Journal
from tsunagari.kernel.parties import queries as parties

MOST_YEN = 10**15
STATES = {
    queries.STANDING: _("取り消していないもの"),
    queries.CORRECTED: _("訂正・取消があったもの"),
    queries.CANCELLED: _("取り消したもの"),
}


def _choices(enum) -> list[tuple[str, str]]:
    return [(one.value, _now(one.label)) for one in enum]


class _Books(RowField):
    def label_from_instance(self, obj):
        return obj.title


def _books():
    return Book.objects.select_related("owner__party").order_by("pk")


class SearchForm(forms.Form):
    """Day, sum and counterparty, each alone or together; the rest narrows further."""

    name = TidyField(
        label=_("取引先"), max_length=100, required=False, help_text=_("名前の一部でもさがせます。")
    )
    from_day = DayField(label=_("取引年月日（から）"), required=False)
    until_day = DayField(label=_("取引年月日（まで）"), required=False)
    from_yen = YenField(label=_("金額（から）"), required=False, min_value=0, max_value=MOST_YEN)
    until_yen = YenField(label=_("金額（まで）"), required=False, min_value=0, max_value=MOST_YEN)
    kind = forms.ChoiceField(label=_("種類"), required=False)
    source = forms.ChoiceField(label=_("どこから入ったか"), required=False)
    state = forms.ChoiceField(label=_("訂正・取消"), required=False)
    book = _Books(label=_("団体"), queryset=Book.objects.none(), required=False)

    PLAIN = ("from_day", "until_day", "from_yen", "until_yen", "name")
    MORE = ("kind", "source", "state", "book")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        every = [("", _now("すべて"))]
        self.fields["kind"].choices = every + _choices(Edition.Kind)
        self.fields["source"].choices = every + _choices(Document.Source)
        self.fields["state"].choices = every + list(STATES.items())
        self.fields["book"].queryset = _books()
        self.fields["book"].empty_label = _now("すべて")

    def clean(self):
        data = super().clean()
        for first, last in (("from_day", "until_day"), ("from_yen", "until_yen")):
            one, other = data.get(first), data.get(last)
            if one is not None and other is not None and one > other:
                words = _now("「から」は「まで」と同じか、それより前・小さいものを入れてください。")
                self.add_error(first, words)
        return data

    def asked(self) -> queries.Asked:
        data = self.cleaned_data
        return queries.Asked(**data | {"book": data["book"].pk if data["book"] else None})


class _FilesInput(forms.FileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files at once; a list, also of one."""

    def clean(self, data, initial=None):
        given = data if isinstance(data, list | tuple) else [data] if data else []
        if self.required and not given:
            raise forms.ValidationError(_now("書類のファイルを1つ以上選んでください。"))
        return [super(FilesField, self).clean(one, initial) for one in given]


class VoucherForm(forms.Form):
    """What a document says, and its files."""

    kind = forms.ChoiceField(label=_("種類"))
    doc_date = DayField(
        label=_("取引年月日"), help_text=_("書類に書いてある日です。領収書は、受け取った日です。")
    )
    yen = YenField(
        label=_("金額（円）"),
        required=False,
        help_text=_("税込みの合計です。契約書など、金額のない書類は、空にします。"),
    )
    name = TidyField(
        label=_("取引先"),
        max_length=200,
        help_text=_("書類に書いてある店・会社・団体・人の名前です。"),
    )
    files = FilesField(
        label=_("ファイル（PDF・JPEG・PNG）"),
        widget=_FilesInput(attrs={"accept": "image/jpeg,image/png,application/pdf"}),
        help_text=_("1つの書類が何枚もあるときは、いっしょに選びます（10まで、全部で20MBまで）。"),
    )
    words = TidyField(label=_("内容"), max_length=200, required=False)
    direction = forms.ChoiceField(label=_("受け取った・出した"))
    medium = forms.ChoiceField(
        label=_("どう受けわたしたか"),
        help_text=_("紙を写したものは、紙の原本も保存してください。"),
    )
    book = _Books(label=_("団体"), queryset=Book.objects.none(), empty_label=None)
    journal = forms.IntegerField(
        label=_("仕訳の番号"), required=False, min_value=1, max_value=MOST_YEN
    )
    code = TidyField(label=_("取引先のコード（登録があるとき）"), max_length=10, required=False)

    FIRST = ("kind", "doc_date", "yen", "name", "files", "words")
    MORE = ("direction", "medium", "book", "journal", "code")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = _choices(Edition.Kind)
        self.fields["direction"].choices = _choices(Edition.Direction)
        self.fields["medium"].choices = _choices(Edition.Medium)
        self.fields["book"].queryset = _books()

    def first(self):
        return [self[name] for name in self.FIRST if name in self.fields]

    def more(self):
        return [self[name] for name in self.MORE if name in self.fields]

    def body(self) -> Book | None:
        return self.cleaned_data.get("book")

    def clean(self):
        data = super().clean()
        self.party = self.row = None
        if code := data.get("code"):
            found = parties.by_code(code.upper())
            self.party = found and (found.same_as or found)
            if self.party is None:
                self.add_error("code", _now("このコードの人・団体は見つかりません。"))
        if number := data.get("journal"):
            self.row = Journal.objects.filter(pk=number, book=self.body(), posted=True).first()
            if self.row is None:
                self.add_error("journal", _now("この団体の帳簿に、この番号の仕訳はありません。"))
        return data

    def said(self, **more) -> Said:
        data = self.cleaned_data
        told = {name: data[name] for name in ("kind", "doc_date", "yen", "name", "words")}
        told |= {name: data[name] for name in ("direction", "medium")}
        return Said(**told, party=self.party, journal=self.row, **more)


class CorrectForm(VoucherForm):
    """The same, with the reason; files are given only when they change."""

    reason = TidyField(label=_("訂正の理由"), max_length=200)
    seen = forms.IntegerField(widget=forms.HiddenInput, max_value=MOST_YEN)

    FIRST = ("reason", *VoucherForm.FIRST)

    def __init__(self, *args, edition: Edition, **kwargs):
        self.edition = edition
        super().__init__(*args, **kwargs)
        del self.fields["book"]
        self.fields["files"].required = False
        self.fields["files"].help_text = _now(
            "差しかえるときだけ選びます。前のファイルも、履歴に残ります。"
        )

    def body(self):
        return self.edition.document.book


class ReasonForm(forms.Form):
    """Why a document is cancelled, or stands again."""

    reason = TidyField(label=_("理由"), max_length=200)
    seen = forms.IntegerField(widget=forms.HiddenInput, max_value=MOST_YEN)
