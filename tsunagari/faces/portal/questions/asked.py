"""問いの形 — what every question and every answer of a calculator's page has."""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar, NamedTuple

from django import forms

from tsunagari.base.languages import gettext
from tsunagari.base.refusals import Reason
from tsunagari.programmes.talent.law.calculators import due, words

FIRST, LAST = due.EARLIEST, due.LATEST


class Number(forms.IntegerField):
    """A whole number as people write it: 7,200,000円 or ７２０００００."""

    widget = forms.TextInput

    def __init__(self, **kwargs):
        super().__init__(**kwargs)
        self.widget.attrs |= {"inputmode": "numeric", "autocomplete": "off"}

    def to_python(self, value):
        if isinstance(value, str):
            plain = unicodedata.normalize("NFKC", value).strip()
            value = plain.removesuffix("円").replace(",", "").replace("、", "")[:20]
        return super().to_python(value)


class Years(forms.FloatField):
    """Years, halves allowed."""

    widget = forms.TextInput

    def __init__(self):
        super().__init__(min_value=0, max_value=70, required=False)
        self.widget.attrs |= {"inputmode": "decimal", "autocomplete": "off", "size": "6"}


class Asked(forms.Form):
    """A question as a form; labels and hints come from the programme's words."""

    named: ClassVar[dict] = {}
    first: ClassVar[date] = FIRST

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, shown in self.fields.items():
            label, hint = self.named[name]
            shown.label, shown.help_text = gettext(label), gettext(hint) if hint else ""

    @classmethod
    def example(cls, question: dict) -> dict:
        """The fields' first values for an example of the question."""
        return {name: _day_or(value) for name, value in question.items()}

    def clean(self):
        """Days lie within the calendar that the rules know."""
        given = dict(super().clean())
        for name, value in given.items():
            if isinstance(value, date) and not self.first <= value <= LAST:
                self.refuse(name, words.WITHIN, first=self.first, last=LAST)
        return self.cleaned_data

    def question(self) -> dict:
        """The question as the calculator's JSON; what was left empty is left out."""
        given = {name: plain(value) for name, value in self.cleaned_data.items()}
        return {name: value for name, value in given.items() if value not in (None, "", [])}

    def refuse(self, name: str, text: str, **facts) -> None:
        """Put a sentence beside a field."""
        self.add_error(name, Reason(text, facts).words())


def plain(value):
    """A day as JSON writes it; everything else as it is."""
    return value.isoformat() if isinstance(value, date) else value


def choices(words: dict) -> Callable[[], list]:
    """Choices in the reader's language, asked when the form is drawn."""
    return lambda: [(code, gettext(text)) for code, text in words.items()]


def _day_or(value):
    try:
        return date.fromisoformat(value)
    except (TypeError, ValueError):
        return value


class Card(NamedTuple):
    """One of several answers: its heading, what speaks for or against it, where that is written."""

    title: str
    reasons: list[str]
    sources: list[str]


class Cell(NamedTuple):
    """What stands in a row, under which word, and over how many columns."""

    head: str
    words: str
    number: bool
    span: int


class Table(NamedTuple):
    """A table of an answer: words only; `numbers` are the columns that stand to the right."""

    caption: str
    head: list[str]
    rows: list[list]
    numbers: tuple[int, ...] = ()

    @property
    def lines(self) -> list[list[Cell]]:
        """The rows; what nothing follows stands over the columns that are left."""
        return [self._line(row) for row in self.rows]

    def _line(self, row: list) -> list[Cell]:
        filled = max((n for n, one in enumerate(row, 1) if one != ""), default=1)
        return [
            Cell(head, words, place in self.numbers, len(row) - place if place + 1 == filled else 1)
            for place, (head, words) in enumerate(zip(self.head, row[:filled], strict=False))
        ]


@dataclass
class Shown:
    """An answer to read: a heading, facts, sentences, tables or cards, and where the rules are written."""

    title: str
    type: str = "success"
    facts: list[tuple[str, str]] = field(default_factory=list)
    reasons: list[str] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    cards: list[Card] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    sources: list[str] = field(default_factory=list)


class Page(NamedTuple):
    """A calculator's page: its form, the answer drawn, one sentence about it."""

    form: type[Asked]
    shown: Callable[[dict, dict], Shown]
    lead: str
    more: Callable[[], list[Table]] = list
