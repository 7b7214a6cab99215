"""抽選の計算 — the same as the draw of an event, and the same for anybody who draws again."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tsunagari.base.calculators import BadQuestion, ask, every

LOTTERY = every()["lottery"]
ENTRIES = st.dictionaries(st.text(min_size=1, max_size=5), st.integers(1, 4), max_size=12)


def drawn(**question):
    return ask(LOTTERY, question)


def test_the_smallest_hash_of_seed_and_id_is_drawn_first():
    ids = [f"N{n}" for n in range(20)]
    by_hash = sorted(ids, key=lambda one: hashlib.sha256(f"種\n{one}".encode()).hexdigest())

    answer = drawn(seed="種", entries=ids, places=5)

    assert (answer["order"], answer["drawn"]) == (by_hash, by_hash[:5])
    assert answer["waiting"] == by_hash[5:]


@given(ENTRIES, st.integers(0, 20), st.randoms(use_true_random=False))
def test_nobody_is_lost_no_place_is_given_twice_and_the_order_of_the_list_does_not_matter(
    people, places, random
):
    entries = [{"id": key, "people": many} for key, many in people.items()]
    answer = drawn(seed="s", entries=entries, places=places)
    random.shuffle(entries)

    assert drawn(seed="s", entries=entries, places=places) == answer
    assert sorted(answer["drawn"] + answer["waiting"]) == sorted(people)
    taken = sum(people[key] for key in answer["drawn"])
    assert taken + answer["places_left"] == places
    # Whoever waits did not fit when the turn came, so does not fit now.
    assert all(people[key] > answer["places_left"] for key in answer["waiting"])


def test_who_was_drawn_before_comes_after_those_who_were_not():
    entries = [{"id": "often", "before": 2}, "new", {"id": "once", "before": 1}]

    assert drawn(seed="s", entries=entries, places=1)["order"] == ["new", "once", "often"]


@pytest.mark.parametrize(
    ("question", "field"),
    [
        ({"seed": "s", "entries": ["a", "a"], "places": 1}, "entries.1"),
        ({"seed": "", "entries": [], "places": 1}, "seed"),
        ({"seed": "s", "entries": [{"id": "a", "people": 0}], "places": 1}, "entries.0"),
        ({"seed": "s", "entries": ["a"], "places": -1}, "places"),
    ],
)
def test_what_cannot_be_drawn_is_named(question, field):
    with pytest.raises(BadQuestion) as refused:
        ask(LOTTERY, question)

    assert any(line.startswith(field) for line in refused.value.faults)
