"""相談の数の表 — counts as CSV and Excel; lines that are too small say so."""

import csv
from io import BytesIO, StringIO

from tsunagari.base.languages import gettext
from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.readings import plain
from tsunagari.base.sheets import neutral

HIDDEN = _("少ないため出しません")
# What the page says too: these numbers are the office's own.
INTERNAL = _(
    "公表するときは、ちがう表をくらべても小さい数が分からないように、施策提言の表を使います。"
)
HEADERS = (_("表"), _("項目"), _("件数"))
Tables = list[tuple[str, list[tuple[str, int | None]]]]


def _lines(tables: Tables):
    for title, cells in tables:
        for label, count in cells:
            shown = gettext(HIDDEN) if count is None else count
            yield [_safe(title), _safe(label), plain(shown) if isinstance(shown, str) else shown]


def _safe(text: str) -> str:
    """A town that begins like a formula stays a text."""
    return neutral(plain(text))


def text(tables: Tables) -> bytes:
    """CSV with a mark at the start; its first line says what it is not for."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow([plain(gettext(INTERNAL))])
    writer.writerow([plain(gettext(one)) for one in HEADERS])
    writer.writerows(_lines(tables))
    return out.getvalue().encode("utf-8-sig")


def workbook(title: str, tables: Tables) -> bytes:
    """One sheet, the span and what it is not for in its first line."""
    from openpyxl import Workbook  # only when asked for

    book = Workbook()
    page = book.active
    page.title = "advice"
    page.append([title, plain(gettext(INTERNAL))])
    page.append([plain(gettext(one)) for one in HEADERS])
    for line in _lines(tables):
        page.append(line)
    for column, width in (("A", 36), ("B", 32), ("C", 22)):
        page.column_dimensions[column].width = width
    page.freeze_panes = "A3"
    made = BytesIO()
    book.save(made)
    return made.getvalue()
