"""入出金明細 — a bank's file is taken in once; its lines are booked many at once, or put aside.

Taking in posts nothing. Booking is one transaction: killed in the middle, nothing was booked.
"""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from tsunagari.base import sheets
from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, Refused, refuse_if
from tsunagari.governance.fund.gifts import queries
from tsunagari.governance.fund.gifts.actions import donors, fees, following, receiving
from tsunagari.governance.fund.gifts.known import payer_mark
from tsunagari.governance.fund.gifts.models import (
    BankAccount,
    BankLine,
    Donor,
    Fee,
    Gift,
    Offer,
    Pledge,
    Statement,
)
from tsunagari.governance.fund.gifts.rules import statement
from tsunagari.governance.fund.gifts.rules.statement import Columns
from tsunagari.kernel.ledger.models import Earmark, Fund
from tsunagari.kernel.records import actions as records
from tsunagari.programmes.community.events.models import Booking, Payment

State = BankLine.State
AT_ONCE = 500
TAKEN = _(
    "選んだ行の中に、もう確定した行があります。1行も記帳していません。画面を新しくしてください。"
)


class Unmapped(Refused):
    """The columns of a file could not be told; `rows` are its first ones, for a person to say."""

    def __init__(self, reasons, rows):
        super().__init__(reasons)
        self.rows = rows


def rows_of(data: bytes, name: str) -> statement.Rows:
    """The cells of a file, whatever its letters; a file that is no table is refused."""
    return statement.with_whole_days(sheets.read(data, name).sheets[0].rows)


def columns_of(account: BankAccount, rows: statement.Rows) -> Columns:
    """Which column means what: as in this bank's last file, else by the headings."""
    found = statement.remembered(rows, account.columns)
    if found:
        return found
    if account.columns:
        words = _(
            "列が、この銀行の前のファイルとちがいます。1行も取り込んでいません。"
            "正しいファイルか確かめて、列の意味を選びなおしてください。"
        )
        raise Unmapped([Reason(words, rule="columns.changed", field="file")], rows)
    found = statement.recognise(rows)
    if found is None:
        words = _("列の意味が分かりませんでした。下の表を見て、列の意味を選んでください。")
        raise Unmapped([Reason(words, rule="columns.unknown", field="file")], rows)
    return found


@transaction.atomic
def take_in(
    account: BankAccount,
    data: bytes,
    *,
    name: str,
    by,
    on: date,
    at: datetime,
    columns: Columns | None = None,
) -> Statement:
    """明細を取り込む — all lines or none; lines of an earlier file are left out and counted."""
    account = BankAccount.objects.select_for_update().get(pk=account.pk)
    sha256 = hashlib.sha256(data).hexdigest()
    _refuse_known(account, sha256)
    rows = rows_of(data, name)
    columns = columns or columns_of(account, rows)
    refuse_if(statement.why_not_columns(columns))
    seen = statement.read(rows, columns, on=on)
    refuse_if(seen.faults)
    fresh = _fresh(account, seen.lines)
    made = Statement.objects.create(
        account=account,
        sha256=sha256,
        name="".join(filter(str.isprintable, name))[:200],
        first_day=min(line.on for line in seen.lines),
        last_day=max(line.on for line in seen.lines),
        lines_new=len(fresh),
        lines_known=len(seen.lines) - len(fresh),
        taken_at=at,
        by=getattr(by, "party", by),
    )
    _write(made, account, fresh)
    account.columns = columns.kept()
    account.save(update_fields=["columns"])
    records.add(
        by=by,
        did="gifts.statement_taken",
        about=made,
        on=on,
        new=made.lines_new,
        known=made.lines_known,
    )
    following.follow_book(account.book, on=on, by=by)
    return made


def _refuse_known(account: BankAccount, sha256: str) -> None:
    before = Statement.objects.filter(account=account, sha256=sha256).first()
    if before is None:
        return
    words = _("同じファイルを %(day)s に取り込んであります。新しいファイルを選んでください。")
    facts = {"day": before.taken_at.date()}
    refuse_if([Reason(words, facts, rule="file.twice", field="file")])


def _fresh(account: BankAccount, lines: list) -> list[tuple[str, statement.Line]]:
    """Lines that no earlier file had, each with its print."""
    prints = [(line.print_of(account.pk), line) for line in lines]
    known: set[str] = set()
    for at in range(0, len(prints), AT_ONCE):
        part = [print_ for print_, _line in prints[at : at + AT_ONCE]]
        rows = BankLine.objects.filter(account=account, print__in=part)
        known.update(rows.values_list("print", flat=True))
    return list({print_: (print_, line) for print_, line in prints if print_ not in known}.values())


def _write(made: Statement, account: BankAccount, fresh) -> None:
    """What went out is kept beside, for the results of payments; it waits for nobody here."""
    BankLine.objects.bulk_create(
        (
            BankLine(
                statement=made,
                account=account,
                on=line.on,
                yen=line.yen,
                words=line.words[:200],
                payer=payer_mark(line.words),
                print=print_,
                state=State.OPEN if line.yen > 0 else State.ASIDE,
            )
            for print_, line in fresh
        ),
        batch_size=AT_ONCE,
    )


