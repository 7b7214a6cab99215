"""訪問の入力 — planning, cancelling, closing, mending."""

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from tsunagari.faces.shared.forms import DayField
from tsunagari.programmes.talent.visits.models import Visit
from tsunagari.programmes.talent.visits.rules.visits import LONGEST

LINES = forms.Textarea(attrs={"rows": 3})


class PlanForm(forms.Form):
    """What kind of visit, to whom, when, by whom."""

    kind = forms.ChoiceField(label=_l("種類"), choices=(), widget=forms.RadioSelect)
    company = forms.ChoiceField(label=_l("会社"))
    day = DayField(label=_l("訪問の日"))
    at = forms.TimeField(label=_l("はじまり"), widget=forms.TimeInput({"type": "time"}))
    visitor = forms.ChoiceField(label=_l("行く人"), required=False)
    online = forms.BooleanField(
        label=_l("オンラインで行う（特定技能の定期面談だけ）"),
        required=False,
        help_text=_l(
            "本人の書面の同意と上司の同意、録画がいります。はじめてのときと年に1回は、会いに行きます。"
        ),
    )

    def __init__(self, *args, companies, visitors, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [(code, _(words)) for code, words in Visit.Kind.choices]
        self.fields["company"].choices = [("", _("選んでください")), *companies]
        self.fields["visitor"].choices = [("", _("まだ決まっていない")), *visitors]


class MoveForm(forms.Form):
    """Another day or hour, and the version that was read."""

    day = DayField(label=_l("新しい訪問の日"))
    at = forms.TimeField(label=_l("はじまり"), widget=forms.TimeInput({"type": "time"}))
    version = forms.IntegerField(
        widget=forms.HiddenInput, required=False, min_value=0, max_value=2**31
    )


class WordsForm(forms.Form):
    """Words, and the version that was read."""

    words = forms.CharField(label=_l("理由"), max_length=LONGEST, widget=LINES)
    version = forms.IntegerField(
        widget=forms.HiddenInput, required=False, min_value=0, max_value=2**31
    )


class MendForm(WordsForm):
    """何で確かめたか."""

    file = forms.FileField(label=_l("写真か書類（あれば）"), required=False, allow_empty_file=True)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["words"].label = _("何で確かめましたか")


class PersonForm(forms.Form):
    """Somebody more to ask."""

    case = forms.ChoiceField(label=_l("面談する人"))

    def __init__(self, *args, choices, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["case"].choices = choices


class CloseForm(forms.Form):
    """The day of the visit, and a day for each finding."""

    held_on = DayField(label=_l("訪問した日"))

    def __init__(self, *args, findings=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.findings = findings
        for number, (_key, text) in enumerate(findings, 1):
            label = _("指摘%(n)sを直す期限") % {"n": number}
            self.fields[f"due-{number}"] = DayField(label=label, help_text=text)

    def due(self) -> dict:
        """{key of a いいえ: until when}."""
        return {
            key: self.cleaned_data.get(f"due-{number}")
            for number, (key, _text) in enumerate(self.findings, 1)
        }
