"""シートの XML — what the table reader does not tell: size, merged cells, places of formulas.

Places are (row, column) counted from 0. All patterns run in time proportional to the file.
"""

import re
from xml.etree.ElementTree import Element

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, Refused

MOST_ROWS = 300_000
MOST_CELLS = 5_000_000
Place = tuple[int, int]
Range = tuple[int, int, int, int]
BROKEN = _("ファイルがこわれています。Excel で開いて保存しなおしてから、もう一度送ってください。")

# Excel, LibreOffice and openpyxl write the place of a cell first; of these files only places
# beyond Z99999 need a look, and empty cells that are only coloured do not count.
_UNUSUAL = re.compile(rb'<c(?! r=")[\s/>]')
_PREFIXED = [b":c" + end for end in (b" ", b">", b"/", b"\t", b"\n", b"\r")]
_FAR = re.compile(
    rb' r="(?=[A-Za-z]{2}|[A-Za-z]?\d{6})([A-Za-z]*)(\d*)"(?!(?:\s[\w:]+="[^"]*")*\s*/>)'
)
_TAG = re.compile(rb"<(?:\w+:)?(row|c)(?=[\s/>])((?:[^>\"']|\"[^\"]*\"|'[^']*')*)>")
_REF = re.compile(rb"(?:^|\s)r\s*=\s*[\"']([A-Za-z]*)(\d+)[\"']")
_MERGED = re.compile(
    rb"<(?:\w+:)?mergeCell\s[^>]*?ref\s*=\s*[\"']([A-Z]{1,3})(\d+):([A-Z]{1,3})(\d+)[\"']"
)
_FORMULA = re.compile(rb"<(?:\w+:)?f(?=[\s/>])")
_CELL = re.compile(rb"<(?:\w+:)?c\s[^<]*?\br\s*=\s*[\"']([A-Za-z]{1,3})(\d{1,7})[\"'][^<]*$")
_VALUE = re.compile(rb"<(?:\w+:)?v(?:\s[^>]*)?>[^<]")
_END = re.compile(rb"</(?:\w+:)?c>")


def worksheets(parts: dict[str, bytes]) -> dict[str, bytes]:
    """The XML of each worksheet by its name, found as Office finds it."""
    targets = {
        rel.get("Id"): rel.get("Target", "").lstrip("/").removeprefix("xl/")
        for rel in _xml(parts.get("xl/_rels/workbook.xml.rels", b"<none/>"))
        if rel.get("Type", "").endswith("/worksheet")
    }
    named = {}
    for element in _xml(parts["xl/workbook.xml"]).iter():
        if element.tag.rpartition("}")[2] == "sheet":
            links = [value for key, value in element.items() if key.rpartition("}")[2] == "id"]
            part = parts.get("xl/" + targets.get(links[0] if links else "", "?"))
            if part is not None:
                named[element.get("name", "")] = part
    return named


def _xml(part: bytes) -> Element:
    from defusedxml.ElementTree import fromstring

    try:
        return fromstring(part)
    except Exception as error:
        reason = Reason(BROKEN, rule="file.broken", field="file")
        raise Refused([reason]) from error


def extent(part: bytes) -> tuple[int, int]:
    """At most how many rows and columns the parser would lay out, before it does.

    One forgotten cell at XFD1048576 would make it reserve 17 thousand million cells.
    """
    prefixed = b":c" in part and any(mark in part for mark in _PREFIXED)
    if prefixed or _UNUSUAL.search(part):
        return _counted_extent(part)
    rows = columns = 0
    for letters, number in _FAR.findall(part):
        rows, columns = max(rows, int(number or 0)), max(columns, _number(letters))
    if columns * 99_999 > MOST_CELLS:
        return _counted_extent(part)
    return rows, columns or 1


def _counted_extent(part: bytes) -> tuple[int, int]:
    """The same, cell by cell, for files that leave the places out or write them otherwise."""
    row = column = rows = columns = 0
    for found in _TAG.finditer(part):
        ref = _REF.search(found[2])
        if found[1] == b"row":
            row, column = int(ref[2]) if ref else row + 1, 0
        else:
            column = _number(ref[1]) if ref else column + 1
            row = int(ref[2]) if ref else row
        rows, columns = max(rows, row), max(columns, column)
    return rows, columns


def _number(letters: bytes) -> int:
    """A → 1, XFD → 16384; b"" → 0."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def merged(part: bytes) -> list[Range]:
    """Merged ranges, those of one cell left out."""
    if b"mergeCell" not in part:
        return []
    return [
        (int(top) - 1, _number(left) - 1, int(bottom) - 1, _number(right) - 1)
        for left, top, right, bottom in _MERGED.findall(part)
        if (left, top) != (right, bottom)
    ]


def formulas(part: bytes) -> dict[Place, bool]:
    """Where formulas stand, and whether Excel stored what they gave.

    A stored empty text counts as stored: `=IF(A1="","",…)` fills many rosters.
    """
    found: dict[Place, bool] = {}
    if b"<f" not in part and b":f" not in part:
        return found
    for formula in _FORMULA.finditer(part):
        start = formula.start()
        cell = _CELL.search(part, part.rfind(b"<", 0, start), start)
        end = _END.search(part, start)
        if cell and end:
            stored = _VALUE.search(part, start, end.start()) or b't="str"' in cell[0]
            found[int(cell[2]) - 1, _number(cell[1]) - 1] = bool(stored)
    return found
