"""忘れる — accounts of a person are emptied; that money was paid stays in the books.

The sealed file of a batch keeps what was sent to the bank as long as the books are kept.
"""

from datetime import date

from django.db import transaction
from django.utils import timezone

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason
from tsunagari.governance.fund.payments.models import Expense, PayeeAccount, Request


def why_not_forget(party) -> list[Reason]:
    """Money that is still to be paid needs its account."""
    rows = Request.objects.filter(due__creditor=party, state__in=Request.OPEN)
    waiting = rows.exists() or Expense.objects.filter(payee=party, state="waiting").exists()
    if not waiting:
        return []
    words = _("この人への支払いが終わっていません。支払うか、取り下げてから消してください。")
    return [Reason(words, rule="payment.open")]


@transaction.atomic
def forget(party, *, on: date) -> int:
    """口座を消す — number and name; how many accounts were emptied."""
    mine = PayeeAccount.objects.filter(party=party)
    mine.filter(ended_at=None).update(ended_at=timezone.now())
    Expense.objects.filter(payee=party).update(words="—")
    Request.objects.filter(due__creditor=party).update(words="", reason="", withheld_words="")
    return mine.exclude(sealed="").update(sealed="", mark="", last_two="", called_words="")
