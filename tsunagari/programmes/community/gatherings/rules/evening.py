"""席の表 — all rounds of a gathering while they are planned: who sits where, and what an exchange
of seats would change in ties, in the mix of the tables, and in who is kept apart."""

from itertools import combinations
from typing import NamedTuple

from tsunagari.base import effort
from tsunagari.programmes.community.gatherings.rules.guests import Company

TIE, MIX, QUARREL = 8, 1, 4_000  # what a lost tie, a step from evenness, a broken wish weigh

COUNTS_A_STEP = 10


class Swap(NamedTuple):
    """Two tables of one round, and who would go from each to the other; one side may be empty."""

    here: int
    there: int
    ours: list[int]
    theirs: list[int]


class Evening:
    """Seats of all rounds (`rounds` → tables → numbers), with running counts: an exchange is
    weighed without a recount."""

    def __init__(self, company: Company, rounds: list[list[list[int]]]):
        self.company, self.rounds = company, rounds
        self.people, self.many = len(company.guests), len(company.value_counts)
        effort.spend(sum(map(len, rounds)) * self.many // COUNTS_A_STEP)
        effort.spend(2 * (len(company.apart) + len(company.met)))
        self.table_of = [self._tables_of(tables) for tables in rounds]
        self.together = bytearray(self.people * self.people)
        for a, b in company.met:
            self._meet(a, b, 1)
        for table in (table for tables in rounds for table in tables):
            for a, b in combinations(table, 2):
                self._meet(a, b, 1)
        self.values = [self._values_at(tables) for tables in rounds]
        self.foes: list[set[int]] = [set() for _ in range(self.people)]
        for a, b in company.apart:
            self.foes[a].add(b)
            self.foes[b].add(a)

    def _tables_of(self, tables: list[list[int]]) -> list[int]:
        table_of = [-1] * self.people
        for at, table in enumerate(tables):
            for i in table:
                table_of[i] = at
        return table_of

    def _values_at(self, tables: list[list[int]]) -> list[list[int]]:
        counts = [[0] * self.many for _ in tables]
        for at, table in enumerate(tables):
            for i in table:
                for value in self.company.values[i]:
                    counts[at][value] += 1
        return counts

    def _meet(self, a: int, b: int, times: int) -> None:
        self.together[a * self.people + b] += times
        self.together[b * self.people + a] += times

    def quarrels(self) -> list[tuple[int, int, int]]:
        """(round, a, b) of those who shall be apart and are not."""
        apart = sorted(self.company.apart)
        effort.spend(len(apart) * (2 + len(self.rounds) // 8))
        return [
            (at, a, b)
            for at, table_of in enumerate(self.table_of)
            for a, b in apart
            if table_of[a] == table_of[b] >= 0
        ]

    def change(self, at: int, swap: Swap) -> int:
        """What it would cost (below zero: gain) if both sides changed places in round `at`.

        There are as many pairs as before: both sides are equally many, or the larger of two tables
        gives one more than it gets.
        """
        here, there, ours, theirs = swap
        stay, others = self._staying(at, swap)
        lost = self._met_again(ours, stay, others) + self._met_again(theirs, others, stay)
        broken = self._broken(ours, stay, others) + self._broken(theirs, others, stay)
        return TIE * lost + QUARREL * broken + MIX * self._mix(at, ours, theirs, here, there)

    def _staying(self, at: int, swap: Swap) -> tuple[list[int], list[int]]:
        """Who stays at the one table, and who at the other."""
        here, there, ours, theirs = swap
        tables = self.rounds[at]
        return (
            [i for i in tables[here] if i not in ours],
            [i for i in tables[there] if i not in theirs],
        )

    def _met_again(self, movers: list[int], leave: list[int], join: list[int]) -> int:
        together, people, lost = self.together, self.people, 0
        for i in movers:
            row = i * people
            for j in leave:
                if together[row + j] > 1:
                    lost -= 1
            for j in join:
                if together[row + j]:
                    lost += 1
        return lost

    def _broken(self, movers: list[int], leave: list[int], join: list[int]) -> int:
        if not self.company.apart:
            return 0
        foes = self.foes
        return sum(
            sum(1 for j in join if j in foes[i]) - sum(1 for j in leave if j in foes[i])
            for i in movers
        )

    def _mix(self, at: int, ours: list[int], theirs: list[int], here: int, there: int) -> int:
        """The change of the sum of squares of all counts: least when the tables are even."""
        values = self.company.values
        moved: dict[int, int] = {}
        for i in ours:
            for value in values[i]:
                moved[value] = moved.get(value, 0) + 1
        for i in theirs:
            for value in values[i]:
                moved[value] = moved.get(value, 0) - 1
        mine, yours = self.values[at][here], self.values[at][there]
        return sum(n * (yours[value] - mine[value] + n) for value, n in moved.items() if n) * 2

    def exchange(self, at: int, swap: Swap) -> None:
        """Let them change places."""
        here, there, ours, theirs = swap
        stay, others = self._staying(at, swap)
        self._pass(at, ours, (here, there), leave=stay, join=others)
        self._pass(at, theirs, (there, here), leave=others, join=stay)
        self.rounds[at][here], self.rounds[at][there] = stay + theirs, others + ours

    def _pass(self, at: int, movers: list[int], way: tuple[int, int], *, leave, join) -> None:
        mine, yours = (self.values[at][table] for table in way)
        for i in movers:
            for j in leave:
                self._meet(i, j, -1)
            for j in join:
                self._meet(i, j, 1)
            for value in self.company.values[i]:
                mine[value] -= 1
                yours[value] += 1
            self.table_of[at][i] = way[1]
