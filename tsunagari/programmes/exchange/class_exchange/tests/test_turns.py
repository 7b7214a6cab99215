"""How far every row moves on: differences that never come back."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tsunagari.programmes.exchange.class_exchange.rules.turns import turns


def meetings(found):
    """How often two cells share a group, over all sessions; only what happens more than never."""
    times: dict = {}
    for session in found.groups:
        tables: dict = {}
        for row, columns in enumerate(session):
            for column, group in enumerate(columns):
                tables.setdefault(group, []).append((row, column))
        for table in tables.values():
            for pair in combinations(table, 2):
                times[pair] = times.get(pair, 0) + 1
    return times


@pytest.mark.parametrize("groups", [7, 8, 9, 11, 16])
def test_a_field_gives_every_session_without_a_repeat(groups):
    found = turns(groups, (0, 0, 1, 1), groups)

    assert found.exact
    assert set(meetings(found).values()) == {1}


@settings(max_examples=30)
@given(groups=st.integers(2, 18), rows=st.integers(1, 6), sessions=st.integers(1, 6))
def test_every_row_fills_every_group_once_and_exact_means_no_pair_twice(groups, rows, sessions):
    found = turns(groups, tuple(row % 2 for row in range(rows)), sessions)

    assert len(found.groups) == sessions
    for session in found.groups:
        assert [sorted(columns) for columns in session] == [list(range(groups))] * rows
    if found.exact:
        assert set(meetings(found).values()) <= {1}


def test_more_sessions_than_groups_begin_again_and_say_so():
    found = turns(5, (0, 1), 7)

    assert not found.exact
    assert found.groups[5:] == found.groups[:2]
