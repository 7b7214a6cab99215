"""書類の部品 — what all papers of the talent programmes share: blanks, two languages, rules of the day.

A paper is plain data first (`Sheet`): the same sheet gives the PDF and the list of what is still
missing. Texts are Japanese sources; beside them stands the language of the person who signs.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.utils.translation import override

from tsunagari.base.days import day_words
from tsunagari.base.languages import SOURCE, gettext
from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.readings import plain
from tsunagari.programmes.talent.law.rules import book

HERE = Path(__file__).parent
YES, NO, NONE = _("はい"), _("いいえ"), _("なし")
CONFIDENCE = {
    book.OFFICIAL: _("法令で確かめた規則"),
    book.SECONDARY: _("公式の文書をまだ見ていない規則（確かめてください）"),
    book.UNSURE: _("まだ決まっていない規則（確かめてください）"),
    book.OWN: _("この連合会の決まり"),
}
# How the order of the items is known: from the form itself, from somebody's copy of it, or not.
ORDER = {
    book.OFFICIAL: _(
        "この紙は役所の様式ではありません。様式に書く内容を、同じ順にならべたものです。"
    ),
    book.SECONDARY: _(
        "この紙は役所の様式ではありません。項目の順は、役所でない所に写してあった様式や一覧に合わせました。"
    ),
    book.UNSURE: _(
        "この紙は役所の様式ではありません。様式をまだ見ていないので、項目の順は、出す前に様式とくらべてください。"
    ),
}
PREPARES = _("準備する様式：%(form)s")
PREPARES_UNSURE = _("準備する様式：%(form)s（番号は確かめてください）")
KEPT_HERE = _("役所に出す決まった様式はありません。記録としてしまっておきます。")
FORM_UNKNOWN = _("準備する様式：まだ分かりません。出す前に、役所の様式を確かめてください。")
VERSION = _("規則の版：%(version)s（%(day)sの規則）　根拠：%(article)s　%(confidence)s")
BASIS = _("根拠：%(article)s（%(day)sの規則）　%(confidence)s")
SIGNING = _("内容を、自分が分かる言葉で説明してもらい、分かりました。")


@dataclass(frozen=True)
class Printed:
    """What stands on the edge of every page: when, under which record, by whom; 見本 or not."""

    at: datetime
    record: str = ""
    body: str = ""
    sample: bool = False


@dataclass(frozen=True)
class Word:
    """A word of the house (an untranslated source with places), printed in both languages."""

    text: str
    facts: dict = field(default_factory=dict)


@dataclass(frozen=True)
class Row:
    """A label and what is known: text, number, day, yes or no, a Word; "" or None is a gap.

    `optional` says that nothing is an answer too: it prints なし.
    """

    label: str
    value: Any = ""
    optional: bool = False

    @property
    def missing(self) -> bool:
        return self.value in ("", None, (), []) and not self.optional


@dataclass(frozen=True)
class Table:
    """Rows under a head; a cell that is "" is a gap named by its column, None prints nothing."""

    head: tuple[str, ...]
    rows: list[tuple] = field(default_factory=list)
    widths: tuple[float, ...] = ()


@dataclass(frozen=True)
class Section:
    """One numbered part of the office's order."""

    title: str
    rows: list[Row] = field(default_factory=list)
    tables: list[Table] = field(default_factory=list)
    lines: list[str | Word] = field(default_factory=list)


@dataclass(frozen=True)
class Signature:
    """Who signs by hand, or has drawn the name on a device (`drawn`, a small JPEG)."""

    who: str
    name: str = ""
    drawn: bytes = b""


@dataclass(frozen=True)
class Photo:
    """A photograph, small (JPEG), what it shows in somebody's words, and the day of its arrival.

    `about` is the question that it shows (an untranslated source), `at` when it was taken.
    """

    data: bytes
    words: str
    on: date
    about: str = ""
    at: datetime | None = None


