"""書類を作る — a sheet laid out once as plain items; from them the PDF, and the .docx of an office."""

from datetime import date

from django.utils.translation import override

from tsunagari.base import docx, pdf
from tsunagari.base.days import day_words
from tsunagari.base.docx import Line, Paragraph, Run, Table
from tsunagari.base.languages import CODES, SOURCE, gettext
from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.readings import plain
from tsunagari.programmes.talent.documents.papers import parts
from tsunagari.programmes.talent.documents.papers.parts import (
    NO,
    NONE,
    SIGNING,
    YES,
    Printed,
    Row,
    Section,
    Sheet,
    Word,
    both,
)

TEMPLATE = parts.HERE / "sheet.typ"
TAKEN, ARRIVED = _("%(day)s %(at)s 撮影（端末の時計）"), _("%(day)s 受信（撮った時刻は不明）")
PHOTOS = _("写真そのものは、PDFの紙にあります。")
LABEL = [38, 62]  # how wide a label and its value are, in percent
PDF, DOCX = "pdf", "docx"
LONGEST = 4000  # letters of one answer; what was typed is not cut short on a paper


def made(sheet: Sheet, *, language: str = "", at: Printed, form: str = PDF) -> bytes:
    """The file; `language` is the one beside Japanese ("" or Japanese: Japanese alone)."""
    items = laid_out(sheet, language=language, at=at)
    if form == DOCX:
        return _docx(items, at)
    return pdf.make(TEMPLATE, items, title=items["heading"][0], language=SOURCE, at=at.at)


def laid_out(sheet: Sheet, *, language: str = "", at: Printed) -> dict:
    """項目 — everything that stands on the paper, in its order, as plain words in both languages."""
    second = language if language in CODES and not language.startswith(SOURCE) else ""
    return {
        "second": second,
        "heading": both(sheet.title, second),
        "notes": [both(line, second) for line in parts.notes(sheet)],
        "sections": [_section(part, second) for part in sheet.sections],
        "signing": [both(SIGNING, second)] if sheet.explained else [],
        "signatures": [
            {
                "who": both(one.who, second),
                "name": pdf.clipped(one.name, 80),
                "drawn": list(one.drawn),
            }
            for one in sheet.signatures
        ],
        "photos": [_photo(number, one) for number, one in enumerate(sheet.photos, 1)],
        "words": {
            "photos": both(_("写真"), second),
            "blank": both(_("未記入："), "")[0],
            "sign": both(_("署名"), second),
            "date": both(_("日付"), second),
        },
        "paper": _edge(at),
    }


def _photo(number: int, one: parts.Photo) -> dict:
    """The picture, and under it what it shows and when: what a voice reads, too."""
    words = pdf.clipped(one.words, 200)
    said = "　".join(filter(None, [str(number), both(one.about, "")[0], words]))
    return {"bytes": list(one.data), "words": said, "day": _hour(one)}


def _hour(one: parts.Photo) -> str:
    """When it was taken by the device's clock; where that is not known, the day of its arrival."""
    if one.at is None:
        return both(Word(ARRIVED, {"day": one.on}), "")[0]
    return both(Word(TAKEN, {"day": one.at.date(), "at": f"{one.at.hour}:{one.at:%M}"}), "")[0]


def _edge(at: Printed) -> dict:
    """Head and foot of the page."""
    with override(SOURCE):
        moment = f"{day_words(at.at.date(), SOURCE)} {at.at.hour}:{at.at:%M}"
        said = [gettext(_("印刷 %(at)s")) % {"at": moment}]
        if at.record:
            said.append(gettext(_("記録 %(id)s")) % {"id": pdf.clipped(at.record, 40)})
        return {
            "edge": plain(" · ".join(said)),
            "body": pdf.clipped(at.body, 60),
            "sample": plain(gettext(_("見本"))) if at.sample else "",
        }


def _section(part: Section, second: str) -> dict:
    return {
        "title": both(part.title, second),
        "lines": [both(line, second) for line in part.lines],
        "rows": [
            {"label": both(row.label, second), "value": _cell(row, second)} for row in part.rows
        ],
        "tables": [_table(table, second) for table in part.tables],
    }


