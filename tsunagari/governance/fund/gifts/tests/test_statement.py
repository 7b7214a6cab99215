"""入出金明細 — the shapes of the large banks, and every way in which a file does not fit."""

from datetime import date

import pytest

from tests.cast import TODAY
from tests.cast_gifts import HEADS, ROWS, bank_file
from tsunagari.governance.fund.gifts.actions.bank import rows_of
from tsunagari.governance.fund.gifts.rules import statement

# Headings and one receipt of 3,000 yen as several banks' files write them; all rows are invented.
SHAPES = (
    (HEADS, '"2026/11/02","振込","ﾔﾏﾀﾞ","","3,000","3,000",""'),
    ("年月日,お引出し,お預入れ,お取り扱い内容,残高,メモ,ラベル", "2026/11/2,,3000,ﾔﾏﾀﾞ,3000,,"),
    ("取引日,入出金(円),取引後残高(円),入出金先内容", "20261102,3000,3000,ﾔﾏﾀﾞ"),
    (
        '"日付","内容","出金金額(円)","入金金額(円)","残高(円)","メモ"',
        '"2026/11/02","ﾔﾏﾀﾞ","","3,000","3,000","-"',
    ),
    (
        "お客さま口座情報,普通,1234567\r\n\r\n取引日,受入金額（円）,払出金額（円）,詳細１,詳細２,現在（貸付）高",
        "令和8年11月2日,3000,,ﾔﾏﾀﾞ,,3000",
    ),
    ("日付,お引出金額,お預入金額,お取引内容,残高", "2026.11.02,,\\3000円,ﾔﾏﾀﾞ,3000"),
)


def seen(data: bytes):
    rows = rows_of(data, "meisai.csv")
    columns = statement.recognise(rows)
    return statement.read(rows, columns, on=TODAY)


def test_the_files_of_large_banks_are_read_by_their_headings_in_either_encoding():
    for heads, row in SHAPES:
        for encoding in ("cp932", "utf-8-sig"):
            data = f"{heads}\r\n{row}\r\n".encode(encoding)
            [line] = seen(data).lines
            assert (line.on, line.yen, line.words[:4]) == (date(2026, 11, 2), 3_000, "ﾔﾏﾀﾞ"), heads


def test_lines_come_oldest_first_and_what_went_out_is_negative():
    upward, downward = seen(bank_file(*ROWS)), seen(bank_file(*ROWS[::-1]))

    assert [(line.on.day, line.yen) for line in upward.lines] == [
        (20, 10_000),
        (21, 50_000),
        (21, -440),
    ]
    assert [line.print_of(1) for line in upward.lines] == [
        line.print_of(1) for line in downward.lines
    ]


@pytest.mark.parametrize(
    ("row", "rule"),
    [
        ('"ﾔﾏﾀﾞ","2026/11/20","振込","","1,000","111,000",""', "line.day"),
        ('"2026/11/22","振込","1,000","ﾔﾏﾀﾞ","","160,560",""', "line.yen"),
        ('"2026/11/22","振込","ﾔﾏﾀﾞ","","1000.5","160,560",""', "line.half"),
        ('"2026/11/22","振込","ﾔﾏﾀﾞ","","-1000","158,560",""', "line.sign"),
        ('"2026/11/22","振込","ﾔﾏﾀﾞ","500","1000","160,060",""', "line.both"),
        ('"2026/11/22","振込","ﾔﾏﾀﾞ","","","159,560",""', "line.none"),
        ('"2026/11/25","振込","ﾔﾏﾀﾞ","","1000","160,560",""', "line.future"),
        ('"2026/11/22","振込","ﾔﾏﾀﾞ","","1000","159,561",""', "balance"),
    ],
)
def test_one_row_that_does_not_fit_refuses_the_whole_file(row, rule):
    found = seen(bank_file(*ROWS, row))

    assert found.lines == []
    assert found.faults[0].rule == rule
    assert found.faults[0].facts["row"] == 5


def test_sums_empty_rows_and_a_balance_carried_over_are_no_lines():
    more = ('"2026/11/22","繰越","","","","159,560",""', "", '"","合計","","440","60,000","",""')

    assert len(seen(bank_file(*ROWS, *more)).lines) == 3


def test_a_bank_is_remembered_by_its_headings_and_other_headings_are_not_taken_for_them():
    rows = rows_of(bank_file(*ROWS), "a.csv")
    kept = statement.recognise(rows).kept()
    moved = HEADS.replace('"日付",', "") + ',"日付"'

    assert statement.remembered(rows, kept) == statement.recognise(rows)
    assert statement.remembered(rows_of(bank_file(*ROWS, heads=moved), "b.csv"), kept) is None


def test_equal_lines_without_balances_are_told_apart_by_their_number():
    heads = "日付,入金金額,内容"
    lines = seen(f"{heads}\r\n2026/11/2,500,ｻﾄｳ\r\n2026/11/2,500,ｻﾄｳ\r\n".encode()).lines

    assert [line.nth for line in lines] == [1, 2]
    assert len({line.print_of(1) for line in lines}) == 2


def test_a_day_in_three_columns_and_an_hour_behind_a_day_are_days():
    rows = [
        [
            "操作日（年）",
            "操作日（月）",
            "操作日（日）",
            "摘要",
            "お支払金額",
            "お預り金額",
            "残高",
        ],
        ["2026", "11", "1", "ﾌﾘｺﾐ ﾃﾗﾀﾞ ﾕｲ", "", "3000", "103000"],
        ["2026", "11", "2", "手数料", "500", "", "102500"],
        ["", "", "", "合計", "500", "3000", ""],
    ]
    whole = statement.with_whole_days(rows)
    columns = statement.recognise(whole)
    lines = statement.read(whole, columns, on=TODAY).lines
    assert [(line.on.day, line.yen) for line in lines] == [(1, 3000), (2, -500)]
    timed = [["取引日", "入出金", "摘要"], ["2026-11-01 09:30:12", "800", "会費"]]
    assert statement.with_whole_days(timed) == timed
    [line] = statement.read(timed, statement.recognise(timed), on=TODAY).lines
    assert (line.on.day, line.yen) == (1, 800)


def test_one_column_of_sums_takes_its_sign_from_the_column_beside_it():
    for head, came, went in (("入出金区分", "入金", "出金"), ("入払区分", "1", "2")):
        text = (
            f"日付,{head},金額,摘要\r\n2026/11/2,{came},500,ｻﾄｳ\r\n2026/11/3,{went},400,ﾃｽｳﾘﾖｳ\r\n"
        )
        assert [(one.yen, one.words) for one in seen(text.encode()).lines] == [
            (500, "ｻﾄｳ"),
            (-400, "ﾃｽｳﾘﾖｳ"),
        ]
    beside = "日付,取引区分,取引金額,摘要\r\n2026/11/2,振込入金,500,ｻﾄｳ\r\n2026/11/3,出金,400,x\r\n"
    assert [one.yen for one in seen(beside.encode()).lines] == [500, -400]
    memo = "日付,メモ,取引金額,摘要\r\n2026/11/2,支払,500,ｻﾄｳ\r\n2026/11/3,,-400,x\r\n"
    assert [one.yen for one in seen(memo.encode()).lines] == [500, -400]


@pytest.mark.parametrize(("side", "yen"), [("振替", "500"), ("入金", "-500"), ("3", "500")])
def test_a_way_that_nobody_can_tell_refuses_the_file(side, yen):
    text = f"日付,入出金区分,金額,摘要\r\n2026/11/2,{side},{yen},ｻﾄｳ\r\n"

    assert seen(text.encode()).faults[0].rule == "line.side"