@dataclass(frozen=True)
class Sheet:
    """A whole paper.

    `form` is the official form that it prepares ("" where there is none), `rules` the rows of the
    law's table that ask for it; `article` and `confidence` where no row does. `order` says how the
    order of the items is known. `on` is the day whose rules count.
    """

    title: str
    on: date
    sections: list[Section]
    form: str = ""
    form_sure: bool = True
    rules: tuple[str, ...] = ()
    article: str = ""
    confidence: str = book.OFFICIAL
    order: str = book.UNSURE
    signatures: list[Signature] = field(default_factory=list)
    explained: bool = False
    # After the signatures; a paper that is worked on says only what they show.
    photos: list[Photo] = field(default_factory=list)


def gaps(sheet: Sheet) -> list[str]:
    """まだ分からないこと — the labels (untranslated) of everything that prints as a blank."""
    found = []
    for part in sheet.sections:
        found += [row.label for row in part.rows if row.missing]
        for table in part.tables:
            found += [
                head
                for cells in table.rows
                for head, cell in zip(table.head, cells, strict=True)
                if cell == ""
            ]
            if not table.rows:
                found.append(part.title)
    return list(dict.fromkeys(found))


def prepares(sheet: Sheet) -> tuple[str, bool]:
    """(the official form that a sheet prepares, whether its number was seen)."""
    if sheet.form:
        return sheet.form, sheet.form_sure
    named = next((rule for rule in _rows(sheet) if rule.form), None)
    return (named.form, named.form_sure) if named else ("", True)


def _rows(sheet: Sheet) -> list[book.Rule]:
    """The rows of the law behind a sheet on its day; before the first day, the coming ones."""
    found = []
    for code in sheet.rules:
        rows = book.named(code)
        found += [row for row in rows if row.in_force(sheet.on)][:1] or list(rows[:1])
    return found


def basis(sheet: Sheet) -> list[Word]:
    """Which rules the paper follows: version, day, article and how sure they are.

    A rule that is still to come is named by its first day.
    """
    lines = [
        Word(
            VERSION,
            {
                "version": row.version,
                "day": max(sheet.on, row.from_day),
                "article": row.article,
                "confidence": Word(CONFIDENCE[row.confidence]),
            },
        )
        for row in _rows(sheet)
    ]
    if not lines:
        sure = Word(CONFIDENCE[sheet.confidence])
        lines = [Word(BASIS, {"day": sheet.on, "article": sheet.article, "confidence": sure})]
    return lines


def version_of(sheet: Sheet) -> str:
    """Under which versions of the rules a paper was made."""
    return " ".join(dict.fromkeys(row.version for row in _rows(sheet)))


def notes(sheet: Sheet) -> list[Word]:
    """What stands in the frame: no official form, which form it prepares, under which rules."""
    form, sure = prepares(sheet)
    words = PREPARES if sure else PREPARES_UNSURE
    filed = any(row.to for row in _rows(sheet))
    prepared = Word(words, {"form": form}) if form else Word(FORM_UNKNOWN if filed else KEPT_HERE)
    return [Word(ORDER[sheet.order]), prepared, *basis(sheet)]


def both(words: str | Word, second: str) -> list[str]:
    """[Japanese, the same in the second language]; "" where there is none or no translation yet."""
    word = words if isinstance(words, Word) else Word(words)
    return [_in(word, SOURCE), _in(word, second) if second and _translated(word, second) else ""]


def told(words: str | Word, language: str) -> str:
    """In the language of who looks at a page; Japanese where there is no translation yet."""
    source, translated = both(words, language)
    return translated or source


def _translated(word: Word, language: str) -> bool:
    with override(language):
        return gettext(word.text) != word.text


def _in(word: Word, language: str) -> str:
    with override(language):
        text = gettext(word.text)
        facts = {name: _fact(value, language) for name, value in word.facts.items()}
        return plain(text % facts if facts else text)


def _fact(value, language: str) -> str:
    if isinstance(value, Word):
        return _in(value, language)
    return day_words(value, language) if type(value) is date else str(value)
