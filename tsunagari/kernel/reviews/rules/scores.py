"""点数 — weighing them, when they may be given, seen and changed, and how far apart they lie."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from math import sqrt

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason

FAR = 2  # standard deviations


@dataclass(frozen=True)
class Scale:
    """One criterion: its key, its weight, and both ends of its scale."""

    key: int
    weight: int
    least: int
    most: int


def total(scales: Collection[Scale], values: Mapping[int, int]) -> Fraction | None:
    """The weighed sum of one rater, 0 to 100; None while a value is missing."""
    if not scales or any(scale.key not in values for scale in scales):
        return None
    weights = sum(scale.weight for scale in scales)
    parts = (
        Fraction(scale.weight * (values[scale.key] - scale.least), scale.most - scale.least)
        for scale in scales
    )
    return sum(parts, Fraction(0)) * 100 / weights


@dataclass(frozen=True)
class Spread:
    """How far values lie apart: least, most, mean, standard deviation, and who lies far from the mean."""

    count: int
    least: Fraction
    most: Fraction
    mean: Fraction
    deviation: float
    far: frozenset[int]


def spread(values: Mapping[int, Fraction | int]) -> Spread | None:
    """The spread of {rater: value}; a value more than two deviations from the mean is marked.

    With the deviation of all values (not of a sample) five or fewer can never lie that far apart.
    """
    if not values:
        return None
    numbers = [Fraction(value) for value in values.values()]
    mean = sum(numbers, Fraction(0)) / len(numbers)
    variance = sum(((one - mean) ** 2 for one in numbers), Fraction(0)) / len(numbers)
    far = {
        rater for rater, one in values.items() if (Fraction(one) - mean) ** 2 > FAR**2 * variance
    }
    return Spread(len(numbers), min(numbers), max(numbers), mean, sqrt(variance), frozenset(far))


def ranks(means: Mapping[int, Fraction]) -> dict[int, int]:
    """{entry: its place}; equal means share a place, the next one follows after all of them."""
    ordered = sorted(means.values(), reverse=True)
    return {entry: ordered.index(mean) + 1 for entry, mean in means.items()}


def tenth(value: Fraction | float) -> str:
    """A value with one decimal, halves away from zero; never a minus before zero."""
    tenths = Fraction(value) * 10
    whole = int(abs(tenths) + Fraction(1, 2))
    sign = "−" if tenths < 0 and whole else ""
    return f"{sign}{whole // 10}.{whole % 10}"


def late(*, on: date, closes_on: date | None) -> bool:
    """True after the closing day: the others' scores may be seen, nobody gives a first one."""
    return closes_on is not None and on > closes_on


def open_to_all(
    *, locked: Iterable[int], expected: Collection[int], on: date, closes_on: date | None
) -> bool:
    """Scores are seen by the others when all who judge have locked, or after the closing day."""
    if late(on=on, closes_on=closes_on):
        return True
    return bool(expected) and set(expected) <= set(locked)


def why_not_score(
    *, locked: bool, ended: bool, late: bool, scales: Collection[Scale], values: Mapping[int, int]
) -> list[Reason]:
    """Before the lock every value on the scale may be given; what is locked stays as it is."""
    reasons = _why_not_now(ended=ended, late=late)
    if locked:
        said = _("点数はもう確定しています。変えるときは、話し合いのあとで理由を書いて変えます。")
        reasons.append(Reason(said, rule="locked"))
    return [*reasons, *_why_not_values(scales, values)]


def why_not_lock(
    *, locked: bool, ended: bool, late: bool, missing: Collection[str]
) -> list[Reason]:
    """Locked once, with a value for every criterion, before the others' are seen."""
    reasons = _why_not_now(ended=ended, late=late)
    if locked:
        reasons.append(Reason(_("点数はもう確定しています。"), rule="locked"))
    reasons += [
        Reason(_("「%(title)s」の点数を入れてください。"), {"title": title}, rule="missing")
        for title in missing
    ]
    return reasons


def why_not_change(
    *,
    locked: bool,
    ended: bool,
    seen: bool,
    scales: Collection[Scale],
    values: Mapping[int, int],
    reason: str,
) -> list[Reason]:
    """After the discussion a locked value may be changed, with a reason; the first one stays."""
    reasons = _why_not_now(ended=ended)
    if not locked:
        reasons.append(Reason(_("先に、自分の点数を確定してください。"), rule="locked"))
    if not seen:
        said = _("全員の点数が確定するまで、点数は変えられません。")
        reasons.append(Reason(said, rule="seen"))
    if not reason.strip():
        said = _("点数を変える理由を書いてください。")
        reasons.append(Reason(said, rule="reason", field="reason"))
    return [*reasons, *_why_not_values(scales, values)]


def _why_not_now(*, ended: bool, late: bool = False) -> list[Reason]:
    if ended:
        return [Reason(_("この審査はもう終わっています。"), rule="ended")]
    said = _("点数のしめきりを過ぎました。必要なときは、事務局に日をのばしてもらってください。")
    return [Reason(said, rule="late")] if late else []


def _why_not_values(scales: Collection[Scale], values: Mapping[int, int]) -> list[Reason]:
    known = {scale.key: scale for scale in scales}
    if set(values) - set(known):
        return [
            Reason(_("この審査にない基準の点数です。画面を新しくしてください。"), rule="criterion")
        ]
    return [
        Reason(
            _("点数は %(least)s から %(most)s までの数で入れてください。"),
            {"least": known[key].least, "most": known[key].most},
            rule="scale",
            field=f"score_{key}",
        )
        for key, value in values.items()
        if not known[key].least <= value <= known[key].most
    ]
