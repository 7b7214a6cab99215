"""席決め — tables of a gathering for all rounds: mixed, with as many new ties as can be.

In this order: who comes together sits together and who shall be apart sits apart, in every round;
tables differ by one person at most; as few pairs as possible meet twice or knew each other
before; every table has its share of each generation, nationality, language and town.
The same question always gets the same answer. Nothing here says why somebody sits where: the
finished tables are all that leaves this module.
"""

import math
import random
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from tsunagari.base import effort
from tsunagari.programmes.community.gatherings.rules import measuring
from tsunagari.programmes.community.gatherings.rules.evening import TIE, Evening, Swap
from tsunagari.programmes.community.gatherings.rules.guests import Company, Key, sizes
from tsunagari.programmes.community.gatherings.rules.packing import STEPS, numbers_of_tables, pack

FEW, TRIES, TRIES_EACH = 600, 60_000, 30  # a seat, for small gatherings; and for large ones
LOOKED_AT = 2_500_000  # neighbours
WARMEST, COLDEST = 1.2 * TIE, 0.05 * TIE
HALF = 0.5
STEPS_A_TRY = 6
MENDED, THOROUGH = 3, 30  # numbers of tables: after so many only a search, and a shorter one
SMALL, SMALL_STARTS = 40, 3  # seats of all rounds; the best of so many beginnings is taken


@dataclass(frozen=True)
class Tables:
    """`rounds` → tables → ids, and what they reach."""

    rounds: list[list[list[Key]]]
    new_ties: int
    upper_bound: int
    largest_imbalance: int


def plan(company: Company, table_size: int, rounds: int, seed: int = 0) -> Tables:
    """The tables of all rounds; smaller ones than asked for only where the wishes need it.

    ValueError where who sits together shall also sit apart (see `Company.quarrels`); Impossible
    where no tables that differ by at most one seat keep every wish.
    """
    if company.quarrels() or not company.guests:
        raise ValueError("guests who sit together and apart, or none at all")
    people = len(company.guests)
    for at, number in enumerate(numbers_of_tables(company, table_size)):
        steps = STEPS if at < THOROUGH else STEPS // 10
        # Exchanges of seats part those who shall be apart; where they fail, a search does so first.
        for strict in (False, True) if at < MENDED and company.apart else (bool(company.apart),):
            packed = partial(pack, company, number, strict=strict, steps=steps)
            found = _best(company, packed, sizes(people, number), rounds, seed)
            if found:
                return found
    raise Impossible("no tables of even size keep every wish")


def _best(
    company: Company, packed: Callable, table_sizes: list[int], rounds: int, seed: int
) -> Tables | None:
    """Of a few beginnings, for small gatherings, the one that ends best; None where none keeps all."""
    often = SMALL_STARTS if sum(table_sizes) * rounds <= SMALL else 1
    made: list[Tables] = []
    for n in range(often):
        found = _evening(company, packed, rounds, random.Random(seed + n))
        made += [measured(company, found, table_sizes)] if found else []
        if made and _is_perfect(made[-1]):
            break
    return max(made, key=lambda one: (one.new_ties, -one.largest_imbalance), default=None)


def _is_perfect(made: Tables) -> bool:
    """No other beginning can end better."""
    return made.new_ties == made.upper_bound and made.largest_imbalance <= 1


class Impossible(ValueError):
    """無理な願い — together they would need tables of very different sizes."""


def _evening(company: Company, packed: Callable, rounds: int, rng: random.Random):
    """The tables of all rounds from packed ones, improved; None when a wish is not kept."""
    start = _start(company, packed, rounds, rng)
    if start is None:
        return None
    evening = Evening(company, [[list(table) for table in tables] for tables in start])
    kept = not evening.quarrels()
    improve(evening, rng)
    if not evening.quarrels():
        return evening.rounds
    return start if kept else None


def measured(company: Company, made: list[list[list[int]]], table_sizes: list[int]) -> Tables:
    """The finished tables with ids, counted from scratch."""
    ids = [[[company.guests[i].id for i in sorted(table)] for table in tables] for tables in made]
    return Tables(
        ids,
        measuring.new_ties(company, ids),
        measuring.upper_bound(company, table_sizes, len(made)),
        measuring.largest_imbalance(company, ids),
    )


