"""口座の封 — the number of an account, its kana name and a whole file, closed with the keys outside."""

import json

from tsunagari.governance.fund.payments.models import Batch, PayeeAccount
from tsunagari.kernel.parties import numbers
from tsunagari.kernel.parties.numbers import ring


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
    return numbers.ids_of(PayeeAccount) | numbers.ids_of(Batch)


def reseal() -> int:
    """Seal anew with the newest key what is not; how many."""
    accounts = numbers.reseal(PayeeAccount, _account_anew, fields=("sealed", "mark"))
    return accounts + numbers.reseal(Batch, lambda row: close_file(row, file_of(row)))


def _account_anew(account: PayeeAccount) -> None:
    number, holder = opened(account)
    close(account, number=number, holder=holder)
