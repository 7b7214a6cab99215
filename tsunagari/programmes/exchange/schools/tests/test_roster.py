"""名簿 — good rows come through, faulty ones are named with what to do, names stay out."""

from datetime import date
from io import BytesIO

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from tsunagari.base import sheets
from tsunagari.base.refusals import Refused
from tsunagari.base.sheets import Sheet
from tsunagari.programmes.exchange.schools import documents
from tsunagari.programmes.exchange.schools.rules import cells, columns, display_names, roster
from tsunagari.programmes.exchange.schools.rules.roster import Known, RosterFacts
from tsunagari.sample import make_rosters

TODAY = date(2026, 11, 24)
HEADER = ["学年", "組", "番号", "表示名", "性別", "英語レベル"]
B = {"2年A組": 8, "2年B組": 8}
JAPAN = RosterFacts(on=TODAY, before=6, classes=B)
FIRST = RosterFacts(on=TODAY, before=6, create_classes=True)
PHILIPPINES = RosterFacts(on=TODAY, country="PH", create_classes=True)


def table(*rows, header=HEADER) -> Sheet:
    """A sheet of a header and rows, short rows filled up."""
    width = len(header)
    return Sheet("名簿", [header, *([*row, *[""] * (width - len(row))] for row in rows)])


def check(sheet: Sheet, facts=JAPAN, remembered=None):
    mapping = roster.recognise(sheet.rows, remembered, sheet=sheet.name)
    return roster.check(sheet, mapping, facts)


def said(preview) -> list[tuple]:
    """(row, place, sentence) of every fault."""
    return [(fault.row, fault.place, fault.words()) for fault in preview.faults]


# 見出し -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "field"),
    [
        ("出席\n番号", "number"),
        ("№", "number"),
        ("ＮＯ．", "number"),
        (" 組 （クラス）", "class"),
        ("Grade & Section", "class"),
        ("section", "class"),
        ("ﾆｯｸﾈｰﾑ", "display_name"),
        ("表示名（任意）", "display_name"),
        ("性別\n(M/F)", "gender"),
        ("Kasarian", "gender"),
        ("英語レベル（1〜5）", "level"),
        ("Keep apart", "apart"),
        ("転入日※必須", "joined_on"),
        ("Birth date (mm/dd/yyyy)", "born"),
        ("氏名", "never:name"),
        ("生徒氏名（漢字）", "never:name"),
        ("Last Name", "never:name"),
        ("ふりがな", "never:name"),
        ("メールアドレス", "never:contact"),
        ("電話番号", "never:contact"),
        ("保護者名", "never:family"),
        ("LRN", "never:number"),
        ("アレルギー", "never:sensitive"),
        ("備考", ""),
    ],
)
def test_headers_are_recognised_in_many_spellings(header, field):
    assert columns.field_of(header) == field


@pytest.mark.parametrize("language", ["ja", "ja-easy", "en", "fil", "vi", "id"])
def test_the_headers_of_our_own_template_are_recognised(language):
    headers = columns.template_headers(language)

    assert tuple(map(columns.field_of, headers)) == columns.TEMPLATE


def test_titles_above_the_header_are_skipped():
    rows = [
        ["見本 — 架空の名簿", "", ""],
        ["", "", ""],
        ["", "2026年度", ""],
        ["組", "番号", "表示名"],
    ]

    mapping = roster.recognise(rows, sheet="名簿")

    assert mapping.header_row == 4
    assert mapping.columns == {0: "class", 1: "number", 2: "display_name"}


def test_a_remembered_header_wins_but_never_over_a_name():
    remembered = {"しるし": "display_name", "氏名": "display_name", "番号": "level"}
    rows = [["組", "番号", "しるし", "氏名"]]

    mapping = roster.recognise([*rows, ["A", "1", "x", "y"]], remembered)

    assert mapping.columns == {0: "class", 1: "level", 2: "display_name"}
    assert [(left.header, left.why) for left in mapping.left_out] == [("氏名", "name")]


