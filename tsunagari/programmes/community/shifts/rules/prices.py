"""値段 — what a place costs, so that everybody's own best set together says how much is possible.

Lagrange multipliers found by subgradient steps in whole numbers: any prices give a true bound, good
ones a close one. Numbers of a million signs are not needed: worths are small and prices are
multiples of a 256th.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from tsunagari.programmes.community.shifts.rules.columns import Choices

SCALE = 256
ROUNDS, TRIES = 150, 6


@dataclass(frozen=True)
class Priced:
    """`bound`: no choice is worth more (scaled). `losses`: what each column of each person loses
    against the person's best at these prices. `orders`: columns by their worth less their price,
    best first, at several prices on the way."""

    bound: int
    scale: int
    losses: Sequence[Sequence[int]]
    orders: list[list[list[int]]]


def priced(asked: Choices, best, aim: int) -> Priced:
    """Prices of the rows for one aim; what earlier aims have reached is a row with a floor."""
    import numpy as np  # a tenth of a second: only when a proposal is made

    people, rows = len(asked.columns), len(asked.room)
    table = [one for mine in asked.columns for one in mine]
    starts = np.cumsum([0, *(len(mine) for mine in asked.columns)])[:-1]
    use = np.zeros((len(table), rows + aim), dtype=np.int64)
    for at, one in enumerate(table):
        use[at, list(one.rows)] = 1
        # A floor is room of a kind: what a set brings takes from what may be missing.
        use[at, rows:] = [-worth for worth in one.worth[:aim]]
    room = np.array([*asked.room, *(-worth for worth in best.worth[:aim])], dtype=np.int64)
    aims = np.array([one.worth[aim] for one in table], dtype=np.int64) * SCALE
    prices = np.zeros(rows + aim, dtype=np.int64)
    kept = (None, prices)
    orders, share, since = [], 2.0, 0
    for turn in range(ROUNDS):
        worth = aims - use @ prices
        tops = np.maximum.reduceat(worth, starts) if people else worth[:0]
        bound = int(tops.sum() + room @ prices)
        if kept[0] is None or bound < kept[0]:
            kept, since = (bound, prices), 0
        else:
            since += 1
        if turn % (ROUNDS // TRIES) == ROUNDS // TRIES - 1:
            orders.append(_orders(worth, starts, people, np))
        goal = best.worth[aim] * SCALE
        if kept[0] < goal + SCALE or not people:
            break
        picked = [
            int(s) + int(np.argmax(part))
            for s, part in zip(starts, np.split(worth, starts[1:]), strict=True)
        ]
        slope = room - use[picked].sum(axis=0)
        length = int((slope * slope).sum())
        if not length:
            break
        if since >= 8:
            share, since, prices = share / 2, 0, kept[1]
            continue
        step = share * (bound - goal) / length
        prices = np.maximum(0, prices - np.rint(step * slope).astype(np.int64))
    bound, prices = kept
    worth = aims - use @ prices
    parts = np.split(worth, starts[1:]) if people else []
    losses = [[int(one) for one in part.max() - part] for part in parts]
    orders.append(_orders(worth, starts, people, np))
    return Priced(bound, SCALE, losses, orders)


def _orders(worth, starts, people: int, np) -> list[list[int]]:
    if not people:
        return []
    return [
        [int(k) for k in np.argsort(-part, kind="stable")] for part in np.split(worth, starts[1:])
    ]
