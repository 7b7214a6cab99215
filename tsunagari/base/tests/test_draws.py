"""抽せん — the same seed draws the same people, whoever asks and however the list is written."""

import hashlib
from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from tsunagari.base.draws import draw, order, ticket

NAMES = st.lists(st.text(st.characters(codec="utf-8"), max_size=12), max_size=30)
SEEDS = st.text(st.characters(codec="utf-8"), max_size=30)


def test_a_ticket_can_be_worked_out_with_any_tool():
    assert ticket("監査 2026-11-24", "ABCDEFGHJK") == (
        hashlib.sha256("監査 2026-11-24\nABCDEFGHJK".encode()).hexdigest()
    )


@given(SEEDS, NAMES, st.integers(-2, 40), st.randoms())
def test_the_order_of_the_list_does_not_matter(seed, names, number, random):
    mixed = names * 2
    random.shuffle(mixed)

    assert draw(seed, mixed, number) == draw(seed, names, number)


@given(SEEDS, NAMES, st.integers(0, 40))
def test_everybody_is_drawn_at_most_once_and_no_stranger_is(seed, names, number):
    drawn = draw(seed, names, number)

    assert len(drawn) == len(set(drawn)) == min(number, len(set(names)))
    assert set(drawn) <= set(names)


@given(SEEDS, NAMES, st.data())
def test_whoever_was_drawn_less_often_goes_first(seed, names, data):
    times = {name: data.draw(st.integers(0, 3)) for name in names}

    counts = [times[name] for name in order(seed, names, times)]
    assert counts == sorted(counts)


@given(SEEDS, st.sets(st.text("ABCDEFGHJK", min_size=1, max_size=6), min_size=1, max_size=40))
def test_a_quarter_each_quarter_meets_everybody_before_anybody_twice(seed, names):
    met = Counter()
    quarter = -(-len(names) // 4)

    for round_ in range(4):
        met.update(draw(f"{seed} {round_}", names, quarter, met))

    assert set(met) == names
    assert max(met.values()) - min(met.values()) <= 1


def test_no_name_is_favoured():
    names = [f"人{number:02d}" for number in range(20)]
    drawn = Counter(name for n in range(4_000) for name in draw(f"種 {n}", names, 5))

    # 1,000 each are expected; five standard deviations either way.
    assert min(drawn.values()) > 860
    assert max(drawn.values()) < 1_140
