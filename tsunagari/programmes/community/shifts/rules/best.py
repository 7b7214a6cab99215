"""いちばん良い案 — the best choice so far, and ways to make it better by a few people at a time."""

from collections.abc import Iterable, Sequence
from itertools import combinations

from tsunagari.base import effort
from tsunagari.programmes.community.shifts.rules.columns import Choices, Worth

# Of some people who choose together: how many at a time, their steps; and those of all for one
# aim, of rivals and of any two.
TOGETHER, STEPS_OF_FEW, MOST_STEPS = 6, 2_000, (80_000, 40_000)
NOTHING: Worth = (0, 0, 0)


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
        effort.spend(sum(map(len, asked.columns)) * (2 + len(asked.tasks) // 10))
        self.rivals = _rivals(asked)
        self.steps = [0, 0]
        self.chosen = [0] * len(asked.columns)
        self.worth = self.worth_of(self.chosen)

    def worth_of(self, chosen: Sequence[int]) -> Worth:
        rows = [self.columns[p][k].worth for p, k in enumerate(chosen)]
        return (sum(r[0] for r in rows), sum(r[1] for r in rows), sum(r[2] for r in rows))

    def offer(self, chosen: list[int]) -> None:
        """Keep a choice when it is better, polished: first one by one, then some together."""
        chosen = self._polished(chosen, [self._alone])
        if self.worth_of(chosen) > self.worth:
            self.chosen = self._polished(chosen, [self._alone, self._some, self._two])
            self.worth = self.worth_of(self.chosen)

    def filled(self, people, order=None) -> list[int]:
        """Everybody in turn gets the first column of the order that fits."""
        order = order or self.order
        effort.spend(2 * len(self.columns) + sum(map(len, self.columns)) // 60)
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
        effort.spend(2 * len(self.columns) + sum(map(len, self.columns)) // 60)
        for p, mine in enumerate(self.columns):
            now = mine[chosen[p]]
            room.give(now)
            k = self._first(p, room.full, self.order[p])
            if mine[k].worth > now.worth:
                chosen[p], better = k, True
            room.take(mine[chosen[p]])
        return better

    def _some(self, chosen: list[int], room: "Room") -> bool:
        """Some who compete for one shift choose anew, together, beside all others."""
        return self._together(0, self.rivals, chosen, room)

    def _two(self, chosen: list[int], room: "Room") -> bool:
        """Any two choose anew, together."""
        return self._together(1, combinations(range(len(self.columns)), 2), chosen, room)

    def _together(self, way: int, groups: Iterable, chosen: list[int], room: "Room") -> bool:
        better = False
        for group in groups:
            columns = sum(len(self.columns[p]) for p in group)
            if self.steps[way] > MOST_STEPS[way] or not effort.afford(5 + columns // 15):
                return better
            few = Few(self, group, chosen, room)
            better |= few.improve()
            self.steps[way] += few.steps
        return better


def _rivals(asked: Choices) -> list[tuple[int, ...]]:
    """Of each shift those who could be on it, some at a time, overlapping by half."""
    found, half = [], TOGETHER // 2
    for t in range(len(asked.tasks)):
        people = [p for p, mine in enumerate(asked.columns) if any(t in one.tasks for one in mine)]
        ends = max(1, len(people) - half)
        found += [tuple(people[at : at + TOGETHER]) for at in range(0, ends, half)]
    return [group for group in dict.fromkeys(found) if len(group) > 1]


class Few:
    """The best columns of a few people, while everybody else stays."""

    def __init__(self, best: Best, group: Sequence[int], chosen: list[int], room: "Room"):
        self.best, self.group, self.chosen, self.room = best, group, chosen, room
        self.steps = 1

    def improve(self) -> bool:
        columns, now = self.best.columns, [self.chosen[p] for p in self.group]
        if all(k == self.best.order[p][0] for p, k in zip(self.group, now, strict=True)):
            return False
        for p in self.group:
            self.room.give(columns[p][self.chosen[p]])
        self.fits = [
            [k for k in self.best.order[p] if not columns[p][k].mask & self.room.full]
            for p in self.group
        ]
        self.tops = [NOTHING]
        for p, fits in zip(reversed(self.group), reversed(self.fits), strict=True):
            self.tops.append(added(columns[p][fits[0]].worth, self.tops[-1]))
        self.tops.reverse()
        self.worth, self.found, self.left = NOTHING, now, STEPS_OF_FEW
        for p, k in zip(self.group, now, strict=True):
            self.worth = added(self.worth, columns[p][k].worth)
        self._down(0, NOTHING, [])
        for p, k in zip(self.group, self.found, strict=True):
            self.chosen[p] = k
            self.room.take(columns[p][k])
        self.steps += STEPS_OF_FEW - self.left
        return self.found != now

    def _down(self, at: int, worth: Worth, taken: list[int]) -> None:
        if at == len(self.group):
            self.worth, self.found = worth, list(taken)
            return
        mine, passed = self.best.columns[self.group[at]], 0
        for k in self.fits[at]:
            column = mine[k]
            sofar = added(worth, column.worth)
            if added(sofar, self.tops[at + 1]) <= self.worth or not self.left:
                break
            if column.mask & self.room.full:
                passed += 1
                continue
            self.left -= 1
            if not effort.afford(3 + passed):
                self.left = 0
                break
            passed = 0
            self.room.take(column)
            self._down(at + 1, sofar, [*taken, k])
            self.room.give(column)
        effort.spend(passed)


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
