"""The morning repair: absences, at most one move each, nobody left in a group too small."""

import random
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from tsunagari.programmes.exchange.class_exchange.rules.groups import plan
from tsunagari.programmes.exchange.class_exchange.rules.pupils import Pupil
from tsunagari.programmes.exchange.class_exchange.rules.repair import Move, repair

from .test_groups import a_class, meetings


def plain(letter: str, size: int) -> list[Pupil]:
    return [Pupil(f"{letter}{i}") for i in range(size)]


GROUPS = [
    ["J0", "J1", "P0", "P1"],
    ["J2", "J3", "P2", "P3"],
    ["J4", "J5", "P4", "P5"],
]
SIDES = [plain("J", 6), plain("P", 6)]


def test_nobody_absent_changes_nothing():
    made = repair(GROUPS, [], SIDES)

    assert (made.groups, made.moves, made.reasons) == (GROUPS, [], [])


def test_a_group_with_one_of_a_side_is_merged_into_the_others():
    made = repair(GROUPS, ["J1"], SIDES)

    assert made.groups[0] == []
    assert len(made.seated) == 2
    assert sorted(move.pupil for move in made.moves) == ["J0", "P0", "P1"]
    assert all(move.from_group == 1 for move in made.moves)
    assert sorted(len(group) for group in made.seated) == [5, 6]


def test_two_thin_groups_become_one():
    made = repair(GROUPS, ["J1", "J3"], SIDES)

    assert made.groups[0] == []
    assert [move.pupil for move in made.moves] == ["J0", "P0", "P1"]
    assert made.moves[0] == Move("J0", 1, 2)


def test_among_groups_of_one_size_those_who_have_not_met_come_first():
    met = [("J0", "J2"), ("P0", "P2"), ("P1", "J3")]

    made = repair(GROUPS, ["J1"], SIDES, met=met)

    assert Move("J0", 1, 3) in made.moves


def test_a_pair_to_keep_apart_stays_apart_in_the_morning():
    made = repair(GROUPS, ["J1"], SIDES, keep_apart=[("J0", "P2"), ("P0", "P4")])

    assert Move("J0", 1, 3) in made.moves
    assert Move("P0", 1, 2) in made.moves
    assert made.reasons == []


def test_a_pair_that_has_to_sit_together_is_named():
    made = repair(GROUPS[:2], ["J1"], SIDES, keep_apart=[("J0", "P2")])

    [reason] = made.reasons
    assert reason.facts == {"one": "J0", "other": "P2", "group": 2}


def test_sizes_are_evened_out_with_one_move():
    groups = [
        [f"J{i}" for i in range(n, n + 4)] + [f"P{i}" for i in range(n, n + 4)] for n in (0, 4)
    ]

    made = repair(groups, ["J0", "J1"], [plain("J", 8), plain("P", 8)])

    [move] = made.moves
    assert (move.pupil[0], move.from_group, move.to_group) == ("J", 2, 1)


def test_a_large_group_with_one_left_is_filled_again_rather_than_merged():
    groups = [[f"{letter}{i}" for letter in "JP" for i in range(at, at + 4)] for at in (0, 4, 8)]

    made = repair(groups, ["J0", "J1", "J2"], [plain("J", 12), plain("P", 12)])

    assert len(made.seated) == 3
    assert [(move.pupil[0], move.to_group) for move in made.moves] == [("J", 1), ("J", 1)]


def test_when_one_school_is_away_the_other_stays_where_it_is():
    made = repair(GROUPS, [f"P{i}" for i in range(6)], SIDES)

    assert made.groups == [["J0", "J1"], ["J2", "J3"], ["J4", "J5"]]
    assert len(made.reasons) == 3


def test_when_everybody_is_away_nothing_is_left():
    everybody = [key for group in GROUPS for key in group]

    assert repair(GROUPS, everybody, SIDES).seated == []


def test_a_whole_year_with_forty_absent_stays_even():
    sides = [a_class("J", 280), a_class("P", 280)]
    made = plan(sides, [4, 4], 3)
    met = [tuple(pair) for pair in meetings(made.sessions[:2])]
    ids = [pupil.id for side in sides for pupil in side]
    away = random.Random(4).sample(ids, 40)

    repaired = repair(made.sessions[2], away, sides, met=met)

    assert_sound(repaired, made.sessions[2], away)
    for letter in "JP":
        sizes = [sum(key[0] == letter for key in group) for group in repaired.seated]
        assert max(sizes) - min(sizes) <= 1


@given(
    sizes=st.tuples(st.integers(2, 30), st.integers(2, 30)),
    per_group=st.integers(2, 4),
    share=st.floats(0, 0.6),
    seed=st.integers(0, 999),
)
def test_any_absence_leaves_sound_groups_and_moves_each_pupil_once(sizes, per_group, share, seed):
    sides = [a_class(letter, size) for letter, size in zip("JP", sizes, strict=True)]
    [session] = plan(sides, [per_group, per_group], 1).sessions
    ids = [pupil.id for side in sides for pupil in side]
    away = random.Random(seed).sample(ids, int(share * len(ids)))

    repaired = repair(session, away, sides)

    assert_sound(repaired, session, away)


def assert_sound(repaired, before, away):
    here = {key for group in before for key in group} - set(away)
    assert sorted(key for group in repaired.groups for key in group) == sorted(here)
    movers = [move.pupil for move in repaired.moves]
    assert len(set(movers)) == len(movers)
    for number, group in enumerate(repaired.groups, 1):
        for key in group:
            [old] = [at for at, planned in enumerate(before, 1) if key in planned]
            assert (old == number) == (key not in movers)
    for letter in "JP":
        present = sum(key[0] == letter for key in here)
        if present >= 2:
            for group in repaired.seated:
                assert sum(key[0] == letter for key in group) >= 2


def test_the_pairs_of_a_repaired_session_still_do_not_repeat_where_there_is_room():
    sides = [a_class("J", 120), a_class("P", 120)]
    made = plan(sides, [4, 4], 3)
    met = {frozenset(pair) for pair in meetings(made.sessions[:2])}

    repaired = repair(made.sessions[2], ["J0", "J1", "P5", "P6"], sides, met=map(tuple, met))

    again = [
        pair
        for group in repaired.seated
        for pair in combinations(group, 2)
        if frozenset(pair) in met
    ]
    assert again == []
