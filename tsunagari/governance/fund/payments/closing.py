"""月を締める前 — files whose result is not known yet hold the month in which the bank pays them."""

from datetime import date

from tsunagari.governance.fund.payments.duties import RESULT, RULES
from tsunagari.governance.fund.payments.models import Batch
from tsunagari.kernel.ledger.models import Book
from tsunagari.kernel.ledger.rules.closing import Open

TITLE = next(rule.title for rule in RULES if rule.code == RESULT)


def without_result(book: Book, first: date, last: date) -> list[Open]:
    """結果を待っている振込ファイル — until it is in, the bank's balance would not be the books'."""
    rows = Batch.objects.filter(
        source__book=book, state=Batch.State.LOCKED, pay_on__gte=first, pay_on__lte=last
    )
    return [
        Open(TITLE, {"yen": one.yen}, blocks=True, where="desk:transfer", at=(one.pk,))
        for one in rows.order_by("pay_on", "pk")
    ]
