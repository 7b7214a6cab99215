"""保存 — how long the papers of a visit are kept: one year after the last person's time there ended.

規則54条2項: a supervising body keeps its books for one year from the end of the training that they are
about; a supporting body keeps its records for a year after the contract (入管法施行規則19条の21第5号).
"""

from datetime import date

from tsunagari.programmes.talent.documents import forgetting, queries
from tsunagari.programmes.talent.law.rules import numbers
from tsunagari.programmes.talent.law.rules.counting import months_after
from tsunagari.programmes.talent.visits.models import Interview, Visit

BOOKS = "book_retention_months"


def until(ends: list[date | None]) -> date | None:
    """The last day of keeping, by the days on which everybody's time ended; None while one goes on."""
    known = [day for day in ends if day]
    if not known or len(known) < len(ends):
        return None
    return months_after(max(known), numbers.on(BOOKS, max(known)))


def let_go(party, *, on: date) -> int:
    """報告書をはなす — the reports that name a person, once nobody's year is running any more."""
    visits = list(Visit.objects.filter(interviews__case__person=party.pk).distinct())
    if not visits:
        return 0
    gone = 0
    for row in queries.issued_about(*visits).filter(case=None).exclude(paper=None):
        asked = Interview.objects.filter(visit=int(row.about_key)).exclude(case=None)
        last = until(list(asked.values_list("case__closed_on", flat=True)))
        gone += bool(last) and forgetting.let_go(row, last, on=on)
    return gone
