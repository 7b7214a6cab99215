"""配合 — which kinds of pupils every group takes, so that all groups are alike within one.

Pupils are edges between a run of their gender and a run of their level (a run is at most as long
as there are groups; empty places are a level of their own). Colouring the edges, one colour a
group and no two of a run alike, gives every group each gender, each level and each size within
one. That is always possible (Kőnig 1916): a chain of two colours is exchanged where it sticks.
"""

from dataclasses import dataclass
from itertools import chain
from math import inf

from tsunagari.programmes.exchange.class_exchange.rules.pupils import Roster, bits_of, chunks

WIDTHS = (1, 2)  # levels of a small group: best next to each other, at most two apart


@dataclass(frozen=True)
class Mix:
    """The genders in a (part of a) group, sorted, and its lowest and highest numeric level."""

    genders: tuple[str, ...] = ()
    lowest: float = inf
    highest: float = -inf

    @property
    def span(self) -> float:
        """How far the levels are apart; negative when none is known."""
        return self.highest - self.lowest

    def with_(self, other: "Mix") -> "Mix":
        """Both parts together."""
        return Mix(
            tuple(sorted(self.genders + other.genders)),
            min(self.lowest, other.lowest),
            max(self.highest, other.highest),
        )

    def is_even(self, bounds: dict[str, tuple[int, int]]) -> bool:
        """True when every gender's count lies within its bounds."""
        return all(
            low <= self.genders.count(gender) <= high for gender, (low, high) in bounds.items()
        )


NOBODY = Mix()


@dataclass(frozen=True)
class Kinds:
    """One side's pupils by gender run (row) and level run (column)."""

    pupils: dict[tuple[int, int], int]  # (row, column) → set of pupils as bits
    rows: list[list[int]]  # each row's columns, one entry a pupil or empty place
    holes: int  # columns from here on are empty places
    levels: list[float | None]  # the level of each column when it is a number
    genders: list[str | None]  # the gender of each row

    def is_big(self, recipe: list[int], least: int) -> bool:
        """True when the recipe has more than `least` pupils."""
        return sum(column < self.holes for column in recipe) > least

    def mix_of(self, recipe: list[int]) -> Mix:
        """The genders and levels of a recipe."""
        taken = [(self.genders[row], at) for row, at in enumerate(recipe) if at < self.holes]
        levels = [level for _gender, at in taken if (level := self.levels[at]) is not None]
        return Mix(
            tuple(sorted(str(gender) for gender, _at in taken if gender is not None)),
            min(levels, default=inf),
            max(levels, default=-inf),
        )


def kinds_of(roster: Roster, members: list[int], groups: int, *, levels: bool) -> Kinds:
    """The runs of a side; with `levels` False only genders and sizes are kept alike."""
    pupils = roster.pupils
    runs = chunks(members, groups, lambda i: pupils[i].gender)
    columns = chunks(members, groups, lambda i: pupils[i].level) if levels else runs
    column_of = {i: at for at, run in enumerate(columns) for i in run}
    row_of = {i: at for at, run in enumerate(runs) for i in run}
    rows = [[column_of[i] for i in run] for run in runs]
    empty = 0
    for row in rows:
        while len(row) < groups:
            row.append(len(columns) + empty // groups)
            empty += 1
    by_kind: dict[tuple[int, int], list[int]] = {}
    for i in members:
        by_kind.setdefault((row_of[i], column_of[i]), []).append(i)
    first = [pupils[run[0]].level if levels else None for run in columns]
    numeric = [level if isinstance(level, (int, float)) else None for level in first]
    return Kinds(
        {kind: bits_of(numbers) for kind, numbers in by_kind.items()},
        rows,
        len(columns),
        numeric + [None] * -(-empty // groups),
        [pupils[run[0]].gender for run in runs],
    )


def recipes(kinds: Kinds, groups: int, rng, *, close: bool) -> list[list[int]]:
    """For every group the column its pupil of each row comes from; `close` keeps levels near."""
    colouring = _Colouring(kinds, groups, rng)
    for row, columns in enumerate(kinds.rows):
        order = list(columns)
        rng.shuffle(order)
        if close:
            order.sort(key=_extreme(kinds.levels))
        for column in order:
            colouring.add(row, column, close=close)
    return [[row[group] for row in colouring.by_row] for group in range(groups)]


def _extreme(levels):
    known = sorted({level for level in levels if level is not None}) or [0]
    middle = (known[0] + known[-1]) / 2
    return lambda column: -abs(middle if levels[column] is None else levels[column] - middle)


class _Colouring:
    """A proper edge colouring that grows edge by edge."""

    def __init__(self, kinds: Kinds, groups: int, rng):
        whole = (1 << groups) - 1
        self.groups, self.rng, self.levels = groups, rng, kinds.levels
        columns = 1 + max(chain.from_iterable(kinds.rows), default=0)
        self.by_row = [[-1] * groups for _ in kinds.rows]
        self.by_column = [[-1] * groups for _ in range(columns)]
        self.row_free = [whole] * len(kinds.rows)
        self.column_free = [whole] * columns
        known = {level for level in kinds.levels if level is not None}
        self.near = {width: dict.fromkeys(known, whole) for width in WIDTHS}

    def add(self, row: int, column: int, *, close: bool) -> None:
        shared = self.row_free[row] & self.column_free[column]
        level = self.levels[column] if close else None
        if not shared:
            colour = self._any(self.row_free[row])
            self._exchange(column, colour, self._any(self.column_free[column]))
        else:
            if level is not None:
                for width in WIDTHS:
                    if wished := shared & self.near[width][level]:
                        shared = wished
                        break
            colour = self._any(shared)
        self._set(row, column, colour)
        if level is not None:
            self._narrow(level, colour)

    def _narrow(self, level: float, colour: int) -> None:
        for width, masks in self.near.items():
            for other in masks:
                if abs(other - level) > width:
                    masks[other] &= ~(1 << colour)

    def _any(self, mask: int) -> int:
        cut = self.rng.randrange(self.groups)
        above = mask >> cut or mask
        return (above & -above).bit_length() - 1 + (cut if mask >> cut else 0)

    def _set(self, row: int, column: int, colour: int) -> None:
        self.by_row[row][colour] = column
        self.by_column[column][colour] = row
        self.row_free[row] &= ~(1 << colour)
        self.column_free[column] &= ~(1 << colour)

    def _exchange(self, column: int, one: int, other: int) -> None:
        """Exchange two colours along the chain that starts at `column` with `one`."""
        edges, at_column, node, colour = [], True, column, one
        while True:
            found = (self.by_column if at_column else self.by_row)[node][colour]
            if found < 0:
                break
            edges.append((found, node, colour) if at_column else (node, found, colour))
            node, at_column = found, not at_column
            colour = other if colour == one else one
        for row, column_, colour in edges:
            self.by_row[row][colour] = self.by_column[column_][colour] = -1
            self.row_free[row] |= 1 << colour
            self.column_free[column_] |= 1 << colour
        for row, column_, colour in edges:
            self._set(row, column_, other if colour == one else one)
