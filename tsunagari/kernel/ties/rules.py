"""つながり — which pairs are meant, which differences a tie bridges, what may be published.

Bridges are counted when a tie is made; moving house or growing older changes no published figure.
"""

from collections.abc import Iterable, Mapping

from tsunagari.kernel.ties.kinds import KINDS

BRIDGES = {"country": 1, "generation": 2, "sector": 4, "town": 8, "tongue": 16}
BAND = 20  # years of birth in one generation: 1980–1999, 2000–2019


def ordered(kind: str, pairs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Each pair once, sorted; symmetric kinds with the smaller key first.

    Raises KeyError for an unknown kind and ValueError for a party tied to itself.
    """
    symmetric = KINDS[kind].symmetric
    meant = {(b, a) if symmetric and b < a else (a, b) for a, b in pairs}
    if any(a == b for a, b in meant):
        raise ValueError("nobody is tied to themselves")
    return sorted(meant)


def bridges(one: Mapping, other: Mapping) -> int:
    """The bits of BRIDGES in which two parties differ; what is unknown of either is not set.

    Each mapping may hold "country", "born_year", "sector", "town", "tongue".
    """
    bits = 0
    for name, bit in BRIDGES.items():
        ours, theirs = _fact(one, name), _fact(other, name)
        if ours is not None and theirs is not None and ours != theirs:
            bits |= bit
    return bits


def _fact(party: Mapping, name: str):
    if name == "generation":
        year = party.get("born_year")
        return None if year is None else year // BAND
    return party.get(name) or None


def published(count: int, kind: str) -> int | None:
    """The count as it may be published; None when it is too small to hide who is meant."""
    return count if count == 0 or count >= KINDS[kind].smallest else None
