"""支払依頼 — one door for whatever is owed: asked by one person, approved by another."""

from datetime import date, datetime

from django.db import transaction

from tsunagari.base.refusals import refuse_if
from tsunagari.governance.fund.payments import queries
from tsunagari.governance.fund.payments.actions import following
from tsunagari.governance.fund.payments.models import Request
from tsunagari.governance.fund.payments.rules import approving, asking
from tsunagari.kernel.approvals import actions as approvals
from tsunagari.kernel.approvals import queries as approved
from tsunagari.kernel.ledger import dues
from tsunagari.kernel.ledger.models import Due
from tsunagari.kernel.parties.models import Party
from tsunagari.kernel.records import actions as records

SETTLED = (*Request.OPEN, Request.State.SETTLED)


@transaction.atomic
def request(
    due: Due,
    *,
    by,
    on: date,
    at: datetime,
    pay_on: date | None = None,
    words: str = "",
    prepared_by: Party | None = None,
) -> Request:
    """支払いを頼む — of an award, a scholarship, an allowance, a prize: whatever is owed.

    `prepared_by` is who prepared it, where that is not who presses now.
    """
    rows = Due.objects.select_for_update(of=("self",)).select_related("book", "owed_by")
    due = rows.get(pk=due.pk)
    asked = Request.objects.filter(due=due, state__in=SETTLED).exists()
    refuse_if(asking.why_not_request(owed=due.state == Due.State.OWED, asked=asked))
    before = Request.objects.filter(due=due).order_by("pk").last()
    row = Request.objects.create(
        due=due,
        yen=due.yen,
        # What is asked again after the bank gave it back is withheld again.
        withheld_yen=before.withheld_yen if before and before.withheld_yen < due.yen else 0,
        withheld_words=before.withheld_words if before else "",
        withheld_by=before.withheld_by if before else None,
        pay_on=pay_on,
        words=(words.strip() or due.owed_by.words)[:200],
        prepared_by=prepared_by or by.party,
        prepared_on=on,
    )
    records.add(by=by, did="payment.asked", about=row, on=on, at=at, yen=row.yen)
    following.follow(row, on=on, by=by)
    return row


@transaction.atomic
def withhold(request: Request, yen: int, *, words: str, by, on: date, at: datetime) -> Request:
    """預かる — a tax that the treasurer looked up stays here, to be handed on; 0 takes it back.

    What is approved is what stands there now: whoever approved another sum is asked again.
    """
    request = _locked(request, Request.State.ASKED)
    refuse_if(asking.why_not_withhold(yen=yen, of=request.yen, words=words))
    request.withheld_yen, request.withheld_words = yen, words.strip()[:200] if yen else ""
    request.withheld_by = by.party if yen else None
    request.save(update_fields=["withheld_yen", "withheld_words", "withheld_by"])
    records.add(by=by, did="payment.withheld", about=request, on=on, at=at, yen=yen)
    following.follow(request, on=on, by=by)
    return request


def _locked(request: Request, *states: str) -> Request:
    rows = Request.objects.select_for_update(of=("self",))
    rows = rows.select_related("due__creditor", "due__book", "prepared_by", "withheld_by")
    request = rows.get(pk=request.pk)
    refuse_if(asking.why_not_step(request.state, states))
    return request


@transaction.atomic
def say(
    request: Request,
    *,
    seen: str,
    by,
    on: date,
    at: datetime,
    no: bool = False,
    words: str = "",
) -> Request:
    """承認する・認めない — never who prepared it, who is paid, or who decided it."""
    request = _locked(request, Request.State.ASKED)
    look = queries.look(request, on=on)
    barred = approving.why_not_decider(
        decided=bool(queries.decided_by(request, on=on) & {by.party.pk, approved.person_of(by)})
    )
    if not no:
        facts = look.account and queries.facts_of(look.account, [])
        barred += approving.why_not_approve(facts, changed=look.changed)
    said = approvals.say(
        request,
        look.digest,
        seen=seen,
        prepared_by=request.made_by,
        by=by,
        on=on,
        at=at,
        no=no,
        words=words,
        barred=barred,
    )
    if no:
        request.state, request.reason = Request.State.REFUSED, words.strip()[:300]
        request.save(update_fields=["state", "reason"])
        records.add(by=by, did="payment.refused", about=request, on=on, at=at)
    elif said.enough(look.needed):
        because = records.add(
            by=by, did="payment.approved", about=request, on=on, at=at, yen=request.yen
        )
        dues.approve(request.due, because=because, by=by, on=on)
        request.state = Request.State.APPROVED
        request.save(update_fields=["state"])
    following.follow(request, on=on, by=by)
    return request


@transaction.atomic
def withdraw(request: Request, *, reason: str, by, on: date, at: datetime) -> Request:
    """取り下げる — before it stands in a file; the due stays owed."""
    request = _locked(request, Request.State.ASKED, Request.State.APPROVED)
    refuse_if(asking.why_not_say_why(reason))
    because = records.add(by=by, did="payment.withdrawn", about=request, on=on, at=at)
    if request.due.state == Due.State.APPROVED:
        dues.bounce(request.due, because=because, by=by, on=on)
    request.state, request.reason = Request.State.WITHDRAWN, reason.strip()[:300]
    request.save(update_fields=["state", "reason"])
    following.follow(request, on=on, by=by)
    return request
