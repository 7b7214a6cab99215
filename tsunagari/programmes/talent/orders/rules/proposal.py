"""割り当ての案 — who is put to which order, and in words: why, what weighed, why not the next best.

The best assignment of everybody who waits to every place that is free: pins first, vetoes and
pairs that were tried before left out, nobody twice. Whoever stays without, and every place that
stays free, gets its reason too.
"""

import hashlib
import json
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason
from tsunagari.programmes.talent.law.rules.status_fit import Fit
from tsunagari.programmes.talent.orders.rules import fit, pairs
from tsunagari.programmes.talent.orders.rules.assignment import Assignment, assign
from tsunagari.programmes.talent.orders.rules.pairs import Person, Seats
from tsunagari.programmes.talent.orders.rules.stable import Sides, blocking, stable

VETOED = Reason(_("事務局が、この組を除外しています。"), rule="veto")
TRIED = Reason(_("前に見送りになった組です。"), rule="tried")
PINNED = Reason(_("事務局が、この組を固定しました。"), rule="pin")


@dataclass(frozen=True)
class Asked:
    """What a proposal is made of; equal questions have equal answers."""

    seats: list[Seats]
    people: list[Person]
    on: date
    pins: dict[int, int] = field(default_factory=dict)
    vetoes: frozenset[tuple[int, int]] = frozenset()
    tried: frozenset[tuple[int, int]] = frozenset()


@dataclass(frozen=True)
class Proposed:
    """One pair of the proposal."""

    seats: int
    person: int
    points: int
    pinned: bool
    sign: str
    status: str


class Points:
    """The points of every pair that may be, and why another may not."""

    def __init__(self, asked: Asked):
        seats = sorted(asked.seats, key=lambda one: one.key)
        self.seats = {one.key: one for one in seats if one.free > 0}
        self.crowd = {one.key: one for one in sorted(asked.people, key=lambda one: one.key)}
        self.pins = {key: order for key, order in asked.pins.items() if key in self.crowd}
        self.vetoes, self.tried = asked.vetoes, asked.tried
        self.fits = fit.remembered(asked.on)
        self.full: set[int] = set()
        self.rows = self._rows()
        self._keep_pins()
        self.most = max((max(row.values(), default=0) for row in self.rows.values()), default=0)

    def _rows(self) -> dict[int, dict[int, int]]:
        by_field: dict[str, list[Seats]] = defaultdict(list)
        for one in self.seats.values():
            by_field[one.field].append(one)
        rows = {}
        for key, person in self.crowd.items():
            near = [one for name in person.fields or by_field for one in by_field.get(name, ())]
            rows[key] = self._row(person, near)
        return rows

    def _row(self, person: Person, near: list[Seats]) -> dict[int, int]:
        extra = pairs.MOST * len(self.crowd) if person.key in self.pins else 0
        found = {}
        for one in near:
            if pairs.may(one, person) and not self._outside(person.key, one.key):
                status = self.fits(one, person)
                if status is not None:
                    found[one.key] = pairs.worth(one, person, status.sign) + extra
        return found

    def _keep_pins(self) -> None:
        """Nobody takes a place that a pin needs."""
        for order, one in self.seats.items():
            held = [key for key, pinned in self.pins.items() if pinned == order and self.rows[key]]
            if len(held) >= one.free:
                self.full.add(order)
                for key, row in self.rows.items():
                    if key not in held:
                        row.pop(order, None)

    def _outside(self, key: int, order: int) -> list[Reason]:
        """What somebody decided about a pair, before any rule is asked."""
        if (key, order) in self.vetoes:
            return [VETOED]
        if (key, order) in self.tried:
            return [TRIED]
        if self.pins.get(key, order) != order:
            return [Reason(_("ほかの求人に固定しています。"), rule="pinned")]
        return []

    def why_not(self, key: int, order: int) -> list[Reason]:
        """Every reason against a pair that may not be."""
        one, person = self.seats[order], self.crowd[key]
        reasons = self._outside(key, order)
        reasons = reasons or pairs.why_not(one, person, lambda: self.fits(one, person))
        if not reasons and order in self.full and self.pins.get(key) != order:
            words = _("この求人の席は、固定した人でいっぱいです。")
            return [Reason(words, rule="full")]
        return reasons


