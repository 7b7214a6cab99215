"""W4 割り当て — candidates × orders: the best assignment, a stable one, and the whole proposal.

Yardsticks of the same run: the Hungarian algorithm written out plainly (Kuhn–Munkres, one column a
seat), which must reach the same number of people and the same points; OR-Tools' min-cost flow and
the `matching` library where they can be imported (they are no part of the install: put a folder
that holds them on PYTHONPATH), with the same optimum and the same stable assignment. The prices of
ours prove the optimum at every size. Figures are medians of paired, interleaved rounds.
"""

import math
import random
import statistics
import sys
import threading
import time
from datetime import date, timedelta

from tsunagari.programmes.talent.law.rules.fields import FIELDS
from tsunagari.programmes.talent.orders.rules.assignment import Assignment, assign
from tsunagari.programmes.talent.orders.rules.pairs import Person, Seats
from tsunagari.programmes.talent.orders.rules.proposal import propose
from tsunagari.programmes.talent.orders.rules.stable import Sides, blocking, stable

SIZES = ((50, 20), (100, 40), (200, 80))
LARGE = ((500, 200), (1_000, 400), (2_000, 800))
TRADES = 19
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
    assert slow <= 1
    alone(500, 200, fields=1)
    assert same_in_any_order()
    against_flow(*LARGE[-1])
    for size in LARGE:
        against_matching(*size)
    for size in LARGE:
        whole_proposal(*size)


def market(people: int, orders: int, fields: int = TRADES):
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


def alone(people: int, orders: int, fields: int = TRADES) -> tuple[int, float]:
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


def against_flow(people: int, orders: int) -> None:
    """OR-Tools' min-cost flow on the same market, its network built and solved."""
    try:
        from ortools.graph.python import min_cost_flow
    except ImportError:
        print("  OR-Tools is not installed here: not measured against it")
        return
    rows, free = market(people, orders)
    ratios = []
    for _round in range(ROUNDS):
        began = time.perf_counter()
        found = assign(rows, free)
        ours = time.perf_counter() - began
        began = time.perf_counter()
        expected = _flow(min_cost_flow.SimpleMinCostFlow(), rows, free)
        ratios.append(ours / (time.perf_counter() - began))
        assert (len(found.taken), found.total) == expected
    ratio = statistics.median(ratios)
    print(f"  {people:>6} × {orders:>3}  {ratio:.2f} × the time of OR-Tools' flow, same optimum")


def _flow(solver, rows, free) -> tuple[int, int]:
    most = max(max(row.values(), default=0) for row in rows.values())
    least = min(min(row.values(), default=0) for row in rows.values())
    without, sink = (most - least + 1) * (len(rows) + 1), len(rows) + len(free)
    node = {order: len(rows) + at for at, order in enumerate(sorted(free))}
    arcs = {}
    for at, row in enumerate(rows.values()):
        for order, worth in row.items():
            arc = solver.add_arc_with_capacity_and_unit_cost(at, node[order], 1, most - worth)
            arcs[arc] = worth
        solver.add_arc_with_capacity_and_unit_cost(at, sink, 1, without)
        solver.set_node_supply(at, 1)
    for order, count in free.items():
        solver.add_arc_with_capacity_and_unit_cost(node[order], sink, count, 0)
    solver.set_node_supply(sink, -len(rows))
    assert solver.solve() == solver.OPTIMAL
    used = [worth for arc, worth in arcs.items() if solver.flow(arc)]
    return len(used), sum(used)