def test_a_mapping_survives_being_stored():
    mapping = roster.recognise([["組", "番号", "氏名", "備考"]], sheet="名簿")

    assert roster.Mapping.from_json(mapping.as_json()) == mapping
    assert mapping.headers == {"組": "class", "番号": "number"}


def test_a_wrong_file_says_what_was_looked_for_and_lists_its_sheets():
    book = sheets.Workbook("a", "xlsx", [Sheet("給食", [["月", "火"]]), Sheet("空", [])])

    with pytest.raises(Refused) as refused:
        roster.find_sheet(book)

    [reason] = refused.value.reasons
    assert reason.words() == (
        "名簿の見出しの行が見つかりません。はじめの15行の中で、"
        "組・番号・表示名・性別・英語レベル などの見出しをさがしました。"
        "見出しを書くか、ほかのファイルを選んでください。（シート：給食、空）"
    )


def test_the_sheet_with_the_roster_is_found_among_others():
    good = Sheet("名簿", [["組", "番号"], ["A", "1"]])
    hidden = Sheet("古い名簿", [["組", "番号"]], hidden=True)
    book = sheets.Workbook("a", "xlsx", [hidden, Sheet("説明", [["組", "組の名前"]]), good])

    sheet, mapping = roster.find_sheet(book)

    assert (sheet.name, mapping.missing) == ("名簿", [])


def test_a_roster_without_numbers_is_refused_with_the_column_to_add():
    sheet = Sheet("名簿", [["組", "表示名"], ["A", "kaki-01"]])

    with pytest.raises(Refused) as refused:
        check(sheet)

    assert [reason.words() for reason in refused.value.reasons] == [
        "「番号」の列がありません。見出しに「番号」と書くか、列の意味を選んでください。"
    ]


def test_a_column_that_lacks_is_named_in_the_readers_language():
    sheet = Sheet("名簿", [["組", "表示名"], ["A", "kaki-01"]])

    with override("en"), pytest.raises(Refused) as refused:
        check(sheet)

    [reason] = refused.value.reasons
    assert reason.facts == {"field": "No."}


def test_nobody_can_map_a_column_of_names_to_something_stored():
    sheet = Sheet("名簿", [["組", "番号", "氏名"], ["A", "1", "架空 太郎"]])
    mapping = roster.Mapping("名簿", 1, {0: "class", 1: "number", 2: "display_name"})

    assert [reason.words() for reason in roster.why_not_mapping(mapping, sheet)] == [
        "C列（氏名）は保存できません。「読まない」にしてください。"
    ]


# よい行 -------------------------------------------------------------------------------------


def test_a_good_row_comes_through_with_excels_row_number():
    preview = check(table(["2", "B", "5", "kaki-05", "女", "3"]))

    [row] = preview.rows
    assert row == roster.PupilRow(
        row=2,
        class_name="2年B組",
        grade=8,
        number=5,
        display_name="kaki-05",
        gender="f",
        level=3,
        age_band="",
        joined_on=None,
        left_on=None,
        apart=(),
        state="new",
        made=False,
    )
    assert preview.faults == []


@pytest.mark.parametrize(
    ("grade", "cell"),
    [
        ("2", "B"),
        ("２年", "B組"),
        ("", "2年B組"),
        ("中2", "2-B"),
        ("8", "２の B"),
        ("", "2B"),
        ("", "B"),
        ("Grade 8", "b"),
    ],
)
def test_a_class_is_found_however_it_is_written(grade, cell):
    [row] = check(table([grade, cell, "1"])).rows

    assert (row.class_name, row.grade) == ("2年B組", 8)


