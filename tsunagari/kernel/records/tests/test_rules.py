import hashlib
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tsunagari.kernel.records.rules import prints, tree


def leaves(count: int) -> list[bytes]:
    return [tree.leaf_hash(str(i).encode()) for i in range(count)]


def textbook_root(hashes: list[bytes]) -> bytes:
    """RFC 6962 2.1, word for word."""
    if not hashes:
        return hashlib.sha256(b"").digest()
    if len(hashes) == 1:
        return hashes[0]
    half = 1
    while half * 2 < len(hashes):
        half *= 2
    left, right = textbook_root(hashes[:half]), textbook_root(hashes[half:])
    return hashlib.sha256(b"\x01" + left + right).digest()


def stored(hashes: list[bytes]):
    """A `read` over a tree that was grown in uneven steps."""
    levels = {0: [], 8: [], 16: [], 24: []}

    def read(level, lo, hi):
        return levels[level][lo:hi]

    at = 0
    for step in [1, 2, 255, 256, 500, 1000, len(hashes)]:
        new = hashes[at : at + step]
        nodes = list(tree.grown(read, at, new))
        levels[0] += new
        for level, i, hash in nodes:
            assert i == len(levels[level])
            levels[level].append(hash)
        at += len(new)
    return read


def test_the_known_trees_of_rfc_6962_have_their_known_roots():
    known = "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125"
    rows = ["", "00", "10", "2021", "3031", "40414243", "5051525354555657"]

    hashes = [tree.leaf_hash(bytes.fromhex(row)) for row in rows]

    assert tree.root([]).hex() == hashlib.sha256(b"").hexdigest()
    assert hashes[0].hex() == "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d"
    assert tree.root(hashes[:3]).hex() == (
        "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77"
    )
    assert tree.root(hashes) == textbook_root(hashes)
    assert tree.root(hashes[:2]).hex() == known


@given(st.integers(0, 1500))
def test_the_stored_tree_has_the_textbook_root_at_every_size(size):
    hashes = leaves(size)

    assert tree.Tree(stored(hashes), size).root() == textbook_root(hashes)


@given(st.data())
def test_every_leaf_proves_that_it_is_in_the_tree_and_nothing_else_does(data):
    size = data.draw(st.integers(1, 1500))
    index = data.draw(st.integers(0, size - 1))
    hashes = leaves(size)
    found = tree.Tree(stored(hashes), size)

    path = found.inclusion(index)

    assert tree.check_inclusion(hashes[index], index, size, path) == found.root()
    assert tree.check_inclusion(hashes[index - 1], index, size, path) != found.root() or size == 1
    assert tree.check_inclusion(hashes[index], index, size, [*path, hashes[0]]) is None


@given(st.data())
def test_every_older_tree_proves_that_it_only_grew(data):
    size = data.draw(st.integers(1, 1500))
    old = data.draw(st.integers(1, size))
    hashes = leaves(size)
    found = tree.Tree(stored(hashes), size)
    was, now = textbook_root(hashes[:old]), found.root()

    path = found.consistency(old)

    assert tree.check_consistency(old, size, was, now, path)
    assert not tree.check_consistency(old, size, tree.leaf_hash(b"other"), now, path)
    assert not tree.check_consistency(old, size, was, tree.leaf_hash(b"other"), path)


def test_three_levels_of_nodes_are_stored_when_a_tree_is_large():
    hashes = [tree.leaf_hash(b"same")] * (1 << 16)

    levels = [(level, i) for level, i, _ in tree.grown(lambda *_: [], 0, hashes)]

    assert levels == [(8, i) for i in range(256)] + [(16, 0)]


def test_facts_come_out_as_both_databases_give_them_back():
    tokyo = timezone(timedelta(hours=9))

    assert prints.fact(date(2026, 11, 23)) == "2026-11-23"
    assert (
        prints.fact(datetime(2026, 11, 23, 9, tzinfo=tokyo)) == "2026-11-23T00:00:00.000000+00:00"
    )
    assert prints.fact(Decimal("1.50")) == "1.50"
    assert prints.fact(1e20) == 100_000_000_000_000_000_000
    assert prints.fact(0.25) == 0.25
    assert [prints.fact(value) for value in (True, None, "花", 3)] == [True, None, "花", 3]


@pytest.mark.parametrize("value", [["a"], {"a": 1}, b"a", object()])
def test_a_fact_that_is_no_scalar_is_refused(value):
    with pytest.raises(TypeError):
        prints.fact(value)


def test_a_fact_that_a_database_cannot_hold_is_refused():
    with pytest.raises(ValueError, match="NUL"):
        prints.fact("a\0b")


def test_the_canonical_text_is_the_same_for_every_order_of_facts():
    row = [7, date(2026, 4, 1), datetime(2026, 4, 1, tzinfo=UTC), None, 2, "web", "a.b", "k", "1"]

    one = prints.canonical(*row, {"x": 1, "あ": "い"}, "", ["d"])
    other = prints.canonical(*row, {"あ": "い", "x": 1}, "", ["d"])

    assert one == other
    assert one == (
        '{"about":["k","1"],"at":"2026-04-01T00:00:00.000000+00:00","by":null,"concerned":["d"],'
        '"detail":"","did":"a.b","facts":{"x":1,"あ":"い"},"id":7,"on":"2026-04-01",'
        '"on_behalf":2,"via":"web"}'
    )


def test_the_same_party_has_another_digest_in_every_record():
    assert prints.party_digest(prints.new_salt(), 5) != prints.party_digest(prints.new_salt(), 5)
