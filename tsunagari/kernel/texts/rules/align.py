"""文を合わせる — which sentence of the new text is which of the old, so that the others keep theirs.

1. The same words are the same sentence, wherever they moved; then one that was taken out before.
2. Of the rest, the most alike belong together, from half of their letters on.
3. What stands between the same neighbours, as many as before, was rewritten in place.
"""

from collections import defaultdict, deque
from collections.abc import Collection, Sequence
from difflib import SequenceMatcher

from tsunagari.kernel.texts.rules.split import meaning

ALIKE = 0.5


def align(
    old: Sequence[tuple[int, str]],
    new: Sequence[str],
    *,
    gone: Sequence[tuple[int, str]] = (),
    first: Collection[int] = (),
) -> list[int | None]:
    """For every new sentence the key of the old one that it continues; None for a new one.

    Of sentences that say the same, those of `first` stay before the others.
    """
    before = [(key, meaning(words)) for key, words in old]
    now = [meaning(words) for words in new]
    found: list[int | None] = [None] * len(now)
    _same(before, now, found, first)
    _same([(key, meaning(words)) for key, words in gone], now, found, first)
    _alike(_left(before, found), now, found)
    _in_place(before, found)
    return found


def _left(before, found):
    taken = set(found)
    return [(key, words) for key, words in before if key not in taken]


def _same(before, now, found, first) -> None:
    """Equal words, the first with the first where they stand twice."""
    keys: defaultdict[str, deque[int]] = defaultdict(deque)
    for key, words in sorted(before, key=lambda row: row[0] not in first):
        keys[words].append(key)
    for at, words in enumerate(now):
        if found[at] is None and keys[words]:
            found[at] = keys[words].popleft()


def _alike(left, now, found) -> None:
    """The most alike first; of equals, the earlier ones."""
    scored = []
    for at, words in enumerate(now):
        if found[at] is not None:
            continue
        matcher = SequenceMatcher(None, b=words, autojunk=False)
        for place, (key, other) in enumerate(left):
            matcher.set_seq1(other)
            if matcher.real_quick_ratio() >= ALIKE and matcher.quick_ratio() >= ALIKE:
                scored.append((-matcher.ratio(), abs(place - at), at, place, key))
    taken = set()
    for minus, _far, at, _place, key in sorted(scored, key=lambda row: row[:4]):
        if -minus >= ALIKE and found[at] is None and key not in taken:
            found[at] = key
            taken.add(key)


def _in_place(before, found) -> None:
    """Sentences between the same two neighbours, when there are as many as before."""
    kept = set(found)
    gaps = defaultdict(list)
    for key, neighbours in _between([key for key, _words in before], kept.__contains__):
        gaps[neighbours].append(key)
    holes = defaultdict(list)
    for at, neighbours in _between(list(range(len(found))), lambda at: found[at] is not None):
        named = tuple(None if at is None else found[at] for at in neighbours)
        holes[named].append(at)
    for neighbours, places in holes.items():
        keys = gaps.get(neighbours, [])
        if len(keys) == len(places):
            for at, key in zip(places, keys, strict=True):
                found[at] = key


def _between(items, stands):
    """(item, (the one that stands before it, the one that stands after it)) of all that do not."""
    for at, item in enumerate(items):
        if not stands(item):
            before = next((one for one in reversed(items[:at]) if stands(one)), None)
            after = next((one for one in items[at + 1 :] if stands(one)), None)
            yield item, (before, after)
