"""もしも — the same facts under the law of another day, and what that changes, as a list."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from tsunagari.programmes.talent.law.rules import book, numbers
from tsunagari.programmes.talent.law.rules.engine import Duty, Facts, duties

SHOWN = ("to", "opens_on", "statutory", "effective", "safe", "state")


class Change(NamedTuple):
    """A duty that one law has and the other has not, or that differs: what, before, after."""

    key: str
    what: str
    before: Duty | None
    after: Duty | None
    fields: tuple[str, ...] = ()


def compare(
    facts: Facts,
    as_of: date,
    until: date,
    before: date | None,
    after: date | None,
    *,
    switched_on: Iterable[str] = frozenset(),
    own: Mapping[str, int] = numbers.NOTHING,
) -> list[Change]:
    """What the law of one day changes against that of another (None: of each event's own day)."""
    one, other = (
        duties(facts, as_of, until, law_on=day, switched_on=switched_on, own=own)
        for day in (before, after)
    )
    return difference(one, other, before, after)


def difference(
    one: Iterable[Duty], other: Iterable[Duty], before: date | None, after: date | None
) -> list[Change]:
    """gone, new and changed duties, by key."""
    old, new = ({duty.key: duty for duty in found} for found in (one, other))
    found = []
    for key in sorted(old.keys() | new.keys()):
        if key not in new:
            found.append(Change(key, "gone", old[key], None))
        elif key not in old:
            found.append(Change(key, "new", None, new[key]))
        else:
            fields = tuple(
                name for name in SHOWN if _differs(name, old[key], new[key], before, after)
            )
            if fields:
                found.append(Change(key, "changed", old[key], new[key], fields))
    return found


def _differs(name: str, one: Duty, other: Duty, before: date | None, after: date | None) -> bool:
    if name != "to":
        return getattr(one, name) != getattr(other, name)
    return recipient(one, before) != recipient(other, after)


def recipient(duty: Duty, law_on: date | None = None, as_of: date = date.min) -> str:
    """Who receives it (untranslated), called as on the day of filing."""
    day = law_on or duty.done_on or max(duty.effective or duty.safe or as_of, as_of)
    return book.recipient_words(duty.to, day)
