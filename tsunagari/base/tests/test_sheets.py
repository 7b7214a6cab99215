"""表 — real files are read, hostile ones are refused with a sentence, nothing else happens."""

import zipfile
from datetime import date, datetime, time, timedelta
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from tsunagari.base import archives, sheets, worksheets
from tsunagari.base.refusals import Refused

ROSTER = [["組", "番号", "表示名"], ["1", "2", "kaki-02"], ["1", "3", "髙橋﨑①㈱"]]
CSV = "組,番号,表示名\r\n1,2,kaki-02\r\n1,3,髙橋﨑①㈱\r\n"


def excel(rows, change=lambda sheet: None) -> bytes:
    """An `.xlsx` as openpyxl writes it; `change` does something to its sheet."""
    book = Workbook()
    for row in rows:
        book.active.append(row)
    change(book.active)
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def with_parts(data: bytes, **changed) -> bytes:
    """The file with some parts rewritten: {"sheet1": function of its bytes}."""
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(made, "w", 8) as new:
        for entry in old.infolist():
            change = changed.get(entry.filename.rpartition("/")[2].partition(".")[0])
            part = old.read(entry)
            new.writestr(entry.filename, change(part) if change else part)
    return made.getvalue()


def in_sheet(cells: str) -> bytes:
    """An `.xlsx` whose only rows are the given XML."""
    body = f"<sheetData>{cells}</sheetData>".encode()

    def rewrite(part: bytes) -> bytes:
        start, end = part.index(b"<sheetData"), part.index(b"</sheetData>") + 12
        return part[:start] + body + part[end:]

    return with_parts(excel([["a"]]), sheet1=rewrite)


def refused(data: bytes, name: str = "名簿.xlsx") -> tuple[str, str]:
    """The rule and the words of the one reason why a file is not read."""
    with pytest.raises(Refused) as caught:
        sheets.read(data, name)
    [reason] = caught.value.reasons
    return reason.rule, reason.words()


# 読める -------------------------------------------------------------------------------------


def test_an_excel_file_gives_its_cells_as_text():
    book = sheets.read(excel(ROSTER), "名簿.xlsx")

    assert (book.kind, book.name) == ("xlsx", "名簿.xlsx")
    assert book.sheets == [sheets.Sheet("Sheet", ROSTER)]


def test_a_path_is_read_like_bytes(tmp_path):
    (tmp_path / "名簿.csv").write_text(CSV, "utf-8", newline="")

    book = sheets.read(tmp_path / "名簿.csv")

    assert book.sheets == [sheets.Sheet("名簿", ROSTER)]


def test_numbers_and_days_of_excel_are_written_as_people_write_them():
    cells = [1.0, 2.5, 123456789012, date(2026, 4, 1), datetime(2026, 4, 1, 8, 45), time(8, 45)]
    cells += [timedelta(hours=1, minutes=30), True, "007", None, "x"]

    [sheet] = sheets.read(excel([cells]), "").sheets

    words = ["1", "2.5", "123456789012", "2026-04-01", "2026-04-01 08:45", "8:45", "1:30"]
    assert sheet.rows == [[*words, "TRUE", "007", "", "x"]]


def test_rows_keep_the_numbers_that_excel_shows():
    data = excel([], lambda sheet: sheet.cell(4, 3, "組"))

    [sheet] = sheets.read(data, "").sheets

    assert sheet.rows == [["", "", ""], ["", "", ""], ["", "", ""], ["", "", "組"]]


def test_merged_cells_hidden_sheets_and_formulas_are_told():
    book = Workbook()
    page = book.active
    page.append(["組", "番号"])
    page.append(["1", "=1+1"])
    page.merge_cells("A2:A4")
    book.create_sheet("かくれた").sheet_state = "hidden"
    made = BytesIO()
    book.save(made)

    [shown, hidden] = sheets.read(made.getvalue(), "").sheets

    assert shown.merged == [(1, 0, 3, 0)]
    assert shown.formulas == {(1, 1): False}
    assert (shown.hidden, hidden.hidden, hidden.name) == (False, True, "かくれた")


