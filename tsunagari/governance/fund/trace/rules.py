"""1円のゆくえの決まり — which gift paid which cost, so that no yen is told twice.

Money that came for one purpose pays only that purpose. Within a purpose, and within the rest of a
fund, what came first is spent first. What was spent before anything came is said as such. The same
lines always give the same answer, and the sums are those of the books.
"""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, order=True)
class Drop:
    """A line of the books as the trace sees it: what came in, or what went out; yen above 0."""

    on: date
    key: int
    yen: int


@dataclass(frozen=True)
class Flow:
    """So many yen of one line paid another; `source` None: spent before anything had come,
    `use` None: not spent yet."""

    source: int | None
    use: int | None
    yen: int


def flows(came: Iterable[Drop], went: Iterable[Drop]) -> list[Flow]:
    """Every yen that came and every yen that went, once, oldest first."""
    made: list[Flow] = []
    left = deque(sorted(came))
    rest = 0  # of the oldest
    for use in sorted(went):
        wanted = use.yen
        while wanted and left:
            source = left[0]
            rest = rest or source.yen
            paid = min(rest, wanted)
            made.append(Flow(source.key, use.key, paid))
            rest, wanted = rest - paid, wanted - paid
            if not rest:
                left.popleft()
        if wanted:
            made.append(Flow(None, use.key, wanted))
    for at, source in enumerate(left):
        made.append(Flow(source.key, None, rest if at == 0 and rest else source.yen))
    return made


def paid_by(made: Iterable[Flow], source: int) -> list[Flow]:
    """Where the yen of one source went, and what of it is left."""
    return [flow for flow in made if flow.source == source]


def paid_for(made: Iterable[Flow], use: int) -> list[Flow]:
    """From where the yen of one use came."""
    return [flow for flow in made if flow.use == use]
