"""文字の表 — CSV and TSV: which letters, which separator, which rows.

Encodings are tried from the strictest to the most lenient, so that none is taken for another:
marks at the start, UTF-16 by its zero bytes, UTF-8, Latin letters in Western files, cp932.
"""

import codecs
import csv
import re
from io import StringIO
from itertools import islice

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, Refused

MARKS = [
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
]
LONGEST = 10 * 1024 * 1024
NO_LETTERS = _(
    "%(line)s行目に、文字として読めないところがあります。"
    "Excel で開き、「CSV UTF-8（コンマ区切り）」で保存しなおしてください。"
)
OPEN_QUOTE = _(
    '%(line)s行目の引用符（"）が閉じていません。'
    'その行の " を消すか、終わりにも " を書いて、もう一度送ってください。'
)
TOO_LONG = _("行が %(most)s行 より多くあります。分けて送ってください。")
# Latin letters with marks (ñ, é) and Western quotes of cp1252, each alone between ASCII.
_WESTERN = re.compile(rb"(?:[\x00-\x7f]|(?<![\x80-\xff])[\xc0-\xff\x91-\x97](?![\x80-\xff]))*")
_LATIN = re.compile(rb"[\xc0-\xff]")


def decoded(data: bytes) -> tuple[str, str]:
    """The text of a file and the name of its encoding; Refused names the line that is no text."""
    for encoding in [*_marked(data), *_unmarked(data)]:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        return text.removeprefix("\ufeff"), encoding
    line = data[: _first_fault(data)].count(b"\n") + 1
    raise Refused([Reason(NO_LETTERS, {"line": line}, rule="file.letters", field="file")])


def rows_of(text: str, most: int, *, tabs: bool = False) -> tuple[list[list[str]], str]:
    """All rows, as Excel counts them, and the separator; at most `most` of them."""
    told = re.match(r"sep=([,;|\t])\r?\n", text)
    if told:
        text = text[told.end() :]
    delimiter = told[1] if told else "\t" if tabs else _separator(text)
    csv.field_size_limit(LONGEST)
    rows = _parsed(text, delimiter, most)
    if len(rows) > most:
        raise Refused([Reason(TOO_LONG, {"most": most}, rule="file.rows", field="file")])
    return rows, delimiter


def _marked(data: bytes) -> list[str]:
    return [encoding for mark, encoding in MARKS if data.startswith(mark)][:1]


def _unmarked(data: bytes) -> list[str]:
    """Encodings of a file without a mark, in the order to try."""
    zeros = data.count(0)
    if zeros * 20 > len(data):
        # Commas, digits and line ends have their zero byte second in little-endian files.
        little = data[1::2].count(0) >= data[0::2].count(0)
        return ["utf-16-le" if little else "utf-16-be"] if len(data) % 2 == 0 else []
    western = _LATIN.search(data) and _WESTERN.fullmatch(data)
    return ["utf-8", *(["cp1252"] if western else []), "cp932"]


def _first_fault(data: bytes) -> int:
    try:
        data.decode("cp932")
    except UnicodeDecodeError as error:
        return error.start
    return max(data.find(0), 0)


def _separator(text: str) -> str:
    """Comma, tab or semicolon: the one that splits most of the first lines, and equally."""
    lines = [line for line in text[:20_000].splitlines()[:30] if line.strip()]
    bare = [re.sub('"[^"]*"', "", line) for line in lines]

    def agreement(mark: str) -> tuple[int, int]:
        counts = [line.count(mark) for line in bare if mark in line]
        usual = max(set(counts), key=counts.count) if counts else 0
        return counts.count(usual) * (usual > 0), usual

    return max([",", "\t", ";"], key=agreement)


def _parsed(text: str, delimiter: str, most: int) -> list[list[str]]:
    """Strictly first; a stray quote inside a cell is then taken as a letter."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    try:
        rows = list(islice(reader, most + 1))
        strict = True
    except csv.Error as error:
        rows, strict = [], "unexpected end" in str(error)
    if rows and reader.line_num == len(rows):  # one line a row: nothing was swallowed
        return rows
    return _records(text, delimiter, most, strict=strict)


def _records(text: str, delimiter: str, most: int, *, strict: bool) -> list[list[str]]:
    """The rows; a quote that nobody closed would swallow the rest of the table, so it is named."""
    rows: list[list[str]] = []
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=strict)
    line = 1
    try:
        for row in islice(reader, most + 1):
            rows.append(row)
            if reader.line_num - line > 2 and any(_swallows(cell, delimiter) for cell in row):
                raise Refused([Reason(OPEN_QUOTE, {"line": line}, rule="file.quote", field="file")])
            line = reader.line_num + 1
    except csv.Error as error:
        words = OPEN_QUOTE if "unexpected end" in str(error) else NO_LETTERS
        raise Refused([Reason(words, {"line": line}, rule="file.quote", field="file")]) from error
    return rows


def _swallows(cell: str, delimiter: str) -> bool:
    """True for a cell that holds whole rows."""
    return sum(delimiter in line for line in cell.splitlines()) > 2
