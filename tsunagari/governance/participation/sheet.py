"""数えたことの表 — the lines of a report as CSV and as one Excel sheet, with its rule in words."""

import csv
from io import BytesIO, StringIO

from tsunagari.base.readings import plain
from tsunagari.base.sheets import neutral

Rows = list[list]


def _safe(cell):
    """What begins like a formula stays a text."""
    return neutral(plain(cell)) if isinstance(cell, str) else cell


def text(rule: str, rows: Rows) -> bytes:
    """CSV with a mark at the start; its first line says how was counted."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerows([[_safe(cell) for cell in row] for row in [[rule], *rows]])
    return out.getvalue().encode("utf-8-sig")


def workbook(rule: str, rows: Rows) -> bytes:
    """One sheet; its first line says how was counted."""
    from openpyxl import Workbook  # only when asked for

    book = Workbook()
    page = book.active
    page.title = "counts"
    for row in [[rule], *rows]:
        page.append([_safe(cell) for cell in row])
    for column in "ABCDE":
        page.column_dimensions[column].width = 36 if column == "A" else 18
    page.freeze_panes = "A3"
    made = BytesIO()
    book.save(made)
    return made.getvalue()