@pytest.mark.parametrize(
    ("country", "before", "grade", "cell", "name"),
    [
        ("JP", 6, "2", "1", "2年1組"),
        ("JP", 6, "", "3年ひまわり組", "3年ひまわり組"),
        ("JP", 0, "5", "2組", "5年2組"),
        ("PH", 0, "Grade 8", "Rizal", "Grade 8 – Rizal"),
        ("PH", 0, "", "8 - Del Pilar", "Grade 8 – Del Pilar"),
    ],
)
def test_a_first_import_makes_the_classes(country, before, grade, cell, name):
    facts = RosterFacts(on=TODAY, country=country, before=before, create_classes=True)

    preview = check(table([grade, cell, "1"], [grade, cell, "2"]), facts)

    assert preview.faults == []
    assert list(preview.new_classes) == [name]


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("男", "m"),
        ("M", "m"),
        ("boy", "m"),
        ("lalaki", "m"),
        ("女子", "f"),
        ("Ｆ", "f"),
        ("girl", "f"),
        ("Babae", "f"),
        ("その他", "x"),
        ("X", "x"),
        ("", ""),
        ("－", ""),
        ("無回答", ""),
    ],
)
def test_gender_is_read_in_four_languages(word, code):
    assert cells.gender(word) == code


@pytest.mark.parametrize(
    ("word", "level"),
    [
        ("3", 3),
        ("３", 3),
        ("3.0", 3),
        ("レベル4", 4),
        ("初級", 2),
        ("Advanced", 5),
        ("b1", 3),
        ("", None),
    ],
)
def test_levels_are_numbers_or_words(word, level):
    assert cells.level(word) == level


@pytest.mark.parametrize(("word", "number"), [("5番", 5), ("No. 12", 12), ("０７", 7), ("7.0", 7)])
def test_numbers_are_read_with_what_stands_around_them(word, number):
    assert cells.number(word) == number


def test_days_in_era_form_are_days():
    sheet = table(
        ["A", "1", "R8.4.1"],
        ["A", "2", "令和８年４月７日"],
        ["A", "3", "2026-09-01"],
        ["A", "4", "令和8年2月30日"],
        header=["組", "番号", "転入日"],
    )

    preview = check(sheet)

    days = [date(2026, 4, 1), date(2026, 4, 7), date(2026, 9, 1)]
    assert [row.joined_on for row in preview.rows] == days
    assert [(fault.row, fault.place) for fault in preview.faults] == [(5, "C列（転入日）")]


def test_of_a_birth_date_only_the_age_band_is_kept():
    sheet = table(
        ["A", "1", "2013-05-06"],
        ["A", "2", "平成20年1月1日"],
        ["A", "3", "1950-01-01"],
        ["A", "4", "きのう"],
        header=["組", "番号", "生年月日"],
    )

    preview = check(sheet)

    assert [row.age_band for row in preview.rows] == ["12-15", "18-"]
    assert [(fault.row, fault.value, fault.words()) for fault in preview.faults] == [
        (4, "", "生年月日から数えた年れいが76才です。年を確かめて直すか、空けてください。"),
        (
            5,
            "",
            "生年月日として読めません。2013-05-06、平成25年5月6日 のように直すか、空けてください。",
        ),
    ]
    assert "1950" not in repr(preview.rows) + repr(preview.faults) + repr(preview.notes)


def test_blank_rows_are_neither_good_nor_faulty():
    preview = check(table(["2", "B", "1"], ["", " ", "　"], [], ["2", "B", "2"]))

    assert [row.row for row in preview.rows] == [2, 5]
    assert preview.counts["rows"] == 2


# 表示名 -------------------------------------------------------------------------------------


def test_a_missing_display_name_is_made_and_is_the_same_every_time():
    rows = [["2", "B", "7"], ["2", "A", "7"]]

    first = check(table(*rows))
    again = check(table(*reversed(rows)))

    names = {row.key: row.display_name for row in first.rows}
    assert names == {row.key: row.display_name for row in again.rows}
    assert all(name.endswith("-07") for name in names.values())
    assert len(set(names.values())) == 2
    assert [note.words() for note in first.notes] == ["表示名のない2人に、表示名を作りました。"]


def test_made_names_are_words_of_the_country():
    [row] = check(table(["8", "Rizal", "1"]), PHILIPPINES).rows

    assert row.display_name.partition("-")[0] in display_names.WORDS["PH"].split()


