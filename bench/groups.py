"""W2 グループ分け — rotating mixed groups, against a plain counted loop in the same run.

The yardstick is a Python loop that counts to a million. Every figure is the median of paired,
interleaved rounds and counts only after its gate: all pairs are counted again from the groups,
everybody sits exactly once a session, sizes differ by at most one a side. The penalty of a group
of 2 + 2 is |girls − 2| + max(0, range of level − 2) + cross-border pairs that share no interest.
"""

import math
import random
import statistics
import time
from collections import Counter
from itertools import combinations

from tsunagari.programmes.exchange.class_exchange.rules.groups import Plan, plan
from tsunagari.programmes.exchange.class_exchange.rules.pupils import Pupil
from tsunagari.programmes.exchange.class_exchange.rules.repair import repair

LEVELS, INTERESTS, OF_INTERESTS = 5, 3, 8
YEARS = (280, 560, 1_120, 2_800)
ROUNDS = 5


def main() -> None:
    """Print ratios, shares of the bounds and growth; AssertionError when a gate is not passed."""
    print("W2 groups: pupils a side, per group, sessions / seconds, ratio to counting to 1,000,000")
    one_plan(35, 4, 6, least_ties=817)
    tight = [one_plan(20, 2, 10, girls=10), one_plan(20, 2, 10, girls=None)]
    assert min(tight) >= 0.97
    for per_group, sessions in ((2, 10), (4, 6)):
        growth([whole_year(size, per_group, sessions) for size in YEARS])
    morning()


def one_plan(size: int, per_group: int, sessions: int, girls: int | None = -1, least_ties=0):
    """A class of its own; answers the share of the bound on cross ties."""
    sides = [invented(letter, size, girls) for letter in "JP"]
    made, ours, loops = timed(lambda: plan(sides, [per_group, per_group], sessions))
    cross, same = gate(sides, made, sessions)
    assert cross >= least_ties
    kind = {None: "no genders", -1: "drawn genders"}.get(girls, f"{girls} girls")
    show(size, per_group, sessions, ours, loops, kind)
    report(made, cross, same, size)
    return cross / made.figures.upper_bound


def whole_year(size: int, per_group: int, sessions: int) -> tuple[int, float]:
    """A year with drawn genders, levels and interests; answers (pupils a side, seconds)."""
    sides = [invented(letter, size, -1) for letter in "JP"]
    made, ours, loops = timed(lambda: plan(sides, [per_group, per_group], sessions))
    cross, same = gate(sides, made, sessions)
    assert cross == made.figures.upper_bound
    assert made.figures.most_meetings_of_a_pair == 1
    assert made.figures.largest_gender_gap <= 1
    show(size, per_group, sessions, ours, loops, "drawn genders")
    report(made, cross, same, size)
    if per_group == 2:
        assert cross == 2 * size * sessions
        assert same == size * sessions
        measured, least = penalty(sides, made)
        print(f"{'':>22}penalty a group {measured:.3f} (drawn genders alone force {least:.3f})")
        assert measured <= 0.20
    return size, statistics.median(ours)


def morning() -> None:
    """The repair of one session of 280 + 280 with forty absent."""
    sides = [invented(letter, 280, -1) for letter in "JP"]
    made = plan(sides, [4, 4], 6)
    met = {pair for s in made.sessions[:5] for g in s for pair in combinations(g, 2)}
    away = random.Random(3).sample([pupil.id for side in sides for pupil in side], 40)
    repaired, ours, loops = timed(lambda: repair(made.sessions[5], away, sides, met=met))
    movers = [move.pupil for move in repaired.moves]
    assert len(movers) == len(set(movers))
    assert sum(map(len, repaired.seated)) == 520
    again = sum(pair in met or pair[::-1] in met for g in repaired.seated for pair in pairs(g))
    print(
        f"  morning, 280 + 280, 40 absent  {statistics.median(ours):7.3f} s  "
        f"{ratio(ours, loops):6.2f} ×  {len(movers)} moves, {again} pairs meet again"
    )


def pairs(group):
    """Every pair of a group."""
    return combinations(group, 2)


def timed(work):
    """The last answer, our seconds, and the yardstick's seconds, in turn."""
    ours, loops = [], []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        answer = work()
        ours.append(time.perf_counter() - began)
        began = time.perf_counter()
        total = 0
        for number in range(1_000_000):
            total += number
        loops.append(time.perf_counter() - began)
    return answer, ours, loops


