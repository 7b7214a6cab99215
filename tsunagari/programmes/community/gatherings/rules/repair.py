"""席の手直し — some did not come: the rounds that are left are evened out, and few change seats."""

from collections.abc import Iterable

from tsunagari.programmes.community.gatherings.rules.evening import Evening, Swap
from tsunagari.programmes.community.gatherings.rules.guests import Company, Guest, Key, sizes
from tsunagari.programmes.community.gatherings.rules.measuring import Rounds
from tsunagari.programmes.community.gatherings.rules.tables import Tables, measured, plan


def repair(
    guests: Iterable[Guest],
    rounds: Rounds,
    absent: Iterable[Key],
    *,
    table_size: int,
    over: int = 0,
    met: Iterable[tuple[Key, Key]] = (),
) -> Tables:
    """The rounds after the first `over` without those who are `absent`.

    Who shared a table in a round that is over has met. Tables stay as they are where that leaves
    them at most one person apart; where they got too small (under half of the size), all who are
    left sit anew.
    """
    gone = set(absent)
    here = [guest for guest in guests if guest.id not in gone]
    sat = [(a, b) for tables in rounds[:over] for table in tables for a in table for b in table]
    company = Company(here, [*met, *sat])
    left = [
        [[company.number[key] for key in table if key not in gone] for table in tables]
        for tables in rounds[over:]
    ]
    evened = _evened(company, left, table_size)
    if evened is None:
        return plan(company, table_size, len(left))
    return measured(company, evened, sizes(len(here), len(evened[0])))


def _evened(company: Company, rounds: list[list[list[int]]], table_size: int):
    """Rounds in which parties have moved from the largest tables to the smallest; None if not."""
    tables = len(rounds[0]) if rounds else 0
    if not company.guests or not tables or len(company.guests) < tables * max(2, table_size // 2):
        return None
    evening = Evening(company, rounds)
    for at in range(len(rounds)):
        for _step in range(len(company.guests)):
            if _is_even(rounds[at]):
                break
            if not _move_one(evening, at):
                return None
    return evening.rounds if not evening.quarrels() else None


def _is_even(tables: list[list[int]]) -> bool:
    counts = [len(table) for table in tables]
    return max(counts) - min(counts) <= 1


def _move_one(evening: Evening, at: int) -> bool:
    """The single guest of a largest table who costs least at a smallest one changes seats."""
    company, tables = evening.company, evening.rounds[at]
    counts = [len(table) for table in tables]
    small = counts.index(min(counts))
    choices = [
        (evening.change(at, Swap(t, small, [i], [])), i, t)
        for t, table in enumerate(tables)
        if len(table) == max(counts)
        for i in table
        if len(company.parties[company.party_of[i]]) == 1
    ]
    if not choices:
        return False
    _cost, i, here = min(choices)
    evening.exchange(at, Swap(here, small, [i], []))
    return True
