"""一覧の用紙 — the blank list to fill in, and the faulty rows of one to correct and send again."""

from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from django.utils.translation import override
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill

from tsunagari.base.languages import gettext
from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.readings import plain
from tsunagari.base.sheets import Sheet, column_letter, neutral
from tsunagari.programmes.talent.orders.rules.cells import Checked
from tsunagari.programmes.talent.orders.rules.class_columns import ATTENDANCE, RESULTS
from tsunagari.programmes.talent.orders.rules.columns import CANDIDATES, Table

# First and last column of the rows to correct; columns.FIELDS knows them when they come back.
FAULTS = {
    "ja": ("もとの行", "直すところ"),
    "en": ("Original row", "What to fix"),
    "fil": ("Orihinal na row", "Itatama"),
    "vi": ("Hàng gốc", "Cần sửa"),
    "id": ("Baris asal", "Yang diperbaiki"),
}
TITLE = _("候補者の名簿 — 旅券・在留カードの番号、性別、健康、家族のことは書かないでください。")
EXPLAINED = {
    "number": _("自分の団体の番号です。同じ番号の人は、同じ人として内容を変えます。"),
    "name": _("旅券のとおりのローマ字です。姓、名の順に書きます。例：NGUYEN THI LAN"),
    "kana": _("カタカナの読みです。空けてもかまいません。例：グエン ティ ラン"),
    "born": _("例：2001-05-03。かならず書きます。"),
    "nationality": _("国の名前か記号です。例：ベトナム、VN"),
    "fields": _("希望する分野を、希望の順に書きます。例：介護、建設"),
    "ready": _("日本で働きはじめられる日です。例：2027-07-01。かならず書きます。"),
    "yen": _("希望する1か月の給料（円）です。空けてもかまいません。例：200000"),
    "dormitory": _("寮に住みたいときは「はい」と書きます。"),
    "in_japan": _("もう日本にいるときは「はい」と書きます。"),
    "japanese": _("合格した級です。例：N4、A2"),
    "skills": _("合格した技能試験の分野です。例：介護"),
}
WHO = {
    "number": _("送出機関がつけた候補者の番号です。番号か名前のどちらかは、かならず書きます。"),
    "name": _("登録してある名前です。「候補者の授業と成績」の一覧のとおりに書きます。"),
    "born": _("同じ名前の人がいるときに書きます。例：2001-05-03"),
}
ATTENDED = WHO | {
    "day": _("授業の日です。例：2026-11-24、R8.11.24"),
    "time": _("はじまりの時刻です。学校のある所の時刻で書きます。例：8:45"),
    "minutes": _("授業の長さ（分）です。例：90"),
    "topic": _("授業の内容です。同じ授業の人は、同じことばで書きます。例：入国前の日本語"),
    "here": _("「出席」か「欠席」と書きます。"),
}
TESTED = WHO | {
    "test": _("試験の名前です。例：JLPT、JFT-Basic、特定技能1号"),
    "level": _("級です。技能試験のときは分野です。例：N4、介護"),
    "passed": _("「合格」か「不合格」と書きます。"),
    "points": _("点数です。空けてもかまいません。"),
    "taken": _("試験を受けた日です。例：2026-07-05、R8.7.5"),
}
CLASS_TITLE = _("1行に1人ずつ書きます。健康、家族、連絡先のことは書かないでください。")


@dataclass(frozen=True)
class Form:
    """A blank list: its columns, the name of its sheet, its title, what to write where."""

    columns: Table
    name: str
    title: str
    explained: dict[str, str]


FORMS = {
    "candidates": Form(CANDIDATES, _("候補者"), TITLE, EXPLAINED),
    "attendance": Form(ATTENDANCE, _("授業の出席"), CLASS_TITLE, ATTENDED),
    "results": Form(RESULTS, _("試験の結果"), CLASS_TITLE, TESTED),
}
MARKED = PatternFill("solid", fgColor="FDE3E0")
HEAD = PatternFill("solid", fgColor="E8EEF7")
MADE = datetime(2026, 4, 1)  # the same file every time


def _said(text: str) -> str:
    """A sentence for a cell, where nothing draws readings."""
    return plain(gettext(text))


def blank(kind: str, language: str) -> bytes:
    """ひな形 — `.xlsx`: title, header, and a sheet that explains every column."""
    form = FORMS[kind]
    with override(language):
        book = Workbook()
        sheet = book.active
        sheet.title = _said(form.name)
        sheet["A1"] = _said(form.title)
        sheet["A1"].font = Font(bold=True)
        headers = form.columns.template_headers(language)
        _write_header(sheet, 2, headers)
        sheet.freeze_panes = "A3"
        explained = book.create_sheet(_said(_("書き方")))
        for row, (name, header) in enumerate(zip(form.columns.template, headers, strict=True), 1):
            explained.cell(row, 1, header).font = Font(bold=True)
            explained.cell(row, 2, _said(form.explained[name])).alignment = Alignment(
                wrap_text=True
            )
        explained.column_dimensions["A"].width = 24
        explained.column_dimensions["B"].width = 80
        return _saved(book)


def fault_sheet(preview: Checked, sheet: Sheet, language: str = "ja") -> bytes:
    """直す行 — only the faulty rows, each with its row number and what to correct."""
    with override(language):
        book = Workbook()
        page = book.active
        page.title = _said(_("直す行"))
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
        sheet.column_dimensions[column_letter(column - 1)].width = max(12, len(header) * 2)


def _write_row(page, at: int, row: int, columns: list[int], cells: list[str], faults) -> None:
    page.cell(at, 1, row)
    wrong = {fault.column for fault in faults}
    for column, source in enumerate(columns, 2):
        cell = page.cell(at, column)
        cell.value = neutral(cells[source])[:200]
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
