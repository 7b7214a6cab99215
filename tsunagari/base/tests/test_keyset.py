"""ページ送りの試験 — marks, and what happens to marks that somebody typed."""

import base64

import pytest

from tsunagari.base.keyset import mark, number, unmark
from tsunagari.base.names import order_key, row_of


@pytest.mark.parametrize("values", [[1], ["サトウ", 7], ["2026-11-24", 3], [None]])
def test_a_mark_stands_for_its_values(values):
    assert unmark(mark(values), len(values)) == values


@pytest.mark.parametrize("text", ["", "x", "é", "W10", "e30", "WzFd extra", "====", "\x00"])
def test_whatever_else_is_no_mark(text):
    assert unmark(text, 1) is None


@pytest.mark.parametrize(
    "text",
    [
        "[" * 3_000,
        "[NaN]",
        "[1e400]",
        "[1.5]",
        f"[{10**30}]",
        "[[1]]",
        '[{"a": 1}]',
        r'["\ud800"]',
        r'["\u0000"]',
        '["' + "x" * 300 + '"]',
        '["9999-12-31T23:59:59-23:59"]',
        '["0001-01-01"]',
    ],
)
def test_a_mark_of_what_no_row_can_have_is_none(text):
    mark = base64.urlsafe_b64encode(text.encode()).decode()

    assert unmark(mark, 1) is None


def test_a_mark_of_another_length_is_none():
    assert unmark(mark([1, 2]), 1) is None


def test_the_number_behind_a_mark():
    assert number(mark([12])) == 12


@pytest.mark.parametrize("value", [0, -1, 1.5, True, None, "12", 10**30])
def test_what_is_no_key_is_no_number(value):
    assert number(mark([value])) is None


def test_names_are_ordered_by_kana_then_latin_letters_then_kanji():
    keys = [
        order_key("佐藤 恵", "サトウ メグミ", "SATO"),
        order_key("さとる"),
        order_key("Zapanta Ana", "", "ZAPANTA Ana"),
        order_key("鈴木"),
    ]

    assert keys == sorted(keys)


@pytest.mark.parametrize(
    ("kana", "same"), [("さとう", "サトウ"), ("ｻﾄｳ", "サトウ"), ("シャア", "シヤア")]
)
def test_readings_of_any_width_stand_together(kana, same):
    assert order_key("x", kana) == order_key("x", same)


def test_a_name_of_signs_alone_has_no_place():
    assert order_key("？！") == ""


@pytest.mark.parametrize(
    ("row", "reading"), [("ア", "ワタナベ"), ("サ", "カトウ"), ("ワ", "ラ"), ("A", "ワ")]
)
def test_a_row_of_the_kana_table_holds_its_own(row, reading):
    first, last = row_of(row)

    assert not first <= order_key("", reading) < last


def test_voiced_kana_belong_to_their_row():
    first, last = row_of("カ")

    assert first <= order_key("", "ゴトウ") < last
    assert row_of("X") is None
