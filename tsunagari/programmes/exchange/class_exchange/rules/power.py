"""検出力 — how many people a true change needs to be seen, by the noncentral t."""

import math
from statistics import NormalDist

from tsunagari.programmes.exchange.class_exchange.rules.t_distribution import (
    below_noncentral,
    quantile,
)


def people_needed(d: float, *, power: float = 0.8, alpha: float = 0.05) -> int:
    """How many matched people show a true d_z with this power (two-sided)."""
    n = max(2, math.floor((_z(1 - alpha / 2) + _z(power)) ** 2 / d**2))
    while power_of(d, n, alpha=alpha) < power:
        n += 1
    return n


def smallest_shown(n: int, *, power: float = 0.8, alpha: float = 0.05) -> float:
    """The smallest true d_z that n matched people show with this power (two-sided)."""
    low, high = 0.0, 2 * (_z(1 - alpha / 2) + _z(power)) / math.sqrt(n) + 20 / n
    while high - low > 1e-7:
        middle = (low + high) / 2
        low, high = (middle, high) if power_of(middle, n, alpha=alpha) < power else (low, middle)
    return (low + high) / 2


def power_of(d: float, n: int, *, alpha: float = 0.05) -> float:
    """The chance that n matched people show a true d_z (two-sided)."""
    edge, shift = quantile(1 - alpha / 2, n - 1), d * math.sqrt(n)
    missed = below_noncentral(edge, n - 1, shift) - below_noncentral(-edge, n - 1, shift)
    return 1 - missed


def _z(share: float) -> float:
    return NormalDist().inv_cdf(share)
