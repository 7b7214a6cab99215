"""席決め — mixed tables of a gathering, against a plain counted loop in the same run.

The yardstick is a Python loop that counts to a million. Every figure is the median of paired,
interleaved rounds and counts only after its gate: everybody sits once a round, families sit
together, tables differ by one at most, and the new ties are counted again from the tables.
"""

import random
import statistics
import time
from itertools import combinations

from bench.groups import growth
from tsunagari.programmes.community.gatherings.rules.guests import Company, Guest
from tsunagari.programmes.community.gatherings.rules.repair import repair, sat
from tsunagari.programmes.community.gatherings.rules.tables import Tables, plan

PEOPLE = (75, 150, 300, 600)
TABLE, TURNS, ROUNDS, UNASKED = 6, 4, 3, 6
TONGUES = {"JP": "ja", "VN": "vi", "ID": "id", "PH": "fil", "CN": "zh"}


def main() -> None:
    """Print ratios, shares of the bound, imbalance and growth; AssertionError at a closed gate."""
    print("Mixed tables: people / seconds, ratio to counting to 1,000,000, share of the bound, gap")
    growth([evening(people) for people in PEOPLE])
    no_shows(300)


def evening(people: int) -> tuple[int, float]:
    """Four rounds at tables of six, a third of the guests with their families."""
    guests = invented(people)
    made, ours, loop = timed(lambda: plan(Company(guests), TABLE, TURNS))
    gate(guests, made)
    share = made.new_ties / made.upper_bound
    print(
        f"  {people:>5}  {ours:6.2f} s  {ours / loop:6.1f} ×  {share:7.2%}"
        f"  {made.largest_imbalance}"
    )
    assert share >= 0.95
    return people, ours


def no_shows(people: int) -> None:
    """One in twenty stays away after the first round, some come unasked: the rest is evened out."""
    guests = invented(people + UNASKED)
    planned = plan(Company(guests[:people]), TABLE, TURNS)
    gone = range(0, people, 20)
    made, ours, loop = timed(lambda: repair(guests, planned.rounds, gone, table_size=TABLE, over=1))
    gate([guest for guest in guests if guest.id not in gone], made, sat(planned.rounds[:1]))
    print(
        f"  {len(gone)} of {people} stay away, {UNASKED} come unasked:"
        f" {ours:.2f} s, {ours / loop:.1f} × the loop, {moved(planned.rounds[1:], made.rounds)} move"
    )


def moved(before: list, after: list) -> int:
    """How many have another table than before, in any round."""
    return len(
        {
            key
            for olds, news in zip(before, after, strict=True)
            for old, new in zip(olds, news, strict=True)
            for key in {*new} - {*old}
            if any(key in table for table in olds)
        }
    )


def gate(guests: list[Guest], made: Tables, met=()) -> None:
    """Everybody sits once a round, families together; the ties are counted again."""
    here = {guest.id for guest in guests}
    pairs = set()
    for tables in made.rounds:
        at = {key: number for number, table in enumerate(tables) for key in table}
        assert len(at) == len(guests) == sum(map(len, tables))
        assert max(map(len, tables)) - min(map(len, tables)) <= 1
        assert all(at[guest.id] == at[other] for guest in guests for other in guest.beside & here)
        pairs |= {pair for table in tables for pair in combinations(sorted(table), 2)}
    fresh = pairs - {tuple(sorted(pair)) for pair in met}
    assert len(fresh) == made.new_ties <= made.upper_bound


def invented(people: int) -> list[Guest]:
    """Drawn guests: three fifths Japanese, seven generations, five towns, families of two."""
    draw = random.Random(people)
    guests = []
    for i in range(people):
        country = draw.choices([*TONGUES], [60, 15, 10, 10, 5])[0]
        tongues = {TONGUES[country]} | ({"en"} if draw.random() < 0.3 else set())
        family = frozenset({i ^ 1} if i < people // 3 // 2 * 2 else ())
        guests.append(
            Guest(
                i,
                str(draw.randrange(7)),
                country,
                frozenset(tongues),
                str(draw.randrange(5)),
                family,
            )
        )
    return guests


def timed(work):
    """(answer, median seconds of the work, median seconds of the loop), in turns."""
    ours, loops = [], []
    for _round in range(ROUNDS):
        started = time.process_time()
        answer = work()
        ours.append(time.process_time() - started)
        started = time.process_time()
        for _i in range(1_000_000):
            pass
        loops.append(time.process_time() - started)
    return answer, statistics.median(ours), statistics.median(loops)


if __name__ == "__main__":
    main()