class Proposal:
    """The whole proposal; `digest` says whether it is still the one that somebody saw.

    Its words are found when they are read: a page says why for the rows that it shows.
    """

    def __init__(self, asked: Asked):
        self.asked = asked
        self.points = Points(asked)
        rows, seats = self.points.rows, self.points.seats
        self.best: Assignment = assign(rows, {key: one.free for key, one in seats.items()})
        self.found = [self._pair(one, order) for one, order in self.best.taken.items()]
        self.total = sum(one.points for one in self.found)
        self.without = [key for key in self.points.crowd if key not in self.best.taken]
        left = Counter(self.best.taken.values())
        self.empty = {
            key: one.free - left[key] for key, one in seats.items() if one.free > left[key]
        }
        self.digest = _digest(self.found, self.without, self.empty)

    def status_of(self, key: int, order: int) -> Fit | None:
        return self.points.fits(self.points.seats[order], self.points.crowd[key])

    def worth(self, key: int, order: int) -> int:
        """The points of a pair, without those of a pin."""
        status = self.status_of(key, order)
        sign = status.sign if status else ""
        return pairs.worth(self.points.seats[order], self.points.crowd[key], sign)

    def _pair(self, key: int, order: int) -> Proposed:
        status = self.status_of(key, order)
        sign, name = (status.sign, status.status) if status else ("", "")
        return Proposed(order, key, self.worth(key, order), key in self.points.pins, sign, name)

    def weighed(self, key: int, order: int) -> list[tuple[int, Reason]]:
        """(points, why) of a pair."""
        seats, person = self.points.seats[order], self.points.crowd[key]
        return pairs.weights(seats, person, self.status_of(key, order))

    def next_best(self, one: Proposed) -> Reason:
        """Why the best of the other orders was not taken."""
        if one.pinned:
            return PINNED
        row = self.points.rows[one.person]
        others = [(worth, -other) for other, worth in row.items() if other != one.seats]
        if not others:
            return Reason(_("ほかに合う求人はありません。"), rule="only")
        return self.instead(one.person, -max(others)[1])

    def instead(self, key: int, other: int) -> Reason:
        """Why somebody is not put to another order, though that may be."""
        row, own = self.points.rows[key], self.best.taken.get(key)
        gap = row[own] - row[other] if own is not None else 0
        lost = self._lost(key, other)
        if gap > 0:
            words = _("次によい求人 %(other)s は、点が%(gap)s点 低いです。")
            return Reason(words, {"other": other, "gap": gap}, rule="lower")
        if lost == 0:
            words = _("求人 %(other)s に入れても、全体の点は上がりません。")
            return Reason(words, {"other": other}, rule="same")
        if lost > pairs.MOST:
            words = _("求人 %(other)s に入れると、決まる人が1人へります。")
            return Reason(words, {"other": other}, rule="fewer")
        words = _(
            "求人 %(other)s のほうが%(gap)s点 高いですが、席がほかの人で決まり、"
            "入れかえると全体で%(lost)s点以上 下がります。"
        )
        return Reason(words, {"other": other, "gap": -gap, "lost": lost}, rule="others")

    def _lost(self, key: int, other: int) -> int:
        """What everybody loses at least when this pair is wanted instead (the reduced cost)."""
        cost = self.points.most - self.points.rows[key][other]
        return cost + self.best.prices[other] - self.best.losses[key]

    def why_without(self, key: int) -> list[Reason]:
        """Why somebody stays without an order: the nearest one and what is missing there."""
        points = self.points
        if not points.seats:
            return [Reason(_("席の空いている求人がありません。"), rule="none")]
        if key in points.pins and not points.rows[key]:
            return self._why_not_pinned(key, points.pins[key])
        if points.rows[key]:
            words = _(
                "合う求人は%(count)s件ありますが、席は、全体の点が高くなるほかの人で決まりました。"
            )
            return [Reason(words, {"count": len(points.rows[key])}, rule="full")]
        reasons = {order: points.why_not(key, order) for order in points.seats}
        nearest = min(reasons, key=lambda order: (len(reasons[order]), order))
        words = _("いちばん近い求人 %(order)s でも、次の条件が合いません。")
        return [Reason(words, {"order": nearest}, rule="nearest"), *reasons[nearest]]

    def _why_not_pinned(self, key: int, pinned: int) -> list[Reason]:
        words = _("固定した求人 %(order)s に、いまは入れられません。")
        none = [Reason(_("席が空いていません。"))]
        broken = self.points.why_not(key, pinned) if pinned in self.points.seats else none
        return [Reason(words, {"order": pinned}, rule="pin"), *broken]

    def why_empty(self, order: int) -> list[Reason]:
        """Why a place stays free; whoever has a place here already is no reason."""
        others = [key for key in self.points.crowd if self.best.taken.get(key) != order]
        if not others:
            return [Reason(_("さがしている候補者が、ほかにいません。"), rule="none")]
        able = [key for key in others if order in self.points.rows[key]]
        if able:
            words = _("合う候補者%(count)s人は、ほかの求人に決まりました。")
            return [Reason(words, {"count": len(able)}, rule="elsewhere")]
        reasons = {key: self.points.why_not(key, order) for key in others}
        nearest = min(reasons, key=lambda key: (len(reasons[key]), key))
        words = _("いちばん近い候補者 %(code)s でも、次の条件が合いません。")
        facts = {"code": self.points.crowd[nearest].code, "person": nearest}
        return [Reason(words, facts, rule="nearest"), *reasons[nearest]]


