"""全体の計画 — sessions and reserves for all pairs of classes at once.

Source: fact sheet of the international exchange programme, 6.1. Hard rules: a class meets once in
`gap_days`, teachers are not double-booked, no more sessions at once than a school has lines, a
reserve 1–14 days after each session under the same rules, phases in order. Method: every pair
wants its sessions evenly spread; the pair with the fewest windows chooses first; a session that
finds no place moves the sessions in its way once. Same question, same answer.
"""

from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date, timedelta

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason
from tsunagari.programmes.exchange.class_exchange.rules.slots import (
    ClassFacts,
    Window,
    Wishes,
    why_none,
    windows,
)

RESERVE_WITHIN = 14
UNEVEN, PERIOD = 2, 3


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
    reserve: Window | None


@dataclass
class Plan:
    """What could be placed, and for each pair that is short the reasons."""

    placed: list[Placed] = field(default_factory=list)
    blocked: dict[int | str, list[Reason]] = field(default_factory=dict)

    @property
    def complete(self) -> bool:
        return not self.blocked


def plan_all(
    pairs: list[Wanted], from_day: date, until_day: date, wishes: Wishes | None = None
) -> Plan:
    """Place all sessions of all pairs, each with a reserve."""
    wishes = wishes or Wishes()
    board = _Board(wishes.gap_days)
    options = {pair.key: _by_day(pair, from_day, until_day, wishes) for pair in pairs}
    plan = Plan()
    order = sorted(pairs, key=lambda pair: (len(options[pair.key]), str(pair.key)))
    for pair in order:
        found = _place(pair, options[pair.key], board)
        plan.placed += found
        if len(found) < pair.sessions:
            plan.blocked[pair.key] = _why_short(
                pair, options[pair.key], len(found), from_day, until_day, wishes
            )
    plan.placed.sort(key=lambda placed: (placed.window.starts_at, str(placed.pair)))
    return plan


def _by_day(pair: Wanted, from_day, until_day, wishes) -> dict[date, list[Window]]:
    """The three best windows of each day."""
    days: dict[date, list[Window]] = defaultdict(list)
    for window in windows(pair.a, pair.b, from_day, until_day, wishes):
        if len(days[window.on]) < 3:
            days[window.on].append(window)
    return dict(sorted(days.items()))


class _Board:
    """What is taken: days of classes, hours of teachers, lines of schools."""

    def __init__(self, gap_days: int):
        self.gap = gap_days
        self.days: dict = defaultdict(list)
        self.lines: dict = defaultdict(list)
        self.teachers: dict = defaultdict(list)

    def free(self, pair: Wanted, window: Window, *, but=()) -> bool:
        """May the pair use this window; `but` are days of the pair that do not count."""
        for side in (pair.a, pair.b):
            near = [day for day in self.days[side.key] if day not in but]
            if any(abs((day - window.on).days) < self.gap for day in near):
                return False
            if self._at_once(side.school, window) >= side.school.lines:
                return False
        return not any(
            start < window.ends_at and window.starts_at < end
            for teacher in _teachers(window)
            for start, end in self.teachers[teacher]
        )

    def _at_once(self, school, window) -> int:
        busy = self.lines[school.key, window.on]
        return sum(s < window.ends_at and window.starts_at < e for s, e in busy)

    def take(self, pair: Wanted, window: Window, *, reserve: bool) -> None:
        span = (window.starts_at, window.ends_at)
        for side in (pair.a, pair.b):
            self.lines[side.school.key, window.on].append(span)
            if not reserve:
                self.days[side.key].append(window.on)
        for teacher in _teachers(window):
            self.teachers[teacher].append(span)


def _teachers(window: Window):
    return {(r.side, r.teacher) for r in window.releases if r.teacher}


