"""全体の計画の表 — all sessions with their reserves as one sheet (.xlsx)."""

from io import BytesIO

from django.utils.translation import override

from tsunagari.base.languages import gettext
from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.readings import plain
from tsunagari.base.sheets import column_letter, neutral

# What stands in each column: key of the row, header, width.
COLUMNS = (
    ("pair", _("学級の組"), 32),
    ("ordinal", _("回"), 6),
    ("when", _("日時"), 58),
    ("reserve", _("予備日"), 58),
    ("talk", _("話せる時間"), 12),
    ("releases", _("空ける授業"), 40),
    ("cost", _("負担"), 8),
)


def plan_sheet(title: str, rows: list[dict], language: str) -> bytes:
    """The rows of the plan page, in the reader's language, ready to print on A4 across."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font

    book = Workbook()
    page = book.active
    page.title = "plan"
    page.append([_cell(title)])
    page["A1"].font = Font(bold=True, size=14)
    with override(language):
        page.append([plain(gettext(header)) for _key, header, _width in COLUMNS])
    for row in rows:
        page.append([_cell(row[key]) for key, _header, _width in COLUMNS])
    for number, (_key, _header, width) in enumerate(COLUMNS):
        page.column_dimensions[column_letter(number)].width = width
        page.cell(2, number + 1).font = Font(bold=True)
    for cells in page.iter_rows(min_row=3):
        for cell in cells:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    page.freeze_panes = "A3"
    page.print_title_rows = "2:2"
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", 9
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr.fitToPage = True
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def _cell(value):
    return neutral(plain(value)) if isinstance(value, str) else value
