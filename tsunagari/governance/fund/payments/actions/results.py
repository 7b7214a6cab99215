"""振込結果 — each line settles its payment, or brings it back with the bank's reason; all or nothing."""

import hashlib
from datetime import date, datetime

from django.db import transaction

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, refuse_if
from tsunagari.governance.fund.payments import queries, sealed
from tsunagari.governance.fund.payments.actions import following
from tsunagari.governance.fund.payments.models import Batch, Item, Request, ResultFile
from tsunagari.governance.fund.payments.rules import asking, results
from tsunagari.governance.fund.payments.rules.transfer import ENCODING
from tsunagari.kernel.ledger import dues
from tsunagari.kernel.ledger import queries as ledger
from tsunagari.kernel.records import actions as records


def _locked(batch: Batch, on: date) -> Batch:
    rows = Batch.objects.select_for_update(of=("self",))
    batch = rows.select_related("source__book").get(pk=batch.pk)
    refuse_if(asking.why_not_step(batch.state, (Batch.State.LOCKED,)))
    if on < batch.pay_on:
        words = _("振込指定日（%(day)s）がまだ来ていません。その日からあとに結果を入れてください。")
        refuse_if([Reason(words, {"day": batch.pay_on}, rule="result.early", field="file")])
    return batch


@transaction.atomic
def take_in(batch: Batch, data: bytes, *, by, on: date, at: datetime) -> dict[str, int]:
    """結果を取り込む — how many were paid and how many came back."""
    batch = _locked(batch, on)
    digest = hashlib.sha256(data).hexdigest()
    if ResultFile.objects.filter(batch=batch, sha256=digest).exists():
        words = _("この結果のファイルは、もう取り込んであります。")
        refuse_if([Reason(words, rule="result.twice", field="file")])
    said = results.read(data, result_at=batch.source.result_at, near=batch.pay_on)
    sent = sealed.file_of(batch).encode(ENCODING).replace(b"\r\n", b"")
    refuse_if(results.why_not_other(said, sent=data.replace(b"\r\n", b"").rstrip(b"\x1a") == sent))
    items = {one.pk: one for one in queries.items_of(batch) if not one.result}
    found = results.matched(said, [(pk, _key(one)) for pk, one in items.items()])
    ResultFile.objects.create(batch=batch, sha256=digest, by=by.party, at=at)
    for pk, one in found.items():
        _note(items[pk], paid=one.paid, reason=one.reason, by=by, on=on, at=at)
    return _finish(batch, found.values(), by=by, on=on, at=at)


def _key(item: Item) -> tuple:
    account = item.account
    number, _holder = sealed.opened(account)
    return results.key_of(account.bank_code, account.branch_code, number, item.yen)


@transaction.atomic
def mark(
    batch: Batch, position: int, *, paid: bool, reason: str, by, on: date, at: datetime
) -> dict[str, int]:
    """1件の結果を手で入れる — seen on the bank's own page."""
    batch = _locked(batch, on)
    item = batch.items.select_related("request__due", "account").get(position=position)
    refuse_if(asking.why_not_step(item.result, ("",)))
    if not paid:
        refuse_if(asking.why_not_say_why(reason))
    _note(item, paid=paid, reason=reason.strip(), by=by, on=on, at=at)
    said = results.Said(("", "", "", 0), paid)
    return _finish(batch, [said], by=by, on=on, at=at)


def _note(item: Item, *, paid: bool, reason: str, by, on: date, at: datetime) -> None:
    """The debt leaves the books, or the due is owed again."""
    request = Request.objects.select_for_update(of=("self",)).get(pk=item.request_id)
    refuse_if(asking.why_not_step(request.state, (Request.State.SENT,)))
    because = records.add(
        by=by,
        did="payment.settled" if paid else "payment.failed",
        about=request,
        concerns=[item.account.party_id],
        on=on,
        at=at,
        yen=item.yen,
        private={"reason": reason} if reason else None,
    )
    if paid:
        _settle(request, item.batch, because, by)
    else:
        dues.bounce(request.due, because=because, by=by, on=on)
    item.result = Item.Result.PAID if paid else Item.Result.FAILED
    item.reason, item.live = reason[:200], paid
    item.save(update_fields=["result", "reason", "live"])
    request.state = Request.State.SETTLED if paid else Request.State.FAILED
    request.reason = reason[:300]
    request.save(update_fields=["state", "reason"])
    following.follow(request, on=on, by=by)


def _settle(request: Request, batch: Batch, because, by) -> None:
    """On the day when the bank moved the money; once its month is closed, on the first open day.

    The words then keep the bank's day.
    """
    day = ledger.first_open(batch.source.book, batch.pay_on)
    late = "" if day == batch.pay_on else f"（{batch.pay_on}）"
    words = f"{late}{request.words}"
    dues.settle(
        request.due, on=day, because=because, by=by, words=words, withheld=request.withheld_yen
    )


def _finish(batch: Batch, said, *, by, on: date, at: datetime) -> dict[str, int]:
    """What came in is one record; the file is done when every payment has its result."""
    paid = sum(one.paid for one in said)
    counts = {"paid": paid, "failed": len(said) - paid}
    records.add(by=by, did="transfer.result", about=batch, on=on, at=at, **counts)
    if not batch.items.filter(result="").exists():
        batch.state = Batch.State.DONE
        batch.save(update_fields=["state"])
        following.follow(batch, on=on, by=by)
    return counts
