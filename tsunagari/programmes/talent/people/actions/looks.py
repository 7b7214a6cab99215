"""見た — that somebody opened a person's case is on record, and on that person's own page."""

from django.db import transaction

from tsunagari.kernel.records import actions as records
from tsunagari.kernel.roles.models import Viewer
from tsunagari.programmes.talent.people.models import Look


@transaction.atomic
def note(person: int, *, by: Viewer) -> bool:
    """見たことを記録する — one record a viewer, person and day; True for the first of the day."""
    row, first = Look.objects.get_or_create(person_id=person, by=by.party, on=by.on)
    if first:
        records.add(by=by, did="case.looked", about=row, concerns=[person], on=by.on)
    return first
