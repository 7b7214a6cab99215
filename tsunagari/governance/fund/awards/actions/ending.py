"""早く終える — a running project ends before its day: the rest is released, the report is due earlier.

What was paid and not spent comes back by the settlement, as after any other project.
"""

from datetime import date, timedelta

from django.db import transaction

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import refuse_if, why_stale
from tsunagari.governance.fund.awards import queries
from tsunagari.governance.fund.awards.actions.base import follow, locked, note, save
from tsunagari.governance.fund.awards.models import Award, Ending
from tsunagari.governance.fund.awards.rules import steps
from tsunagari.governance.fund.payments.models import Request
from tsunagari.kernel.ledger import dues
from tsunagari.kernel.ledger.models import Due
from tsunagari.kernel.texts import attaching

NAME = _("助成を早く終える理由：%(title)s")


@transaction.atomic
def end_early(award: Award, *, day: date, words: str, seen: int, by, on: date) -> Award:
    """早く終える — costs count until `day`; advances that were not paid leave the books."""
    award = locked(award)
    rows = queries.instalments(award)
    unpaid = [one for one in rows if one.due.state == Due.State.OWED]
    # What the bank has already is an advance like any other; what waits before it is taken back.
    asked = Request.objects.filter(due__in=[one.due_id for one in rows], state__in=Request.OPEN)
    asked = asked.exclude(state=Request.State.SENT)
    reasons = why_stale(seen, award.version)
    reasons += steps.why_not_end_early(
        state=award.state,
        day=day,
        from_day=award.from_day,
        until_day=award.until_day,
        words=words,
        asked=asked.count(),
    )
    refuse_if(reasons)
    row = Ending.objects.create(
        award=award, planned_until=award.until_day, words=words.strip(), on=on
    )
    days = queries.figure("days_to_report", on)
    award.until_day, award.report_by = day, max(day, on) + timedelta(days=days)
    save(award, "until_day", "report_by")
    record = note(award, "ended_early", by=by, on=on, day=day)
    for one in unpaid:
        dues.release(one.due, because=record, by=by, on=on, words=award.title)
    reader, name = attaching.reader_of(award.grantee), NAME % {"title": award.title}
    attaching.attach(row, "words", row.words, reader=reader, name=name, on=on, by=by)
    follow(award, on=on, by=by)
    return award
