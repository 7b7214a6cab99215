"""前からの証憑 — what stood in the house before the register was there; safe to run twice."""

from datetime import date

from django.db import transaction
from django.db.models import CharField, Exists, OuterRef
from django.db.models.functions import Cast

from tsunagari.governance.fund.awards import evidence as awards
from tsunagari.governance.fund.gifts import evidence as gifts
from tsunagari.governance.fund.hometown import evidence as hometown
from tsunagari.governance.fund.payments import evidence as payments
from tsunagari.governance.fund.vouchers.models import Document
from tsunagari.kernel.records import actions as records

BATCH = 200


def take_in_all(*, on: date, by=None) -> int:
    """Every paper of the books that has no document yet; how many there were."""
    return sum(_take_in(subject, on, by) for subject in (payments, awards, hometown, gifts))


def _take_in(subject, on: date, by) -> int:
    """In small transactions, each with its record, so that nobody waits long."""
    rows, done, last = _missing(subject.rows()), 0, 0
    while batch := list(rows.filter(pk__gt=last)[:BATCH]):
        with transaction.atomic():
            for row in batch:
                subject.take_in(row, by=by, on=on, late=True)
            records.add(by=by, did="voucher.taken_in", on=on, count=len(batch))
        done, last = done + len(batch), batch[-1].pk
    return done


def _missing(rows):
    known = Document.objects.filter(
        about_kind=rows.model._meta.label_lower, about_key=Cast(OuterRef("pk"), CharField())
    )
    return rows.filter(~Exists(known))
