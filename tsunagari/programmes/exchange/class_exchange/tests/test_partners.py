"""Which of many schools share hours: bits, two pointers and days agree."""

from datetime import UTC, date, datetime
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from tsunagari.programmes.exchange.class_exchange.rules import partners

from .schedules import DAYS, a_school

FIRST, LAST = date(2026, 11, 23), date(2026, 12, 20)


def spans_from(waits):
    """Runs of 20 to 119 minutes, each some minutes after the one before."""
    at, found = 0, []
    for wait, length in waits:
        found.append((at + wait, at + wait + length))
        at += wait + length
    return found


RUNS = st.lists(st.tuples(st.integers(1, 90), st.integers(20, 119)), max_size=12).map(spans_from)


@given(a=RUNS, b=RUNS, need=st.sampled_from([5, 35, 50]))
def test_bits_and_two_pointers_count_the_same_beginnings(a, b, need):
    shared = partners.beginnings(a, need) & partners.beginnings(b, need)

    expected = {
        minute
        for low, high in partners.common(a, b, need)
        for minute in range(low, high - need + 1)
        if minute % partners.SLOT == 0
    }
    assert shared.bit_count() == len(expected)


def test_the_best_partners_come_first_and_never_two_of_one_zone():
    schools = [a_school(kind, key=kind) for kind in DAYS]

    found = partners.best(schools, FIRST, LAST, most=20)

    counts = [shared.beginnings for shared in found]
    assert counts == sorted(counts, reverse=True)
    assert not any({pair.a, pair.b} == {"PH-AM", "PH-1S"} for pair in found)
    japan = {
        shared.a if shared.b == "JP" else shared.b
        for shared in found
        if "JP" in (shared.a, shared.b)
    }
    assert japan == {"PH-AM", "PH-PM", "PH-1S", "VN", "BALI"}


def test_schools_with_an_exchange_are_left_out():
    schools = [a_school("JP"), a_school("VN")]

    assert partners.best(schools, FIRST, LAST, most=5, but={frozenset(("JP", "VN"))}) == []


def test_shared_spans_are_moments_in_utc():
    a, b = a_school("JP"), a_school("PH-1S")
    taken = [partners.runs(school, date(2026, 11, 24), date(2026, 11, 24)) for school in (a, b)]

    first, *_more = partners.moments(partners.common(*taken), date(2026, 11, 24))

    assert first == (
        datetime(2026, 11, 23, 23, 45, tzinfo=UTC),
        datetime(2026, 11, 24, 0, 35, tzinfo=UTC),
    )


def test_all_pairs_are_there_once():
    hours = {kind: partners.beginnings(partners.runs(a_school(kind), FIRST, LAST)) for kind in DAYS}

    found = partners.all_pairs(hours)

    assert [(one.a, one.b) for one in found] == list(combinations(DAYS, 2))
