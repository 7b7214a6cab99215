"""安定な割り当て — deferred acceptance (Gale–Shapley), to be held beside the best assignment.

In a stable assignment no candidate and no company would both rather have each other. It costs points
in all, so it is shown beside the proposal and never takes its place in silence. Those whom a side
likes equally are taken by their keys: the same question has the same answer.
"""

from heapq import heappush, heapreplace
from typing import NamedTuple

Likes = dict[int, dict[int, int]]


class Sides(NamedTuple):
    """How much everybody likes each place that may be, and each place everybody; places free."""

    wishes: Likes  # {person: {order: how much}}
    likings: Likes  # {order: {person: how much}}
    free: dict[int, int]


def stable(sides: Sides) -> dict[int, int]:
    """{person: order}: everybody asks in the order of their wishes; a place keeps whom it likes best."""
    held: dict[int, list[tuple[int, int]]] = {order: [] for order in sides.free}
    lists = {
        person: iter(sorted(row, key=lambda order, row=row: (-row[order], order)))
        for person, row in sides.wishes.items()
    }
    for person in sorted(lists):
        asks = person
        while (order := next(lists[asks], None)) is not None:
            kept, one = held[order], (sides.likings[order][asks], -asks)
            if len(kept) < sides.free[order]:
                heappush(kept, one)
                break
            # The least liked one of all leaves, perhaps the newcomer, and asks the next place.
            least = heapreplace(kept, one) if kept and one > kept[0] else one
            asks = -least[1]
    return {-one: order for order, kept in sorted(held.items()) for _liking, one in sorted(kept)}


def blocking(sides: Sides, taken: dict[int, int]) -> list[tuple[int, int]]:
    """(person, order) of those who would both rather have each other than what they have."""
    held: dict[int, list[int]] = {order: [] for order in sides.free}
    for person, order in taken.items():
        held[order].append(sides.likings[order][person])
    least = {
        order: min(kept) if len(kept) >= sides.free[order] else None for order, kept in held.items()
    }
    found = []
    for person, row in sorted(sides.wishes.items()):
        own = row[taken[person]] if person in taken else None
        for order, wish in sorted(row.items()):
            if (own is None or wish > own) and sides.free[order] > 0:
                worst = least[order]
                if worst is None or sides.likings[order][person] > worst:
                    found.append((person, order))
    return found
