from tsunagari.base.sheets import Sheet, Workbook
from tsunagari.kernel.imports import kept


def test_what_is_kept_comes_back_as_it_was():
    sheet = Sheet(
        "名簿",
        [["組", "番号"], ["2年B組", "1"], ["\ud83d", "髙"]],
        hidden=True,
        merged=[(0, 0, 1, 0)],
        formulas={(1, 1): True, (2, 0): False},
    )
    workbook = Workbook("", "xlsx", [sheet], "utf-8-sig", ",")

    assert kept.unpacked(kept.packed(workbook)) == workbook


def test_the_same_workbook_gives_the_same_bytes():
    workbooks = [Workbook("", "csv", [Sheet("名簿", [["組"]] * 9)]) for _time in range(2)]

    assert kept.packed(workbooks[0]) == kept.packed(workbooks[1])
