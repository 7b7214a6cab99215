"""一括の行 — the facts of many cases as arrays: all rows of one trigger side by side."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from tsunagari.programmes.talent.law.rules import book, contradictions
from tsunagari.programmes.talent.law.rules.almanac import number
from tsunagari.programmes.talent.law.rules.engine import Facts, triggers_of
from tsunagari.programmes.talent.law.rules.reckoning import SERIES
from tsunagari.programmes.talent.law.rules.triggers import Row

if TYPE_CHECKING:
    import numpy as np


class Rows(NamedTuple):
    """All rows of one trigger: whose, on which day, until when, met when, with which acts.

    `label` is 0 where the occurrence is nothing but a year. Acts of row i are acts[at[i]:at[i + 1]].
    """

    subject: "np.ndarray"
    day: "np.ndarray"
    until: "np.ndarray"
    met: "np.ndarray"
    label: "np.ndarray"
    acts: "np.ndarray"
    at: "np.ndarray"
    names: tuple[str, ...] = ()


class Subjects(NamedTuple):
    """Many cases of one system, many hosts, or many bodies, as rows by trigger."""

    about: str
    system: str
    rows: Mapping[str, Rows]
    done: Mapping[tuple[str, str], "np.ndarray"]


def of_facts(
    many: Iterable[Facts], as_of: date
) -> tuple[dict[tuple[str, str], Subjects], list[int]]:
    """Subjects by (about, system), and the places of facts that the engine must look at.

    Those are facts that contradict themselves, or whose marks of "done" name one turn of a series.
    """
    aside: list[int] = []
    kinds: dict[tuple[str, str], dict[str, list[tuple[int, Row]]]] = {}
    marks: dict[int, dict[tuple[str, str], date]] = {}
    for place, facts in enumerate(many):
        about, rows = triggers_of(facts)
        if contradictions.of(facts, as_of) or _doubtful(facts, about, rows):
            aside.append(place)
            continue
        into = kinds.setdefault((about, getattr(facts, "system", "")), {})
        for trigger, found in rows.items():
            into.setdefault(trigger, []).extend((place, row) for row in found)
        if facts.done:
            marks[place] = {(d.rule, d.of): d.on for d in facts.done}
    made = {}
    for (about, system), into in kinds.items():
        done = _done(about, system, into, marks) if marks else {}
        made[about, system] = Subjects(
            about, system, {name: _rows(pairs) for name, pairs in into.items()}, done
        )
    return made, aside


def _doubtful(facts: Facts, about: str, rows: dict[str, list[Row]]) -> bool:
    """Whether marks of "done" name one turn of a series, or a day before what they answer."""
    return bool(facts.done) and (
        any(done.rule in _series() for done in facts.done)
        or bool(contradictions.too_early(facts, about, rows))
    )


@cache
def _series() -> frozenset[str]:
    return frozenset(rule.id for rule in book.rows() if rule.when.function in SERIES)


def _done(about: str, system: str, into: dict, marks: dict) -> dict[tuple[str, str], "np.ndarray"]:
    """For each rule and trigger, the day on which somebody did it, row by row."""
    import numpy as np

    found = {}
    for rule in book.every(about, system):
        pairs = into.get(rule.on, [])
        alone = Counter(place for place, _row in pairs) if book.sole(rule) else Counter()
        mark = book.mark(rule)
        days = [
            marks[place].get((rule.id, mark + row.occurrence))
            or (row.met is None and alone[place] == 1 and marks[place].get((rule.id, "")))
            or None
            if place in marks
            else None
            for place, row in pairs
        ]
        if any(days):
            found[rule.id, rule.on] = np.array([number(day) for day in days], np.int32)
    return found


def _rows(pairs: list) -> Rows:
    import numpy as np

    acts = [number(day) for _place, row in pairs for day in row.acts]
    lengths = [len(row.acts) for _place, row in pairs]
    return Rows(
        np.array([place for place, _row in pairs], np.int32),
        np.array([number(row.day) for _place, row in pairs], np.int32),
        np.array([number(row.until) for _place, row in pairs], np.int32),
        np.array([number(row.met) for _place, row in pairs], np.int32),
        np.array([n if row.occurrence else 0 for n, (_p, row) in enumerate(pairs, 1)], np.int32),
        np.array(acts, np.int32),
        np.concatenate(([0], np.cumsum(lengths))).astype(np.int32),
        tuple(row.occurrence for _place, row in pairs),
    )
