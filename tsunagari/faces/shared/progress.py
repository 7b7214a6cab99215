"""進み具合 — the same way of a case for everybody around it: the person, each body, the office."""

from dataclasses import dataclass
from datetime import date

from tsunagari.base.languages import gettext
from tsunagari.kernel.records import queries as records
from tsunagari.programmes.talent.documents import queries as documents
from tsunagari.programmes.talent.people.models import Case
from tsunagari.programmes.talent.people.rules import ways

MOVED, UNDONE = "case.moved", "case.move_undone"


@dataclass(frozen=True)
class Stage:
    """One step: what it is, who acts there, since when; `ahead` is the one that comes next."""

    words: str
    actors: str
    on: date | None = None
    now: bool = False
    ahead: bool = False


def of(case: Case, on: date) -> dict:
    """The steps of a case up to now, the next one, and how many of all its papers are there."""
    way = ways.of(case.system)
    if way is None:
        return {"stages": [], "percent": None}
    return {
        "stages": [*_behind(case, way), *_ahead(case, way)],
        "percent": documents.board(case, on=on).percent,
    }


def _behind(case: Case, way: ways.Way) -> list[Stage]:
    """The steps that were taken, each with the day of its record where there is one."""
    walk = _walked(case)
    if not walk or walk[-1][0] != case.state:
        walk = [(case.state, None)]
    before = [(code, None) for code in ways.path_to(way, walk[0][0])[:-1]]
    steps = [(way.step(code), on) for code, on in (*before, *walk)]
    return [_stage(step, on, now=step.code == case.state) for step, on in steps if step]


def _walked(case: Case) -> list[tuple[str, date | None]]:
    walk: list[tuple[str, date | None]] = []
    for record in records.history(case).filter(did__in=(MOVED, UNDONE)):
        if record.did == UNDONE:
            walk = walk[:-1]
            continue
        walk = walk or [(record.facts.get("was", ""), None)]
        walk.append((record.facts.get("state", ""), record.on))
    return walk


def _ahead(case: Case, way: ways.Way) -> list[Stage]:
    """The first step that goes on from here; none at the end, or when the case is closed."""
    steps = (way.step(move.to) for move in way.after(case.state) if not case.closed_on)
    following = next((step for step in steps if step and not step.end), None)
    return [_stage(following, ahead=True)] if following else []


def _stage(step: ways.Step, on: date | None = None, **where) -> Stage:
    actors = gettext("・").join(gettext(ways.ACTOR_WORDS[actor]) for actor in step.actors)
    return Stage(gettext(step.words), actors, on, **where)