@dataclass(frozen=True)
class Choice:
    """What a person said of one line: whose it is, what it is, and for which fund."""

    line: int
    fund: Fund
    kind: str = "donation"
    donor: Donor | None = None
    offer: Offer | None = None
    earmark: Earmark | None = None
    pledge: Pledge | None = None
    turn: int | None = None
    gift: Gift | None = None  # booked by hand before: the line is only tied to it
    booking: Booking | None = None  # no gift: the fee of an event
    payment: Payment | None = None  # a fee that was noted by hand before


@transaction.atomic
def book_lines(choices: Sequence[Choice], *, by, on: date) -> list[Gift | Fee]:
    """まとめて確定する — every chosen line is booked, or none."""
    refuse_if([] if choices else [Reason(_("確定する行を選んでください。"), rule="none")])
    keys = [choice.line for choice in choices]
    rows = BankLine.objects.select_for_update(of=("self",)).select_related("account__book")
    lines = rows.in_bulk(sorted(keys))
    taken = any(key not in lines or lines[key].state != State.OPEN for key in keys)
    refuse_if([Reason(TAKEN, rule="line.state")] if taken else [])
    made = [_settled(lines[choice.line], choice, by=by, on=on) for choice in choices]
    gifts = [one for one in made if isinstance(one, Gift)]
    BankLine.objects.filter(pk__in=keys).update(state=State.BOOKED)
    about = lines[keys[0]].account
    records.add(by=by, did="gifts.lines_booked", about=about, on=on, count=len(made))
    for book in {lines[key].account.book_id: lines[key].account.book for key in keys}.values():
        following.follow_book(book, on=on, by=by)
    for pledge in {one.pledge_id: one.pledge for one in gifts if one.pledge_id}.values():
        following.follow_pledge(pledge, on=on, by=by)
    return made


def _settled(line: BankLine, choice: Choice, *, by, on: date) -> Gift | Fee:
    """One line: a gift, a fee, or what was booked by hand before."""
    if choice.gift:
        return _tie(line, choice, by=by, on=on)
    with _of(line):
        if choice.payment:
            return fees.tie(line, choice.payment, by=by, on=on)
        if choice.booking:
            return fees.take(line, choice.booking, by=by, on=on)
        return _book(line, choice, by=by, on=on)


@contextmanager
def _of(line: BankLine) -> Iterator[None]:
    """A refusal says first of which line."""
    try:
        yield
    except Refused as refused:
        words = _("%(day)s の %(yen)s円の行を記帳できません。1行も記帳していません。")
        said = Reason(words, {"day": line.on, "yen": line.yen}, rule="line.refused")
        raise Refused([said, *refused.reasons]) from refused


def _tie(line: BankLine, choice: Choice, *, by, on: date) -> Gift:
    """この受け取りの行 — a gift that was booked by hand keeps its journal, and learns its line."""
    rows = queries.booked_by_hand().filter(book=line.account.book_id, yen=line.yen)
    gift = rows.select_for_update(of=("self",)).filter(pk=getattr(choice.gift, "pk", 0)).first()
    if gift is None:
        raise Refused([Reason(TAKEN, rule="line.gift")])
    gift.line, gift.version = line, gift.version + 1
    gift.save(update_fields=["line", "version"])
    concerns = [gift.donor_id] if gift.donor_id else []
    records.add(by=by, did="gifts.lines_booked", about=gift, concerns=concerns, on=on, count=1)
    return gift


def _book(line: BankLine, choice: Choice, *, by, on: date) -> Gift:
    donor = choice.donor
    if choice.offer:
        donor = donors.from_offer(choice.offer, by=by, on=on)
    return receiving.receive(
        line.account.book,
        kind=choice.kind,
        fund=choice.fund,
        earmark=choice.earmark,
        yen=line.yen,
        received_on=line.on,
        donor=donor,
        line=line,
        pledge=choice.pledge,
        turn=choice.turn if choice.pledge else None,
        by=by,
        on=on,
        follow=False,
    )


@transaction.atomic
def put_aside(line: BankLine, *, by, on: date) -> BankLine:
    """寄附ではない — interest, a refund of a fee, money between own accounts."""
    return _move(line, State.OPEN, State.ASIDE, "gifts.line_aside", by=by, on=on)


@transaction.atomic
def bring_back(line: BankLine, *, by, on: date) -> BankLine:
    """もどす — the line waits again."""
    return _move(line, State.ASIDE, State.OPEN, "gifts.line_back", by=by, on=on)


def _move(line: BankLine, was: str, state: str, did: str, *, by, on: date) -> BankLine:
    rows = BankLine.objects.select_for_update(of=("self",)).select_related("account__book")
    line = rows.get(pk=line.pk)
    words = _("この行は、もう処理されています。画面を新しくしてください。")
    refuse_if([] if line.state == was and line.yen > 0 else [Reason(words, rule="line.state")])
    line.state = state
    line.save(update_fields=["state"])
    records.add(by=by, did=did, about=line, on=on, yen=line.yen)
    following.follow_book(line.account.book, on=on, by=by)
    return line
