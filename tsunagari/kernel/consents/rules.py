"""同意 — what is right for consents.

Everybody under 18 needs the guardian's consent per purpose and their own assent (the stricter of
the Japanese and Philippine rules; domain facts on minors). Any standing no wins.
"""

from dataclasses import dataclass
from datetime import date, datetime

SIDES = ("child", "guardian")


@dataclass(frozen=True)
class Answer:
    """One current answer: the side that gave it, yes or no, and until when it stands."""

    side: str
    yes: bool
    until_day: date | None = None


def allows(answers: list[Answer], *, on: date, sides=SIDES) -> bool:
    """True when every side that is asked has said yes and none has said no."""
    standing = [a for a in answers if a.until_day is None or a.until_day >= on]
    if any(not answer.yes for answer in answers):
        return False
    return set(sides) <= {answer.side for answer in standing}


def replaces(new: tuple[datetime, bool], old: tuple[datetime, bool]) -> bool:
    """Whether a newly typed answer (moment, yes) takes the place of the stored one.

    An older paper typed later does not; of two answers at one moment the no stands.
    """
    if new[0] != old[0]:
        return new[0] > old[0]
    return not new[1]
