"""当日の組み直し — a session's groups when some pupils are absent this morning.

When too few are left for two of each side everywhere, the smallest groups are merged into the
others, those who have not met first; then sizes are evened out. Every present pupil moves at most
once. Source: fact sheet of the international exchange programme, 6.2 (after the plan).
"""

from dataclasses import dataclass, field

from tsunagari.base import effort
from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason
from tsunagari.programmes.exchange.class_exchange.rules.pupils import Groups, Key, Pupil, Roster

LEAST = 2  # of each side in a group


@dataclass(frozen=True)
class Move:
    """A pupil goes from one group to another; groups are counted from 1, as on the seating plan."""

    pupil: Key
    from_group: int
    to_group: int


@dataclass(frozen=True)
class Repaired:
    """The groups by their old numbers (a merged group is empty), who moves, what is not kept."""

    groups: list[list[Key]]
    moves: list[Move]
    reasons: list[Reason] = field(default_factory=list)

    @property
    def seated(self) -> list[list[Key]]:
        """The groups that take place."""
        return [group for group in self.groups if group]


def repair(
    groups: list[list[Key]],
    absent,
    sides: list[list[Pupil]],
    met=(),
    keep_apart=(),
) -> Repaired:
    """The groups without the `absent` ids.

    `sides` is the whole roster, `met` and `keep_apart` are pairs of ids. The same question always
    gets the same answer.
    """
    roster = Roster(sides, keep_apart, met)
    away = set(absent)
    morning = _Morning(roster, [[key for key in group if key not in away] for group in groups])
    morning.settle()
    ids = [[roster.pupils[i].id for i in sorted(group)] for group in morning.groups]
    moves = [Move(roster.pupils[i].id, old + 1, new + 1) for i, old, new in morning.moves]
    return Repaired(ids, moves, morning.reasons())


def settle(roster: Roster, session: list[list[Key]]) -> Groups:
    """A session of an older plan for today's roster: who left is out, who is new has a place."""
    known = [[key for key in group if key in roster.number] for group in session]
    morning = _Morning(roster, [group for group in known if group] or [[]])
    here = {i for group in morning.groups for i in group}
    for i in range(len(roster.pupils)):
        if i not in here:
            morning.seat(i)
    morning.settle()
    return [group for group in morning.groups if group]


def succeed(roster: Roster, sessions: list[list[list[Key]]]) -> list[list[list[Key]]]:
    """An older plan in which whoever is new takes all the places of one who left.

    So a plan without repeats stays without. The places taken are those in groups that have fewest
    of the newcomer's side, and there fewest whom the newcomer has met.
    """
    where = [{key: g for g, group in enumerate(s) for key in group} for s in sessions]
    planned = {key for session in where for key in session}
    gone = sorted(
        (k for k in planned - roster.number.keys() if all(k in s for s in where)), key=str
    )
    mornings = [
        _Morning(roster, [[key for key in group if key in roster.number] for group in session])
        for session in sessions
    ]
    heirs: dict[Key, Key] = {}
    for i, pupil in enumerate(roster.pupils):
        free = [key for key in gone if key not in heirs]
        if pupil.id in planned or not free:
            continue
        costs = [morning.cost_of(i) for morning in mornings]
        heirs[min(free, key=_whole_cost(costs, where))] = pupil.id
    return [[[heirs.get(key, key) for key in group] for group in s] for s in sessions]


def _whole_cost(costs, where):
    """What the places of one who left cost a newcomer, part by part, over all sessions."""

    def cost(key: Key) -> list[int]:
        each = [of_session(at[key]) for of_session, at in zip(costs, where, strict=True)]
        return [sum(part) for part in zip(*each, strict=True)]

    return cost


