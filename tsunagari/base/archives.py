"""圧縮ファイル — a safe look into an Office file before any parser sees it.

An `.xlsx` is a zip of XML parts. Only parts that a table needs are unpacked, within limits that a
hostile file cannot widen, and they are packed again for the parser: it never meets macros,
embedded files, or a second reading of a crooked archive.
"""

import re
import zipfile
from io import BytesIO

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, Refused
from tsunagari.base.worksheets import BROKEN

MOST_ENTRIES = 2_000
MOST_UNPACKED = 200 * 1024 * 1024
# XML tables shrink 10 to 60 times; a part that shrinks more than this was made to burst.
MOST_RATIO = 300
SMALL = 4 * 1024 * 1024
NEEDED = re.compile(
    r"(\[Content_Types\]\.xml|_rels/\.rels"
    r"|xl/(workbook|sharedStrings|styles)\.xml|xl/_rels/workbook\.xml\.rels"
    r"|xl/worksheets/[^/]+\.xml)",
    re.IGNORECASE,
)
# What other kinds of zips are, by a name that is always in them.
OTHERS = {
    "word/document.xml": _(
        "これは Word のファイルです。表を Excel に移して、.xlsx で保存してください。"
    ),
    "ppt/presentation.xml": _(
        "これは PowerPoint のファイルです。表を Excel に移して、.xlsx で保存してください。"
    ),
    "content.xml": _(
        "この形式（.ods など）は読めません。「名前を付けて保存」で「Excel（.xlsx）」を選んで"
        "保存してから、もう一度送ってください。"
    ),
    "xl/workbook.bin": _(
        "この形式（.xlsb）は読めません。Excel の「名前を付けて保存」で"
        "「Excel ブック（.xlsx）」を選んで保存してから、もう一度送ってください。"
    ),
}
TOO_BIG = _(
    "このファイルは、開くと %(size)sMB をこえます。ふつうの表ではないので読みません。"
    "必要な表だけを新しいファイルにコピーして、送ってください。"
)


def office_parts(data: bytes) -> dict[str, bytes]:
    """The XML parts that a table needs, by name; Refused says why a file is not opened."""
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            entries = archive.infolist()
            _refuse_unsafe(entries)
            _refuse_others({entry.filename for entry in entries})
            return {
                entry.filename: _checked(archive.read(entry))
                for entry in entries
                if NEEDED.fullmatch(entry.filename)
            }
    except Refused:
        raise
    # A crooked archive makes zipfile raise nearly anything; all of it means the same to a person.
    except Exception as error:
        raise Refused([Reason(BROKEN, rule="file.broken", field="file")]) from error


def packed(parts: dict[str, bytes]) -> BytesIO:
    """The parts as an archive again, not compressed, so that the parser unpacks nothing."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name), part)
    made.seek(0)
    return made


def _refuse_unsafe(entries: list[zipfile.ZipInfo]) -> None:
    """Sizes are as declared; `zipfile` never unpacks more than that."""
    names = {entry.filename for entry in entries}
    if len(entries) > MOST_ENTRIES or len(names) < len(entries):
        raise Refused([Reason(BROKEN, rule="file.entries", field="file")])
    if any(entry.flag_bits & 0x1 for entry in entries):
        words = _(
            "パスワードがかかっています。パスワードを外して保存してから、もう一度送ってください。"
        )
        raise Refused([Reason(words, rule="file.locked", field="file")])
    if sum(entry.file_size for entry in entries) > MOST_UNPACKED or any(map(_bursts, entries)):
        facts = {"size": MOST_UNPACKED // 1024 // 1024}
        raise Refused([Reason(TOO_BIG, facts, rule="file.bomb", field="file")])
    if any(entry.compress_type not in (0, 8) for entry in entries):
        raise Refused([Reason(BROKEN, rule="file.packing", field="file")])


def _bursts(entry: zipfile.ZipInfo) -> bool:
    return entry.file_size > max(SMALL, entry.compress_size * MOST_RATIO)


def _refuse_others(names: set[str]) -> None:
    if "xl/workbook.xml" in names:
        return
    for name, words in OTHERS.items():
        if name in names:
            raise Refused([Reason(words, rule="file.kind", field="file")])
    words = _("これは圧縮ファイル（zip）です。中の表のファイルを取り出して、それを送ってください。")
    raise Refused([Reason(words, rule="file.kind", field="file")])


def _checked(part: bytes) -> bytes:
    """Office writes UTF-8 without a document type; anything else only serves to hide something."""
    if b"<!DOCTYPE" in part or b"<!ENTITY" in part or b"\0" in part[:200]:
        raise Refused([Reason(BROKEN, rule="file.entities", field="file")])
    return part
