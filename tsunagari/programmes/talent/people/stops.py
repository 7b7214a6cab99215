"""止めているもの — what stands against any new step of a case; the subjects that know answer here."""

from collections.abc import Callable

from tsunagari.base.refusals import Reason
from tsunagari.programmes.talent.people.models import Case
from tsunagari.programmes.talent.people.rules import ways

# Whoever is in trouble must be able to leave: these steps are never stopped, and no end is.
FREE = ("difficulty", "transfer_request", "transferred", "seeking")
_SOURCES: list[Callable[[Case], list[Reason]]] = []


def register(source: Callable[[Case], list[Reason]]) -> None:
    """Add a subject that knows why a case takes no new step now."""
    if source not in _SOURCES:
        _SOURCES.append(source)


def against(case: Case, to: str = "") -> list[Reason]:
    """Every reason against a step, of whatever subject; none against leaving."""
    way = ways.of(case.system)
    step = way.step(to) if way and to else None
    if to in FREE or (step and step.end):
        return []
    return [reason for source in _SOURCES for reason in source(case)]
