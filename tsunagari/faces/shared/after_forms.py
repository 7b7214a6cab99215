"""催しのあとの入力 — a questionnaire as anybody answers it: by link, and at the desk from paper."""

from django import forms

from tsunagari.programmes.community.afterwards.queries import Asked
from tsunagari.programmes.community.afterwards.rules.asking import FREE, LONGEST


class SayForm(forms.Form):
    """One box or one row of choices a question; nothing has to be answered."""

    def __init__(self, *args, asked: list[Asked], **kwargs):
        super().__init__(*args, **kwargs)
        self.keys = [one.question.key for one in asked]
        for one in asked:
            self.fields[one.question.key] = _field(one)

    def answers(self) -> dict[str, str]:
        """{key of a question: what was said}."""
        return {key: self.cleaned_data[key] for key in self.keys if self.cleaned_data[key]}


def _field(one: Asked) -> forms.Field:
    if one.question.kind == FREE:
        box = forms.Textarea({"rows": 3})
        return forms.CharField(label=one.words, max_length=LONGEST, required=False, widget=box)
    return forms.ChoiceField(
        label=one.words,
        choices=list(one.choices.items()),
        required=False,
        widget=forms.RadioSelect,
    )