def test_made_names_never_meet_a_taken_one():
    [first] = check(table(["2", "B", "1"])).rows
    taken = RosterFacts(on=TODAY, before=6, classes=B, taken=frozenset([first.display_name]))

    [second] = check(table(["2", "B", "1"]), taken).rows

    assert second.display_name != first.display_name


@pytest.mark.parametrize(
    ("shown", "real"),
    [
        ("架空太郎", "架空　太郎"),
        ("架空 太郎", "架空太郎"),
        ("架空太郎くん", "架空 太郎"),
        ("Juan Kathang", "KATHANG, JUAN P."),
        ("ｶｸｳ ﾀﾛｳ", "カクウ タロウ"),
    ],
)
def test_a_display_name_that_is_the_real_name_is_not_taken(shown, real):
    sheet = table(["2", "B", "1", shown, real], header=["学年", "組", "番号", "表示名", "氏名"])

    preview = check(sheet)

    assert preview.rows == []
    [fault] = preview.faults
    assert fault.words() == (
        "表示名が本名と同じです。kaki-07 のような表示名に変えるか、空けてください。"
    )
    assert fault.value == ""
    assert shown not in repr(preview.faults)


def test_a_real_name_in_two_columns_is_recognised_too():
    header = ["組", "番号", "呼び名", "姓", "名"]

    preview = check(table(["A", "1", "架空太郎", "架空", "太郎"], header=header))

    assert [fault.reason.rule for fault in preview.faults] == ["name.real"]


def test_a_nickname_beside_a_real_name_is_fine():
    header = ["組", "番号", "ニックネーム", "氏名"]

    preview = check(table(["A", "1", "たろちゃん", "架空 太郎"], header=header))

    assert [row.display_name for row in preview.rows] == ["たろちゃん"]
    assert [note.words() for note in preview.notes] == [
        "D列（氏名）は読みこみません（名前は学校に残します）。"
    ]
    assert "架空" not in repr(preview)


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("=cmd|' /C calc'!A0", "cell.formula"),
        ("+81", "cell.formula"),
        ("@taro", "cell.formula"),
        ("'=1+1", "cell.formula"),
        ("#REF!", "cell.error"),
        ("taro@example.jp", "name.contact"),
        ("090-1234-5678", "name.contact"),
        ("136728140987", "name.contact"),
        ("a\x00b", "cell.control"),
        ("★☆", "name.form"),
        ("か" * 31, "name.long"),
        ("か" * 700_000, "cell.long"),
    ],
)
def test_a_display_name_that_will_not_do_is_named(name, rule):
    preview = check(table(["2", "B", "1", name], ["2", "B", "2", "kaki-02"]))

    [fault] = preview.faults
    assert (fault.row, fault.place, fault.reason.rule) == (2, "D列（表示名）", rule)
    assert len(fault.value) <= 21
    assert fault.words().endswith("。")
    assert [row.number for row in preview.rows] == [2]


def test_a_display_name_is_used_once_in_a_school():
    facts = RosterFacts(
        on=TODAY, before=6, classes=B, pupils={("2年A組", 9): Known("ume-01")}, taken=frozenset()
    )

    preview = check(
        table(["2", "B", "1", "kaki"], ["2", "A", "1", "KAKI"], ["2", "A", "2", "ume-01"]), facts
    )

    assert said(preview) == [
        (3, "D列（表示名）", "表示名「KAKI」は2行目にもあります。ちがう表示名にしてください。"),
        (
            4,
            "D列（表示名）",
            "表示名「ume-01」は、ほかの生徒が使っています。ちがう表示名にしてください。",
        ),
    ]


# 直す行 -------------------------------------------------------------------------------------


