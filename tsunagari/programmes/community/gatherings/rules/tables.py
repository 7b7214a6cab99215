"""席決め — tables of a gathering for all rounds: mixed, with as many new ties as can be.

In this order: who comes together sits together and who shall be apart sits apart, in every round;
tables differ by one person at most; as few pairs as possible meet twice or knew each other
before; every table has its share of each generation, nationality, language and town.
The same question always gets the same answer. Nothing here says why somebody sits where: the
finished tables are all that leaves this module.
"""

import math
import random
from dataclasses import dataclass

from tsunagari.programmes.community.gatherings.rules import measuring
from tsunagari.programmes.community.gatherings.rules.evening import TIE, Evening
from tsunagari.programmes.community.gatherings.rules.guests import Company, Key, sizes
from tsunagari.programmes.community.gatherings.rules.packing import numbers_of_tables, pack

FEW, TRIES, TRIES_EACH = 600, 60_000, 30  # a seat, for small gatherings; and for large ones
LOOKED_AT = 2_500_000  # neighbours
WARMEST, COLDEST = 1.2 * TIE, 0.05 * TIE


@dataclass(frozen=True)
class Tables:
    """`rounds` → tables → ids, and what they reach."""

    rounds: list[list[list[Key]]]
    new_ties: int
    upper_bound: int
    largest_imbalance: int


def plan(company: Company, table_size: int, rounds: int, seed: int = 0) -> Tables:
    """The tables of all rounds; smaller ones than asked for only where the wishes need it.

    ValueError where who sits together shall also sit apart (see `Company.quarrels`).
    """
    if company.quarrels() or not company.guests:
        raise ValueError("guests who sit together and apart, or none at all")
    for number in numbers_of_tables(len(company.guests), table_size):
        rng = random.Random(seed)
        start = _start(company, number, rounds, rng)
        if start is None:
            continue
        evening = Evening(company, start)
        improve(evening, rng, range(rounds))
        if not evening.quarrels():
            return measured(company, evening.rounds, sizes(len(company.guests), number))
    raise AssertionError("one table for each party keeps every wish")


def measured(company: Company, made: list[list[list[int]]], table_sizes: list[int]) -> Tables:
    """The finished tables with ids, counted from scratch."""
    ids = [[[company.guests[i].id for i in sorted(table)] for table in tables] for tables in made]
    return Tables(
        ids,
        measuring.new_ties(company, ids),
        measuring.upper_bound(company, table_sizes, len(made)),
        measuring.largest_imbalance(company, ids),
    )


def _start(company: Company, tables: int, rounds: int, rng: random.Random):
    """Parties packed anew in every round, single guests turned by a rule that seldom repeats."""
    singles = _in_rows(company)
    made = []
    for turn in range(rounds):
        packed = pack(company, tables, rng if turn else None)
        if packed is None:
            return None
        _seat_singles(packed, singles, sizes(len(company.guests), tables), turn)
        made.append(packed)
    return made


def _in_rows(company: Company) -> list[int]:
    """Single guests with those next to each other who are alike, so that a row is dealt evenly."""
    alone = [members[0] for members in company.parties if len(members) == 1]
    return sorted(alone, key=lambda i: (sorted(company.values[i]), i))


def _seat_singles(packed: list[list[int]], singles: list[int], room: list[int], turn: int) -> None:
    """Row after row: in round t the guest in column c of row r goes to table c + r × t."""
    tables = len(packed)
    free = [most - len(seated) for most, seated in zip(room, packed, strict=True)]
    for at, i in enumerate(singles):
        row, column = divmod(at, tables)
        table = (column + row * turn) % tables
        while not free[table]:
            table = (table + 1) % tables
        free[table] -= 1
        packed[table].append(i)


def improve(evening: Evening, rng: random.Random, turns: range) -> None:
    """Exchanges of seats that gain, and early on some that cost, as in slow cooling."""
    if len(evening.rounds[turns[0]]) < 2:
        return
    seats = max(1, len(evening.rounds[turns[0]][0]))
    places = evening.people * len(turns)
    tries = min(FEW * places, TRIES + TRIES_EACH * places, LOOKED_AT // seats)
    fall = (COLDEST / WARMEST) ** (1 / tries)
    warmth = WARMEST
    for _try in range(tries):
        warmth *= fall
        at = turns[rng.randrange(len(turns))]
        ours, theirs = _proposed(evening, at, rng)
        if not theirs:
            continue
        cost = evening.change(at, ours, theirs)
        if cost <= 0 or rng.random() < math.exp(-cost / warmth):
            evening.exchange(at, ours, theirs)


def _proposed(evening: Evening, at: int, rng: random.Random) -> tuple[list[int], list[int]]:
    """A party of one table and as many seats of another: a party alike, or single guests."""
    company, tables = evening.company, evening.rounds[at]
    here = rng.randrange(len(tables))
    there = (here + rng.randrange(1, len(tables))) % len(tables)
    if not tables[here] or not tables[there]:
        return [], []
    ours = company.parties[company.party_of[tables[here][rng.randrange(len(tables[here]))]]]
    theirs = company.parties[company.party_of[tables[there][rng.randrange(len(tables[there]))]]]
    if len(ours) == len(theirs):
        return ours, theirs
    if len(ours) < len(theirs):
        ours, theirs, there = theirs, ours, here
    alone = [i for i in tables[there] if len(company.parties[company.party_of[i]]) == 1]
    return (ours, rng.sample(alone, len(ours))) if len(alone) >= len(ours) else ([], [])
