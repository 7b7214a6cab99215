"""額の確定と精算 — which costs count, what the award is fixed at, what is paid or returned.

The fixed amount is the smallest of: what was decided, the eligible cost × the rate, and the
eligible cost − other income. Every yen that does not count says why.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason
from tsunagari.base.shares import said

VERSION = "2026-11"

OUTSIDE = _("%(day)s は助成の期間（%(from_day)s から %(until_day)s まで）の外です。")
NO_VOUCHER = _("証憑（領収書など）がありません。")
NOT_PAID = _("支払ったことの証明（振込の記録など）がありません。")
RELATED = _("支払先は関係者ですが、届け出がありません。届け出てから、もう一度報告してください。")
TWICE = _("同じ証憑（内容・金額・日付が同じもの）が、この報告の%(number)s番目にもあります。")
ELSEWHERE = _("同じ証憑（内容・金額・日付が同じもの）が、別の助成「%(grant)s」で使われています。")
JOINED = _("この報告の%(number)s番目と同じ費用です。まとめたので、こちらは数えません。")
NO_LINE = _("「%(line)s」は、決めた予算の費目にありません。")
LINE_EMPTY = _("費目が書いてありません。決めた予算の費目から1つ書いてください。")
UNIT = _("1つあたり%(limit)s円までです。こえた%(yen)s円は数えません。")
LINE_FULL = _(
    "費目「%(line)s」は%(limit)s円までです（予算と、変更の届けがいらない%(shift)s％）。こえた%(yen)s円は数えません。"
)
TAX = _("消費税%(yen)s円は、申告で引けるので数えません。")
BY_DECIDED = _("決めた額の%(yen)s円が上限です。")
BY_RATE = _("数える費用%(eligible)s円の%(rate)sで、%(yen)s円です。")
BY_INCOME = _("数える費用%(eligible)s円から、ほかの収入%(other)s円を引いて、%(yen)s円です。")
REFUND = _("前払いが確定した額より%(yen)s円多いので、返していただきます。")
FINAL = _("確定した額のうち、まだ払っていない%(yen)s円を払います。")
EVEN = _("前払いと確定した額が同じです。払うものも返すものもありません。")


@dataclass(frozen=True)
class Cost:
    """One cost: its day, payee, yen with tax, budget line, and what proves it."""

    on: date
    payee: str
    yen: int
    line: str = ""
    voucher: str = ""
    paid: bool = True
    related: bool = False
    disclosed: bool = False
    units: int = 0
    tax: int = 0
    # The number of the cost that this one was joined to; 0: it stands for itself.
    joined: int = 0

    @property
    def mark(self) -> tuple[str, int, date]:
        """同じ証憑 — what two uses of one voucher have in common."""
        return (self.voucher, self.yen, self.on)


@dataclass(frozen=True)
class Line:
    """費目 — what was planned for one kind of cost; `unit_limit` is the most for one unit."""

    name: str
    yen: int
    unit_limit: int = 0


@dataclass(frozen=True)
class Asked:
    """An award and what was reported of it. `used` maps marks of vouchers to the other grant's name."""

    decided: int
    rate: Fraction
    from_day: date
    until_day: date
    costs: tuple[Cost, ...]
    lines: tuple[Line, ...] = ()
    other_income: int = 0
    advance: int = 0
    shift_percent: int = 0
    tax_deductible: bool = False
    used: dict[tuple[str, int, date], str] = field(default_factory=dict)


@dataclass(frozen=True)
class Counted:
    """One cost as it counts: `yen` of it are eligible, `reasons` say what does not count."""

    number: int
    cost: Cost
    yen: int
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class Settlement:
    """額の確定 — the fixed amount, with its three limits, and what follows from the advance."""

    counted: tuple[Counted, ...]
    eligible: int
    by_rate: int
    by_income: int
    fixed: int
    advance: int
    reasons: tuple[Reason, ...]

    @property
    def refund(self) -> int:
        """What the grantee gives back."""
        return max(0, self.advance - self.fixed)

    @property
    def final_payment(self) -> int:
        """What is still paid."""
        return max(0, self.fixed - self.advance)

    @property
    def twins(self) -> dict[int, int]:
        """{number: the one that counts its voucher instead} of what was entered twice."""
        said = ((one.number, reason) for one in self.counted for reason in one.reasons)
        return {number: one.facts["number"] for number, one in said if one.rule == "twice"}

    @property
    def refused(self) -> list[Counted]:
        """Costs that do not count, or not whole."""
        return [one for one in self.counted if one.reasons]


