"""回し方 — how far every row of pupils moves on from session to session.

A row is a set of pupils who never share a group; pupil in column c of row r is in group
c + turn(session, r). Two rows whose turns always differ by something new never bring two
pupils together twice. A field gives that for every session (exchange fact sheet 6.2); for a
number of groups that is no prime power, a short search in the whole numbers modulo the number
of groups finds it as long as there is a little room.
"""

import random
from dataclasses import dataclass
from functools import partial
from math import inf

from tsunagari.base import effort
from tsunagari.programmes.exchange.class_exchange.rules.fields import field_of, is_order

Cell = tuple[int, int]  # row, column
SEARCH = 8_000  # choices tried before we are content with an imperfect plan
# Found by the same search when it had more time: eight rows, the first sessions of each.
KNOWN: dict[tuple[int, int], list[tuple[int, ...]]] = {
    (10, 4): [
        (0, 3, 8, 7),
        (0, 0, 6, 6),
        (0, 6, 3, 1),
        (0, 9, 2, 8),
        (0, 1, 5, 9),
        (0, 4, 4, 5),
        (0, 2, 0, 2),
        (0, 7, 9, 4),
        (0, 8, 7, 0),
    ],
    (10, 8): [
        (0, 3, 9, 5, 6, 5, 7, 1),
        (0, 0, 7, 6, 5, 8, 9, 7),
        (0, 7, 1, 8, 1, 3, 8, 8),
        (0, 4, 5, 3, 0, 4, 0, 6),
        (0, 2, 4, 7, 3, 1, 5, 2),
        (0, 9, 8, 9, 9, 6, 4, 3),
        (0, 6, 6, 0, 8, 9, 6, 9),
        (0, 5, 0, 2, 4, 0, 3, 4),
    ],
    (12, 8): [
        (0, 5, 9, 0, 10, 4, 7, 9),
        (0, 7, 4, 3, 4, 0, 4, 7),
        (0, 1, 1, 6, 11, 11, 6, 11),
        (0, 3, 10, 2, 2, 3, 1, 0),
        (0, 0, 8, 10, 7, 9, 3, 1),
        (0, 10, 11, 11, 1, 5, 5, 6),
        (0, 2, 7, 4, 3, 6, 8, 4),
    ],
}
# Ten groups in ten sessions, four rows: eleven blocks (session, row 0, row 1, row 2, row 3) that
# turn together in the whole numbers modulo 9; 9 is a place that stays. Two rows of two sides meet
# in all 100 ways, the two rows of one side in 91 of them. Found by search.
NEARLY_TEN = [
    (6, 9, 7, 6, 2),
    (9, 0, 5, 1, 8),
    (8, 7, 4, 9, 3),
    (1, 5, 9, 2, 3),
    (7, 4, 6, 6, 9),
    (7, 1, 2, 0, 4),
    (6, 8, 8, 3, 5),
    (4, 4, 7, 0, 5),
    (1, 8, 7, 8, 8),
    (5, 1, 5, 8, 5),
    (4, 5, 2, 8, 7),
]
SAMPLES = 12  # starts of the search for one imperfect session


@dataclass(frozen=True)
class Turns:
    """`groups[session][row][column]` is a group number; `exact` when no two cells meet twice."""

    groups: list[list[list[int]]]
    exact: bool


@effort.remembered(256)
def turns(
    groups: int,
    sides: tuple[int, ...],
    sessions: int,
    never: frozenset[tuple[Cell, Cell]] = frozenset(),
    seed: int = 0,
) -> Turns:
    """The turns for rows that belong to `sides` (one side number a row).

    `never` holds pairs of cells that shall not share a group in any session. When no exact
    answer is found, the one with few repeats, those of the same side rather than of two sides.
    """
    if sessions > groups and (once := _in_a_field(groups, len(sides), groups, never)):
        return Turns([once.groups[at % groups] for at in range(sessions)], exact=len(sides) < 2)
    if (groups, sides, sessions) == (10, (0, 0, 1, 1), 10) and not never:
        return Turns(_nearly_ten(), exact=False)
    return _in_a_field(groups, len(sides), sessions, never) or _in_whole_numbers(
        groups, sides, sessions, never, random.Random(seed)
    )


