"""忘れる — what a person was told, where letters went, and the files in which they stand."""

from datetime import date

from django.db import transaction

from tsunagari.kernel.notices.letters import made_anew
from tsunagari.kernel.notices.models import Choice, LetterBatch, Notice


@transaction.atomic
def forget(party, *, on: date) -> int:
    """お知らせを消す — sent and unsent, and how the party was told; answers how many."""
    written = LetterBatch.objects.select_for_update().filter(letters__notice__to=party)
    batches = {batch.pk: batch for batch in written}
    mine = Notice.objects.filter(to=party)
    gone = mine.count()
    mine.delete()
    for batch in batches.values():
        made_anew(batch, on=on)
    gone += Choice.objects.filter(party=party).delete()[0]
    return gone
