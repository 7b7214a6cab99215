"""割りふり — which days the sessions of one pair of classes take, each with its reserve."""

from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from tsunagari.programmes.exchange.class_exchange.rules.hall import Hall
from tsunagari.programmes.exchange.class_exchange.rules.slots import ClassFacts, Window

RESERVE_WITHIN = 14
UNEVEN, PERIOD = 2, 3

Options = dict[date, list[Window]]


@dataclass(frozen=True)
class Wanted:
    """A pair of classes and how many sessions it wants."""

    key: int | str
    a: ClassFacts
    b: ClassFacts
    sessions: int


@dataclass(frozen=True)
class Placed:
    """A session of a pair with its reserve; ordinals start at 1 and follow the calendar."""

    pair: int | str
    ordinal: int
    window: Window
    reserve: Window


def spread(pair: Wanted, options: Options, hall: Hall, sizes: range, sparing: bool) -> list[Placed]:
    """The largest possible number of `sizes` evenly spread days, each with a reserve; or []."""
    free = hall.left(pair, options)
    usual = Counter(found[0].a_periods for found in free.values()).most_common(1)
    picks = [
        min(found, key=lambda w: w.cost + PERIOD * (w.a_periods != usual[0][0]))
        for found in free.values()
    ]
    ready = {day: reserve + timedelta(days=hall.gap) for day, reserve in _with_soonest([*free])}
    kept = [(window, ready[window.on]) for window in picks if window.on in ready]
    sessions = min(_at_most(kept), sizes.stop - 1)
    if sessions not in sizes:
        return []
    return _with_reserves(pair, _chain(kept, sessions, usual), free, hall.gap, sparing)


def _at_most(kept: list[tuple[Window, date]]) -> int:
    """How many sessions fit: always the next day that the reserve before leaves open."""
    count, ready = 0, date.min
    for window, next_ready in kept:
        if window.on >= ready:
            count, ready = count + 1, next_ready
    return count


def _with_soonest(days: list[date]) -> list[tuple[date, date]]:
    """Each day with the next one, when that comes soon enough to be its reserve."""
    return [(d, other) for d, other in pairwise(days) if (other - d).days <= RESERVE_WITHIN]


def _chain(kept: list[tuple[Window, date]], sessions: int, usual) -> list[Window]:
    """The cheapest choice of sessions; `kept` says from which day on the next may follow each.

    Dynamic programming: a day costs its window, how far it lies from an even spread, and another
    period than usual.
    """
    first, span = kept[0][0].on, (kept[-1][0].on - kept[0][0].on).days or 1
    ideal = [span * (i + 0.35) / sessions for i in range(sessions)]
    ready = [day for _window, day in kept]
    reach = [bisect_right(ready, window.on) for window, _day in kept]
    best: list[tuple[float, int]] = []
    trail: list[list[int]] = []
    for turn in range(sessions):
        low, lowest = (float("inf"), -1), [(float("inf"), -1)]
        for cost in best:
            low = min(low, cost)
            lowest.append(low)
        row, back = [], []
        for i, (window, _day) in enumerate(kept):
            own = window.cost + UNEVEN * abs((window.on - first).days - ideal[turn]) / 7
            own += PERIOD * (window.a_periods != usual[0][0])
            before = lowest[reach[i]] if turn else (0.0, -1)
            row.append((before[0] + own, i))
            back.append(before[1])
        best = row
        trail.append(back)
    _cost, at = min(best)
    chosen = []
    for back in reversed(trail):
        chosen.append(kept[at][0])
        at = back[at]
    return chosen[::-1]


def _with_reserves(pair, chosen: list[Window], free: Options, gap: int, sparing) -> list[Placed]:
    """To each session the best reserve: cheap, and about a week later unless days are scarce."""
    placed = []
    for at, window in enumerate(chosen):
        next_on = chosen[at + 1].on if at + 1 < len(chosen) else date.max
        last = min(window.on + timedelta(days=RESERVE_WITHIN), next_on - timedelta(days=gap))
        later = [w for day, found in free.items() if window.on < day <= last for w in found]
        reserve = min(later, key=lambda w: _reserve_cost(w, window, sparing))
        placed.append(Placed(pair.key, at + 1, window, reserve))
    return placed


def _reserve_cost(reserve: Window, window: Window, sparing: bool):
    wait = (reserve.on - window.on).days
    if sparing:
        return wait, reserve.cost, reserve.starts_at
    return reserve.cost, abs(wait - 7), reserve.starts_at


def packed(
    pairs: list[Wanted], options: dict[int | str, Options], hall: Hall
) -> list[list[Placed]]:
    """The sessions of pairs that share a class, one close after the other, in turn.

    For a class that hardly has the days: each session goes to the pair that has fewest of its
    own and whose reserve comes soonest.
    """
    free = {pair.key: hall.left(pair, options[pair.key]) for pair in pairs}
    spans = [
        (reserve, at, day)
        for at, pair in enumerate(pairs)
        for day, reserve in _with_soonest(list(free[pair.key]))
    ]
    found: dict[int | str, list[Placed]] = {pair.key: [] for pair in pairs}
    ready = date.min
    while able := [
        (reserve, len(found[pairs[at].key]) / pairs[at].sessions, at, day)
        for reserve, at, day in spans
        if day >= ready and len(found[pairs[at].key]) < pairs[at].sessions
    ]:
        reserve, _share, at, day = min(able)
        key = pairs[at].key
        windows = free[key][day][0], free[key][reserve][0]
        found[key].append(Placed(key, len(found[key]) + 1, *windows))
        ready = reserve + timedelta(days=hall.gap)
    return list(found.values())
