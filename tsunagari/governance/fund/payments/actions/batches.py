"""振込ファイル — made of approved requests, approved by its bytes, locked once, taken out again the same.

A request stands in one live file (the database holds to it). Locking is one transaction: before its
commit nothing has left, after it the file is there, byte for byte, whatever happens to the program.
"""

import hashlib
import secrets
from dataclasses import replace
from datetime import date, datetime

from django.db import IntegrityError, transaction

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, Refused, refuse_if
from tsunagari.governance.fund.payments import queries, sealed
from tsunagari.governance.fund.payments.actions import changing, following
from tsunagari.governance.fund.payments.actions.sources import header_of, profile_of
from tsunagari.governance.fund.payments.models import Batch, Download, Item, Request, Source
from tsunagari.governance.fund.payments.rules import approving, asking, days, transfer
from tsunagari.kernel.approvals import actions as approvals
from tsunagari.kernel.approvals import queries as approved
from tsunagari.kernel.ledger import dues
from tsunagari.kernel.ledger.models import Due
from tsunagari.kernel.records import actions as records


@transaction.atomic
def make(source: Source, keys: list[int], *, pay_on: date, by, on: date, at: datetime) -> Batch:
    """ファイルを作る — of the chosen requests, in the order in which they were asked."""
    source = Source.objects.select_for_update().get(pk=source.pk)
    looks = _chosen(source, keys, on)
    payments = _payments(looks)
    data = _written(source, payments, looks, pay_on, on)
    batch = Batch(
        source=source,
        pay_on=pay_on,
        code=secrets.token_hex(16),
        sha256=hashlib.sha256(data).hexdigest(),
        count=len(payments),
        yen=sum(one.yen for one in payments),
        prepared_by=by.party,
        prepared_on=on,
    )
    sealed.close_file(batch, data.decode(transfer.ENCODING))
    batch.save(force_insert=True)
    Item.objects.bulk_create(
        Item(batch=batch, request=look.request, account=look.account, position=n, yen=one.yen)
        for n, (look, one) in enumerate(zip(looks, payments, strict=True), 1)
    )
    Request.objects.filter(pk__in=[look.request.pk for look in looks]).update(
        state=Request.State.FILED
    )
    records.add(
        by=by,
        did="transfer.made",
        about=batch,
        on=on,
        at=at,
        count=batch.count,
        yen=batch.yen,
        sha256=batch.sha256,
    )
    return batch


def _chosen(source: Source, keys: list[int], on: date) -> list[queries.Look]:
    rows = queries.requests().select_for_update(of=("self",))
    found = list(rows.filter(pk__in=keys, due__book=source.book_id).order_by("pk"))
    reasons = []
    if not found or len(found) != len(set(keys)):
        words = _("ファイルに入れる支払いを選んでください。")
        reasons.append(Reason(words, rule="transfer.none", field="requests"))
    looks = queries.looks(found, on=on)
    reasons += [reason for look in looks for reason in _why_not_file(look)]
    refuse_if(list(dict.fromkeys(reasons)))
    return looks


def _why_not_file(look: queries.Look) -> list[Reason]:
    """Approved by enough people, on an account that stands and was asked about."""
    reasons = asking.why_not_step(look.request.state, (Request.State.APPROVED,))
    reasons = reasons or asking.why_not_step(look.request.due.state, (Due.State.APPROVED,))
    facts = look.account and queries.facts_of(look.account, [])
    reasons += approving.why_not_approve(facts, changed=look.changed)
    if not reasons and not look.enough:
        words = _("承認が足りない支払いがあります。承認されたものだけを選んでください。")
        reasons.append(Reason(words, rule="transfer.approvals", field="requests"))
    return reasons


def _payments(looks: list[queries.Look]) -> list[transfer.Payment]:
    sent = queries.sent_to({look.request.due.creditor_id for look in looks})
    return [_payment(look, sent.get(look.request.due.creditor_id, [])) for look in looks]


def _payment(look: queries.Look, sent: list[int]) -> transfer.Payment:
    account = look.account
    number, holder = sealed.opened(account)
    changed = bool(sent) and sent[-1] != account.pk
    return transfer.Payment(
        bank_code=account.bank_code,
        bank_name=account.bank_name,
        branch_code=account.branch_code,
        branch_name=account.branch_name,
        account_type=account.account_type,
        account_number=number,
        payee=holder,
        yen=look.request.net_yen,
        new_code="2" if changed else "0" if sent else "1",
    )


def _written(source, payments, looks, pay_on: date, on: date) -> bytes:
    """The bytes; what cannot stand in a file is said of the payment that it concerns."""
    try:
        return transfer.write(header_of(source, pay_on), payments, profile_of(source), on=on)
    except Refused as refused:
        raise Refused([_placed(one, looks) for one in refused.reasons]) from refused


def _placed(reason: Reason, looks: list[queries.Look]) -> Reason:
    """A payment's fault with the number of its request in front; the day beside its field."""
    parts = reason.field.split(".")
    if parts[0] == "payments" and len(parts) == 3:
        words = _("支払い %(request)s：%(why)s")
        facts = {"request": looks[int(parts[1])].request.pk, "why": reason.words()}
        return Reason(words, facts, rule=reason.rule, field="requests")
    field = "pay_on" if parts[-1] == "on" else ""
    return replace(reason, field=field)


