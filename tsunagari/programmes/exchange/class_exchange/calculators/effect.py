"""calc effect — 前後の比較: two lists of answers in, sizes of the change with intervals out."""

from typing import Annotated, Self

from pydantic import BaseModel, ConfigDict, Field, StrictInt, StrictStr, model_validator

from tsunagari.base import effort
from tsunagari.base.calculators import BadQuestion, Calculator
from tsunagari.base.languages import gettext_noop as _
from tsunagari.programmes.exchange.class_exchange.rules import effect

STEPS_A_PERSON = 6
Answer = Annotated[float, Field(strict=True, allow_inf_nan=False, ge=-1e9, le=1e9)]
Share = Annotated[float, Field(strict=True, ge=0, le=1)]
LENGTHS = (
    "%s: %s has %s entries but pre has %s: give one per person, null where there is no answer."
)


class Question(BaseModel):
    """Person i answered pre[i] and post[i] and sits in clusters[i]; null means no answer."""

    model_config = ConfigDict(extra="forbid", title="Paired effect size")

    pre: list[Answer | None] = Field(max_length=100_000, examples=[[2, 3, 3, 4]])
    post: list[Answer | None] = Field(max_length=100_000, examples=[[3, 4, 3, 5]])
    clusters: list[StrictStr | StrictInt] | None = Field(
        None, description="each person's class; gives icc, design_effect and n_effective"
    )
    icc: Share | None = Field(
        None, description="an intraclass correlation to use instead of the estimated one"
    )

    @model_validator(mode="after")
    def one_entry_per_person(self) -> Self:
        faults = [
            LENGTHS % (name, name, len(given), len(self.pre))
            for name in ("post", "clusters")
            if (given := getattr(self, name)) is not None and len(given) != len(self.pre)
        ]
        if self.icc is not None and self.clusters is None:
            faults.append("icc: icc needs clusters: name each person's class.")
        if faults:
            raise BadQuestion(faults)
        return self


def answer(question: Question) -> dict:
    """Every figure to four decimals, null where it cannot be computed; notes say why.

    mean_change and the intervals are in the unit of the answers, the d's in standard deviations
    (d_av is the headline), shares run from 0 to 1, n_effective is n / design_effect.
    """
    effort.spend(STEPS_A_PERSON * len(question.pre))
    found = effect.compare(question.pre, question.post, question.clusters, icc=question.icc)
    figures = {name: _rounded(getattr(found, name)) for name in FIGURES}
    shares = found.shares and {name: _rounded(getattr(found.shares, name)) for name in SHARES}
    return {**figures, "shares": shares, "notes": [note.words() for note in found.notes]}


SHARES = ("improved", "same", "worse")
FIGURES = (
    "n_invited",
    "n_pre",
    "n_post",
    "n",
    "mean_pre",
    "mean_post",
    "sd_pre",
    "sd_post",
    "mean_change",
    "mean_change_ci95",
    "sd_change",
    "t",
    "p",
    "r",
    "d_z",
    "d_z_ci95",
    "d_z_ci95_normal",
    "d_av",
    "d_av_ci95",
    "j",
    "g_av",
    "clusters",
    "icc",
    "design_effect",
    "n_effective",
    "mean_change_ci95_clustered",
)


def _rounded(value):
    if isinstance(value, tuple):
        return [_rounded(each) for each in value]
    return round(value, 4) + 0.0 if isinstance(value, float) else value


CALCULATOR = Calculator(
    name="effect",
    title=_("前後の比較（対応のある効果量）"),
    question=Question,
    answer=answer,
    sources=[
        "Algina & Keselman 2003, Educational and Psychological Measurement 63(4): d_av interval",
        "Steiger & Fouladi 1997: d_z interval by the noncentral t",
        "Kish 1965: design effect 1 + (m - 1) * ICC",
    ],
)
