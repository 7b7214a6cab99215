"""忘れる — what a person was told, where letters went, and the files in which they stand."""

from datetime import date

from django.db import transaction

from tsunagari.kernel.notices import duties
from tsunagari.kernel.notices.models import Choice, LetterBatch, Notice
from tsunagari.kernel.papers.forgetting import drop

STATES = LetterBatch.State


@transaction.atomic
def forget(party, *, on: date) -> int:
    """お知らせを消す — sent and unsent, and how the party was told; answers how many."""
    written = LetterBatch.objects.select_for_update().filter(letters__notice__to=party)
    batches = {batch.pk: batch for batch in written}
    mine = Notice.objects.filter(to=party)
    gone = mine.count()
    mine.delete()
    for batch in batches.values():
        _without(batch, on)
    gone += Choice.objects.filter(party=party).delete()[0]
    return gone


def _without(batch: LetterBatch, on: date) -> None:
    """The file in which the person stood goes; one that is not posted yet is made again."""
    old, batch.blob = batch.blob, None
    if not batch.letters.exists() and batch.state != STATES.POSTED:
        duties.drop(batch, on=on)
        batch.delete()
    else:
        waits = batch.state in (STATES.READY, STATES.MAKING)
        batch.state = STATES.MAKING if waits else batch.state
        batch.lease_until, batch.tries = (None, 0) if waits else (batch.lease_until, batch.tries)
        batch.save()
    if old:
        drop(old)