def test_one_bad_row_loses_no_good_one_and_every_fault_is_named():
    preview = check(
        table(
            ["2", "B", "1", "kaki-01", "女", "3"],
            ["2", "", "x", "kaki-02", "?", "9"],
            ["13", "B", "3", "kaki-03"],
            ["2", "B", "4", "kaki-04", "男", "1"],
        )
    )

    assert [row.row for row in preview.rows] == [2, 5]
    assert said(preview) == [
        (3, "B列（組）", "組がありません。組を入力してください（例：B組、Rizal）。"),
        (3, "C列（番号）", "「x」は番号として読めません。1〜999 の数字で入力してください。"),
        (
            3,
            "E列（性別）",
            "「?」は性別として読めません。男・女・その他 のどれかにするか、空けてください。",
        ),
        (
            3,
            "F列（英語レベル）",
            "「9」は英語レベルとして読めません。1〜5 の数字にするか、空けてください。",
        ),
        (
            4,
            "A列（学年）",
            "「13」は学年として読めません。2、中2、Grade 8 のように入力してください。",
        ),
    ]
    assert preview.counts == {
        "rows": 4,
        "good": 2,
        "faulty": 2,
        "new": 2,
        "changed": 0,
        "same": 0,
        "left": 0,
    }


def test_an_unknown_class_names_the_nearest_one():
    classes = {"Grade 8 – Rizal": 8, "Grade 8 – Luna": 8}
    facts = RosterFacts(on=TODAY, country="PH", classes=classes)

    [fault] = check(table(["8", "Rizla", "1"]), facts).faults

    assert fault.words() == (
        "「Rizla」という学級はありません。「Grade 8 – Rizal」のまちがいなら、そう直してください。"
        "新しい学級なら、先に登録するか「学級も作る」を選んでください。"
    )


def test_an_unknown_class_far_from_all_lists_those_that_are_known():
    [fault] = check(table(["", "Bonifacio", "1"])).faults

    assert fault.words() == (
        "「Bonifacio」という学級はありません。学級の名前を直すか、先に学級を登録するか、"
        "「学級も作る」を選んでください。（登録ずみ：2年A組、2年B組）"
    )


def test_a_class_that_stands_in_two_grades_asks_for_the_grade():
    facts = RosterFacts(on=TODAY, before=6, classes={"1年A組": 7, "2年A組": 8})

    [fault] = check(table(["", "A", "1"]), facts).faults

    assert fault.words() == "「A」は2つの学級にあてはまります。学年も入力してください。"


def test_grade_and_class_that_do_not_fit_are_named():
    [fault] = check(table(["3", "2年B組", "1"])).faults

    assert fault.words() == "組「2年B組」と学年の列が合いません。どちらかを直してください。"


def test_a_class_that_excel_made_a_day_of_says_how_to_get_it_back():
    [fault] = check(table(["", "2026-02-01", "1"])).faults

    assert fault.words() == (
        "Excel が組を日付に変えています（2026-02-01）。セルの書式を「文字列」にしてから、"
        "2年1組 のように入力しなおしてください。"
    )


def test_a_pupil_who_stands_twice_names_the_other_row():
    preview = check(table(["2", "B", "5", "a"], ["2", "A", "5", "b"], ["2", "2-B", "5番", "c"]))

    assert [row.row for row in preview.rows] == [2, 3]
    assert said(preview) == [
        (
            4,
            "C列（番号）",
            "2年B組 の 5番は、2行目にもあります。"
            "どちらかの番号を直すか、同じ生徒なら1行を消してください。",
        )
    ]


def test_pupils_of_another_school_are_named():
    facts = RosterFacts(on=TODAY, before=6, classes=B, names=("みどり台中学校",))
    header = ["学校", "組", "番号"]
    rows = [["みどり台中", "A", "1"], ["おおたか北中学校", "A", "2"]]

    preview = check(table(*rows, header=header), facts)

    assert [row.number for row in preview.rows] == [1]
    assert said(preview) == [
        (
            3,
            "A列（学校）",
            "「おおたか北中学校」の生徒の行です。「みどり台中学校」の生徒だけの名簿にしてください。",
        )
    ]


def test_merged_cells_are_named_where_they_leave_a_gap():
    sheet = table(["2", "B", "1"], ["2", "", "2"], ["2", "", "3"])
    sheet.merged = [(0, 0, 0, 5), (1, 1, 3, 1)]

    preview = check(sheet)

    words = "結合されたセル（B2:B4）です。結合を解除して、すべての行に値を入れてください。"
    assert [row.row for row in preview.rows] == [2]
    assert said(preview) == [(3, "B列（組）", words), (4, "B列（組）", words)]


