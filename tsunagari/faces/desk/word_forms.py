"""入力（ことば） — a word with its reading, and a text to be checked."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tsunagari.base.easy_japanese import LONGEST
from tsunagari.faces.shared.forms import TidyField
from tsunagari.kernel.words.rules import LONGEST_KANA, LONGEST_WORD


class ReadingForm(forms.Form):
    """One word of the table of readings."""

    word = TidyField(
        label=_("ことば"),
        max_length=LONGEST_WORD,
        help_text=_("漢字の入った、名前・地名・用語です。例：南流山"),
    )
    kana = TidyField(
        label=_("読み"),
        max_length=LONGEST_KANA,
        help_text=_("かなで書きます。例：みなみながれやま"),
    )
    note = TidyField(label=_("説明"), max_length=200, required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)


class TextForm(forms.Form):
    """A text in easy Japanese."""

    text = forms.CharField(
        label=_("確認する文章"),
        max_length=LONGEST,
        help_text=_("貼りつけてください。この文章は保存しません。"),
        widget=forms.Textarea(attrs={"rows": 8, "lang": "ja"}),
    )
