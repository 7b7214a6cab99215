"""混ぜ方 — sessions for classes with room: session by session, row by row, by matching.

Every session starts from new recipes (each group's kinds of pupils), so gender, level and size
are right from the start; each row of pupils is then matched to the groups where nobody knows
them yet, first among those who share an interest with every partner.
"""

from collections import Counter

from tsunagari.base import effort
from tsunagari.programmes.exchange.class_exchange.rules.matching import match
from tsunagari.programmes.exchange.class_exchange.rules.pupils import Groups, Roster
from tsunagari.programmes.exchange.class_exchange.rules.recipes import (
    NOBODY,
    WIDTHS,
    Mix,
    kinds_of,
    recipes,
)

SMALL = 3  # up to so many a side, near levels are wished for
# Recipes tried for one session: levels exactly as in the recipe, nearly so, levels left out.
STEPS_A_PUPIL = 12
TRIES = ("exact", "exact", "near", "near", "none")


def mixed(roster: Roster, groups: int, sessions: int, rng) -> list[Groups] | None:
    """Sessions in which no two pupils meet twice, or None when the matching gets stuck."""
    close = max(-(-count // groups) for count in roster.counts) <= SMALL
    sides = [roster.members(side) for side in range(len(roster.sides))]
    conflicts = roster.conflicts()
    plan = []
    for _ in range(sessions):
        for levels in TRIES:
            effort.spend(STEPS_A_PUPIL * len(roster.pupils))
            kinds = []
            for members in sides:
                rng.shuffle(members)  # so that other pupils are left over from even rows each time
                kinds.append(kinds_of(roster, members, groups, levels=levels != "none"))
            seats = _recipes_by_group(roster, groups, kinds, close, rng)
            if found := _session(roster, kinds, seats, conflicts, levels != "exact", rng):
                break
        else:
            return None
        plan.append(found)
        _remember(found, conflicts)
    return plan


def _remember(session: Groups, conflicts: list[int]) -> None:
    for group in session:
        bits = 0
        for i in group:
            bits |= 1 << i
        for i in group:
            conflicts[i] |= bits


def _session(roster, kinds, seats, conflicts, near: bool, rng) -> Groups | None:
    """Pupils for the recipes; None when someone would have to meet a person again."""
    groups = len(seats[0])
    session: Groups = [[] for _ in range(groups)]
    blocked, strange = [0] * groups, [0] * groups
    for of_side, side_seats in zip(kinds, seats, strict=True):
        for row in range(len(of_side.rows)):
            places = [of_side.pupils.get((row, seat[row]), 0) for seat in side_seats]
            found = _row(places, blocked, strange, near, rng)
            if found is None:
                return None
            for group, i in enumerate(found):
                if i >= 0:
                    session[group].append(i)
                    blocked[group] |= conflicts[i]
                    strange[group] |= roster.strangers[i]
    return session


def _row(places: list[int], blocked, strange, near: bool, rng) -> list[int] | None:
    """Pupils of one row for the groups: never in conflict, if possible sharing interests.

    With `near` some may be of another level than the place asks for, when there is no other way.
    """
    whole = _union(places)
    fitting = [place & ~block for place, block in zip(places, blocked, strict=True)]
    anyone = [place and whole & ~block for place, block in zip(places, blocked, strict=True)]
    tried = [place & ~odd for place, odd in zip(fitting, strange, strict=True)]
    found = match(tried, rng)
    for wider in (fitting, fitting, *[anyone, anyone] * near):
        missing = [at for at, place in enumerate(places) if place and found[at] < 0]
        if not missing:
            return found
        for at in missing:
            tried[at] = wider[at]
        found = match(tried, rng, found)
    found = match(anyone if near else fitting, rng, found)
    return None if any(p and f < 0 for p, f in zip(places, found, strict=True)) else found


def _recipes_by_group(roster, groups, kinds, close, rng) -> list[list[list[int]]]:
    """For every side the recipe of every group; larger halves go to different groups in turn."""
    seats: list[list[list[int]]] = []
    here = [NOBODY] * groups
    first_big = 0
    for side, of_side in enumerate(kinds):
        least, big = divmod(roster.counts[side], groups)
        made = recipes(of_side, groups, rng, close=close)
        rng.shuffle(made)
        first_big, wanted = first_big + big, [(g - first_big) % groups < big for g in range(groups)]
        by_size = [
            _bits(at for at, r in enumerate(made) if of_side.is_big(r, least) == size)
            for size in (False, True)
        ]
        offered = [of_side.mix_of(recipe) for recipe in made]
        chosen = _paired([by_size[size] for size in wanted], here, offered, close, rng)
        seats.append([made[at] for at in chosen])
        here = [one.with_(offered[at]) for one, at in zip(here, chosen, strict=True)]
    return seats


def _paired(sized: list[int], here: list[Mix], offered: list[Mix], close, rng) -> list[int]:
    """Which recipe goes to which group: the right size; genders even, then levels near."""
    together = Counter(gender for mix in (*here, *offered) for gender in mix.genders)
    groups = len(sized)
    effort.spend(len(set(here)) * len(set(offered)) * 4)
    bounds = {gender: (total // groups, -(-total // groups)) for gender, total in together.items()}
    places: dict[Mix, int] = {}
    for at, mix in enumerate(offered):
        places[mix] = places.get(mix, 0) | 1 << at
    even, near = {}, {}
    for one in set(here):
        sums = {mix: one.with_(mix) for mix in places}
        even[one] = _union(places[mix] for mix, both in sums.items() if both.is_even(bounds))
        near[one] = _union(places[mix] for mix, both in sums.items() if both.span <= WIDTHS[-1])
    found = None
    if close:
        wished = [s & even[one] & near[one] for s, one in zip(sized, here, strict=True)]
        found = match(wished, rng)
        found = match([s & near[one] for s, one in zip(sized, here, strict=True)], rng, found)
    found = match([s & even[one] for s, one in zip(sized, here, strict=True)], rng, found)
    return match(sized, rng, found)


def _union(masks) -> int:
    union = 0
    for mask in masks:
        union |= mask
    return union


def _bits(numbers) -> int:
    return _union(1 << number for number in numbers)
