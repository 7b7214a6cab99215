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
    made.add_named_style(_grid())
    with override(SOURCE):
        for number, book in enumerate(BOOKS, 1):
            if book.code in asked.rows:
                name = f"{number} {plain(gettext(book.title))}"[:31].translate(NO_NAME)
                _filled(made.create_sheet(name), book, asked)
    out = BytesIO()
    made.save(out)
    return out.getvalue()


# Paper A3 in a workbook; how many characters stand side by side on A4 and on A3, still readable.
A3, A4, A3_WIDE = 8, 180, 240
GRID, DAY = "帳簿", "yyyy-mm-dd"
LINE, LATIN = 15, 0x2E80  # the height of a line in points; from where on characters are wide
NO_NAME = str.maketrans(dict.fromkeys("[]:*?/\\", "・"))


def notes(book: Book, on: date, language: str = SOURCE) -> list[str]:
    """What a register is: no official form, which form it prepares, its item of the law, its rules."""
    said = [parts.told(line, language) for line in parts.notes(book.sheet(on))]
    item = parts.told(parts.Word(ITEM, {"item": book.item}), language)
    return [said[0], said[1], item, *said[2:]]


def _filled(page, book: Book, asked: Registers) -> None:
    rows = asked.rows[book.code]
    page.append([_cell(gettext(book.title))])
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
    _drawn(page, book, head, head + len(rows))


def _drawn(page, book: Book, head: int, last: int) -> None:
    """Widths, lines, and how it is printed: on A3 with the first column on every page where it is wide."""
    from openpyxl.styles import Font, PatternFill

    page["A1"].font = Font(bold=True, size=14)
    for number, (_key, _words, width) in enumerate(book.columns):
        page.column_dimensions[column_letter(number)].width = width
    for cells in page.iter_rows(min_row=head, max_row=last, max_col=len(book.columns)):
        for cell in cells:
            cell.style = GRID
            if isinstance(cell.value, date):
                cell.number_format = DAY
        columns = zip(cells, book.columns, strict=True)
        tall = max(_lines(one.value, column[2]) for one, column in columns)
        page.row_dimensions[cells[0].row].height = LINE * tall
    for cell in page[head]:
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="F2F2F2")
    wide = sum(width for _key, _words, width in book.columns)
    page.freeze_panes = f"B{head + 1}"
    page.print_title_rows, page.print_title_cols = f"{head}:{head}", "A:A"
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", A3 if wide > A4 else 9
    page.page_setup.fitToWidth, page.page_setup.fitToHeight = -(-wide // A3_WIDE), 0
    page.sheet_properties.pageSetUpPr.fitToPage = True


def _grid():
    """How every cell looks: one style by name, a hundred times faster than one a cell."""
    from openpyxl.styles import Alignment, Border, NamedStyle, Side

    line = Side(style="thin", color="B3B3B3")
    return NamedStyle(
        name=GRID,
        alignment=Alignment(wrap_text=True, vertical="top", horizontal="left"),
        border=Border(top=line, left=line, bottom=line, right=line),
    )


def _lines(value, width: int) -> int:
    """How many lines a cell takes: a kanji is two letters wide."""
    said = str(value or "").split("\n")
    wide = [sum(1 + (ord(char) > LATIN) for char in line) for line in said]
    return sum(max(1, -(-letters // width)) for letters in wide)


def known(value):
    """None is a gap and says so; "" is a place that has nothing to say yet."""
    return gettext(_("未記入")) if value is None else value


def _cell(value):
    return neutral(plain(value)) if isinstance(value, str) else value
