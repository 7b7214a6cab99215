"""席の大きさ — how many tables there are, and where those sit who stay together."""

import random
from collections.abc import Iterator

from tsunagari.base import effort
from tsunagari.programmes.community.gatherings.rules.guests import Company, sizes

STEPS = 20_000  # of the search for a packing, before one more table is tried
LOOKED_AT = 4_000_000  # tables, in all these steps
STEPS_A_NUMBER = 5  # of effort, to see whether so many tables are possible at all


def numbers_of_tables(company: Company, table_size: int) -> Iterator[int]:
    """Numbers of tables to try: as few as the chosen size allows first, then smaller tables.

    Left out is what anybody can see at once: that no parties fill a table exactly, that somebody
    gets on with fewer people than sit at the smallest one, that more keep apart from each other, or
    that more parties fill over half of the largest table, than there are tables.
    """
    people, parties = len(company.guests), [len(one) for one in company.parties]
    effort.spend(people + 3 * len(company.apart))
    sociable, sums = min(_friends(company)), 1
    for size in parties:
        sums |= sums << size
    for number in range(max(-(-people // table_size), _all_apart(company)), people + 1):
        effort.spend(STEPS_A_NUMBER + number // 40 + len(parties) // 20)
        seats = sizes(people, number)
        filled = all(sums >> size & 1 for size in {seats[0], seats[-1]})
        large = sum(1 for size in parties if 2 * size > seats[0])
        if filled and seats[-1] <= sociable and large <= number:
            yield number


def _friends(company: Company) -> list[int]:
    """For each party how many people may sit at its table, itself counted."""
    foes = _foes(company)
    sizes_of = [len(one) for one in company.parties]
    return [len(company.guests) - sum(sizes_of[other] for other in one) for one in foes]


def _foes(company: Company) -> list[set[int]]:
    """For each party those that keep apart from it."""
    foes: list[set[int]] = [set() for _ in company.parties]
    for a, b in company.apart:
        one, other = company.party_of[a], company.party_of[b]
        foes[one].add(other)
        foes[other].add(one)
    return foes


def _all_apart(company: Company) -> int:
    """So many parties, at least, each keep apart from all the others."""
    foes, found = _foes(company), set[int]()
    for party in sorted(range(len(foes)), key=lambda one: -len(foes[one])):
        if found <= foes[party]:
            found.add(party)
    return len(found)


def pack(
    company: Company,
    tables: int,
    rng: random.Random | None = None,
    *,
    strict: bool = False,
    steps: int = STEPS,
) -> list[list[int]] | None:
    """Parties of two and more on the tables, so that single guests fill the rest; None if it fails.

    Who has a table held sits there first. With `rng` parties of one size are taken in another order, so that they meet others. `strict`
    also seats single guests who keep apart from somebody: then every wish holds from the start.
    """
    picky = {i for pair in company.apart for i in pair} if strict else set()
    parties = [
        one
        for one in company.parties
        if one[0] not in company.held and (len(one) > 1 or picky & set(one))
    ]
    if rng:
        rng.shuffle(parties)
        parties.sort(key=len, reverse=True)
    effort.spend(len(company.guests) // 4 + tables)
    free = sizes(len(company.guests), tables)
    seated: list[list[int]] = [[] for _ in range(tables)]
    order = list(range(tables))
    if rng:
        rng.shuffle(order)
    search = _Search(company, free, seated, order, steps)
    return seated if search.hold() and search.place(parties) else None


class _Search:
    def __init__(self, company: Company, free: list[int], seated: list[list[int]], order, steps):
        self.company, self.free, self.seated, self.order = company, free, seated, order
        self.steps = min(steps, LOOKED_AT // len(order))

    def hold(self) -> bool:
        """Seat those first whose table is held; False where there is no such table or seat."""
        for i, table in sorted(self.company.held.items()):
            if table >= len(self.free) or not self.free[table]:
                return False
            if not self._at_peace([i], self.seated[table]):
                return False
            self._seat([i], table)
        return True

    def place(self, parties: list[list[int]]) -> bool:
        """Seat one party after the other; where one finds no table, the one before sits elsewhere."""
        ways: list[Iterator[int]] = []
        taken: list[int] = []
        while len(taken) < len(parties):
            if len(ways) == len(taken):
                ways.append(self._tables_for(parties[len(taken)]))
            table = next(ways[-1], None)
            if table is not None:
                self.steps -= 1
                self._seat(parties[len(taken)], table)
                taken.append(table)
            elif taken:
                ways.pop()
                self._leave(parties[len(taken) - 1], taken.pop())
            else:
                return False
            if self.steps < 0:
                return False
        return True

    def _tables_for(self, members: list[int]) -> Iterator[int]:
        """Where they fit, the emptiest first; of tables that are alike one."""
        tried: set[tuple] = set()
        effort.spend(1 + len(self.order) // 4)
        for table in sorted(self.order, key=lambda t: -self.free[t]):
            seated = self.seated[table]
            effort.spend(1 + len(members) * len(seated) // 4)
            kind = (self.free[table], tuple(seated))
            if self.free[table] < len(members):
                break
            if kind not in tried and self._at_peace(members, seated):
                tried.add(kind)
                yield table

    def _seat(self, members: list[int], table: int) -> None:
        self.free[table] -= len(members)
        self.seated[table] += members

    def _leave(self, members: list[int], table: int) -> None:
        self.free[table] += len(members)
        del self.seated[table][-len(members) :]

    def _at_peace(self, members: list[int], others: list[int]) -> bool:
        apart = self.company.apart
        return not apart or not any(
            ((a, b) if a < b else (b, a)) in apart for a in members for b in others
        )
