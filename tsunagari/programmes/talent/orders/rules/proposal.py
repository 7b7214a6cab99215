"""割り当ての案 — who is put to which order, and in words: why, what weighed, why not the next best.

The best assignment of everybody who waits to every place that is free: pins first, vetoes and
pairs that were tried before left out, nobody twice. Whoever stays without, and every place that
stays free, gets its reason too.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache, partial

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason
from tsunagari.programmes.talent.law.rules.status_fit import Fit
from tsunagari.programmes.talent.orders.rules import fit, pairs
from tsunagari.programmes.talent.orders.rules.assignment import assign
from tsunagari.programmes.talent.orders.rules.pairs import Person, Seats

VETOED = Reason(_("事務局が、この組を除外しています。"), rule="veto")
TRIED = Reason(_("前に見送りになった組です。"), rule="tried")
PINNED = Reason(_("事務局が、この組を固定しました。"), rule="pin")
COMMONEST = 3


@dataclass(frozen=True)
class Proposed:
    """One pair of the proposal, in words."""

    seats: int
    person: int
    points: int
    weighed: list[tuple[int, Reason]]
    pinned: bool = False
    next_best: Reason | None = None
    sign: str = ""
    status: str = ""


@dataclass(frozen=True)
class Proposal:
    """The whole proposal; `digest` says whether it is still the one that somebody saw."""

    found: list[Proposed]
    without: dict[int, list[Reason]]
    empty: dict[int, tuple[int, list[Reason]]]
    total: int
    digest: str


class _Asked:
    """The points of every pair that may be; why another may not is asked again when it is said."""

    def __init__(self, seats, crowd, pins, vetoes, tried, on: date):
        self.seats, self.crowd = seats, crowd
        self.pins, self.vetoes, self.tried = pins, vetoes, tried
        self.fits = _fits(on)
        self.full: set[int] = set()
        self.points = {key: self._row(key, person) for key, person in crowd.items()}
        self._keep_pins()
        self.most = max((max(row.values(), default=0) for row in self.points.values()), default=0)

    def _row(self, key: int, person: Person) -> dict[int, int]:
        extra = pairs.MOST * len(self.crowd) if key in self.pins else 0
        return {
            order: pairs.points(pairs.weights(one, person, self.fits(one, person))) + extra
            for order, one in self.seats.items()
            if not self._outside(key, order)
            and pairs.may(one, person, partial(self.fits, one, person))
        }

    def _keep_pins(self) -> None:
        """Nobody takes a place that a pin needs."""
        for order, one in self.seats.items():
            held = [k for k, pinned in self.pins.items() if pinned == order and self.points[k]]
            if len(held) >= one.free:
                self.full.add(order)
                for key, row in self.points.items():
                    if key not in held:
                        row.pop(order, None)

    def _outside(self, key: int, order: int) -> list[Reason]:
        """What somebody decided about a pair, before any rule is asked."""
        if (key, order) in self.vetoes:
            return [VETOED]
        if (key, order) in self.tried:
            return [TRIED]
        if key in self.pins and self.pins[key] != order:
            return [Reason(_("ほかの求人に固定しています。"), rule="pinned")]
        return []

    def why_not(self, key: int, order: int) -> list[Reason]:
        """Every reason against a pair that may not be."""
        one, person = self.seats[order], self.crowd[key]
        reasons = self._outside(key, order)
        reasons = reasons or pairs.why_not(one, person, partial(self.fits, one, person))
        if not reasons and order in self.full:
            words = _("この求人の席は、固定した人でいっぱいです。")
            return [Reason(words, rule="full")]
        return reasons


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
    seats = {one.key: one for one in sorted(orders, key=lambda one: one.key) if one.free > 0}
    crowd = {one.key: one for one in sorted(people, key=lambda one: one.key)}
    pins = {one: order for one, order in sorted((pins or {}).items()) if one in crowd}
    asked = _Asked(seats, crowd, pins, vetoes, tried, on)
    best = assign(asked.points, {key: one.free for key, one in seats.items()})
    found = [
        _said(seats[order], crowd[one], asked, best) for one, order in sorted(best.taken.items())
    ]
    left = Counter(best.taken.values())
    empty = {
        key: (one.free - left[key], _why_empty(key, crowd, asked, best.taken))
        for key, one in seats.items()
        if one.free > left[key]
    }
    without = {one: _why_without(one, seats, asked) for one in crowd if one not in best.taken}
    return Proposal(found, without, empty, best.total, _digest(found, without, empty))


def _fits(on: date):
    """The first status that fits a pair, remembered while one proposal is made."""

    @cache
    def ask(seats: Seats, person: Person) -> Fit | None:
        return fit.best(fit.of_pair(seats, person, on))

    return ask


def _said(one, person, asked, best) -> Proposed:
    status = asked.fits(one, person)
    said = pairs.weights(one, person, status)
    pinned = person.key in asked.pins
    return Proposed(
        one.key,
        person.key,
        pairs.points(said),
        said,
        pinned,
        PINNED if pinned else _next_best(one.key, person.key, asked, best),
        status.sign if status else "",
        status.status if status else "",
    )


def _next_best(order: int, key: int, asked: _Asked, best) -> Reason:
    """Why the best of the other orders was not taken."""
    row = asked.points[key]
    others = [(worth, -other) for other, worth in row.items() if other != order]
    if not others:
        return Reason(_("ほかに合う求人はありません。"), rule="only")
    worth, other = max(others)
    other = -other
    gap = row[order] - worth
    if gap > 0:
        words = _("次によい求人 %(other)s は、点が%(gap)s点 低いです。")
        return Reason(words, {"other": other, "gap": gap}, rule="lower")
    lost = _lost(key, other, row, best, asked)
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


def _lost(key: int, other: int, row: dict[int, int], best, asked: _Asked) -> int:
    """What everybody loses at least when this pair is wanted instead (the reduced cost)."""
    return (asked.most - row[other]) + best.prices[other] - best.losses[key]


def _why_without(key: int, seats, asked: _Asked) -> list[Reason]:
    """Why somebody stays without an order: the commonest reasons first."""
    if not seats:
        return [Reason(_("席の空いている求人がありません。"), rule="none")]
    if key in asked.pins and not asked.points[key]:
        pinned = asked.pins[key]
        words = _("固定した求人 %(order)s に、いまは入れられません。")
        none = [Reason(_("席が空いていません。"))]
        broken = asked.why_not(key, pinned) if pinned in seats else none
        return [Reason(words, {"order": pinned}, rule="pin"), *broken]
    if asked.points[key]:
        words = _(
            "合う求人は%(count)s件ありますが、席は、全体の点が高くなるほかの人で決まりました。"
        )
        return [Reason(words, {"count": len(asked.points[key])}, rule="full")]
    reasons = {order: asked.why_not(key, order) for order in seats}
    nearest = min(seats, key=lambda order: (len(reasons[order]), order))
    words = _("いちばん近い求人 %(order)s でも、次の条件が合いません。")
    return [Reason(words, {"order": nearest}, rule="nearest"), *reasons[nearest]]


def _why_empty(order: int, crowd, asked: _Asked, taken: dict[int, int]) -> list[Reason]:
    """Why a place stays free; whoever has a place here already is no reason."""
    others = [key for key in crowd if taken.get(key) != order]
    if not others:
        return [Reason(_("さがしている候補者が、ほかにいません。"), rule="none")]
    able = [key for key in others if order in asked.points[key]]
    if able:
        words = _("合う候補者%(count)s人は、ほかの求人に決まりました。")
        return [Reason(words, {"count": len(able)}, rule="elsewhere")]
    return _commonest([asked.why_not(key, order) for key in others])


def _commonest(reasons: list[list[Reason]]) -> list[Reason]:
    """What is missing most often among those who miss the least."""
    least = min(map(len, reasons))
    counted = Counter(reason for found in reasons if len(found) == least for reason in found)
    ranked = sorted(counted.items(), key=lambda item: (-item[1], item[0].rule, item[0].text))
    return [reason for reason, _count in ranked[:COMMONEST]]


def _digest(found, without, empty) -> str:
    plain = [
        [[one.seats, one.person, one.points, one.pinned, one.sign] for one in found],
        sorted(without),
        sorted((key, count) for key, (count, _why) in empty.items()),
    ]
    return hashlib.sha256(json.dumps(plain).encode()).hexdigest()
