"""見た — that somebody opened a person's case is on record, and on that person's own page."""

from datetime import date

from django.db import transaction

from tsunagari.kernel.records import actions as records
from tsunagari.kernel.roles.models import Viewer
from tsunagari.programmes.talent.people.models import Case, Look


@transaction.atomic
def note(person: int, *, by: Viewer) -> bool:
    """見たことを記録する — one record a viewer, person and day; True for the first of the day."""
    row, first = Look.objects.get_or_create(person_id=person, by=by.party, on=by.on)
    if first:
        records.add(by=by, did="case.looked", about=row, concerns=[person], on=by.on)
    return first


def take_out_comparison(before: date, after: date, *, about: Case | None, by, on: date) -> None:
    """もしもの表を取り出した — names leave the house in a file: who compared which days is on record."""
    concerns = [about.person_id] if about else []
    days = {"before": before.isoformat(), "after": after.isoformat()}
    records.add(by=by, did="what_if.taken_out", about=about, concerns=concerns, on=on, **days)
