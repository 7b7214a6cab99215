"""The group plan of section 6.2: nobody meets twice, groups are even, wishes are kept."""

import random
from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tsunagari.base.calculators import BadQuestion, ask
from tsunagari.programmes.exchange.class_exchange.calculators.groups import CALCULATOR
from tsunagari.programmes.exchange.class_exchange.rules.board import Board
from tsunagari.programmes.exchange.class_exchange.rules.fields import (
    POLYNOMIALS,
    closed_form,
    field_of,
    next_order,
)
from tsunagari.programmes.exchange.class_exchange.rules.groups import plan
from tsunagari.programmes.exchange.class_exchange.rules.matching import match
from tsunagari.programmes.exchange.class_exchange.rules.pupils import Pupil, Roster
from tsunagari.programmes.exchange.class_exchange.rules.recipes import kinds_of, recipes
from tsunagari.programmes.exchange.class_exchange.rules.turns import KNOWN, turns


def a_class(letter: str, size: int, seed: int = 1, girls: int | None = None) -> list[Pupil]:
    rng = random.Random(f"{letter}{size}{seed}")
    genders = ["F"] * (size // 2 if girls is None else girls)
    genders += ["M"] * (size - len(genders))
    return [
        Pupil(f"{letter}{i}", gender, rng.randint(1, 5), frozenset(rng.sample("abcdefgh", 3)))
        for i, gender in enumerate(genders)
    ]


def meetings(sessions) -> Counter:
    return Counter(
        frozenset(pair)
        for session in sessions
        for group in session
        for pair in combinations(group, 2)
    )


def cross_ties(sessions) -> int:
    return sum(len({str(key)[0] for key in pair}) == 2 for pair in meetings(sessions))


def everybody_sits_once(sides, sessions) -> bool:
    ids = sorted(pupil.id for side in sides for pupil in side)
    return all(sorted(key for group in session for key in group) == ids for session in sessions)


def test_the_published_vector_of_the_closed_form_comes_out():
    plan_of_6 = closed_form([35, 35], [4, 4], 6)

    group = [f"{'JP'[side]}{i}" for side, i in plan_of_6[1][0]]
    pairs = Counter(pair for s in plan_of_6 for g in s for pair in combinations(sorted(g), 2))

    assert sorted(group, key=lambda key: (key[0], int(key[1:]))) == [
        "J0", "J6", "J9", "J27", "P14", "P23", "P29", "P32",
    ]  # fmt: skip
    assert sum(a[0] != b[0] for a, b in pairs) == 817
    assert max(pairs.values()) == 1


@pytest.mark.parametrize(
    ("counts", "sessions", "ties"),
    [([36, 36], 9, 1_296), ([280, 280], 6, 6_640), ([2_800, 2_800], 6, 67_120)],
)
def test_the_closed_form_reaches_the_published_counts(counts, sessions, ties):
    made = closed_form(counts, [4, 4], sessions)

    pairs = Counter(pair for s in made for g in s for pair in combinations(sorted(g), 2))

    assert sum(a[0] != b[0] for a, b in pairs) == ties
    assert max(pairs.values()) == 1


@pytest.mark.parametrize("q", [2, 3, 7, 11, *POLYNOMIALS])
def test_every_field_has_an_inverse_for_everything_but_zero(q):
    field = field_of(q)

    for a in range(1, q):
        assert sorted(field.multiply(a, b) for b in range(q)) == list(range(q))
        assert sorted(field.add(a, b) for b in range(q)) == list(range(q))


def test_multiplying_spreads_over_adding_in_gf_9_and_gf_16():
    for q in (9, 16):
        field = field_of(q)
        for a in range(q):
            for b in range(q):
                for c in range(q):
                    assert field.multiply(a, field.add(b, c)) == field.add(
                        field.multiply(a, b), field.multiply(a, c)
                    )


def test_the_next_order_of_a_field_is_a_prime_or_a_prime_power():
    assert [next_order(n) for n in (1, 6, 9, 10, 12, 24, 70, 700)] == [2, 7, 9, 11, 13, 25, 71, 701]


@pytest.mark.parametrize(("groups", "rows"), list(KNOWN))
def test_the_known_turns_bring_no_two_rows_together_twice(groups, rows):
    for q, r in combinations(range(rows), 2):
        differences = [(step[r] - step[q]) % groups for step in KNOWN[groups, rows]]

        assert len(set(differences)) == len(differences)


def test_turns_keep_cells_apart_that_must_never_meet():
    never = frozenset({((0, 8), (1, 8))})

    made = turns(9, (0, 0, 1, 1), 6, never)

    assert made.exact
    assert all(session[0][8] != session[1][8] for session in made.groups)


def test_two_classes_of_35_meet_817_partners_and_nobody_twice():
    sides = [a_class("J", 35, girls=17), a_class("P", 35, girls=19)]

    made = plan(sides, [4, 4], 6)

    assert everybody_sits_once(sides, made.sessions)
    assert max(meetings(made.sessions).values()) == 1
    assert cross_ties(made.sessions) == made.figures.distinct_cross_ties == 817
    assert made.figures.largest_gender_gap == 1
    assert made.figures.largest_size_gap == 1
    assert made.reasons == []


def test_two_classes_of_36_meet_all_1296_pairs_once_in_nine_sessions():
    made = plan([a_class("J", 36), a_class("P", 36)], [4, 4], 9)

    assert cross_ties(made.sessions) == 1_296
    assert max(meetings(made.sessions).values()) == 1


def test_seventeen_girls_and_seventeen_boys_stay_even_in_nine_groups():
    made = plan([a_class("J", 34, girls=17), a_class("P", 34, girls=17)], [4, 4], 6)

    assert max(meetings(made.sessions).values()) == 1
    assert (made.figures.largest_gender_gap, made.figures.largest_size_gap) == (1, 1)


def test_a_whole_year_of_280_is_even_in_gender_level_and_size():
    sides = [a_class("J", 280, girls=131), a_class("P", 280, girls=150)]

    made = plan(sides, [4, 4], 6)

    assert everybody_sits_once(sides, made.sessions)
    assert made.figures.distinct_cross_ties == made.figures.upper_bound == 6_720
    assert made.figures.most_meetings_of_a_pair == 1
    assert made.figures.largest_gender_gap == 1
    assert made.figures.largest_level_gap == 1
    assert made.figures.largest_size_gap == 0


def test_pairs_of_two_and_two_reach_both_bounds_with_a_small_penalty():
    sides = [a_class("J", 280, girls=140), a_class("P", 280, girls=140)]

    made = plan(sides, [2, 2], 10)

    met = meetings(made.sessions)
    assert len(met) == 2 * 280 * 10 + 280 * 10
    assert max(met.values()) == 1
    assert made.figures.largest_gender_gap == 0


def test_a_tight_class_of_twenty_meets_every_partner_once_in_ten_sessions():
    made = plan([a_class("J", 20), a_class("P", 20)], [2, 2], 10)

    met = meetings(made.sessions)
    assert made.figures.distinct_cross_ties == made.figures.upper_bound == 400
    assert len(met) - 400 == 182
    assert max(met.values()) == 2
    assert made.figures.largest_gender_gap == 0


def test_a_tight_class_of_one_gender_repeats_no_pair_at_all():
    sides = [[Pupil(f"{letter}{i}") for i in range(20)] for letter in "JP"]

    made = plan(sides, [2, 2], 10)

    assert cross_ties(made.sessions) == 400
    assert max(meetings(made.sessions).values()) == 1


def test_a_year_of_2800_is_cut_into_cohorts_and_still_repeats_nothing():
    sides = [a_class("J", 2_800), a_class("P", 2_800)]

    made = plan(sides, [4, 4], 6)

    assert everybody_sits_once(sides, made.sessions)
    assert made.figures.distinct_cross_ties == 67_200
    assert made.figures.most_meetings_of_a_pair == 1
    assert made.figures.largest_gender_gap <= 1


def test_three_countries_share_groups():
    sides = [a_class("J", 27), a_class("P", 27), a_class("V", 27)]

    made = plan(sides, [3, 3, 3], 6)

    assert max(meetings(made.sessions).values()) == 1
    assert made.figures.distinct_cross_ties == made.figures.upper_bound == 3 * 27 * 3 * 6


@pytest.mark.parametrize("sizes", [(8, 40), (5, 7), (3, 35), (2, 2), (1, 1), (1, 30), (4, 5)])
def test_very_small_and_very_different_classes_still_get_a_plan(sizes):
    sides = [a_class("J", sizes[0]), a_class("P", sizes[1])]

    made = plan(sides, [4, 4], 5)

    assert everybody_sits_once(sides, made.sessions)
    assert made.figures.largest_size_gap <= 1
    for session in made.sessions:
        for group in session:
            for letter, size in zip("JP", sizes, strict=True):
                assert sum(key[0] == letter for key in group) >= min(2, size)


def test_more_sessions_than_partners_spread_the_repeats():
    made = plan([a_class("J", 12), a_class("P", 12)], [2, 2], 9)

    assert made.figures.distinct_cross_ties == 144
    assert made.figures.most_meetings_of_a_pair <= 3


@pytest.mark.parametrize("size", [20, 35, 280])
def test_pairs_to_keep_apart_never_share_a_group(size):
    sides = [a_class("J", size), a_class("P", size)]
    apart = [("J0", "P0"), ("J0", "J1"), ("J2", "P3"), ("P5", "P6"), ("J0", f"J{size - 1}")]

    made = plan(sides, [4, 4] if size > 20 else [2, 2], 6, keep_apart=apart)

    met = meetings(made.sessions)
    assert [pair for pair in apart if met[frozenset(pair)]] == []
    assert max(met.values()) == 1
    assert made.reasons == []


def test_a_pair_that_cannot_be_kept_apart_is_named():
    made = plan([a_class("J", 2), a_class("P", 2)], [4, 4], 2, keep_apart=[("J0", "J1")])

    [reason] = made.reasons
    assert reason.facts == {"one": "J0", "other": "J1", "sessions": "1・2"}


def test_who_met_earlier_does_not_meet_again_where_there_is_room():
    sides = [a_class("J", 120), a_class("P", 120)]
    earlier = plan(sides, [4, 4], 2)

    later = plan(sides, [4, 4], 2, met=[tuple(pair) for pair in meetings(earlier.sessions)])

    assert max(meetings(earlier.sessions + later.sessions).values()) == 1


def test_an_older_plan_goes_on_when_one_leaves_and_one_comes():
    sides = [a_class("J", 35), a_class("P", 35)]
    old = plan(sides, [4, 4], 6)
    now = [[*sides[0][1:], Pupil("J99", "F", 3)], sides[1]]
    met = [tuple(pair) for pair in meetings(old.sessions[:2])]

    new = plan(now, [4, 4], 4, met=met, start=old.sessions[2:])

    assert everybody_sits_once(now, new.sessions)
    assert new.figures.largest_size_gap <= 1
    assert max(meetings(old.sessions[:2] + new.sessions).values()) == 1


def test_the_same_question_gets_the_same_answer():
    sides = [a_class("J", 33), a_class("P", 38)]

    assert plan(sides, [4, 4], 6, seed=3) == plan(sides, [4, 4], 6, seed=3)


@given(
    sizes=st.tuples(st.integers(1, 40), st.integers(1, 40)),
    per_group=st.tuples(st.integers(1, 5), st.integers(1, 5)),
    sessions=st.integers(1, 7),
    girls=st.tuples(st.integers(0, 40), st.integers(0, 40)),
)
def test_any_class_gets_sound_groups(sizes, per_group, sessions, girls):
    sides = [
        a_class(letter, size, girls=min(size, of_them))
        for letter, size, of_them in zip("JP", sizes, girls, strict=True)
    ]

    made = plan(sides, list(per_group), sessions)

    assert len(made.sessions) == sessions
    assert everybody_sits_once(sides, made.sessions)
    assert made.figures.largest_size_gap <= 1
    assert cross_ties(made.sessions) == made.figures.distinct_cross_ties <= made.figures.upper_bound
    assert max(meetings(made.sessions).values(), default=0) == made.figures.most_meetings_of_a_pair


@given(size=st.integers(2, 60), groups=st.integers(1, 12), girls=st.integers(0, 60))
def test_recipes_make_every_gender_level_and_size_even_within_one(size, groups, girls):
    roster = Roster([a_class("J", size, girls=min(size, girls))])
    kinds = kinds_of(roster, roster.members(0), groups, levels=True)

    made = recipes(kinds, groups, random.Random(1), close=False)

    taken = [[(r, c) for r, c in enumerate(recipe) if c < kinds.holes] for recipe in made]
    assert Counter(kind for group in taken for kind in group) == {
        kind: pupils.bit_count() for kind, pupils in kinds.pupils.items()
    }
    for name in ("genders", "levels"):
        of_kind = getattr(kinds, name)
        at = 0 if name == "genders" else 1
        counts = [Counter(of_kind[kind[at]] for kind in group) for group in taken]
        for value in set(of_kind[: kinds.holes if at else None]):
            assert max(c[value] for c in counts) - min(c[value] for c in counts) <= 1
    assert max(map(len, taken)) - min(map(len, taken)) <= 1


@given(st.lists(st.integers(0, 2**7 - 1), min_size=1, max_size=7))
def test_a_matching_is_as_large_as_possible(candidates):
    found = match(candidates, random.Random(0))

    taken = [number for number in found if number >= 0]
    assert len(set(taken)) == len(taken)
    assert all(n < 0 or candidates[at] >> n & 1 for at, n in enumerate(found))
    assert len(taken) == largest_matching(tuple(candidates), 0)


def largest_matching(candidates: tuple[int, ...], used: int) -> int:
    if not candidates:
        return 0
    best = largest_matching(candidates[1:], used)
    for number in range(7):
        if (candidates[0] & ~used) >> number & 1:
            best = max(best, 1 + largest_matching(candidates[1:], used | 1 << number))
    return best


def test_the_board_knows_what_an_exchange_costs():
    roster = Roster([a_class("J", 9), a_class("P", 9)], keep_apart=[("J0", "P0")])
    rng = random.Random(5)
    sessions = []
    for _ in range(3):
        own, other = rng.sample(range(9), 9), rng.sample(range(9, 18), 9)
        sessions.append([own[at::3] + other[at::3] for at in range(3)])
    board = Board(roster, sessions)

    for _ in range(40):
        at, (a, b) = rng.randrange(3), rng.sample(range(9), 2)
        if board.where[at][a] != board.where[at][b]:
            board.cost += board.change(at, a, b)
            board.exchange(at, a, b)

    assert board.cost == Board(roster, board.groups).cost


def question(**changes) -> dict:
    sides = [
        {"name": name, "people": [{"id": f"{name}{i}", "gender": "FM"[i % 2]} for i in range(8)]}
        for name in ("J", "P")
    ]
    return {"sides": sides, "per_group": [4, 4], "sessions": 3, **changes}


def test_the_calculator_answers_with_exactly_what_was_asked():
    found = ask(CALCULATOR, question(keep_apart=[["J0", "P0"]], absent={"3": ["J1"]}))

    assert list(found) == [
        "sessions",
        "distinct_cross_ties",
        "upper_bound",
        "most_meetings_of_a_pair",
        "largest_gender_gap",
        "largest_size_gap",
    ]
    assert [sum(map(len, session)) for session in found["sessions"]] == [16, 16, 15]
    assert not any({"J0", "P0"} <= set(g) for session in found["sessions"] for g in session)


def test_ids_may_be_numbers_and_gender_and_level_may_be_missing():
    people = [[{"id": n} for n in range(at, at + 6)] for at in (0, 6)]
    sides = [{"name": "a", "people": people[0]}, {"name": "b", "people": people[1]}]

    found = ask(CALCULATOR, {"sides": sides, "per_group": [3, 3], "sessions": 2})

    assert sorted(key for group in found["sessions"][0] for key in group) == list(range(12))


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"per_group": [4]}, "per_group has 1 numbers but there are 2 sides"),
        ({"per_group": [0, 4]}, "per_group.0: "),
        ({"sessions": 0}, "sessions: "),
        ({"sides": [{"name": "J", "people": []}] * 2}, "sides.0.people: "),
        ({"sides": [question()["sides"][0]] * 2}, "sides.1.people.0.id: 'J0' is there twice"),
        ({"keep_apart": [["J0", "X"]]}, "keep_apart.0: 'X' is not among the people"),
        ({"keep_apart": [["J0"]]}, "keep_apart.0: "),
        ({"keep_apart": [["J0", "J0"]]}, "keep_apart.0: 'J0' is paired with themselves"),
        ({"absent": {"4": ["J0"]}}, "absent.4: there is no session 4: sessions are 1 to 3."),
        ({"absent": {"0": ["J0"]}}, "absent.0: there is no session 0"),
        ({"absent": {"three": ["J0"]}}, "absent.three: the key is a session number"),
        ({"absent": {"1": ["nobody"]}}, "absent.1: 'nobody' is not among the people"),
        ({"keep_appart": []}, "keep_appart: "),
    ],
)
def test_a_question_with_a_fault_names_the_field(changes, named):
    with pytest.raises(BadQuestion) as refused:
        ask(CALCULATOR, question(**changes))

    assert any(named in fault for fault in refused.value.faults)
