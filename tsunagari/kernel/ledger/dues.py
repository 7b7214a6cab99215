"""支払の予定 — money in two phases: reserved out of a budget, owed, approved, sent, settled.

Every step reads the due again under lock and refuses what does not follow. The caller records its
act and hands the record in as `because`.
"""

from datetime import date

from django.db import transaction
from django.db.models import F

from tsunagari.base.refusals import refuse_if
from tsunagari.kernel.ledger import queries
from tsunagari.kernel.ledger.actions import Posting, post, reverse
from tsunagari.kernel.ledger.models import Book, Budget, Due, Earmark
from tsunagari.kernel.ledger.rules import chart
from tsunagari.kernel.ledger.rules import dues as rules
from tsunagari.kernel.records.models import Record


@transaction.atomic
def reserve(
    book: Book,
    creditor,
    yen: int,
    *,
    fund,
    measure: str,
    about,
    because: Record,
    by,
    on: date,
    earmark: Earmark | None = None,
    account: str = chart.AWARDS,
    activity: str = "",
    project: str = "",
) -> Due:
    """予約する — promise money out of the free budget; never a yen more, however many at once.

    `about` is any stored row, `creditor` the party that will be paid.
    """
    budget = queries.budget_for(book, fund=fund, measure=measure, on=on)
    if budget:
        # First the lock, then the sums: what others spent in between is seen.
        budget = Budget.objects.select_for_update().get(pk=budget.pk)
    free = budget and budget.yen - budget.reserved_yen - queries.spent(budget)
    refuse_if(rules.why_not_reserve(yen=yen, free=free, unspent=_left_of(earmark)))
    taken = Budget.objects.filter(
        pk=budget.pk, yen__gte=F("reserved_yen") + queries.spent(budget) + yen
    ).update(reserved_yen=F("reserved_yen") + yen)
    refuse_if([] if taken else rules.why_not_reserve(yen=yen, free=0))
    return Due.objects.create(
        book=book,
        creditor=creditor,
        yen=yen,
        budget=budget,
        fund=fund,
        earmark=earmark,
        measure=measure,
        activity=activity,
        project=project,
        account=account,
        about_kind=about._meta.label_lower,
        about_key=str(about.pk),
        because=because,
    )


def _left_of(earmark: Earmark | None) -> int | None:
    """What of a gift is neither spent nor promised; None where money may still come."""
    if earmark is None or earmark.return_duty:
        return None
    held = Earmark.objects.select_for_update().get(pk=earmark.pk)
    return queries.unspent(held) - queries.reserved_of(held)


@transaction.atomic
def lower(due: Due, yen: int, *, because: Record, by, on: date) -> Due:
    """減らす — less is needed than was promised; the rest of the budget is free again."""
    due = _locked(due, "lower")
    refuse_if(rules.why_not_lower(yen, promised=due.yen))
    Budget.objects.filter(pk=due.budget_id).update(reserved_yen=F("reserved_yen") - due.yen + yen)
    due.yen = yen
    due.save(update_fields=["yen"])
    return due


@transaction.atomic
def owe(due: Due, *, due_on: date, because: Record, by, on: date, words: str = "") -> Due:
    """支払うことが決まる — the cost and the debt stand in the books from now on."""
    due = _locked(due, "owe")
    _unreserve(due)
    due.owed_by = post(
        due.book,
        [_posting(due, due.account, due.yen), _posting(due, chart.UNPAID, -due.yen)],
        on=on,
        words=words or "支払うことが決まりました",
        because=because,
        by=by,
        key=f"due.{due.pk}.owed",
    )
    due.state, due.due_on = rules.OWED, due_on
    due.save(update_fields=["state", "due_on", "owed_by"])
    return due


@transaction.atomic
def approve(due: Due, *, because: Record, by, on: date) -> Due:
    """承認ずみにする — who may is the rule of the subject that asks for approvals."""
    return _step(due, "approve", rules.APPROVED)


@transaction.atomic
def send(due: Due, *, because: Record, by, on: date) -> Due:
    """銀行へ出した — the due stands in a transfer file."""
    return _step(due, "send", rules.SENT)


@transaction.atomic
def bounce(due: Due, *, because: Record, by, on: date) -> Due:
    """振り込めなかった — the due is owed again, and must be approved anew."""
    return _step(due, "bounce", rules.OWED)


@transaction.atomic
def settle(
    due: Due,
    *,
    on: date,
    because: Record,
    by,
    words: str = "",
    money: str = chart.BANK,
    withheld: int = 0,
) -> Due:
    """支払う — the debt leaves the books with the money; what is `withheld` is owed to somebody else."""
    due = _locked(due, "settle")
    kept = [_posting(due, chart.DEPOSITS, -withheld)] if withheld else []
    due.settled_by = post(
        due.book,
        [_posting(due, chart.UNPAID, due.yen), _posting(due, money, withheld - due.yen), *kept],
        on=on,
        words=words or "支払いました",
        because=because,
        by=by,
        key=f"due.{due.pk}.settled",
    )
    due.state, due.settled_on = rules.SETTLED, on
    due.save(update_fields=["state", "settled_on", "settled_by"])
    return due


@transaction.atomic
def release(due: Due, *, because: Record, by, on: date, words: str = "") -> Due:
    """取りやめる — what was promised is free again; what was owed leaves the books."""
    due = _locked(due, "release")
    if due.state == rules.RESERVED:
        _unreserve(due)
    else:
        reverse(due.owed_by, on=on, words=words or "取りやめました", because=because, by=by)
    due.state = rules.RELEASED
    due.save(update_fields=["state"])
    return due


@transaction.atomic
def give_back(
    due: Due,
    yen: int,
    *,
    on: date,
    because: Record,
    by,
    words: str = "",
    money: str = chart.BANK,
) -> Due:
    """返ってくる — the creditor pays back, in part or all; the cost becomes smaller."""
    due = _locked(due, "give_back")
    refuse_if(rules.why_not_give_back(yen, left=due.yen - due.given_back_yen))
    post(
        due.book,
        [_posting(due, money, yen), _posting(due, due.account, -yen)],
        on=on,
        words=words or "返ってきました",
        because=because,
        by=by,
        key=f"due.{due.pk}.back.{because.pk}",
    )
    due.given_back_yen += yen
    if due.given_back_yen == due.yen:
        due.state = rules.RETURNED
    due.save(update_fields=["state", "given_back_yen"])
    return due


def _locked(due: Due, step: str) -> Due:
    rows = Due.objects.select_for_update(of=("self",))
    due = rows.select_related("book", "budget", "fund", "earmark", "creditor").get(pk=due.pk)
    refuse_if(rules.why_not_step(step, due.state))
    return due


def _step(due: Due, step: str, state: str) -> Due:
    due = _locked(due, step)
    due.state = state
    due.save(update_fields=["state"])
    return due


def _unreserve(due: Due) -> None:
    """Free the promise; the budget is locked until the cost stands in the books."""
    Budget.objects.filter(pk=due.budget_id).update(reserved_yen=F("reserved_yen") - due.yen)


def _posting(due: Due, account: str, yen: int) -> Posting:
    return Posting(
        account=account,
        yen=yen,
        fund=due.fund,
        earmark=due.earmark,
        grant=due.earmark if due.earmark and due.earmark.kind == "grant" else None,
        measure=due.measure,
        project=due.project,
        activity=due.activity,
        party=due.creditor,
    )