def test_a_formula_without_a_stored_value_is_named_and_others_are_counted():
    sheet = table(["2", "B", "1", "", "", ""], ["2", "B", "2", "", "", "3"])
    sheet.formulas = {(1, 5): False, (2, 5): True}

    preview = check(sheet)

    assert said(preview) == [
        (
            2,
            "F列（英語レベル）",
            "計算式の答えがファイルに入っていません。Excel で開いて保存しなおすか、"
            "値をそのまま入力してください。",
        )
    ]
    assert preview.notes[0].words() == "計算式のセルが1つあります。Excel が計算した値を読みました。"


def test_a_huge_cell_in_a_column_nobody_reads_is_named_too():
    sheet = table(["A", "1", "x" * 40_000], header=["組", "番号", "備考"])

    assert said(check(sheet)) == [
        (2, "C列（備考）", "セルが40000文字あります。中身を消すか、短くしてください。")
    ]


def test_a_pupil_cannot_leave_before_joining():
    header = ["組", "番号", "転入日", "転出日"]

    preview = check(table(["A", "1", "2026-09-01", "2026-04-01"], header=header))

    assert said(preview) == [
        (
            2,
            "D列（転出日）",
            "転出日（2026-04-01）を、入学・転入日（2026-09-01）より後にしてください。",
        )
    ]


# 離す ---------------------------------------------------------------------------------------


APART = ["学年", "組", "番号", "表示名", "離す"]


def test_keep_apart_is_read_by_number_class_and_display_name():
    preview = check(
        table(
            ["2", "B", "1", "kaki-01", "2、3番"],
            ["2", "B", "2", "kaki-02", "2年A組 1"],
            ["2", "B", "3", "kaki-03", "ume-01"],
            ["2", "A", "1", "ume-01", ""],
            header=APART,
        )
    )

    assert preview.faults == []
    assert preview.pairs == [
        (("2年A組", 1), ("2年B組", 2)),
        (("2年A組", 1), ("2年B組", 3)),
        (("2年B組", 1), ("2年B組", 2)),
        (("2年B組", 1), ("2年B組", 3)),
    ]


def test_keep_apart_from_nobody_or_oneself_is_named():
    preview = check(
        table(["2", "B", "1", "", "9"], ["2", "B", "2", "", "2"], ["2", "B", "3"], header=APART)
    )

    assert [row.number for row in preview.rows] == [3]
    assert said(preview) == [
        (
            2,
            "E列（離す）",
            "「9」という生徒が見つかりません。同じ組なら番号（例：15）、"
            "ちがう組なら「2年B組 15」か表示名で書いてください。",
        ),
        (3, "E列（離す）", "「2」はこの生徒自身です。離したい相手の番号を書いてください。"),
    ]


def test_who_is_kept_apart_from_a_faulty_row_waits_for_it():
    preview = check(
        table(
            ["2", "B", "1", "", "2"],
            ["2", "B", "2", "", "3"],
            ["2", "B", "3", "=x", ""],
            header=APART,
        )
    )

    assert preview.rows == []
    assert said(preview)[0] == (
        2,
        "E列（離す）",
        "離す相手（3行目）が読みこめません。その行を先に直してください。",
    )


def test_keep_apart_works_across_classes_made_by_the_same_file():
    preview = check(
        table(["8", "Rizal", "1", "", "Luna 2"], ["8", "Luna", "2"], header=APART), PHILIPPINES
    )

    assert preview.pairs == [(("Grade 8 – Luna", 2), ("Grade 8 – Rizal", 1))]


# 二回目 -------------------------------------------------------------------------------------


