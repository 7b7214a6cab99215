"""施策提言の入力 — choosing a table, writing a proposal, and what happened to it."""

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tsunagari.faces.shared.forms import SEPARATOR, DayField, RowsField, TidyField, lines_of_parts
from tsunagari.kernel.duties import rulebook
from tsunagari.programmes.talent.proposals import queries, said
from tsunagari.programmes.talent.proposals.models import Proposal, Table
from tsunagari.programmes.talent.proposals.rules import asking
from tsunagari.programmes.talent.proposals.rules.counts import (
    LANGUAGE,
    TOPIC,
    TOWN,
    Asked,
)

NOTHING = [("", _("なし"))]
HOW = (
    ("mail", _("郵便")),
    ("e_mail", _("メール")),
    ("hand", _("持って行った")),
    ("form", _("役所のページ")),
)


class TableForm(forms.Form):
    """Rows, columns, months, and what is held fixed."""

    rows = forms.ChoiceField(label=_("行"))
    columns = forms.ChoiceField(label=_("列"), required=False)
    first = forms.ChoiceField(label=_("はじめの月"))
    last = forms.ChoiceField(label=_("おわりの月"))
    topic = forms.ChoiceField(label=_("相談の種類をしぼる"), required=False)
    language = forms.ChoiceField(label=_("言葉をしぼる"), required=False)
    town = forms.ChoiceField(label=_("町をしぼる"), required=False)

    def __init__(self, *args, closed: list[str], **kwargs):
        super().__init__(*args, **kwargs)
        dimensions = [(code, _now(words)) for code, words in asking.TITLES.items()]
        months = [(month, month) for month in closed]
        known = asking.values("2000-01", "2000-01")
        self.fields["rows"].choices = dimensions
        self.fields["columns"].choices = [*NOTHING, *dimensions]
        self.fields["first"].choices = self.fields["last"].choices = months
        if closed:
            self.fields["first"].initial = closed[max(0, len(closed) - 12)]
            self.fields["last"].initial = closed[-1]
        for name in (TOPIC, LANGUAGE, TOWN):
            values = [(value, said.label(name, value)) for value in known[name]]
            self.fields[name].choices = [*NOTHING, *values]

    def asked(self) -> Asked:
        """What was chosen."""
        return Asked(**self.cleaned_data)


class _Tables(RowsField):
    def label_from_instance(self, obj):
        return said.title(queries.read(obj).asked)


class ProposalForm(forms.Form):
    """What is asked of whom, on which tables, against which articles."""

    title = TidyField(label=_("題名"), max_length=200)
    topic = forms.ChoiceField(label=_("相談の種類"))
    asked_of = forms.ChoiceField(label=_("だれへの提案か"))
    words = forms.CharField(
        label=_("提案の内容"),
        max_length=4000,
        help_text=_("公表されます。人が分かることは書かないでください。"),
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    voices = forms.CharField(
        label=_("相談の声（事務局の言葉で）"),
        max_length=2000,
        required=False,
        help_text=_(
            "だれの声か分からないように、自分の言葉でまとめてください。相談の文を写さないでください。"
        ),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    tables = _Tables(
        label=_("根拠にする公表した表"),
        queryset=Table.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    obstacles = forms.CharField(
        label=_("法の壁"),
        max_length=6000,
        required=False,
        help_text=_(
            "1行に1つ、「ことば｜条文｜出典｜確かさ」の順に書いてください。確かさは official・secondary・unsure・own です。"
        ),
        widget=forms.Textarea(attrs={"rows": 4}),
    )
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["topic"].choices = [(code, _now(w)) for code, w in asking.TOPICS.items()]
        self.fields["asked_of"].choices = [(c, _now(w)) for c, w in Proposal.Asked.choices]
        self.fields["tables"].queryset = queries.tables()

    def clean_obstacles(self):
        """(words, article, source, confidence) of each line."""
        found = []
        for number, parts in lines_of_parts(self.cleaned_data["obstacles"]):
            parts += ["unsure"] if len(parts) == 3 else []
            if len(parts) != 4 or not all(parts) or parts[3] not in rulebook.CONFIDENCES:
                words = _("%(n)s行目を「ことば｜条文｜出典｜確かさ」の順に書いてください。")
                raise forms.ValidationError(words, params={"n": number})
            found.append(tuple(parts))
        return found


def written(proposal: Proposal) -> dict:
    """A stored draft as the form shows it."""
    names = ("title", "topic", "asked_of", "words", "voices")
    rows = [
        SEPARATOR.join((one.words, one.article, one.source, one.confidence))
        for one in proposal.obstacles.all()
    ]
    return {name: getattr(proposal, name) for name in names} | {
        "tables": list(proposal.tables.values_list("pk", flat=True)),
        "obstacles": "\n".join(rows),
        "seen": proposal.version,
    }


class SendForm(forms.Form):
    """To whom, how, on which day."""

    to = TidyField(label=_("送った相手"), max_length=200, help_text=_("例：流山市 企画政策課"))
    how = forms.ChoiceField(label=_("送り方"), choices=HOW)
    sent_on = DayField(label=_("送った日"))


class AskForm(forms.Form):
    """On which day the answer was asked for again, and what was said."""

    asked_on = DayField(label=_("たずねた日"))
    words = forms.CharField(
        label=_("メモ"), max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class AnswerForm(forms.Form):
    """What they answered."""

    outcome = forms.ChoiceField(label=_("返事の種類"), widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("返事の内容"),
        max_length=4000,
        help_text=_("公表されます。人が分かることは書かないでください。"),
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    answered_on = DayField(label=_("返事の日"))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        choices = [(code, _now(words)) for code, words in Proposal.Outcome.choices if code]
        self.fields["outcome"].choices = choices


class WithdrawForm(forms.Form):
    """Why it is taken back."""

    why = forms.CharField(label=_("取り下げる理由"), max_length=300)
