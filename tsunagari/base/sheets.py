"""表 — tables from real files: `.xlsx`, CSV and TSV, read without trusting them.

Every cell comes as text, rows and columns as Excel counts them. A file that cannot be read, or
that would make the machine work for ever, is refused with a sentence that says what to do. No
formula is ever computed: the value that Excel stored is read, and its place is remembered.
"""

import gc
import re
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from os import PathLike
from pathlib import Path
from typing import NoReturn

from tsunagari.base import archives, delimited, worksheets
from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, Refused
from tsunagari.base.worksheets import BROKEN, MOST_CELLS, MOST_ROWS, Place, Range

MOST_BYTES = 10 * 1024 * 1024
Rows = list[list[str]]

PICTURE = _("これは画像です。表のもとの Excel ファイル（.xlsx）か CSV を送ってください。")
KINDS = [
    (rb"%PDF", _("これは PDF です。表のもとの Excel ファイル（.xlsx）か CSV を送ってください。")),
    (rb"\x89PNG|\xff\xd8\xff|GIF8|RIFF|.{4}ftyp", PICTURE),
    (
        rb"(?i)[\s\xef\xbb\xbf]*<(\?xml|!doctype|html|table|meta)",
        _(
            "これは表のファイルではありません（Web ページか XML です）。"
            "Excel で開き、「名前を付けて保存」で「Excel ブック（.xlsx）」を選んで保存してください。"
        ),
    ),
]
OLD_EXCEL = _(
    "これは古い形式（.xls）です。Excel で開き、「名前を付けて保存」で"
    "「Excel ブック（.xlsx）」を選んで保存してから、もう一度送ってください。"
)
NO_SHEET = _("シートがありません。表が入っているか確かめて、もう一度選んでください。")
LOCKED = _("パスワードがかかっています。パスワードを外して保存してから、もう一度送ってください。")


@dataclass
class Sheet:
    """One sheet. Places are (row, column) counted from 0; `rows` all have the same length.

    `formulas` says for each place with a formula whether Excel stored its value; `merged` holds
    (first row, first column, last row, last column).
    """

    name: str
    rows: Rows
    hidden: bool = False
    merged: list[Range] = field(default_factory=list)
    formulas: dict[Place, bool] = field(default_factory=dict)


@dataclass
class Workbook:
    """A file that was read. `kind` is xlsx or csv; a CSV has one sheet, named like the file."""

    name: str
    kind: str
    sheets: list[Sheet]
    encoding: str = ""
    delimiter: str = ""


def read(data: bytes | str | PathLike, filename: str = "") -> Workbook:
    """The tables of a file by its content, whatever its name ends in; Refused when it has none."""
    if not isinstance(data, bytes):
        filename = filename or Path(data).name
        data = Path(data).read_bytes()
    _refuse_unread(data)
    with undisturbed():
        if data.startswith(b"PK"):
            return Workbook(filename, "xlsx", _office_sheets(data))
        return _text_workbook(data, filename)


@contextmanager
def undisturbed():
    """Whole tables are made at once and hold no cycles: looking for some doubles the time."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def column_letter(column: int) -> str:
    """0 → A, 25 → Z, 26 → AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def range_words(area: Range) -> str:
    """A range as Excel writes it: A3:A42."""
    top, left, bottom, right = area
    return f"{column_letter(left)}{top + 1}:{column_letter(right)}{bottom + 1}"


# What begins a formula, as some spreadsheets read it in full width too.
FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def neutral(text: str) -> str:
    """A text for export that no spreadsheet takes for a formula: =1+1 → '=1+1."""
    runs = text.lstrip().startswith(FORMULA) or text.startswith(("\t", "\r", "\n"))
    return f"'{text}" if runs else text


def is_formula_like(text: str) -> bool:
    """True for text that a spreadsheet would run when it is opened as a cell."""
    return text.lstrip(" '")[:1] in ("=", "+", "@", "\t") or text.startswith("-=")


# 断る ---------------------------------------------------------------------------------------


def _refuse(words: str, rule: str, **facts) -> NoReturn:
    raise Refused([Reason(words, facts, rule=rule, field="file")])


