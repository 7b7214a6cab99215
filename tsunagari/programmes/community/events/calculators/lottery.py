"""calc lottery — 抽選: who has a place and who waits, as anybody can draw it again from the seed."""

from collections.abc import Iterator
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

from tsunagari.base import draws, effort
from tsunagari.base.calculators import BadQuestion, Calculator
from tsunagari.base.languages import gettext_noop as _
from tsunagari.programmes.community.events.rules import InLine, next_in_line

Id = Annotated[StrictStr, Field(min_length=1, max_length=200)]
MOST = 100_000
STEPS_AN_ENTRY = 20
PLACES = 0  # the one quota of a lottery


class Entry(BaseModel):
    """One entry: a group is drawn together, or waits together."""

    model_config = ConfigDict(extra="forbid")

    id: Id
    people: StrictInt = Field(default=1, ge=1, le=1_000)
    before: StrictInt = Field(
        default=0,
        ge=0,
        le=10_000,
        description="how often it was drawn before; who was drawn less often goes first",
    )


def _whole(value):
    """An entry of one person may be its id alone."""
    return {"id": value} if isinstance(value, str) else value


Written = Annotated[Entry, BeforeValidator(_whole, json_schema_input_type=Entry | Id)]


class Question(BaseModel):
    """The published seed, who takes part, and how many places there are."""

    model_config = ConfigDict(extra="forbid", title="Lottery")

    seed: Annotated[StrictStr, Field(min_length=1, max_length=200)]
    entries: list[Written] = Field(
        max_length=MOST, description="ids, or objects for groups; their order does not matter"
    )
    places: StrictInt = Field(ge=0, le=10_000_000)

    @model_validator(mode="after")
    def every_entry_is_one(self) -> Self:
        if faults := [*self._twice()]:
            raise BadQuestion(faults)
        return self

    def _twice(self) -> Iterator[str]:
        known: set[str] = set()
        for at, one in enumerate(self.entries):
            if one.id in known:
                yield f"entries.{at}: {one.id!r} is there twice: an entry takes part once."
            known.add(one.id)


def answer(question: Question) -> dict:
    """`order` of all, and in that order who has a place and who waits.

    An entry for which there is not room enough waits; those behind it who fit pass it, as in the
    waiting line of an event. `tickets` are the hashes by which the order is found.
    """
    effort.spend(STEPS_AN_ENTRY * len(question.entries))
    entries = {one.id: one for one in question.entries}
    order = draws.order(question.seed, entries, {key: one.before for key, one in entries.items()})
    line = [InLine(at, {PLACES: entries[key].people}) for at, key in enumerate(order)]
    lucky = set(next_in_line({PLACES: question.places}, line))
    drawn = [key for at, key in enumerate(order) if at in lucky]
    return {
        "order": order,
        "drawn": drawn,
        "waiting": [key for at, key in enumerate(order) if at not in lucky],
        "places_left": question.places - sum(entries[key].people for key in drawn),
        "tickets": {key: draws.ticket(question.seed, key) for key in order},
    }


CALCULATOR = Calculator(
    name="lottery",
    title=_("抽選（種からだれでも計算し直せる順番）"),
    question=Question,
    answer=answer,
    sources=[
        "SHA-256 (FIPS 180-4) of the seed, a new line and the id; the smallest is drawn first"
    ],
)
