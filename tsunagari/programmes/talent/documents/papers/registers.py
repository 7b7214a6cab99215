"""管理簿 — the registers as one workbook (.xlsx): a sheet for each book, in the order of the law."""

from dataclasses import dataclass, field
from datetime import date
from io import BytesIO

from django.utils.translation import override

from tsunagari.base.days import day_words
from tsunagari.base.languages import SOURCE, gettext
from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.readings import plain
from tsunagari.base.sheets import column_letter, neutral
from tsunagari.programmes.talent.documents.papers import parts
from tsunagari.programmes.talent.documents.papers.books import BOOKS, Book

ITEM = _("帳簿の根拠：%(item)s　しまっておく期間：実習・契約がおわってから1年")


@dataclass(frozen=True)
class Registers:
    """Whose registers, of which day, and the rows of each book by its code."""

    body: str
    on: date
    rows: dict[str, list[dict]] = field(default_factory=dict)
    sample: bool = False


def registers(asked: Registers) -> bytes:
    """The workbook; a cell that is not known says so, an empty book says what would fill it."""
    from openpyxl import Workbook

    made = Workbook()
    made.remove(made.active)
    with override(SOURCE):
        for number, book in enumerate(BOOKS, 1):
            if book.code in asked.rows:
                name = f"{number} {plain(gettext(book.title))}"[:31].translate(NO_NAME)
                _filled(made.create_sheet(name), book, asked)
    out = BytesIO()
    made.save(out)
    return out.getvalue()


NO_NAME = str.maketrans(dict.fromkeys("[]:*?/\\", "・"))


def notes(book: Book, on: date) -> list[str]:
    """What a register is: no official form, which form it prepares, its item of the law, its rules."""
    said = [parts.both(line, "")[0] for line in parts.notes(book.sheet(on))]
    item = parts.both(parts.Word(ITEM, {"item": book.item}), "")[0]
    return [said[0], said[1], item, *said[2:]]


def _filled(page, book: Book, asked: Registers) -> None:
    from openpyxl.styles import Alignment, Font

    rows = asked.rows[book.code]
    page.append([_cell(gettext(book.title))])
    page["A1"].font = Font(bold=True, size=14)
    owner = {"body": asked.body, "day": day_words(asked.on, SOURCE)}
    head_lines = [gettext(_("%(body)s　%(day)s")) % owner, *notes(book, asked.on)]
    for note in [gettext(_("見本"))] * asked.sample + head_lines:
        page.append([_cell(note)])
    page.append([plain(gettext(words)) for _key, words, _width in book.columns])
    head = page.max_row
    for row in rows:
        page.append([_cell(known(row.get(key))) for key, _words, _width in book.columns])
    if not rows:
        page.append([_cell(gettext(book.fills))])
    for number, (_key, _words, width) in enumerate(book.columns):
        page.column_dimensions[column_letter(number)].width = width
        page.cell(head, number + 1).font = Font(bold=True)
        page.cell(head, number + 1).alignment = Alignment(wrap_text=True, vertical="center")
    for cells in page.iter_rows(min_row=head + 1, max_row=head + len(rows)):
        for cell in cells:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    page.freeze_panes = f"B{head + 1}"
    page.print_title_rows = f"{head}:{head}"
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", 9
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr.fitToPage = True


def known(value):
    """None is a gap and says so; "" is a place that has nothing to say yet."""
    return gettext(_("未記入")) if value is None else value


def _cell(value):
    return neutral(plain(value)) if isinstance(value, str) else value
