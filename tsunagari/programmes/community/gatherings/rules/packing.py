"""席の大きさ — how many tables there are, and where those sit who stay together."""

import random

from tsunagari.programmes.community.gatherings.rules.guests import Company, sizes

STEPS = 20_000  # of the search for a packing, before one more table is tried


def numbers_of_tables(people: int, table_size: int) -> range:
    """Numbers of tables to try: as few as the chosen size allows first, then smaller tables."""
    return range(-(-people // table_size), people + 1)


def pack(
    company: Company, tables: int, rng: random.Random | None = None, *, strict: bool = False
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
    free = sizes(len(company.guests), tables)
    seated: list[list[int]] = [[] for _ in range(tables)]
    order = list(range(tables))
    if rng:
        rng.shuffle(order)
    search = _Search(company, free, seated, order)
    return seated if search.hold() and search.place(parties, 0) else None


class _Search:
    def __init__(self, company: Company, free: list[int], seated: list[list[int]], order):
        self.company, self.free, self.seated, self.order = company, free, seated, order
        self.steps = STEPS

    def hold(self) -> bool:
        """Seat those first whose table is held; False where there is no such table or seat."""
        for i, table in sorted(self.company.held.items()):
            if table >= len(self.free) or not self.free[table]:
                return False
            if not self._at_peace([i], self.seated[table]):
                return False
            self.free[table] -= 1
            self.seated[table].append(i)
        return True

    def place(self, parties: list[list[int]], at: int) -> bool:
        """Seat the parties from `at` on, each at the emptiest table that fits; go back if not."""
        if at == len(parties):
            return True
        members = parties[at]
        tried: set[tuple] = set()
        for table in sorted(self.order, key=lambda t: -self.free[t]):
            seated = self.seated[table]
            kind = (self.free[table], tuple(seated))
            if self.free[table] < len(members):
                break
            if kind in tried or not self._at_peace(members, seated):
                continue
            tried.add(kind)
            self.steps -= 1
            if self.steps < 0:
                return False
            self.free[table] -= len(members)
            seated += members
            if self.place(parties, at + 1):
                return True
            self.free[table] += len(members)
            del seated[-len(members) :]
        return False

    def _at_peace(self, members: list[int], others: list[int]) -> bool:
        apart = self.company.apart
        return not apart or not any(
            ((a, b) if a < b else (b, a)) in apart for a in members for b in others
        )
