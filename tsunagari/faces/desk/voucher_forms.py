"""証憑の入力 — what is searched for, what a document says, why it is corrected."""

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tsunagari.faces.shared.forms import DayField, TidyField, YenField
from tsunagari.faces.shared.vouchers import MOST_YEN, Books, books, choices
from tsunagari.governance.fund.vouchers.models import Edition
from tsunagari.governance.fund.vouchers.said import Said
from tsunagari.kernel.ledger.models import Book, Journal
from tsunagari.kernel.parties import queries as parties


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
    book = Books(label=_("団体"), queryset=Book.objects.none(), empty_label=None)
    journal = forms.IntegerField(
        label=_("仕訳の番号"), required=False, min_value=1, max_value=MOST_YEN
    )
    code = TidyField(label=_("取引先のコード（登録があるとき）"), max_length=20, required=False)

    FIRST = ("kind", "doc_date", "yen", "name", "files", "words")
    MORE = ("direction", "medium", "book", "journal", "code")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = choices(Edition.Kind)
        self.fields["direction"].choices = choices(Edition.Direction)
        self.fields["medium"].choices = choices(Edition.Medium)
        self.fields["book"].queryset = books()

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