def settle(asked: Asked) -> Settlement:
    """精算する — count every cost, fix the amount, compare it with what was paid."""
    counting = _counting(asked)
    ones = [_one(asked, number, counting) for number in range(1, len(asked.costs) + 1)]
    counted = tuple(_within_lines(asked, ones))
    eligible = sum(one.yen for one in counted)
    by_rate = int(eligible * asked.rate)
    by_income = max(0, eligible - asked.other_income)
    fixed = min(asked.decided, by_rate, by_income)
    reasons = (
        Reason(BY_DECIDED, {"yen": asked.decided}, rule="decided"),
        Reason(
            BY_RATE,
            {"eligible": eligible, "rate": said(asked.rate), "yen": by_rate},
            rule="rate",
        ),
        Reason(
            BY_INCOME,
            {"eligible": eligible, "other": asked.other_income, "yen": by_income},
            rule="income",
        ),
        _balance(fixed - asked.advance),
    )
    return Settlement(counted, eligible, by_rate, by_income, fixed, asked.advance, reasons)


def _balance(yen: int) -> Reason:
    if yen < 0:
        return Reason(REFUND, {"yen": -yen}, rule="refund")
    return Reason(FINAL, {"yen": yen}, rule="final") if yen else Reason(EVEN, rule="even")


def _counting(asked: Asked) -> dict[tuple[str, int, date], int]:
    """{a voucher: the number of the cost that counts it} — the first one with nothing against it.

    A cost whose payment is not proved does not stand in the way of the same one with its proof.
    """
    found: dict[tuple[str, int, date], int] = {}
    sound: set[tuple[str, int, date]] = set()
    for number, cost in enumerate(asked.costs, 1):
        if cost.joined or not cost.voucher or cost.mark in sound:
            continue
        if any(_why_not_alone(asked, cost)):
            found.setdefault(cost.mark, number)
        else:
            found[cost.mark] = number
            sound.add(cost.mark)
    return found


def _one(asked: Asked, number: int, counting: dict[tuple[str, int, date], int]) -> Counted:
    """A cost by itself: refused whole, or counted without tax and what is over the unit's limit."""
    cost = asked.costs[number - 1]
    if refused := tuple(_why_not(asked, cost, number, counting)):
        return Counted(number, cost, 0, refused)
    yen, reasons = cost.yen, []
    if asked.tax_deductible and cost.tax:
        yen -= cost.tax
        reasons.append(Reason(TAX, {"yen": cost.tax}, rule="tax"))
    limit = next((line.unit_limit for line in asked.lines if line.name == cost.line), 0)
    if limit and (over := yen - limit * max(1, cost.units)) > 0:
        yen -= over
        reasons.append(Reason(UNIT, {"limit": limit, "yen": over}, rule="unit"))
    return Counted(number, cost, yen, tuple(reasons))


def _why_not(asked: Asked, cost: Cost, number: int, counting) -> Iterator[Reason]:
    """Every reason not to count a cost at all."""
    if cost.joined:
        yield Reason(JOINED, {"number": cost.joined}, rule="joined")
        return
    yield from _why_not_alone(asked, cost)
    if cost.voucher and (other := counting[cost.mark]) != number:
        yield Reason(TWICE, {"number": other}, rule="twice")


def _why_not_alone(asked: Asked, cost: Cost) -> Iterator[Reason]:
    """What is against a cost, whatever else stands in the report."""
    if not asked.from_day <= cost.on <= asked.until_day:
        facts = {"day": cost.on, "from_day": asked.from_day, "until_day": asked.until_day}
        yield Reason(OUTSIDE, facts, rule="period")
    if not cost.voucher:
        yield Reason(NO_VOUCHER, rule="voucher")
    if not cost.paid:
        yield Reason(NOT_PAID, rule="paid")
    if cost.related and not cost.disclosed:
        yield Reason(RELATED, rule="related")
    if cost.voucher and cost.mark in asked.used:
        yield Reason(ELSEWHERE, {"grant": asked.used[cost.mark]}, rule="elsewhere")
    if asked.lines and cost.line not in [line.name for line in asked.lines]:
        words = NO_LINE if cost.line.strip() else LINE_EMPTY
        yield Reason(words, {"line": cost.line}, rule="line")


def _within_lines(asked: Asked, counted: list[Counted]) -> Iterator[Counted]:
    """A budget line takes what was planned for it, and the shift that nobody has to ask for."""
    limits = {line.name: line.yen * (100 + asked.shift_percent) // 100 for line in asked.lines}
    taken: dict[str, int] = defaultdict(int)
    for one in counted:
        name = one.cost.line
        over = taken[name] + one.yen - limits.get(name, taken[name] + one.yen)
        if one.yen and over > 0:
            over = min(over, one.yen)
            facts = {
                "line": name,
                "limit": limits[name],
                "shift": asked.shift_percent,
                "yen": over,
            }
            reason = Reason(LINE_FULL, facts, rule="line_full")
            one = Counted(one.number, one.cost, one.yen - over, (*one.reasons, reason))
        taken[name] += one.yen
        yield one
