"""評議会の務め — minutes to write, to have signed and to publish; the board's word to write down."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from tsunagari.kernel.duties.rules import Wanted

WRITE, SIGN, PUBLISH, BOARD = (
    "fund.minutes_write",
    "fund.minutes_sign",
    "fund.minutes_publish",
    "fund.board_decides",
)


@dataclass(frozen=True)
class Course:
    """On which days a meeting came how far."""

    key: int
    number: int
    closed_on: date | None
    written_on: date | None
    signed_on: date | None
    published_on: date | None


@dataclass(frozen=True)
class ForBoard:
    """A decision that waits for the board, and since when."""

    key: int
    item: int
    since: date
    decided_on: date | None


def wanted(
    course: Course, decisions: Collection[ForBoard], *, office: int, days: dict[str, int]
) -> list[Wanted]:
    """One duty follows the other; the board is asked about each decision of its own."""
    shared: dict[str, Any] = {"holder": office, "doer": office}
    facts = {"meeting": course.key, "number": course.number}
    found = []
    for rule, since, met in (
        (WRITE, course.closed_on, course.written_on),
        (SIGN, course.written_on, course.signed_on),
        (PUBLISH, course.signed_on, course.published_on),
    ):
        if since:
            due = since + timedelta(days=days[rule])
            found.append(
                Wanted(
                    rule=rule,
                    occurrence="1",
                    opens_on=since,
                    due=due,
                    facts=facts | {"since": since.isoformat()},
                    met=met,
                    **shared,
                )
            )
    for one in decisions:
        found.append(
            Wanted(
                rule=BOARD,
                occurrence=str(one.item),
                opens_on=one.since,
                due=one.since + timedelta(days=days[BOARD]),
                facts=facts | {"item": one.item, "since": one.since.isoformat()},
                met=one.decided_on,
                **shared,
            )
        )
    return found
