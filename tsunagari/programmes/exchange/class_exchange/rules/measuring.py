"""数え直し — what a plan of groups reaches, counted again from the groups themselves."""

from collections import Counter
from dataclasses import dataclass
from itertools import combinations

from tsunagari.base import effort
from tsunagari.programmes.exchange.class_exchange.rules.pupils import Key, Pupil


@dataclass(frozen=True)
class Figures:
    """What a plan reaches.

    `upper_bound`: the cross ties that these group sizes allow, Σ |A|·|B| over groups and sessions
    for every two sides A and B, at most N_A · min(S · k_B, N_B) and the same the other way round
    (k the largest number of a side in a group).
    A gap is the largest number of a kind in a group minus the smallest, among the groups of one
    session, counted for each side and kind on its own (each known gender, each known level, all
    pupils of the side); the figure is the largest of these over all sessions.
    """

    distinct_cross_ties: int
    upper_bound: int
    most_meetings_of_a_pair: int
    largest_gender_gap: int
    largest_level_gap: int
    largest_size_gap: int


def figures(sides: list[list[Pupil]], sessions: list[list[list[Key]]]) -> Figures:
    """Count everything again from the sessions (session → groups → ids)."""
    pupils = [pupil for side in sides for pupil in side]
    number = {pupil.id: i for i, pupil in enumerate(pupils)}
    side_of = [at for at, side in enumerate(sides) for _ in side]
    numbered = [[[number[key] for key in group] for group in session] for session in sessions]
    n = len(pupils)
    effort.spend(sum(len(group) * (2 + len(group) // 4) for s in numbered for group in s))
    meetings = Counter(
        a * n + b
        for session in numbered
        for group in session
        for a, b in combinations(sorted(group), 2)
    )
    return Figures(
        distinct_cross_ties=sum(side_of[pair // n] != side_of[pair % n] for pair in meetings),
        upper_bound=_upper_bound(side_of, numbered),
        most_meetings_of_a_pair=max(meetings.values(), default=0),
        largest_gender_gap=_gap(
            numbered, [(s, p.gender) for s, p in zip(side_of, pupils, strict=True)]
        ),
        largest_level_gap=_gap(
            numbered, [(s, p.level) for s, p in zip(side_of, pupils, strict=True)]
        ),
        largest_size_gap=_gap(numbered, [(s, "all") for s in side_of]),
    )


def _upper_bound(side_of: list[int], sessions) -> int:
    present = Counter(side_of)
    together: Counter = Counter()
    largest: Counter = Counter()
    for session in sessions:
        for group in session:
            sizes = Counter(side_of[i] for i in group)
            for side, size in sizes.items():
                largest[side] = max(largest[side], size)
            for a, b in combinations(sorted(sizes), 2):
                together[a, b] += sizes[a] * sizes[b]
    return sum(
        min(
            ties,
            present[a] * min(len(sessions) * largest[b], present[b]),
            present[b] * min(len(sessions) * largest[a], present[a]),
        )
        for (a, b), ties in together.items()
    )


def _gap(sessions, kinds: list[tuple]) -> int:
    known = {kind for kind in kinds if kind[1] is not None}
    largest = 0
    effort.spend(len(known) * sum(map(len, sessions)) // 8)
    for session in sessions:
        counts = [Counter(kinds[i] for i in group) for group in session]
        for kind in known:
            of_kind = [count[kind] for count in counts]
            largest = max(largest, max(of_kind, default=0) - min(of_kind, default=0))
    return largest