def _start(company: Company, packed: Callable, rounds: int, rng: random.Random):
    """Parties packed anew in every round, single guests turned by a rule that seldom repeats."""
    singles = _in_rows(company)
    made = []
    for turn in range(rounds):
        tables = packed(rng if turn else None)
        if tables is None:
            return None
        seated = {i for table in tables for i in table}
        alone = [i for i in singles if i not in seated]
        _seat_singles(tables, alone, sizes(len(company.guests), len(tables)), turn)
        made.append(tables)
    return made


def _in_rows(company: Company) -> list[int]:
    """Single guests with those next to each other who are alike, so that a row is dealt evenly."""
    alone = [one[0] for one in company.parties if len(one) == 1 and one[0] not in company.held]
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


def improve(evening: Evening, rng: random.Random) -> None:
    """Exchanges of seats that gain, and early on some that cost, as in slow cooling."""
    turns = len(evening.rounds)
    if len(evening.rounds[0]) < 2:
        return
    seats = max(1, len(evening.rounds[0][0]))
    places = evening.people * turns
    tries = _affordable(
        min(FEW * places, TRIES + TRIES_EACH * places, LOOKED_AT // seats), evening, seats
    )
    fall = (COLDEST / WARMEST) ** (1 / tries)
    warmth = WARMEST
    for _try in range(tries):
        warmth *= fall
        at = rng.randrange(turns)
        swap = _proposed(evening, at, rng)
        if swap is None:
            continue
        cost = evening.change(at, swap)
        if cost <= 0 or rng.random() < math.exp(-cost / warmth):
            evening.exchange(at, swap)


def _affordable(tries: int, evening: Evening, seats: int) -> int:
    """As many of these tries as there are steps for, so that cooling ends with the last; at least one.

    Whoever moves is compared with everybody at both tables, and counted with all that is balanced;
    among many people the machine looks up each of them more slowly.
    """
    company = evening.company
    movers = sum(len(party) ** 2 for party in company.parties) / evening.people
    balanced = sum(map(len, company.values)) / evening.people
    kept_apart = seats / 3 if company.apart else 0
    compared = movers * (seats / 2 + balanced / 2 + kept_apart)
    each = round(STEPS_A_TRY + compared + evening.people / 100)
    possible = min(tries, max(1, int(effort.left() // each) if effort.left() < math.inf else tries))
    if possible < tries:
        effort.short()
    effort.spend(possible * each)
    return possible


def _proposed(evening: Evening, at: int, rng: random.Random) -> Swap | None:
    """A party of one table and as many seats of another: a party alike, or single guests.

    Where the one table is larger, half of the time it gives one more than it gets. Whose table is
    held stays there.
    """
    company, tables, held = evening.company, evening.rounds[at], evening.company.held
    here = rng.randrange(len(tables))
    there = (here + rng.randrange(1, len(tables))) % len(tables)
    if not tables[here] or not tables[there]:
        return None
    more = 1 if len(tables[here]) > len(tables[there]) and rng.random() < HALF else 0
    ours = _party(company, tables[here], rng)
    if more and len(ours) == 1 and ours[0] not in held:
        return Swap(here, there, ours, [])
    theirs = _party(company, tables[there], rng)
    if ours[0] in held or theirs[0] in held:
        return None
    if len(ours) < len(theirs) + more:
        here, there, ours, theirs, more = there, here, theirs, ours, -more
    wanted = len(ours) - more
    if len(theirs) != wanted:
        alone = singles(company, tables[there])
        if len(alone) < wanted:
            return None
        theirs = rng.sample(alone, wanted)
    return Swap(here, there, ours, theirs)


def singles(company: Company, table: list[int]) -> list[int]:
    """Who sits there with no party, and may sit elsewhere."""
    parties, party_of, held = company.parties, company.party_of, company.held
    return [i for i in table if len(parties[party_of[i]]) == 1 and i not in held]


def _party(company: Company, table: list[int], rng: random.Random) -> list[int]:
    return company.parties[company.party_of[table[rng.randrange(len(table))]]]
