"""振込元 — where the book pays from, and what its bank wants."""

from datetime import date

from django.db import transaction

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, refuse_if, why_stale
from tsunagari.governance.fund.payments.models import Source
from tsunagari.governance.fund.payments.rules import days, transfer
from tsunagari.kernel.ledger.models import Book
from tsunagari.kernel.records import actions as records

FIELDS = (
    "client_code",
    "client_name",
    "bank_code",
    "bank_name",
    "branch_code",
    "branch_name",
    "account_type",
    "account_number",
    "line_break",
    "way",
    "wo",
    "result_at",
)


@transaction.atomic
def note(book: Book, *, seen: int, by, on: date, **facts) -> Source:
    """振込元を登録する — refused with every reason why a file could not carry it."""
    Book.objects.select_for_update().get(pk=book.pk)
    row = Source.objects.filter(book=book).first() or Source(book=book, version=0)
    for name in FIELDS:
        setattr(row, name, facts[name])
    refuse_if(_why_not(row, seen, on))
    row.version += 1
    row.save()
    records.add(by=by, did="payment.source", about=row, on=on, concerns=[book.owner_id])
    return row


def _why_not(row: Source, seen: int, on: date) -> list[Reason]:
    reasons = []
    reasons += why_stale(seen, row.version)
    if not 0 <= row.result_at < transfer.SIZE:
        words = _("結果コードの場所は、0 から 119 までです。")
        reasons.append(Reason(words, rule="source.result_at", field="result_at"))
    found = transfer.why_not(header_of(row, days.next_open(on)), [], profile_of(row))
    for one in found:
        if one.rule != "file.empty" and not one.rule.startswith("day."):
            reasons.append(Reason(one.text, one.facts, one.rule, one.field.rpartition(".")[2]))
    return reasons


def header_of(source: Source, pay_on: date) -> transfer.Header:
    """依頼人 — as it stands in the file."""
    return transfer.Header(
        client_code=source.client_code,
        client_name=source.client_name,
        on=pay_on,
        bank_code=source.bank_code,
        bank_name=source.bank_name,
        branch_code=source.branch_code,
        branch_name=source.branch_name,
        account_type=source.account_type,
        account_number=source.account_number,
    )


def profile_of(source: Source) -> transfer.Profile:
    """What its bank does differently; of a bank that is new to the list, people are warned."""
    return transfer.Profile(
        line_break=source.line_break, way=source.way, wo=source.wo, unlisted=True
    )
