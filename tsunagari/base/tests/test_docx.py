"""文書（.docx） — whole and well-formed, the same every time, whatever people typed."""

import zipfile
from datetime import UTC, datetime
from io import BytesIO

from defusedxml.ElementTree import fromstring

from tsunagari.base import docx
from tsunagari.base.docx import Paragraph, Run, Table

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
AT = datetime(2026, 11, 25, 1, 5, tzinfo=UTC)
HOSTILE = 'a & <w:br/> "b" ]]> \x00\x0b\u202e終'
BLOCKS = [
    Paragraph([Run("雇用条件書", bold=True)], "Title"),
    Paragraph([Run("Bản điều kiện", quiet=True, language="vi")], "Subtitle"),
    Table([1, 2], [[[[Run("賃金")]], [[Run("未記入：賃金", blank="賃金")]]]], labels=True),
    Table([1, 1], [[[[Run("何")]], [[Run("結果")]]], [[[Run(HOSTILE)]], []]], head=True),
]


def made(**more) -> bytes:
    return docx.make(BLOCKS, title="雇用条件書", author="試験連合会", at=AT, **more)


def part(data: bytes, name: str):
    """One part of the file as XML."""
    return fromstring(zipfile.ZipFile(BytesIO(data)).read(name))


def words(data: bytes, name: str = "word/document.xml") -> list[str]:
    """What stands there, paragraph by paragraph."""
    found = ["".join(t.text for t in p.iter(f"{W}t")) for p in part(data, name).iter(f"{W}p")]
    return [text for text in found if text]


def test_every_part_is_well_formed_and_named_in_the_list_of_parts():
    data = made(head="試験連合会", mark="見本", foot="印刷")

    names = zipfile.ZipFile(BytesIO(data)).namelist()
    listed = {row.get("PartName") for row in part(data, "[Content_Types].xml")} - {None}
    assert [part(data, name).tag for name in names]
    assert listed == {f"/{name}" for name in names if not name.endswith((".rels", "].xml"))}
    assert words(data, "word/header.xml") == ["試験連合会見本"]


def test_the_words_stand_in_their_order_and_hostile_ones_as_they_are():
    assert words(made()) == [
        "雇用条件書",
        "Bản điều kiện",
        "賃金",
        "未記入：賃金",
        "何",
        "結果",
        'a & <w:br/> "b" ]]> 終',
    ]


def test_a_head_row_is_repeated_a_blank_has_its_name_and_words_their_language():
    document = part(made(), "word/document.xml")

    assert len(list(document.iter(f"{W}tblHeader"))) == 1
    assert [one.get(f"{W}val") for one in document.iter(f"{W}alias")] == ["賃金"]
    assert [one.get(f"{W}val") for one in document.iter(f"{W}lang")] == ["vi-VN"]


def test_the_same_data_makes_the_same_file():
    assert made() == made()
