"""一括の計算 — the same rule table over arrays: every duty of many cases at once.

Both paths read the rows of `book.py`; a test holds their answers equal. Facts that contradict
themselves are set aside for the engine, which says why.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

from tsunagari.programmes.talent.law.rules import book, contradictions, numbers
from tsunagari.programmes.talent.law.rules.almanac import NEVER, almanac, number
from tsunagari.programmes.talent.law.rules.book import Rule
from tsunagari.programmes.talent.law.rules.engine import (
    Active,
    Facts,
    active,
    triggers_of,
)
from tsunagari.programmes.talent.law.rules.reckoning import LEAD_MONTHS, SERIES
from tsunagari.programmes.talent.law.rules.triggers import Row

if TYPE_CHECKING:
    import numpy as np

WAITING, OPEN, DONE = 0, 1, 2
STATES = ("waiting", "open", "done")


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


class Block(NamedTuple):
    """The duties of one row of the rule table; NEVER where there is no day.

    `row` points into the trigger's rows, `turn` is the ordinal in a series (a fiscal year for
    yearly ones) or 0.
    """

    rule: Rule
    row: "np.ndarray"
    turn: "np.ndarray"
    opens: "np.ndarray"
    statutory: "np.ndarray"
    effective: "np.ndarray"
    safe: "np.ndarray"
    state: "np.ndarray"


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


def duties(
    subjects: Subjects,
    as_of: date,
    until: date,
    *,
    law_on: date | None = None,
    switched_on: Iterable[str] = frozenset(),
    own: Mapping[str, int] = numbers.NOTHING,
) -> Iterator[Block]:
    """Every duty that opens by `until`, one block a row of the table."""
    table = active(
        subjects.about, subjects.system, law_on, frozenset(switched_on), tuple(sorted(own.items()))
    )
    for trigger, rows in subjects.rows.items():
        for ready in table.get(trigger, ()):
            for start, piece in _pieces(ready, rows):
                for turn in _turns(ready, piece, number(until)):
                    if len(turn.row):
                        found = turn._replace(row=turn.row + start) if start else turn
                        yield _block(ready, found, subjects, rows, number(as_of))


# So many rows at a time: their arrays stay in the processor's cache, and memory stays small.
PIECE = 1 << 16


def _pieces(ready: Active, rows: Rows) -> Iterator[tuple[int, Rows]]:
    """(place of the first row, rows); years are put together for all rows at once."""
    if ready.rule.when.function in ("yearly", "quarters") or len(rows.day) <= PIECE:
        yield 0, rows
        return
    for start in range(0, len(rows.day), PIECE):
        here = slice(start, start + PIECE)
        at = rows.at[start : start + PIECE + 1]
        acts = rows.acts[at[0] : at[-1]]
        whose, day, until = rows.subject[here], rows.day[here], rows.until[here]
        met, label = rows.met[here], rows.label[here]
        yield start, Rows(whose, day, until, met, label, acts, at - at[0])


class Turn(NamedTuple):
    """Limits of some rows, before offices and states."""

    row: Any
    turn: Any
    base: Any
    opens: Any
    statutory: Any
    aim: Any
    met: Any
    projected: Any


def _turns(ready: Active, rows: Rows, until: int) -> Iterator[Turn]:
    import numpy as np

    every = np.arange(len(rows.day), dtype=np.int32)
    function = ready.rule.when.function
    if function == "every":
        yield from _rolling(ready, rows, until)
    elif function == "windows":
        yield from _windows(ready, rows, until)
    elif function == "yearly":
        yield from _yearly(ready, rows, until)
    elif function == "quarters":
        yield from _quarters(ready, rows, until)
    elif function == "standing":
        none = np.full(len(every), NEVER, np.int32)
        base = rows.day
        if ready.first_day > date.min:
            base = np.maximum(base, number(ready.first_day))
        here = ((rows.until == NEVER) | (rows.until >= base)) & (base <= until)
        found = Turn(
            every[here], 0, base[here], base[here], none[here], none[here], none[here], False
        )
        yield _kept(ready, found, None)
    elif function == "halfway":
        opens, last = rows.day + (rows.until - rows.day) // 2, rows.until
        yield _kept(ready, Turn(every, 0, last, opens, last, last, rows.met, False), until)
    else:
        opens, statutory, aim = _point(ready, rows.day)
        found = Turn(every, 0, rows.day, opens, statutory, aim, rows.met, False)
        yield _kept(ready, found, until)


def _kept(ready: Active, turn: Turn, until: int | None) -> Turn:
    """Only what is law on its day and opens in time."""
    import numpy as np

    keep = np.ones(len(turn.row), bool)
    if ready.first_day > date.min:
        binding = turn.statutory if ready.rule.when.function == "every" else turn.base
        keep &= binding >= number(ready.first_day)
    if ready.last_day < date.max:
        keep &= turn.base <= number(ready.last_day)
    if until is not None:
        keep &= turn.opens <= until
    if keep.all():
        return turn
    return Turn(*(part[keep] if isinstance(part, np.ndarray) else part for part in turn))


def _n(ready: Active, day):
    """The number in force on each day."""
    import numpy as np

    if len(ready.numbers) == 1:
        return ready.numbers[0][1]
    found = np.full(len(day), ready.numbers[-1][1], np.int32)
    for first, value in reversed(ready.numbers[:-1]):
        found[day >= number(first)] = value
    return found


def _point(ready: Active, day) -> tuple:
    """(opens, statutory, aim) as `reckoning.POINTS` has them."""
    import numpy as np

    table, n, when = almanac(), _n(ready, day), ready.rule.when
    lead = LEAD_MONTHS if when.lead is None else when.lead
    function = when.function
    if function == "at_once":
        target = day
        for _turn in range(n):
            target = table.next_open.take(target + 1)
        return day, np.full(len(day), NEVER, np.int32), target
    if function == "without_delay":
        target = np.maximum(day, table.last_open.take(day + n))
        return day, np.full(len(day), NEVER, np.int32), target
    if function == "months_after":
        last = table.months_after(day, n)
        return day, last, np.minimum(last, table.add_months(day, n))
    if function in AFTER:
        last = AFTER[function](table, day, n)
        return day, last, last
    if function == "month_window":
        opens = table.first.take(table.month.take(day) - (6 if when.lead is None else when.lead))
        last = table.first.take(table.month.take(day) + 1 - n) - 1
        return opens, last, last
    if function == "months_before":
        last = table.add_months(day, -n)
        return table.add_months(day, -(n + LEAD_MONTHS if when.lead is None else lead)), last, last
    last = day - {"on": 0, "before": 1, "days_before": n}[function]
    return table.add_months(day, -lead), last, last


AFTER = {
    "days_after": lambda table, day, n: day + n,
    "days_from": lambda table, day, n: day + n - 1,
    "span": lambda table, day, n: table.span(day, n),
    "day_of_next_month": lambda table, day, n: table.first.take(table.month.take(day) + 1) + n - 1,
    "end_of_next_month": lambda table, day, n: table.first.take(table.month.take(day) + 2) - 1,
}


def _rolling(ready: Active, rows: Rows, until: int) -> Iterator[Turn]:
    import numpy as np

    table, when = almanac(), ready.rule.when
    lead = 1 if when.lead is None else when.lead
    row = np.arange(len(rows.day), dtype=np.int32)
    counts = np.diff(rows.at)
    base, turn = rows.day, 0
    while len(row):
        turn += 1
        n = _n(ready, base)
        if turn > 1 or when.first == "after":
            last = table.months_after(base, n)
            aim = np.minimum(last, table.add_months(base, n))
        else:
            last = aim = table.span(base, n)
        acted = counts[row] >= turn
        act = np.where(acted, _act(rows, rows.at[row] + turn - 1), NEVER)
        opens = np.maximum(base, table.add_months(last, -lead))
        ends = rows.until[row]
        alive = (opens <= until) & (acted | (ends == NEVER) | (last <= ends))
        row, base, opens, last, aim, act = (
            part[alive] for part in (row, base, opens, last, aim, act)
        )
        projected = counts[row] + 1 < turn
        yield _kept(ready, Turn(row, turn, base, opens, last, aim, act, projected), None)
        base = np.where(act != NEVER, act, last)


def _act(rows: Rows, places):
    import numpy as np

    if not len(rows.acts):
        return np.full(len(places), NEVER, np.int32)
    return rows.acts.take(np.minimum(places, len(rows.acts) - 1))


def _windows(ready: Active, rows: Rows, until: int) -> Iterator[Turn]:
    import numpy as np

    table = almanac()
    row = np.arange(len(rows.day), dtype=np.int32)
    owner = np.repeat(np.arange(len(rows.day), dtype=np.int64), np.diff(rows.at))
    keys = (owner << 32) + rows.acts
    n, starts, turn = _n(ready, rows.day), rows.day, 0
    while True:
        ends = rows.until[row]
        alive = (starts <= until) & ((ends == NEVER) | (starts <= ends))
        row, starts, ends = row[alive], starts[alive], ends[alive]
        if not len(row):
            return
        turn += 1
        months = (n if isinstance(n, int) else n[row]) * turn
        whole = table.span(rows.day[row], months)
        last = np.where(ends == NEVER, whole, np.minimum(whole, ends))
        place = np.searchsorted(keys, (row.astype(np.int64) << 32) + starts)
        act = _act(rows, place)
        met = np.where((place < rows.at[row + 1]) & (act <= last), act, NEVER)
        yield _kept(ready, Turn(row, turn, starts, starts, last, last, met, False), None)
        starts = whole + 1


def _yearly(ready: Active, rows: Rows, until: int) -> Iterator[Turn]:
    """Fiscal years as whole numbers from April 2000; a subject's spans share their years."""
    import numpy as np

    table = almanac()
    month, day = ready.rule.when.month_day
    last = np.where(rows.until == NEVER, until, np.minimum(rows.until, until))
    years = (table.month.take(rows.day) - 3) // 12
    ending = (table.month.take(np.maximum(last, 0)) - 3) // 12
    row = np.arange(len(rows.day), dtype=np.int32)
    seen: Any = np.array([], np.int64)
    while True:
        alive = years <= ending
        row, years, ending = row[alive], years[alive], ending[alive]
        if not len(row):
            return
        ended = table.first.take((years + 1) * 12 + 3) - 1
        due = table.first.take((years + 1) * 12 + month - 1) + day - 1
        key = (rows.subject[row].astype(np.int64) << 20) + years
        if rows.label[row].any():
            fresh = np.ones(len(row), bool)
        else:
            _values, place = np.unique(key, return_index=True)
            fresh = np.zeros(len(row), bool)
            fresh[place] = True
            fresh &= ~np.isin(key, seen)
            seen = np.concatenate((seen, key[fresh]))
        found = Turn(
            row[fresh],
            (years + 2000)[fresh],
            ended[fresh],
            ended[fresh] + 1,
            due[fresh],
            due[fresh],
            rows.met[row][fresh],
            False,
        )
        yield _kept(ready, found, until)
        years = years + 1


