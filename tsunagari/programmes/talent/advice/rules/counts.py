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
    """The lines with the small ones left out, and as many of the next smallest as they need.

    Whoever takes the shown lines from the sum finds what the hidden ones hold together, and none of
    them holds nothing: it has to be so much that each of them could still be no small one. Where it
    is not, not even with every line hidden, the sum is not published either.
    """
    ordered = sorted(counted.items(), key=lambda pair: (-pair[1], str(pair[0])))
    hidden = [pair for pair in ordered if pair[1] < smallest]
    shown = ordered[: len(ordered) - len(hidden)]
    while shown and not _each_may_be_large(hidden, smallest):
        hidden.append(shown.pop())
    out = {key for key, _count in hidden}
    cells = [Cell(key, None if key in out else count) for key, count in ordered]
    safe = total >= smallest and _each_may_be_large(hidden, smallest)
    return Table(cells, total if safe else None)


def _each_may_be_large(hidden: list[tuple[Hashable, int]], smallest: int) -> bool:
    """None is hidden, or at least two, and any of them could hold `smallest` beside ones of 1."""
    others = len(hidden) - 1
    return others < 0 or (others > 0 and sum(n for _key, n in hidden) - others >= smallest)
