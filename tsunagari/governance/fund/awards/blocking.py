"""止める指摘 — what is still open against a body and stops a new award; other subjects add their own."""

from collections.abc import Callable

from tsunagari.programmes.talent.visits import queries as visits

# (party key) -> how many are open.
FINDERS: list[Callable[[int], int]] = []


def register(finder: Callable[[int], int]) -> None:
    """Let a subject stop awards to a body; registering twice counts once."""
    if finder not in FINDERS:
        FINDERS.append(finder)


def breaches(party: int) -> int:
    """指摘 — judged a breach of law on a visit, and not mended yet."""
    return visits.open_findings().filter(visit__company=party).exclude(judged_on=None).count()


def open_against(party: int) -> int:
    """Everything that is open against a party."""
    return sum(finder(party) for finder in FINDERS)