def test_the_stored_value_of_a_formula_is_read_and_an_empty_one_too():
    data = in_sheet(
        '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c>'
        '<c r="B1" t="str"><f>IF(A1="","","x")</f><v></v></c>'
        '<c r="C1"><f>1+1</f><v></v></c></row>'
    )

    [sheet] = sheets.read(data, "").sheets

    assert sheet.rows == [["2", ""]]
    assert sheet.formulas == {(0, 0): True, (0, 1): True, (0, 2): False}


def test_macros_are_never_handed_to_the_parser():
    made = BytesIO()
    with zipfile.ZipFile(BytesIO(excel(ROSTER))) as old, zipfile.ZipFile(made, "w") as new:
        for entry in old.infolist():
            new.writestr(entry.filename, old.read(entry))
        new.writestr("xl/vbaProject.bin", b"macro")

    parts = archives.office_parts(made.getvalue())

    assert "xl/vbaProject.bin" not in parts
    assert sheets.read(made.getvalue(), "名簿.xlsm").sheets[0].rows == ROSTER


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (CSV.encode("utf-8-sig"), "utf-8-sig"),
        (CSV.encode("utf-8"), "utf-8"),
        (CSV.encode("utf-16"), "utf-16"),
        (b"\xfe\xff" + CSV.encode("utf-16-be"), "utf-16"),
        (CSV.encode("utf-16-le"), "utf-16-le"),
        (CSV.encode("utf-16-be"), "utf-16-be"),
        (CSV.encode("cp932"), "cp932"),
    ],
)
def test_every_encoding_of_a_school_computer_is_told_apart(data, encoding):
    book = sheets.read(data, "名簿.csv")

    assert book.encoding == encoding
    assert book.sheets[0].rows == ROSTER


def test_a_western_file_keeps_its_letters():
    data = "Section,No.,Display name\nPeñafrancia,1,niño-01\n".encode("cp1252")

    book = sheets.read(data, "roster.csv")

    assert book.encoding == "cp1252"
    assert book.sheets[0].rows[1] == ["Peñafrancia", "1", "niño-01"]


@pytest.mark.parametrize(("mark", "name"), [(";", "a.csv"), ("\t", "a.csv"), ("\t", "a.tsv")])
def test_the_separator_is_found(mark, name):
    text = CSV.replace(",", mark)

    book = sheets.read(text.encode(), name)

    assert (book.delimiter, book.sheets[0].rows) == (mark, ROSTER)


def test_the_line_that_tells_excel_the_separator_is_not_a_row():
    book = sheets.read(("sep=;\r\n" + CSV.replace(",", ";")).encode(), "a.csv")

    assert book.sheets[0].rows == ROSTER


def test_short_rows_blank_lines_and_stray_quotes_lose_nothing():
    text = '組,番号,表示名\n\n1,2\n1,3,"kaki"-03\n1,4,say "hi"\n'

    [sheet] = sheets.read(text.encode(), "a.csv").sheets

    rows = [["組", "番号", "表示名"], ["", "", ""], ["1", "2", ""], ["1", "3", "kaki-03"]]
    assert sheet.rows == [*rows, ["1", "4", 'say "hi"']]


def test_a_cell_of_several_lines_is_one_cell():
    [sheet] = sheets.read('組,"出席\n番号"\n1,2\n'.encode(), "a.csv").sheets

    assert sheet.rows == [["組", "出席\n番号"], ["1", "2"]]


def test_a_formula_in_a_csv_stays_text():
    [sheet] = sheets.read(b"a,b\n=cmd|' /C calc'!A0,1\n", "a.csv").sheets

    assert sheet.rows[1] == ["=cmd|' /C calc'!A0", "1"]


def test_a_cell_of_two_megabytes_is_read_as_any_other():
    long = "あ" * 700_000

    [sheet] = sheets.read(f"組,番号\n1,{long}\n".encode(), "a.csv").sheets

    assert sheet.rows[1] == ["1", long]


# 読まない -----------------------------------------------------------------------------------


