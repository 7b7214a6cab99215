"""一括の回 — the limits of many rows at once: single days, series, windows, years, quarters."""

from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

from tsunagari.programmes.talent.law.rules import book
from tsunagari.programmes.talent.law.rules.almanac import NEVER, almanac, number
from tsunagari.programmes.talent.law.rules.batch_rows import Rows
from tsunagari.programmes.talent.law.rules.engine import Active
from tsunagari.programmes.talent.law.rules.reckoning import LEAD_MONTHS


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


def turns(ready: Active, rows: Rows, until: int) -> Iterator[Turn]:
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
    elif function == "until":
        last = rows.until
        yield _kept(ready, Turn(every, 0, last, rows.day, last, last, rows.met, False), until)
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
        kept = ready.rule.kind == book.KEEP
        return day, last, last if kept else np.minimum(last, table.add_months(day, n))
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


def ordinals(turn: Turn):
    import numpy as np

    if isinstance(turn.turn, np.ndarray):
        return turn.turn
    return np.full(len(turn.row), turn.turn, np.int32)
