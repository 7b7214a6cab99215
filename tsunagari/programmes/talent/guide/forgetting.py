"""忘れる — who wrote and who checked; drafts begun from what a person asked. Pages name nobody."""

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.db.models import Q, QuerySet

from tsunagari.programmes.talent.guide import actions
from tsunagari.programmes.talent.guide.models import Revision


@transaction.atomic
def forget(party, *, on: date) -> int:
    """書いた人を消す — answers how many versions say no more whose they are."""
    mine = Revision.objects.filter(Q(author=party) | Q(checked_by=party) | Q(writers=party))
    count = mine.distinct().count()
    Revision.writers.through.objects.filter(party=party).delete()
    Revision.objects.filter(author=party).update(author=None)
    Revision.objects.filter(checked_by=party).update(checked_by=None)
    told = Revision.objects.filter(consultation__person=party.pk)
    return count + _drop(told, on)


@transaction.atomic
def drop_drafts(consultations: Collection[int], *, on: date) -> int:
    """下書きも消す — those begun from consultations whose words are gone; how many."""
    return _drop(Revision.objects.filter(consultation__in=consultations), on)


def _drop(begun: QuerySet[Revision], on: date) -> int:
    """What no second person has let out yet may still hold what somebody said."""
    drafts = list(begun.filter(state__in=Revision.WORKING).select_related("answer"))
    for draft in drafts:
        actions.drop(draft, by=None, on=on)
    return len(drafts)
