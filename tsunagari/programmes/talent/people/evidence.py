"""確かめた書類 — which papers of a case were accepted; the subject of papers answers here."""

from collections.abc import Callable

from tsunagari.programmes.talent.people.models import Case

_SOURCES: list[Callable[[Case], frozenset[str]]] = []


def register(source: Callable[[Case], frozenset[str]]) -> None:
    """Add a subject that knows accepted papers by their code."""
    if source not in _SOURCES:
        _SOURCES.append(source)


def accepted(case: Case) -> frozenset[str]:
    """The codes of every paper that was accepted for a case."""
    return frozenset().union(*(source(case) for source in _SOURCES))
