"""一括の計算 — the same rule table over arrays: every duty of many cases at once.

Both paths read the rows of `book.py`; a test holds their answers equal. Facts that contradict
themselves are set aside for the engine, which says why.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from tsunagari.programmes.talent.law.rules import book, numbers
from tsunagari.programmes.talent.law.rules.almanac import NEVER, almanac, number
from tsunagari.programmes.talent.law.rules.batch_rows import Rows, Subjects
from tsunagari.programmes.talent.law.rules.batch_turns import Turn, ordinals, turns
from tsunagari.programmes.talent.law.rules.book import Rule
from tsunagari.programmes.talent.law.rules.engine import Active, active

if TYPE_CHECKING:
    import numpy as np

WAITING, OPEN, DONE = 0, 1, 2
STATES = ("waiting", "open", "done")


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
                for turn in turns(ready, piece, number(until)):
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
            rule, turn.row, ordinals(turn), turn.opens, none, none, none, state.astype(np.int8)
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
    return Block(rule, turn.row, ordinals(turn), turn.opens, statutory, effective, safe, state)
