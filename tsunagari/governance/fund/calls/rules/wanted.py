"""務めの決まり — what a call asks of the office, of applicants and of every member."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from tsunagari.kernel.duties.rules import Wanted

JUDGE, FIX = "fund.call_judge", "fund.application_fix"
DECLARE, SCORE = "fund.declare", "fund.score"
RISK = 4


@dataclass(frozen=True)
class Facts:
    """What is known of a call: its days, and per member how much is still to do."""

    key: int
    title: str
    office: int
    deadline: date
    closed: bool
    waiting: int
    judged_on: date | None
    listed_on: date | None
    closes_on: date | None
    ended_on: date | None
    # {member: (entries not declared, entries not locked)}
    members: Mapping[int, tuple[int, int]]


def wanted(facts: Facts, *, on: date, days_to_judge: int) -> list[Wanted]:
    """The look at what came in; then a declaration and scores of every member until the closing day."""
    shared: dict[str, Any] = {"risk": RISK, "facts": {"call": facts.key, "title": facts.title}}
    found = []
    if facts.closed:
        done = facts.listed_on or (facts.judged_on if not facts.waiting else None)
        found.append(
            Wanted(
                rule=JUDGE,
                occurrence="1",
                holder=facts.office,
                doer=facts.office,
                opens_on=facts.deadline + timedelta(days=1),
                due=facts.deadline + timedelta(days=days_to_judge),
                met=done,
                risk=RISK,
                facts=shared["facts"] | {"deadline": facts.deadline.isoformat()},
            )
        )
    if facts.listed_on is None or facts.closes_on is None:
        return found
    said = shared["facts"] | {"listed_on": facts.listed_on.isoformat()}
    for member, left in facts.members.items():
        for rule, count in zip((DECLARE, SCORE), left, strict=True):
            found.append(
                Wanted(
                    rule=rule,
                    occurrence=str(member),
                    holder=member,
                    doer=member,
                    opens_on=facts.listed_on,
                    due=facts.closes_on,
                    met=on if not count else facts.ended_on,
                    risk=RISK,
                    facts=said,
                )
            )
    return found


def to_fix(
    *,
    key: int,
    code: str,
    title: str,
    doer: int,
    returned: Collection[tuple[int, date, date, date | None]],
) -> list[Wanted]:
    """Every return of an application: (which, on which day, until when, mended on)."""
    return [
        Wanted(
            rule=FIX,
            occurrence=str(number),
            holder=doer,
            doer=doer,
            opens_on=day,
            due=fix_by,
            met=mended,
            risk=RISK,
            facts={
                "call": key,
                "code": code,
                "title": title,
                "returned_on": day.isoformat(),
            },
        )
        for number, day, fix_by, mended in returned
    ]
