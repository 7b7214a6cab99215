"""割り当ての計算 — the optimum is the optimum, every rule holds, and every reason is said."""

import itertools
import random
from collections import Counter
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tsunagari.base import calculators
from tsunagari.programmes.community.shifts.rules import fit
from tsunagari.programmes.community.shifts.rules.columns import choices
from tsunagari.programmes.community.shifts.rules.proposal import Asked, propose
from tsunagari.programmes.community.shifts.rules.roster import REST, Helper, Task
from tsunagari.programmes.community.shifts.rules.solver import solve

MORNING = datetime(2027, 5, 2, 9)


def task(key, hour=0.0, hours=2.0, **facts):
    starts = MORNING + timedelta(hours=hour)
    sets = {name: frozenset(facts.pop(name, ())) for name in ("skills", "languages")}
    return Task(key, starts, starts + timedelta(hours=hours), **sets, **facts)


def helper(key, wants=(), can=(), **facts):
    sets = {name: frozenset(facts.pop(name, ())) for name in ("skills", "languages")}
    return Helper(key, **sets, wants=frozenset(wants), can=frozenset(can), **facts)


def pairs(made):
    return sorted((one, shift) for one, shift, _why in made.new)


def some(seed, shifts, people):
    """A small case with everything in it."""
    dice = random.Random(seed)
    tasks = [
        task(
            at,
            dice.choice((0, 1, 2, 2.25, 3)),
            dice.choice((1, 1.5, 2)),
            needs=dice.choice((1, 1, 2)),
            skills=["x"] if dice.random() < 0.2 else (),
            languages=["vi"] if dice.random() < 0.4 else (),
        )
        for at in range(shifts)
    ]
    helpers = [
        helper(
            at,
            [t for t in range(shifts) if dice.random() < 0.4],
            [t for t in range(shifts) if dice.random() < 0.4],
            skills=["x"] if dice.random() < 0.5 else (),
            languages=["vi"] if dice.random() < 0.5 else (),
            most_minutes=dice.choice((None, 120, 240)),
        )
        for at in range(people)
    ]
    return helpers, tasks


def brute(helpers, tasks):
    """The best worth by trying every set of pairs, with the rules as `fit` says them."""
    every = [(h, t) for h in helpers for t in tasks if h.level(t.key) != "cannot"]
    best = (0, 0, 0)
    for chosen in itertools.product((False, True), repeat=len(every)):
        on = [pair for pair, yes in zip(every, chosen, strict=True) if yes]
        if all(_may(h, t, on) for h, t in on):
            hours = Counter()
            for h, t in on:
                hours[h.key] += t.minutes
            wants = sum(h.level(t.key) == "wants" for h, t in on)
            best = max(best, (len(on), wants, -sum(long**2 for long in hours.values())))
    return best


def _may(h, t, on):
    mine = [other for one, other in on if one is h and other is not t]
    team = [one for one, other in on if other is t and one is not h]
    return not fit.why_not(h, t, mine=mine, team=team)


def test_it_is_as_good_as_trying_everything():
    for seed in range(60):
        helpers, tasks = some(seed, 1 + seed % 4, 1 + seed % 3)
        asked = choices(helpers, tasks, stands=set(), vetoes=set(), rest=REST)
        found = solve(asked)
        places, wishes, even = found.worth

        assert found.proved == (True, True, True), seed
        assert (places, wishes, even * asked.unit**2) == brute(helpers, tasks), seed


@settings(max_examples=20)
@given(st.integers(0, 10**6), st.randoms(use_true_random=False))
def test_every_rule_holds_whatever_the_order_of_rows(seed, dice):
    helpers, tasks = some(seed, 6, 7)
    pin = (helpers[0].key, tasks[0].key)
    veto = (helpers[1].key, tasks[1].key)
    told = {"stands": frozenset([pin]), "vetoes": frozenset([veto])}
    made = propose(Asked(helpers, tasks, **told))

    on = [(h, t) for h in helpers for t in tasks if (h.key, t.key) in {*pairs(made), pin}]
    assert pin not in pairs(made)
    assert veto not in pairs(made)
    assert all(_may(h, t, on) for h, t in on if (h.key, t.key) != pin and h is not helpers[0])
    assert all(sum(t is other for _h, other in on) <= t.needs for t in tasks if t is not tasks[0])
    missing = {t.key: t.needs - sum(t is other for _h, other in on) for t in tasks}
    assert {key: few for key, (few, _why) in made.empty.items()} == {
        key: few for key, few in missing.items() if few > 0
    }
    assert all(why for _few, why in made.empty.values())
    dice.shuffle(helpers)
    dice.shuffle(tasks)
    again = propose(Asked(helpers, tasks, **told))
    assert (pairs(again), again.digest) == (pairs(made), made.digest)


