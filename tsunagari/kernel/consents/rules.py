"""同意 — what is right for consents.

Everybody under 18 needs the guardian's consent per purpose and their own assent (the stricter of
the Japanese and Philippine rules; domain facts on minors). Any standing no wins.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason

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


def newest(answers: Iterable[tuple[datetime, bool]]) -> int | None:
    """Which of a side's answers (moment, yes) stands, in whatever order they were typed."""
    standing, place = None, None
    for at, answer in enumerate(answers):
        if standing is None or replaces(answer, standing):
            standing, place = answer, at
    return place


def moment_of_paper(signed_on: date, *, yes: bool, zone: str, now: datetime) -> datetime:
    """When an answer on paper counts as given: a paper only says the day.

    Its yes counts from the day's beginning and its no from the day's end, so that of a paper and
    another answer of the same day the no stands. Nothing counts as given later than now.
    """
    hour = time.min if yes else time.max
    return min(datetime.combine(signed_on, hour, ZoneInfo(zone)), now)


def why_not_paper(signed_on: date, *, today: date, year_ends_on: date) -> list[Reason]:
    """Every reason not to take a signed form: it is of the future, or of another school year."""
    if signed_on > today:
        return [
            Reason(
                _("署名の日が、今日より後になっています。紙の日付を確かめてください。"),
                field="signed_on",
            )
        ]
    if year_ends_on < today:
        return [
            Reason(
                _("年度の終わりの日（%(day)s）が過ぎています。先に学校の設定を直してください。"),
                {"day": year_ends_on.isoformat()},
                field="signed_on",
            )
        ]
    if signed_on <= _a_year_before(year_ends_on):
        return [
            Reason(
                _("この署名は前の年度のものです。今年度の同意書をもらってください。"),
                field="signed_on",
            )
        ]
    return []


def _a_year_before(day: date) -> date:
    return day.replace(year=day.year - 1, day=min(day.day, 28) if day.month == 2 else day.day)