def against_matching(people: int, orders: int) -> None:
    """A stable assignment: nobody would both rather have each other; beside the `matching` library."""
    rows, free = market(people, orders)
    rng = random.Random(7)
    wishes = {
        one: dict(zip(row, rng.sample(range(10**6), len(row)), strict=True))
        for one, row in rows.items()
    }
    likings: dict[int, dict[int, int]] = {order: {} for order in free}
    for one, row in wishes.items():
        for order in row:
            likings[order][one] = rng.randrange(10**9)
    sides = Sides(wishes, likings, free)
    began = time.process_time()
    taken = stable(sides)
    ours = time.process_time() - began
    assert blocking(sides, taken) == []
    said = f"  {people:>6} × {orders:>3}  {ours * 1e3:9.1f} ms  stable"
    try:
        from matching.games import HospitalResident
    except ImportError:
        print(f"{said}; the library `matching` is not installed here")
        return
    began = time.process_time()
    expected = _deeply(lambda: _by_matching(HospitalResident, sides))
    faster = (time.process_time() - began) / ours
    assert taken == expected
    print(f"{said}, {faster:.0f} × the library `matching`, same answer")


def _by_matching(game, sides) -> dict[int, int]:
    wanted = {
        one: sorted(row, key=lambda order: -row[order]) for one, row in sides.wishes.items() if row
    }
    liked = {
        order: sorted(row, key=lambda one: -row[one]) for order, row in sides.likings.items() if row
    }
    made = game.create_from_dictionaries(
        wanted, liked, {order: sides.free[order] for order in liked}
    )
    solved = made.solve(optimal="resident")
    return {one.name: order.name for order, people in solved.items() for one in people}


def _deeply(work):
    """The library copies itself by recursion: it gets a thread with a stack that holds that."""
    answers = []
    before = sys.getrecursionlimit(), threading.stack_size(512 * 1024 * 1024)
    sys.setrecursionlimit(10**6)
    thread = threading.Thread(target=lambda: answers.append(work()))
    thread.start()
    thread.join()
    sys.setrecursionlimit(before[0])
    threading.stack_size(before[1])
    return answers[0]


def whole_proposal(people: int, orders: int) -> None:
    """Every rule of every pair, the best assignment, and the words of one page of 50 rows."""
    seats, crowd = world(people, orders)
    began = time.process_time()
    made = propose(seats, crowd, on=date(2026, 11, 25))
    thought = time.process_time() - began
    began = time.process_time()
    for one in made.found[:50]:
        assert sum(worth for worth, _why in made.weighed(one.person, one.seats)) == one.points
        assert made.next_best(one).text
    for key in made.without[:50]:
        assert made.why_without(key)
    said = time.process_time() - began
    pairs = sum(map(len, made.points.rows.values()))
    print(
        f"  {people:>6} × {orders:>3}  {thought * 1e3:9.1f} ms  whole proposal from the rules "
        f"({pairs:,} pairs may be), and {said * 1e3:.1f} ms for the words of a page"
    )


def world(people: int, orders: int) -> tuple[list[Seats], list[Person]]:
    """Orders and candidates as the rules of pairs read them."""
    rng = random.Random(5)
    fields = sorted(FIELDS)
    first = date(2027, 4, 1)
    seats = [
        Seats(
            key=key,
            field=rng.choice(fields),
            starts_on=first + timedelta(days=30 * rng.randint(0, 12)),
            monthly_yen=rng.randrange(180, 260) * 1_000,
            dormitory=rng.random() < 0.6,
            japanese=rng.choice(["", "", "N4", "N5", "A2"]),
            skill_test=rng.random() < 0.3,
            wish_japanese=rng.choice(["", "N4", "N3"]),
            wish_years=rng.choice([0, 0, 1, 3]),
            free=rng.randint(1, 3),
        )
        for key in range(1, orders + 1)
    ]
    crowd = []
    for key in range(people):
        wished = tuple(rng.sample(fields, rng.randint(0, 3)))
        crowd.append(
            Person(
                key=key,
                born_on=date(1985, 1, 1) + timedelta(days=rng.randint(0, 365 * 22)),
                fields=wished,
                ready_on=first + timedelta(days=30 * rng.randint(-2, 8)),
                wish_yen=rng.choice([None, 200_000, 230_000]),
                wish_dormitory=rng.random() < 0.5,
                in_japan=rng.random() < 0.2,
                japanese=rng.choice(["", "N5", "N4", "N3"]),
                skills=frozenset(name for name in wished if rng.random() < 0.4),
                years={name: rng.randint(0, 5) for name in wished},
            )
        )
    return seats, crowd


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
