"""印刷する書類 — a paper as PDF from plain data; text from people is data, never source.

The papers are PDF/A-2a and PDF/UA-1: they can be kept for years and read aloud.
"""

import json
import re
import struct
import threading
import unicodedata
from bisect import bisect_right
from datetime import datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Protocol

import noto_cjk_sans_jp_bold
import noto_cjk_sans_jp_regular

from tsunagari.base import qr
from tsunagari.base.readings import plain

ROOT = Path(__file__).resolve().parents[1]
FONTS = (noto_cjk_sans_jp_regular.FONT_PATH, noto_cjk_sans_jp_bold.FONT_PATH)
STANDARDS = ["a-2a", "ua-1"]
# 下駄: what Japanese printers set where they have no type for a character.
MISSING = "〓"
NO_GLYPH = "could not be displayed"
LONGEST_WORD = 18
DENSEST_QR = 600


class Edge(Protocol):
    """What stands on the edge of a paper: when it was printed, for whom, whether it is a sample."""

    @property
    def at(self) -> datetime: ...
    @property
    def body(self) -> str: ...
    @property
    def sample(self) -> bool: ...


def make(
    template: Path, data: dict, *, title: str, language: str, at: datetime | None = None
) -> bytes:
    """The PDF of `template` (a .typ file inside the package) filled with `data` (JSON values).

    `title` and `language` go into the file's own description, `at` (with zone) is the moment it
    says it was made. Characters that the fonts lack are printed as 〓.
    """
    import typst  # loaded with the first paper, not with every web process

    text = json.dumps(printable({**data, "title": title, "language": language}))
    compiler, lock = _compiler(template)
    with lock:
        try:
            return _compiled(compiler, text, at, STANDARDS)
        except typst.TypstError as error:
            if NO_GLYPH not in error.message:
                raise
            # Rare marks on a letter: a paper that is no archive copy is better than no paper.
            return _compiled(compiler, text, at, [])


def _compiled(compiler, text: str, at: datetime | None, standards: list) -> bytes:
    made = compiler.compile(
        format="pdf",
        sys_inputs={"data": text},
        pdf_standards=standards,
        timestamp=int(at.timestamp()) if at else None,
    )
    return bytes(made)


class Drawing(str):
    """SVG that this module drew itself; it reaches the paper, and a page, unchanged."""

    def __html__(self) -> str:
        return str(self)


def qr_svg(text: str, *, border: int = 0, fluid: bool = False, quick: bool = False) -> str:
    """A QR code as SVG, `border` modules of white around it; "" when nobody could scan it.

    A fluid one takes the size that a page gives it.

    Paper around the code must stay white for four modules on each side. A quick one, for the
    length of an address, is fluid and takes one mask instead of searching the best of eight.
    """
    if not 0 < len(text.encode(errors="replace")) <= DENSEST_QR or _SURROGATE.search(text):
        return Drawing()
    if quick and (drawn := qr.svg(text, border)):
        return Drawing(drawn)
    import segno

    out = BytesIO()
    segno.make(text, error="m", micro=False).save(
        out, kind="svg", border=border, xmldecl=False, scale=4, omitsize=fluid
    )
    return Drawing(out.getvalue().decode())


def printable(value):
    """The same JSON value with every string cleaned by `printable_text`."""
    if isinstance(value, Drawing):
        return value
    if isinstance(value, str):
        return printable_text(value)
    if isinstance(value, dict):
        return {key: printable(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [printable(each) for each in value]
    return value


def printable_text(text: str) -> str:
    """`text` without control and direction characters, letters composed, unknown ones as 〓.

    Readings of our translations stay away: papers set furigana of their own.
    """
    text = plain(text)
    text = _COMBINED.sub(lambda found: unicodedata.normalize("NFC", found[0]), text)
    return "".join(_printed(char) for char in text)


def clipped(text: str, most: int) -> str:
    """One line of at most `most` characters, … at the cut; unbroken runs may be broken."""
    text = " ".join(plain(text).split())
    if len(text) > most:
        text = text[: most - 1].rstrip() + "…"
    return _LONG_RUN.sub(lambda found: f"{found[0]}\u200b", text)


# Composing whole names would replace rare kanji; only a letter with its marks is composed.
_COMBINED = re.compile(r"[^\W\d_][\u0300-\u036f\u3099\u309a]+")
_LONG_RUN = re.compile(rf"[!-~]{{{LONGEST_WORD}}}(?=[!-~])")
_SURROGATE = re.compile("[\ud800-\udfff]")
_UNSEEN = {"Cc", "Cs", "Cn", "Co"}
_DIRECTIONS = set("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@cache
def _printed(char: str) -> str:
    """What is printed for one character."""
    if char in "\n\t\u200b":
        return char
    if unicodedata.category(char) == "Cc" or char in _DIRECTIONS:
        return ""
    if unicodedata.category(char) in _UNSEEN:
        return MISSING
    if "\U000e0100" <= char <= "\U000e01ef":
        return char  # which of its shapes a kanji in a name has
    if unicodedata.category(char) in {"Cf", "Mn"}:
        return ""
    return char if _has_glyph(char) else MISSING


def _has_glyph(char: str) -> bool:
    firsts, lasts = _covered()
    place = bisect_right(firsts, ord(char)) - 1
    return place >= 0 and ord(char) <= lasts[place]


@cache
def _covered() -> tuple[list[int], list[int]]:
    """First and last code points of what the font draws (OpenType cmap, format 12)."""
    font = FONTS[0].read_bytes()
    count = struct.unpack(">H", font[4:6])[0]
    heads = (font[12 + 16 * i : 28 + 16 * i] for i in range(count))
    start = next(struct.unpack(">I", head[8:12])[0] for head in heads if head[:4] == b"cmap")
    for i in range(struct.unpack(">H", font[start + 2 : start + 4])[0]):
        table = start + struct.unpack(">I", font[start + 8 + 8 * i : start + 12 + 8 * i])[0]
        if struct.unpack(">H", font[table : table + 2])[0] == 12:
            size = struct.unpack(">I", font[table + 12 : table + 16])[0]
            groups = struct.iter_unpack(">III", font[table + 16 : table + 16 + 12 * size])
            firsts, lasts, _glyphs = zip(*groups, strict=True)
            return list(firsts), list(lasts)
    return [], []


@cache
def _fonts():
    import typst

    folders = [str(Path(str(font)).parent) for font in FONTS]
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)


@cache
def _compiler(template: Path) -> tuple:
    """One compiler and its lock for each template: the second paper is ten times as fast."""
    import typst

    compiler = typst.Compiler(
        str(template), root=str(ROOT), font_paths=_fonts(), ignore_system_fonts=True
    )
    return compiler, threading.Lock()
