"""決算書の印刷と表 — the statements as one PDF and as a workbook with a sheet for each."""

from datetime import date, datetime
from io import BytesIO
from pathlib import Path

from django.utils.translation import override

from tsunagari.base import pdf
from tsunagari.base.days import day_words
from tsunagari.base.languages import SOURCE, gettext
from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.readings import plain
from tsunagari.base.sheets import column_letter, neutral
from tsunagari.kernel.ledger.models import Book
from tsunagari.kernel.ledger.rules.statements.cells import Row, Statement

TEMPLATE = Path(__file__).parent / "statements.typ"
SPAN = _("%(from_day)s から %(until_day)s まで")
AT = _("%(until_day)s 現在")
# What stands at one day, not over a span.
STANDING = {"position", "inventory"}


def span_of(statement: Statement, from_day: date, until_day: date) -> str:
    """Which days a statement is about, in words."""
    facts = {
        "from_day": day_words(from_day, SOURCE, weekday=False),
        "until_day": day_words(until_day, SOURCE, weekday=False),
    }
    return gettext(AT if statement.code in STANDING else SPAN) % facts


def words_of(row: Row) -> str:
    """What a line is called: a text of ours, or a name that stands in the books."""
    said = row.text or row.name
    return gettext(said) if said else ""


def numbers_of(row: Row, statement: Statement) -> list[int | None]:
    """A line's sums, one for each column."""
    if row.yen is None:
        return [None] * len(statement.heads)
    return [*row.more, row.yen]


def printed(
    book: Book,
    made: list[Statement],
    *,
    from_day: date,
    until_day: date,
    at: datetime,
    body: str,
    sample: bool,
) -> bytes:
    """決算書（PDF） — every statement on its own page, in Japanese."""
    with override(SOURCE):
        moment = f"{day_words(at.date(), SOURCE)} {at.hour}:{at:%M}"
        data = {
            "owner": pdf.clipped(book.title, 80),
            "standard": gettext(book.get_standard_display()),
            "statements": [_drawn(one, from_day, until_day) for one in made],
            "empty": gettext(_("ありません。")),
            "words": gettext(_("科目")),
            "paper": {
                "edge": gettext(_("印刷 %(at)s")) % {"at": moment},
                "body": pdf.clipped(body, 60),
                "sample": gettext(_("見本")) if sample else "",
            },
        }
        title = f"{gettext(_('決算書'))} {book.title}"
    return pdf.make(TEMPLATE, data, title=title, language=SOURCE, at=at)


def _drawn(statement: Statement, from_day: date, until_day: date) -> dict:
    return {
        "title": gettext(statement.title),
        "span": span_of(statement, from_day, until_day),
        "heads": [gettext(head) for head in statement.heads],
        "rows": [
            {
                "words": pdf.clipped(words_of(row), 80),
                "level": row.level,
                "total": row.total,
                "numbers": ["" if n is None else _figure(n) for n in numbers_of(row, statement)],
            }
            for row in statement.rows
        ],
    }


def _figure(yen: int) -> str:
    return f"{yen:,}" if yen >= 0 else f"△{-yen:,}"


def workbook(book: Book, made: list[Statement], *, from_day: date, until_day: date) -> bytes:
    """決算書（.xlsx） — a sheet a statement; sums are numbers."""
    from openpyxl import Workbook
    from openpyxl.styles import Alignment, Font

    file = Workbook()
    file.remove(file.active)
    with override(SOURCE):
        for statement in made:
            page = file.create_sheet(gettext(statement.title).replace("：", " ")[:31])
            page.append([neutral(book.title)])
            page.append([f"{gettext(statement.title)}　{span_of(statement, from_day, until_day)}"])
            page.append([plain(gettext(head)) for head in (_("科目"), *statement.heads)])
            for row in statement.rows:
                page.append([neutral(words_of(row)), *numbers_of(row, statement)])
                last = page.max_row
                page.cell(last, 1).alignment = Alignment(indent=row.level)
                for cell in page[last]:
                    cell.font = Font(bold=row.total or row.yen is None)
                    cell.number_format = "#,##0;△#,##0"
            page["A1"].font = page["A2"].font = Font(bold=True, size=12)
            page.column_dimensions["A"].width = 44
            for number in range(len(statement.heads)):
                page.column_dimensions[column_letter(number + 1)].width = 18
            page.freeze_panes = "B4"
            page.page_setup.paperSize, page.page_setup.fitToHeight = 9, 0
            page.sheet_properties.pageSetUpPr.fitToPage = True
    out = BytesIO()
    file.save(out)
    return out.getvalue()
