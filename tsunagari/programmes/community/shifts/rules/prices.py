"""値段 — what a place costs, so that everybody's own best set together says how much is possible.

Lagrange multipliers found by subgradient steps in whole numbers: any prices give a true bound, good
ones a close one. Prices are multiples of a 256th, so that no machine rounds differently.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from tsunagari.base import effort
from tsunagari.programmes.community.shifts.rules.columns import Choices, Worth

SCALE = 256
ROUNDS, EVERY, PATIENCE = 150, 25, 8
STEPS_A_COLUMN, STEPS_A_PERSON, CELLS_A_STEP = 6, 10, 400  # of effort
Orders = list[list[int]]


@dataclass
class Priced:
    """`bound`: no choice is worth more (scaled). `losses`: what each column of each person loses
    against the person's best at the best prices. `orders`: for each person the columns by their
    worth less their price, best first, at several prices on the way."""

    bound: int
    scale: int = SCALE
    losses: Sequence[Sequence[int]] = ()
    orders: list[Orders] = field(default_factory=list)


def priced(asked: Choices, reached: Worth, aim: int) -> Priced:
    """Prices of the rows for one aim; what earlier aims have reached is a row with a floor."""
    if not asked.columns:
        return Priced(reached[aim] * SCALE)
    many, cells = _size(asked, aim)
    each = many // 20 + cells // CELLS_A_STEP + STEPS_A_PERSON * len(asked.columns)
    market = _Market(asked, reached, aim)
    goal = reached[aim] * SCALE
    prices = kept = market.free()
    bound, share, since = market.bound(kept), 2.0, 0
    made = Priced(bound)
    for turn in range(1, ROUNDS + 1):
        if not effort.afford(each):
            break
        if turn % EVERY == 0 and effort.afford(many):
            made.orders.append(market.orders(prices))
        # Nothing can be better any more by even one.
        if made.bound < goal + SCALE:
            break
        if since == PATIENCE:
            share, since, prices = share / 2, 0, kept
        following = market.after(prices, share, goal)
        if following is None:
            break
        prices = following
        bound, since = market.bound(prices), since + 1
        if bound < made.bound:
            made.bound, kept, since = bound, prices, 0
    made.losses = market.losses(kept)
    made.orders.append(market.orders(kept))
    return made


def affordable(asked: Choices, aim: int) -> bool:
    """Whether there are steps enough to make the table that prices are found with."""
    many, cells = _size(asked, aim)
    return effort.afford(STEPS_A_COLUMN * many + cells // 100)


def _size(asked: Choices, aim: int) -> tuple[int, int]:
    """How many columns there are, and how large the table of their rows is."""
    many = sum(map(len, asked.columns))
    return many, many * (len(asked.room) + aim)


class _Market:
    """All columns as one table of numbers: what each is worth, which rows it uses.

    Whole numbers below 2**53: the machine's fast products are exact with them.
    """

    def __init__(self, asked: Choices, reached: Worth, aim: int):
        import numpy as np  # a tenth of a second: only when a proposal is made

        self.np: Any = np
        table = [one for mine in asked.columns for one in mine]
        self.starts = np.cumsum([0, *(len(mine) for mine in asked.columns)])[:-1]
        self.seen: tuple = (None, [])
        rows = len(asked.room)
        self.use = np.zeros((len(table), rows + aim), dtype=np.float64)
        for at, one in enumerate(table):
            self.use[at, list(one.rows)] = 1
            # A floor is room of a kind: what a set brings takes from what may be missing.
            self.use[at, rows:] = [-worth for worth in one.worth[:aim]]
        floors = [-worth for worth in reached[:aim]]
        self.room = np.array([*asked.room, *floors], dtype=np.float64)
        self.aims = np.array([one.worth[aim] for one in table], dtype=np.float64) * SCALE

    def free(self):
        """Everything for nothing."""
        return self.np.zeros(len(self.room))

    def _parts(self, prices) -> list:
        if self.seen[0] is not prices:
            worth = self.aims - self.use @ prices
            self.seen = (prices, self.np.split(worth, self.starts[1:]))
        return self.seen[1]

    def bound(self, prices) -> int:
        """What everybody's best is worth, and what the room is worth: no choice has more."""
        tops = sum(int(part.max()) for part in self._parts(prices))
        return tops + int(self.room @ prices)

    def after(self, prices, share: float, goal: int):
        """The next prices: dearer what too many want, cheaper what is left; None when all fits."""
        parts = self._parts(prices)
        picked = [
            int(start) + int(part.argmax()) for start, part in zip(self.starts, parts, strict=True)
        ]
        slope = self.room - self.use[picked].sum(axis=0)
        length = int((slope * slope).sum())
        if not length:
            return None
        step = share * (self.bound(prices) - goal) / length
        return self.np.maximum(0, prices - self.np.rint(step * slope))

    def losses(self, prices) -> list[list[int]]:
        return [[int(one) for one in part.max() - part] for part in self._parts(prices)]

    def orders(self, prices) -> Orders:
        parts = self._parts(prices)
        return [[int(k) for k in self.np.argsort(-part, kind="stable")] for part in parts]
