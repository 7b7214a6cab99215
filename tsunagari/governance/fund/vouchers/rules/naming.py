"""ファイルの名前 — 日付_取引先_金額, safe on every system, and cells that no spreadsheet calculates."""

import re
import unicodedata
from datetime import date

from tsunagari.base.sheets import neutral

# What no folder takes, and the separator of the name's own parts.
FORBIDDEN = re.compile(r'[/\\:*?"<>|_\s.]+')
LONGEST = 40
SUFFIXES = {"application/pdf": "pdf", "image/jpeg": "jpg", "image/png": "png"}


def safe(text: str) -> str:
    """A part of a file's name: no separators, no marks that turn the line, not too long."""
    text = unicodedata.normalize("NFC", text)
    text = "".join(" " if unicodedata.category(one)[0] in "CZ" else one for one in text)
    return FORBIDDEN.sub(" ", text).strip()[:LONGEST].strip().replace(" ", "-")


def file_name(
    doc_date: date, name: str, yen: int | None, number: int, position: int, type: str
) -> str:
    """`20261103_流山文具店_12800_15-1.pdf`: the number of the document makes it unique."""
    who = safe(name) or "取引先なし"
    money = "金額なし" if yen is None else str(yen)
    suffix = SUFFIXES.get(type, "bin")
    day = f"{doc_date.year:04d}{doc_date:%m%d}"
    return f"{day}_{who}_{money}_{number}-{position}.{suffix}"


def cell(value) -> str:
    """A cell of the index: what a spreadsheet would calculate gets an apostrophe."""
    return "" if value is None else neutral(str(value).replace("\0", ""))
