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


@pytest.mark.parametrize("version", qr.BLOCKS)
def test_a_full_code_of_every_version_is_the_one_that_segno_draws(version):
    count, size, _check = qr.BLOCKS[version]
    text = "".join(Random(version).choices("abcdefghij:/.-019", k=count * size - qr.HEAD))

    theirs = segno.make(
        text.encode(), mode="byte", error="m", mask=qr.MASK, version=version, boost_error=False
    )

    assert modules(qr.svg(text, 4), 4) == [[one & 1 for one in row] for row in theirs.matrix]


def test_a_short_text_is_filled_up_as_the_standard_says():
    """Mode 4, length 1, the letter, four zeros, then EC and 11 in turn."""
    message = qr._message(1, b"a")

    assert f"{message:052x}"[:12] == "401610ec11ec"


def test_what_is_too_long_is_left_to_others():
    assert qr.svg("x" * 106, 4)
    assert qr.svg("x" * 107, 4) == ""
