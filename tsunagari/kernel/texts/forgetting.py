"""忘れる — who translated and who checked; the texts themselves name nobody."""

from datetime import date

from django.db import transaction
from django.db.models import Q

from tsunagari.kernel.texts.models import Rendering


@transaction.atomic
def forget(party, *, on: date) -> int:
    """訳した人を消す — answers how many translations say no more whose they are."""
    mine = Rendering.objects.filter(Q(by=party) | Q(checked_by=party))
    count = mine.count()
    Rendering.objects.filter(by=party).update(by=None)
    Rendering.objects.filter(checked_by=party).update(checked_by=None)
    return count
