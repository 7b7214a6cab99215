"""管理簿 — the registers that a supervising or supporting body keeps, as one workbook (.xlsx)."""

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

HOSTS, PEOPLE, VISITS = "hosts", "people", "visits"
TITLES = {
    HOSTS: _("実習実施者・受入れ企業の名簿"),
    PEOPLE: _("実習生・外国人の名簿"),
    VISITS: _("監査・訪問指導・面談の記録"),
}
COLUMNS = {
    HOSTS: (
        ("name", _("名前"), 32),
        ("place", _("住所"), 28),
        ("people", _("いる人の数"), 12),
        ("since", _("はじめの日"), 16),
    ),
    PEOPLE: (
        ("name", _("名前"), 28),
        ("nationality", _("国籍"), 14),
        ("born_on", _("生年月日"), 16),
        ("system", _("制度"), 16),
        ("state", _("段階"), 22),
        ("company", _("受入れ企業"), 28),
        ("entry", _("入国の日"), 16),
        ("starts", _("働きはじめた日"), 16),
        ("stay_until", _("在留期間の最後の日"), 18),
        ("ends", _("おわった日"), 16),
    ),
    VISITS: (
        ("day", _("した日"), 16),
        ("kind", _("種類"), 24),
        ("company", _("受入れ企業"), 28),
        ("visitor", _("訪問した人"), 20),
        ("people", _("話を聞く人の数"), 14),
        ("open", _("まだ直していない数"), 18),
    ),
}
BOOKS = ("titp_so_books", "rso_records_keep")


@dataclass(frozen=True)
class Registers:
    """What stands in the registers: one dictionary a row, by the keys of COLUMNS."""

    body: str
    on: date
    hosts: list[dict] = field(default_factory=list)
    people: list[dict] = field(default_factory=list)
    visits: list[dict] = field(default_factory=list)
    sample: bool = False


def registers(book: Registers) -> bytes:
    """The workbook; a cell that is not known says so."""
    from openpyxl import Workbook

    made = Workbook()
    made.remove(made.active)
    with override(SOURCE):
        for kind, rows in (
            (HOSTS, book.hosts),
            (PEOPLE, book.people),
            (VISITS, book.visits),
        ):
            _filled(made.create_sheet(kind), kind, rows, _notes(book))
    out = BytesIO()
    made.save(out)
    return out.getvalue()


def _notes(book: Registers) -> list[str]:
    """What the register is, whose, of which day, under which rules."""
    sheet = parts.Sheet(title=TITLES[HOSTS], on=book.on, sections=[], rules=BOOKS)
    said = [parts.both(line, "")[0] for line in parts.basis(sheet)]
    head = gettext(_("%(body)s　%(day)s")) % {
        "body": book.body,
        "day": day_words(book.on, SOURCE),
    }
    sample = [gettext(_("見本"))] if book.sample else []
    return [*sample, head, gettext(parts.ORDER[parts.book.SECONDARY]), *said]


def _filled(page, kind: str, rows: list[dict], notes: list[str]) -> None:
    from openpyxl.styles import Alignment, Font

    page.append([_cell(gettext(TITLES[kind]))])
    page["A1"].font = Font(bold=True, size=14)
    for note in notes:
        page.append([_cell(note)])
    page.append([plain(gettext(words)) for _key, words, _width in COLUMNS[kind]])
    head = page.max_row
    for row in rows:
        page.append([_cell(_known(row.get(key))) for key, _words, _width in COLUMNS[kind]])
    for number, (_key, _words, width) in enumerate(COLUMNS[kind]):
        page.column_dimensions[column_letter(number)].width = width
        page.cell(head, number + 1).font = Font(bold=True)
    for cells in page.iter_rows(min_row=head + 1):
        for cell in cells:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    page.freeze_panes = f"A{head + 1}"
    page.print_title_rows = f"{head}:{head}"
    page.page_setup.orientation, page.page_setup.paperSize = "landscape", 9
    page.page_setup.fitToHeight = 0
    page.sheet_properties.pageSetUpPr.fitToPage = True


def _known(value):
    """None is a gap and says so; "" is a place that has nothing to say yet."""
    return gettext(_("未記入")) if value is None else value


def _cell(value):
    return neutral(plain(value)) if isinstance(value, str) else value