class _Morning:
    """The groups while pupils move."""

    def __init__(self, roster: Roster, groups: list[list[Key]]):
        self.roster, self.side_of = roster, roster.side_of
        self.groups: Groups = [[roster.number[key] for key in group] for group in groups]
        self.counts = [[0] * len(roster.sides) for _ in groups]
        for group, count in zip(self.groups, self.counts, strict=True):
            for i in group:
                count[self.side_of[i]] += 1
        self.apart, self.met = _friends(roster.apart), _friends(roster.met)
        self.moves: list[tuple[int, int, int]] = []
        self.moved: set[int] = set()

    def settle(self) -> None:
        """Merge as many groups as have to be, then even out the sizes side by side."""
        present = [sum(of_side) for of_side in zip(*self.counts, strict=True)]
        self.sides = [side for side, number in enumerate(present) if number >= LEAST]
        merged = self._to_merge([present[side] // LEAST for side in self.sides])
        left = [g for g in self._alive() if g not in merged]
        for number in merged:
            effort.spend(len(self.groups[number]) * len(left) * 3)
            for i in list(self.groups[number]):
                self._move(i, number, min(left, key=self.cost_of(i)))
        for side in self.sides:
            while self._even_out(side):
                pass

    def _to_merge(self, possible: list[int]) -> list[int]:
        """The smallest groups, those with too few of a side first, beyond what is possible."""

        def order(g: int):
            enough = all(self.counts[g][side] >= LEAST for side in self.sides)
            return enough, len(self.groups[g]), g

        alive = self._alive()
        too_many = len(alive) - min(possible, default=len(alive))
        return sorted(alive, key=order)[: max(0, too_many)]

    def seat(self, i: int) -> None:
        """Give someone without a group a place in the smallest that fits."""
        self._join(i, min(self._alive() or [0], key=self.cost_of(i)))

    def _alive(self) -> list[int]:
        return [g for g, group in enumerate(self.groups) if group]

    def cost_of(self, i: int):
        """How little a group suits a pupil: apart first, then size, then who has met."""
        side, apart, met = self.side_of[i], self.apart.get(i, ()), self.met.get(i, ())
        gender = self.roster.pupils[i].gender

        def cost(g: int):
            group = self.groups[g]
            return (
                sum(m in apart for m in group),
                self.counts[g][side],
                sum(m in met for m in group),
                self._same_gender(group, side, gender),
                len(group),
                g,
            )

        return cost

    def _same_gender(self, group: list[int], side: int, gender) -> int:
        if gender is None:
            return 0
        pupils = self.roster.pupils
        return sum(self.side_of[m] == side and pupils[m].gender == gender for m in group)

    def _even_out(self, side: int) -> bool:
        """Move one pupil from a largest to a smallest group of a side; False when it is even."""
        alive = self._alive()
        effort.spend(len(alive) + len(self.side_of) // 10)
        sizes = {g: self.counts[g][side] for g in alive}
        most, least = max(sizes.values()), min(sizes.values())
        if most - least < 2:
            return False
        small = [g for g in alive if sizes[g] == least]
        free = [
            (i, g)
            for g in alive
            if sizes[g] == most
            for i in self.groups[g]
            if self.side_of[i] == side and i not in self.moved
        ]
        for target in small:
            effort.spend(len(free) * (2 + len(self.groups[target]) // 4))
            fitting = [(self.cost_of(i)(target), i, g) for i, g in free]
            if fitting and (best := min(fitting))[0][0] == 0:
                self._move(best[1], best[2], target)
                return True
        return False

    def _move(self, i: int, old: int, new: int) -> None:
        self.groups[old].remove(i)
        self.counts[old][self.side_of[i]] -= 1
        self._join(i, new)
        self.moved.add(i)
        self.moves.append((i, old, new))

    def _join(self, i: int, new: int) -> None:
        self.groups[new].append(i)
        self.counts[new][self.side_of[i]] += 1

    def reasons(self) -> list[Reason]:
        """What this morning's groups could not keep."""
        found = []
        for at, group in enumerate(self.groups):
            for a, b in sorted(self.roster.apart & _pairs(group)):
                one, other = (self.roster.pupils[i].id for i in (a, b))
                facts = {"one": one, "other": other, "group": at + 1}
                found.append(Reason(TOGETHER, facts, rule="6.2", field="keep_apart"))
            if group and min(self.counts[at]) < LEAST:
                found.append(Reason(TOO_FEW, {"group": at + 1}, rule="6.2", field="absent"))
        return found


def _friends(pairs) -> dict[int, set[int]]:
    found: dict[int, set[int]] = {}
    for a, b in pairs:
        found.setdefault(a, set()).add(b)
        found.setdefault(b, set()).add(a)
    return found


def _pairs(group: list[int]) -> set[tuple[int, int]]:
    return {(a, b) for a in group for b in group if a < b}


TOGETHER = _(
    "%(one)sと%(other)sはグループ%(group)sで一緒です。離せるグループがありませんでした。"
    "先生がどちらかのそばについてください。"
)
TOO_FEW = _(
    "グループ%(group)sは、片方の学校の生徒が2人より少ないです。となりのグループと一緒に活動してください。"
)
