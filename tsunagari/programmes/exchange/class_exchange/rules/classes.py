"""学級のまとまり — pupils of one class change alike, so they count as fewer independent people."""

import math
from collections import Counter
from collections.abc import Hashable, Sequence

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason
from tsunagari.programmes.exchange.class_exchange.rules.t_distribution import interval

ONE_CLASS = _("学級が1つなので、学級ごとの似かたは計算できません。補正後の人数は出しません。")


def design_effect(sizes: Sequence[int], icc: float) -> float:
    """How many times fewer independent people a sample of classes is worth: 1 + (m - 1) * ICC.

    m is the size of the class that a person sits in on average, so larger classes weigh more.
    """
    return 1 + (sum(size * size for size in sizes) / sum(sizes) - 1) * icc


def intraclass(changes: Sequence[float], groups: Sequence[Hashable]) -> float | None:
    """How alike the changes within a class are, 0 to 1: one-way ANOVA, unequal sizes, not below 0.

    None with fewer than two classes, with nobody sharing one, or when nothing varies.
    """
    by_group: dict[Hashable, list[float]] = {}
    for change, group in zip(changes, groups, strict=True):
        by_group.setdefault(group, []).append(change)
    n, k = len(changes), len(by_group)
    if k < 2 or n == k:
        return None
    mean = math.fsum(changes) / n
    means = {group: math.fsum(own) / len(own) for group, own in by_group.items()}
    between = math.fsum(len(own) * (means[g] - mean) ** 2 for g, own in by_group.items()) / (k - 1)
    within = math.fsum((x - means[g]) ** 2 for g, own in by_group.items() for x in own) / (n - k)
    usual = (n - sum(len(own) ** 2 for own in by_group.values()) / n) / (k - 1)
    total = between + (usual - 1) * within
    return min(1.0, max(0.0, (between - within) / total)) if total > 1e-24 else None


def design(changes: Sequence[float], groups, icc: float | None, sd: float | None) -> dict:
    """What the classes take away from n: correlation, design effect, corrected n and interval.

    Keys are fields of effect.Effect. `groups` names each change's class (None: nobody told);
    the interval divides n by the design effect, as the corrected n does.
    """
    if groups is None:
        return {"notes": []}
    sizes, n = list(Counter(groups).values()), len(changes)
    icc = intraclass(changes, groups) if icc is None else icc
    if icc is None and max(sizes) == 1:
        icc = 0.0
    if icc is None:
        notes = [Reason(ONE_CLASS, rule="effect.one_class")] if len(sizes) == 1 else []
        return {"clusters": len(sizes), "notes": notes}
    effect = design_effect(sizes, icc)
    worth = n / effect
    return {
        "clusters": len(sizes),
        "icc": icc,
        "design_effect": effect,
        "n_effective": worth,
        "mean_change_ci95_clustered": interval(math.fsum(changes) / n, sd, worth)
        if sd is not None and worth > 1.5
        else None,
        "notes": [],
    }
