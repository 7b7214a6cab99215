"""calc groups — グループ分け: rotating mixed groups for all sessions, with the absences repaired."""

from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, StrictInt, StrictStr, model_validator

from tsunagari.base import effort
from tsunagari.base.calculators import BadQuestion, Calculator
from tsunagari.base.languages import gettext_noop as _
from tsunagari.programmes.exchange.class_exchange.rules.groups import plan
from tsunagari.programmes.exchange.class_exchange.rules.measuring import figures
from tsunagari.programmes.exchange.class_exchange.rules.pupils import Pupil, pairs_in
from tsunagari.programmes.exchange.class_exchange.rules.repair import repair

Id = StrictInt | Annotated[StrictStr, Field(min_length=1, max_length=200)]
Size = Annotated[StrictInt, Field(ge=1, le=100)]
MOST_PEOPLE = 20_000
# Each is answered in less than ten seconds.
MOST_SEATS = 200_000  # people times sessions
MOST_MEETINGS = 1_200_000  # pairs who sit together, in all sessions
MOST_REPAIRS = 3_000_000  # those pairs, for every session with absences


class Person(BaseModel):
    """A pupil; null or nothing where gender, level or interests are not known."""

    id: Id
    gender: str | None = None
    level: (
        StrictInt | Annotated[float, Field(strict=True, allow_inf_nan=False)] | StrictStr | None
    ) = None
    interests: list[str] | None = None


class Side(BaseModel):
    """One school's class or year."""

    name: str = ""
    people: list[Person] = Field(min_length=1, max_length=MOST_PEOPLE)


class Question(BaseModel):
    """Two or more sides, and how many of each make a group."""

    model_config = ConfigDict(extra="forbid", title="Rotating mixed groups")

    sides: list[Side] = Field(min_length=2, max_length=8)
    per_group: list[Size] = Field(description="one number a side", examples=[[4, 4]])
    sessions: StrictInt = Field(ge=1, le=200)
    keep_apart: list[Annotated[list[Id], Field(min_length=2, max_length=2)]] = Field(
        default=[], description="pairs of ids who never share a group", max_length=50_000
    )
    absent: dict[str, list[Id]] = Field(
        default={}, description="ids by session number, counted from 1", examples=[{"3": ["J1"]}]
    )

    @model_validator(mode="after")
    def everything_fits_together(self) -> Self:
        faults = [
            *self._faults_in_size(),
            *self._faults_in_sides(),
            *self._faults_in_keep_apart(),
            *self._faults_in_absent(),
        ]
        if faults:
            raise BadQuestion(faults)
        return self

    def ids(self) -> list:
        """All ids, side after side."""
        return [person.id for side in self.sides for person in side.people]

    def _faults_in_size(self):
        people = len(self.ids())
        meetings = people * self.sessions * max(0, sum(self.per_group) - 1) // 2
        if people * self.sessions > MOST_SEATS:
            yield (
                f"sessions: {self.sessions} sessions of {people} people are too many for one "
                f"question: people times sessions may be {MOST_SEATS} at most."
            )
        elif meetings > MOST_MEETINGS:
            yield (
                f"per_group: {meetings} pairs would sit together, and {MOST_MEETINGS} are the most "
                "for one question: ask for smaller groups or fewer sessions."
            )
        elif meetings * len(self.absent) > MOST_REPAIRS:
            yield (
                f"absent: {len(self.absent)} sessions with absences are too many for so many "
                "people: ask about fewer at once."
            )

    def _faults_in_sides(self):
        if len(self.per_group) != len(self.sides):
            yield (
                f"per_group: per_group has {len(self.per_group)} numbers but there are "
                f"{len(self.sides)} sides: give one number a side."
            )
        seen: set = set()
        for at, side in enumerate(self.sides):
            for number, person in enumerate(side.people):
                if person.id in seen:
                    yield (
                        f"sides.{at}.people.{number}.id: {person.id!r} is there twice: "
                        "give everyone an id of their own."
                    )
                seen.add(person.id)

    def _faults_in_keep_apart(self):
        known = set(self.ids())
        for at, pair in enumerate(self.keep_apart):
            for unknown in [key for key in pair if key not in known]:
                yield f"keep_apart.{at}: {unknown!r} is not among the people of any side."
            if pair[0] == pair[1]:
                yield f"keep_apart.{at}: {pair[0]!r} is paired with themselves: name two people."

    def _faults_in_absent(self):
        known = set(self.ids())
        for session, ids in self.absent.items():
            if not (session.isascii() and session.isdigit() and str(int(session)) == session):
                yield f"absent.{session}: the key is a session number such as 3."
            elif not 1 <= int(session) <= self.sessions:
                yield (
                    f"absent.{session}: there is no session {session}: "
                    f"sessions are 1 to {self.sessions}."
                )
            for unknown in [key for key in ids if key not in known]:
                yield f"absent.{session}: {unknown!r} is not among the people of any side."


def answer(question: Question) -> dict:
    """The groups of every session (absent people left out) and what they reach together.

    A gap is the largest minus the smallest count among the groups of a session, for each side (and
    each known gender) on its own; the largest of all sessions is given. `reasons` is there only
    when a wish could not be kept, `notes` only when the search was stopped early.
    """
    sides = [[_pupil(person) for person in side.people] for side in question.sides]
    made = plan(sides, question.per_group, question.sessions, question.keep_apart)
    sessions, reasons = list(made.sessions), list(made.reasons)
    for number in sorted(map(int, question.absent)):
        effort.spend(sum(len(group) ** 2 for session in sessions for group in session))
        others = [group for at, s in enumerate(sessions, 1) if at != number for group in s]
        repaired = repair(
            sessions[number - 1],
            question.absent[str(number)],
            sides,
            met=_met(others, sides),
            keep_apart=question.keep_apart,
        )
        sessions[number - 1] = repaired.seated
        reasons += repaired.reasons
    reached = figures(sides, sessions)
    notes = effort.notes()
    return {
        "sessions": sessions,
        **{name: getattr(reached, name) for name in FIGURES},
        **({"reasons": [reason.words() for reason in reasons]} if reasons else {}),
        **({"notes": notes} if notes else {}),
    }


def _pupil(person: Person) -> Pupil:
    return Pupil(person.id, person.gender, person.level, frozenset(person.interests or ()))


def _met(groups, sides):
    ids = [pupil.id for side in sides for pupil in side]
    number = {key: at for at, key in enumerate(ids)}
    return {(ids[a], ids[b]) for a, b in pairs_in([number[key] for key in g] for g in groups)}


FIGURES = (
    "distinct_cross_ties",
    "upper_bound",
    "most_meetings_of_a_pair",
    "largest_gender_gap",
    "largest_size_gap",
)

CALCULATOR = Calculator(
    name="groups",
    title=_("グループ分け（同じ二人が二度会わない回し方）"),
    question=Question,
    answer=answer,
    sources=[
        "Bose 1938: orthogonal arrays from finite fields (group = column + session × row)",
        "Kőnig 1916: edge colouring of bipartite graphs (even genders, levels and sizes)",
    ],
)
