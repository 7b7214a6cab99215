"""口座が変わった — what was approved on the older account is not approved any more."""

from datetime import date, datetime

from django.db import transaction

from tsunagari.governance.fund.payments.models import Batch, Item, Request
from tsunagari.kernel.ledger import dues
from tsunagari.kernel.parties.models import Party
from tsunagari.kernel.records import actions as records


@transaction.atomic
def void(party: Party, *, by, on: date, at: datetime) -> int:
    """承認のやり直し — requests that have not left go back to waiting; drafts that hold them are dropped.

    Files are locked before their requests, as everywhere. How many requests were sent back.
    """
    drafts = Batch.objects.filter(
        state=Batch.State.DRAFT, items__live=True, items__request__due__creditor=party
    )
    for key in sorted(set(drafts.values_list("pk", flat=True))):
        drop(Batch.objects.select_for_update().get(pk=key), by=by, on=on, at=at)
    rows = Request.objects.select_for_update().filter(
        due__creditor=party, state=Request.State.APPROVED
    )
    for request in rows.order_by("pk"):
        because = records.add(by=by, did="payment.voided", about=request, on=on, at=at)
        dues.bounce(request.due, because=because, by=by, on=on)
        request.state = Request.State.ASKED
        request.save(update_fields=["state"])
    return len(rows)


def drop(batch: Batch, *, by, on: date, at: datetime) -> Batch:
    """A file that has not left is given up; its requests are free for another one."""
    batch.state = Batch.State.DROPPED
    batch.save(update_fields=["state"])
    held = Item.objects.filter(batch=batch, live=True)
    Request.objects.filter(items__in=held, state=Request.State.FILED).update(
        state=Request.State.APPROVED
    )
    held.update(live=False)
    records.add(by=by, did="transfer.dropped", about=batch, on=on, at=at)
    return batch
