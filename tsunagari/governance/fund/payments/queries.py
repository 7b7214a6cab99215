"""支払い — what waits for whom, on which account it would be paid, and who has approved it."""

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from tsunagari.base import figures
from tsunagari.governance.fund.payments import deciders
from tsunagari.governance.fund.payments.models import (
    Batch,
    Expense,
    Item,
    PayeeAccount,
    Request,
    Roll,
    Source,
)
from tsunagari.governance.fund.payments.rules import approving
from tsunagari.kernel.approvals import queries as approvals
from tsunagari.kernel.approvals.rules import Said, digest_of
from tsunagari.kernel.ledger import queries as ledger
from tsunagari.kernel.ledger.models import Due


@cache
def _figures():
    return figures.read(Path(__file__).parent)


def figure(name: str, on: date) -> int:
    """A number of this subject on a day."""
    return _figures()[name].on(on).value


# 口座 ---------------------------------------------------------------------------------------


def account_of(party) -> PayeeAccount | None:
    """受取口座 — the one on which a party is paid now."""
    return standing([getattr(party, "pk", party)]).get(getattr(party, "pk", party))


def standing(parties) -> dict[int, PayeeAccount]:
    """{party: standing account}, in one query."""
    rows = PayeeAccount.objects.filter(party__in=set(parties), ended_at=None)
    return {row.party_id: row for row in rows.select_related("party")}


def accounts_before(party) -> list[PayeeAccount]:
    """これまでの口座 — the newest first."""
    rows = PayeeAccount.objects.filter(party=party).exclude(ended_at=None)
    return list(rows.order_by("-pk"))


def sent_to(parties) -> dict[int, list[int]]:
    """{party: the accounts to which money was sent, the last one at the end}, in one query."""
    rows = Item.objects.filter(
        account__party__in=set(parties), batch__state__in=[Batch.State.LOCKED, Batch.State.DONE]
    ).exclude(result=Item.Result.FAILED)
    found: dict[int, list[int]] = {}
    for party, account in rows.order_by("batch__locked_at", "pk").values_list(
        "account__party_id", "account_id"
    ):
        found.setdefault(party, []).append(account)
    return found


def facts_of(account: PayeeAccount, sent: list[int]) -> approving.Account:
    """What the guard looks at: was another account paid last, and did somebody call."""
    return approving.Account(
        entered_on=account.entered_on,
        replaced=account.replaces_id is not None,
        paid=bool(sent) and sent[-1] == account.pk,
        paid_elsewhere=bool(sent) and sent[-1] != account.pk,
        called=account.called_on is not None,
    )


def is_changed(account: PayeeAccount, *, on: date) -> bool:
    """True while a second approver and a call are needed for this account."""
    facts = facts_of(account, sent_to([account.party_id]).get(account.party_id, []))
    return approving.is_changed(facts, on=on, days=figure("fresh_account_days", on))


def same_elsewhere(account: PayeeAccount) -> bool:
    """True when somebody else is paid on this very account: a thing to ask about."""
    rows = PayeeAccount.objects.filter(mark=account.mark, ended_at=None)
    return rows.exclude(party=account.party_id).exists()


def source_of(book) -> Source | None:
    """振込元 — where a book pays from."""
    return Source.objects.filter(book=book).select_related("book__owner__party").first()


# 経費 ---------------------------------------------------------------------------------------


def expenses() -> QuerySet[Expense]:
    """経費 — with all that a list shows."""
    return Expense.objects.select_related(
        "book__owner__party",
        "payee",
        "fund",
        "receipt__blob",
        "due__owed_by",
        "entered_by",
        "lesson",
        "guest",
        "agreement",
    )


def booked_on(expense: Expense) -> date:
    """帳簿にのる日 — the day of the cost, or the first open one after a closed month."""
    if expense.due and expense.due.owed_by:
        return expense.due.owed_by.on
    return ledger.first_open(expense.book, expense.spent_on)


def expense_digest(expense: Expense) -> str:
    """What is approved of an expense; days and lesson only where it has some."""
    grounds = {
        "from_day": expense.from_day,
        "until_day": expense.until_day,
        "lesson": expense.lesson_id,
        "guest": expense.guest_id,
        "agreement": expense.agreement_id,
    }
    return digest_of(
        yen=expense.yen,
        payee=expense.payee_id,
        fund=expense.fund_id,
        measure=expense.measure,
        account=expense.account,
        kind=expense.kind,
        spent_on=expense.spent_on,
        receipt=expense.receipt.blob.sha256 if expense.receipt else "",
        **{name: value for name, value in grounds.items() if value},
    )


def roll_digest(waiting: list[Expense]) -> str:
    """What is approved of a list: everything that waits in it."""
    return digest_of(rows=[expense_digest(one) for one in waiting])


# 支払依頼 -----------------------------------------------------------------------------------