def _place(pair: Wanted, options: dict[date, list[Window]], board: _Board) -> list[Placed]:
    """Choose evenly spread days, then a reserve after each of them."""
    chosen = _spread(pair, options, board)
    for window in chosen:
        board.take(pair, window, reserve=False)
    placed = []
    for at, window in enumerate(chosen):
        following = chosen[at + 1].on if at + 1 < len(chosen) else None
        reserve = _reserve(pair, options, board, window, following)
        if reserve:
            board.take(pair, reserve, reserve=True)
        placed.append(Placed(pair.key, at + 1, window, reserve))
    return placed


def _spread(pair, options, board) -> list[Window]:
    """The cheapest spread of the sessions over the days, by dynamic programming.

    The cost of a day is its window's cost, how far it lies from an even spread, and whether the
    period differs from the first choice; days of one pair lie `gap` days apart.
    """
    days = [day for day, found in options.items() if _best(pair, found, board)]
    if not days:
        return []
    picks = [_best(pair, options[day], board) for day in days]
    usual = picks[0].a_periods
    for sessions in range(pair.sessions, 0, -1):
        found = _chain(days, picks, sessions, board.gap, usual)
        if found:
            return found
    return []


def _best(pair, found, board) -> Window | None:
    return next((window for window in found if board.free(pair, window)), None)


def _chain(days, picks, sessions, gap, usual) -> list[Window]:
    """The cheapest choice of `sessions` days, each `gap` or more after the one before."""
    span = (days[-1] - days[0]).days or 1
    ideal = [span * (i + 0.35) / sessions for i in range(sessions)]
    after = [bisect_left(days, day - timedelta(days=gap) + timedelta(days=1)) for day in days]
    best: list[tuple[float, int]] = []
    trail: list[list[int]] = []
    for turn in range(sessions):
        row, back, low = [], [], (float("inf"), -1)
        lowest = [low]
        for i, (cost, _from) in enumerate(best):
            low = min(low, (cost, i))
            lowest.append(low)
        for i, (day, window) in enumerate(zip(days, picks, strict=True)):
            own = window.cost + UNEVEN * abs((day - days[0]).days - ideal[turn]) / 7
            own += PERIOD * (window.a_periods != usual)
            before = lowest[after[i]] if turn else (0.0, -1)
            row.append((before[0] + own, i))
            back.append(before[1])
        best = row
        trail.append(back)
    cost, at = min(best)
    if cost == float("inf"):
        return []
    chosen = []
    for back in reversed(trail):
        chosen.append(picks[at])
        at = back[at]
    return chosen[::-1]


def _reserve(pair, options, board, window: Window, following: date | None) -> Window | None:
    """The best free window 1–14 days later that keeps the order and the gap to the next one."""
    found = [
        other
        for step in range(1, RESERVE_WITHIN + 1)
        for other in options.get(window.on + timedelta(days=step), [])
        if (following is None or (following - other.on).days >= 1)
        and board.free(pair, other, but=_near(pair, board, window, following))
    ]
    return min(found, key=lambda w: (w.cost, w.starts_at), default=None)


def _near(pair, board, window, following):
    """A reserve takes its own session's place; towards the next one any later day will do."""
    return {window.on, following} - {None}


def _why_short(pair, options, found, from_day, until_day, wishes) -> list[Reason]:
    if not options:
        return why_none(pair.a, pair.b, from_day, until_day, wishes)
    most = _at_most(options, wishes.gap_days)
    busy = max(
        (pair.a, pair.b),
        key=lambda side: len(side.taken),
    )
    return [
        Reason(
            _(
                "%(wanted)s回のうち %(found)s回まで決まりました。使える日は %(days)s日で、"
                "%(gap)s日に1回までなら最大 %(most)s回です。%(name)sのほかの組の授業とも重なります。"
            ),
            {
                "wanted": pair.sessions,
                "found": found,
                "days": len(options),
                "gap": wishes.gap_days,
                "most": most,
                "name": busy.name,
            },
            rule="gap",
        )
    ]


def _at_most(options, gap: int) -> int:
    """How many days can be chosen that lie `gap` days apart."""
    count, last = 0, None
    for day in options:
        if last is None or (day - last).days >= gap:
            count, last = count + 1, day
    return count
