"""全体の計画 — sessions and reserves for all pairs of classes at once.

Source: fact sheet of the international exchange programme, 6.1. Hard rules: a class meets once in
`gap_days`, teachers are not double-booked, no more sessions at once than a school has lines, and a
reserve 1–14 days after each session under the same rules and before the next one. Method: every
pair wants its sessions evenly spread; the pair with the fewest days chooses first; who is short
makes others choose again. Same question, same answer.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from datetime import date

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason
from tsunagari.programmes.exchange.class_exchange.rules.hall import Hall
from tsunagari.programmes.exchange.class_exchange.rules.moves import why_none
from tsunagari.programmes.exchange.class_exchange.rules.slots import Wishes, windows
from tsunagari.programmes.exchange.class_exchange.rules.spread import (
    RESERVE_WITHIN,
    Options,
    Placed,
    Wanted,
    packed,
    spread,
)

__all__ = ["RESERVE_WITHIN", "Placed", "Plan", "Wanted", "plan_all"]

A_DAY = 8  # windows of a day that are looked at
REPAIRS = 60  # times that another pair is asked to choose again


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
    maker = _Maker(pairs, from_day, until_day, wishes)
    maker.share()
    maker.repair()
    placed = sorted(
        (one for found in maker.placed.values() for one in found),
        key=lambda one: (one.window.starts_at, str(one.pair)),
    )
    blocked = {
        pair.key: maker.why_short(pair)
        for pair in pairs
        if len(maker.placed[pair.key]) < pair.sessions
    }
    return Plan(placed, blocked)


class _Maker:
    """The plan while it is made."""

    def __init__(self, pairs: list[Wanted], from_day: date, until_day: date, wishes: Wishes):
        self.pairs, self.wishes = pairs, wishes
        self.question = (from_day, until_day, wishes)
        self.hall = Hall(wishes.gap_days)
        self.options = {pair.key: self._by_day(pair) for pair in pairs}
        self.placed: dict[int | str, list[Placed]] = {pair.key: [] for pair in pairs}
        self.order = sorted(pairs, key=lambda pair: (len(self.options[pair.key]), str(pair.key)))
        self.wanted: Counter = Counter()
        self.of_class: dict = defaultdict(list)
        for pair in self.order:
            for side in (pair.a, pair.b):
                self.wanted[side.key] += pair.sessions
                self.of_class[side.key].append(pair)

    def _by_day(self, pair: Wanted) -> Options:
        """The best windows of each day."""
        found: Options = defaultdict(list)
        for window in windows(pair.a, pair.b, *self.question):
            if len(found[window.on]) < A_DAY:
                found[window.on].append(window)
        return dict(sorted(found.items()))

    def share(self) -> None:
        """First everybody's fair part of what its classes can hold, then one more for each."""
        for pair in self.order:
            self._place(pair, self._fair(pair))
        growing = [pair for pair in self.order if self._is_short(pair)]
        while growing:
            growing = [
                pair
                for pair in growing
                if self._place(pair, len(self.placed[pair.key]) + 1) and self._is_short(pair)
            ]

    def _fair(self, pair: Wanted) -> int:
        most = self._most(pair)
        asked = max(self.wanted[side.key] for side in (pair.a, pair.b))
        return min(pair.sessions, max(1, pair.sessions * most // asked) if asked > most else most)

    def _most(self, pair: Wanted) -> int:
        """How many sessions the pair's days hold, `gap` days apart."""
        count, last = 0, None
        for day in self.options[pair.key]:
            if last is None or (day - last).days >= self.wishes.gap_days:
                count, last = count + 1, day
        return count

    def _place(self, pair: Wanted, sessions: int) -> bool:
        """Choose the pair's sessions afresh; False (and as before) when that gives no more."""
        before, sparing = self.placed[pair.key], self._sparing(pair)
        self.hall.leave(pair.key)
        found = spread(
            pair, self.options[pair.key], self.hall, range(len(before) + 1, sessions + 1), sparing
        )
        better = len(found) > len(before)
        self._keep(pair, found if better else before)
        return better

    def _sparing(self, pair: Wanted) -> bool:
        """Do other pairs need the days of these classes, so that reserves should come soon?"""
        return any(len(self.of_class[side.key]) > 1 for side in (pair.a, pair.b))

    def _keep(self, pair: Wanted, found: list[Placed]) -> None:
        self.placed[pair.key] = found
        for one in found:
            self.hall.take(pair, one.window)
            self.hall.take(pair, one.reserve)

    def repair(self) -> None:
        """Let a pair that is short choose before one that is in its way; keep what gives more."""
        left = REPAIRS
        for pair in self.order:
            for side in (pair.a, pair.b):
                if self._is_short(pair) and len(self.of_class[side.key]) > 1:
                    self._again(self.of_class[side.key], self._packed)
            for other in self._in_the_way(pair):
                if left and self._is_short(pair):
                    left -= 1
                    self._again([pair, other], self._in_turn)

    def _is_short(self, pair: Wanted) -> bool:
        return len(self.placed[pair.key]) < pair.sessions

    def _in_the_way(self, pair: Wanted) -> list[Wanted]:
        same = [one for side in (pair.a, pair.b) for one in self.of_class[side.key]]
        by_key = {one.key: one for one in [*same, *self.order]}
        return [one for key, one in by_key.items() if key != pair.key]

    def _again(self, pairs: list[Wanted], place) -> None:
        """Place some pairs afresh; as before when that gives no more, or one pair less than any."""
        before = {one.key: self.placed[one.key] for one in pairs}
        for one in pairs:
            self.hall.leave(one.key)
            self.placed[one.key] = []
        place(pairs)
        had, has = [[*map(len, before.values())], [len(self.placed[key]) for key in before]]
        if sum(has) <= sum(had) or min(has) < min(had):
            for one in pairs:
                self.hall.leave(one.key)
                self._keep(one, before[one.key])

    def _in_turn(self, pairs: list[Wanted]) -> None:
        for one in pairs:
            self._place(one, one.sessions)

    def _packed(self, pairs: list[Wanted]) -> None:
        for one, found in zip(pairs, packed(pairs, self.options, self.hall), strict=True):
            self._keep(one, found)

    def why_short(self, pair: Wanted) -> list[Reason]:
        """Every reason why a pair got fewer sessions than it wants."""
        options, gap = self.options[pair.key], self.wishes.gap_days
        if not options:
            return why_none(pair.a, pair.b, *self.question)
        found, most = len(self.placed[pair.key]), self._most(pair)
        reasons = [
            Reason(
                SHORT,
                {
                    "wanted": pair.sessions,
                    "found": found,
                    "days": len(options),
                    "gap": gap,
                    "most": most,
                },
                rule="gap",
            )
        ]
        for side in (pair.a, pair.b):
            total, others = self.wanted[side.key], len(self.of_class[side.key])
            if others > 1 and total > found:
                facts = {"name": side.name, "pairs": others, "total": total, "most": most}
                reasons.append(Reason(BUSY, facts, rule="class"))
        alone = spread(pair, options, Hall(gap), range(found + 1, pair.sessions + 1), True)
        if found < most and not alone:
            reasons.append(Reason(NO_RESERVE, rule="reserve"))
        return reasons


SHORT = _(
    "%(wanted)s回のうち %(found)s回まで決まりました。使える日は %(days)s日で、"
    "%(gap)s日に1回までなら最大 %(most)s回です。"
)
BUSY = _(
    "%(name)sは %(pairs)s組で合計 %(total)s回です。この期間に入るのは、予備日がなくても最大 %(most)s回です。"
    "組か回数をへらすか、期間をのばしてください。"
)
NO_RESERVE = _("1〜14日後に予備日を取れる日が足りません。期間をのばすか、回数をへらしてください。")
