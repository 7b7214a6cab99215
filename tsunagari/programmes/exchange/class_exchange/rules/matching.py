"""組合せ — a perfect matching by sets of candidates (Kuhn's paths over bits of integers)."""

from tsunagari.base import effort


def match(candidates: list[int], rng, matched: list[int] | None = None) -> list[int]:
    """Give every place one of its candidates, nobody to two places; −1 where there is none.

    `candidates[place]` is the set of numbers that fit, as bits. `matched` is an earlier answer to
    go on from: whoever has a place keeps one. The result is as large as possible.
    """
    effort.spend(len(candidates) * (1 + len(candidates) // 500))
    given = list(matched) if matched else [-1] * len(candidates)
    free = ~0
    for number in given:
        if number >= 0:
            free &= ~(1 << number)
    waiting = [place for place, number in enumerate(given) if number < 0]
    waiting.sort(key=lambda place: candidates[place].bit_count())
    late = []
    for place in waiting:
        fitting = candidates[place] & free
        if fitting:
            given[place] = number = _some_bit(fitting, rng)
            free ^= 1 << number
        elif candidates[place]:
            late.append(place)
    owner = {number: place for place, number in enumerate(given) if number >= 0}
    for place in late:
        number = _augment(place, candidates, given, owner, free)
        if number >= 0:
            free ^= 1 << number
    return given


def _some_bit(mask: int, rng) -> int:
    cut = rng.randrange(mask.bit_length())
    above = mask >> cut
    return cut + (above & -above).bit_length() - 1


def _augment(start: int, candidates, given, owner, free: int) -> int:
    """Seat `start` by moving others on, breadth first; the number newly taken, or −1."""
    came_from: dict[int, int] = {}
    seen, queue = 0, [start]
    for place in queue:
        effort.spend(1)
        reach = candidates[place] & ~seen
        last = reach & free
        if last:
            number = (last & -last).bit_length() - 1
            came_from[number] = place
            _walk_back(number, start, came_from, given, owner)
            return number
        seen |= reach
        while reach:
            low = reach & -reach
            number = low.bit_length() - 1
            reach ^= low
            came_from[number] = place
            queue.append(owner[number])
    return -1


def _walk_back(number: int, start: int, came_from, given, owner) -> None:
    while True:
        place = came_from[number]
        before = given[place]
        given[place] = number
        owner[number] = place
        if place == start:
            return
        number = before
