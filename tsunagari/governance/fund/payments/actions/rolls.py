"""支払いの一覧 — many payments of one kind: looked at, entered all or none, approved in one press."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, refuse_if
from tsunagari.governance.fund.payments import grounds as known
from tsunagari.governance.fund.payments import queries
from tsunagari.governance.fund.payments.actions import expenses, following
from tsunagari.governance.fund.payments.grounds import Grounds
from tsunagari.governance.fund.payments.models import Expense, Roll
from tsunagari.governance.fund.payments.rules import asking
from tsunagari.governance.fund.payments.rules import grounds as grounds_rules
from tsunagari.governance.fund.payments.rules import rolls as rules
from tsunagari.kernel.approvals import queries as approvals
from tsunagari.kernel.ledger.models import Fund
from tsunagari.kernel.meetings.models import Meeting
from tsunagari.kernel.parties.models import Party
from tsunagari.kernel.records import actions as records


@dataclass(frozen=True)
class Plan:
    """What all payments of a list share."""

    fund: Fund
    kind: str
    measure: str
    account: str
    spent_on: date
    words: str


@dataclass(frozen=True)
class Line:
    """One payment as it would be entered, or every reason why it cannot be."""

    row: rules.Row
    payee: Party | None
    grounds: Grounds
    words: str
    reasons: list[Reason] = field(default_factory=list)


def look(plan: Plan, table: Sequence[Sequence[str]], *, on: date, at: datetime) -> list[Line]:
    """確かめる — every row as it would be entered now; nothing is written."""
    rows = rules.read(table)
    codes = {row.code for row in rows} | {row.guest for row in rows if row.guest}
    parties = {
        party.code: party.same_as or party
        for party in Party.objects.filter(code__in=codes).select_related("same_as")
    }
    lessons = Meeting.objects.in_bulk([row.lesson for row in rows if row.lesson])
    accounts = expenses.costs_of(plan.fund.book_id)
    lines = [_line(plan, row, parties, lessons, accounts, on, at) for row in rows]
    again = rules.twice(_paid(plan, line) for line in lines if line.payee)
    for line in lines:
        line.reasons.extend([again[line.row.number]] if line.row.number in again else [])
    return lines


def _line(plan: Plan, row, parties, lessons, accounts, on: date, at: datetime) -> Line:
    payee, guest = parties.get(row.code), parties.get(row.guest)
    lesson = lessons.get(row.lesson)
    grounds = Grounds(row.from_day, row.until_day, lesson, guest)
    words = row.words or plan.words
    reasons = list(row.faults) + _unknown(row, payee, guest, lesson)
    if row.yen is not None:
        reasons += asking.why_not_enter(
            yen=row.yen,
            kind=plan.kind,
            account=plan.account,
            accounts=accounts,
            receipt=False,
            used_in=None,
            spent_on=plan.spent_on,
            on=on,
            words=words,
        )
    if payee is not None:
        facts = known.facts_of(
            grounds,
            kind=plan.kind,
            payee=payee,
            measure=plan.measure,
            spent_on=plan.spent_on,
            at=at,
        )
        reasons += grounds_rules.why_not(facts, on=on)
    return Line(row, payee, grounds, words, reasons)


def _unknown(row: rules.Row, payee, guest, lesson) -> list[Reason]:
    """Codes and numbers that nothing in the house has."""
    reasons = []
    words = _("コード「%(code)s」の人・団体は見つかりません。名簿で確かめてください。")
    if payee is None or payee.forgotten_on:
        facts = {"code": row.code[:20]}
        reasons.append(Reason(words, facts, rule="roll.payee", field="code"))
    if row.guest and guest is None:
        facts = {"code": row.guest[:20]}
        reasons.append(Reason(words, facts, rule="roll.guest", field="guest"))
    if row.lesson and lesson is None:
        said = _("番号 %(number)s の授業・集いは見つかりません。")
        reasons.append(Reason(said, {"number": row.lesson}, rule="roll.lesson", field="lesson"))
    return reasons


def _paid(plan: Plan, line: Line) -> rules.Paid:
    guest, lesson = line.grounds.guest, line.grounds.lesson
    return rules.Paid(
        number=line.row.number,
        payee=line.payee.pk,
        guest=guest and guest.pk,
        lesson=lesson and lesson.pk,
        days=line.grounds.days(plan.spent_on),
    )


def seen(plan: Plan, lines: list[Line]) -> str:
    """The print of what was looked at: entering something else is refused."""
    told = [plan.fund.pk, plan.kind, plan.measure, plan.account, f"{plan.spent_on}"]
    told += [
        [
            line.payee and line.payee.pk,
            line.row.yen,
            *(f"{day}" for day in line.grounds.days(plan.spent_on)),
            line.row.lesson,
            line.grounds.guest and line.grounds.guest.pk,
            line.words,
        ]
        for line in lines
    ]
    return hashlib.sha256(json.dumps(told, ensure_ascii=False).encode()).hexdigest()


@transaction.atomic
def enter(
    plan: Plan,
    table: Sequence[Sequence[str]],
    *,
    as_seen: str,
    by,
    on: date,
    at: datetime,
) -> Roll:
    """一覧を入れる — all rows or none, exactly as they were looked at."""
    Fund.objects.select_for_update().get(pk=plan.fund.pk)
    lines = look(plan, table, on=on, at=at)
    refuse_if(_why_not_enter(lines, same=as_seen == seen(plan, lines)))
    roll = Roll.objects.create(
        fund=plan.fund,
        kind=plan.kind,
        measure=plan.measure,
        account=plan.account,
        words=plan.words.strip()[:200],
        entered_by=by.party,
        entered_on=on,
    )
    for line in lines:
        expenses.enter(
            plan.fund,
            payee=line.payee,
            yen=line.row.yen,
            account=plan.account,
            measure=plan.measure,
            spent_on=plan.spent_on,
            words=line.words,
            kind=plan.kind,
            grounds=line.grounds,
            roll=roll,
            by=by,
            on=on,
            at=at,
        )
    yen = sum(line.row.yen for line in lines)
    records.add(by=by, did="roll.entered", about=roll, on=on, at=at, count=len(lines), yen=yen)
    following.follow(roll, on=on, by=by)
    return roll


def _why_not_enter(lines: list[Line], *, same: bool) -> list[Reason]:
    faulty = [line.row.number for line in lines if line.reasons]
    if faulty:
        words = _("直す行が %(count)s行あります。直してから、もう一度確かめてください。")
        return [Reason(words, {"count": len(faulty)}, rule="roll.faults", field="table")]
    if not same:
        words = _("確かめたあとで、内容が変わりました。もう一度確かめてから入れてください。")
        return [Reason(words, rule="roll.seen", field="table")]
    return []


def _locked(roll: Roll) -> list[Expense]:
    """The payments of a list that still wait, in their order."""
    Roll.objects.select_for_update().get(pk=roll.pk)
    return list(queries.expenses().filter(roll=roll, state=Expense.State.WAITING).order_by("pk"))


@transaction.atomic
def approve(roll: Roll, *, seen: str, by, on: date, at: datetime) -> int:
    """まとめて承認する — all that wait and that this person may approve; how many."""
    rows = _locked(roll)
    refuse_if(_why_not_all(rows, same=seen == queries.roll_digest(rows)))
    me = approvals.person_of(by)
    mine = [row for row in rows if approvals.person_of(row.payee) != me]
    for row in mine:
        expenses.say(row, seen=queries.expense_digest(row), by=by, on=on, at=at)
    records.add(by=by, did="roll.approved", about=roll, on=on, at=at, count=len(mine))
    following.follow(roll, on=on, by=by)
    return len(mine)


def _why_not_all(rows: list[Expense], *, same: bool) -> list[Reason]:
    if not rows:
        return asking.why_not_step("", ("waiting",))
    if same:
        return []
    words = _("見たあとで、一覧が変わりました。画面を開きなおして、もう一度見てください。")
    return [Reason(words, rule="roll.seen")]


@transaction.atomic
def withdraw(roll: Roll, *, by, on: date, at: datetime) -> int:
    """まとめて取り下げる — what waits, by who entered it; how many."""
    rows = _locked(roll)
    refuse_if(_why_not_all(rows, same=True))
    for row in rows:
        expenses.withdraw(row, by=by, on=on, at=at)
    following.follow(roll, on=on, by=by)
    return len(rows)
