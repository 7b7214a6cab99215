"""費用の行 — a cost is asked, paid, comes back, and is annulled with a reason."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import refuse_if
from tsunagari.kernel.parties.models import Organisation
from tsunagari.kernel.records import actions as records
from tsunagari.kernel.texts import attaching
from tsunagari.programmes.talent.costs import queries
from tsunagari.programmes.talent.costs.actions.following import follow, follow_cap
from tsunagari.programmes.talent.costs.models import BasePay, Cost
from tsunagari.programmes.talent.costs.rules import amounts, cap, lines
from tsunagari.programmes.talent.people.models import Case
from tsunagari.programmes.talent.safety import actions as safety

SAID = _("費用の説明")
PARTS = {"sending", "school", "company", "supervisor"}


@dataclass(frozen=True)
class Money:
    """An amount in minor units with its currency, and for foreign money the rate that was used."""

    minor: int
    currency: str = amounts.HOME
    rate: Decimal | None = None
    rate_on: date | None = None
    rate_source: str = ""

    @property
    def yen(self) -> int:
        return amounts.in_yen(self.minor, self.currency, self.rate)


@dataclass(frozen=True)
class Who:
    """By whom a line is entered: the office, a body's person, or the candidate."""

    entered_as: str
    body: Organisation | None = None


def who(viewer) -> Who:
    """As whom somebody writes into the ledger."""
    if viewer.kind == "worker":
        return Who(Cost.By.SELF)
    if viewer.kind == "staff" and viewer.on_behalf is None:
        return Who(Cost.By.STAFF)
    return Who(Cost.By.BODY, viewer.own_body)


@transaction.atomic
def ask(
    case: Case,
    money: Money,
    *,
    whom: str,
    category: str,
    asked_on: date,
    by,
    on: date,
    at: datetime,
    asked_by: Organisation | None = None,
    whom_words: str = "",
    words: str = "",
    paid_on: date | None = None,
    receipt=None,
) -> Cost:
    """費用を入れる — what somebody asks of the candidate, or what the candidate was asked."""
    case = Case.objects.select_for_update().get(pk=case.pk)
    refuse_if(
        lines.why_not_ask(
            closed=case.closed_on is not None,
            whom_words=whom_words,
            has_body=asked_by is not None,
            asked_on=asked_on,
            paid_on=paid_on,
            on=on,
        )
    )
    cost = _write(
        case,
        money,
        by=by,
        at=at,
        whom=whom,
        category=category,
        asked_by=asked_by,
        whom_words=whom_words.strip()[:120],
        words=words.strip()[: lines.LONGEST],
        asked_on=asked_on,
        paid_on=paid_on,
        receipt=receipt,
    )
    to_translate(cost, cost, "words", cost.words, by=by, on=on)
    _record("cost.asked", cost, by=by, on=on, at=at, yen=cost.yen, category=category)
    if category in cap.FORBIDDEN:
        _raise_incident(cost, by=by, on=on, at=at)
    follow_cap(case, on=on, by=by)
    return cost


def to_translate(cost: Cost, row, field: str, words: str, *, by, on: date) -> None:
    """The person whose costs they are reads it in their own language; what they wrote stays theirs."""
    person = cost.case.person.party
    if words and getattr(by, "party", None) != person:
        reader = attaching.reader_of(person)
        attaching.attach(row, field, words, reader=reader, name=SAID, on=on, by=by)


def _write(case: Case, money: Money, *, by, at: datetime, **facts) -> Cost:
    """A new line; the side that writes it says with it that it is right."""
    writer = who(by)
    cost = Cost(
        case=case,
        currency=money.currency,
        minor=money.minor,
        rate=money.rate,
        rate_on=money.rate_on,
        rate_source=money.rate_source.strip()[:120],
        yen=money.yen,
        entered_as=writer.entered_as,
        entered_by=getattr(by, "party", None),
        entered_for=writer.body,
        entered_at=at,
        **facts,
    )
    if writer.entered_as == Cost.By.SELF:
        cost.said = Cost.Said.CONFIRMED
    elif cost.asked_by_id and writer.body and writer.body.pk == cost.asked_by_id:
        cost.asker_said = Cost.Said.CONFIRMED
    cost.save()
    return cost


def _raise_incident(cost: Cost, *, by, on: date, at: datetime) -> None:
    """A deposit or a penalty is no cost like others: the office looks after the person.

    A broker's is judged as one of the sending chain, and laid on no body that did not ask it.
    """
    part, judged_as = (cost.whom, "") if cost.whom in PARTS else ("else", "sending")
    safety.report(
        cost.case,
        kind=cost.category,
        part=part,
        judged_as=judged_as,
        words=cost.words,
        by=by,
        on=on,
        at=at,
    )


