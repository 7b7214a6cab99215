"""生徒 — pupils as the group plan sees them: numbered, with what speaks for and against a mix."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

Key = Hashable  # the pupil's id, as the caller writes it
Groups = list[list[int]]  # one session: the numbers of the pupils of every group


@dataclass(frozen=True)
class Pupil:
    """A pupil of one side. What is not known is None (gender, level) or empty (interests)."""

    id: Key
    gender: str | None = None
    level: int | float | str | None = None
    interests: frozenset[str] = frozenset()


class Roster:
    """All pupils of a plan, numbered through the sides; sets of pupils are bits of an integer."""

    def __init__(self, sides, keep_apart=(), met=()):
        self.sides: list[list[Pupil]] = [list(side) for side in sides]
        self.pupils = [pupil for side in self.sides for pupil in side]
        self.side_of = [at for at, side in enumerate(self.sides) for _ in side]
        self.number = {pupil.id: i for i, pupil in enumerate(self.pupils)}
        if len(self.number) < len(self.pupils):
            raise ValueError("every pupil needs an id of their own")
        self.apart = self._pairs(keep_apart)
        self.met = self._pairs(met)

    def _pairs(self, pairs: Iterable) -> set[tuple[int, int]]:
        """Pairs of ids as pairs of numbers; who is not on the roster any more is left out."""
        known = self.number
        return {
            (min(known[a], known[b]), max(known[a], known[b]))
            for a, b in pairs
            if a in known and b in known and a != b
        }

    def members(self, side: int) -> list[int]:
        """The numbers of a side's pupils."""
        return [i for i, at in enumerate(self.side_of) if at == side]

    @cached_property
    def counts(self) -> list[int]:
        """How many pupils every side has."""
        return [len(side) for side in self.sides]

    @cached_property
    def side_bits(self) -> list[int]:
        """One set of pupils a side."""
        return [bits_of(self.members(side)) for side in range(len(self.sides))]

    def conflicts(self) -> list[int]:
        """For every pupil the set of pupils who shall not be in the same group from the start."""
        masks = [0] * len(self.pupils)
        for a, b in self.apart | self.met:
            masks[a] |= 1 << b
            masks[b] |= 1 << a
        return masks

    @cached_property
    def strangers(self) -> list[int]:
        """For every pupil with interests, those of other sides who share none of them."""
        by_interest: dict[str, int] = {}
        for i, pupil in enumerate(self.pupils):
            for interest in pupil.interests:
                by_interest[interest] = by_interest.get(interest, 0) | 1 << i
        tellers = bits_of(i for i, pupil in enumerate(self.pupils) if pupil.interests)
        masks = []
        for i, pupil in enumerate(self.pupils):
            friends = self.side_bits[self.side_of[i]]
            for interest in pupil.interests:
                friends |= by_interest[interest]
            masks.append(tellers & ~friends if pupil.interests else 0)
        return masks


def bits_of(numbers: Iterable[int]) -> int:
    """A set of numbers as one integer; fast for thousands."""
    marks = bytearray()
    for number in numbers:
        if number >> 3 >= len(marks):
            marks.extend(bytes((number >> 3) + 1 - len(marks)))
        marks[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(marks, "little")


def chunks(members: list[int], groups: int, kind) -> list[list[int]]:
    """Cut the members of each kind into runs of at most `groups`.

    A group that takes at most one pupil of every run has each kind evenly, within one.
    """
    by_kind: dict = {}
    for i in members:
        by_kind.setdefault(kind(i), []).append(i)
    runs = []
    for key in sorted(by_kind, key=sort_key):
        of_kind = by_kind[key]
        runs += [of_kind[at : at + groups] for at in range(0, len(of_kind), groups)]
    return runs


def sort_key(value):
    """An order for mixed values: nothing, numbers, words."""
    if value is None:
        return (0, 0, "")
    if isinstance(value, (int, float)):
        return (1, value, "")
    return (2, 0, str(value))


def by_level(roster: Roster, members: Iterable[int]) -> list[int]:
    """Members from the lowest level to the highest, ties as they stand in the roster."""
    return sorted(members, key=lambda i: (sort_key(roster.pupils[i].level), i))


def pairs_in(groups: Iterable[list[int]]):
    """Every pair that shares a group, the smaller number first."""
    for group in groups:
        yield from combinations(sorted(group), 2)
