"""抽せん — draws that anybody can do again: a published seed, a published list, one formula.

Each name gets the SHA-256 of `seed`, a new line and the name; the smallest hashes are drawn. On any
computer: `printf '%s\\n%s' "seed" "name" | sha256sum`. The order of the list does not matter, and
nobody who knows the seed only afterwards could have chosen it. Whoever was drawn less often in the
time that counts goes before whoever was drawn more often.
"""

import hashlib
from collections.abc import Iterable, Mapping


def ticket(seed: str, name: str) -> str:
    """A name's number in a draw."""
    return hashlib.sha256(f"{seed}\n{name}".encode()).hexdigest()


def order(seed: str, names: Iterable[str], times: Mapping[str, int] | None = None) -> list[str]:
    """All names as they are drawn, each once; `times` says how often each was drawn before."""
    before = times or {}
    return sorted(set(names), key=lambda name: (before.get(name, 0), ticket(seed, name), name))


def draw(
    seed: str, names: Iterable[str], number: int, times: Mapping[str, int] | None = None
) -> list[str]:
    """The first `number` names of the order; all of them when there are fewer."""
    return order(seed, names, times)[: max(number, 0)]
