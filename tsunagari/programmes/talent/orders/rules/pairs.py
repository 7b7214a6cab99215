"""組 — whether a candidate may be put to an order, and how well they go together, in points.

Hard requirements say no; everything else is a wish of one side or the other and weighs.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache

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
    return list(broken(seats, person, fits))


def may(seats: Seats, person: Person, fits: Callable[[], Fit | None]) -> bool:
    """Whether this pair breaks nothing; the first thing that it breaks ends the question."""
    return next(broken(seats, person, fits), None) is None


def broken(seats: Seats, person: Person, fits: Callable[[], Fit | None]) -> Iterator[Reason]:
    """What a pair breaks, one after the other: field, Japanese, test, day, age; at last the status."""
    whole = True
    if person.fields and seats.field not in person.fields:
        whole = False
        yield _no(_("候補者が望む分野ではありません。"), "field")
    if seats.japanese and not (person.japanese and at_least(person.japanese, seats.japanese)):
        whole = False
        words = _("日本語が足りません（%(level)s がいります）。")
        yield _no(words, "japanese", level=seats.japanese)
    if seats.skill_test and seats.field not in person.skills:
        whole = False
        yield _no(_("分野の技能試験に合格していません。"), "skill_test")
    if person.ready_on > seats.starts_on:
        whole = False
        yield _no(_("はじまりの日に間に合いません。"), "starts_on")
    if not (seats.age_from or 0) <= person.age_on(seats.starts_on) <= (seats.age_until or 999):
        whole = False
        yield _no(_("法令で決まった年れいに合いません。"), "age")
    if whole and fits() is None:
        yield _no(_("合う在留資格がありません。"), "status")


def _no(words: str, rule: str, **facts) -> Reason:
    return Reason(words, facts, rule=rule)


@lru_cache(maxsize=10_000)
def months_between(ready: date, starts: date) -> int:
    """Whole months that somebody waits."""
    return max(0, (starts.year - ready.year) * 12 + starts.month - ready.month)


def weights(seats: Seats, person: Person, fit: Fit | None) -> list[tuple[int, Reason]]:
    """(points, why) of every wish that this pair meets or misses; what weighs nothing is left out."""
    said = [*_of_candidate(seats, person), *_of_company(seats, person)]
    if fit and fit.sign == YES:
        said.append((SURE, Reason(_("在留資格が、いまの事実で合います（○）。"))))
    waiting = min(MOST_WAITING, months_between(person.ready_on, seats.starts_on))
    if waiting:
        words = _("はじまりまで%(months)sか月以上待ちます。")
        said.append((-waiting, Reason(words, {"months": waiting})))
    return said


def _of_candidate(seats: Seats, person: Person):
    if not person.fields:
        yield ANY_FIELD, Reason(_("候補者は、どの分野でもよいと言っています。"))
    elif (rank := person.fields.index(seats.field)) < len(RANKS):
        yield RANKS[rank], Reason(_("候補者の第%(rank)s希望の分野です。"), {"rank": rank + 1})
    if person.wish_yen is not None and seats.monthly_yen >= person.wish_yen:
        yield PAY, Reason(_("給料が、候補者の希望を満たします。"))
    if person.wish_dormitory and seats.dormitory:
        yield DORMITORY, Reason(_("候補者が望む寮があります。"))


def _of_company(seats: Seats, person: Person):
    wished = seats.wish_japanese
    if wished and person.japanese and at_least(person.japanese, wished):
        yield (
            ENOUGH_JAPANESE,
            Reason(_("会社が望む日本語（%(level)s）があります。"), {"level": wished}),
        )
    if seats.wish_years and person.years.get(seats.field, 0) >= seats.wish_years:
        yield (
            YEARS,
            Reason(_("会社が望む経験（%(years)s年）があります。"), {"years": seats.wish_years}),
        )
    if seats.field in person.skills:
        yield TESTED, Reason(_("分野の技能試験に合格しています。"))


def points(said: list[tuple[int, Reason]]) -> int:
    """What a pair is worth together."""
    return sum(one for one, _reason in said)
