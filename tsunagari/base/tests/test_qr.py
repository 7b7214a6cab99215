"""二次元コード — what is drawn quickly is the very code that `segno` draws."""

import re
from random import Random

import pytest
import segno

from tsunagari.base import qr


def modules(svg, border):
    """The dark modules of a drawing, row by row."""
    drawn = re.search(r' d="([^"]*)"', svg)[1]
    size = int(re.search(r'viewBox="0 0 (\d+)', svg)[1]) // qr.MODULE - 2 * border
    rows = [[0] * size for _row in range(size)]
    x = y = 0
    for verb, said in re.findall(r"([Mmh])([-\d. ]+)", drawn):
        first, *rest = map(float, said.split())
        if verb == "M":
            x, y = int(first) - border, int(rest[0]) - border
            continue
        if verb == "h":
            rows[y][x : x + int(first)] = [1] * int(first)
        x += int(first)
        y += int(rest[0]) if rest else 0
    return rows


def theirs(text, version):
    drawn = segno.make(
        text.encode(), mode="byte", error="m", mask=qr.MASK, version=version, boost_error=False
    )
    return [[one & 1 for one in row] for row in drawn.matrix]


@pytest.mark.parametrize("version", qr.BLOCKS)
def test_a_full_code_of_every_version_is_the_one_that_segno_draws(version):
    count, size, _check = qr.BLOCKS[version]
    text = "".join(Random(version).choices("abcdefghij:/.-019", k=count * size - qr.HEAD))

    assert modules(qr.svg(text, 4), 4) == theirs(text, version)


def test_any_bytes_at_any_place_are_the_ones_that_segno_draws():
    draw = Random(106)
    for version, (count, size, _check) in qr.BLOCKS.items():
        for _text in range(20):
            text = "".join(draw.choices("aA0/~é字𠮷", k=16))[: draw.randint(1, 3) * version]
            text += "x" * (count * size - qr.HEAD - len(text.encode()))
            assert modules(qr.svg(text, 4), 4) == theirs(text, version), text


def test_a_short_text_is_filled_up_as_the_standard_says():
    """Mode 4, length 1, the letter, four zeros, then EC and 11 in turn."""
    text, message = qr._changed(1, 0, ord("a")), qr._coded(1, b"\x40\x16\x10" + b"\xec\x11" * 8)

    assert f"{message:052x}"[:12] == "401610ec11ec"
    assert qr._empty(1, 1) ^ text == qr._laid(1, message ^ qr._mask(1), "01")


def test_what_is_too_long_is_left_to_others():
    assert qr.svg("x" * 106, 4)
    assert qr.svg("x" * 107, 4) == ""
