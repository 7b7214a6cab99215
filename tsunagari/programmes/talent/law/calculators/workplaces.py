"""勤め先 — the companies of a case that are not described on their own, as far as the case shows them."""

from dataclasses import replace

from tsunagari.programmes.talent.law.rules.facts import Act, Case, Host
from tsunagari.programmes.talent.law.rules.triggers import named, people_of

NAMELESS = "host"


def of_case(case: Case) -> list[Host]:
    """Each company with its own time and what took place in it; the first one first."""
    work = sorted(case.placements, key=lambda p: (p.starts, p.id))
    names = list(dict.fromkeys(p.host or NAMELESS for p in work)) or [NAMELESS]
    told, found = (_numbered(case.audits), _numbered(case.visits)), []
    for name in names:
        here = tuple(p for p in work if (p.host or NAMELESS) == name)
        people = people_of(replace(case, placements=here))
        if not people:
            continue
        audits, visits = (
            tuple(act for act in acts if _workplace(case, act, names[0]) == name) for acts in told
        )
        found.append(
            Host(
                id=name,
                people=people,
                audits=audits,
                visits=visits,
                commissioned=case.commissioned,
                done=case.done,
            )
        )
    return found


def _numbered(acts: tuple[Act, ...]) -> list[Act]:
    """Each under the number that it has in the case, wherever it took place."""
    plain = named([replace(act, kind="") for act in acts])
    here = sorted(acts, key=lambda act: (act.on, act.id))
    return [replace(act, id=of) for act, (of, _plain) in zip(here, plain, strict=True)]


def _workplace(case: Case, act: Act, first: str) -> str:
    """Where somebody worked on the day of an act, or had worked last; before all work the first."""
    begun = [p for p in case.placements if p.starts <= act.on]
    last = max(begun, key=lambda p: (p.starts, p.id), default=None)
    return (last.host or NAMELESS) if last else first
