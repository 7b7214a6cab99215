"""月を締める — what still stands open, and the lock that never opens again.

Other subjects add what they wait for: `closing.register(check)` in their AppConfig.ready, where
check(book, first, last) answers `Open` rows.
"""

from collections.abc import Callable
from datetime import date

from django.db import transaction

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import refuse_if
from tsunagari.kernel.ledger import grants, queries
from tsunagari.kernel.ledger.models import Book, Due, Period
from tsunagari.kernel.ledger.rules import chart
from tsunagari.kernel.ledger.rules.closing import Open, next_month, why_not_close
from tsunagari.kernel.records import actions as records

CHECKS: list[Callable[[Book, date, date], list[Open]]] = []


def register(check: Callable[[Book, date, date], list[Open]]) -> None:
    """Let a subject say what it still waits for before a month is closed."""
    if check not in CHECKS:
        CHECKS.append(check)


def following(book: Book) -> tuple[date, date]:
    """The first and last day of the month that is closed next."""
    return next_month(opened_on=book.opened_on, closed_until=queries.closed_until(book))


def stands_open(book: Book, first: date, last: date) -> list[Open]:
    """まだ残っていること — money below zero, bills that are due, and what other subjects wait for."""
    found = [*_below_zero(book, last), *_due(book, last)]
    for check in CHECKS:
        found += check(book, first, last)
    return sorted(found, key=lambda one: not one.blocks)


def _below_zero(book: Book, last: date) -> list[Open]:
    """Cash and bank may not be negative, in no fund."""
    rows = queries.by_fund(book, accounts=chart.MONEY, on=last)
    text = _("基金「%(fund)s」の現金・預金が %(yen)s円 足りません。仕訳を確かめてください。")
    return [
        Open(
            text,
            {"fund": fund.name, "yen": -yen},
            blocks=True,
            where="desk:book_journals",
            at=(book.pk,),
        )
        for fund, yen in rows
        if yen < 0
    ]


def _due(book: Book, last: date) -> list[Open]:
    states = [Due.State.OWED, Due.State.APPROVED, Due.State.SENT]
    count = Due.objects.filter(book=book, state__in=states, due_on__lte=last).count()
    text = _("支払日を過ぎた支払が %(count)s件 あります。")
    return [Open(text, {"count": count})] if count else []


def will_post(book: Book, last: date) -> list[tuple]:
    """(grant, {account: yen}) that closing posts, so that a grant's income is what was spent."""
    found = [(grant, grants.missing(grant, on=last)) for grant in grants.of(book, on=last)]
    return [(grant, lines) for grant, lines in found if lines]


@transaction.atomic
def close(book: Book, first: date, *, by, on: date) -> Period:
    """月を締める — grants follow what was spent, then nothing is posted into the month any more."""
    book = Book.objects.select_for_update().get(pk=book.pk)
    month, last = following(book)
    refuse_if(
        why_not_close(first, following=month, on=on, open_points=stands_open(book, month, last))
    )
    record = records.add(
        by=by, did="period.closed", about=book, on=on, month=f"{first.year}-{first.month:02}"
    )
    for grant, _lines in will_post(book, last):
        grants.follow(grant, on=last, because=record, by=by)
    return Period.objects.create(
        book=book, first_day=first, last_day=last, closed_on=on, because=record
    )