def ratio(ours: list[float], loops: list[float]) -> float:
    """The median of the rounds' own ratios."""
    return statistics.median(a / b for a, b in zip(ours, loops, strict=True))


def gate(sides, made: Plan, sessions: int) -> tuple[int, int]:
    """Recount from nothing: distinct pairs across the sides and within one."""
    side_of = {pupil.id: at for at, side in enumerate(sides) for pupil in side}
    assert len(made.sessions) == sessions
    met: Counter = Counter()
    for session in made.sessions:
        assert sorted(key for group in session for key in group) == sorted(side_of)
        for side in range(len(sides)):
            sizes = [sum(side_of[key] == side for key in group) for group in session]
            assert max(sizes) - min(sizes) <= 1
        met.update(frozenset(pair) for group in session for pair in pairs(group))
    cross = sum(len({side_of[key] for key in pair}) == 2 for pair in met)
    assert cross == made.figures.distinct_cross_ties
    assert max(met.values()) == made.figures.most_meetings_of_a_pair
    return cross, len(met) - cross


def show(size, per_group, sessions, ours, loops, kind) -> None:
    """The line with the time."""
    print(
        f"  {size:>5} + {size:<5} {per_group} + {per_group} ×{sessions:>3}  "
        f"{statistics.median(ours):7.3f} s  {ratio(ours, loops):6.2f} ×  {kind}"
    )


def report(made: Plan, cross: int, same: int, size: int) -> None:
    """The line with what is reached."""
    reached = made.figures
    together = sum(math.comb(len(g), 2) for session in made.sessions for g in session)
    across = sum(a * b for session in made.sessions for a, b in map(halves, session))
    bound = min(together - across, 2 * math.comb(size, 2))
    print(
        f"{'':>22}cross ties {cross:,} of {reached.upper_bound:,}, same side {same:,} of "
        f"{bound:,}, most meetings {reached.most_meetings_of_a_pair}, gaps gender "
        f"{reached.largest_gender_gap} level {reached.largest_level_gap} "
        f"size {reached.largest_size_gap}"
    )


def halves(group) -> tuple[int, int]:
    """How many of either side sit in a group."""
    own = sum(key.startswith("J") for key in group)
    return own, len(group) - own


def penalty(sides, made: Plan) -> tuple[float, float]:
    """The mean penalty a group, and the part that the numbers of girls make unavoidable."""
    by_id = {pupil.id: pupil for side in sides for pupil in side}
    own = {pupil.id for pupil in sides[0]}
    total = groups = 0
    for session in made.sessions:
        for group in session:
            members = [by_id[key] for key in group]
            levels = [pupil.level for pupil in members]
            total += abs(sum(pupil.gender == "F" for pupil in members) - 2)
            total += max(0, max(levels) - min(levels) - 2)
            total += sum(
                not by_id[a].interests & by_id[b].interests
                for a, b in pairs(group)
                if (a in own) != (b in own)
            )
            groups += 1
    girls = sum(pupil.gender == "F" for side in sides for pupil in side)
    each = len(made.sessions[0])
    return total / groups, abs(girls - 2 * each) / each


def invented(letter: str, size: int, girls: int | None) -> list[Pupil]:
    """A side with levels 1–5 and three of eight interests; girls −1: drawn, None: not known."""
    rng = random.Random(f"{letter}{size}")
    made = []
    for i in range(size):
        gender = None if girls is None else "FM"[rng.random() < 0.5 if girls < 0 else i >= girls]
        interests = frozenset(rng.sample([f"interest {n}" for n in range(OF_INTERESTS)], INTERESTS))
        made.append(Pupil(f"{letter}{i}", gender, rng.randint(1, LEVELS), interests))
    return made


def growth(measured: list[tuple[int, float]]) -> None:
    """The exponent of the time over the size, by least squares on logarithms."""
    xs = [math.log(size) for size, _seconds in measured]
    ys = [math.log(seconds) for _size, seconds in measured]
    slope = statistics.linear_regression(xs, ys).slope
    print(f"{'':>22}growth exponent {slope:.2f} over {', '.join(f'{s:,}' for s, _ in measured)}")


if __name__ == "__main__":
    main()
