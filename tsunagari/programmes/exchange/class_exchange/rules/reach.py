"""周知効果 — how many people the exchange reached: who took part, and whom they told.

direct = people present at least once; indirect = direct * mean told * (1 - overlap of siblings).
The interval comes from drawing the respondents again and again; assumed rows stand apart.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import accumulate
from random import Random

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason
from tsunagari.programmes.exchange.class_exchange.rules.survey import TOLD_CAP

DRAWS = 1000
METHOD = _(
    "推計です。1回以上参加した人の数に、参加者数×1人が伝えた人数の平均×（1−きょうだいの重なり）を"
    "足しました。1人が伝えた人数は%(cap)s人までとして数えました。"
)
RESAMPLED = _("区間は、回答者を%(draws)s回選び直して計算した95%%の範囲です。")
ASSUMED = _("%(side)s：回答が%(n)s人分のため、伝えた人数を1人あたり%(mean)s人と仮定しました。")
UNKNOWN = _("%(side)s：回答が%(n)s人分のため、伝えた人数は数えていません。")


@dataclass(frozen=True)
class Told:
    """One respondent: how many people were told, by kind, and a code shared by siblings."""

    by_kind: dict[str, int]
    household: str = ""


@dataclass(frozen=True)
class Side:
    """One side's facts; `assumed` people told by each stand in where too few have answered."""

    name: str
    direct: int
    answers: Sequence[Told] = ()
    assumed: float | None = None


@dataclass(frozen=True)
class Row:
    """One side's part of the estimate, in people; `basis` is measured, assumed or unknown."""

    side: str
    direct: int
    respondents: int
    basis: str
    told: float
    overlap: float
    indirect: float
    ci95: tuple[float, float] | None = None
    by_kind: dict[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Reach:
    """推計 — the estimate, its interval (only where told people were measured) and its method."""

    direct: int
    measured: float
    assumed: float
    total: float
    ci95: tuple[float, float] | None
    rows: list[Row]
    method: tuple[Reason, ...]
    label: str = "estimate"


def estimate(sides: Sequence[Side], *, least: int, cap: int = TOLD_CAP, seed: int = 1) -> Reach:
    """周知の推計 — the reach of all sides; the same facts and seed always give the same interval.

    `least` respondents of a side make it measured; `cap` is the most that one respondent counts.
    The interval covers the whole total, with direct and assumed parts as fixed numbers.
    """
    random = Random(seed)
    rows, drawn = [], []
    for side in sides:
        row, draws = _row(side, least, cap, random)
        rows.append(row)
        drawn += [draws] if draws else []
    direct = sum(row.direct for row in rows)
    parts = {basis: math.fsum(r.indirect for r in rows if r.basis == basis) for basis in BASES}
    fixed = direct + parts["assumed"]
    sums = [fixed + sum(draws) for draws in zip(*drawn, strict=True)]
    return Reach(
        direct=direct,
        measured=parts["measured"],
        assumed=parts["assumed"],
        total=fixed + parts["measured"],
        ci95=_middle_95(sums) if sums else None,
        rows=rows,
        method=_method(sides, rows, cap, bool(sums)),
    )


BASES = ("measured", "assumed", "unknown")


def capped(by_kind: dict[str, int], cap: int) -> dict[str, int]:
    """The people told by kind, in the order asked, until the cap is full; never below nought."""
    sums = [min(cap, told) for told in accumulate(max(0, told) for told in by_kind.values())]
    befores = [0, *sums]
    return {kind: up - to for kind, up, to in zip(by_kind, sums, befores[: len(sums)], strict=True)}


def sibling_overlap(answers: Sequence[Told]) -> float:
    """The share of respondents whose household another respondent has counted already, 0 to 1."""
    known = [answer.household for answer in answers if answer.household]
    return (len(known) - len(set(known))) / len(answers) if answers else 0.0


def _row(side: Side, least: int, cap: int, random: Random) -> tuple[Row, list[float]]:
    """A side's row, and its indirect reach in every draw (none unless measured)."""
    n = len(side.answers)
    if n < least:
        told, basis = (0.0, "unknown") if side.assumed is None else (side.assumed, "assumed")
        return Row(side.name, side.direct, n, basis, told, 0.0, side.direct * told), []
    each = [capped(answer.by_kind, cap) for answer in side.answers]
    totals = [sum(by_kind.values()) for by_kind in each]
    overlap = sibling_overlap(side.answers)
    factor = side.direct * (1 - overlap) / n
    draws = [factor * sum(random.choices(totals, k=n)) for _draw in range(DRAWS)]
    kinds = dict.fromkeys(kind for by_kind in each for kind in by_kind)
    row = Row(
        side.name,
        side.direct,
        n,
        "measured",
        sum(totals) / n,
        overlap,
        factor * sum(totals),
        _middle_95(draws),
        {kind: sum(by_kind.get(kind, 0) for by_kind in each) for kind in kinds},
    )
    return row, draws


def _middle_95(draws: list[float]) -> tuple[float, float]:
    ordered = sorted(draws)
    return ordered[math.floor(0.025 * len(ordered))], ordered[math.ceil(0.975 * len(ordered)) - 1]


def _method(sides, rows, cap: int, resampled: bool) -> tuple[Reason, ...]:
    words = [Reason(METHOD, {"cap": cap}, rule="reach.method")]
    if resampled:
        words.append(Reason(RESAMPLED, {"draws": DRAWS}, rule="reach.interval"))
    for row in rows:
        facts = {"side": row.side, "n": row.respondents, "mean": f"{row.told:g}"}
        if row.basis == "assumed":
            words.append(Reason(ASSUMED, facts, rule="reach.assumed"))
        if row.basis == "unknown":
            words.append(Reason(UNKNOWN, facts, rule="reach.unknown"))
    return tuple(words)
