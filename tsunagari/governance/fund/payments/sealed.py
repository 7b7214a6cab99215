"""口座の封 — the number of an account, its kana name and a whole file, closed with the keys outside."""

import json

from django.db import transaction

from tsunagari.governance.fund.payments.models import Batch, PayeeAccount
from tsunagari.kernel.parties.numbers import ring

AT_ONCE = 200


def close(account: PayeeAccount, *, number: str, holder: str) -> None:
    """Put number and name into a row; the caller saves it."""
    keys = ring()
    text = json.dumps([number, holder], ensure_ascii=False)
    account.sealed = keys.seal(text, f"payee|{account.code}")
    account.mark = keys.mark(_same(account, number, holder))
    account.last_two = number[-2:]


def marks_of(account: PayeeAccount, *, number: str, holder: str) -> list[str]:
    """Every mark under which this very account may be stored."""
    return ring().marks(_same(account, number, holder))


def _same(account: PayeeAccount, number: str, holder: str) -> str:
    parts = (account.bank_code, account.branch_code, account.account_type, number, holder)
    return "payee|" + "|".join(parts)


def opened(account: PayeeAccount) -> tuple[str, str]:
    """(number, kana name): for the file itself, and for `accounts.reveal`, which records it."""
    if not account.sealed:
        return "", ""
    number, holder = json.loads(ring().open(account.sealed, f"payee|{account.code}"))
    return number, holder


def close_file(batch: Batch, text: str) -> None:
    batch.sealed = ring().seal(text, f"transfer|{batch.code}")


def file_of(batch: Batch) -> str:
    """The text of a file, as it was made."""
    return ring().open(batch.sealed, f"transfer|{batch.code}")


# 鍵を替える ---------------------------------------------------------------------------------


def key_ids() -> set[str]:
    """The ids of all keys with which something here is sealed."""
    return {
        sealed.partition(":")[0]
        for model in (PayeeAccount, Batch)
        for sealed in model.objects.exclude(sealed="").values_list("sealed", flat=True).iterator()
    }


def reseal() -> int:
    """Seal anew with the newest key what is not, some at a time; how many."""
    done = 0
    while rows := _reseal_accounts():
        done += rows
    while rows := _reseal_files():
        done += rows
    return done


@transaction.atomic
def _reseal_accounts() -> int:
    rows = list(_older(PayeeAccount).select_for_update().order_by("pk")[:AT_ONCE])
    for row in rows:
        number, holder = opened(row)
        close(row, number=number, holder=holder)
        row.save(update_fields=["sealed", "mark"])
    return len(rows)


@transaction.atomic
def _reseal_files() -> int:
    rows = list(_older(Batch).select_for_update().order_by("pk")[:AT_ONCE])
    for row in rows:
        close_file(row, file_of(row))
        row.save(update_fields=["sealed"])
    return len(rows)


def _older(model):
    return model.objects.exclude(sealed="").exclude(sealed__startswith=f"{ring().newest}:")
