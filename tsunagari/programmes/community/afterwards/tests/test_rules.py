"""催しのあとの決まり — what others may see of answers, when answers are taken, how sums compare."""

from datetime import timedelta
from random import Random

import pytest

from tests.cast import NOW
from tsunagari.programmes.community.afterwards.rules import accounts, asking, comparing, results
from tsunagari.programmes.community.afterwards.rules.asking import Question
from tsunagari.programmes.community.afterwards.rules.results import LEAST, counted, outside

STEPS = Question("s", asking.STEPS, tuple(asking.SCALE), 1)
HEARD = Question("h", asking.CHOICE, ("a", "b", "c", "d"), 2)
AGAIN = Question("y", asking.YES_NO, ("yes", "no"), 3)
FREE = Question("f", asking.FREE, (), 4)


def of(question, *said):
    [found] = counted([question], [{question.key: one} for one in said])
    return found


def test_the_interval_is_that_of_student():
    found = of(STEPS, *"4455")
    known = {1: 12.706, 4: 2.776, 5: 2.571, 9: 2.262, 29: 2.045, 120: 1.980}

    assert found.mean == 4.5
    assert round(found.low, 3) == round(4.5 - 3.1824 * 0.57735 / 2, 3)
    assert found.high == 5.0
    assert {one: round(results.quantile(one), 3) for one in known} == pytest.approx(
        known, abs=0.002
    )


def test_below_five_answers_nothing_leaves_the_office_but_that_there_are_some():
    [steps, words] = outside([of(STEPS, *"4455"), of(FREE, *"いろはにほへと")])

    assert (steps.answered, steps.cells, steps.mean, steps.hidden) == (0, (), None, True)
    assert (words.answered, words.words, words.hidden) == (7, (), True)


def test_small_choices_are_put_together_and_with_a_mean_no_cells_are_shown():
    [heard] = outside([of(HEARD, *"aaaaaaabbbbbbccd")])
    [again] = outside([of(AGAIN, *["yes"] * 9, "no")])
    [steps] = outside([of(STEPS, *"45454545453")])

    assert [(sorted(codes), many) for codes, many in heard.cells] == [
        (["a"], 7),
        (["b", "c", "d"], 9),
    ]
    assert (again.cells, again.answered) == ((), 10)
    assert (steps.cells, round(steps.mean, 2)) == ((), 4.36)


def test_no_cell_outside_is_below_five_and_none_is_lost():
    dice = Random(6)
    for _try in range(400):
        said = dice.choices("12345", [1, *dice.choices(range(9), k=4)], k=dice.randrange(1, 60))
        for question in (STEPS, Question("h", asking.CHOICE, tuple("12345"))):
            [found] = outside([of(question, *said)])

            assert all(many >= LEAST for _codes, many in found.cells), said
            if found.cells:
                codes = [code for codes, _many in found.cells for code in codes]
                assert sorted(codes) == list("12345"), said
                assert sum(many for _codes, many in found.cells) == len(said)
                # Steps are put together with their neighbours only.
                assert question is not STEPS or codes == sorted(codes), said
            parted = any(len(codes) > 1 for codes, _many in found.cells)
            assert not (found.mean and parted), said


def test_answers_are_taken_from_the_last_minute_of_the_event_to_the_last_of_its_days():
    told = {"public": True, "ends_at": NOW, "days": 14}
    asked = [
        timedelta(minutes=-1),
        timedelta(0),
        timedelta(days=14, minutes=-1),
        timedelta(days=14),
    ]

    assert [asking.is_open(now=NOW + one, **told) for one in asked] == [False, True, True, False]
    assert not asking.is_open(now=NOW, **(told | {"public": False}))


def test_a_questionnaire_has_one_to_six_questions_and_keeps_them_once_answered():
    def rules(ready=(), own=(), **more):
        told = {"days": 14, "answered": False, "changed": True} | more
        found = asking.why_not_ask(ready=ready, own=own, **told)
        return [one.rule for one in found]

    six = list(asking.READY)[:6]
    assert rules() == ["say.many"]
    assert rules(six) == []
    assert rules(six, [("もう1つ", asking.STEPS, [])]) == ["say.many"]
    assert rules(six, days=61) == ["say.days"]
    assert rules(["good"], [("どれ", asking.CHOICE, ["1つだけ"])]) == ["say.choices"]
    assert rules(["good"], answered=True) == ["say.answered"]
    assert rules(["good"], answered=True, changed=False) == []


def test_the_budget_stands_beside_the_books_and_what_was_not_planned_follows():
    rows = accounts.table(
        [
            ("out", "5270", "会場", 8_000),
            ("out", "5270", "音響", 2_000),
            ("out", "", "飲みもの", 3_000),
        ],
        {("out", "5270"): ("賃借料", 9_500), ("in", "4200"): ("受取寄附金", 4_000)},
    )

    assert [one.plain() for one in rows] == [
        ["in", "4200", "受取寄附金", 0, 4_000],
        ["out", "5270", "会場・音響", 10_000, 9_500],
        ["out", "", "飲みもの", 3_000, 0],
    ]
    assert accounts.sums(rows) == accounts.Sums(0, 13_000, 4_000, 9_500)
    kept = accounts.snapshot(rows, [2, 1])
    assert accounts.changed(kept, rows) == []
    later = accounts.table([], {("in", "4200"): ("受取寄附金", 4_500)})
    assert accounts.changed(kept, later)[0] == ("受取寄附金", 4_000, 4_500)
    assert accounts.digest(kept) != accounts.digest(accounts.snapshot(later, [1, 2]))


def test_two_years_stand_side_by_side_also_where_one_has_no_number():
    def number(key, value):
        return comparing.Number(key, "人", comparing.PEOPLE, value)

    now = [number("came", 13), number("new", 2)]
    rows = comparing.beside(now, [number("came", 10), number("old", 4)])

    assert [(one.number.key, one.number.value, one.before, one.more) for one in rows] == [
        ("came", 13, 10, 3),
        ("new", 2, None, None),
        ("old", None, 4, None),
    ]
    mean = comparing.Number("mean", "平均", comparing.MEAN, 4.3)
    assert comparing.Beside(mean, 4.4).more == -0.1


def test_outside_no_count_of_one_to_four_people_is_told_nor_follows_from_the_others():
    def told(**counts):
        rows = [
            comparing.Number(key.replace("_", ":"), key, comparing.PEOPLE, many)
            for key, many in counts.items()
        ]
        rows.append(comparing.Number("rate", "rate", comparing.SHARE, 0.5))
        return {one.key: one.value for one in comparing.outside(rows, LEAST)}

    child = told(registered=20, waiting=0, ticket_adult=9, ticket_child=4, ticket_baby=7)
    assert [child[f"ticket:{one}"] for one in ("adult", "child", "baby")] == [9, None, None]
    assert (child["registered"], child["waiting"], child["rate"]) == (20, 0, 0.5)
    assert told(ticket_adult=9, waiting=2) == {"ticket:adult": None, "waiting": None, "rate": 0.5}
    assert told(answers=4, came=8) == {"answers": None, "came": 8, "rate": None}
    assert told(registered=5, ticket_adult=5) == {"registered": 5, "ticket:adult": 5, "rate": 0.5}
    old = [comparing.Number("gone", "gone", comparing.PEOPLE, 3)]
    [row] = comparing.beside(old, comparing.outside(old, LEAST))
    assert (row.before, row.more, row.hidden) == (None, None, True)
