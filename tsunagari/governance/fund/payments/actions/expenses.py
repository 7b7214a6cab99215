"""経費 — entered with its paper, approved by somebody else, owed from then on, and asked to be paid."""

from datetime import date, datetime

from django.db import transaction

from tsunagari.base.refusals import refuse_if
from tsunagari.governance.fund.payments import evidence, queries
from tsunagari.governance.fund.payments import grounds as known
from tsunagari.governance.fund.payments.actions import following
from tsunagari.governance.fund.payments.actions.requests import request as ask_to_pay
from tsunagari.governance.fund.payments.grounds import LIVE, Grounds
from tsunagari.governance.fund.payments.models import Expense, Roll
from tsunagari.governance.fund.payments.rules import asking
from tsunagari.governance.fund.payments.rules import grounds as grounds_rules
from tsunagari.kernel.approvals import actions as approvals
from tsunagari.kernel.ledger import dues
from tsunagari.kernel.ledger.models import Account, Fund
from tsunagari.kernel.papers.models import Paper
from tsunagari.kernel.parties.models import Party
from tsunagari.kernel.records import actions as records

NOTHING = Grounds()


@transaction.atomic
def enter(
    fund: Fund,
    *,
    payee: Party,
    yen: int,
    account: str,
    measure: str,
    spent_on: date,
    words: str,
    kind: str,
    by,
    on: date,
    at: datetime,
    receipt: Paper | None = None,
    issuer: str = "",
    grounds: Grounds = NOTHING,
    roll: Roll | None = None,
) -> Expense:
    """経費を入れる — with the photo of the receipt; the same receipt is used once.

    `issuer` is who wrote the receipt (the shop), where that is not who gets the money; `grounds`
    is what an allowance or a fee is for: a lesson or a day is paid once to one person.
    """
    Fund.objects.select_for_update().get(pk=fund.pk)
    # One after the other for one payee, whichever fund pays: days and lessons are asked below.
    payee = Party.objects.select_for_update(no_key=True).get(pk=payee.pk)
    reasons = asking.why_not_enter(
        yen=yen,
        kind=kind,
        account=account,
        accounts=costs_of(fund.book_id),
        receipt=receipt is not None,
        used_in=_used_in(receipt),
        spent_on=spent_on,
        on=on,
        words=words,
    )
    facts = known.facts_of(
        grounds, kind=kind, payee=payee, measure=measure, spent_on=spent_on, at=at
    )
    refuse_if(reasons + grounds_rules.why_not(facts, on=on))
    row = Expense.objects.create(
        book_id=fund.book_id,
        fund=fund,
        measure=measure,
        account=account,
        kind=kind,
        yen=yen,
        spent_on=spent_on,
        words=words.strip()[:200],
        payee=payee,
        receipt=receipt,
        entered_by=by.party,
        entered_on=on,
        roll=roll,
        **_stored(grounds, kind, spent_on),
    )
    if receipt is not None:
        evidence.take_in(row, by=by, on=on, issuer=issuer)
    records.add(by=by, did="expense.entered", about=row, concerns=[payee], on=on, at=at, yen=yen)
    if roll is None:
        following.follow(row, on=on, by=by)
    return row


def _stored(grounds: Grounds, kind: str, spent_on: date) -> dict:
    """The columns of what a payment is for; what was laid out is for nothing of these."""
    if kind not in grounds_rules.EARNED:
        return {}
    first, last = grounds.days(spent_on)
    more = {"lesson": grounds.lesson, "guest": grounds.guest, "agreement": grounds.agreement}
    return {"from_day": first, "until_day": last} | more


def costs_of(book: int) -> frozenset[str]:
    """The codes of a book's cost accounts that are in use."""
    rows = Account.objects.filter(book=book, kind=Account.Kind.COST, closed_on=None)
    return frozenset(rows.values_list("code", flat=True))


def _used_in(receipt: Paper | None) -> int | None:
    """The expense that already rests on these very bytes."""
    if receipt is None:
        return None
    rows = Expense.objects.filter(receipt__blob=receipt.blob_id, state__in=LIVE)
    return rows.values_list("pk", flat=True).first()


def _locked(expense: Expense) -> Expense:
    rows = Expense.objects.select_for_update(of=("self",))
    expense = rows.select_related(
        "book", "fund", "payee", "entered_by", "receipt__blob", "roll"
    ).get(pk=expense.pk)
    refuse_if(asking.why_not_step(expense.state, (Expense.State.WAITING,)))
    return expense


@transaction.atomic
def say(
    expense: Expense,
    *,
    seen: str,
    by,
    on: date,
    at: datetime,
    no: bool = False,
    words: str = "",
) -> Expense:
    """承認する・認めない — never who entered it or gets the money; approved, it is owed and asked for."""
    expense = _locked(expense)
    approvals.say(
        expense,
        queries.expense_digest(expense),
        seen=seen,
        prepared_by=[expense.entered_by, expense.payee],
        by=by,
        on=on,
        at=at,
        no=no,
        words=words,
    )
    if no:
        expense.state = Expense.State.REFUSED
        expense.save(update_fields=["state"])
        evidence.follow(expense, by=by, on=on)
    else:
        _owe(expense, by=by, on=on, at=at)
    following.follow(expense, on=on, by=by)
    return expense


def _owe(expense: Expense, *, by, on: date, at: datetime) -> None:
    """The cost and the debt stand in the books on the day of the cost, and in its fiscal year's budget.

    The same act asks for the payment.
    """
    day = queries.booked_on(expense)
    because = records.add(
        by=by,
        did="expense.approved",
        about=expense,
        concerns=[expense.payee_id],
        on=on,
        at=at,
        yen=expense.yen,
    )
    due = dues.reserve(
        expense.book,
        expense.payee,
        expense.yen,
        fund=expense.fund,
        measure=expense.measure,
        about=expense,
        because=because,
        by=by,
        on=day,
        account=expense.account,
    )
    due = dues.owe(due, due_on=on, because=because, by=by, on=day, words=expense.words)
    expense.due, expense.state = due, Expense.State.APPROVED
    expense.save(update_fields=["due", "state"])
    # Who approved the expense may approve the payment as well: it is asked for by who entered it.
    ask_to_pay(due, by=by, prepared_by=expense.entered_by, on=on, at=at, words=expense.words)


@transaction.atomic
def withdraw(expense: Expense, *, by, on: date, at: datetime) -> Expense:
    """取り下げる — by who entered it, before anybody has answered."""
    expense = _locked(expense)
    refuse_if(asking.why_not_withdraw(own=expense.entered_by_id == by.party.pk))
    expense.state = Expense.State.WITHDRAWN
    expense.save(update_fields=["state"])
    evidence.follow(expense, by=by, on=on)
    records.add(by=by, did="expense.withdrawn", about=expense, on=on, at=at, yen=expense.yen)
    following.follow(expense, on=on, by=by)
    return expense
