"""務めを追う — what a call asks of the office, of applicants and of members follows its facts."""

from datetime import date

from django.db import transaction

from tsunagari.governance.fund.calls import queries
from tsunagari.governance.fund.calls.models import Application, Call
from tsunagari.governance.fund.calls.rules import wanted as rules
from tsunagari.governance.fund.calls.rules.steps import TOKYO
from tsunagari.kernel.duties import actions as duties
from tsunagari.kernel.parties.queries import federation
from tsunagari.kernel.reviews import queries as reviews
from tsunagari.kernel.reviews.models import Review

DONE = (Call.State.AWARDED, Call.State.ARCHIVED)
WAITING = (Application.State.SENT, Application.State.RETURNED)
State = Application.State


@transaction.atomic
def follow(call: Call, *, on: date, by=None) -> None:
    """Compare what the call asks with the duties that stand; and of what was returned."""
    duties.wait_for_turn(call)
    started = federation()
    office = started.party_id if started else 0
    facts = _facts(call, office, on)
    days = queries.figure("days_to_judge", call.deadline)
    duties.reconcile(call, rules.wanted(facts, on=on, days_to_judge=days), on=on, by=by)
    for application in call.applications.filter(judgements__outcome="returned").distinct():
        _follow_returned(application, office, on, by)


def _facts(call: Call, office: int, on: date) -> rules.Facts:
    call.review.refresh_from_db()
    rows = call.applications.all()
    last = rows.order_by("-judgements__on").values_list("judgements__on", flat=True).first()
    return rules.Facts(
        key=call.pk,
        title=call.title,
        office=office,
        deadline=call.deadline,
        closed=call.state not in (Call.State.DRAFT, Call.State.PUBLISHED),
        waiting=rows.filter(state__in=WAITING).count(),
        judged_on=last,
        listed_on=call.review.listed_on,
        closes_on=call.review.closes_on,
        ended_on=call.review.ended_on,
        members=left_of(call, on=on) if call.review.listed_on else {},
    )


def left_of(call: Call, *, on: date) -> dict[int, tuple[int, int]]:
    """{member: (entries to declare on, entries to lock)}, in a handful of queries."""
    entries = list(call.review.entries.filter(withdrawn_on=None).select_related("call"))
    said, away = reviews.declarations(entries), reviews.recused_all(entries)
    rows = Review.objects.filter(entry__in=entries).exclude(locked_at=None)
    locked = set(rows.values_list("rater_id", "entry_id"))
    return {
        member: (
            sum(member not in said[one.pk] for one in entries),
            sum((member, one.pk) not in locked and member not in away[one.pk] for one in entries),
        )
        for member in reviews.members(call.review, on=on)
    }


def _follow_returned(application: Application, office: int, on: date, by) -> None:
    returned = [
        (row.pk, row.on, row.fix_by, _mended(application, row, on))
        for row in application.judgements.filter(outcome="returned").exclude(fix_by=None)
    ]
    found = rules.to_fix(
        key=application.call_id,
        code=application.code,
        title=application.call.title,
        doer=application.applicant_id or office,
        returned=returned,
    )
    duties.reconcile(application, found, on=on, by=by)


def _mended(application: Application, row, on: date) -> date | None:
    """The day on which it was sent again; or on which that no longer matters."""
    again = application.sendings.filter(number__gt=row.sent.number).order_by("number").first()
    if again:
        return again.at.astimezone(TOKYO).date()
    return None if application.state == State.RETURNED else on


def follow_all(*, on: date) -> None:
    """Every call that is not done; safe to run twice."""
    for call in Call.objects.exclude(state__in=DONE).select_related("review"):
        follow(call, on=on)
