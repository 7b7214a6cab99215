"""忘れる — what a worker said in interviews goes; that an interview was held stays as a count."""

from datetime import date

from django.db import transaction

from tsunagari.kernel.papers.forgetting import drop, kept_by_law
from tsunagari.programmes.talent.visits import keeping
from tsunagari.programmes.talent.visits.models import Answer, Finding, Interview, Picture, Visit


@transaction.atomic
def forget(party, *, on: date) -> int:
    """面談のことばを消す — answers, words of findings; answers how many rows changed."""
    mine = Interview.objects.filter(case__person=party.pk)
    gone = Answer.objects.filter(interview__in=mine).delete()[0]
    gone += mine.exclude(away_words="").update(away_words="")
    gone += Finding.objects.filter(interview__in=mine).update(words="", mended_words="")
    Answer.objects.filter(by=party.pk).update(by=None)
    gone += _pictures(mine, on)
    gone += keeping.let_go(party, on=on)
    return gone + Visit.objects.filter(visitor=party.pk).update(visitor=None)


def _pictures(interviews, on: date) -> int:
    """What was photographed while somebody was asked goes when no law keeps it any more."""
    gone = 0
    for row in Picture.objects.filter(interview__in=interviews).select_related("paper__blob"):
        if not kept_by_law(row.paper, on):
            row.delete()
            row.paper.delete()
            drop(row.paper.blob)
            gone += 1
    return gone
