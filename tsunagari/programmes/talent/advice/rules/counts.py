"""数える — tables of counts that may be shown: no small cell, and none that follows from the others."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable
from typing import NamedTuple


class Cell(NamedTuple):
    """One line of a table; `shown` is None where it is too small, or would give a small one away."""

    key: Hashable
    shown: int | None


class Table(NamedTuple):
    """Lines, the largest first, and the sum that may be published beside them (None: not)."""

    cells: list[Cell]
    total: int | None


def counts_by(rows: Iterable, key: Callable) -> Counter:
    """How many different consultations there are under each key."""
    return Counter(pair[0] for pair in {(key(row), row.case) for row in rows})


def table(counted: Counter, *, total: int, smallest: int) -> Table:
    """The lines with the small ones left out; when one alone is hidden, the next smallest goes too.

    Otherwise the sum would say what was hidden. A small sum is not published either.
    """
    ordered = sorted(counted.items(), key=lambda pair: (-pair[1], str(pair[0])))
    hidden = {key for key, count in ordered if count < smallest}
    if len(hidden) == 1 and len(ordered) > 1:
        hidden.add([key for key, _count in ordered if key not in hidden][-1])
    cells = [Cell(key, None if key in hidden else count) for key, count in ordered]
    alone = len(hidden) == 1 and len(ordered) == 1
    return Table(cells, None if total < smallest or alone else total)