def test_a_second_import_tells_new_changed_same_and_left():
    pupils = {
        ("2年B組", 1): Known("kaki-01", "f", 3, "12-15"),
        ("2年B組", 2): Known("kaki-02", "m", 2),
        ("2年B組", 9): Known("kaki-09"),
        ("2年A組", 1): Known("ume-01"),
    }
    facts = RosterFacts(on=TODAY, before=6, classes=B, pupils=pupils)

    preview = check(
        table(
            ["2", "B", "1", "", "女", "3"],
            ["2", "B", "2", "kaki-02", "男", "4"],
            ["2", "B", "3", "kaki-03"],
        ),
        facts,
    )

    assert [(row.display_name, row.age_band, row.state) for row in preview.rows] == [
        ("kaki-01", "12-15", "same"),
        ("kaki-02", "", "changed"),
        ("kaki-03", "", "new"),
    ]
    assert preview.left == [("2年B組", 9)]


def test_columns_that_the_file_does_not_have_stay_as_they_are():
    facts = RosterFacts(
        on=TODAY, before=6, classes=B, pupils={("2年B組", 1): Known("kaki-01", "f", 3)}
    )

    [row] = check(table(["B", "1"], header=["組", "番号"]), facts).rows

    assert (row.gender, row.level, row.state) == ("f", 3, "same")


# 名前を残さない -----------------------------------------------------------------------------


def test_the_kept_copy_has_no_names_and_is_checked_alike():
    header = ["組", "番号", "表示名", "氏名", "生年月日", "電話"]
    sheet = table(
        ["A", "1", "kaki-01", "架空 花子", "2013-05-06", "090-1234-5678"],
        ["A", "2", "架空太郎", "架空 太郎", "2013-05-06", ""],
        ["A", "3", "kaki-03", "見本 次郎", "きのう", ""],
        header=header,
    )
    mapping = roster.recognise(sheet.rows, sheet=sheet.name)

    kept = roster.without_names(sheet, mapping, TODAY)

    text = repr(kept.rows)
    for secret in ("架空", "見本", "2013", "090", "きのう"):
        assert secret not in text
    before, after = (roster.check(each, mapping, JAPAN) for each in (sheet, kept))
    assert after.rows == before.rows
    assert [(f.row, f.reason.rule) for f in after.faults] == [(3, "name.real"), (4, "born.form")]
    assert said(after) == said(before)


# 何が来ても ---------------------------------------------------------------------------------


CELL = st.one_of(
    st.text(max_size=12),
    st.sampled_from(
        ["2年B組", "2-B", "1", "５", "男", "R8.4.1", "=1", "'=", "kaki-01", "3,4", "#N/A"]
    ),
)


@given(st.lists(st.lists(CELL, min_size=9, max_size=9), max_size=6))
def test_whatever_stands_in_the_cells_every_row_is_good_faulty_or_blank(rows):
    header = [*HEADER, "離す", "転入日", "生年月日"]

    preview = check(table(*rows, header=header), FIRST)

    good, faulty = {row.row for row in preview.rows}, set(preview.faulty_rows())
    assert not good & faulty
    assert all(any(map(str.strip, rows[row - 2])) for row in good | faulty)
    assert all(fault.words().endswith(("。", "）")) for fault in preview.faults)
    assert len({row.key for row in preview.rows}) == len(preview.rows)
    assert len({row.display_name.casefold() for row in preview.rows}) == len(preview.rows)


@given(st.lists(st.lists(st.text(max_size=8), min_size=4, max_size=4), max_size=20))
def test_any_rows_have_a_header_or_none(rows):
    mapping = roster.recognise(rows)

    assert mapping is None or 1 <= mapping.header_row <= len(rows)


# 用紙 ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["ja", "ja-easy", "en", "fil", "vi", "id"])
def test_the_blank_roster_can_be_filled_in_and_read(language):
    book = load_workbook(BytesIO(documents.blank_roster(language)))
    page = book.worksheets[0]
    filled = [8, "Rizal", 1, "narra-01", documents.GENDERS[language.split("-")[0]].split(",")[0], 3]
    for column, value in enumerate(filled, 1):
        page.cell(3, column, value)
    made = BytesIO()
    book.save(made)

    sheet, mapping = roster.find_sheet(sheets.read(made.getvalue(), "名簿.xlsx"))
    preview = roster.check(sheet, mapping, PHILIPPINES)

    assert len(book.worksheets) == 2
    assert mapping.missing == []
    assert [row.display_name for row in preview.rows] == ["narra-01"]


