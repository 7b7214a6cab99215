"""アンケートの結果 — counts, a mean with its interval, and what others than the office may see.

Outside the office no cell under five is shown, and none that could be computed from the others:
small cells are put together until they are large enough. The office sees every answer.
"""

import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from tsunagari.programmes.community.afterwards.rules.asking import FREE, STEPS, Question

LEAST = 5
# Of fewer answers a mean says too much about each.
LEAST_FOR_A_MEAN = 10
Z = 1.959963984540054


@dataclass(frozen=True)
class Result:
    """One question: cells are (codes, people); `mean` and its 95 % interval of steps only."""

    key: str
    kind: str
    answered: int
    cells: tuple[tuple[tuple[str, ...], int], ...] = ()
    mean: float | None = None
    low: float | None = None
    high: float | None = None
    words: tuple[str, ...] = ()
    # True when something was left out so that nobody can be recognised.
    hidden: bool = False


def counted(questions: Iterable[Question], sheets: Sequence[Mapping[str, str]]) -> list[Result]:
    """Everything that was answered, as the office reads it."""
    return [
        _counted(one, [said for each in sheets if (said := each.get(one.key))]) for one in questions
    ]


def _counted(question: Question, said: list[str]) -> Result:
    if question.kind == FREE:
        return Result(question.key, FREE, len(said), words=tuple(said))
    counts = Counter(said)
    cells = tuple(((code,), counts[code]) for code in question.codes)
    mean = low = high = None
    if question.kind == STEPS and said:
        mean, low, high = mean_of([int(one) for one in said])
    return Result(question.key, question.kind, len(said), cells, mean, low, high)


def mean_of(steps: Sequence[int]) -> tuple[float, float | None, float | None]:
    """The mean and its 95 % interval (Student's t), inside the scale; of one answer no interval."""
    many = len(steps)
    mean = sum(steps) / many
    if many < 2:
        return mean, None, None
    deviation = math.sqrt(sum((one - mean) ** 2 for one in steps) / (many - 1))
    reach = quantile(many - 1) * deviation / math.sqrt(many)
    return mean, max(1.0, mean - reach), min(5.0, mean + reach)


def quantile(freedom: int) -> float:
    """t(0.975): the first ones as tables have them, then Cornish and Fisher's expansion."""
    first = (12.7062, 4.3027, 3.1824, 2.7764)
    if freedom <= len(first):
        return first[freedom - 1]
    z, v = Z, freedom
    return (
        z
        + (z**3 + z) / (4 * v)
        + (5 * z**5 + 16 * z**3 + 3 * z) / (96 * v**2)
        + (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / (384 * v**3)
        + (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / (92160 * v**4)
    )


def outside(found: Iterable[Result]) -> list[Result]:
    """外に出せる結果 — as co-hosts, funders and the public may see it; no free words."""
    return [_outside(one) for one in found]


def _outside(one: Result) -> Result:
    if one.kind == FREE or one.answered < LEAST:
        many = one.answered if one.answered >= LEAST else 0
        return Result(one.key, one.kind, many, hidden=one.answered > 0)
    cells = _merged(one.cells, neighbours=one.kind == STEPS)
    whole = cells == one.cells
    tells = one.mean is not None and one.answered >= LEAST_FOR_A_MEAN
    mean, low, high = (one.mean, one.low, one.high) if tells else (None, None, None)
    # With the mean, cells of two steps put together could be taken apart again.
    cells = cells if whole or not tells else ()
    return Result(one.key, one.kind, one.answered, cells, mean, low, high, hidden=not whole)


def _merged(cells, *, neighbours: bool):
    """Cells of at least five; steps are put together with their neighbour, choices smallest first."""
    found = list(cells)
    while len(found) > 1 and min(many for _codes, many in found) < LEAST:
        at = min(range(len(found)), key=lambda place: found[place][1])
        codes, many = found.pop(at)
        if neighbours:
            near = [place for place in (at - 1, at) if 0 <= place < len(found)]
        else:
            near = list(range(len(found)))
        to = min(near, key=lambda place: found[place][1])
        other, more = found[to]
        found[to] = (other + codes if to < at else codes + other, many + more)
    # All put together says no more than how many answered.
    return tuple(found) if len(found) > 1 else ()
