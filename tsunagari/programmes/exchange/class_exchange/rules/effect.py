"""効果 — what changed between two surveys of the same people, how sure that is, and how large.

d_z is the change in units of the changes' spread, d_av in units of the answers' spread (the
headline: it can be compared with other studies). Interval of d_z: Steiger and Fouladi 1997 by the
noncentral t; of d_av: Algina and Keselman 2003. Without a comparison group say "changed by",
never "caused".
"""

import math
from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from statistics import NormalDist
from typing import Any

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason
from tsunagari.programmes.exchange.class_exchange.rules.classes import design
from tsunagari.programmes.exchange.class_exchange.rules.t_distribution import (
    interval,
    noncentrality,
    p_value,
)

Interval = tuple[float, float]
Z = NormalDist().inv_cdf(0.975)
FEW = _("前後のそろった回答が%(n)s人分です。2人分以上あると、平均の変化と区間を計算できます。")
ALL_ALIKE = _("全員の変化が同じため、t・p・d_z は計算できません。")
HIDDEN = _("前後のそろった人が%(n)s人です。%(least)s人未満の結果は表示しません。")


@dataclass(frozen=True)
class Shares:
    """Parts of the matched people, 0 to 1; they add up to 1."""

    improved: float
    same: float
    worse: float


@dataclass(frozen=True)
class Effect:
    """One paired comparison; what cannot be computed is None, and `notes` say why.

    Changes are in the unit of the answers, d's in standard deviations, p two-sided.
    """

    n_invited: int
    n_pre: int
    n_post: int
    n: int
    mean_pre: float | None = None
    mean_post: float | None = None
    sd_pre: float | None = None
    sd_post: float | None = None
    mean_change: float | None = None
    mean_change_ci95: Interval | None = None
    sd_change: float | None = None
    t: float | None = None
    p: float | None = None
    r: float | None = None
    d_z: float | None = None
    d_z_ci95: Interval | None = None
    d_z_ci95_normal: Interval | None = None
    d_av: float | None = None
    d_av_ci95: Interval | None = None
    j: float | None = None
    g_av: float | None = None
    shares: Shares | None = None
    clusters: int | None = None
    icc: float | None = None
    design_effect: float | None = None
    n_effective: float | None = None
    mean_change_ci95_clustered: Interval | None = None
    notes: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class Summary:
    """A survey of one side: the scale and each item; None where too few people are matched."""

    n_invited: int
    n_pre: int
    n_post: int
    n: int
    scale: Effect | None
    items: list[Effect | None] = field(default_factory=list)
    notes: tuple[Reason, ...] = ()


def compare(
    pre: Sequence[float | None],
    post: Sequence[float | None],
    clusters: Sequence[Hashable] | None = None,
    *,
    icc: float | None = None,
) -> Effect:
    """前後の比較 — person i answered pre[i] and post[i]; None means no answer.

    `clusters` names each person's class; the intraclass correlation is estimated from the changes
    unless `icc` gives it. ValueError when the lists differ in length.
    """
    rows = list(zip(pre, post, clusters or [None] * len(pre), strict=True))
    pairs = [(float(a), float(b), who) for a, b, who in rows if a is not None and b is not None]
    counts: dict[str, Any] = {
        "n_invited": len(rows),
        "n_pre": sum(before is not None for before, _after, _who in rows),
        "n_post": sum(after is not None for _before, after, _who in rows),
        "n": len(pairs),
    }
    if not pairs:
        return Effect(**counts, notes=(Reason(FEW, {"n": 0}, rule="effect.few"),))
    before, after, groups = (list(column) for column in zip(*pairs, strict=True))
    changes = [b - a for a, b in zip(before, after, strict=True)]
    spread = _spread(before, after, changes)
    grouped = design(changes, groups if clusters else None, icc, spread["sd_change"])
    notes = (*spread.pop("notes"), *grouped.pop("notes"))
    return Effect(**counts, **spread, **grouped, shares=shares(changes), notes=notes)


def shares(changes: Sequence[float]) -> Shares:
    """Who improved, stayed, got worse."""
    n = len(changes)
    improved, worse = (sum(c > 1e-12 for c in changes), sum(c < -1e-12 for c in changes))
    return Shares(improved / n, (n - improved - worse) / n, worse / n)


