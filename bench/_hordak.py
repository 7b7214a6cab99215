"""django-hordak's side of `bench.hordak`: runs in its own environment, knows nothing of ours.

    DATABASE_URL=… python -m bench._hordak FILE ROUNDS

FILE holds [[day, words, debit account, credit account, yen], …]. Prints JSON: seconds of work of
each round of `bulk_create` with the library's triggers on, and each account's debits less credits.
"""

import json
import sys
from urllib.parse import parse_qsl, urlsplit

from bench._clock import clock


def main(file: str, rounds: int) -> None:
    """Make the tables, write the rows `rounds` times, keep the last ones and read them back."""
    started()
    from django.core.management import call_command
    from django.db import transaction

    call_command("migrate", verbosity=0, interactive=False)
    with open(file) as rows:
        entries = json.load(rows)
    accounts = opened({code for row in entries for code in row[2:4]})
    seconds = []
    for left in reversed(range(rounds)):
        with transaction.atomic():
            seconds.append(written(entries, accounts))
            transaction.set_rollback(left > 0)
    print(json.dumps({"seconds": seconds, "balances": balances()}))


def started() -> None:
    """Django with hordak alone, in whole yen."""
    import os

    import django
    from django.conf import settings

    url = urlsplit(os.environ["DATABASE_URL"])
    settings.configure(
        INSTALLED_APPS=[
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "mptt",
            "hordak",
        ],
        DATABASES={
            "default": {
                "ENGINE": "django.db.backends.postgresql",
                "NAME": url.path.lstrip("/"),
                "USER": url.username,
                "HOST": dict(parse_qsl(url.query))["host"],
            }
        },
        DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
        DEFAULT_CURRENCY="JPY",
        HORDAK_INTERNAL_CURRENCY="JPY",
        HORDAK_CURRENCIES=["JPY"],
        USE_TZ=True,
    )
    django.setup()


def opened(codes: set[str]) -> dict[str, object]:
    """An account for each code, of the type that its first digit says."""
    from hordak.models import Account, AccountType

    kinds = {
        "1": AccountType.asset,
        "4": AccountType.income,
        "5": AccountType.expense,
        "6": AccountType.expense,
    }
    return {
        code: Account.objects.create(name=code, code=code, type=kinds[code[0]], currencies=["JPY"])
        for code in sorted(codes)
    }


def written(entries: list, accounts: dict) -> float:
    """Seconds of work of its quickest way: all transactions, then all legs."""
    from django.db import connection
    from hordak.models import Leg, Transaction
    from moneyed import Money

    began = clock()
    rows = Transaction.objects.bulk_create(
        Transaction(date=day, description=words) for day, words, _debit, _credit, _yen in entries
    )
    Leg.objects.bulk_create(
        Leg(transaction=row, account=accounts[code], **{side: Money(yen, "JPY")})
        for row, (_day, _words, debit, credit, yen) in zip(rows, entries, strict=True)
        for side, code in (("debit", debit), ("credit", credit))
    )
    # Its check of the sum waits for the end of the transaction: it belongs to the work.
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    return clock() - began


def balances() -> dict[str, int]:
    """{code: debits less credits} of every account."""
    from django.db.models import Sum
    from hordak.models import Leg

    rows = Leg.objects.values_list("account__code").order_by()
    sums = rows.annotate(debit=Sum("debit"), credit=Sum("credit"))
    return {code: int(debit or 0) - int(credit or 0) for code, debit, credit in sums}


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
