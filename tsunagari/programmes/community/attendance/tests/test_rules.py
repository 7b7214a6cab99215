"""参加の数の決まり — nobody meets twice in one act; small numbers are told to nobody outside."""

from datetime import UTC, datetime, timedelta
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tsunagari.programmes.community.attendance.rules import LEAST, minutes, told, unbound

START = datetime(2026, 11, 24, 1, tzinfo=UTC)
END = START + timedelta(minutes=90)


@pytest.mark.parametrize(
    ("came_at", "there"), [(-30, 90), (0, 90), (1, 89), (89, 1), (90, None), (600, None)]
)
def test_somebody_was_there_from_coming_until_the_end(came_at, there):
    assert minutes(START, END, START + timedelta(minutes=came_at)) == there


def pairs_of(groups):
    return [pair for group in groups for pair in combinations(sorted(set(group)), 2)]


@given(st.lists(st.lists(st.lists(st.integers(1, 8), max_size=5), max_size=4), max_size=4))
def test_whoever_sat_together_is_bound_exactly_once_in_an_event(sessions):
    seen = set()
    bound = [pair for groups in sessions for pair in pairs_of(unbound(groups, seen))]

    assert len(bound) == len(set(bound))
    assert set(bound) == seen == {pair for groups in sessions for pair in pairs_of(groups)}


@given(st.lists(st.integers(0, 12), max_size=6))
def test_no_small_number_is_told_and_none_can_be_computed(people):
    counts = {str(at): many for at, many in enumerate(people)}
    shown = told(counts)
    hidden = [counts[name] for name, people in shown.items() if people is None]

    assert all(people is None or people == 0 or people >= LEAST for people in shown.values())
    if hidden:
        assert len(hidden) == len(counts) or (len(hidden) > 1 and sum(hidden) >= LEAST)
    if not any(0 < people < LEAST for people in counts.values()):
        assert shown == counts
