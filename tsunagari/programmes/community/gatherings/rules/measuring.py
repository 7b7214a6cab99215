"""席決めの数え方 — what a seating reaches, counted from the finished tables alone."""

from collections.abc import Hashable
from itertools import combinations
from math import comb

from tsunagari.programmes.community.gatherings.rules.guests import Company

Rounds = list[list[list[Hashable]]]  # rounds → tables → ids


def pairs_of(company: Company, rounds: Rounds) -> set[tuple[int, int]]:
    """Every pair that shares a table at least once."""
    number = company.number
    return {
        pair
        for tables in rounds
        for table in tables
        for pair in combinations(sorted(number[key] for key in table), 2)
    }


def new_ties(company: Company, rounds: Rounds) -> int:
    """Pairs that share a table at least once and had not met before."""
    return len(pairs_of(company, rounds) - company.met)


def upper_bound(company: Company, sizes: list[int], rounds: int) -> int:
    """More new ties than this no seating can make, whoever sits where.

    Who stays together takes a seat from a new acquaintance in every round after the first, and so
    does who sits together again because the tables are few; nobody meets more people than sit
    beside them, nor more than there are left to meet.
    """
    seats = rounds * sum(size * (size - 1) // 2 for size in sizes)
    inner, inner_new, fresh = 0, 0, 0
    left = _left_to_meet(company)
    for members in company.parties:
        pairs = list(combinations(members, 2))
        new = sum(1 for pair in pairs if pair not in company.met)
        inner, inner_new = inner + len(pairs), inner_new + new
        for i in members:
            known = sum(1 for pair in pairs if i in pair and pair not in company.met)
            strangers = rounds * (max(sizes) - len(members))
            fresh += known + min(strangers, left[i] - known)
    people = len(company.guests)
    possible = people * (people - 1) // 2 - len(company.met | company.apart)
    again = (rounds - 1) * max(inner, _again(sizes))
    return max(0, min(seats - (inner - inner_new) - again, fresh // 2, possible))


def _again(sizes: list[int]) -> int:
    """Pairs of any two rounds that share a table in both: each table is filled from those of before,
    and has two from the same one as soon as it has more seats than there are tables.
    """
    tables, pairs = len(sizes), 0
    for size in sizes:
        from_each, one_more = divmod(size, tables)
        pairs += one_more * comb(from_each + 1, 2) + (tables - one_more) * comb(from_each, 2)
    return pairs


def _left_to_meet(company: Company) -> list[int]:
    people = len(company.guests)
    left = [people - 1] * people
    for a, b in company.met | company.apart:
        left[a] -= 1
        left[b] -= 1
    return left


def largest_imbalance(company: Company, rounds: Rounds) -> int:
    """The widest gap between two tables of one round in how many share a generation, nationality,
    language or town; 1 is as even as whole people can be, 0 only where the numbers divide."""
    return max((_gap(company, tables) for tables in rounds), default=0)


def _gap(company: Company, tables: list[list[Hashable]]) -> int:
    counts = [[0] * len(tables) for _ in company.value_counts]
    for at, table in enumerate(tables):
        for key in table:
            for value in company.values[company.number[key]]:
                counts[value][at] += 1
    return max((max(row) - min(row) for row in counts), default=0)
