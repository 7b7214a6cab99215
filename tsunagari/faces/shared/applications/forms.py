"""申請の入力 — a step a form; what is typed is kept even while other boxes are wrong or empty."""

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tsunagari.base.languages import gettext_noop as noop
from tsunagari.faces.shared.forms import DayField, TidyField, YenField
from tsunagari.governance.fund.calls.actions.writing import MOST_LINES
from tsunagari.governance.fund.calls.models import Application, Attachment, CostLine
from tsunagari.governance.fund.calls.rules import answers

SCAN = "application/pdf,image/jpeg,image/png"
LONGEST, BLANK = 4000, 3
MOST_YEN = 10**12
MORE = noop("行の金額を、0円より大きい数で入力してください。")
WHAT_FOR = noop("行の内容を入力してください。")


def label(field: str) -> str:
    """What a field is called, in the reader's language."""
    return _now(answers.LABELS[field])


def choices(model) -> list[tuple[str, str]]:
    """The words of some choices, in the reader's language."""
    return [(code, _now(str(words))) for code, words in model.choices]


class DraftForm(forms.Form):
    """Boxes that are needed say so, but what is typed is kept without them until it counts."""

    use_required_attribute = False

    def full_clean(self):
        """Nothing is required yet."""
        needed = [field for field in self.fields.values() if field.required]
        for field in needed:
            field.required = False
        try:
            super().full_clean()
        finally:
            for field in needed:
                field.required = True


class StepForm(DraftForm):
    """One step of an application; what lacks is said when it is sent."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if name in answers.LABELS:
                field.label = label(name)

    def kept(self) -> dict:
        """What was typed rightly, by field of the application."""
        data = getattr(self, "cleaned_data", {})
        return {name: data[name] for name in self.fields if name in answers.LABELS and name in data}


class WhoForm(StepForm):
    """Who applies."""

    name = TidyField(
        max_length=120,
        help_text=_("審査する評議員が、はじめに読みます。個人のときは、自分の名前を書きます。"),
    )
    legal_form = forms.ChoiceField()
    founded_on = DayField(help_text=_("個人のときは、いりません。例：2020年4月1日"))
    representative = TidyField(max_length=120, help_text=_("個人のときは、いりません。"))
    officers = forms.CharField(
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 4}),
        help_text=_(
            "1行に1人ずつ書いてください。評議員に同じ人がいないかを確かめるために使い、公表しません。"
        ),
    )
    town = TidyField(max_length=80)
    phone = TidyField(max_length=30, required=False)
    email = forms.EmailField(max_length=254)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        first = ("", _now("選んでください"))
        self.fields["legal_form"].choices = [first, *choices(Application.Form)]


class WhatForm(StepForm):
    """What is to be done, why, and what will be different."""

    title = TidyField(max_length=120)
    summary = TidyField(
        max_length=300, help_text=_("ほかの人に説明するつもりで、短く書いてください。")
    )
    need = forms.CharField(max_length=LONGEST, widget=forms.Textarea({"rows": 5}))
    plan = forms.CharField(
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 5}),
        help_text=_("いつ、どこで、だれが、何を、何回するかを書いてください。"),
    )
    effect = forms.CharField(
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 5}),
        help_text=_("終わったときに、数で確かめられるように書いてください。"),
    )
    from_day = DayField()
    until_day = DayField()


class MoneyForm(StepForm):
    """What it costs, line by line, and where the money comes from."""

    asked_yen = YenField(min_value=0, max_value=MOST_YEN)
    own_yen = YenField(min_value=0, max_value=MOST_YEN, required=False)
    other_yen = YenField(
        min_value=0,
        max_value=MOST_YEN,
        required=False,
        help_text=_("参加費や、ほかの助成など。"),
    )

    def __init__(self, *args, lines=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.lines = list(lines)
        typed = sum(1 for name in self.data if name.startswith("yen_")) if self.is_bound else 0
        rows = typed or min(len(self.lines) + BLANK, MOST_LINES)
        self.count = min(rows, MOST_LINES)
        kinds = [("", _now("選んでください")), *choices(CostLine.Category)]
        for number in range(self.count):
            self._row(number, kinds)

    def _row(self, number: int, kinds) -> None:
        said = self.lines[number] if number < len(self.lines) else ("", "", None)
        facts = {"number": number + 1}
        self.fields[f"kind_{number}"] = forms.ChoiceField(
            label=_now("%(number)s行目の費目") % facts,
            choices=kinds,
            required=False,
            initial=said[0],
        )
        self.fields[f"words_{number}"] = TidyField(
            label=_now("%(number)s行目の内容") % facts,
            required=False,
            max_length=200,
            initial=said[1],
        )
        self.fields[f"yen_{number}"] = YenField(
            label=_now("%(number)s行目の金額（円）") % facts,
            required=False,
            min_value=0,
            max_value=MOST_YEN,
            initial=said[2],
        )

    def rows(self) -> list:
        """The boxes of the budget, row by row."""
        return [
            [self[f"kind_{number}"], self[f"words_{number}"], self[f"yen_{number}"]]
            for number in range(self.count)
        ]

    def income(self) -> list:
        return [self[name] for name in ("asked_yen", "own_yen", "other_yen")]

    def clean(self):
        data = super().clean()
        for number in range(self.count):
            kind, said, yen = self._typed(number)
            if (kind or said) and not yen and f"yen_{number}" not in self.errors:
                self.add_error(f"yen_{number}", _now(MORE))
            if yen and not said:
                self.add_error(f"words_{number}", _now(WHAT_FOR))
        return data

    def _typed(self, number: int) -> tuple:
        data = self.cleaned_data
        return tuple(data.get(f"{part}_{number}") for part in ("kind", "words", "yen"))

    def written(self) -> list[tuple[str, str, int]]:
        """The lines as they are kept: what has a sum; without a category it is another cost."""
        rows = [self._typed(number) for number in range(self.count)]
        return [(kind or "other", said or "", yen) for kind, said, yen in rows if yen]


class FileForm(forms.Form):
    """One file, and what it is."""

    kind = forms.ChoiceField(label=_("書類の種類"))
    file = forms.FileField(
        label=_("書類のファイル（PDF・写真）"),
        allow_empty_file=True,
        widget=forms.FileInput({"accept": SCAN}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = choices(Attachment.Kind)


class PromiseForm(StepForm):
    """What is confirmed: no anti-social forces, no double funding, what will be published."""

    lawful = forms.BooleanField(
        help_text=_(
            "暴力団など反社会的勢力ではなく、役員にもいません。金や便宜を渡すこともありません。"
        )
    )
    aims = forms.BooleanField()
    others = forms.ChoiceField(widget=forms.RadioSelect)
    others_words = TidyField(
        max_length=500,
        required=False,
        help_text=_("ほかの助成を受ける・申しこんでいるときだけ書いてください。"),
    )
    agrees = forms.BooleanField()

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["others"].choices = choices(Application.Other)[1:]


FORMS = {
    answers.WHO: WhoForm,
    answers.WHAT: WhatForm,
    answers.MONEY: MoneyForm,
    answers.PROMISE: PromiseForm,
}
