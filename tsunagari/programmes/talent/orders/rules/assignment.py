"""割り当て — the best way to put people to seats: as many as possible, then the most points.

Everybody in turn takes the shortest augmenting path (Dijkstra with prices, so that no step is
negative); a place "nobody" with endless seats stands for those who stay without. The answer is
the optimum, and the same whatever the order of rows: people and seats are taken by their keys.
"""

from heapq import heappop, heappush
from typing import NamedTuple

NOBODY = -1


class Assignment(NamedTuple):
    """{person: seat}; what each seat costs (price) and what the person loses (cost) at the optimum."""

    taken: dict[int, int]
    total: int
    prices: dict[int, int]
    losses: dict[int, int]


def assign(points: dict[int, dict[int, int]], free: dict[int, int]) -> Assignment:
    """The best assignment of {person: {seat: points}} to {seat: how many}.

    One more person with a seat is worth more than any points.
    """
    people = sorted(points)
    seats = sorted(key for key, count in free.items() if count > 0)
    index = {key: at for at, key in enumerate(seats)}
    most = max((max(row.values(), default=0) for row in points.values()), default=0)
    least = min((min(row.values(), default=0) for row in points.values()), default=0)
    without = (most - least + 1) * (len(people) + 1)
    costs = [
        {index[key]: most - worth for key, worth in sorted(points[one].items()) if key in index}
        for one in people
    ]
    solver = _Solver(costs, [free[key] for key in seats], without)
    for row in range(len(people)):
        solver.place(row)
    taken = {people[row]: seats[seat] for row, seat in enumerate(solver.seat_of) if seat != NOBODY}
    return Assignment(
        taken,
        sum(points[one][seat] for one, seat in taken.items()),
        {key: solver.prices[at] for key, at in index.items()},
        {one: solver.loss(row) for row, one in enumerate(people)},
    )


class _Solver:
    """The state of the search: who has which seat, and the price of each."""

    def __init__(self, costs: list[dict[int, int]], room: list[int], without: int):
        self.costs, self.room, self.without = costs, room, without
        self.prices = [0] * len(room)
        self.held: list[list[int]] = [[] for _seat in room]
        self.seat_of = [NOBODY] * len(costs)

    def loss(self, row: int) -> int:
        """The least that somebody costs at the prices of the seats."""
        found = [cost + self.prices[seat] for seat, cost in self.costs[row].items()]
        return min([*found, self.without])

    def place(self, row: int) -> None:
        """Give one more person the best that is left, moving others where that is better."""
        far, came, end, reached = self._search(row)
        for seat in reached:
            self.prices[seat] += far - reached[seat]
        self._walk_back(row, end, came)

    def _search(self, row: int):
        """(distance, how each seat was reached, last seat, {finished seat: distance})."""
        best: dict[int, int] = {}
        came: dict[int, int] = {}
        reached: dict[int, int] = {}
        heap: list[tuple[int, int]] = []
        # Staying without a seat ends every path: of the newcomer, or of somebody who is moved.
        out, leaver = self.without, row
        prices, costs, _seat_of, held, room = (
            self.prices,
            self.costs,
            self.seat_of,
            self.held,
            self.room,
        )
        for seat, cost in costs[row].items():
            far = cost + prices[seat]
            if far < out:
                best[seat], came[seat] = far, row
                heappush(heap, (far, seat))
        while heap:
            far, seat = heappop(heap)
            if far >= out:
                break
            if seat in reached or far > best[seat]:
                continue
            if len(held[seat]) < room[seat]:
                return far, came, seat, reached
            reached[seat] = far
            for other in held[seat]:
                own = costs[other]
                base = far - own[seat] - prices[seat]
                if base + self.without < out:
                    out, leaver = base + self.without, other
                for following, cost in own.items():
                    reach = base + cost + prices[following]
                    if (
                        reach < out
                        and reach < best.get(following, out)
                        and following not in reached
                    ):
                        best[following], came[following] = reach, other
                        heappush(heap, (reach, following))
        came[NOBODY] = leaver
        return out, came, NOBODY, reached

    def _walk_back(self, row: int, end: int, came: dict[int, int]) -> None:
        """Everybody on the path moves one seat on."""
        seat = end
        while True:
            mover = came[seat]
            before = self.seat_of[mover]
            self.seat_of[mover] = seat
            if seat != NOBODY:
                self.held[seat].append(mover)
            if mover == row:
                return
            self.held[before].remove(mover)
            seat = before
