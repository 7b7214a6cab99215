"""組み合わせ — everything that one person could do: sets of shifts that keep all rules of that person.

What binds people to each other are rows, each with so much room: the places of a shift, and for
each language it asks for the places that people without that language may take. A set uses a row
once or not at all, so whether it still fits is one comparison of bits.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

from tsunagari.base import effort
from tsunagari.programmes.community.shifts.rules.fit import why_never, why_not_beside
from tsunagari.programmes.community.shifts.rules.roster import WANTS, Helper, Key, Task, gap

# Of one person; who could do more than this is given the first of them, and nothing is proved.
MOST_SETS = 4_000
STEPS_A_FREE_SHIFT, STEPS_A_SET = 3, 8  # of effort
Worth = tuple[int, int, int]  # places filled, wishes met, minus the square of the hours


@dataclass
class Column:
    """One set of new shifts of one person."""

    tasks: tuple[int, ...]
    rows: tuple[int, ...]
    mask: int
    worth: Worth


@dataclass
class Choices:
    """Every set of everybody, and the room of each row."""

    helpers: Sequence[Helper]
    tasks: Sequence[Task]
    columns: list[list[Column]]
    room: list[int]
    places: int = 0
    whole: bool = True
    unit: int = 1
    held: list[list[int]] = field(default_factory=list)


def choices(
    helpers: Sequence[Helper],
    tasks: Sequence[Task],
    *,
    stands: set[tuple[Key, Key]],
    vetoes: set[tuple[Key, Key]],
    rest: int,
) -> Choices:
    """`stands` are pairs that are decided; they take room and hours and are never touched."""
    held = [[t for t, task in enumerate(tasks) if (one.key, task.key) in stands] for one in helpers]
    rows, room = _rows(helpers, tasks, held)
    unit = _unit([task.minutes for task in tasks])
    places = sum(room[rows[t, ""]] for t in range(len(tasks)))
    made = Choices(helpers, tasks, [], room, places, unit=unit, held=held)
    for at, helper in enumerate(helpers):
        mine = [tasks[t] for t in held[at]]
        free = [
            t
            for t, task in enumerate(tasks)
            if t not in held[at]
            and not why_never(helper, task, vetoed=(helper.key, task.key) in vetoes)
            and not why_not_beside(helper, task, mine, rest)
            and all(room[row] > 0 for row in _used(rows, helper, task, t))
        ]
        effort.spend(STEPS_A_FREE_SHIFT * (len(tasks) + len(free)) + len(free) ** 2 // 3)
        sets = _sets(helper, tasks, mine, free, rest)
        made.whole &= len(sets) < MOST_SETS
        rows_of = 1 + max((len(tasks[t].languages) for t in free), default=0)
        effort.spend(STEPS_A_SET * len(sets) + sum(map(len, sets)) * (2 + rows_of // 2))
        made.columns.append([_column(helper, tasks, mine, rows, one, unit) for one in sets])
    return made


def _unit(minutes: list[int]) -> int:
    return math.gcd(*minutes) or 1


def _rows(helpers, tasks, held) -> tuple[dict[tuple, int], list[int]]:
    """{(task, language or ""): row} and the room of each row."""
    rows: dict[tuple, int] = {}
    room: list[int] = []
    for t, task in enumerate(tasks):
        team = [one for one, mine in zip(helpers, held, strict=True) if t in mine]
        for language in ("", *sorted(task.languages)):
            rows[t, language] = len(room)
            silent = [one for one in team if language not in one.languages] if language else team
            room.append(max(0, task.needs - bool(language) - len(silent)))
    return rows, room


def _used(rows, helper: Helper, task: Task, t: int) -> list[int]:
    return [rows[t, ""]] + [rows[t, one] for one in task.languages if one not in helper.languages]


def _sets(helper: Helper, tasks, mine: list[Task], free: list[int], rest: int) -> list[tuple]:
    """Sets of `free` that the person may do together, wanted shifts and early ones first."""
    order = sorted(free, key=lambda t: (helper.level(tasks[t].key) != WANTS, tasks[t].starts, t))
    clash = {t: {u for u in free if u != t and gap(tasks[t], tasks[u]) < rest} for t in free}
    left = math.inf if helper.most_minutes is None else helper.most_minutes
    left -= sum(one.minutes for one in mine)
    found: list[tuple] = [((), 0)]
    for t in order:
        long = tasks[t].minutes
        for known, minutes in list(found):
            if len(found) >= MOST_SETS:
                return [one for one, _minutes in found]
            if minutes + long <= left and clash[t].isdisjoint(known):
                found.append(((*known, t), minutes + long))
    return [one for one, _minutes in found]


def _column(helper: Helper, tasks, mine, rows, chosen: tuple, unit: int) -> Column:
    used = [row for t in chosen for row in _used(rows, helper, tasks[t], t)]
    long = (sum(one.minutes for one in mine) + sum(tasks[t].minutes for t in chosen)) // unit
    wants = sum(helper.level(tasks[t].key) == WANTS for t in chosen)
    mask = sum(1 << row for row in used)
    return Column(
        tuple(sorted(chosen)), tuple(sorted(used)), mask, (len(chosen), wants, -(long**2))
    )