def summary(
    pre: dict[str, Sequence[float | None]],
    post: dict[str, Sequence[float | None]],
    *,
    least: int,
    invited: int | None = None,
    clusters: dict[str, Hashable] | None = None,
    icc: float | None = None,
) -> Summary:
    """調査のまとめ — one side's answers by pupil code, joined, per item and for the scale's mean.

    The scale counts who answered at least half of the items both times, on those items. Results
    of fewer than `least` matched people are withheld (None, with a note).
    """
    codes = sorted(pre.keys() | post.keys())
    size = max((len(answers) for answers in [*pre.values(), *post.values()]), default=0)
    rows = {code: _both(pre.get(code, ()), post.get(code, ()), size) for code in codes}
    means = {code: _means(row, size) for code, row in rows.items()}
    matched = sum(None not in mean for mean in means.values())
    groups = [(clusters or {}).get(code, "") for code in codes] if clusters else None

    def shown(columns):
        result = compare([a for a, _b in columns], [b for _a, b in columns], groups, icc=icc)
        return result if result.n >= least else None

    hidden = Reason(HIDDEN, {"n": matched, "least": least}, rule="effect.least")
    return Summary(
        n_invited=len(codes) if invited is None else invited,
        n_pre=len(pre),
        n_post=len(post),
        n=matched,
        scale=shown([means[code] for code in codes]) if matched >= least else None,
        items=[shown([rows[code][i] for code in codes]) for i in range(size)],
        notes=() if matched >= least else (hidden,),
    )


def _mean(values: Sequence[float]) -> float:
    return math.fsum(values) / len(values)


def _sd(values: Sequence[float]) -> float:
    """The sample's standard deviation; what is only rounding counts as nought."""
    mean = _mean(values)
    sd = math.sqrt(math.fsum((x - mean) ** 2 for x in values) / (len(values) - 1))
    return sd if sd > 1e-9 * max(1.0, *(abs(x) for x in values)) else 0.0


def _spread(before: list[float], after: list[float], changes: list[float]) -> dict:
    """Means, spreads and all sizes of the effect."""
    n, change = len(changes), _mean(changes)
    base = {"mean_pre": _mean(before), "mean_post": _mean(after), "mean_change": change}
    if n < 2:
        note = Reason(FEW, {"n": n}, rule="effect.few")
        return {**base, "sd_change": None, "notes": [note]}
    s_1, s_2, s_d = _sd(before), _sd(after), _sd(changes)
    r = _correlation(before, after, s_1, s_2)
    pooled = math.sqrt((s_1**2 + s_2**2) / 2)
    d_av = change / pooled if pooled else None
    j = 1 - 3 / (4 * (n - 1) - 1)
    return {
        **base,
        "sd_pre": s_1,
        "sd_post": s_2,
        "sd_change": s_d,
        "mean_change_ci95": interval(change, s_d, n),
        "r": r,
        "d_av": d_av,
        "j": j,
        "g_av": None if d_av is None else j * d_av,
        **(_sizes(change, s_d, pooled, n) if s_d else {}),
        "notes": [] if s_d else [Reason(ALL_ALIKE, rule="effect.alike")],
    }


def _sizes(change: float, s_d: float, pooled: float, n: int) -> dict:
    """t, p and the intervals of both d's; s_d² = s_1² + s_2² - 2 r s_1 s_2 carries d_z to d_av."""
    t, d_z = change / (s_d / math.sqrt(n)), change / s_d
    low, high = (noncentrality(t, n - 1, share) for share in (0.975, 0.025))
    around = Z * math.sqrt(1 / n + d_z**2 / (2 * n))
    to_av = s_d / (math.sqrt(n) * pooled) if pooled else 0.0
    return {
        "t": t,
        "p": p_value(t, n - 1),
        "d_z": d_z,
        "d_z_ci95": (low / math.sqrt(n), high / math.sqrt(n)),
        "d_z_ci95_normal": (d_z - around, d_z + around),
        "d_av_ci95": (low * to_av, high * to_av) if pooled else None,
    }


def _correlation(before, after, s_1: float, s_2: float) -> float | None:
    if not s_1 or not s_2:
        return None
    m_1, m_2 = _mean(before), _mean(after)
    together = math.fsum((a - m_1) * (b - m_2) for a, b in zip(before, after, strict=True))
    return max(-1.0, min(1.0, together / ((len(before) - 1) * s_1 * s_2)))


def _both(before, after, size: int) -> list[tuple[float | None, float | None]]:
    """A pupil's items side by side; missing ones are None."""
    columns = [[*answers, *[None] * (size - len(answers))] for answers in (before, after)]
    return list(zip(*columns, strict=True))


def _means(row, size: int) -> tuple[float | None, float | None]:
    """The scale's mean before and after, on the items answered both times."""
    both = [(a, b) for a, b in row if a is not None and b is not None]
    if not both or 2 * len(both) < size:
        return None, None
    return _mean([a for a, _b in both]), _mean([b for _a, b in both])