@dataclass(frozen=True)
class Look:
    """A request as it stands now: on which account, how many have approved it, what is missing."""

    request: Request
    account: PayeeAccount | None
    changed: bool
    called: bool
    digest: str
    said: Said

    @property
    def needed(self) -> int:
        return approving.needed(self.changed)

    @property
    def enough(self) -> bool:
        return self.account is not None and self.said.enough(self.needed)


def requests() -> QuerySet[Request]:
    """支払依頼 — with all that a list shows."""
    return Request.objects.select_related(
        "due__creditor", "due__fund", "due__book__owner__party", "prepared_by", "withheld_by"
    )


def owed() -> QuerySet[Due]:
    """支払うことが決まったもの — that nobody has asked to be paid yet, the earliest day first."""
    asked = Request.objects.filter(due=OuterRef("pk"), state__in=Request.OPEN)
    rows = Due.objects.filter(~Exists(asked), state=Due.State.OWED)
    return rows.select_related("creditor", "fund", "owed_by", "book__owner__party")


def looks(rows: list[Request], *, on: date) -> list[Look]:
    """Requests as they stand now; the same number of queries however many there are."""
    parties = {row.due.creditor_id for row in rows}
    accounts, sent = standing(parties), sent_to(parties)
    days = figure("fresh_account_days", on)
    digests = [(row, request_digest(row, accounts.get(row.due.creditor_id))) for row in rows]
    said = approvals.said_of(digests)
    found = []
    for row, digest in digests:
        account = accounts.get(row.due.creditor_id)
        facts = account and facts_of(account, sent.get(row.due.creditor_id, []))
        changed = bool(facts) and approving.is_changed(facts, on=on, days=days)
        called = bool(facts) and facts.called
        found.append(Look(row, account, changed, called, digest, said[row.pk]))
    return found


def look(request: Request, *, on: date) -> Look:
    return looks([request], on=on)[0]


def request_digest(request: Request, account: PayeeAccount | None) -> str:
    """What is approved: how much, to whom, on which account; an account never changes, it is replaced."""
    kept = {"withheld": request.withheld_yen} if request.withheld_yen else {}
    return digest_of(
        due=request.due_id,
        yen=request.yen,
        payee=request.due.creditor_id,
        account=account.code if account else "",
        **kept,
    )


def decided_by(request: Request, *, on: date) -> set[int]:
    """Who decided on this payment and therefore does not approve it."""
    return deciders.of(request.due, on=on)


def waiting_for(viewer, *, on: date) -> list[Look]:
    """承認を待っている依頼 — those that this person may approve: not prepared, not answered yet."""
    me = approvals.person_of(viewer)
    rows = requests().filter(state=Request.State.ASKED)
    rows = rows.exclude(prepared_by=me).exclude(due__creditor=me).exclude(withheld_by=me)
    found = looks(list(rows.order_by("pk")[:200]), on=on)
    return [one for one in found if me not in one.said.yes | one.said.no]


# 振込ファイル -------------------------------------------------------------------------------


def batches() -> QuerySet[Batch]:
    """振込ファイル — with all that a list shows."""
    return Batch.objects.select_related("source__book__owner__party", "prepared_by", "locked_by")


def files_for(viewer) -> list[Batch]:
    """承認を待っているファイル — that this person did not make and has not answered."""
    me = approvals.person_of(viewer)
    rows = list(batches().filter(state=Batch.State.DRAFT).exclude(prepared_by=me)[:50])
    said = approvals.said_of([(row, batch_digest(row)) for row in rows])
    return [row for row in rows if me not in said[row.pk].yes]


def expenses_for(viewer) -> QuerySet[Expense]:
    """承認を待っている経費 — that this person neither entered nor is paid."""
    me = approvals.person_of(viewer)
    rows = expenses().filter(state=Expense.State.WAITING, roll=None)
    return rows.exclude(entered_by=me).exclude(payee=me).order_by("pk")


def rolls() -> QuerySet[Roll]:
    """支払いの一覧 — with its sums; what was withdrawn adds nothing."""
    count = Count("expenses", filter=~Q(expenses__state="withdrawn"))
    yen = Sum("expenses__yen", filter=~Q(expenses__state="withdrawn"))
    waiting = Count("expenses", filter=Q(expenses__state="waiting"))
    rows = Roll.objects.select_related("fund__book__owner__party", "entered_by")
    return rows.annotate(count=count, yen=yen, waiting=waiting)


def rolls_for(viewer) -> QuerySet[Roll]:
    """承認を待っている一覧 — that this person did not enter."""
    me = approvals.person_of(viewer)
    return rolls().filter(waiting__gt=0).exclude(entered_by=me).order_by("pk")


def items_of(batch: Batch) -> list[Item]:
    """The payments of a file in their order."""
    rows = batch.items.select_related("request__due__creditor", "account__party")
    return list(rows.order_by("position"))


def batch_digest(batch: Batch) -> str:
    """What is approved of a file: its very bytes."""
    return digest_of(sha256=batch.sha256, count=batch.count, yen=batch.yen, pay_on=batch.pay_on)
