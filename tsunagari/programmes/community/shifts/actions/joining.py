"""お手伝いに申し込む — an offer of help, its wishes until they are counted on, and stopping."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max

from tsunagari.base.refusals import refuse_if
from tsunagari.kernel.records import actions as records
from tsunagari.programmes.community.events import secrets
from tsunagari.programmes.community.events.models import Event
from tsunagari.programmes.community.shifts import mails
from tsunagari.programmes.community.shifts.models import Assignment, Shift, Swap, Volunteer, Wish
from tsunagari.programmes.community.shifts.rules import helping

OPENS = "helper"


@dataclass(frozen=True)
class Offer:
    """What somebody says of themselves; `levels` are {key of a shift: wants, can or cannot}."""

    name: str
    email: str = ""
    language: str = "ja"
    languages: Sequence[str] = ()
    skills: Sequence[str] = ()
    most_minutes: int | None = None
    age: int | None = None
    levels: Mapping[int, str] = field(default_factory=dict)
    party: object = None


@transaction.atomic
def join(event: Event, told: Offer, *, salt: str, by, on: date, at: datetime) -> Volunteer:
    """お手伝いに申し込む — the secret address is made from the salt; the same salt is one offer."""
    shifts = _open(event, at)
    levels = {pk: level for pk, level in told.levels.items() if pk in shifts}
    last = Shift.objects.filter(event=event).aggregate(last=Max("starts_at"))["last"]
    public = event.state == Event.State.PUBLIC
    refuse_if(
        helping.why_not_join(public=public, now=at, ends_at=last or event.starts_at, levels=levels)
    )
    volunteer = Volunteer.objects.create(
        event=event,
        salt=salt,
        secret_hash=secrets.hashed(secrets.made(salt, OPENS)),
        name=told.name,
        email=told.email,
        language=told.language,
        languages=list(told.languages),
        skills=list(told.skills),
        most_minutes=told.most_minutes,
        age=told.age,
        party=told.party,
        made_at=at,
    )
    _put(volunteer, levels)
    records.add(by=by, did="shift.joined", about=volunteer, concerns=_who(volunteer), on=on, at=at)
    mails.queue([volunteer], "joined", at=at)
    return volunteer


def _open(event: Event, at: datetime) -> set[int]:
    return set(Shift.objects.filter(event=event, starts_at__gt=at).values_list("pk", flat=True))


def _put(volunteer: Volunteer, levels: Mapping[int, str]) -> None:
    Wish.objects.bulk_create(
        Wish(volunteer=volunteer, shift_id=pk, level=level) for pk, level in sorted(levels.items())
    )


def _who(volunteer: Volunteer) -> list:
    return [volunteer.party_id] if volunteer.party_id else []


def secret_of(volunteer: Volunteer) -> str:
    """The secret address of a stored volunteer."""
    return secrets.made(volunteer.salt, OPENS)


@transaction.atomic
def wish(volunteer: Volunteer, told: Offer, *, by, on: date, at: datetime) -> Volunteer:
    """希望を変える — everything but name and address, until the shifts are decided."""
    volunteer = Volunteer.objects.select_for_update(no_key=True).get(pk=volunteer.pk)
    shifts = _open(volunteer.event, at)
    levels = {pk: level for pk, level in told.levels.items() if pk in shifts}
    reasons = helping.why_not_wish(
        gone=volunteer.withdrawn_at is not None,
        assigned=volunteer.assignments.exists(),
        over=not shifts,
    )
    refuse_if(reasons or helping.why_no_wishes(levels))
    for name in ("most_minutes", "age"):
        setattr(volunteer, name, getattr(told, name))
    volunteer.languages, volunteer.skills = list(told.languages), list(told.skills)
    volunteer.save(update_fields=["languages", "skills", "most_minutes", "age"])
    volunteer.wishes.filter(shift__in=shifts).delete()
    _put(volunteer, levels)
    records.add(by=by, did="shift.wished", about=volunteer, concerns=_who(volunteer), on=on, at=at)
    return volunteer


@transaction.atomic
def withdraw(volunteer: Volunteer, *, by, on: date, at: datetime) -> Volunteer:
    """お手伝いをやめる — shifts to come are free again; hours that were done stay."""
    volunteer = Volunteer.objects.select_for_update(no_key=True).get(pk=volunteer.pk)
    if volunteer.withdrawn_at:
        return volunteer
    volunteer.withdrawn_at = at
    volunteer.save(update_fields=["withdrawn_at"])
    planned = Assignment.State.PLANNED
    Assignment.objects.filter(volunteer=volunteer, state=planned, shift__starts_at__gt=at).delete()
    Swap.objects.filter(giver=volunteer, state=Swap.State.OPEN).update(state=Swap.State.CLOSED)
    records.add(
        by=by, did="shift.withdrew", about=volunteer, concerns=_who(volunteer), on=on, at=at
    )
    mails.queue([volunteer], "withdrawn", at=at)
    return volunteer
