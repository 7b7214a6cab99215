"""calc quorum — 定足数と議決: may the item be decided, how did the vote go, and by which rule."""

from fractions import Fraction
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    StrictBool,
    StrictInt,
    model_validator,
)

from tsunagari.base.calculators import BadQuestion, Calculator
from tsunagari.base.languages import gettext
from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.shares import ratio
from tsunagari.governance.fund.council.rules import quorum

MOST = 1000
Count = Annotated[StrictInt, Field(ge=0, le=MOST)]


def _share(value: Any) -> Fraction:
    """A part of a whole: 1/2, 0.5; more than nothing and at most everything."""
    if isinstance(value, bool) or not isinstance(value, (int, float, str, Fraction)):
        raise ValueError('write a ratio like "1/2" or 0.5')
    found = value if isinstance(value, Fraction) else ratio(value)
    if not 0 < found <= 1:
        raise ValueError("a ratio is more than 0 and at most 1")
    return found


Share = Annotated[
    Fraction,
    BeforeValidator(_share, json_schema_input_type=float | str),
]


class VotesCast(BaseModel):
    """What was voted."""

    model_config = ConfigDict(extra="forbid", populate_by_name=True)

    yes: Count = Field(default=0, alias="for")
    no: Count = Field(default=0, alias="against")
    abstain: Count = 0


class Question(BaseModel):
    """One item: who could decide it, who was there, what was voted; without votes only the quorum."""

    model_config = ConfigDict(extra="forbid", title="Quorum and majority of one agenda item")

    members: Annotated[StrictInt, Field(ge=1, le=MOST)] = Field(
        description="all members in office on the day"
    )
    recused: Count = Field(default=0, description="members with an interest in this item")
    present: Count = Field(description="members who are there and are not recused")
    quorum_ratio: Share = Field(
        default=quorum.HALF, description='a ratio: "2/3" is exact, 0.5 is read as it is written'
    )
    count_recused: StrictBool = Field(
        default=False, description="are the recused counted in the quorum's base"
    )
    fewest: Annotated[StrictInt, Field(ge=1, le=MOST)] = Field(
        default=1, description="the fewest who may decide, whatever the ratio says"
    )
    votes: VotesCast | None = Field(default=None, description="null: not voted yet")
    threshold: Share = Field(
        default=quorum.HALF, description="more than this part of for + against carries"
    )
    casting_vote_allowed: StrictBool = Field(
        default=False, description="do the articles let the chair decide a tie"
    )
    casting_vote: Literal["for", "against"] | None = Field(
        default=None, description="what the chair said in the tie"
    )

    @model_validator(mode="after")
    def _fits(self) -> "Question":
        faults = []
        if self.recused > self.members:
            faults.append("recused: more than there are members")
        elif self.present > self.members - self.recused:
            faults.append("present: more than there are members who are not recused")
        if self.votes:
            cast = self.votes.yes + self.votes.no + self.votes.abstain
            if cast > self.present:
                faults.append("votes: more votes than members present")
        if self.casting_vote and not self.casting_vote_allowed:
            faults.append("casting_vote: the articles do not allow one (casting_vote_allowed)")
        if faults:
            raise BadQuestion(faults)
        return self


def answer(question: Question) -> dict:
    """{"eligible", "base", "needed", "quorate", "outcome", "words", "reasons", "rule"}."""
    room = quorum.Room(question.members, question.recused, question.present)
    terms = quorum.Terms(
        quorum_ratio=question.quorum_ratio,
        threshold=question.threshold,
        count_recused=question.count_recused,
        fewest=question.fewest,
        casting=question.casting_vote_allowed,
    )
    votes = question.votes and quorum.Votes(
        question.votes.yes, question.votes.no, question.votes.abstain, question.casting_vote or ""
    )
    found = quorum.decide(room, terms, votes)
    return {
        "eligible": found.eligible,
        "base": found.base,
        "needed": found.needed,
        "quorate": found.quorate,
        "outcome": found.outcome,
        "words": gettext(quorum.OUTCOMES[found.outcome]),
        "reasons": [{"rule": one.rule, "says": one.words()} for one in found.reasons],
        "rule": found.rule,
    }


CALCULATOR = Calculator(
    name="quorum",
    title=_("定足数と議決（基金評議会）"),
    question=Question,
    answer=answer,
    sources=[_("連合会の決まり（基金評議会規程の案）。法令に決まりはない")],
)