def _table(table: parts.Table, second: str) -> dict:
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
    return [f"{value:,}" if isinstance(value, int) else pdf.clipped(str(value), LONGEST), ""]


# 文書（.docx） --------------------------------------------------------------------------------


def _docx(items: dict, at: Printed) -> bytes:
    """The same items in the same order, to be filled in and changed in an office program."""
    second = items["second"]
    title, translated = items["heading"]
    blocks: list[Paragraph | Table] = [Paragraph([Run(title)], "Title")]
    if translated:
        blocks.append(Paragraph([Run(translated, language=second)], "Subtitle"))
    for number, line in enumerate(items["notes"]):
        blocks += _said(line, second, "Note", bold=number == 0)
    for part in items["sections"]:
        blocks += _part(part, items["words"]["blank"], second)
    if items["signatures"]:
        blocks.append(Paragraph([], "Kept"))
    for line in items["signing"]:
        blocks += _said(line, second, "Kept")
    if items["signatures"]:
        blocks.append(_signatures(items, second))
    if items["photos"]:
        blocks += _said(items["words"]["photos"], second, "Heading1", within=True)
        blocks += _said(both(PHOTOS, second), second)
        lines = [f"{one['words']}　{one['day']}" for one in items["photos"]]
        blocks += [Paragraph([Run(line)]) for line in lines]
    edge = items["paper"]
    return docx.make(
        blocks,
        title=title,
        author=edge["body"],
        head=edge["body"],
        mark=edge["sample"],
        foot=edge["edge"],
        at=at.at,
    )


def _part(part: dict, blank: str, second: str) -> list[Paragraph | Table]:
    blocks: list[Paragraph | Table] = _said(part["title"], second, "Heading1", within=True)
    for line in part["lines"]:
        blocks += _said(line, second)
    if part["rows"]:
        rows = [
            [_lines(row["label"], second), _filled(row["value"], blank, second)]
            for row in part["rows"]
        ]
        blocks.append(Table(LABEL, rows, labels=True))
    for table in part["tables"]:
        head = [_lines(words, second, bold=True) for words in table["head"]]
        rows = [[_filled(cell, blank, second) for cell in row] for row in table["rows"]]
        blocks.append(Table(table["widths"], [head, *rows], head=True))
    return blocks


def _said(
    words: list[str],
    second: str,
    style: str = "Normal",
    *,
    bold: bool = False,
    within: bool = False,
) -> list[Paragraph | Table]:
    """Japanese, and under it the same in the second language; `within`: on one line."""
    lines = _lines(words, second, bold=bold)
    if within:
        spaced = [[Run("　"), *line] for line in lines[1:]]
        return [Paragraph([*lines[0], *(run for line in spaced for run in line)], style)]
    return [Paragraph(line, style) for line in lines]


def _lines(words: list[str], second: str, *, bold: bool = False) -> list[Line]:
    lines = [[Run(words[0], bold=bold)]]
    return [*lines, [Run(words[1], quiet=True, language=second)]] if words[1] else lines


def _filled(cell: dict, blank: str, second: str) -> list[Line]:
    if cell["gap"]:
        return [[Run(blank + cell["gap"], blank=cell["gap"])]]
    return _lines(cell["text"], second)


def _signatures(items: dict, second: str) -> Table:
    """Who signs stands side by side with the next one, each with a line for the name and the day."""
    words, cells = items["words"], []
    for one in items["signatures"]:
        lines = [*_lines(one["who"], second, bold=True), [Run(one["name"])]]
        for asked in (words["sign"], words["date"]):
            lines += [[], *_lines(asked, second)]
            lines[-1] = [*lines[-1], Run("　" + "＿" * 12)]
        cells.append(lines)
    if len(cells) == 1:
        return Table([1], [cells], share=0.5)
    if len(cells) % 2:
        cells.append([])
    return Table([1, 1], [cells[at : at + 2] for at in range(0, len(cells), 2)])
