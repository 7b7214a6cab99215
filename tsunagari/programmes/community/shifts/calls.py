"""電話で知らせる人 — helpers without an address hear from the office alone that an event is called off.

Whoever was called has a note that needs no mail; a press that was a mistake takes it back.
"""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from tsunagari.kernel.records import actions as records
from tsunagari.programmes.community.events.models import Event
from tsunagari.programmes.community.shifts import queries
from tsunagari.programmes.community.shifts.models import Note, Volunteer

SAID = {"kind": "cancelled", "state": Note.State.SENT}


def waiting(event: Event, now: datetime) -> QuerySet[Volunteer]:
    """まだの人 — told by nobody yet."""
    return _people(event, now).filter(~_said())


def called(event: Event, now: datetime) -> QuerySet[Volunteer]:
    """知らせた人 — as long as it matters."""
    return _people(event, now).filter(_said())


def _people(event: Event, now: datetime) -> QuerySet[Volunteer]:
    rows = queries.unmailed(event)
    return rows if event.state == Event.State.CANCELLED and now < event.ends_at else rows.none()


def _said() -> Exists:
    return Exists(Note.objects.filter(volunteer=OuterRef("pk"), **SAID))


@transaction.atomic
def told(volunteer: Volunteer, *, by, on: date, at: datetime) -> None:
    """知らせた — once."""
    volunteer = Volunteer.objects.select_for_update(no_key=True).get(pk=volunteer.pk)
    if waiting(volunteer.event, at).filter(pk=volunteer.pk).exists():
        Note.objects.create(volunteer=volunteer, next_at=at, **SAID)
        _record("shift.told_by_phone", volunteer, by=by, on=on, at=at)


@transaction.atomic
def untold(volunteer: Volunteer, *, by, on: date, at: datetime) -> None:
    """もどす — nobody was reached after all."""
    volunteer = Volunteer.objects.select_for_update(no_key=True).get(pk=volunteer.pk)
    if called(volunteer.event, at).filter(pk=volunteer.pk).exists():
        volunteer.notes.filter(**SAID).delete()
        _record("shift.untold", volunteer, by=by, on=on, at=at)


def _record(did: str, volunteer: Volunteer, *, by, on: date, at: datetime) -> None:
    concerns = [volunteer.party_id] if volunteer.party_id else []
    records.add(by=by, did=did, about=volunteer, concerns=concerns, on=on, at=at)
