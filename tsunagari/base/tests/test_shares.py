"""割合 — read as people write it, kept exactly, said shortly."""

from fractions import Fraction
from time import process_time

import pytest

from tsunagari.base.shares import is_bare, ratio, said

TWO_THIRDS = Fraction(2, 3)


def test_a_share_is_read_as_people_write_it():
    for written in ("2/3", "２／３", " 2 / 3 ", "⅔", "3分の2", 2 / 3, "0.6666666666666666"):
        assert ratio(written) == TWO_THIRDS
    for written in ("66.7%", "66.7 ％", "0.667", "667/1000"):
        assert ratio(written) == Fraction(667, 1000)
    for written in ("1/2", "50%", "0.5", "0.50", 0.5):
        assert ratio(written) == Fraction(1, 2)


def test_what_is_no_share_is_told_and_takes_no_time():
    began = process_time()

    for bad in ("", "half", "1/0", "-1/2", "1e99999999", "1_0/2", "2/3/4", "%", "2/3%", "NaN"):
        with pytest.raises(ValueError, match="not a ratio"):
            ratio(bad)

    assert process_time() - began < 1


def test_a_number_without_a_sign_is_told_from_a_part():
    assert [is_bare(typed) for typed in ("75", "１", "100", "1.0")] == [True] * 4
    assert [is_bare(typed) for typed in ("0.75", "75%", "1/1", "x")] == [False] * 4


def test_a_share_is_said_in_per_cent_where_that_is_exact():
    shares = (Fraction(3, 4), Fraction(667, 1000), Fraction(1), TWO_THIRDS, Fraction(1, 3))

    assert [said(share) for share in shares] == ["75%", "66.7%", "100%", "2/3", "1/3"]
