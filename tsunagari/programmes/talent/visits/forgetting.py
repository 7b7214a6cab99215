"""忘れる — what a worker said in interviews goes; that an interview was held stays as a count."""

from datetime import date

from django.db import transaction

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason
from tsunagari.programmes.talent.visits.models import Answer, Breach, Finding, Interview, Visit


def why_not_forget(party) -> list[Reason]:
    """A report about a person that nobody has looked into keeps everything."""
    if not Breach.objects.filter(case__person=party.pk, looked_on=None).exists():
        return []
    words = _("この人についての知らせを、まだだれも確かめていません。確かめてから消してください。")
    return [Reason(words, rule="breach.open")]


@transaction.atomic
def forget(party, *, on: date) -> int:
    """面談のことばを消す — answers, words of findings and reports; answers how many rows changed."""
    mine = Interview.objects.filter(case__person=party.pk)
    gone = Answer.objects.filter(interview__in=mine).delete()[0]
    gone += mine.exclude(away_words="").update(away_words="")
    gone += Finding.objects.filter(interview__in=mine).update(words="", mended_words="")
    gone += Breach.objects.filter(case__person=party.pk).update(words="", looked_words="")
    Answer.objects.filter(by=party.pk).update(by=None)
    return gone + Visit.objects.filter(visitor=party.pk).update(visitor=None)
