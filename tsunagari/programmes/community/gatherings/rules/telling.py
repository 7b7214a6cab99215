"""席のために聞くこと — what one booking may say about who sits with whom, and what holds unsaid."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason

STRANGERS = 2  # so many others sit at the table of those who came together, unless they wish more
Pair = tuple[int, int]


def sits_together(guests: Sequence[int], said: Mapping, size: int) -> tuple[list[Pair], list[Pair]]:
    """(pairs who sit together, pairs who sit apart) of one booking.

    Unsaid, those who came together stay together, where the table has room for others too; a larger
    group spreads out.
    """
    here = set(guests)
    if "together" not in said and "apart" not in said:
        small = len(guests) <= max(2, size - STRANGERS)
        return ([*combinations(guests, 2)] if small and len(guests) <= size else []), []
    kept = {
        name: [(a, b) for a, b in said.get(name, ()) if {a, b} <= here]
        for name in ("together", "apart")
    }
    return kept["together"], kept["apart"]


def why_not_tell(together: Iterable[Pair], apart: Iterable[Pair]) -> list[Reason]:
    """Nobody sits with somebody and not: A with B and B with C seats A with C."""
    groups: dict[int, set[int]] = {}
    for a, b in together:
        one = groups.get(a, {a}) | groups.get(b, {b})
        groups |= dict.fromkeys(one, one)
    if not any(b in groups.get(a, ()) for a, b in apart):
        return []
    words = _(
        "「同じテーブル」と「別のテーブル」が重なっている人がいます。どちらかにしてください。"
    )
    return [Reason(words, rule="tables.both", field="sit")]
