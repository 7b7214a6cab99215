"""盤 — a plan that is improved by exchanging pupils, with its cost always at hand."""

from itertools import combinations

from tsunagari.base import effort
from tsunagari.programmes.exchange.class_exchange.rules.pupils import Groups, Roster

APART = 1_000  # meetings that a keep-apart pair is taken to have had
REPEAT = {True: 100, False: 300}  # a second meeting: on the same side, across sides
COUNTS_A_STEP = 10
GENDER, LEVEL = 2_000, 1  # one pupil too many or too few of a kind in a group


def _pairs(sessions: list[Groups]) -> int:
    return sum(len(group) ** 2 // 2 for session in sessions for group in session)


class Board:
    """Sessions of groups, how often every pair meets, and how far every group is from even.

    The cost of a pair that meets w times is w(w−1)/2 times REPEAT, earlier meetings included.
    """

    def __init__(self, roster: Roster, sessions: list[Groups]):
        n = len(roster.pupils)
        effort.spend(n * (n // 50 + len(sessions)) + _pairs(sessions))
        self.roster = roster
        self.groups = [[list(group) for group in session] for session in sessions]
        self.where = [[0] * n for _ in sessions]
        self.meetings = [[0] * n for _ in range(n)]
        for pairs, earlier in ((roster.met, 1), (roster.apart, APART)):
            for a, b in pairs:
                self._meet(a, b, earlier)
        self.weight = [
            [REPEAT[side == other] for other in roster.side_of] for side in range(len(roster.sides))
        ]
        self._count_kinds()
        self.cost = self._unevenness()
        for at, session in enumerate(self.groups):
            for number, group in enumerate(session):
                for i in group:
                    self.where[at][i] = number
                for a, b in combinations(group, 2):
                    self.cost += self.weight[roster.side_of[a]][b] * self.meetings[a][b]
                    self._meet(a, b, 1)

    def _meet(self, a: int, b: int, times: int) -> None:
        self.meetings[a][b] += times
        self.meetings[b][a] += times

    def _count_kinds(self) -> None:
        """Number the kinds (side and gender, side and level) and count them in every group."""
        numbers: dict = {}
        self.kinds: list[tuple[int, ...]] = []
        for pupil, side in zip(self.roster.pupils, self.roster.side_of, strict=True):
            known = [("gender", pupil.gender), ("level", pupil.level)]
            self.kinds.append(
                tuple(
                    numbers.setdefault((name, side, value), len(numbers))
                    for name, value in known
                    if value is not None
                )
            )
        self.genders = [kind for (name, *_), kind in numbers.items() if name == "gender"]
        total = [0] * len(numbers)
        for kinds in self.kinds:
            for kind in kinds:
                total[kind] += 1
        most = max((len(g) for session in self.groups for g in session), default=0) + 2
        spread = len(self.groups[0]) if self.groups else 1
        self.excess = [
            [
                (GENDER if name == "gender" else LEVEL)
                * max(0, total[kind] // spread - count, count + total[kind] // -spread) ** 2
                for count in range(most)
            ]
            for (name, *_), kind in numbers.items()
        ]
        effort.spend(sum(map(len, self.groups)) * len(numbers) // COUNTS_A_STEP)
        self.count = [
            [self._counted(group, len(numbers)) for group in session] for session in self.groups
        ]

    def _counted(self, group: list[int], kinds: int) -> list[int]:
        count = [0] * kinds
        for i in group:
            for kind in self.kinds[i]:
                count[kind] += 1
        return count

    def is_even(self) -> bool:
        """True when no group has too many or too few of a gender."""
        return not any(self.gender_excess(count) for session in self.count for count in session)

    def _unevenness(self) -> int:
        return sum(
            costs[number]
            for session in self.count
            for count in session
            for costs, number in zip(self.excess, count, strict=True)
        )

    def gender_excess(self, count: list[int]) -> bool:
        """True when a group with these counts has too many or too few of a gender."""
        return any(self.excess[kind][count[kind]] for kind in self.genders)

    def broken(self) -> bool:
        """True when a keep-apart pair shares a group, or an earlier pair meets again."""
        effort.spend((len(self.roster.apart) + len(self.roster.met)) * len(self.where) // 15)
        return any(
            where[a] == where[b]
            for where in self.where
            for a, b in self.roster.apart | self.roster.met
        )

    def change(self, at: int, a: int, b: int) -> int:
        """What the cost changes by when a and b, of one side, exchange groups in a session."""
        where, groups = self.where[at], self.groups[at]
        here, there = where[a], where[b]
        weight = self.weight[self.roster.side_of[a]]
        of_a, of_b = self.meetings[a], self.meetings[b]
        change = 0
        for m in groups[here]:
            if m != a:
                change += weight[m] * (of_b[m] - of_a[m] + 1)
        for m in groups[there]:
            if m != b:
                change += weight[m] * (of_a[m] - of_b[m] + 1)
        if self.kinds[a] != self.kinds[b]:
            change += self._kinds_change(at, a, b, here, there)
        return change

    def _kinds_change(self, at: int, a: int, b: int, here: int, there: int) -> int:
        count_here, count_there = self.count[at][here], self.count[at][there]
        change = 0
        for goes, comes, step in ((a, b, 1), (b, a, -1)):
            for kind in self.kinds[goes]:
                if kind in self.kinds[comes]:
                    continue
                costs = self.excess[kind]
                left, right = (count_here, count_there)[::step]
                change += costs[left[kind] - 1] - costs[left[kind]]
                change += costs[right[kind] + 1] - costs[right[kind]]
        return change

    def exchange(self, at: int, a: int, b: int) -> None:
        """Let a and b exchange groups in a session; call `change` first and add it to `cost`."""
        where, groups = self.where[at], self.groups[at]
        here, there = where[a], where[b]
        for i, old, other in ((a, here, b), (b, there, a)):
            for m in groups[old]:
                if m != i:
                    self._meet(i, m, -1)
                    self._meet(other, m, 1)
            for kind in self.kinds[i]:
                self.count[at][old][kind] -= 1
                self.count[at][where[other]][kind] += 1
        groups[here][groups[here].index(a)] = b
        groups[there][groups[there].index(b)] = a
        where[a], where[b] = there, here
