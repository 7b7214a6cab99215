"""割り当ての計算 — most places filled, then most wishes met, then the hours as even as can be.

Exact: one aim after the other, each by branch and bound. What binds people to each other (the room
of the rows, and what earlier aims have reached) is priced; prices bound what is still possible, so
that most of what could be tried is never looked at. All prices are whole numbers: the answer is the
same on every machine, whatever the order of rows. Evening out hours contains the partition
problem, for which nobody knows a way that is always quick: after so many steps the best answer so
far stands, and `proved` says that it may not be the very best.
"""

from dataclasses import dataclass

from tsunagari.base import effort
from tsunagari.programmes.community.shifts.rules.best import Best, Room
from tsunagari.programmes.community.shifts.rules.columns import Choices, Worth
from tsunagari.programmes.community.shifts.rules.prices import Priced, affordable, priced

STEPS = 20_000  # of one aim
STEPS_A_CHOICE = 6  # of effort
PLACES, WISHES, EVEN = range(3)


@dataclass(frozen=True)
class Solution:
    """{person: tasks} by their numbers, what it is worth, and of which aims (places, wishes, even
    hours) it is proved that nothing is better."""

    taken: list[tuple[int, ...]]
    worth: Worth
    proved: tuple[bool, bool, bool]


def solve(asked: Choices) -> Solution:
    """The best set for everybody."""
    best = Best(asked)
    best.offer(best.filled(range(len(asked.columns))))
    so_far, proved = asked.whole, []
    for aim in (PLACES, WISHES, EVEN):
        so_far &= _reach(asked, best, aim)
        proved.append(so_far)
    taken = [asked.columns[p][k].tasks for p, k in enumerate(best.chosen)]
    return Solution(taken, best.worth, (proved[0], proved[1], proved[2]))


def _reach(asked: Choices, best: Best, aim: int) -> bool:
    """Make the best better in one aim, and say whether it cannot be better."""
    if aim == PLACES and best.worth[aim] == asked.places:
        return True
    if not affordable(asked, aim):
        return False
    best.steps = [0, 0]
    made = priced(asked, best.worth, aim)
    for order in made.orders:
        best.offer(best.filled(range(len(asked.columns)), order))
        best.offer(best.filled(range(len(asked.columns) - 1, -1, -1), order))
    return Search(asked, best, aim, made).run()


class Search:
    """Depth first over the people; what a choice loses against the prices may not pass the gap."""

    def __init__(self, asked: Choices, best: Best, aim: int, made: Priced):
        self.asked, self.best, self.aim, self.made = asked, best, aim, made
        self.steps = 0
        self.seen: dict[tuple, int] = {}
        # Whoever has the fewest columns left within the gap is asked first.
        gap = self.gap()
        self.kept = [
            [
                (loss, k)
                for loss, k in sorted(zip(losses, range(len(losses)), strict=True))
                if loss <= gap
            ]
            for losses in made.losses
        ]
        self.people = sorted(range(len(self.kept)), key=lambda p: (len(self.kept[p]), p))
        self.chosen = [0] * len(self.kept)

    def gap(self) -> int:
        """How much may be lost by a choice that is better than the best: at least one more."""
        return self.made.bound - (self.best.worth[self.aim] + 1) * self.made.scale

    def run(self) -> bool:
        """True when everything was looked at, or nothing had to be."""
        if self.gap() < 0:
            return True
        return self._down(0, 0, (0,) * self.aim, Room(self.asked.room))

    def _down(self, at: int, lost: int, reached: tuple, room: Room) -> bool:
        if at == len(self.people):
            self._arrived()
            return True
        key = (at, *room.left, *reached)
        if self.seen.get(key, lost + 1) <= lost:
            return True
        self.seen[key] = lost
        p, whole, passed = self.people[at], True, 0
        for loss, k in self.kept[p]:
            if lost + loss > self.gap():
                break
            column = self.asked.columns[p][k]
            if column.mask & room.full:
                passed += 1
                continue
            self.steps += 1
            if self.steps > STEPS or not effort.afford(STEPS_A_CHOICE + passed // 2):
                return False
            passed = 0
            self.chosen[p] = k
            room.take(column)
            more = tuple(a + b for a, b in zip(reached, column.worth, strict=False))
            whole &= self._down(at + 1, lost + loss, more, room)
            room.give(column)
            if not whole:
                return False
        return whole

    def _arrived(self) -> None:
        if self.best.worth_of(self.chosen) > self.best.worth:
            self.best.offer(self.chosen)
