"""席の手直し — some did not come, others came unasked: the rounds that are left are evened out, and
few change seats."""

from collections.abc import Iterable
from itertools import combinations, islice

from tsunagari.programmes.community.gatherings.rules.evening import Evening, Swap
from tsunagari.programmes.community.gatherings.rules.guests import Company, Guest, Key, sizes
from tsunagari.programmes.community.gatherings.rules.measuring import Rounds
from tsunagari.programmes.community.gatherings.rules.tables import Tables, measured, plan, singles

LOOKED_AT = 200  # ways to trade a family for single guests


def repair(
    guests: Iterable[Guest],
    rounds: Rounds,
    absent: Iterable[Key],
    *,
    table_size: int,
    over: int = 0,
    met: Iterable[tuple[Key, Key]] = (),
) -> Tables:
    """The rounds after the first `over` with all `guests` but those who are `absent`.

    Who shared a table in a round that is over has met. Where `mended` has no answer, all sit anew.
    """
    gone = set(absent)
    company = Company([one for one in guests if one.id not in gone], [*met, *sat(rounds[:over])])
    left = mended(company, rounds[over:], table_size)
    if left is None:
        return plan(company, table_size, len(rounds) - over)
    return measured(company, left, sizes(len(company.guests), len(left[0])))


def sat(rounds: Rounds) -> list[tuple[Key, Key]]:
    """Every pair that shared a table."""
    return [pair for tables in rounds for table in tables for pair in combinations(table, 2)]


def mended(company: Company, rounds: Rounds, table_size: int) -> list[list[list[int]]] | None:
    """The same rounds, as numbers, for those who are here; tables differ by one at most.

    Tables stay as they are where that is so already; otherwise as few as can be move from the
    largest to the smallest. None where that keeps not every wish, or the tables would be under half
    of their size, or need more than one chair more: then it is better that all sit anew.
    """
    tables, people = len(rounds[0]) if rounds else 0, len(company.guests)
    if not tables or not tables * max(2, table_size // 2) <= people <= tables * (table_size + 1):
        return None
    number = company.number
    left = [[[number[key] for key in table if key in number] for table in one] for one in rounds]
    for one in left:
        _seat_newcomers(company, one)
        if not _in_parties(company, one):
            return None
    evening = Evening(company, left)
    for at in range(len(left)):
        while not _is_even(left[at]):
            if not _move_one(evening, at):
                return None
    return evening.rounds if not evening.quarrels() else None


def _seat_newcomers(company: Company, tables: list[list[int]]) -> None:
    """Who has no seat yet: beside the own party, else at the emptiest table with the fewest known."""
    at = {i: table for table, seated in enumerate(tables) for i in seated}
    for members in company.parties:
        new = [i for i in members if i not in at]
        if not new:
            continue
        own = [at[i] for i in members if i in at]
        table = own[0] if own else company.held.get(new[0], _emptiest(company, tables, new))
        tables[min(table, len(tables) - 1)] += new


def _emptiest(company: Company, tables: list[list[int]], new: list[int]) -> int:
    def pairs(table: int) -> set[tuple[int, int]]:
        return {(min(i, j), max(i, j)) for i in new for j in tables[table]}

    return min(
        range(len(tables)),
        key=lambda table: (
            len(pairs(table) & company.apart),
            len(tables[table]),
            len(pairs(table) & company.met),
        ),
    )


def _in_parties(company: Company, tables: list[list[int]]) -> bool:
    """True when everybody sits with the own party, and where a table is held."""
    at = {i: table for table, seated in enumerate(tables) for i in seated}
    together = all(len({at[i] for i in members}) == 1 for members in company.parties)
    return together and all(at[i] == table for i, table in company.held.items())


def _is_even(tables: list[list[int]]) -> bool:
    counts = [len(table) for table in tables]
    return max(counts) - min(counts) <= 1


def _move_one(evening: Evening, at: int) -> bool:
    """Whoever of a largest table costs least at a smallest one changes seats.

    Single guests before families; a family trades places with one single guest fewer.
    """
    tables = evening.rounds[at]
    counts = [len(table) for table in tables]
    small = counts.index(min(counts))
    large = [t for t, many in enumerate(counts) if many == max(counts)]
    ways = [
        Swap(t, small, [i], []) for t in large for i in singles(evening.company, tables[t])
    ] or [way for t in large for way in _trades(evening.company, tables, t, small)]
    if not ways:
        return False
    _cost, way = min((evening.change(at, way), way) for way in ways)
    evening.exchange(at, way)
    return True


def _trades(company: Company, tables: list[list[int]], here: int, there: int) -> list[Swap]:
    alone = singles(company, tables[there])
    parties = {company.party_of[i] for i in tables[here] if i not in company.held}
    return [
        Swap(here, there, company.parties[party], [*others])
        for party in sorted(parties)
        for others in islice(combinations(alone, len(company.parties[party]) - 1), LOOKED_AT)
    ]
