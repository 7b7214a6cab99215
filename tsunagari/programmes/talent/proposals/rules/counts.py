"""公表する数 — tables of consultations in which no number, and no sum or difference of them, is small.

Every number that was ever published is the sum of some places of one cube (topic × language × town ×
month), as it stood when its month was closed. The published sums cut the cube into blocks: places
that no published number tells apart. A number is published only when every block that it cuts anew
holds nought or at least k consultations. Then no calculation leads to 1 … k − 1:

* a sum or difference of published numbers that is the count of some set of places is the count of
  whole blocks, for it weighs every place of a block alike: nought, or at least k;
* the count of any other set can only be bounded, by the blocks that lie inside it and those that it
  touches (`bounds`): the lower bound is nought or at least k, so it is never known to be in 1 … k − 1.

This holds for any set of numbers: overlapping months, rolled-up dimensions, tables that were
published years apart. It hides a little more than the least that would do.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import NamedTuple

ALL, OTHER, UNKNOWN = "", "other", "-"
TOPIC, LANGUAGE, TOWN, MONTH = "topic", "language", "town", "month"
DIMENSIONS = (TOPIC, LANGUAGE, TOWN, MONTH)


class Place(NamedTuple):
    """One place of the cube; `month` as 2026-10."""

    topic: str
    language: str
    town: str
    month: str


class Cell(NamedTuple):
    """A sum of places: each part is one value or ALL, the months are a span."""

    topic: str
    language: str
    town: str
    first: str
    last: str

    def holds(self, place: Place) -> bool:
        return (
            self.first <= place.month <= self.last
            and self.topic in (ALL, place.topic)
            and self.language in (ALL, place.language)
            and self.town in (ALL, place.town)
        )


Cube = Mapping[Place, int]


def count(cube: Cube, cell: Cell) -> int:
    """How many consultations a cell holds."""
    return sum(n for place, n in cube.items() if cell.holds(place))


class Blocks:
    """The blocks into which published cells cut a cube; block 0 is what nobody has published of."""

    def __init__(self, cube: Cube, published: Iterable[Cell] = ()):
        self.cube = {place: n for place, n in cube.items() if n}
        self.of = dict.fromkeys(self.cube, 0)
        self.next = 1
        for cell in dict.fromkeys(published):
            self._cut(cell)

    def _parts(self, cell: Cell) -> dict[int, tuple[list[Place], list[Place]]]:
        """{block: (its places inside the cell, those outside)} of blocks that the cell touches."""
        inside: dict[int, list[Place]] = {}
        for place, block in self.of.items():
            if cell.holds(place):
                inside.setdefault(block, []).append(place)
        outside: dict[int, list[Place]] = {block: [] for block in inside}
        for place, block in self.of.items():
            if block in outside and not cell.holds(place):
                outside[block].append(place)
        return {block: (inside[block], outside[block]) for block in inside}

    def allows(self, cell: Cell, k: int) -> bool:
        """True when every block that the cell cuts anew holds at least k (or nothing)."""
        for block, (inside, outside) in self._parts(cell).items():
            if not outside and block:
                continue
            if self._small(inside, k) or (block and self._small(outside, k)):
                return False
        return True

    def _small(self, places: list[Place], k: int) -> bool:
        return 0 < sum(self.cube[place] for place in places) < k

    def _cut(self, cell: Cell) -> None:
        for block, (inside, outside) in self._parts(cell).items():
            if outside or not block:
                for place in inside:
                    self.of[place] = self.next
                self.next += 1

    def publish(self, cell: Cell) -> None:
        """From now on this sum is known to everybody."""
        self._cut(cell)


def bounds(blocks: Blocks, places: Iterable[Place]) -> tuple[int, int | None]:
    """What can be known of the count of some places: the least, and the most (None: without end)."""
    wanted = set(places)
    least, most = 0, 0
    open_end = any(blocks.of.get(place, 0) == 0 for place in wanted)
    for block in {number for number in blocks.of.values() if number}:
        members = [place for place, number in blocks.of.items() if number == block]
        size = sum(blocks.cube[place] for place in members)
        if wanted.issuperset(members):
            least += size
        if wanted.intersection(members):
            most += size
    return least, None if open_end else most


# — a table —


@dataclass(frozen=True)
class Asked:
    """What somebody wants to publish: rows, perhaps columns, the months, and what is held fixed."""

    rows: str
    first: str
    last: str
    columns: str = ""
    topic: str = ALL
    language: str = ALL
    town: str = ALL

    def cell(self, row: str = ALL, column: str = ALL) -> Cell:
        """The cell of a row and a column; ALL for a sum."""
        parts = {TOPIC: self.topic, LANGUAGE: self.language, TOWN: self.town}
        first, last = self.first, self.last
        for dimension, value in ((self.rows, row), (self.columns, column)):
            if value == ALL:
                continue
            if dimension == MONTH:
                first = last = value
            else:
                parts[dimension] = value
        return Cell(parts[TOPIC], parts[LANGUAGE], parts[TOWN], first, last)


@dataclass(frozen=True)
class Number:
    """One number of a table; `n` None is not published."""

    row: str
    column: str
    n: int | None


@dataclass(frozen=True)
class Table:
    """A table as it may be published: every row and column of the lists, whatever they hold."""

    asked: Asked
    rows: tuple[str, ...]
    columns: tuple[str, ...]
    numbers: tuple[Number, ...]

    @property
    def shown(self) -> list[Number]:
        return [one for one in self.numbers if one.n is not None]

    @property
    def hidden(self) -> int:
        return len(self.numbers) - len(self.shown)

    def at(self, row: str, column: str = ALL) -> int | None:
        """The number of a row and a column; None when it is not published."""
        found = (one.n for one in self.numbers if (one.row, one.column) == (row, column))
        return next(found, None)


def table(
    asked: Asked,
    cube: Cube,
    published: Iterable[Cell],
    *,
    values: Mapping[str, Sequence[str]],
    k: int,
) -> Table:
    """The table with everything left out that would give a count of 1 … k − 1 away.

    `values` are the rows and columns that stand in a table whatever they hold: a row that is there
    only when it holds something would say so. The sum comes first, then the rows, then the inside,
    the sums of the columns last; the larger number before the smaller.
    """
    rows = tuple(values[asked.rows])
    columns = tuple(values[asked.columns]) if asked.columns else ()
    blocks = Blocks(cube, published)
    order = [
        [(ALL, ALL)],
        [(row, ALL) for row in rows],
        list(product(rows, columns)),
        [(ALL, column) for column in columns],
    ]
    found = {}
    for group in order:
        counted = [(count(cube, asked.cell(*place)), place) for place in group]
        for n, place in sorted(counted, key=lambda one: -one[0]):
            cell = asked.cell(*place)
            may = n >= k and blocks.allows(cell, k)
            if may:
                blocks.publish(cell)
            found[place] = n if may else None
    numbers = tuple(Number(row, column, found[row, column]) for row, column in found)
    return Table(asked, rows, columns, numbers)


def cells_of(made: Table) -> list[Cell]:
    """The sums that a table makes known."""
    return [made.asked.cell(one.row, one.column) for one in made.shown]


def months(first: str, last: str) -> list[str]:
    """Every month from the first to the last, both included."""
    year, month = map(int, first.split("-"))
    found = []
    while (text := f"{year:04}-{month:02}") <= last:
        found.append(text)
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)
    return found
