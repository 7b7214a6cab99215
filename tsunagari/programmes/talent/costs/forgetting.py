"""忘れる — words and receipts of a person's lines go; amounts, days and who asked stay as proof."""

from datetime import date

from django.db import transaction

from tsunagari.kernel.texts import attaching
from tsunagari.programmes.talent.costs.models import Answer, Cost, Opinion


@transaction.atomic
def forget(party, *, on: date) -> int:
    """費用の言葉を消す — how many lines were emptied; their receipts are forgotten with the papers."""
    mine = Cost.objects.filter(case__person=party.pk)
    for cost in mine:
        attaching.detach(cost, "words", on=on)
        attaching.detach(cost, "annulled_reason", on=on)
    for opinion in Opinion.objects.filter(cost__in=mine):
        attaching.detach(opinion, "words", on=on)
    Answer.objects.filter(cost__in=mine).update(words="")
    Opinion.objects.filter(cost__in=mine).update(words="")
    return mine.update(words="", whom_words="", annulled_reason="", receipt=None)
