"""忘れる — what a person was told."""

from datetime import date

from django.db import transaction

from tsunagari.kernel.notices.models import Notice


@transaction.atomic
def forget(party, *, on: date) -> int:
    """お知らせを消す — sent and unsent; answers how many."""
    mine = Notice.objects.filter(to=party)
    gone = mine.count()
    mine.delete()
    return gone
