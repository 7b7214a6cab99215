"""会計 — posting and reversing journals; everything that moves money ends here."""

from collections.abc import Sequence
from datetime import date

from django.db import IntegrityError, transaction

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, Refused, refuse_if
from tsunagari.kernel.ledger import queries
from tsunagari.kernel.ledger.models import Account, Book, Earmark, Fund, Journal, Line
from tsunagari.kernel.ledger.rules import restricted
from tsunagari.kernel.ledger.rules.posting import (
    Posting,
    why_not_by_hand,
    why_not_day,
    why_not_post,
)
from tsunagari.kernel.records import actions as records
from tsunagari.kernel.records.models import Record

__all__ = ["Posting", "enter", "post", "reverse"]
ENTERED = "journal.entered"
AHEAD = 366  # days that a journal may lie ahead: beyond it somebody mistyped


@transaction.atomic
def post(
    book: Book,
    postings: Sequence[Posting],
    *,
    on: date,
    words: str,
    because: Record,
    by,
    key: str = "",
) -> Journal:
    """記帳する — one journal with its lines, once per key; the database checks it again.

    `because` is the record of the act that moves the money; it says who and when.
    """
    if key and (there := _there(book, key)):
        return there
    accounts = dict(Account.objects.filter(book=book, closed_on=None).values_list("code", "pk"))
    refuse_if(
        why_not_post(
            postings,
            on=on,
            closed_until=queries.closed_until(book),
            opened_on=book.opened_on,
            accounts=accounts,
        )
    )
    held = hold(
        {one.earmark.pk for one in postings if one.earmark is not None},
        {one.fund.pk for one in postings},
    )
    journal = _begun(book, on=on, words=words, because=because, key=key)
    if journal is None:
        return _there(book, key)
    Line.objects.bulk_create(_line(journal, one, accounts[one.account]) for one in postings)
    _finish(journal)
    refuse_if(below_zero(held))
    return journal


def _there(book: Book, key: str) -> Journal | None:
    return Journal.objects.filter(book=book, key=key).first()


def _begun(book: Book, *, on, words, because, key) -> Journal | None:
    """A new journal; None when somebody posted the same key in the same moment."""
    try:
        with transaction.atomic(savepoint=bool(key)):
            return Journal.objects.create(
                book=book, on=on, words=words.strip()[:200], because=because, key=key
            )
    except IntegrityError:
        if not key:
            raise
        return None


def _line(journal: Journal, one: Posting, account: int) -> Line:
    return Line(
        journal=journal,
        on=journal.on,
        account_id=account,
        fund=one.fund,
        earmark=one.earmark,
        grant=one.grant,
        measure=one.measure,
        project=one.project,
        activity=one.activity,
        party=one.party,
        yen=one.yen,
    )


def _finish(journal: Journal) -> None:
    """Post; a month that somebody closed in the same moment is refused like any closed one."""
    journal.posted = True
    try:
        journal.save(update_fields=["posted"])
    except IntegrityError as error:
        if "closed month" not in str(error):
            raise
        text = _("この月は、いま締められました。締めていない月の日付にしてください。")
        raise Refused([Reason(text, rule="closed", field="on")]) from error


def hold(earmarks: set[int], funds: set[int]) -> list[Earmark | Fund]:
    """What may not fall below zero, locked in one order: two costs at once do not both fit."""
    gifts = Earmark.objects.select_for_update().filter(pk__in=earmarks, return_duty=False)
    bound = Fund.objects.select_for_update().filter(pk__in=funds, kind=Fund.Kind.RESTRICTED)
    return [*(gifts.order_by("pk") if earmarks else []), *bound.order_by("pk")]


def below_zero(held: list[Earmark | Fund]) -> list[Reason]:
    reasons = []
    for one in held:
        left = queries.net_of(one) if isinstance(one, Fund) else queries.unspent(one)
        reasons += restricted.why_not_below_zero(str(one), left)
    return reasons


@transaction.atomic
def enter(
    book: Book, postings: Sequence[Posting], *, on: date, words: str, by, today: date, key: str = ""
) -> Journal:
    """仕訳を手で入れる — with its own record; `on` is the journal's day, `today` that of the act."""
    reasons = []
    if not words.strip():
        text = _("摘要（何のお金か）を入力してください。")
        reasons.append(Reason(text, rule="words", field="words"))
    if (on - today).days > AHEAD:
        text = _("日付が%(days)s日より先です。日付を直してください。")
        reasons.append(Reason(text, {"days": AHEAD}, rule="ahead", field="on"))
    refuse_if(reasons)
    if key and (there := _there(book, key)):
        return there
    yen = sum(one.yen for one in postings if type(one.yen) is int and one.yen > 0)
    record = records.add(by=by, did=ENTERED, about=book, on=today, yen=yen)
    return post(book, postings, on=on, words=words, because=record, by=by, key=key)


@transaction.atomic
def reverse(
    journal: Journal, *, on: date, words: str, by, because: Record | None = None
) -> Journal:
    """取り消す — a second journal with every sign turned; the first one stays to be read.

    Without `because` it is done by hand: only what was entered by hand is turned so. What a subject
    posted is turned by that subject, with its own record, or it would still be paid or receipted.
    """
    rows = Journal.objects.select_for_update(of=("self",)).select_related("book", "because")
    journal = rows.get(pk=journal.pk)
    book = journal.book
    refuse_if(
        [
            *_why_not_reverse(journal, on, by_hand=because is None),
            *why_not_day(on, closed_until=queries.closed_until(book), opened_on=book.opened_on),
        ]
    )
    lines = list(journal.lines.order_by("pk"))
    held = hold(
        {line.earmark_id for line in lines if line.earmark_id}, {line.fund_id for line in lines}
    )
    if because is None:
        yen = sum(line.yen for line in lines if line.yen > 0)
        because = records.add(by=by, did="journal.reversed", about=journal, on=on, yen=yen)
    turned = Journal.objects.create(
        book=book, on=on, words=words.strip()[:200], because=because, reverses=journal
    )
    for line in lines:
        line.pk, line.journal, line.on, line.yen = None, turned, on, -line.yen
        line._state.adding = True
    Line.objects.bulk_create(lines)
    _finish(turned)
    refuse_if(below_zero(held))
    return turned


def is_by_hand(journal: Journal) -> bool:
    """True of a journal that somebody entered, False of one that a subject posted."""
    return journal.because.did == ENTERED


def _why_not_reverse(journal: Journal, on: date, *, by_hand: bool) -> list[Reason]:
    reasons = []
    if journal.reverses_id:
        text = _("取り消しの仕訳は、取り消せません。正しい仕訳を新しく入れてください。")
        reasons.append(Reason(text, rule="reversal"))
    elif by_hand:
        reasons += why_not_by_hand(entered=is_by_hand(journal))
    if Journal.objects.filter(reverses=journal).exists():
        reasons.append(Reason(_("この仕訳は、もう取り消してあります。"), rule="reversed"))
    if on < journal.on:
        text = _("取り消しの日付は、仕訳の日付（%(day)s）より前にできません。")
        reasons.append(Reason(text, {"day": journal.on}, rule="early", field="on"))
    return reasons
