"""席決め — the wishes hold in every round, the count is true, and the bound is a bound."""

from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tsunagari.base import calculators
from tsunagari.base.calculators import BadQuestion
from tsunagari.programmes.community.gatherings.rules.guests import Company, Guest, sizes
from tsunagari.programmes.community.gatherings.rules.packing import numbers_of_tables, pack
from tsunagari.programmes.community.gatherings.rules.repair import repair
from tsunagari.programmes.community.gatherings.rules.tables import Impossible, plan


def many(number, *, families=0):
    """Guests of seven ages, three nationalities and five towns; the first come in pairs."""
    countries, tongues = ("JP", "JP", "JP", "VN", "PH"), {"JP": "ja", "VN": "vi", "PH": "fil"}
    return [
        Guest(
            i,
            str(i % 7 * 10),
            countries[i * i % 5],
            frozenset({tongues[countries[i * i % 5]]} | ({"en"} if i % 3 == 0 else set())),
            f"町{i % 5}",
            frozenset({i ^ 1} if i < 2 * families else ()),
            frozenset({(i * 7 + 3) % number} if i % 10 == 9 else ()),
        )
        for i in range(number)
    ]


def faults(guests, made, met=()):
    """What a seating breaks, found by looking at it."""
    ids = {guest.id for guest in guests}
    found = []
    for tables in made.rounds:
        seated = [key for table in tables for key in table]
        counts = [len(table) for table in tables]
        if sorted(map(str, seated)) != sorted(map(str, ids)) or max(counts) - min(counts) > 1:
            found.append(("seats", counts))
        at = {key: number for number, table in enumerate(tables) for key in table}
        for guest in guests:
            found += [("with", guest.id, x) for x in guest.beside & ids if at[x] != at[guest.id]]
            found += [("apart", guest.id, x) for x in guest.apart & ids if at[x] == at[guest.id]]
    pairs = {
        frozenset(pair)
        for tables in made.rounds
        for table in tables
        for pair in combinations(table, 2)
    }
    if made.new_ties != len(pairs - {frozenset(pair) for pair in met}):
        found.append(("count", made.new_ties))
    if made.new_ties > made.upper_bound:
        found.append(("bound", made.upper_bound))
    return found


def test_three_hundred_people_meet_twenty_others_each_in_four_rounds():
    guests = many(300, families=40)

    made = plan(Company(guests), 6, 4)

    assert faults(guests, made) == []
    assert made.new_ties >= 0.95 * made.upper_bound
    assert made.largest_imbalance <= 3


def test_who_has_met_before_is_kept_for_another_evening():
    guests = [Guest(i) for i in range(12)]
    first = plan(Company(guests), 4, 2)
    met = [pair for tables in first.rounds for table in tables for pair in combinations(table, 2)]

    second = plan(Company(guests, met), 4, 1)

    assert faults(guests, second, met) == []
    assert second.new_ties >= 0.8 * second.upper_bound


def test_the_same_question_gets_the_same_tables():
    assert plan(Company(many(30)), 5, 3) == plan(Company(many(30)), 5, 3)


@pytest.mark.parametrize(
    ("size", "rounds", "ties", "met", "apart", "beside", "ages"),
    [
        (4, 1, 9, ["03", "06", "34", "35", "46"], ["13", "52"], [], "cbaacca"),
        (5, 2, 5, ["04", "13", "14", "23"], ["42"], ["34"], "caacc"),
    ],
)
def test_tables_are_never_mixed_at_the_price_of_a_new_tie(
    size, rounds, ties, met, apart, beside, ages
):
    guests = [
        Guest(
            str(i),
            age,
            beside=frozenset(b for a, b in beside if a == str(i)),
            apart=frozenset(b for a, b in apart if a == str(i)),
        )
        for i, age in enumerate(ages)
    ]

    made = plan(Company(guests, map(tuple, met)), size, rounds)

    assert faults(guests, made, met) == []
    assert made.new_ties == ties  # every seating was tried: there are no more


def seatings(ids, table_sizes):
    """Every way to fill tables of these sizes."""
    if not table_sizes:
        yield []
        return
    for table in combinations(ids, table_sizes[0]):
        rest = [one for one in ids if one not in table]
        for others in seatings(rest, table_sizes[1:]):
            yield [table, *others]