@pytest.mark.parametrize("language", ["ja", "en", "fil", "vi", "id"])
def test_the_choices_of_the_blank_roster_are_all_understood(language):
    choices = documents.GENDERS[language].split(",")

    assert [cells.gender(choice) for choice in choices] == ["m", "f", "x"]


def test_the_faulty_rows_alone_can_be_corrected_and_read_in_again():
    sheet = table(
        ["2", "B", "1", "kaki-01", "女", "3"],
        ["2", "B", "x", "=cmd|x", "男", "3"],
        ["2", "B", "3", "kaki-03", "男", "9"],
    )
    preview = check(sheet)

    data = documents.fault_sheet(preview, sheet)

    [page] = sheets.read(data, "直す行.xlsx").sheets
    assert page.rows[0] == ["もとの行", *HEADER, "直すところ"]
    assert page.rows[1][:5] == ["3", "2", "B", "x", "'=cmd|x"]
    assert page.rows[1][7] == (
        "C列（番号）：「x」は番号として読めません。1〜999 の数字で入力してください。\n"
        "D列（表示名）：「=cmd|x」は計算式の形です。式ではなく、値をそのまま入力してください。"
    )
    assert [fault.reason.rule for fault in check(page).faults] == [
        "number.form",
        "cell.formula",
        "level.form",
    ]


def test_a_real_name_is_not_in_the_sheet_of_faulty_rows():
    header = ["組", "番号", "表示名", "氏名"]
    sheet = table(["A", "1", "架空太郎", "架空 太郎"], header=header)

    data = documents.fault_sheet(check(sheet), sheet)

    assert "架空" not in repr(sheets.read(data, "").sheets)


# 見本 ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "country", "before", "classes", "pupils"),
    [
        ("midoridai.xlsx", "JP", 6, 4, 140),
        ("otakakita.xlsx", "JP", 6, 4, 140),
        ("laspinas.xlsx", "PH", 0, 7, 280),
    ],
)
def test_the_sample_rosters_are_invented_and_without_fault(name, country, before, classes, pupils):
    book = sheets.read(make_rosters.ROSTERS / name)
    facts = RosterFacts(on=TODAY, country=country, before=before, create_classes=True)

    sheet, mapping = roster.find_sheet(book)
    preview = roster.check(sheet, mapping, facts)

    assert sheet.rows[0][0] == "見本 — 架空の名簿です。実在の人・学校ではありません。"
    assert (len(preview.rows), preview.faults) == (pupils, [])
    assert (len(preview.new_classes), set(preview.new_classes.values())) == (classes, {8})
    assert len(preview.pairs) == make_rosters.PAIRS
    assert {row.gender for row in preview.rows} == {"f", "m", "x"}


@pytest.mark.parametrize("name", list(make_rosters.SCHOOLS))
def test_the_sample_rosters_are_what_their_maker_makes(name):
    made = sheets.read(make_rosters.roster(name), name).sheets

    assert sheets.read(make_rosters.ROSTERS / name).sheets == made


def test_a_real_file_goes_all_the_way(tmp_path):
    book = Workbook()
    page = book.active
    page.append(["令和8年度 名簿"])
    page.append(["学年", "組", "番号", "氏名", "表示名", "入学日"])
    page.append([2, "B", 1, "架空 花子", "kaki-01", date(2026, 4, 7)])
    book.save(tmp_path / "名簿.xlsx")

    sheet, mapping = roster.find_sheet(sheets.read(tmp_path / "名簿.xlsx"))
    [row] = roster.check(sheet, mapping, JAPAN).rows

    assert (row.row, row.key, row.joined_on) == (3, ("2年B組", 1), date(2026, 4, 7))
