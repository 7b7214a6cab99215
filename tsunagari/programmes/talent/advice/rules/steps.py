"""務め — what a consultation asks of the office, and by when."""

from datetime import date
from typing import Any

from tsunagari.kernel.duties.rules import Wanted

SAFETY, OTHER = 0, 5
ANSWER, REACH, FOLLOW = "2-3.answer", "2-3.reach_person", "2-3.follow_up"


def wanted(
    *,
    key: int,
    office: int,
    turn: int,
    waits_since: date,
    promised_on: date,
    promised_at: str,
    answered_on: date | None,
    danger: bool,
    reached_on: date | None,
    follow_on: date | None,
    followed_on: date | None,
) -> list[Wanted]:
    """An answer by the promised day; somebody in danger is spoken to the same day; then a look back."""
    shared: dict[str, Any] = {"holder": office, "doer": office, "measure": "2-3"}
    facts = {"consultation": key, "waits_since": waits_since.isoformat(), "hour": promised_at}
    found = [
        Wanted(
            rule=ANSWER,
            occurrence=str(turn),
            opens_on=waits_since,
            due=promised_on,
            met=answered_on,
            risk=SAFETY if danger else OTHER,
            facts=facts,
            **shared,
        )
    ]
    if danger:
        found.append(
            Wanted(
                rule=REACH,
                occurrence=str(turn),
                opens_on=waits_since,
                due=waits_since,
                met=reached_on,
                risk=SAFETY,
                facts={"consultation": key, "waits_since": waits_since.isoformat()},
                **shared,
            )
        )
    if follow_on:
        found.append(
            Wanted(
                rule=FOLLOW,
                occurrence=str(turn),
                opens_on=follow_on,
                due=follow_on,
                met=followed_on,
                facts={"consultation": key, "follow_on": follow_on.isoformat()},
                **shared,
            )
        )
    return found