@pytest.mark.parametrize("data", [b"", b"\n \r\n", b"\xef\xbb\xbf\n", b"\xff\xfe"])
def test_an_empty_file_is_refused(data):
    assert refused(data) == (
        "file.empty",
        "ファイルが空です。表が入っているか確かめて、もう一度選んでください。",
    )


def test_a_file_over_ten_megabytes_says_how_big_it_is():
    assert refused(b"a,b\n" * 3_000_000) == (
        "file.size",
        "このファイルは 12MB です。10MB までにしてください。"
        "写真を小さくするか、分けて送ってください。",
    )


def test_a_zip_bomb_is_not_unpacked():
    made = BytesIO()
    with zipfile.ZipFile(made, "w", 8) as bomb:
        bomb.writestr("xl/workbook.xml", b"<workbook/>")
        bomb.writestr("xl/worksheets/sheet1.xml", b"0" * 300_000_000)

    rule, words = refused(made.getvalue())

    assert rule == "file.bomb"
    assert words.startswith("このファイルは、開くと 200MB をこえます。")


def test_a_part_that_lies_about_its_size_is_broken():
    data = bytearray(excel(ROSTER))
    at = data.rindex(b"xl/worksheets/sheet1.xml") - 46
    data[at + 24 : at + 28] = (5).to_bytes(4, "little")

    assert refused(bytes(data))[0] == "file.broken"


def test_a_zip_of_two_files_with_one_name_is_broken():
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as twice:
        twice.writestr("xl/workbook.xml", b"<workbook/>")
        with pytest.warns(UserWarning, match="Duplicate name"):
            twice.writestr("xl/workbook.xml", b"<workbook/>")

    assert refused(made.getvalue())[0] == "file.entries"


def test_a_zip_with_a_roster_inside_asks_for_the_roster():
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as outer:
        outer.writestr("名簿.xlsx", excel(ROSTER))

    assert refused(made.getvalue(), "名簿.zip")[1] == (
        "これは圧縮ファイル（zip）です。中の表のファイルを取り出して、それを送ってください。"
    )


@pytest.mark.parametrize("name", ["word/document.xml", "xl/workbook.bin", "content.xml"])
def test_other_office_files_say_how_to_save_them(name):
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as other:
        other.writestr(name, b"<x/>")

    rule, words = refused(made.getvalue())

    assert rule == "file.kind"
    assert ".xlsx" in words


def test_an_encrypted_entry_asks_to_take_the_password_off():
    data = bytearray(excel(ROSTER))
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1

    assert refused(bytes(data))[0] == "file.locked"


def test_old_excel_files_and_locked_ones_are_told_apart():
    old = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)

    assert refused(old)[0] == "file.old"
    assert refused(old + "EncryptedPackage".encode("utf-16-le"))[0] == "file.locked"


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7", b"\x89PNG\r\n", b"<html><table>", b"\n<?xml version"]
)
def test_what_is_no_table_is_named(data):
    assert refused(data)[0] == "file.kind"


def test_one_cell_in_the_last_corner_does_not_fill_the_memory():
    data = in_sheet('<row r="1"><c r="A1"><v>1</v></c><c r="XFD1048576"><v>1</v></c></row>')

    rule, words = refused(data)

    assert rule == "file.cells"
    assert words == (
        "「Sheet」は 1048576行 × 16384列 あり、大きすぎます。"
        "表の外にある文字を消すか、分けて送ってください。"
    )


@pytest.mark.parametrize(
    "cells",
    [
        "<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>",
        '<row r="9"><c s="1" r="xfd1048576"><v>1</v></c></row>',
        '<row r="9"><c r="ZZ5"><v>1</v></c><c r="A99999"><v>1</v></c></row>',
        '<row r="9"><c r="XFD1048576" s="/>"><v>1</v></c></row>',
        "<row>" + "<c/>" * 16_000 + "<c><v>1</v></c></row>" + "<row/>" * 1_000 + "<row><c/></row>",
    ],
)
def test_nor_does_one_that_is_written_in_another_way(cells):
    assert refused(in_sheet(cells))[0] == "file.cells"


def test_coloured_empty_cells_far_away_do_no_harm():
    data = in_sheet(
        '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576" ht="15" customHeight="1"/>'
        '<row r="5"><c r="XFD1048576" s="1"/></row>'
    )

    assert sheets.read(data, "").sheets[0].rows[0][0] == "1"


