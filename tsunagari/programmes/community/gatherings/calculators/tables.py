"""calc tables — 席決め: mixed tables for all rounds of a gathering."""

from collections.abc import Iterator
from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, StrictInt, StrictStr, model_validator

from tsunagari.base import effort
from tsunagari.base.calculators import BadQuestion, Calculator
from tsunagari.base.languages import gettext_noop as _
from tsunagari.programmes.community.gatherings.rules.guests import Company, Guest
from tsunagari.programmes.community.gatherings.rules.tables import Impossible, plan

Id = StrictInt | Annotated[StrictStr, Field(min_length=1, max_length=200)]
Word = Annotated[StrictStr, Field(max_length=200)]
MOST_PEOPLE = 2_000
MOST_SEATS = 8_000  # people times rounds
MOST_SIZE = 50
STEPS_A_NAME = 3


class Person(BaseModel):
    """A guest; null or nothing where something is not known: it is then not balanced."""

    model_config = ConfigDict(extra="forbid")

    id: Id
    generation: Word | StrictInt | None = Field(default=None, examples=["20s"])
    nationality: Word | None = Field(default=None, examples=["JP"])
    languages: list[Word] = Field(default=[], max_length=30, examples=[["ja", "vi"]])
    town: Word | None = Field(default=None, examples=["流山市"])
    beside: list[Id] = Field(
        default=[],
        alias="with",
        max_length=MOST_SIZE,
        description="ids at the same table in every round",
    )
    not_with: list[Id] = Field(
        default=[], max_length=MOST_PEOPLE, description="ids never at the same table"
    )


class Question(BaseModel):
    """Who comes, how large a table is, how often everybody changes tables."""

    model_config = ConfigDict(extra="forbid", title="Mixed tables")

    people: list[Person] = Field(min_length=1, max_length=MOST_PEOPLE)
    table_size: StrictInt = Field(ge=2, le=MOST_SIZE)
    rounds: StrictInt = Field(ge=1, le=50)
    met_before: list[Annotated[list[Id], Field(min_length=2, max_length=2)]] = Field(
        default=[], max_length=500_000, description="pairs of ids; who is not here is left out"
    )

    @model_validator(mode="after")
    def everything_fits_together(self) -> Self:
        faults = [*self._faults_in_size(), *self._faults_in_ids()] or [*self._faults_in_wishes()]
        if faults:
            raise BadQuestion(faults)
        return self

    def company(self) -> Company:
        """The guests as the rules see them."""
        return Company(map(_guest, self.people), [(a, b) for a, b in self.met_before])

    def _faults_in_size(self) -> Iterator[str]:
        if len(self.people) * self.rounds > MOST_SEATS:
            yield (
                f"rounds: {self.rounds} rounds of {len(self.people)} people are too many for one "
                f"question: people times rounds may be {MOST_SEATS} at most."
            )

    def _faults_in_ids(self) -> Iterator[str]:
        known: set = set()
        for at, person in enumerate(self.people):
            if person.id in known:
                yield (
                    f"people.{at}.id: {person.id!r} is there twice: give everyone an id of "
                    "their own."
                )
            known.add(person.id)
        for at, person in enumerate(self.people):
            for field, ids in (("with", person.beside), ("not_with", person.not_with)):
                for unknown in [key for key in ids if key not in known]:
                    yield f"people.{at}.{field}: {unknown!r} is not among the people."
                if person.id in ids:
                    yield f"people.{at}.{field}: {person.id!r} names themselves: name others."

    def _faults_in_wishes(self) -> Iterator[str]:
        company = self.company()
        number = {person.id: at for at, person in enumerate(self.people)}
        for a, b in company.quarrels():
            yield (
                f"people.{number[a]}.not_with: {a!r} and {b!r} are to sit together and apart: "
                "take one of the two wishes out (who sits with a third person sits together too)."
            )
        largest = company.parties[0]
        if len(largest) > self.table_size:
            yield (
                f"people.{largest[0]}.with: {len(largest)} people are to sit together, and a table "
                f"has {self.table_size} seats: part them or choose larger tables."
            )


def _guest(person: Person) -> Guest:
    generation = None if person.generation is None else str(person.generation)
    return Guest(
        person.id,
        generation,
        person.nationality,
        frozenset(person.languages),
        person.town,
        frozenset(person.beside),
        frozenset(person.not_with),
    )


def answer(question: Question) -> dict:
    """The tables of every round.

    `notes` is there only when the search was stopped early, and says so. `new_ties` counts pairs who share a table at least once and are not in `met_before`;
    `upper_bound` is what no seating can pass; `largest_imbalance` is the widest gap between two
    tables of a round in how many share a generation, nationality, language or town.
    """
    named = sum(len(person.beside) + len(person.not_with) for person in question.people)
    seats = len(question.people) * question.rounds
    effort.spend(STEPS_A_NAME * (named + len(question.met_before)))
    effort.spend(seats * question.table_size // 2)
    try:
        made = plan(question.company(), question.table_size, question.rounds)
    except Impossible as impossible:
        words = "people: no tables that differ by at most one seat keep every with and not_with."
        raise BadQuestion([f"{words} Take some of these wishes out."]) from impossible
    notes = effort.notes()
    return {
        "rounds": made.rounds,
        "new_ties": made.new_ties,
        "upper_bound": made.upper_bound,
        "largest_imbalance": made.largest_imbalance,
        **({"notes": notes} if notes else {}),
    }


CALCULATOR = Calculator(
    name="tables",
    title=_("席決め（いろいろな人が出会うテーブル）"),
    question=Question,
    answer=answer,
    sources=[
        "Kirkpatrick, Gelatt, Vecchi 1983: optimisation by simulated annealing (fixed seed)",
        "Our own bound: seats a round, acquaintances a person, pairs that have not met",
    ],
)
