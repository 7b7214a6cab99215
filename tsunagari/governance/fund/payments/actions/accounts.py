"""受取口座 — entered, replaced, asked about by telephone, and read: every reading is on record."""

import secrets
from datetime import date, datetime

from django.db import transaction

from tsunagari.base.refusals import refuse_if
from tsunagari.governance.fund.payments import queries, sealed
from tsunagari.governance.fund.payments.actions import changing
from tsunagari.governance.fund.payments.models import PayeeAccount
from tsunagari.governance.fund.payments.rules import approving, transfer
from tsunagari.kernel.parties.models import Party
from tsunagari.kernel.records import actions as records
from tsunagari.kernel.roles.rules import why_not_read_number

READ = "account.read"


@transaction.atomic
def enter(
    party: Party,
    *,
    bank_code: str,
    branch_code: str,
    account_type: str,
    number: str,
    holder: str,
    by,
    on: date,
    at: datetime,
    bank_name: str = "",
    branch_name: str = "",
) -> PayeeAccount:
    """口座を登録する — as it will stand in the bank's file; a new account ends the one before it.

    Requests on the older account have to be approved anew.
    """
    party = Party.objects.select_for_update().get(pk=party.pk)
    refuse_if(
        transfer.payment_reasons(
            transfer.Payment(
                bank_code, branch_code, account_type, number, holder, 1, bank_name, branch_name
            ),
            transfer.Profile(wo=True),
        )
    )
    before = PayeeAccount.objects.filter(party=party, ended_at=None).first()
    number = number.zfill(7)
    row = PayeeAccount(
        party=party,
        code=secrets.token_hex(16),
        bank_code=bank_code,
        bank_name=bank_name,
        branch_code=branch_code,
        branch_name=branch_name,
        account_type=account_type,
        entered_as=_side(by),
        entered_by=getattr(by, "party", None),
        entered_on=on,
    )
    if before and before.mark in sealed.marks_of(row, number=number, holder=holder):
        return before
    if before:
        before.ended_at = at
        before.save(update_fields=["ended_at"])
        row.replaces = before
    sealed.close(row, number=number, holder=holder)
    row.save(force_insert=True)
    did = "account.replaced" if before else "account.entered"
    records.add(
        by=by, did=did, about=row, concerns=[party], on=on, at=at, bank=bank_code, side=_side(by)
    )
    changing.void(party, by=by, on=on, at=at)
    return row


def _side(by) -> str:
    staff = getattr(by, "kind", "") == "staff" and getattr(by, "on_behalf", None) is None
    return PayeeAccount.By.STAFF if staff else PayeeAccount.By.SELF


@transaction.atomic
def note_call(account: PayeeAccount, *, words: str, by, on: date, at: datetime) -> PayeeAccount:
    """電話で確かめた — on a number that was known before, by somebody else than who typed it."""
    account = PayeeAccount.objects.select_for_update().get(pk=account.pk)
    refuse_if(
        approving.why_not_call(
            words=words,
            entered_by_me=account.entered_by_id == by.party.pk,
            called=account.called_on is not None,
        )
    )
    account.called_on, account.called_by = on, by.party
    account.called_words = words.strip()[:300]
    account.save(update_fields=["called_on", "called_by", "called_words"])
    records.add(
        by=by, did="account.called", about=account, concerns=[account.party_id], on=on, at=at
    )
    return account


@transaction.atomic
def reveal(account: PayeeAccount, *, reason: str, by, on: date) -> tuple[str, str]:
    """口座を見る — number and name, for staff who say why; the reading is written first."""
    account = PayeeAccount.objects.select_for_update().get(pk=account.pk)
    reason = reason.strip()
    refuse_if(why_not_read_number(reason=reason, kind=getattr(by, "kind", "")))
    records.add(
        by=by,
        did=READ,
        about=account,
        concerns=[account.party_id],
        on=on,
        private={"reason": reason},
    )
    return sealed.opened(account)


@transaction.atomic
def end(account: PayeeAccount, *, by, on: date, at: datetime) -> PayeeAccount:
    """使わなくする — nothing is paid on it any more; what was approved has to be approved anew."""
    account = PayeeAccount.objects.select_for_update().get(pk=account.pk)
    if account.ended_at is None:
        account.ended_at = at
        account.save(update_fields=["ended_at"])
        records.add(
            by=by, did="account.ended", about=account, concerns=[account.party_id], on=on, at=at
        )
        changing.void(account.party, by=by, on=on, at=at)
    return account


def changed(account: PayeeAccount, *, on: date) -> bool:
    """True while a second approver and a call are needed."""
    return queries.is_changed(account, on=on)
