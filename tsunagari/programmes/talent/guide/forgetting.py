"""忘れる — who wrote and who checked; pages name nobody, and drafts in work are the author's to clean."""

from datetime import date

from django.db import transaction
from django.db.models import Q

from tsunagari.programmes.talent.guide.models import Revision


@transaction.atomic
def forget(party, *, on: date) -> int:
    """書いた人を消す — answers how many versions say no more whose they are."""
    mine = Revision.objects.filter(Q(author=party) | Q(checked_by=party) | Q(writers=party))
    count = mine.distinct().count()
    Revision.writers.through.objects.filter(party=party).delete()
    Revision.objects.filter(author=party).update(author=None)
    Revision.objects.filter(checked_by=party).update(checked_by=None)
    return count
