"""比べる表 — the numbers of an event beside those of the one before, as a file of cells."""

from io import BytesIO

from tsunagari.base.languages import gettext
from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.readings import plain
from tsunagari.base.sheets import neutral
from tsunagari.programmes.community.afterwards import numbers, queries
from tsunagari.programmes.community.afterwards.report import heads
from tsunagari.programmes.community.events import queries as events
from tsunagari.programmes.community.events.models import Event


def cells(event: Event, language: str) -> list[list]:
    """比べる表 — the numbers as a file holds them: what, now, before, more."""
    before = queries.before(event)
    top = [gettext(_("内容")), *heads(before, language)]
    rows: list[list] = [[events.title(event, language)], top]
    for row in numbers.compared(event, before, whole=False):
        told = [numbers.words_of(row.number), row.number.value]
        rows.append(told if before is None else [*told, row.before, row.more])
    return [
        [neutral(plain(cell)) if isinstance(cell, str) else cell for cell in row] for row in rows
    ]


def workbook(event: Event, language: str) -> bytes:
    """比べる表（.xlsx） — numbers stay numbers."""
    from openpyxl import Workbook
    from openpyxl.styles import Font

    file = Workbook()
    page = file.active
    page.title = gettext(_("催しの数"))[:31]
    for row in cells(event, language):
        page.append(row)
    for cell in (*page[1], *page[2]):
        cell.font = Font(bold=True)
    page.column_dimensions["A"].width = 44
    for letter in "BCD":
        page.column_dimensions[letter].width = 18
    page.freeze_panes = "B3"
    out = BytesIO()
    file.save(out)
    return out.getvalue()
