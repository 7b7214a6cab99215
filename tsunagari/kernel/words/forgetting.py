"""忘れる — who wrote or checked a reading; the readings stay."""

from datetime import date

from django.db import transaction

from tsunagari.kernel.words.models import Doubt, Reading


@transaction.atomic
def forget(party, *, on: date) -> int:
    """読みから名前を外す — answers how many rows no longer say who."""
    gone = 0
    for rows, side in ((Reading, "by"), (Reading, "checked_by"), (Doubt, "settled_by")):
        gone += rows.objects.filter(**{side: party}).update(**{side: None})
    for reading in Reading.objects.exclude(before=None):
        was = reading.before
        if party.pk in (was.get("by"), was.get("checked_by")):
            reading.before = None
            reading.save(update_fields=["before"])
            gone += 1
    return gone
