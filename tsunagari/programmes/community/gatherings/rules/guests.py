"""参加者 — the people of a gathering as the seating sees them: numbered, in parties that stay together."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass

Key = Hashable  # the guest's id, as the caller writes it
TRAITS = ("generation", "nationality", "languages", "town")


@dataclass(frozen=True)
class Guest:
    """One person. What is not known is None or empty; it is then not balanced.

    `beside` are the ids of those who sit at the same table in every round, `apart` of those who
    never do. Either may be said by one side only. `table` is the one (from 0) that is held for the
    guest in every round, and with the guest for all who stay together.
    """

    id: Key
    generation: str | None = None
    nationality: str | None = None
    languages: frozenset[str] = frozenset()
    town: str | None = None
    beside: frozenset = frozenset()
    apart: frozenset = frozenset()
    table: int | None = None

    def traits(self) -> list[tuple[str, str]]:
        """What is spread over the tables: (trait, value), several for languages."""
        single = [(name, getattr(self, name)) for name in ("generation", "nationality", "town")]
        return [pair for pair in single if pair[1]] + [("languages", x) for x in self.languages]


class Company:
    """All guests, numbered; `parties` are the numbers of those who stay together, largest first."""

    def __init__(self, guests: Iterable[Guest], met: Iterable[tuple[Key, Key]] = ()):
        self.guests = list(guests)
        self.number = {guest.id: i for i, guest in enumerate(self.guests)}
        if len(self.number) < len(self.guests):
            raise ValueError("every guest needs an id of their own")
        self.met = self._pairs(met)
        self.apart = self._pairs((g.id, other) for g in self.guests for other in g.apart)
        self.party_of, self.parties = self._parties()
        self.values = self._values()
        tables = {guest.table for guest in self.guests} - {None}
        self.held = self._held() if tables else {}

    def _pairs(self, pairs: Iterable[tuple[Key, Key]]) -> set[tuple[int, int]]:
        """Pairs of ids as pairs of numbers; who is not here today is left out."""
        known = self.number
        return {
            (min(known[a], known[b]), max(known[a], known[b]))
            for a, b in pairs
            if a in known and b in known and a != b
        }

    def _parties(self) -> tuple[list[int], list[list[int]]]:
        head = list(range(len(self.guests)))

        def first(i: int) -> int:
            while head[i] != i:
                head[i] = head[head[i]]
                i = head[i]
            return i

        for a, b in self._pairs((g.id, other) for g in self.guests for other in g.beside):
            a, b = sorted((first(a), first(b)))
            head[b] = a
        together: dict[int, list[int]] = {}
        for i in range(len(self.guests)):
            together.setdefault(first(i), []).append(i)
        parties = sorted(together.values(), key=lambda members: (-len(members), members))
        party_of = [0] * len(self.guests)
        for at, members in enumerate(parties):
            for i in members:
                party_of[i] = at
        return party_of, parties

    def _held(self) -> dict[int, int]:
        """{number of a guest: the table held for the party}."""
        return {
            i: table
            for members in self.parties
            for table in {self.guests[i].table for i in members}
            if table is not None
            for i in members
        }

    def _values(self) -> list[list[int]]:
        """For every guest the numbers of the values that at least two and not all guests share."""
        pairs = [guest.traits() for guest in self.guests]
        count: dict[tuple[str, str], int] = {}
        for pair in (pair for mine in pairs for pair in mine):
            count[pair] = count.get(pair, 0) + 1
        kept = sorted(pair for pair, many in count.items() if 1 < many < len(pairs))
        number = {pair: at for at, pair in enumerate(kept)}
        self.value_counts = [count[pair] for pair in kept]
        return [[number[pair] for pair in mine if pair in number] for mine in pairs]

    def quarrels(self) -> list[tuple[Key, Key]]:
        """Pairs who shall sit together and apart at once: no seating can do both.

        At two held tables at once is apart, too.
        """
        at = {i: guest.table for i, guest in enumerate(self.guests) if guest.table is not None}
        parted = {(a, b) for a in at for b in at if a < b and at[a] != at[b]}
        return [
            (self.guests[a].id, self.guests[b].id)
            for a, b in sorted(self.apart | parted)
            if self.party_of[a] == self.party_of[b]
        ]


def sizes(people: int, tables: int) -> list[int]:
    """How many sit at each table: the larger tables first, none more than one larger."""
    least, larger = divmod(people, tables)
    return [least + 1] * larger + [least] * (tables - larger)
