"""忘れる — seats, votes by name and signatures stay as proof of a decision; who wrote a draft goes."""

from datetime import date

from django.db import transaction

from tsunagari.governance.fund.council.models import Minutes


@transaction.atomic
def forget(party, *, on: date) -> int:
    """書いた人の印を消す — how many versions lost theirs."""
    return Minutes.objects.filter(written_by=party.pk).update(written_by=None)