@dataclass(frozen=True)
class Beside:
    """The proposal beside a stable one: people and points of it, and who would rather have whom."""

    people: int
    total: int
    moved: int
    blocking: list[tuple[int, int]]


def beside(made: Proposal) -> Beside:
    """安定な案とくらべる — what a stable assignment would give, and what is not stable in the best."""
    points = made.points
    wishes: dict[int, dict[int, int]] = {key: {} for key in points.rows}
    likings: dict[int, dict[int, int]] = {key: {} for key in points.seats}
    for key, row in points.rows.items():
        pinned = pairs.MOST if key in points.pins else 0
        for order in row:
            sign = status.sign if (status := made.status_of(key, order)) else ""
            wish, liking = pairs.sides(points.seats[order], points.crowd[key], sign)
            wishes[key][order], likings[order][key] = wish, liking + pinned
    both = Sides(wishes, likings, {key: one.free for key, one in points.seats.items()})
    taken = stable(both)
    own = made.best.taken
    return Beside(
        len(taken),
        sum(made.worth(key, order) for key, order in taken.items()),
        len([key for key in {*taken, *own} if taken.get(key) != own.get(key)]),
        blocking(both, own),
    )


def propose(
    orders: Iterable[Seats],
    people: Iterable[Person],
    *,
    on: date,
    pins: dict[int, int] | None = None,
    vetoes: frozenset[tuple[int, int]] = frozenset(),
    tried: frozenset[tuple[int, int]] = frozenset(),
) -> Proposal:
    """The best assignment; `pins` is {person: order}, the others hold (person, order)."""
    return Proposal(Asked(list(orders), list(people), on, pins or {}, vetoes, tried))


def _digest(found: list[Proposed], without: list[int], empty: dict[int, int]) -> str:
    plain = [
        [[one.seats, one.person, one.points, one.pinned, one.sign] for one in found],
        sorted(without),
        sorted(empty.items()),
    ]
    return hashlib.sha256(json.dumps(plain).encode()).hexdigest()
