"""割り当ての計算 — most places filled, then most wishes met, then the hours as even as can be.

Exact: one aim after the other, each by branch and bound. What binds people to each other (the room
of the rows, and what earlier aims have reached) is priced; prices bound what is still possible, so
that most of what could be tried is never looked at. All prices are whole numbers: the answer is the
same on every machine, whatever the order of rows. Evening out hours contains the partition
problem, for which nobody knows a way that is always quick: after so many steps the best answer so
far stands, and `proved` says that it may not be the very best.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from tsunagari.programmes.community.shifts.rules.columns import Choices, Worth
from tsunagari.programmes.community.shifts.rules.prices import Priced, priced

STEPS = 40_000  # of one aim
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


class Best:
    """The best choice so far: {person: number of a column}, improved wherever somebody looks."""

    def __init__(self, asked: Choices):
        self.asked = asked
        self.columns = asked.columns
        # Columns from the best to the worst: the first that fits is the best that fits.
        self.order = [
            sorted(range(len(mine)), key=lambda k: mine[k].worth, reverse=True)
            for mine in asked.columns
        ]
        self.chosen = [0] * len(asked.columns)
        self.worth = self.worth_of(self.chosen)

    def worth_of(self, chosen: Sequence[int]) -> Worth:
        rows = [self.columns[p][k].worth for p, k in enumerate(chosen)]
        return (sum(r[0] for r in rows), sum(r[1] for r in rows), sum(r[2] for r in rows))

    def offer(self, chosen: list[int]) -> None:
        """Keep a choice when it is better, polished: first one by one, then two by two."""
        chosen = self._polished(chosen, [self._alone])
        if self.worth_of(chosen) > self.worth:
            self.chosen = self._polished(chosen, [self._alone, self._in_pairs])
            self.worth = self.worth_of(self.chosen)

    def filled(self, people, order=None) -> list[int]:
        """Everybody in turn gets the first column of the order that fits."""
        order = order or self.order
        room, chosen = Room(self.asked.room), [0] * len(self.columns)
        for p in people:
            chosen[p] = self._first(p, room.full, order[p])
            room.take(self.columns[p][chosen[p]])
        return chosen

    def _first(self, p: int, full: int, order) -> int:
        mine = self.columns[p]
        return next(k for k in order if not mine[k].mask & full)

    def _polished(self, chosen: list[int], ways: list) -> list[int]:
        chosen, room = list(chosen), Room(self.asked.room)
        for p, k in enumerate(chosen):
            room.take(self.columns[p][k])
        while any(way(chosen, room) for way in ways):
            pass
        return chosen

    def _alone(self, chosen: list[int], room: "Room") -> bool:
        """One after the other takes the best that fits beside the others."""
        better = False
        for p, mine in enumerate(self.columns):
            now = mine[chosen[p]]
            room.give(now)
            k = self._first(p, room.full, self.order[p])
            if mine[k].worth > now.worth:
                chosen[p], better = k, True
            room.take(mine[chosen[p]])
        return better

    def _in_pairs(self, chosen: list[int], room: "Room") -> bool:
        """Two together take the best that fits beside the others."""
        better = False
        for p in range(len(self.columns)):
            for q in range(p):
                better |= self._pair(p, q, chosen, room)
        return better

    def _pair(self, p: int, q: int, chosen: list[int], room: "Room") -> bool:
        ones, others = self.columns[p], self.columns[q]
        now = added(ones[chosen[p]].worth, others[chosen[q]].worth)
        top = others[self.order[q][0]].worth
        if added(ones[self.order[p][0]].worth, top) <= now:
            return False
        room.give(ones[chosen[p]])
        room.give(others[chosen[q]])
        found = chosen[p], chosen[q]
        for k in self.order[p]:
            one = ones[k]
            if added(one.worth, top) <= now:
                break
            if one.mask & room.full:
                continue
            room.take(one)
            second = self._first(q, room.full, self.order[q])
            room.give(one)
            if (worth := added(one.worth, others[second].worth)) > now:
                now, found = worth, (k, second)
        better = found != (chosen[p], chosen[q])
        chosen[p], chosen[q] = found
        room.take(ones[chosen[p]])
        room.take(others[chosen[q]])
        return better


class Room:
    """How much of each row is left; `full` has the bits of those with nothing left."""

    def __init__(self, room: Sequence[int]):
        self.left = list(room)
        self.full = sum(1 << row for row, left in enumerate(room) if not left)

    def take(self, column) -> None:
        for row in column.rows:
            self.left[row] -= 1
            if not self.left[row]:
                self.full |= 1 << row

    def give(self, column) -> None:
        for row in column.rows:
            if not self.left[row]:
                self.full &= ~(1 << row)
            self.left[row] += 1


def added(one: Worth, other: Worth) -> Worth:
    return (one[0] + other[0], one[1] + other[1], one[2] + other[2])


def _reach(asked: Choices, best: Best, aim: int) -> bool:
    """Make the best better in one aim, and say whether it cannot be better."""
    made = priced(asked, best, aim)
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
        p, whole = self.people[at], True
        for loss, k in self.kept[p]:
            if lost + loss > self.gap():
                break
            column = self.asked.columns[p][k]
            if column.mask & room.full:
                continue
            self.steps += 1
            if self.steps > STEPS:
                return False
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