@pytest.mark.parametrize(
    ("number", "size"), [(4, 2), (5, 3), (6, 3), (7, 4), (8, 4), (7, 3), (9, 5)]
)
def test_two_rounds_reach_what_every_seating_was_tried_for_and_the_bound_says_so(number, size):
    guests = [Guest(i) for i in range(number)]
    tables = sizes(number, -(-number // size))
    [first, *_same] = every = list(seatings(range(number), tables))
    before = {pair for table in first for pair in combinations(table, 2)}
    most = max(
        len(before | {pair for table in second for pair in combinations(table, 2)})
        for second in every
    )

    made = plan(Company(guests), size, 2)

    assert made.new_ties == made.upper_bound == most


def test_one_guest_alone_has_a_table_and_no_tie():
    made = plan(Company([Guest("a")]), 6, 3)

    assert (made.rounds, made.new_ties, made.upper_bound) == ([[["a"]]] * 3, 0, 0)


def test_families_that_no_table_of_the_size_can_pair_get_smaller_tables():
    guests = [Guest(i, beside=frozenset({i // 4 * 4})) for i in range(24)]

    made = plan(Company(guests), 6, 2)

    assert faults(guests, made) == []
    assert {len(table) for tables in made.rounds for table in tables} == {4}


@given(
    st.integers(1, 14),
    st.integers(2, 5),
    st.integers(1, 3),
    st.lists(st.tuples(st.integers(0, 13), st.integers(0, 13), st.sampled_from("wam")), max_size=8),
)
@settings(max_examples=15)
def test_whatever_is_wished_holds_or_is_refused(number, size, rounds, wishes):
    beside, apart, met = (
        [(a, b) for a, b, kind in wishes if kind == k and a != b and a < number and b < number]
        for k in "wam"
    )
    guests = [
        Guest(
            i,
            beside=frozenset(b for a, b in beside if a == i),
            apart=frozenset(b for a, b in apart if a == i),
        )
        for i in range(number)
    ]
    company = Company(guests, met)
    if company.quarrels():
        with pytest.raises(ValueError, match="together and apart"):
            plan(company, size, rounds)
        return

    try:
        made = plan(company, size, rounds)
    except Impossible:
        assert no_even_tables(company, number, size)
    else:
        assert faults(guests, made, met) == []


def no_even_tables(company, number, size):
    """Every seating tried, guest by guest: none keeps the wishes at tables of even size."""

    def seats(parties, free):
        if not parties:
            return True
        first, *others = parties
        for at, (room, there) in enumerate(free):
            clash = any((min(a, b), max(a, b)) in company.apart for a in first for b in there)
            if room < len(first) or clash or (room, there) in free[:at]:
                continue
            rest = [*free[:at], (room - len(first), there + first), *free[at + 1 :]]
            if seats(others, rest):
                return True
        return False

    fewest = -(-number // size)
    return not any(
        seats(company.parties, [(room, []) for room in sizes(number, tables)])
        for tables in range(fewest, number + 1)
    )


def test_wishes_that_no_even_tables_keep_are_refused_with_words():
    """b and c stay together, and so do d, e, f; a sits with nobody of them."""
    people = [
        {"id": "a", "not_with": ["b", "c", "d", "e", "f"]},
        {"id": "b", "with": ["c"], "not_with": ["d"]},
        *({"id": one} for one in "cef"),
        {"id": "d", "with": ["e", "f"]},
    ]

    with pytest.raises(BadQuestion, match=r"people: .* differ by at most one"):
        ask(people=people, table_size=4, rounds=1)


def everybody_apart(number):
    return [Guest(i, apart=frozenset(range(number)) - {i}) for i in range(number)]


@pytest.mark.parametrize(
    ("guests", "size", "first"),
    [
        (everybody_apart(300), 6, 300),
        ([Guest(i, beside=frozenset({i // 4 * 4})) for i in range(300)], 6, 75),
        ([Guest(i, beside=frozenset({i ^ 1})) for i in range(2_000)], 5, 500),
        ([Guest(0, apart=frozenset(range(1, 30))), *map(Guest, range(1, 30))], 6, 16),
        ([Guest(i) for i in range(31)], 6, 6),
    ],
)
def test_tables_that_cannot_hold_at_a_glance_are_not_tried(guests, size, first):
    assert next(numbers_of_tables(Company(guests), size)) == first


def test_a_thousand_couples_are_seated():
    guests = [Guest(i, beside=frozenset({i ^ 1})) for i in range(2_000)]

    packed = pack(Company(guests), 500)

    assert {len(table) for table in packed} == {4}
    assert all(i ^ 1 in table for table in packed for i in table)


def test_where_exchanges_find_no_peace_a_search_keeps_the_tables_as_large_as_asked_for():
    """Even and odd numbers in two camps: nobody sits with another of the own."""
    guests = [Guest(i, apart=frozenset(range(i % 2, 200, 2)) - {i}) for i in range(200)]

    made = plan(Company(guests), 2, 1)

    assert faults(guests, made) == []
    assert len(made.rounds[0]) == 100


def test_the_larger_table_may_be_another_one_in_another_round():
    wishes = {"b": {"beside": frozenset("a"), "apart": frozenset("c")}}
    guests = [Guest(one, **wishes.get(one, {})) for one in "abcde"]

    made = plan(Company(guests, [("a", "d")]), 3, 3)

    assert faults(guests, made, [("a", "d")]) == []
    assert made.new_ties == 7  # everybody but b and c, who shall not, and a and d, who have


def test_three_who_do_not_come_move_few_others():
    guests = many(60, families=5)
    planned = plan(Company(guests), 6, 3)
    gone = planned.rounds[1][0][:3]
    here = [guest for guest in guests if guest.id not in gone]

    made = repair(guests, planned.rounds, gone, table_size=6, over=1)

    before = [[{*table} - {*gone} for table in tables] for tables in planned.rounds[1:]]
    moved = sum(
        len({*new} - old)
        for tables, olds in zip(made.rounds, before, strict=True)
        for new, old in zip(tables, olds, strict=True)
    )
    sat = [pair for table in planned.rounds[0] for pair in combinations(table, 2)]
    assert faults(here, made, sat) == []
    assert moved <= 6


def test_when_most_stay_away_all_who_came_sit_anew():
    guests = many(30)
    planned = plan(Company(guests), 6, 2)

    made = repair(guests, planned.rounds, range(8, 30), table_size=6)

    assert faults(guests[:8], made) == []
    assert [len(table) for table in made.rounds[0]] == [4, 4]


def ask(**question):
    return calculators.ask(calculators.every()["tables"], question)


def test_the_calculator_answers_with_rounds_ties_bound_and_imbalance():
    people = [{"id": i, "generation": "20s" if i % 2 else "60s"} for i in range(8)]

    answer = ask(people=people, table_size=4, rounds=1)

    assert sorted(answer) == ["largest_imbalance", "new_ties", "rounds", "upper_bound"]
    assert (answer["new_ties"], answer["upper_bound"], answer["largest_imbalance"]) == (12, 12, 0)


def test_a_question_that_contradicts_itself_names_the_fields():
    people = [
        {"id": "a", "with": ["b", "x"]},
        {"id": "b", "not_with": ["a"]},
        {"id": "b"},
        {"id": "c", "with": ["c"]},
    ]

    with pytest.raises(BadQuestion) as bad:
        ask(people=people, table_size=4, rounds=1)

    assert [line.split(":")[0] for line in bad.value.faults] == [
        "people.2.id",
        "people.0.with",
        "people.3.with",
    ]


def test_what_may_be_a_number_or_a_text_and_is_neither_is_said_in_one_line():
    with pytest.raises(BadQuestion) as bad:
        ask(people=[{"id": "a" * 201}, {"id": 1, "generation": 2.5}], table_size=4, rounds=1)

    number = "Input should be a valid integer: a whole number without quotes, like 1000"
    assert bad.value.faults == [
        f"people.0.id: {number}; or: String should have at most 200 characters",
        'people.1.generation: Input should be a valid string: a text in quotes, like "abc"; or: '
        f"{number}",
    ]


def test_wishes_that_exclude_each_other_are_named():
    people = [{"id": "a", "with": ["b"]}, {"id": "b", "with": ["c"]}, {"id": "c"}]

    with pytest.raises(BadQuestion) as bad:
        ask(people=[*people[:2], {"id": "c", "not_with": ["a"]}], table_size=2, rounds=1)

    assert [line.split(":")[0] for line in bad.value.faults] == [
        "people.0.not_with",
        "people.0.with",
    ]
