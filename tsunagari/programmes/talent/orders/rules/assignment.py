"""割り当て — the best way to put people to seats: as many as possible, then the most points.

Whichever side is fewer is placed one by one, each by the shortest augmenting path (Dijkstra with
prices, so that no step is negative); a place "nobody" stands for those who stay without. Everything
farther than the nearest free place is never looked at. The answer is the optimum, and the same
whatever the order of rows: people and seats are taken by their keys.
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
    room = [free[key] for key in seats]
    solve = _by_seats if sum(room) < len(people) else _by_people
    seat_of, prices = solve(costs, room, without)
    taken = {people[at]: seats[seat] for at, seat in sorted(seat_of.items())}
    return Assignment(
        taken,
        sum(points[one][seat] for one, seat in taken.items()),
        {key: prices[at] for key, at in index.items()},
        {
            one: min([*(cost + prices[seat] for seat, cost in row.items()), without])
            for one, row in zip(people, costs, strict=True)
        },
    )


def _by_people(costs, room, without) -> tuple[dict[int, int], list[int]]:
    """Everybody looks for a seat; ({person: seat}, what a seat costs)."""
    solver = _Solver(costs, [1] * len(costs), room, without)
    return dict(solver.taken()), solver.prices


def _by_seats(costs, room, without) -> tuple[dict[int, int], list[int]]:
    """Every seat looks for somebody; what it would lose without its price is the same to all."""
    wanted: list[dict[int, int]] = [{} for _seat in room]
    for at, row in enumerate(costs):
        for seat, cost in row.items():
            wanted[seat][at] = cost
    solver = _Solver(wanted, room, [1] * len(costs), without)
    prices = [without - solver.loss(seat) for seat in range(len(room))]
    return {at: seat for seat, at in solver.taken()}, prices


class _Solver:
    """The state of the search: several alike of each kind look for places, each place has a price."""

    def __init__(self, costs: list[dict[int, int]], alike: list[int], room, without: int):
        self.costs, self.room, self.without = costs, room, without
        self.pairs = [list(row.items()) for row in costs]
        self.kind_of = [kind for kind, count in enumerate(alike) for _one in range(count)]
        self.prices = [0] * len(room)
        self.held: list[list[int]] = [[] for _place in room]
        self.is_free = [True] * len(room)
        self.place_of = [NOBODY] * len(self.kind_of)
        for row in range(len(self.kind_of)):
            self._place(row)

    def taken(self):
        """(kind, place) of everybody who has a place."""
        return (
            (self.kind_of[row], place) for row, place in enumerate(self.place_of) if place != NOBODY
        )

    def loss(self, kind: int) -> int:
        """The least that one of a kind costs at the prices of the places."""
        return min([*(cost + self.prices[at] for at, cost in self.pairs[kind]), self.without])

    def _place(self, row: int) -> None:
        """Give one more the best that is left, moving others where that is better."""
        far, came, end, reached = self._search(row)
        for place, distance in reached.items():
            self.prices[place] += far - distance
        self._walk_back(row, end, came)

    def _search(self, row: int):
        """(distance, how each place was reached, last place, {finished place: distance})."""
        prices, held, is_free = self.prices, self.held, self.is_free
        best: dict[int, int] = {}
        reached: dict[int, int] = {}
        heap: list[tuple[int, int]] = []
        # Staying without ends every path: of the newcomer, or of one who is moved.
        nearest, end, came = self.without, NOBODY, {NOBODY: row}
        asked: set[int] = set()
        far, place, movers = 0, NOBODY, [row]
        while True:
            for other in movers:
                kind = self.kind_of[other]
                if kind in asked:  # who is alike finds nothing that the first did not
                    continue
                asked.add(kind)
                base = far - self.costs[kind][place] - prices[place] if other != row else 0
                if base + self.without < nearest:
                    nearest, end, came[NOBODY] = base + self.without, NOBODY, other
                left = nearest - base
                for following, cost in self.pairs[kind]:
                    reach = cost + prices[following]
                    if reach >= left:
                        continue
                    if is_free[following]:
                        left, nearest, end = reach, base + reach, following
                        came[following] = other
                    elif base + reach < best.get(following, nearest):
                        best[following], came[following] = base + reach, other
                        heappush(heap, (base + reach, following))
            while heap and heap[0][1] in reached:
                heappop(heap)
            if not heap or heap[0][0] >= nearest:
                return nearest, came, end, reached
            far, place = heappop(heap)
            reached[place], movers = far, held[place]

    def _walk_back(self, row: int, end: int, came: dict[int, int]) -> None:
        """Everybody on the path moves one place on."""
        place = end
        while True:
            mover = came[place]
            before = self.place_of[mover]
            self.place_of[mover] = place
            if place != NOBODY:
                self.held[place].append(mover)
            if mover == row:
                break
            self.held[before].remove(mover)
            place = before
        if end != NOBODY:
            self.is_free[end] = len(self.held[end]) < self.room[end]
