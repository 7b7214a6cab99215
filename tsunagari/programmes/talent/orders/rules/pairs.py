"""組 — whether a candidate may be put to an order, and how well they go together, in points.

Hard requirements say no; everything else is a wish of one side or the other and weighs.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cache, lru_cache

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason
from tsunagari.programmes.talent.law.rules.status_fit import YES, Fit, at_least
from tsunagari.programmes.talent.orders.rules.candidates import age_on

RANKS = (30, 20, 10)  # points for the first, second and third field that somebody wishes
ANY_FIELD, PAY, DORMITORY = 15, 15, 10
ENOUGH_JAPANESE, YEARS, TESTED, SURE = 15, 15, 10, 20
MOST_WAITING = 12  # points that months of waiting can cost
MOST = 120  # no pair has more


@dataclass(frozen=True, kw_only=True)
class Seats:
    """求人の席 — what of an order decides about a pair; `free` are people still to be met."""

    key: int
    field: str
    place: str = "company"
    starts_on: date
    monthly_yen: int
    dormitory: bool = False
    japanese: str = ""
    skill_test: bool = False
    age_from: int | None = None
    age_until: int | None = None
    wish_japanese: str = ""
    wish_years: int = 0
    free: int = 1


@dataclass(frozen=True, kw_only=True)
class Person:
    """候補者 — what of a candidate decides about a pair."""

    key: int
    code: str = field(default="", compare=False)
    born_on: date
    fields: tuple[str, ...] = ()
    ready_on: date
    wish_yen: int | None = None
    wish_dormitory: bool = False
    in_japan: bool = False
    japanese: str = ""
    skills: frozenset[str] = frozenset()
    skills2: frozenset[str] = frozenset()
    care_japanese: bool = False
    years: dict[str, float] = field(default_factory=dict, hash=False)
    facts: dict = field(default_factory=dict, hash=False)

    def age_on(self, day: date) -> int:
        return age_on(self.born_on, day)


def why_not(seats: Seats, person: Person, fits: Callable[[], Fit | None]) -> list[Reason]:
    """Every hard requirement that this pair breaks; `fits()` is asked only when the rest holds."""
    reasons = [say(seats) for holds, say in REQUIRED if not holds(seats, person)]
    if not reasons and fits() is None:
        reasons.append(_no(_("合う在留資格がありません。"), "status"))
    return reasons


def may(seats: Seats, person: Person) -> bool:
    """Whether this pair breaks no requirement but perhaps that of a status of residence."""
    return all(holds(seats, person) for holds, _say in REQUIRED)


def _no(words: str, rule: str, **facts) -> Reason:
    return Reason(words, facts, rule=rule)


def _in_field(seats: Seats, person: Person) -> bool:
    return not person.fields or seats.field in person.fields


def _in_japanese(seats: Seats, person: Person) -> bool:
    return not seats.japanese or _reaches(person.japanese, seats.japanese)


def _tested(seats: Seats, person: Person) -> bool:
    return not seats.skill_test or seats.field in person.skills


def _in_time(seats: Seats, person: Person) -> bool:
    return person.ready_on <= seats.starts_on


def _of_age(seats: Seats, person: Person) -> bool:
    if seats.age_from is None and seats.age_until is None:
        return True
    return (seats.age_from or 0) <= person.age_on(seats.starts_on) <= (seats.age_until or 999)


# Whether a requirement holds, and what is said when it does not.
REQUIRED: tuple[tuple[Callable[[Seats, Person], bool], Callable[[Seats], Reason]], ...] = (
    (_in_field, lambda seats: _no(_("候補者が望む分野ではありません。"), "field")),
    (_in_time, lambda seats: _no(_("はじまりの日に間に合いません。"), "starts_on")),
    (
        _in_japanese,
        lambda seats: _no(
            _("日本語が足りません（%(level)s がいります）。"), "japanese", level=seats.japanese
        ),
    ),
    (_tested, lambda seats: _no(_("分野の技能試験に合格していません。"), "skill_test")),
    (_of_age, lambda seats: _no(_("法令で決まった年れいに合いません。"), "age")),
)


@cache
def _reaches(japanese: str, level: str) -> bool:
    return bool(japanese) and at_least(japanese, level)


@lru_cache(maxsize=10_000)
def months_between(ready: date, starts: date) -> int:
    """Whole months that somebody waits."""
    return max(0, (starts.year - ready.year) * 12 + starts.month - ready.month)


def weights(seats: Seats, person: Person, fit: Fit | None) -> list[tuple[int, Reason]]:
    """(points, why) of every wish that this pair meets or misses; what weighs nothing is left out."""
    return [
        (worth, Reason(words, dict(facts)))
        for worth, words, *facts in _weighed(seats, person, fit.sign if fit else "")
    ]


def worth(seats: Seats, person: Person, sign: str) -> int:
    """What a pair is worth together: the same points without the words."""
    return sum(one[0] for one in _weighed(seats, person, sign))


def sides(seats: Seats, person: Person, sign: str) -> tuple[int, int]:
    """(how much the candidate wants this order, how much the company wants this candidate)."""
    own, theirs = _of_candidate(seats, person), _of_company(seats, person)
    return sum(one[0] for one in own), sum(
        one[0] for one in [*theirs, *_of_both(seats, person, sign)]
    )


def _weighed(seats: Seats, person: Person, sign: str) -> list[tuple]:
    """(points, words, *facts) of every wish; the words become a sentence only where they are read."""
    return [
        *_of_candidate(seats, person),
        *_of_company(seats, person),
        *_of_both(seats, person, sign),
    ]


def _of_candidate(seats: Seats, person: Person) -> list[tuple]:
    said: list[tuple] = []
    field_, fields = seats.field, person.fields
    if not fields:
        said.append((ANY_FIELD, _("候補者は、どの分野でもよいと言っています。")))
    elif field_ in fields[: len(RANKS)]:
        rank = fields.index(field_)
        words = _("候補者の第%(rank)s希望の分野です。")
        said.append((RANKS[rank], words, ("rank", rank + 1)))
    if person.wish_yen is not None and seats.monthly_yen >= person.wish_yen:
        said.append((PAY, _("給料が、候補者の希望を満たします。")))
    if person.wish_dormitory and seats.dormitory:
        said.append((DORMITORY, _("候補者が望む寮があります。")))
    return said


def _of_company(seats: Seats, person: Person) -> list[tuple]:
    said: list[tuple] = []
    wished = seats.wish_japanese
    if wished and _reaches(person.japanese, wished):
        words = _("会社が望む日本語（%(level)s）があります。")
        said.append((ENOUGH_JAPANESE, words, ("level", wished)))
    if seats.wish_years and person.years.get(seats.field, 0) >= seats.wish_years:
        words = _("会社が望む経験（%(years)s年）があります。")
        said.append((YEARS, words, ("years", seats.wish_years)))
    if seats.field in person.skills:
        said.append((TESTED, _("分野の技能試験に合格しています。")))
    return said


def _of_both(seats: Seats, person: Person, sign: str) -> list[tuple]:
    said: list[tuple] = []
    if sign == YES:
        said.append((SURE, _("在留資格が、いまの事実で合います（○）。")))
    waiting = min(MOST_WAITING, months_between(person.ready_on, seats.starts_on))
    if waiting:
        words = _("はじまりまで%(months)sか月以上待ちます。")
        said.append((-waiting, words, ("months", waiting)))
    return said


def points(said: list[tuple[int, Reason]]) -> int:
    """What a pair is worth together."""
    return sum(one for one, _reason in said)
