"""務め — what waits for a second person, and a file whose result has not come."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Count, Q, Sum

from tsunagari.governance.fund.payments.duties import EXPENSE, PAYMENT, RESULT, ROLL
from tsunagari.governance.fund.payments.models import Batch, Expense, Request, Roll
from tsunagari.governance.fund.payments.rules.days import next_open
from tsunagari.kernel.duties import actions as duties
from tsunagari.kernel.duties.rules import Wanted
from tsunagari.kernel.parties.queries import federation

# Own rules of the office.
DAYS_TO_APPROVE = 3
MONEY = 2


@transaction.atomic
def follow(row, *, on: date, by=None) -> None:
    """One duty as long as an expense, a request or a file waits for somebody.

    Expenses that were entered together have one duty together.
    """
    row = getattr(row, "roll", None) or row
    duties.wait_for_turn(row)
    makers = {Expense: _expense, Roll: _roll, Request: _request, Batch: _batch}
    wanted = makers[type(row)](row)
    duties.reconcile(row, wanted, on=on, by=by)


def _expense(row: Expense) -> list[Wanted]:
    met = row.state in (Expense.State.APPROVED, Expense.State.REFUSED)
    if row.state == Expense.State.WITHDRAWN:
        return []
    return [_approve(EXPENSE, row.entered_on, row.yen, {"expense": row.pk}, met)]


def _roll(row: Roll) -> list[Wanted]:
    rows = row.expenses.exclude(state=Expense.State.WITHDRAWN)
    found = rows.aggregate(
        count=Count("pk"), yen=Sum("yen"), waiting=Count("pk", filter=Q(state="waiting"))
    )
    if not found["count"]:
        return []
    facts = {"roll": row.pk, "count": found["count"]}
    return [_approve(ROLL, row.entered_on, found["yen"], facts, not found["waiting"])]


def _request(row: Request) -> list[Wanted]:
    if row.state == Request.State.WITHDRAWN:
        return []
    met = row.state != Request.State.ASKED
    return [_approve(PAYMENT, row.prepared_on, row.yen, {"payment": row.pk}, met)]


def _approve(rule: str, since: date, yen: int, facts: dict, met: bool) -> Wanted:
    office = federation().party_id
    return Wanted(
        rule=rule,
        occurrence="approve",
        holder=office,
        doer=office,
        opens_on=since,
        due=next_open(since + timedelta(days=DAYS_TO_APPROVE)),
        facts=facts | {"since": since.isoformat(), "yen": yen},
        met=since if met else None,
        risk=MONEY,
    )


def _batch(row: Batch) -> list[Wanted]:
    if row.state not in (Batch.State.LOCKED, Batch.State.DONE):
        return []
    office = federation().party_id
    return [
        Wanted(
            rule=RESULT,
            occurrence="result",
            holder=office,
            doer=office,
            opens_on=row.pay_on,
            due=next_open(row.pay_on + timedelta(days=1)),
            facts={"transfer": row.pk, "day": row.pay_on.isoformat(), "yen": row.yen},
            met=row.pay_on if row.state == Batch.State.DONE else None,
            risk=MONEY,
        )
    ]
