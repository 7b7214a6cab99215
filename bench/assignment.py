"""W4 割り当て — candidates × orders, against the Hungarian algorithm written out plainly.

Yardstick: Hungarian algorithm on the whole matrix with one column a seat (Kuhn–Munkres, O(n²·m),
plain Python): what one would write first. It and ours must reach the same number of people and
the same points; on top of that the prices of ours prove the optimum at every size (no pair costs
less than its prices say, and everybody pays exactly that). At 2,000 × 800 the yardstick would take
hours, so it runs on smaller ones and its growth is printed. Figures are medians of paired,
interleaved rounds.
"""

import math
import random
import statistics
import time

from tsunagari.programmes.talent.orders.rules.assignment import Assignment, assign

SIZES = ((50, 20), (100, 40), (200, 80))
LARGE = ((500, 200), (1_000, 400), (2_000, 800))
FIELDS = 19
ROUNDS = 3


def main() -> None:
    """Print ratios and growth; AssertionError when a gate or a goal is not passed."""
    print("W4 assignment: candidates × orders / ms, ratio to the plain Hungarian algorithm")
    ratios = [against_hungarian(*size) for size in SIZES]
    assert ratios[-1] >= 50
    measured = [alone(*size) for size in LARGE]
    (small, fast), *_more, (large, slow) = measured
    exponent = math.log(slow / fast) / math.log(large / small)
    print(f"  growth exponent {exponent:.2f} over candidates")
    assert slow <= 10
    alone(500, 200, fields=1)
    assert same_in_any_order()


def market(people: int, orders: int, fields: int = FIELDS):
    """({person: {order: points}}, {order: seats}): fields decide who may be put where."""
    rng = random.Random(5)
    field_of = [rng.randrange(fields) for _order in range(orders)]
    rows = {}
    for person in range(people):
        wished = rng.sample(range(fields), min(fields, rng.randint(1, 3)))
        rows[person] = {
            order: rng.randint(-12, 108) for order in range(orders) if field_of[order] in wished
        }
    return rows, {order: rng.randint(1, 3) for order in range(orders)}


def against_hungarian(people: int, orders: int) -> float:
    """How many times faster than the yardstick, at the same optimum."""
    rows, free = market(people, orders)
    ours, plain = [], []
    for _round in range(ROUNDS):
        began = time.process_time()
        found = assign(rows, free)
        ours.append(time.process_time() - began)
        began = time.process_time()
        expected = hungarian(rows, free)
        plain.append(time.process_time() - began)
    assert (len(found.taken), found.total) == expected
    proven(rows, free, found)
    faster = statistics.median(a / b for a, b in zip(plain, ours, strict=True))
    print(
        f"  {people:>6} × {orders:>3}  {statistics.median(ours) * 1e3:9.1f} ms  {faster:7.1f} × "
        f"plain, {len(found.taken)} people, {found.total} points"
    )
    return faster


def alone(people: int, orders: int, fields: int = FIELDS) -> tuple[int, float]:
    """(people, seconds) with the optimum proven by its prices."""
    rows, free = market(people, orders, fields)
    spent = []
    for _round in range(ROUNDS):
        began = time.process_time()
        found = assign(rows, free)
        spent.append(time.process_time() - began)
    proven(rows, free, found)
    pairs = sum(map(len, rows.values()))
    print(
        f"  {people:>6} × {orders:>3}  {statistics.median(spent) * 1e3:9.1f} ms  proven optimum, "
        f"{len(found.taken)} people in {sum(free.values())} seats, {pairs:,} pairs"
    )
    return people, statistics.median(spent)


def proven(rows, free, found: Assignment) -> None:
    """Prices and losses are a dual solution of the same value: nobody finds anything better."""
    most = max((max(row.values(), default=0) for row in rows.values()), default=0)
    for person, row in rows.items():
        for order, worth in row.items():
            cost = most - worth + found.prices[order]
            assert cost >= found.losses[person]
            assert found.taken.get(person) != order or cost == found.losses[person]
    taken = list(found.taken.values())
    for order, price in found.prices.items():
        assert price >= 0
        assert price == 0 or taken.count(order) == free[order]
    without = {found.losses[person] for person in rows if person not in found.taken}
    assert len(without) <= 1
    assert all(loss <= min(without) for loss in found.losses.values() if without)


def hungarian(rows, free) -> tuple[int, int]:
    """(people, points) by Kuhn–Munkres: a column for every seat and one "nobody" for every person."""
    seats = [order for order in sorted(free) for _seat in range(free[order])]
    most = max(max(row.values(), default=0) for row in rows.values())
    least = min(min(row.values(), default=0) for row in rows.values())
    without = (most - least + 1) * (len(rows) + 1)
    never = without * (len(rows) + 2)
    people = sorted(rows)
    matrix = [
        [most - rows[p][o] if o in rows[p] else never for o in seats] + [without] * len(people)
        for p in people
    ]
    taken = _kuhn_munkres(matrix)
    put = [(p, seats[at]) for p, at in zip(people, taken, strict=True) if at < len(seats)]
    return len(put), sum(rows[p][order] for p, order in put)


def _kuhn_munkres(matrix: list[list[int]]) -> list[int]:
    """The column of each row in the cheapest assignment (rows ≤ columns)."""
    height, width = len(matrix), len(matrix[0])
    rows, columns = [0] * (height + 1), [0] * (width + 1)
    row_of, way = [0] * (width + 1), [0] * (width + 1)
    for row in range(1, height + 1):
        row_of[0], column = row, 0
        least, used = [math.inf] * (width + 1), [False] * (width + 1)
        while True:
            used[column] = True
            at, step, following = row_of[column], math.inf, 0
            for one in range(1, width + 1):
                if used[one]:
                    continue
                cost = matrix[at - 1][one - 1] - rows[at] - columns[one]
                if cost < least[one]:
                    least[one], way[one] = cost, column
                if least[one] < step:
                    step, following = least[one], one
            for one in range(width + 1):
                if used[one]:
                    rows[row_of[one]] += step
                    columns[one] -= step
                else:
                    least[one] -= step
            column = following
            if row_of[column] == 0:
                break
        while column:
            row_of[column] = row_of[way[column]]
            column = way[column]
    found = [0] * height
    for one in range(1, width + 1):
        if row_of[one]:
            found[row_of[one] - 1] = one - 1
    return found


def same_in_any_order() -> bool:
    """The same people and orders in another order give the same answer."""
    rows, free = market(200, 80)
    mixed = list(rows.items())
    random.Random(9).shuffle(mixed)
    again = assign({p: dict(reversed(row.items())) for p, row in mixed}, dict(free))
    return again == assign(rows, free)


if __name__ == "__main__":
    main()