def test_places_come_before_wishes_and_wishes_before_even_hours():
    tasks = [task("a"), task("b", 3), task("c", 6)]
    free = helper("free", can=["a", "b", "c"])
    picky = helper("picky", wants=["a"])

    assert pairs(propose(Asked([free, picky], tasks))) == [
        ("free", "b"),
        ("free", "c"),
        ("picky", "a"),
    ]
    even = [helper(key, can=["a", "b", "c", "d"]) for key in ("x", "y")]
    made = propose(Asked(even, [*tasks, task("d", 9, 4)]))
    assert sorted(made.minutes.values()) == [240, 360]


def test_a_place_is_kept_for_somebody_who_speaks_the_language():
    asked = [helper("x", wants=["a"]), helper("y", wants=["a"])]
    made = propose(Asked(asked, [task("a", needs=2, languages=["vi"])]))

    assert len(made.new) == 1
    [(missing, [why])] = made.empty.values()
    assert (missing, why.rule, why.facts) == (1, "language", {"n": 1})
    linh = helper("z", can=["a"], languages=["vi"])
    made = propose(Asked([*asked, linh], [task("a", needs=2, languages=["vi"])]))
    said = {one: [reason.text for reason in why] for one, _shift, why in made.new}
    assert said["z"][:2] == ["「行ける」と言いました。", "必要な言葉を話します。"]


def test_every_reason_that_keeps_somebody_away_is_said_at_once():
    mine = [task("m", 1), task("n", 4)]
    one = helper("x", age=15, most_minutes=270)
    told = {"skills": ["driving"], "from_age": 16}

    why = fit.why_not(one, task("a", **told), mine=mine, vetoed=True)

    assert [reason.rule for reason in why] == [
        *("veto", "cannot", "skill", "age", "overlap", "hours")
    ]
    beside = fit.why_not_beside(one, task("b", 3, 0.5), mine, rest=15)
    assert [reason.rule for reason in beside] == ["rest"]
    assert fit.why_not_beside(one, task("b", 3.25, 0.5), mine, rest=15) == []


QUESTION = {
    "shifts": [
        {"id": "desk", "starts": "2027-05-02T09:00", "ends": "2027-05-02T11:00", "needs": 2},
        {"id": "stove", "starts": "2027-05-02T10:00", "ends": "2027-05-02T13:00", "needs": 2},
    ],
    "people": [
        {"id": "A", "wants": ["desk"]},
        {"id": "B", "can": ["desk", "stove"], "most_hours": 2.5},
        {"id": "C", "skills": ["cooking"], "wants": ["stove"], "can": ["desk"]},
    ],
}


def test_the_calculator_answers_and_names_every_fault():
    asked = calculators.every()["shifts"]
    answer = calculators.ask(asked, QUESTION)
    assert (answer["filled"], answer["wishes_met"]) == (3, 2)
    assert answer["proved"] == {"places": True, "wishes": True, "hours": True}
    assert [one["shift"] for one in answer["unfilled"]] == ["stove"]

    assert answer["unfilled"][0]["why"] == ["同じ時刻にほかの係がある人：1人"]
    assert answer["minutes"] == {"A": 120, "B": 120, "C": 180}
    shift = {"id": "a", "starts": "2027-05-02T09:00", "ends": "2027-05-02T09:00"}
    bad = {"shifts": [shift, shift], "people": [{"id": 1, "wants": ["b"]}], "pins": [[1, "a"]]}
    with pytest.raises(calculators.BadQuestion) as raised:
        calculators.ask(asked, bad | {"vetoes": [[1, "a"], [2, "a"]]})
    assert [line.split(":")[0] for line in raised.value.faults] == [
        *("shifts.0.ends", "shifts.1.ends", "shifts.1.id", "people.0.wants", "vetoes.1", "pins")
    ]
    with pytest.raises(calculators.BadQuestion) as raised:
        calculators.ask(asked, {"shifts": [shift | {"starts": "9:00"}], "people": []})
    assert raised.value.faults[0].startswith("shifts.0.starts: ")
