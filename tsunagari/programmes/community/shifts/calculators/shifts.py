"""calc shifts — お手伝いの割り当て: who does which shift, with reasons, and why places stay empty."""

import re
from collections.abc import Iterator
from datetime import datetime
from typing import Annotated, Self

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictInt,
    StrictStr,
    model_validator,
)

from tsunagari.base import effort
from tsunagari.base.calculators import BadQuestion, Calculator
from tsunagari.base.languages import gettext_noop as _
from tsunagari.programmes.community.shifts.rules import helping
from tsunagari.programmes.community.shifts.rules.proposal import Asked, propose
from tsunagari.programmes.community.shifts.rules.roster import REST, WANTS, Helper, Task

Id = StrictInt | Annotated[StrictStr, Field(min_length=1, max_length=100)]
Word = Annotated[StrictStr, Field(min_length=1, max_length=100)]
Words = Annotated[list[Word], Field(max_length=30)]
Age = Annotated[StrictInt, Field(ge=0, le=130)]
MOST_PEOPLE, MOST_SHIFTS = 200, 100
STEPS_A_PAIR = 6
MOMENT = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}$"


def moment(value) -> datetime:
    """The moment of a text like 2027-05-02T09:00, in the clock of the place."""
    if isinstance(value, datetime):
        return value
    try:
        if isinstance(value, str) and re.fullmatch(MOMENT, value):
            return datetime.fromisoformat(value)
    except ValueError:
        pass
    raise ValueError("write a day and a time like 2027-05-02T09:00, without a zone")


MomentText = Annotated[str, Field(pattern=MOMENT)]
Moment = Annotated[datetime, BeforeValidator(moment, json_schema_input_type=MomentText)]


class Shift(BaseModel):
    """One task: from when until when, how many people, what everybody can do, what somebody speaks."""

    model_config = ConfigDict(extra="forbid")

    id: Id
    starts: Moment = Field(examples=["2027-05-02T09:00"])
    ends: Moment = Field(examples=["2027-05-02T11:00"])
    needs: StrictInt = Field(default=1, ge=1, le=helping.MOST_NEEDED)
    skills: Words = Field(default=[], description="everybody on the shift has all of them")
    languages: Words = Field(default=[], description="each is spoken by at least one person")
    from_age: Age | None = None


class Person(BaseModel):
    """A volunteer; a shift that is neither wanted nor possible is never given."""

    model_config = ConfigDict(extra="forbid")

    id: Id
    skills: Words = []
    languages: Words = Field(default=[], examples=[["ja", "vi"]])
    most_hours: Annotated[float, Field(gt=0, le=1000)] | None = None
    age: Age | None = None
    wants: list[Id] = Field(default=[], max_length=MOST_SHIFTS)
    can: list[Id] = Field(default=[], max_length=MOST_SHIFTS)


Pair = Annotated[list[Id], Field(min_length=2, max_length=2)]


class Question(BaseModel):
    """The shifts, the people, [person, shift] that stand already, [person, shift] that may not be."""

    model_config = ConfigDict(extra="forbid", title="Shifts of volunteers")

    shifts: list[Shift] = Field(min_length=1, max_length=MOST_SHIFTS)
    people: list[Person] = Field(max_length=MOST_PEOPLE)
    pins: list[Pair] = Field(default=[], max_length=10_000)
    vetoes: list[Pair] = Field(default=[], max_length=10_000)
    rest_minutes: StrictInt = Field(default=REST, ge=0, le=720)

    @model_validator(mode="after")
    def everything_is_known(self) -> Self:
        if faults := [*self._faults()]:
            raise BadQuestion(faults)
        return self

    def _faults(self) -> Iterator[str]:
        for at, shift in enumerate(self.shifts):
            if shift.ends <= shift.starts:
                yield f"shifts.{at}.ends: a shift ends after it starts."
            elif shift.ends - shift.starts > helping.LONGEST:
                yield f"shifts.{at}.ends: a shift has 16 hours at most: make two of it."
        for name, rows in (("shifts", self.shifts), ("people", self.people)):
            seen: set = set()
            for at, row in enumerate(rows):
                if row.id in seen:
                    yield f"{name}.{at}.id: {row.id!r} is there twice: give each an id of its own."
                seen.add(row.id)
        shifts = {one.id for one in self.shifts}
        people = {one.id for one in self.people}
        for at, person in enumerate(self.people):
            for field, ids in (("wants", person.wants), ("can", person.can)):
                for unknown in [key for key in ids if key not in shifts]:
                    yield f"people.{at}.{field}: {unknown!r} is not among the shifts."
        for field, pairs in (("pins", self.pins), ("vetoes", self.vetoes)):
            for at, (person, shift) in enumerate(pairs):
                if person not in people:
                    yield f"{field}.{at}: {person!r} is not among the people."
                if shift not in shifts:
                    yield f"{field}.{at}: {shift!r} is not among the shifts."
        for both in sorted(
            {(*one,) for one in self.pins} & {(*one,) for one in self.vetoes}, key=str
        ):
            yield f"pins: {list(both)!r} is pinned and vetoed: take one of the two out."


def answer(question: Question) -> dict:
    """Places first, then wishes, then even hours; `proved` says of each that nothing is better.

    `notes` is there only when the search was stopped early.
    """
    asked = Asked(
        [_helper(one) for one in question.people],
        [_task(one) for one in question.shifts],
        frozenset((one, shift) for one, shift in question.pins),
        frozenset((one, shift) for one, shift in question.vetoes),
        question.rest_minutes,
    )
    effort.spend(STEPS_A_PAIR * len(asked.helpers) * len(asked.tasks))
    made = propose(asked)
    levels = {one.key: one for one in asked.helpers}
    met = [(one, shift) for one, shift, _why in made.new] + sorted(asked.stands, key=str)
    places, wishes, hours = made.solution.proved if made.solution else (True, True, True)
    return {
        "assigned": [
            {"person": one, "shift": shift, "why": [reason.words() for reason in why]}
            for one, shift, why in made.new
        ],
        "unfilled": [
            {"shift": key, "missing": missing, "why": [reason.words() for reason in why]}
            for key, (missing, why) in made.empty.items()
        ],
        "filled": len(met),
        "wishes_met": sum(levels[one].level(shift) == WANTS for one, shift in met),
        "minutes": {str(key): minutes for key, minutes in made.minutes.items()},
        "proved": {"places": places, "wishes": wishes, "hours": hours},
        **({"notes": notes} if (notes := effort.notes()) else {}),
    }


def _task(one: Shift) -> Task:
    skills, languages = frozenset(one.skills), frozenset(one.languages)
    return Task(one.id, one.starts, one.ends, one.needs, skills, languages, one.from_age)


def _helper(one: Person) -> Helper:
    most = None if one.most_hours is None else int(one.most_hours * 60)
    wants = frozenset(one.wants)
    can = frozenset(one.can) - wants
    skills, languages = frozenset(one.skills), frozenset(one.languages)
    return Helper(one.id, skills, languages, most, one.age, wants, can)


CALCULATOR = Calculator(
    name="shifts",
    title=_("お手伝いの割り当て"),
    question=Question,
    answer=answer,
    sources=[
        "Lexicographic: places, wishes, sum of squared hours; branch and bound of our own",
        "Held, Wolfe, Crowder 1974: validation of subgradient optimization (prices of the bound)",
    ],
)