def _quarters(ready: Active, rows: Rows, until: int) -> Iterator[Turn]:
    import numpy as np

    table = almanac()
    row = np.arange(len(rows.day), dtype=np.int32)
    month = table.month.take(rows.day) // 3 * 3
    seen: Any = np.array([], np.int64)
    while True:
        starts, following = table.first.take(month), table.first.take(month + 3)
        ends = np.where(rows.until[row] == NEVER, until, rows.until[row])
        alive = (starts <= ends) & (following <= until)
        row, month, starts, following = (p[alive] for p in (row, month, starts, following))
        if not len(row):
            return
        last = following + _n(ready, starts)
        key = (rows.subject[row].astype(np.int64) << 20) + month
        _values, place = np.unique(key, return_index=True)
        fresh = np.zeros(len(row), bool)
        fresh[place] = True
        fresh &= ~np.isin(key, seen)
        seen = np.concatenate((seen, key[fresh]))
        none = np.full(len(row), NEVER, np.int32)
        found = Turn(row, month, following - 1, following, last, last, none, False)
        found = Turn(*(p[fresh] if isinstance(p, np.ndarray) else p for p in found))
        yield _kept(ready, found, None)
        month = month + 3


def _block(ready: Active, turn: Turn, subjects: Subjects, rows: Rows, as_of: int) -> Block:
    """Offices and states."""
    import numpy as np

    rule, table = ready.rule, almanac()
    if rule.when.function == "standing":
        ends = rows.until[turn.row]
        over = (ends != NEVER) & (ends < as_of)
        state = np.where(over, DONE, np.where(turn.opens <= as_of, OPEN, WAITING))
        none = turn.statutory
        return Block(
            rule, turn.row, _turn(turn), turn.opens, none, none, none, state.astype(np.int8)
        )
    statutory, aim = turn.statutory, turn.aim
    office = ready.office
    if rule.when.function in ("at_once", "without_delay") or not office.hours:
        effective, safe = statutory, aim
    elif office.rolls:
        effective, safe = table.next_open.take(statutory), table.last_open.take(statutory)
    else:
        effective, safe = statutory, table.last_open.take(aim)
    met = turn.met
    done = subjects.done.get((rule.id, rule.on))
    if done is not None:
        met = np.where(done[turn.row] != NEVER, done[turn.row], met)
    closed = (met != NEVER) & (met <= as_of)
    if rule.kind == book.KEEP:
        closed |= safe < as_of
    opened = (turn.opens <= as_of) & ~np.asarray(turn.projected)
    state = np.where(closed, DONE, np.where(opened, OPEN, WAITING)).astype(np.int8)
    return Block(rule, turn.row, _turn(turn), turn.opens, statutory, effective, safe, state)


def _turn(turn: Turn):
    import numpy as np

    if isinstance(turn.turn, np.ndarray):
        return turn.turn
    return np.full(len(turn.row), turn.turn, np.int32)
