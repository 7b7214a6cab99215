"""前の年と比べる — the same numbers side by side, with what is more or less."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

# What adds up to those who registered, and to those who answered.
PARTS = (("waiting", "ticket:"), ("way:",))
YEN, PEOPLE, MEAN, SHARE = "yen", "people", "mean", "share"


@dataclass(frozen=True)
class Number:
    """One number of an event; `words` names what it counts, `of` a kind of ticket or a question."""

    key: str
    words: str
    unit: str
    value: float | None
    of: str = ""
    # True when it is left out so that nobody can be recognised.
    hidden: bool = False


@dataclass(frozen=True)
class Beside:
    """A number now and in the event before; None where one of them has none."""

    number: Number
    before: float | None
    hidden: bool = False

    @property
    def more(self) -> float | None:
        now = self.number.value
        # 4.3 less 4.4 is a tenth less, in a file too.
        return None if now is None or self.before is None else round(now - self.before, 4)


def beside(now: Sequence[Number], before: Sequence[Number]) -> list[Beside]:
    """Every number of now with the same one of before; what only stood before follows."""
    old: Mapping[str, Number] = {one.key: one for one in before}
    rows = [_pair(one, old.get(one.key)) for one in now]
    here = {one.key for one in now}
    gone = [one for one in before if one.key not in here]
    return [
        *rows,
        *(_pair(Number(one.key, one.words, one.unit, None, one.of), one) for one in gone),
    ]


def _pair(now: Number, before: Number | None) -> Beside:
    if before is None:
        return Beside(now, None, now.hidden)
    return Beside(now, before.value, now.hidden or before.hidden)


def outside(rows: Sequence[Number], least: int) -> list[Number]:
    """外に出せる数 — without counts of one to four people, and without what would tell them.

    The kinds of ticket and those who wait add up to whoever registered, the ways of answering to
    whoever answered: one of them is never left out alone.
    """
    small = {one.key for one in rows if one.unit == PEOPLE and 0 < (one.value or 0) < least}
    for names in PARTS:
        parts = [one for one in rows if one.value and one.key.startswith(names)]
        told = [one for one in parts if one.key not in small]
        if told and len(parts) - len(told) == 1:
            small.add(min(told, key=lambda one: one.value or 0).key)
    if small & {"answers", "came"}:
        small.add("rate")
    return [replace(one, value=None, hidden=True) if one.key in small else one for one in rows]
