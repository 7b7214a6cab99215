"""生活の手引きの入力 — a question with its answer, a reason, the second person's decision."""

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tsunagari.faces.shared.forms import DayField
from tsunagari.programmes.talent.advice.rules.categories import CATEGORIES
from tsunagari.programmes.talent.guide.actions import LONGEST_NAME, SHOWN, Written


class AnswerForm(forms.Form):
    """A question and its answer, one sentence a line."""

    question = forms.CharField(
        label=_("問い"),
        max_length=LONGEST_NAME,
        help_text=_("ページの見出しになります。例：在留カードをなくしたら？"),
    )
    words = forms.CharField(
        label=_("答え"),
        max_length=20_000,
        help_text=_(
            "1行に1文を書きます。空の行で段落が、「・」で箇条書きがはじまります。"
            "ふりがなは {漢字|かんじ} と書きます。"
        ),
        widget=forms.Textarea(attrs={"rows": 14}),
    )
    category = forms.ChoiceField(label=_("分類"), choices=())
    source = forms.CharField(
        label=_("出典"),
        max_length=300,
        required=False,
        help_text=_("法令の条、役所の案内など、読む人が確かめられるもの"),
    )
    as_of = DayField(label=_("いつの情報か"), required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        named = [(code, _now(words)) for code, words in CATEGORIES.items()]
        self.fields["category"].choices = [("", _now("選んでください")), *named]

    def written(self) -> Written:
        return Written(**{name: self.cleaned_data[name] for name in SHOWN})


class ReasonForm(forms.Form):
    """Why, in one or two sentences."""

    reason = forms.CharField(
        label=_("理由"), max_length=300, widget=forms.Textarea(attrs={"rows": 2})
    )


class BackForm(forms.Form):
    """What has to be mended before it can go on."""

    note = forms.CharField(
        label=_("直してほしいこと"), max_length=500, widget=forms.Textarea(attrs={"rows": 3})
    )
    seen = forms.CharField(widget=forms.HiddenInput, required=False)