def _in_a_field(groups: int, rows: int, sessions: int, never) -> Turns | None:
    if not is_order(groups) or rows > groups or sessions > groups:
        return None
    field = field_of(groups)
    found = []
    for session in range(groups):
        effort.spend(rows * (1 + groups // 20) + len(never) // 8)
        turned = [field.turn(session, row) for row in range(rows)]
        if all(turned[r][c] != turned[q][d] for (r, c), (q, d) in never):
            found.append(turned)
        if len(found) == sessions:
            return Turns(found, exact=True)
    return None


def _in_whole_numbers(groups: int, sides: tuple, sessions: int, never, rng) -> Turns:
    rows = len(sides)
    effort.spend(len(never) + rows * sessions)
    forbidden = [[0] * rows for _ in sides]
    for (r, c), (q, d) in never:
        forbidden[r][q] |= 1 << (c - d) % groups
        forbidden[q][r] |= 1 << (d - c) % groups
    # An even number of groups and three rows: the differences of all sessions cannot all be new.
    possible = min(sessions, groups - (groups % 2 == 0 and rows > 2))
    steps = [] if never else _known(groups, rows, possible)
    exact = bool(steps)
    if not steps:
        steps, exact = _differences(groups, rows, possible, forbidden, rng)
    exact = exact and possible == sessions
    while len(steps) < sessions:
        steps.append(_least_repeats(steps, groups, sides, forbidden, rng))
    return Turns([[_turned(groups, step) for step in session] for session in steps], exact)


def _nearly_ten() -> list[list[list[int]]]:
    made = [[[0] * 10 for _row in range(4)] for _session in range(10)]
    filled = [0] * 10
    blocks = [
        [place if place == 9 else (place + turn) % 9 for place in block]
        for block in NEARLY_TEN
        for turn in range(9)
    ]
    for session, *columns in [*blocks, [9] * 5]:
        for row, column in enumerate(columns):
            made[session][row][column] = filled[session]
        filled[session] += 1
    return made


def _known(groups: int, rows: int, sessions: int) -> list[list[int]]:
    for (number, most_rows), steps in KNOWN.items():
        if number == groups and rows <= most_rows and sessions <= len(steps):
            return [list(session[:rows]) for session in steps[:sessions]]
    return []


def _turned(groups: int, step: int) -> list[int]:
    return [*range(step, groups), *range(step)]


def _differences(groups, rows, sessions, forbidden, rng):
    """Steps per session and row whose differences between two rows never come back."""
    best: list[list[int]] = []
    tried = 0
    while tried < SEARCH:
        used = [list(row) for row in forbidden]
        steps: list[list[int]] = []
        while len(steps) < sessions:
            found, cost = _one_session(groups, rows, used, rng)
            effort.spend(cost * rows // 2)
            tried += cost
            if found is None:
                break
            for r in range(rows):
                for q in range(r):
                    used[q][r] |= 1 << (found[r] - found[q]) % groups
            steps.append(found)
        if len(steps) == sessions:
            return steps, True
        best = max(best, steps, key=len)
    return best, False


def _one_session(groups, rows, used, rng, attempts: int = 40):
    """One session's steps, the first 0, or None; and how many choices were tried."""
    whole, tried = (1 << groups) - 1, 0
    for _ in range(attempts):
        steps = [0]
        for r in range(1, rows):
            tried += 1
            taken = 0
            for q in range(r):
                shifted = used[q][r] << steps[q]
                taken |= shifted | shifted >> groups
            free = whole & ~taken
            if not free:
                break
            steps.append(_any_bit(free, groups, rng))
        else:
            return steps, tried
    return None, tried


def _any_bit(mask: int, width: int, rng) -> int:
    cut = rng.randrange(width)
    above = mask >> cut
    if above:
        return cut + (above & -above).bit_length() - 1
    return (mask & -mask).bit_length() - 1


def _least_repeats(steps, groups, sides, forbidden, rng) -> list[int]:
    """Another session that repeats few pairs: from several starts, row by row the best step."""
    pairs = len(sides) ** 2
    effort.spend(pairs * groups * (len(steps) // 4 + SAMPLES))
    cost = _costs(steps, groups, sides, forbidden)
    rows = range(len(sides))

    def repeats(trial, r, step):
        return sum(cost[r][q][(step - trial[q]) % groups] for q in rows if q != r)

    best: tuple[float, list[int]] = (inf, [])
    for _ in range(SAMPLES):
        trial = [rng.randrange(groups) for _ in rows]
        for _ in range(4):
            for r in rows:
                trial[r] = min(range(groups), key=partial(repeats, trial, r))
        best = min(best, (sum(repeats(trial, r, trial[r]) for r in rows), list(trial)))
    return best[1]


def _costs(steps, groups, sides, forbidden):
    """What it costs when two rows differ by a step: across sides more, and ever more each time."""
    cost = [[[0] * groups for _ in sides] for _ in sides]
    for r, side in enumerate(sides):
        for q, other in enumerate(sides):
            for step in range(groups):
                times = sum((session[r] - session[q]) % groups == step for session in steps)
                cost[r][q][step] = (1 if side == other else 3) * times**2
                cost[r][q][step] += 9 * (forbidden[q][r] >> step & 1)
    return cost