def warnings(batch: Batch, *, on: date) -> list[Reason]:
    """What somebody should look at: doubled payments, a day far ahead, codes that were not checked."""
    items = queries.items_of(batch)
    payments = [
        transfer.Payment(
            one.account.bank_code,
            one.account.branch_code,
            one.account.account_type,
            one.account.mark,
            "",
            one.yen,
        )
        for one in items
    ]
    header = header_of(batch.source, batch.pay_on)
    window = queries.figure("bank_window_days", on)
    return transfer.warnings(header, payments, on=on, window=window)


def _locked(batch: Batch, *states: str) -> Batch:
    rows = Batch.objects.select_for_update(of=("self",))
    batch = rows.select_related("source__book", "prepared_by").get(pk=batch.pk)
    refuse_if(asking.why_not_step(batch.state, states))
    return batch


@transaction.atomic
def say(
    batch: Batch, *, seen: str, by, on: date, at: datetime, no: bool = False, words: str = ""
) -> Batch:
    """承認する・認めない — of the very bytes, by somebody else than who made the file."""
    batch = _locked(batch, Batch.State.DRAFT)
    requests = [one.request for one in queries.items_of(batch)]
    me = {by.party.pk, approved.person_of(by)}
    decided = any(queries.decided_by(one, on=on) & me for one in requests)
    approvals.say(
        batch,
        queries.batch_digest(batch),
        seen=seen,
        prepared_by=[batch.prepared_by],
        by=by,
        on=on,
        at=at,
        no=no,
        words=words,
        barred=approving.why_not_decider(decided=decided),
    )
    return changing.drop(batch, by=by, on=on, at=at) if no else batch


@transaction.atomic
def lock(batch: Batch, *, by, on: date, at: datetime) -> Batch:
    """確定する — from now on the file and its payments do not change; nothing leaves twice."""
    batch = _locked(batch, Batch.State.DRAFT)
    refuse_if(_why_not_lock(batch, on))
    items = queries.items_of(batch)
    held = Request.objects.select_for_update().filter(pk__in=[one.request_id for one in items])
    for request in held.order_by("pk").select_related(None):
        refuse_if(asking.why_not_step(request.state, (Request.State.FILED,)))
    refuse_if(_why_not_items(items, on))
    records.add(
        by=by,
        did="transfer.locked",
        about=batch,
        on=on,
        at=at,
        count=batch.count,
        yen=batch.yen,
        sha256=batch.sha256,
    )
    for one in items:
        because = records.add(
            by=by,
            did="payment.sent",
            about=one.request,
            concerns=[one.account.party_id],
            on=on,
            at=at,
            yen=one.yen,
        )
        dues.send(one.request.due, because=because, by=by, on=on)
    held.update(state=Request.State.SENT)
    batch.state, batch.locked_by, batch.locked_at = Batch.State.LOCKED, by.party, at
    batch.save(update_fields=["state", "locked_by", "locked_at"])
    following.follow(batch, on=on, by=by)
    return batch


def _why_not_lock(batch: Batch, on: date) -> list[Reason]:
    """Approved by another person, and the day has not gone by in between."""
    reasons = days.why_not(batch.pay_on, on=on, field="pay_on")
    if not approved.said(batch, queries.batch_digest(batch)).enough():
        words = _(
            "まだ承認されていません。作った人とはべつの人が、合計と SHA-256 を見て承認します。"
        )
        reasons.append(Reason(words, rule="transfer.approvals"))
    return reasons


def _why_not_items(items: list[Item], on: date) -> list[Reason]:
    """Every account is still the one that stands in the file."""
    now = queries.standing([one.account.party_id for one in items])
    if all(now.get(one.account.party_id) == one.account for one in items):
        return []
    words = _("口座が変わった支払いがあります。このファイルをやめて、作りなおしてください。")
    return [Reason(words, rule="transfer.account")]


@transaction.atomic
def drop(batch: Batch, *, by, on: date, at: datetime) -> Batch:
    """やめる — before it was locked; its payments are free for another file."""
    return changing.drop(_locked(batch, Batch.State.DRAFT), by=by, on=on, at=at)


@transaction.atomic
def take(batch: Batch, *, key: str, by, on: date, at: datetime) -> bytes:
    """書き出す — the bytes that were approved, each time the same; a press is recorded once."""
    batch = _locked(batch, Batch.State.LOCKED, Batch.State.DONE)
    data = sealed.file_of(batch).encode(transfer.ENCODING)
    if hashlib.sha256(data).hexdigest() != batch.sha256:
        raise ValueError(f"the file {batch.pk} is not the one that was approved")
    if _pressed_first(batch, key, by, at):
        records.add(by=by, did="transfer.taken", about=batch, on=on, at=at, sha256=batch.sha256)
    return data


def _pressed_first(batch: Batch, key: str, by, at: datetime) -> bool:
    """True for the first press of a key."""
    try:
        with transaction.atomic():
            Download.objects.create(
                batch=batch, key=key or secrets.token_hex(16), by=by.party, at=at
            )
    except IntegrityError:
        return False
    return True
