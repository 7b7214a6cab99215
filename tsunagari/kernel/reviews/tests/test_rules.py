from datetime import date
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from tsunagari.kernel.reviews.rules import scores
from tsunagari.kernel.reviews.rules.scores import Scale

TWO = [Scale(1, 2, 1, 5), Scale(2, 1, 0, 10)]
ON = date(2026, 11, 24)


def test_scales_of_any_length_weigh_as_they_should():
    assert scores.total(TWO, {1: 1, 2: 0}) == 0
    assert scores.total(TWO, {1: 5, 2: 10}) == 100
    assert scores.total(TWO, {1: 3, 2: 0}) == Fraction(100, 3)
    assert scores.total(TWO, {1: 3}) is None
    assert scores.total([], {}) is None


@given(
    st.lists(
        st.tuples(st.integers(1, 9), st.integers(0, 5), st.integers(1, 20)), min_size=1, max_size=5
    ),
    st.data(),
)
def test_a_total_lies_between_0_and_100_and_grows_with_every_value(rows, data):
    scales = [Scale(key, w, least, least + size) for key, (w, least, size) in enumerate(rows)]
    values = {s.key: data.draw(st.integers(s.least, s.most)) for s in scales}
    total = scores.total(scales, values)

    assert 0 <= total <= 100
    for scale in scales:
        if values[scale.key] < scale.most:
            assert scores.total(scales, values | {scale.key: values[scale.key] + 1}) > total


def test_whoever_lies_more_than_two_deviations_away_is_marked_and_equal_ones_are_not():
    one_far = scores.spread({**dict.fromkeys(range(5), 4), 9: 1})

    assert one_far.far == {9}
    assert (one_far.least, one_far.most, scores.tenth(one_far.mean)) == (1, 4, "3.5")
    assert scores.spread({1: 4, 2: 4}).far == set()
    assert scores.spread({1: 1, 2: 5, 3: 5, 4: 5, 5: 5}).far == set()
    assert scores.spread({}) is None


def test_equal_means_share_a_place():
    means = {7: Fraction(50), 8: Fraction(90), 9: Fraction(50), 10: Fraction(10)}

    assert scores.ranks(means) == {8: 1, 7: 2, 9: 2, 10: 4}


def test_halves_round_away_from_zero():
    assert [scores.tenth(Fraction(x, 100)) for x in (5, -5, -4, 10_000)] == [
        "0.1",
        "−0.1",
        "0.0",
        "100.0",
    ]


def test_scores_open_when_all_have_locked_or_on_the_day_after_the_closing_day():
    def opened(locked, on=ON, closes_on=ON):
        return scores.open_to_all(locked=locked, expected={1, 2}, on=on, closes_on=closes_on)

    assert not opened({1})
    assert opened({1, 2, 3})
    assert not opened({1}, on=date(2026, 11, 24))
    assert opened({1}, on=date(2026, 11, 25))
    assert not scores.open_to_all(locked=[], expected=[], on=ON, closes_on=None)
