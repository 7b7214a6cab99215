"""座席 — every pupil in a row and a column, and the sessions that turning the rows makes.

Rows are cut from the pupils sorted by gender and level. A group takes one pupil of each row, so
its numbers of girls, of boys and of pupils differ by at most one from the other groups'.
"""

from tsunagari.base import effort
from tsunagari.programmes.exchange.class_exchange.rules.pupils import (
    Groups,
    Roster,
    by_level,
    chunks,
)
from tsunagari.programmes.exchange.class_exchange.rules.turns import Cell, turns

# Ten groups of 2 + 2 in ten sessions, all pairs of two sides once and no pair twice: session s
# adds s to every place (places 0–9 and 10–19 of a side turn on their own). Found by search; a
# test recounts it. It cannot keep genders even, so it serves sides of one gender or of none.
TEN = [
    (4, 14, 4, 1),
    (13, 12, 14, 18),
    (16, 10, 8, 13),
    (11, 3, 10, 7),
    (18, 7, 2, 12),
    (5, 1, 15, 3),
    (0, 8, 16, 9),
    (6, 19, 17, 19),
    (9, 2, 11, 5),
    (15, 17, 0, 6),
]

Row = list[int | None]  # one entry a column; None is an empty place


def seated(roster: Roster, groups: int, sessions: int) -> tuple[list[Groups], bool]:
    """The sessions by turning rows, and whether no two pupils meet twice in them."""
    for packing in PACKINGS:
        rows, sides, never = _rows(roster, groups, packing)
        found = turns(groups, sides, sessions, never)
        if found.exact or not never:
            break
    else:
        found = turns(groups, sides, sessions)
    if not found.exact and _is_ten(roster, groups, sessions):
        return _ten(sessions), True
    return [_session(rows, turned, groups) for turned in found.groups], found.exact


def _rows(roster: Roster, groups: int, packing):
    """All rows, the side of each, and the cells that would make a group uneven together."""
    rows: list[Row] = []
    sides: list[int] = []
    never: set[tuple[Cell, Cell]] = set()
    for side in range(len(roster.sides)):
        members = by_level(roster, roster.members(side))
        runs = chunks(members, groups, lambda i: roster.pupils[i].gender)
        full: list[Row] = [list(run) for run in runs if len(run) == groups]
        loose = packing([run for run in runs if len(run) < groups], groups)
        never |= _never(roster, loose, len(rows) + len(full))
        rows += full + loose
        sides += [side] * (len(full) + len(loose))
    return rows, tuple(sides), frozenset(never)


def _each_alone(runs: list[list[int]], groups: int) -> list[Row]:
    """A row for every short run, when that takes no more rows than there have to be."""
    if len(runs) * groups - sum(map(len, runs)) >= groups:
        return _smallest_first(runs, groups)
    return [[*run, *[None] * (groups - len(run))] for run in runs]


def _smallest_first(runs: list[list[int]], groups: int) -> list[Row]:
    return _cut([i for run in sorted(runs, key=len) for i in run], groups)


def _largest_first(runs: list[list[int]], groups: int) -> list[Row]:
    return _cut([i for run in sorted(runs, key=len, reverse=True) for i in run], groups)


def _cut(numbers: list[int], groups: int) -> list[Row]:
    filled = [*numbers, *[None] * (-len(numbers) % groups)]
    return [filled[at : at + groups] for at in range(0, len(filled), groups)]


# In the last packing only one row has empty places: sizes are right whatever the turns are.
PACKINGS = (_each_alone, _largest_first, _smallest_first)


def _never(roster: Roster, loose: list[Row], offset: int):
    """Cells that would make a group uneven: two empty places, or two of the same short run."""
    cells = [
        (offset + r, c, (i is None, None if i is None else roster.pupils[i].gender))
        for r, row in enumerate(loose)
        for c, i in enumerate(row)
    ]
    effort.spend(len(cells) ** 2 // 20)
    return {
        ((r, c), (q, d)) for r, c, kind in cells for q, d, other in cells if r < q and kind == other
    }


def _session(rows: list[Row], turned: list[list[int]], groups: int) -> Groups:
    session: Groups = [[] for _ in range(groups)]
    for row, places in zip(rows, turned, strict=True):
        for i, group in zip(row, places, strict=True):
            if i is not None:
                session[group].append(i)
    return session


def _is_ten(roster: Roster, groups: int, sessions: int) -> bool:
    genders = [{pupil.gender for pupil in side} - {None} for side in roster.sides]
    return (
        groups == 10
        and roster.counts == [20, 20]
        and sessions <= 10
        and all(len(of_side) < 2 for of_side in genders)
    )


def _ten(sessions: int) -> list[Groups]:
    return [
        [
            [side * 20 + place // 10 * 10 + (place + at) % 10 for side, place in _sided(block)]
            for block in TEN
        ]
        for at in range(sessions)
    ]


def _sided(block: tuple[int, ...]):
    return zip((0, 0, 1, 1), block, strict=True)
