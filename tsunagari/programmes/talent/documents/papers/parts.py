"""書類の部品 — what all papers of the talent programmes share: blanks, two languages, rules of the day.

A paper is plain data first (`Sheet`): the same sheet gives the PDF and the list of what is still
missing. Texts are Japanese sources; beside them stands the language of the person who signs.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.utils.translation import override

from tsunagari.base import pdf
from tsunagari.base.days import day_words
from tsunagari.base.languages import CODES, SOURCE, gettext
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
NOT_OFFICIAL = _("この紙は役所の様式ではありません。様式に書く内容を、同じ順にならべたものです。")
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
    """Who signs by hand."""

    who: str
    name: str = ""


@dataclass(frozen=True)
class Sheet:
    """A whole paper.

    `form` is the official form that it prepares ("" where there is none), `rules` the rows of the
    law's table that ask for it; `article` and `confidence` where no row does. `on` is the day whose
    rules count.
    """

    title: str
    on: date
    sections: list[Section]
    form: str = ""
    form_sure: bool = True
    rules: tuple[str, ...] = ()
    article: str = ""
    confidence: str = book.OFFICIAL
    signatures: list[Signature] = field(default_factory=list)
    explained: bool = False


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
    """Which rules the paper follows: version, day, article and how sure they are."""
    day = sheet.on
    lines = [
        Word(
            VERSION,
            {
                "version": row.version,
                "day": day,
                "article": row.article,
                "confidence": Word(CONFIDENCE[row.confidence]),
            },
        )
        for row in _rows(sheet)
    ]
    if not lines:
        sure = Word(CONFIDENCE[sheet.confidence])
        lines = [Word(BASIS, {"day": day, "article": sheet.article, "confidence": sure})]
    return lines


def notes(sheet: Sheet) -> list[Word]:
    """What stands in the frame: no official form, which form it prepares, under which rules."""
    form, sure = prepares(sheet)
    words = PREPARES if sure else PREPARES_UNSURE
    filed = any(row.to for row in _rows(sheet))
    prepared = Word(words, {"form": form}) if form else Word(FORM_UNKNOWN if filed else KEPT_HERE)
    return [Word(NOT_OFFICIAL), prepared, *basis(sheet)]


def printed(sheet: Sheet, *, language: str = "", at: Printed) -> bytes:
    """The PDF; `language` is the one beside Japanese ("" or Japanese: Japanese alone)."""
    second = language if language in CODES and not language.startswith(SOURCE) else ""
    with override(SOURCE):
        heading = plain(gettext(sheet.title))
        edge = _edge(at)
    data = {
        "second": second,
        "heading": both(sheet.title, second),
        "notes": [both(line, second) for line in notes(sheet)],
        "sections": [_section(part, second) for part in sheet.sections],
        "signing": [both(SIGNING, second)] if sheet.explained else [],
        "signatures": [
            {"who": both(one.who, second), "name": pdf.clipped(one.name, 80)}
            for one in sheet.signatures
        ],
        "words": {
            "blank": both(_("未記入："), "")[0],
            "sign": both(_("署名"), second),
            "date": both(_("日付"), second),
        },
        "paper": edge,
    }
    return pdf.make(HERE / "sheet.typ", data, title=heading, language=SOURCE, at=at.at)


def _edge(at: Printed) -> dict:
    """Head and foot of the page."""
    moment = f"{day_words(at.at.date(), SOURCE)} {at.at.hour}:{at.at:%M}"
    parts = [gettext(_("印刷 %(at)s")) % {"at": moment}]
    if at.record:
        parts.append(gettext(_("記録 %(id)s")) % {"id": pdf.clipped(at.record, 40)})
    return {
        "edge": " · ".join(parts),
        "body": pdf.clipped(at.body, 60),
        "sample": gettext(_("見本")) if at.sample else "",
    }


def both(words: str | Word, second: str) -> list[str]:
    """[Japanese, the same in the second language]; "" where there is none or no translation yet."""
    word = words if isinstance(words, Word) else Word(words)
    return [_in(word, SOURCE), _in(word, second) if second and _translated(word, second) else ""]


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


def _section(part: Section, second: str) -> dict:
    return {
        "title": both(part.title, second),
        "lines": [both(line, second) for line in part.lines],
        "rows": [
            {"label": both(row.label, second), "value": _cell(row, second)} for row in part.rows
        ],
        "tables": [_table(table, second) for table in part.tables],
    }


def _table(table: Table, second: str) -> dict:
    rows = table.rows or [("",) * len(table.head)]
    return {
        "head": [both(head, second) for head in table.head],
        "widths": list(table.widths or (1,) * len(table.head)),
        "rows": [
            [
                _cell(Row(head, cell, optional=cell is None), second, none="")
                for head, cell in zip(table.head, cells, strict=True)
            ]
            for cells in rows
        ],
    }


def _cell(row: Row, second: str, none: str = NONE) -> dict:
    if row.missing:
        return {"gap": both(row.label, "")[0], "text": ["", ""]}
    return {"gap": "", "text": _value(row.value, second, none)}


def _value(value, second: str, none: str) -> list[str]:
    """What is known, as it is printed: days and words in both languages, the rest once."""
    if value in ("", None, (), []):
        return both(none, second) if none else ["", ""]
    if isinstance(value, bool):
        return both(YES if value else NO, second)
    if isinstance(value, Word):
        return both(value, second)
    if type(value) is date:
        return [day_words(value, SOURCE), day_words(value, second) if second else ""]
    if isinstance(value, (list, tuple)):
        each = [_value(one, second, none) for one in value]
        return ["、".join(one[0] for one in each), ", ".join(one[1] for one in each if one[1])]
    return [f"{value:,}" if isinstance(value, int) else pdf.clipped(str(value), 600), ""]
