"""前の年と比べる — the same numbers side by side, with what is more or less."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

YEN, PEOPLE, MEAN, SHARE = "yen", "people", "mean", "share"


@dataclass(frozen=True)
class Number:
    """One number of an event; `words` names what it counts, `of` a kind of ticket or a question."""

    key: str
    words: str
    unit: str
    value: float | None
    of: str = ""


@dataclass(frozen=True)
class Beside:
    """A number now and in the event before; None where one of them has none."""

    number: Number
    before: float | None

    @property
    def more(self) -> float | None:
        now = self.number.value
        return None if now is None or self.before is None else now - self.before


def beside(now: Sequence[Number], before: Sequence[Number]) -> list[Beside]:
    """Every number of now with the same one of before; what only stood before follows."""
    old: Mapping[str, Number] = {one.key: one for one in before}
    rows = [Beside(one, old[one.key].value if one.key in old else None) for one in now]
    here = {one.key for one in now}
    gone = [one for one in before if one.key not in here]
    return [
        *rows,
        *(Beside(Number(one.key, one.words, one.unit, None, one.of), one.value) for one in gone),
    ]
