"""前からの証憑 — what stood in the house before the register was there; safe to run twice."""

import logging
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

log = logging.getLogger("tsunagari.vouchers")


def take_in_all(*, on: date, by=None) -> int:
    """Every paper of the books that has no document yet; how many there were."""
    return sum(_take_in(subject, on, by) for subject in (payments, awards, hometown, gifts))


def _take_in(subject, on: date, by) -> int:
    """Row by row, so that nobody waits long and a row that cannot be read keeps none back."""
    keys, done = list(_missing(subject.rows()).values_list("pk", flat=True)), 0
    for key in keys:
        try:
            done += _one(subject, key, on, by)
        except Exception:
            log.exception("%s %s was not taken in", subject.__name__, key)
    return done


@transaction.atomic
def _one(subject, key: int, on: date, by) -> bool:
    """The row as it stands under its lock: what somebody takes back meanwhile follows it."""
    model = subject.rows().model
    model.objects.select_for_update(of=("self",)).filter(pk=key).first()
    row = subject.rows().filter(pk=key).first()
    if row is not None:
        subject.take_in(row, by=by, on=on, late=True)
        records.add(by=by, did="voucher.taken_in", on=on, count=1)
    return row is not None


def _missing(rows):
    known = Document.objects.filter(
        about_kind=rows.model._meta.label_lower,
        about_key=Cast(OuterRef("pk"), CharField(max_length=60)),
    )
    return rows.filter(~Exists(known))
