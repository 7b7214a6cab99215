"""名簿の用紙 — the blank roster to fill in, and the faulty rows of one to correct.

Both are read in again as they are: their headers are known, and faulty rows come alone, so that
nobody has to correct the whole list.
"""

from datetime import datetime
from io import BytesIO

from django.utils.translation import override
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation

from tsunagari.base.languages import gettext
from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.readings import plain
from tsunagari.base.sheets import Sheet, column_letter, neutral
from tsunagari.programmes.exchange.schools.rules.columns import TEMPLATE, template_headers
from tsunagari.programmes.exchange.schools.rules.roster import Preview

GENDERS = {
    "ja": "男,女,その他",
    "en": "M,F,Other",
    "fil": "Lalaki,Babae,Iba pa",
    "vi": "Nam,Nữ,Khác",
    "id": "Laki-laki,Perempuan,Lainnya",
}
# First and last column of the rows to correct; columns.FIELDS knows them when they come back.
FAULTS = {
    "ja": ("もとの行", "直すところ"),
    "en": ("Original row", "What to fix"),
    "fil": ("Orihinal na row", "Itatama"),
    "vi": ("Hàng gốc", "Cần sửa"),
    "id": ("Baris asal", "Yang diperbaiki"),
}
TITLE = _("生徒の名簿 — 氏名は書かないでください。名前は学校に残します。")
EXPLAINED = {
    "grade": _("学校の学年です。例：2、中2、Grade 8"),
    "class": _("学級の名前です。例：B、2年B組、Rizal。かならず書きます。"),
    "number": _("出席番号です。1 からの数字で、同じ組の中で1回だけ使います。かならず書きます。"),
    "display_name": _(
        "相手の学校に見える名前です。kaki-07 のように、本名でない名前にします。"
        "空けると、自動で作ります。"
    ),
    "gender": _(
        "リストから選びます。グループの人数をそろえるために使います。空けてもかまいません。"
    ),
    "level": _(
        "1（はじめて）〜5（とてもよくできる）です。成績は書きません。空けてもかまいません。"
    ),
    "apart": _(
        "同じグループにしない生徒の番号です。例：3、15。ちがう組なら「2年B組 15」。"
        "わけは書きません。"
    ),
    "joined_on": _("例：2026-04-07、令和8年4月7日。空けてもかまいません。"),
}
LAST_ROW = 1_000  # lists to choose from reach down to here
MARKED = PatternFill("solid", fgColor="FDE3E0")
HEAD = PatternFill("solid", fgColor="E8EEF7")
MADE = datetime(2026, 4, 1)  # the same file every time


def translated(text: str) -> str:
    """A sentence for a cell, where nothing draws readings."""
    return plain(gettext(text))


def blank_roster(language: str) -> bytes:
    """名簿のひな形 — `.xlsx`: title, header with lists to choose from, and a sheet that explains."""
    with override(language):
        book = Workbook()
        sheet = book.active
        sheet.title = translated(_("名簿"))
        sheet["A1"] = translated(TITLE)
        sheet["A1"].font = Font(bold=True)
        headers = template_headers(language)
        _write_header(sheet, 2, headers)
        _add_lists(sheet, language)
        sheet.freeze_panes = "A3"
        _explain(book.create_sheet(translated(_("書き方"))), headers)
        return _saved(book)


def fault_sheet(preview: Preview, sheet: Sheet, language: str = "ja") -> bytes:
    """直す行 — only the faulty rows, each with its row number and what to correct.

    Columns that are never stored stay out; cells that are wrong are coloured.
    """
    with override(language):
        book = Workbook()
        page = book.active
        page.title = translated(_("直す行"))
        columns = [at for at, name in sorted(preview.mapping.columns.items()) if name != "fix"]
        header = sheet.rows[preview.mapping.header_row - 1]
        original, to_fix = FAULTS.get(language.split("-")[0], FAULTS["en"])
        _write_header(page, 1, [original, *(header[at] for at in columns), to_fix])
        for at, row in enumerate(preview.faulty_rows(), 2):
            faults = [fault for fault in preview.faults if fault.row == row]
            _write_row(page, at, row, columns, sheet.rows[row - 1], faults)
        page.freeze_panes = "B2"
        page.column_dimensions[column_letter(len(columns) + 1)].width = 70
        return _saved(book)


def _write_header(sheet, row: int, headers: list[str]) -> None:
    for column, header in enumerate(headers, 1):
        cell = sheet.cell(row, column, neutral(header))
        cell.font, cell.fill = Font(bold=True), HEAD
        sheet.column_dimensions[column_letter(column - 1)].width = max(10, len(header) * 2)


def _add_lists(sheet, language: str) -> None:
    """Gender and level are chosen, other values stay possible; classes are kept as text."""
    genders = GENDERS.get(language.split("-")[0], GENDERS["en"])
    for name, choices in (("gender", genders), ("level", "1,2,3,4,5")):
        letter = column_letter(TEMPLATE.index(name))
        choice = DataValidation(type="list", formula1=f'"{choices}"', allow_blank=True)
        choice.showErrorMessage = False
        choice.add(f"{letter}3:{letter}{LAST_ROW}")
        sheet.add_data_validation(choice)
    # As text, so that Excel does not make a date of 2-1.
    for name in ("class", "apart"):
        for row in range(3, 200):
            sheet.cell(row, TEMPLATE.index(name) + 1).number_format = "@"


def _explain(sheet, headers: list[str]) -> None:
    for row, (name, header) in enumerate(zip(TEMPLATE, headers, strict=True), 1):
        sheet.cell(row, 1, header).font = Font(bold=True)
        sheet.cell(row, 2, translated(EXPLAINED[name])).alignment = Alignment(wrap_text=True)
    sheet.column_dimensions["A"].width = 24
    sheet.column_dimensions["B"].width = 80


def _write_row(page, at: int, row: int, columns: list[int], cells: list[str], faults) -> None:
    page.cell(at, 1, row)
    wrong = {fault.column for fault in faults}
    hidden = {fault.column for fault in faults if not fault.value}
    for column, source in enumerate(columns, 2):
        cell = page.cell(at, column)
        cell.value = "" if source in hidden else neutral(cells[source])[:200]
        cell.data_type, cell.number_format = "s", "@"
        if source in wrong:
            cell.fill = MARKED
    said = [f"{fault.place}：{fault.words()}" if fault.place else fault.words() for fault in faults]
    cell = page.cell(at, len(columns) + 2, plain("\n".join(said)))
    cell.alignment = Alignment(wrap_text=True, vertical="top")


def _saved(book: Workbook) -> bytes:
    book.properties.creator = "つながり"
    book.properties.created = MADE
    made = BytesIO()
    book.save(made)
    return made.getvalue()
