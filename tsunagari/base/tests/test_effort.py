"""手間 — a stranger's question ends within its steps, and never keeps another visitor waiting."""

import threading

import pytest

from tsunagari.base import effort
from tsunagari.base.effort import Busy, TooMuch, beside_others


def test_nobody_counts_on_the_command_line():
    effort.spend(10**12)

    assert effort.afford(10**12)
    assert effort.left() == float("inf")
    assert effort.notes() == []


def test_a_question_ends_when_its_steps_are_spent():
    with beside_others(most=10):
        effort.spend(10)

        with pytest.raises(TooMuch):
            effort.spend(1)


def test_a_solver_stops_before_the_last_steps_and_says_so():
    with beside_others(most=100):
        tries = 0
        while effort.afford(1):
            tries += 1

        assert (tries, effort.left()) == (85, 0)
        assert effort.notes() == [effort.EARLY.words()]
        effort.spend(15)


def test_what_could_be_afforded_has_no_note():
    with beside_others(most=100):
        assert effort.afford(85)

        assert effort.notes() == []


def test_of_two_long_questions_the_second_is_told_to_come_again():
    with beside_others():
        effort.spend(effort.QUICK + 1)

        assert _elsewhere(effort.QUICK) == "answered"
        assert _elsewhere(effort.QUICK + 1) == "busy"

    assert _elsewhere(effort.QUICK + 1) == "answered"


def test_the_turn_is_given_back_by_a_question_that_was_too_long():
    with beside_others():
        effort.spend(effort.QUICK + 1)
        with pytest.raises(TooMuch):
            effort.spend(effort.MOST)

    assert _elsewhere(effort.QUICK + 1) == "answered"


def test_what_is_remembered_costs_as_much_as_the_first_time():
    @effort.remembered(8)
    def made(number):
        effort.spend(number)
        return number * 2

    def cost(number):
        with beside_others() as mine:
            return made(number), mine.spent

    made(7)

    assert [cost(5), cost(5), cost(7)] == [(10, 5), (10, 5), (14, 7)]


def test_what_could_not_be_finished_is_not_remembered():
    @effort.remembered(8)
    def made(number):
        effort.spend(number)
        return number

    with pytest.raises(TooMuch), beside_others(most=4):
        made(5)

    assert made(5) == 5


def _elsewhere(steps: int) -> str:
    """What a visitor in another thread meets."""
    met = []

    def visit():
        try:
            with beside_others():
                effort.spend(steps)
            met.append("answered")
        except Busy:
            met.append("busy")

    visitor = threading.Thread(target=visit)
    visitor.start()
    visitor.join()
    return met[0]