def _refuse_unread(data: bytes) -> None:
    """What is said about a file before anything reads it."""
    if not data.strip(b"\0 \t\r\n\xef\xbb\xbf\xff\xfe"):
        _refuse(
            _("ファイルが空です。表が入っているか確かめて、もう一度選んでください。"), "file.empty"
        )
    if len(data) > MOST_BYTES:
        words = _(
            "このファイルは %(size)sMB です。10MB までにしてください。"
            "写真を小さくするか、分けて送ってください。"
        )
        _refuse(words, "file.size", size=-(-len(data) // 1024 // 1024))
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        locked = "EncryptedPackage".encode("utf-16-le") in data
        _refuse(LOCKED if locked else OLD_EXCEL, "file.locked" if locked else "file.old")
    for start, words in KINDS:
        if re.match(start, data):
            _refuse(words, "file.kind")


def _refuse_wide(rows: int, columns: int, sheet: str) -> None:
    if rows > MOST_ROWS or rows * columns > MOST_CELLS:
        words = _(
            "「%(sheet)s」は %(rows)s行 × %(columns)s列 あり、大きすぎます。"
            "表の外にある文字を消すか、分けて送ってください。"
        )
        _refuse(words, "file.cells", sheet=sheet, rows=rows, columns=columns)


# CSV ----------------------------------------------------------------------------------------


def _text_workbook(data: bytes, filename: str) -> Workbook:
    text, encoding = delimited.decoded(data)
    rows, delimiter = delimited.rows_of(text, MOST_ROWS, tabs=filename.lower().endswith(".tsv"))
    sheet = Sheet(Path(filename).stem or "CSV", _rectangular(rows))
    return Workbook(filename, "csv", [sheet], encoding, delimiter)


def _rectangular(rows: Rows) -> Rows:
    lengths = set(map(len, rows))
    width = max(lengths, default=0)
    _refuse_wide(len(rows), width, "CSV")
    if len(lengths) > 1:
        for row in rows:
            row.extend([""] * (width - len(row)))
    return rows


# Excel --------------------------------------------------------------------------------------


def _office_sheets(data: bytes) -> list[Sheet]:
    """All worksheets; `calamine` reads the values, the places of formulas come from the XML."""
    parts = archives.office_parts(data)
    xml = worksheets.worksheets(parts) or _refuse(NO_SHEET, "file.no_sheet")
    names = {id(part): name for name, part in xml.items()}
    for name, part in parts.items():
        _refuse_wide(*worksheets.extent(part), names.get(id(part), name))
    with _opened(parts) as workbook:
        sheets = [
            Sheet(
                meta.name,
                _values(workbook, meta.name),
                hidden=str(meta.visible).rpartition(".")[2] != "Visible",
                merged=worksheets.merged(xml[meta.name]),
                formulas=worksheets.formulas(xml[meta.name]),
            )
            for meta in workbook.sheets_metadata
            if meta.name in xml
        ]
    return sheets or _refuse(NO_SHEET, "file.no_sheet")


@contextmanager
def _opened(parts: dict[str, bytes]):
    """The workbook in `calamine`; whatever goes wrong inside, even a Rust panic, is a refusal."""
    from python_calamine import CalamineWorkbook

    try:
        yield CalamineWorkbook.from_filelike(archives.packed(parts))
    except (Refused, KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as error:
        raise Refused([Reason(BROKEN, rule="file.broken", field="file")]) from error


def _values(workbook, name: str) -> Rows:
    rows = workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)
    numbers = _Numbers()
    return [
        [
            cell
            if (kind := cell.__class__) is str
            else numbers[cell]
            if kind is float
            else _text(cell)
            for cell in row
        ]
        for row in rows
    ]


class _Numbers(dict):
    """Each number's text is made once: rosters repeat them thousands of times."""

    def __missing__(self, number: float) -> str:
        text = self[number] = str(int(number)) if number.is_integer() else repr(number)
        return text


def _text(value) -> str:
    """A cell as people would type it: days in ISO, times as 8:45."""
    if isinstance(value, datetime):
        if value.time() == time():
            return value.date().isoformat()
        return value.isoformat(" ", "minutes" if not value.second else "seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, time):
        return f"{value.hour}:{value:%M}" + (f":{value:%S}" if value.second else "")
    if isinstance(value, timedelta):
        minutes = int(value.total_seconds()) // 60
        return f"{minutes // 60}:{minutes % 60:02}"
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    return str(value)
