"""グループ分け — rotating mixed groups of two or more classes in which pairs do not meet twice.

Source: fact sheet of the international exchange programme, 6.2. In this order: pairs to keep
apart stay apart, every group has at least two of each side and sizes differ by at most one a
side, nobody meets twice while that is possible, genders and levels are even within one, and
partners share an interest.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from tsunagari.base import effort
from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason
from tsunagari.programmes.exchange.class_exchange.rules.board import Board
from tsunagari.programmes.exchange.class_exchange.rules.measuring import Figures, figures
from tsunagari.programmes.exchange.class_exchange.rules.mixing import mixed
from tsunagari.programmes.exchange.class_exchange.rules.polish import (
    exchange_everywhere,
    exchange_in_sessions,
)
from tsunagari.programmes.exchange.class_exchange.rules.pupils import (
    Groups,
    Key,
    Pupil,
    Roster,
    by_level,
    pairs_in,
    sort_key,
)
from tsunagari.programmes.exchange.class_exchange.rules.repair import settle, succeed
from tsunagari.programmes.exchange.class_exchange.rules.seating import seated
from tsunagari.programmes.exchange.class_exchange.rules.turns import turns

LEAST = 2  # of each side in a group
COHORT = 800  # groups planned together; larger years are cut into cohorts
NUMBERS = 3  # numbers of groups that are tried out
BOARD = 800  # pupils up to which exchanges are tried
TRIES_EVERYWHERE, TRIES_IN_SESSIONS = 2_500, 40_000  # the latter a pupil
PAIRS_LOOKED_AT = 10_000_000  # each fourth try looks at every pair that meets


@dataclass(frozen=True)
class Plan:
    """`sessions` → groups → ids, what the plan reaches, and what it could not keep."""

    sessions: list[list[list[Key]]]
    figures: Figures
    reasons: list[Reason] = field(default_factory=list)


def plan(
    sides: list[list[Pupil]],
    per_group: list[int],
    sessions: int,
    keep_apart=(),
    seed: int = 0,
    met=(),
    start: list[list[list[Key]]] | None = None,
) -> Plan:
    """The plan for all sessions; the same question always gets the same answer.

    `per_group` holds one number a side, `keep_apart` and `met` (who met in earlier sessions)
    pairs of ids. `start` is an older plan for these sessions to stay close to when the roster has
    changed: who left is taken out, who is new joins the smallest groups.
    ValueError for an empty side or numbers below one.
    """
    _check(sides, per_group, sessions)
    roster = Roster(sides, keep_apart, met)
    effort.spend(len(roster.pupils) * (2 * sessions + len(roster.pupils) // 200))
    if start is not None:
        made = _continued(roster, start, seed)
    else:
        made = _best(roster, per_group, sessions, seed)
    ids = [[[roster.pupils[i].id for i in sorted(g)] for g in s if g] for s in made]
    return Plan(ids, figures(sides, ids), _not_kept(roster, made))


def _best(roster: Roster, per_group, sessions: int, seed: int) -> list[Groups]:
    """The first number of groups that keeps every wish, or else the one that keeps most."""
    best: tuple[tuple, list[Groups]] | None = None
    for number in islice(numbers_of_groups(roster.counts, per_group, sessions), NUMBERS):
        made = _in_cohorts(roster, number, sessions, seed)
        if len(roster.pupils) > BOARD:
            return made
        board = Board(roster, made)
        missed = (board.broken(), _repeats(made), not board.is_even())
        if not any(missed):
            return made
        if best is None or missed < best[0]:
            best = (missed, made)
    return best[1] if best else made


def _check(sides, per_group, sessions) -> None:
    if len(sides) != len(per_group) or not all(sides) or not sides:
        raise ValueError("every side needs pupils and a number per group")
    if sessions < 1 or min(per_group) < 1:
        raise ValueError("sessions and numbers per group start at one")


def numbers_of_groups(counts: list[int], per_group: list[int], sessions: int) -> Iterator[int]:
    """How many groups there may be, best first: as asked, with two of each side at least.

    Where pairs would meet twice, the nearest numbers that avoid it while groups have no more
    pupils of a side than with the number asked for, and at most one less than `per_group`.
    """
    asked = max(-(-count // k) for count, k in zip(counts, per_group, strict=True))
    most = max(1, min(count // LEAST for count in counts))
    first = min(asked, most)
    largest = [max(k, -(-count // first)) for count, k in zip(counts, per_group, strict=True)]
    least = [max(LEAST, k - 1) for k in per_group]
    found = False
    for number in [*range(first, min(most, first + 3) + 1), *range(first - 1, 1, -1)]:
        sizes = [(count // number, -(-count // number)) for count in counts]
        fits = all(
            low >= k and high <= limit
            for (low, high), k, limit in zip(sizes, least, largest, strict=True)
        )
        rows = [high for _low, high in sizes]
        if (number == first or fits) and _never_twice(number, rows, sessions):
            found = True
            yield number
    if not found:
        yield first


def _never_twice(groups: int, rows: list[int], sessions: int) -> bool:
    if (sessions - 1) * (sum(rows) - 1) < groups or sessions == 1:
        return True
    if sessions > groups:
        return False
    return turns(groups, tuple(s for s, k in enumerate(rows) for _ in range(k)), sessions).exact


def _in_cohorts(roster: Roster, groups: int, sessions: int, seed: int) -> list[Groups]:
    if groups <= COHORT:
        return _cohort(roster, groups, sessions, seed)
    made: list[Groups] = [[] for _ in range(sessions)]
    parts = -(-groups // COHORT)
    for part, numbers in enumerate(_dealt(roster, groups, parts)):
        within = set(numbers)
        inner = Roster(
            [
                [roster.pupils[i] for i in numbers if roster.side_of[i] == side]
                for side in range(len(roster.sides))
            ],
            [_ids(roster, pair) for pair in roster.apart if within.issuperset(pair)],
            [_ids(roster, pair) for pair in roster.met if within.issuperset(pair)],
        )
        share = len(range(part, groups, parts))
        for at, session in enumerate(_cohort(inner, share, sessions, seed + part)):
            made[at] += [[numbers[i] for i in group] for group in session]
    return made


def _ids(roster: Roster, pair):
    return tuple(roster.pupils[i].id for i in pair)


def _dealt(roster: Roster, groups: int, parts: int) -> list[list[int]]:
    """Pupils dealt to cohorts like cards, so that each has its share of genders and levels."""
    dealt: list[list[int]] = [[] for _ in range(parts)]
    first = 0
    for side in range(len(roster.sides)):
        for at, i in enumerate(by_gender_and_level(roster, roster.members(side))):
            dealt[(first + at) % groups % parts].append(i)
        first += roster.counts[side] % groups
    return [sorted(numbers) for numbers in dealt]


def by_gender_and_level(roster: Roster, members: list[int]) -> list[int]:
    """Members sorted by gender, then level."""
    return sorted(by_level(roster, members), key=lambda i: sort_key(roster.pupils[i].gender))


def _cohort(roster: Roster, groups: int, sessions: int, seed: int) -> list[Groups]:
    rng = random.Random(seed)
    others = sum(-(-count // groups) for count in roster.counts) - 1
    room = 1.2 if len(roster.pupils) <= BOARD else 3
    if sessions * others <= room * groups and (made := mixed(roster, groups, sessions, rng)):
        return made
    made, exact = seated(roster, groups, sessions)
    if len(roster.pupils) > BOARD:
        return made
    board = Board(roster, made)
    exchange_everywhere(board, rng, TRIES_EVERYWHERE)
    if exact and board.is_even() and not board.broken():
        return board.groups
    return _improved(board, rng, exact=exact and not board.broken())


def _improved(board: Board, rng, *, exact: bool) -> list[Groups]:
    """Exchanges in single sessions; what was without repeats stays without."""
    before = [[list(group) for group in session] for session in board.groups]
    tries = min(
        2_000, TRIES_IN_SESSIONS // len(board.where[0]), PAIRS_LOOKED_AT // _meetings(before)
    )
    exchange_in_sessions(board, rng, tries)
    return before if exact and _repeats(board.groups) else board.groups


def _meetings(made: list[Groups]) -> int:
    return 1 + sum(len(group) * (len(group) - 1) // 2 for session in made for group in session)


def _repeats(made: list[Groups]) -> bool:
    met = [pair for session in made for pair in pairs_in(session)]
    return len(set(met)) < len(met)


def _continued(roster: Roster, start, seed: int) -> list[Groups]:
    """An older plan without those who left and with those who are new."""
    made = [settle(roster, session) for session in succeed(roster, start)]
    if len(roster.pupils) > BOARD:
        return made
    board = Board(roster, made)
    return _improved(board, random.Random(seed), exact=False)


def _not_kept(roster: Roster, made: list[Groups]) -> list[Reason]:
    """Pairs that had to be put together although they shall be kept apart."""
    reasons = []
    where = [{i: number for number, g in enumerate(s) for i in g} for s in made]
    effort.spend(len(roster.apart) * len(made) // 8)
    for a, b in sorted(roster.apart):
        at = [str(number) for number, session in enumerate(where, 1) if session[a] == session[b]]
        if at:
            one, other = (roster.pupils[i].id for i in (a, b))
            facts = {"one": one, "other": other, "sessions": "・".join(at)}
            reasons.append(Reason(TOGETHER, facts, rule="6.2", field="keep_apart"))
    return reasons


TOGETHER = _(
    "%(one)sと%(other)sは第%(sessions)s回に同じグループです。別のグループにできませんでした。"
    "グループを増やすか、この2人の指定を見直してください。"
)