def test_entities_and_other_encodings_in_the_xml_are_refused():
    laughs = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bbbb">]><a>&b;</a>'
    for part in (laughs, "<worksheet/>".encode("utf-16")):
        data = with_parts(excel(ROSTER), sheet1=lambda _old, part=part: part)
        assert refused(data)[0] == "file.entities"


def test_too_many_rows_are_refused():
    rule, words = refused(b"1\n" * 300_001, "a.csv")

    assert rule == "file.rows"
    assert words == "行が 300000行 より多くあります。分けて送ってください。"


def test_one_very_wide_row_does_not_fill_the_memory():
    data = b"," * 5_000 + b"\n" + b"1\n" * 5_000

    assert refused(data, "a.csv")[0] == "file.cells"


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('a,b\n1,2\n1,"x\n1,4\n', 3),
        ('a,b\n1,"x\n1,4\n1,5\n1,6\n1,y"\n', 2),
    ],
)
def test_a_quote_that_nobody_closed_swallows_nothing(text, line):
    assert refused(text.encode(), "a.csv") == (
        "file.quote",
        f'{line}行目の引用符（"）が閉じていません。'
        'その行の " を消すか、終わりにも " を書いて、もう一度送ってください。',
    )


def test_what_is_no_text_names_the_line():
    assert refused(b"a,b\n1,2\n\x81\x00\x81\x00\xff\xff\n", "a.csv") == (
        "file.letters",
        "3行目に、文字として読めないところがあります。"
        "Excel で開き、「CSV UTF-8（コンマ区切り）」で保存しなおしてください。",
    )


# 何が来ても ---------------------------------------------------------------------------------


GOOD = excel(ROSTER)


def read_or_refused(data: bytes) -> list[str]:
    """The sentences of a refusal; none when the file was read. Nothing else may happen."""
    try:
        book = sheets.read(data, "a.csv")
    except Refused as error:
        return [reason.words() for reason in error.reasons]
    assert all(len({len(row) for row in sheet.rows}) <= 1 for sheet in book.sheets)
    return []


@given(st.binary(max_size=400), st.sampled_from([b"", b"PK\x03\x04", b"\xff\xfe", b'a,b\n"']))
def test_any_bytes_are_read_or_refused(data, start):
    assert len(read_or_refused(start + data)) <= 1


@given(st.lists(st.tuples(st.floats(0, 0.999), st.integers(0, 255)), min_size=1, max_size=5))
def test_any_damage_to_an_excel_file_is_read_or_refused(damage):
    data = bytearray(GOOD)
    for place, byte in damage:
        data[int(place * len(data))] = byte

    assert len(read_or_refused(bytes(data))) <= 1


@given(st.text(alphabet='<>/"= rcvftXFD019', max_size=80))
def test_any_xml_in_a_sheet_is_read_or_refused(xml):
    assert len(read_or_refused(in_sheet(xml))) <= 1


# 名と出力 -----------------------------------------------------------------------------------


@pytest.mark.parametrize(("column", "letter"), [(0, "A"), (25, "Z"), (26, "AA"), (16383, "XFD")])
def test_columns_are_named_as_in_excel(column, letter):
    assert sheets.column_letter(column) == letter
    assert worksheets._number(letter.encode()) == column + 1


def test_exported_text_is_no_formula():
    cells = ["=1+1", "+81", "-1", "@x", "\tx", " =1", "kaki-07", ""]

    assert [sheets.neutral(cell) for cell in cells] == [
        "'=1+1",
        "'+81",
        "'-1",
        "'@x",
        "'\tx",
        "' =1",
        "kaki-07",
        "",
    ]


def test_what_openpyxl_reads_we_read_too():
    data = excel([["組", 1, None, "x"], [None, 2.5, "y"]])
    theirs = [
        ["" if cell is None else str(cell) for cell in row]
        for row in load_workbook(BytesIO(data)).active.iter_rows(values_only=True)
    ]

    assert sheets.read(data, "").sheets[0].rows == theirs
