"""止めているもの — what stands against a new case, or a new step of one; other subjects answer here."""

from collections.abc import Callable, Collection

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason
from tsunagari.programmes.talent.people import headroom
from tsunagari.programmes.talent.people.models import Case
from tsunagari.programmes.talent.people.rules import states, ways

# Whoever is in trouble must be able to leave: these steps are never stopped, and no end is.
FREE = ("difficulty", "transfer_request", "transferred", "seeking")
# What an office refused is refused: to write it down brings nobody on.
REFUSED = ("plan_refused", "coe_refused", "refused")
# With one of these steps a person is sent: everybody through whom it goes is looked at.
SENDING = frozenset({*states.ABROAD, *states.LANDING})
PARTS = ("company", "sending", "school", "supervisor")
_SOURCES: list[Callable[[Case], list[Reason]]] = []
_OF_BODIES: list[Callable[[Collection[int]], list[Reason]]] = []


def register(source: Callable[[Case], list[Reason]]) -> None:
    """Add a subject that knows why a case takes no new step now."""
    if source not in _SOURCES:
        _SOURCES.append(source)


def register_bodies(source: Callable[[Collection[int]], list[Reason]]) -> None:
    """Add a subject that knows why nobody is sent to, or through, a body now."""
    if source not in _OF_BODIES:
        _OF_BODIES.append(source)


def against(case: Case, to: str = "") -> list[Reason]:
    """Every reason against a step, of whatever subject; none against leaving."""
    way = ways.of(case.system)
    step = way.step(to) if way and to else None
    if to in (*FREE, *REFUSED) or (step and step.end):
        return []
    parts = PARTS if to in SENDING else ("company",)
    own = [reason for source in _SOURCES for reason in source(case)]
    room = headroom.against(case) if to in headroom.FILING else []
    return _once(own + against_bodies([getattr(case, f"{part}_id") for part in parts]) + room)


def against_bodies(bodies: Collection[int | None]) -> list[Reason]:
    """Every reason to send nobody new to, or through, these bodies."""
    known = [pk for pk in bodies if pk]
    return _once([one for source in _OF_BODIES for one in source(known)]) if known else []


def told(reasons: list[Reason], by) -> list[Reason]:
    """What somebody may hear: the office everything, others only that the office knows why.

    Who reported what must not be guessed by those of whom it was reported.
    """
    if not reasons or by is None or (by.kind == "staff" and by.on_behalf is None):
        return reasons
    words = _("いまは、新しい案件をはじめられません。連合会の事務局に聞いてください。")
    return [Reason(words, rule="case.stopped")]


def _once(reasons: list[Reason]) -> list[Reason]:
    found: list[Reason] = []
    for reason in reasons:
        if reason not in found:
            found.append(reason)
    return found
