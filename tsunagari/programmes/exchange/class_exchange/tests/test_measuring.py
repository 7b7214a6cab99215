from tsunagari.programmes.exchange.class_exchange.rules.measuring import figures
from tsunagari.programmes.exchange.class_exchange.rules.pupils import Pupil

A = [Pupil("a1", "f", 1), Pupil("a2", "m", 2)]
B = [Pupil("b1", "f", 1), Pupil("b2", "m", 2)]


def test_ties_are_counted_across_the_sides_and_once_for_each_pair():
    found = figures([A, B], [[["a1", "b1"], ["a2", "b2"]], [["a1", "b1"], ["a2", "b2"]]])

    assert found.distinct_cross_ties == 2
    assert found.most_meetings_of_a_pair == 2
    assert found.upper_bound == 4


def test_a_rotating_plan_reaches_the_bound():
    found = figures([A, B], [[["a1", "b1"], ["a2", "b2"]], [["a1", "b2"], ["a2", "b1"]]])

    assert found.distinct_cross_ties == found.upper_bound == 4
    assert found.most_meetings_of_a_pair == 1


def test_gaps_are_counted_within_a_session_for_each_side_and_kind():
    even = figures([A, B], [[["a1", "b1"], ["a2", "b2"]]])
    uneven = figures([A, B], [[["a1", "a2", "b1"], ["b2"]]])

    assert (even.largest_size_gap, even.largest_gender_gap, even.largest_level_gap) == (0, 1, 1)
    assert (uneven.largest_size_gap, uneven.largest_gender_gap) == (2, 1)


def test_what_is_not_known_of_a_pupil_makes_no_gap():
    sides = [[Pupil("a1"), Pupil("a2")], [Pupil("b1"), Pupil("b2")]]

    found = figures(sides, [[["a1", "b1"], ["a2", "b2"]]])

    assert (found.largest_gender_gap, found.largest_level_gap, found.largest_size_gap) == (0, 0, 0)


def test_a_plan_without_sessions_reaches_nothing():
    found = figures([A, B], [])

    assert (found.distinct_cross_ties, found.upper_bound, found.most_meetings_of_a_pair) == (
        0,
        0,
        0,
    )
