"""数えたこと — nobody is counted twice in one report, whatever was noted.

Plain Python: presences in; meetings, attendances and people out. Every report counts for itself.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason
from tsunagari.programmes.community.attendance.rules import told


@dataclass(frozen=True)
class Here:
    """Somebody was at a meeting; `person` is one key for all entries of one person."""

    person: int
    meeting: int
    starts_at: datetime
    ends_at: datetime


@dataclass(frozen=True)
class Totals:
    """What a line says: meetings held, attendances, and different people."""

    meetings: int = 0
    attendances: int = 0
    people: int = 0


def once(rows: Iterable[Here]) -> list[Here]:
    """Each person once in a meeting, and in one place at one time: the meeting that began first."""
    until: dict[int, datetime] = {}
    kept: list[Here] = []
    for here in sorted(set(rows), key=lambda one: (one.starts_at, one.meeting, one.person)):
        if here.person in until and here.starts_at < until[here.person]:
            continue
        until[here.person] = here.ends_at
        kept.append(here)
    return kept


def totals(rows: Iterable[Here], *, unknown: int = 0, meetings: int | None = None) -> Totals:
    """A line of a report; `unknown` are people who came and whom nobody knows by name."""
    kept = once(rows)
    held = len({one.meeting for one in kept}) if meetings is None else meetings
    return Totals(held, len(kept) + unknown, len({one.person for one in kept}))


@dataclass(frozen=True)
class Shown:
    """What a funder reads of a line; None for a number that is left out."""

    meetings: int
    attendances: int | None
    people: int | None


def outside(lines: Sequence[Totals]) -> list[Shown]:
    """助成元に見せる行 — without numbers of a few people, and those from which they could be computed.

    Where few of many who came are known by name, only the number of the known is left out.
    """
    came = told({str(at): one.attendances for at, one in enumerate(lines)})
    known = told({str(at): one.people for at, one in enumerate(lines)})
    return [
        # People are never more than attendances: beside a hidden number they would tell of it.
        Shown(one.meetings, many, None if many is None else known[at])
        for one, (at, many) in zip(lines, came.items(), strict=True)
    ]


def handed_on(lines: Sequence[Totals], whole: Totals) -> list[Shown]:
    """助成元に渡す数 — the lines as they may leave the office, and the sum of all of them last."""
    return [*outside(lines), *outside([whole])]


def why_not_shut(*, until: date, on: date) -> list[Reason]:
    """A report is closed when its span is over."""
    if on <= until:
        words = _("期間が終わってから締めてください。終わりの日は %(day)s です。")
        return [Reason(words, {"day": until}, rule="report.early")]
    return []
