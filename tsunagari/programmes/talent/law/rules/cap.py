"""通算在留期間 — when the five (or six) years of SSW (i) are over.

Every field together, unemployment and trips included. How days of exclusion are added is written
nowhere: day for day (assumption), and gaps without the status do not count.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from tsunagari.programmes.talent.law.rules.counting import DAY, months_after, span
from tsunagari.programmes.talent.law.rules.facts import Case, Leave, Stay
from tsunagari.programmes.talent.law.rules.stay import may_stay_until

FIVE_YEARS, SIX_YEARS = 60, 72
# 2025-09-30 guideline: so many months of a leave count out at most; of sickness only beyond a month.
LONGEST = {"sick": 12, "work_injury": 36, "childcare": 24}
SICK = ("sick", "work_injury")
# Bridging Designated Activities: that time counts, before the first permission and between two.
BRIDGE = "DA"


class Cap(NamedTuple):
    """The end without exclusions, the end with them, and the outer end of the exam exception."""

    base_end: date
    ends: date
    outer: date
    excluded_days: int


def of(case: Case, stays: Iterable[Stay]) -> Cap:
    """The caps counted from the first permission; time in which a decision was awaited counts."""
    own = sorted(stays, key=lambda stay: stay.since)
    first = own[0].since
    away = sum(max(0, (later.since - _lasts(earlier)).days - 1) for earlier, later in pairwise(own))
    shift = timedelta(days=away)
    gaps = [(date.min, first - DAY)]
    gaps += [(_lasts(earlier) + DAY, later.since - DAY) for earlier, later in pairwise(own)]
    excluded = sum(days_of(leave, gaps) for leave in case.leaves)
    base = months_after(first, FIVE_YEARS) + shift
    ends = base + timedelta(days=excluded)
    return Cap(base, ends, months_after(first, SIX_YEARS) + shift, excluded)


def _lasts(stay: Stay) -> date:
    """The last day of a stay, with the special period where an application was pending."""
    return may_stay_until(stay.until, stay.filed_on, decided_on=stay.decided_on).until


def days_of(leave: Leave, gaps: Iterable[tuple[date, date]] = ()) -> int:
    """How many days of a leave do not count, out of those that would: not of gaps without a stay."""
    if leave.ends < leave.starts or (leave.kind in SICK and leave.ends <= span(leave.starts, 1)):
        return 0
    longest = LONGEST.get(leave.kind)
    ends = min(leave.ends, span(leave.starts, longest)) if longest else leave.ends
    days = (ends - leave.starts).days + 1
    outside = ((min(ends, last) - max(leave.starts, since)).days + 1 for since, last in gaps)
    return days - sum(max(0, number) for number in outside)