@transaction.atomic
def pay(cost: Cost, *, paid_on: date, by, on: date, at: datetime, receipt=None) -> Cost:
    """払った — the line counts from now on; the candidate is asked again whether it is right."""
    cost = Cost.objects.select_for_update().get(pk=cost.pk)
    refuse_if(
        lines.why_not_pay(
            annulled=cost.annulled_at is not None,
            asked_on=cost.asked_on,
            paid_on=cost.paid_on,
            day=paid_on,
            on=on,
        )
    )
    cost.paid_on, cost.version = paid_on, cost.version + 1
    cost.receipt = receipt or cost.receipt
    if who(by).entered_as != Cost.By.SELF and cost.said == Cost.Said.CONFIRMED:
        cost.said = Cost.Said.WAITING
    cost.save(update_fields=["paid_on", "receipt", "said", "version"])
    _record("cost.paid", cost, by=by, on=on, at=at, yen=cost.yen, paid_on=paid_on)
    follow_cap(cost.case, on=on, by=by)
    return cost


@transaction.atomic
def give_back(
    cost: Cost, money: Money, *, paid_on: date, by, on: date, at: datetime, words="", receipt=None
) -> Cost:
    """返ってきた — a line of its own, which the candidate confirms or disputes like any other."""
    cost = Cost.objects.select_for_update().select_related("case").get(pk=cost.pk)
    refuse_if(
        lines.why_not_give_back(
            annulled=cost.annulled_at is not None,
            paid=cost.paid_on is not None,
            is_refund=cost.gives_back_id is not None,
            yen=money.yen,
            left=queries.left_of(cost),
        )
        + lines.why_not_ask(
            closed=False, whom_words="", has_body=True, asked_on=paid_on, paid_on=paid_on, on=on
        )
    )
    back = _write(
        cost.case,
        money,
        by=by,
        at=at,
        whom=cost.whom,
        category=cost.category,
        asked_by=cost.asked_by,
        whom_words=cost.whom_words,
        words=words.strip()[: lines.LONGEST],
        asked_on=paid_on,
        paid_on=paid_on,
        gives_back=cost,
        receipt=receipt,
    )
    to_translate(back, back, "words", back.words, by=by, on=on)
    _record("cost.given_back", back, by=by, on=on, at=at, yen=back.yen)
    follow_cap(cost.case, on=on, by=by)
    return back


@transaction.atomic
def annul(cost: Cost, *, reason: str, by, on: date, at: datetime) -> Cost:
    """取り消す — the line stays to be read, with who took it back and why, and counts no more."""
    cost = Cost.objects.select_for_update().get(pk=cost.pk)
    writer = who(by)
    staff = writer.entered_as == Cost.By.STAFF
    refuse_if(
        lines.why_not_annul(
            annulled=cost.annulled_at is not None,
            reason=reason,
            own=staff or _is_own(cost, writer),
            answered=not staff and _other_side_answered(cost, writer),
            refunds=cost.refunds.filter(annulled_at=None).exists(),
        )
    )
    cost.annulled_at, cost.annulled_by = at, getattr(by, "party", None)
    cost.annulled_reason, cost.version = reason.strip()[: lines.LONGEST], cost.version + 1
    cost.save(update_fields=["annulled_at", "annulled_by", "annulled_reason", "version"])
    to_translate(cost, cost, "annulled_reason", cost.annulled_reason, by=by, on=on)
    _record("cost.annulled", cost, by=by, on=on, at=at, yen=cost.yen)
    follow(cost, on=on, by=by)
    return cost


def may_annul(cost: Cost, writer: Who) -> bool:
    """Whether to offer it: to the office always, to who wrote the line until the other side answered."""
    if writer.entered_as == Cost.By.STAFF:
        return True
    return _is_own(cost, writer) and not _other_side_answered(cost, writer)


def _is_own(cost: Cost, writer: Who) -> bool:
    body = writer.body.pk if writer.body else None
    return (cost.entered_as, cost.entered_for_id) == (writer.entered_as, body)


def _other_side_answered(cost: Cost, writer: Who) -> bool:
    theirs = cost.asker_said if writer.entered_as == Cost.By.SELF else cost.said
    return theirs != Cost.Said.WAITING


@transaction.atomic
def set_base_pay(
    case: Case, yen: int, *, seen: int, by, on: date, contract_on: date | None = None
) -> BasePay:
    """基本給を登録する — of the contract, one month, without overtime and allowances."""
    Case.objects.select_for_update().get(pk=case.pk)
    row = BasePay.objects.filter(case=case).first() or BasePay(case=case, version=0)
    refuse_if(lines.why_not_base_pay(yen=yen, seen=seen, version=row.version))
    was = row.monthly_yen
    row.monthly_yen, row.contract_on, row.version = yen, contract_on, row.version + 1
    row.save()
    concerns = [pk for pk in (case.person_id, case.company_id, case.sending_id) if pk]
    records.add(by=by, did="cost.base_pay", about=case, concerns=concerns, on=on, yen=yen, was=was)
    follow_cap(case, on=on, by=by)
    return row


def _record(did: str, cost: Cost, *, by, on: date, at: datetime, **facts) -> None:
    bodies = dict.fromkeys([cost.asked_by_id, cost.entered_for_id])
    concerns = [cost.case.person_id, *(pk for pk in bodies if pk)]
    records.add(by=by, did=did, about=cost, concerns=concerns, on=on, at=at, **facts)
