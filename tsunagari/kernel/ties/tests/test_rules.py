import pytest
from hypothesis import given
from hypothesis import strategies as st

from tsunagari.kernel.ties import rules
from tsunagari.kernel.ties.kinds import KINDS

HANA = {"country": "JPN", "born_year": 2012, "town": "流山市", "tongue": "ja", "sector": "school"}


def names(bits: int) -> set[str]:
    return {name for name, bit in rules.BRIDGES.items() if bits & bit}


def test_symmetric_ties_keep_one_order_and_say_each_pair_once():
    assert rules.ordered("worked_together", [(9, 2), (2, 9), (1, 2)]) == [(1, 2), (2, 9)]
    assert rules.ordered("member_of", [(9, 2), (2, 9), (9, 2)]) == [(2, 9), (9, 2)]


def test_nobody_is_tied_to_themselves():
    with pytest.raises(ValueError, match="themselves"):
        rules.ordered("worked_together", [(1, 1)])


def test_a_kind_that_is_not_in_the_table_is_refused():
    with pytest.raises(KeyError):
        rules.ordered("liked", [(1, 2)])


def test_what_differs_is_bridged():
    maria = {"country": "PHL", "born_year": 2011, "town": "Las Piñas", "tongue": "fil"}

    assert names(rules.bridges(HANA, maria)) == {"country", "town", "tongue"}


def test_what_is_unknown_of_either_bridges_nothing():
    assert rules.bridges(HANA, {}) == 0
    assert rules.bridges(HANA, {"country": "", "town": None, "born_year": None}) == 0


def test_a_generation_is_a_band_of_twenty_years_of_birth():
    assert names(rules.bridges({"born_year": 1999}, {"born_year": 2000})) == {"generation"}
    assert names(rules.bridges({"born_year": 2000}, {"born_year": 2019})) == set()


@given(st.integers(0, 40), st.sampled_from(sorted(KINDS)))
def test_a_count_smaller_than_the_kind_allows_is_not_published(count, kind):
    shown = rules.published(count, kind)

    assert shown == (None if 0 < count < KINDS[kind].smallest else count)
