"""t 分布 — Student's t and the noncentral t, to about ten digits, without a statistics library.

The noncentral t is integrated over the chi density: P(T <= t) = ∫ Φ(t s - δ) f(s) ds, with
s = sqrt(χ²/ν). That stays exact where series in exp(-δ²/2) underflow.
"""

import math
from collections.abc import Callable
from functools import lru_cache
from itertools import pairwise

# Gauss–Legendre, 16 points on [-1, 1]: positive nodes and their weights.
NODES = [
    (0.0950125098376374, 0.1894506104550685),
    (0.2816035507792589, 0.1826034150449236),
    (0.4580167776572274, 0.1691565193950025),
    (0.6178762444026438, 0.1495959888165767),
    (0.7554044083550030, 0.1246289712555339),
    (0.8656312023878318, 0.0951585116824928),
    (0.9445750230732326, 0.0622535239386479),
    (0.9894009349916499, 0.0271524594117541),
]


def p_value(t: float, freedom: float) -> float:
    """The two-sided p of t."""
    return _incomplete_beta(freedom / 2, 0.5, freedom / (freedom + t * t))


def below(t: float, freedom: float) -> float:
    """P(T <= t)."""
    tail = p_value(t, freedom) / 2
    return 1 - tail if t > 0 else tail


@lru_cache(maxsize=1024)
def quantile(share: float, freedom: float) -> float:
    """The t that a share lies below; for shares from 0.5 up to 1."""
    high = 2.0
    while below(high, freedom) < share:
        high *= 2
    return _root(lambda t: below(t, freedom) - share, 0.0, high)


def interval(mean: float, sd: float, n: float) -> tuple[float, float]:
    """The 95 % confidence interval of a mean of n independent values."""
    half = quantile(0.975, n - 1) * sd / math.sqrt(n)
    return mean - half, mean + half


def below_noncentral(t: float, freedom: float, shift: float) -> float:
    """P(T <= t) of the noncentral t with noncentrality `shift`."""
    width = 1 / math.sqrt(2 * freedom)
    low, high = max(0.0, 1 - 10 * width), 1 + 10 * width
    cuts = {low + (high - low) * i / 6 for i in range(7)}
    if t:
        # Φ turns from 0 to 1 around s = δ / t, within a few 1 / |t|.
        turns = (shift / t + k / abs(t) for k in (-7, -2.5, 2.5, 7))
        cuts |= {turn for turn in turns if low < turn < high}
    edges = sorted(cuts)
    log_scale = math.log(2) + freedom / 2 * math.log(freedom / 2) - math.lgamma(freedom / 2)

    def inner(s: float) -> float:
        if s <= 0:
            return 0.0
        density = math.exp(log_scale + (freedom - 1) * math.log(s) - freedom * s * s / 2)
        return density * math.erfc((shift - t * s) / math.sqrt(2)) / 2

    total = math.fsum(_panel(inner, a, b) for a, b in pairwise(edges))
    return min(1.0, max(0.0, total))


def noncentrality(t: float, freedom: float, share: float) -> float:
    """The noncentrality at which `share` of all values lie below t; falls as the share rises."""
    around = 3 * math.sqrt(1 + t * t / (2 * freedom))
    low, high = t - around, t + around
    while below_noncentral(t, freedom, low) < share:
        low -= around
    while below_noncentral(t, freedom, high) > share:
        high += around
    return _root(lambda shift: share - below_noncentral(t, freedom, shift), low, high)


def _panel(of: Callable[[float], float], low: float, high: float) -> float:
    middle, half = (low + high) / 2, (high - low) / 2
    return half * sum(
        weight * (of(middle - half * node) + of(middle + half * node)) for node, weight in NODES
    )


def _root(of: Callable[[float], float], low: float, high: float) -> float:
    """Where a rising function crosses nought: the Illinois form of regula falsi."""
    at_low, at_high = of(low), of(high)
    side = 0
    for _step in range(200):
        if high - low < 1e-10 * max(1.0, abs(low)) or at_low == at_high:
            break
        middle = (low * at_high - high * at_low) / (at_high - at_low)
        at = of(middle)
        if abs(at) < 1e-12:
            return middle
        if at > 0:
            high, at_high = middle, at
            at_low = at_low / 2 if side == 1 else at_low
            side = 1
        else:
            low, at_low = middle, at
            at_high = at_high / 2 if side == -1 else at_high
            side = -1
    return (low + high) / 2


def _incomplete_beta(a: float, b: float, x: float) -> float:
    """The regularised incomplete beta function, by its continued fraction (Lentz)."""
    if x <= 0 or x >= 1:
        return min(1.0, max(0.0, x))
    if x > (a + 1) / (a + b + 2):
        return 1 - _incomplete_beta(b, a, 1 - x)
    log_front = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b)
    front = math.exp(log_front + a * math.log(x) + b * math.log1p(-x)) / a
    tiny, c, d, fraction = 1e-300, 1.0, 0.0, 1.0
    for i in range(1000):
        m = i // 2
        if i == 0:
            step = 1.0
        elif i % 2 == 0:
            step = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        else:
            step = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        d = 1 / (1 + step * d or tiny)
        c = (1 + step / c) or tiny
        fraction *= c * d
        if abs(c * d - 1) < 1e-15 and i > 1:
            break
    return front * (fraction - 1)
