"""電話で知らせる人 — who has to hear of a call-off, another day or a free place, and gets no mail."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from tsunagari.kernel.records import actions as records
from tsunagari.programmes.community.events.mails import CALLED
from tsunagari.programmes.community.events.models import Booking, Event, Mail

STATES = Booking.State
PHONE = {"by_phone": True}
BY_PHONE = {"state": Mail.State.SENT, "facts__by_phone": True}


def waiting(event: Event, now: datetime) -> QuerySet[Mail]:
    """まだの人 — told by nobody yet; what is no longer true is not told any more."""
    return _true(event, now).filter(state=Mail.State.GIVEN_UP)


def called(event: Event, now: datetime) -> QuerySet[Mail]:
    """知らせた人 — as long as it is true."""
    return _true(event, now).filter(**BY_PHONE)


def _true(event: Event, now: datetime) -> QuerySet[Mail]:
    off = event.state == Event.State.CANCELLED
    kinds = ["cancelled"] if off else [one for one in CALLED if one != "cancelled"]
    rows = Mail.objects.filter(booking__event=event, kind__in=kinds)
    if event.ends_at <= now:
        return rows.none()
    rows = rows.exclude(booking__state=STATES.CANCELLED)
    rows = rows.filter(~Q(kind="offered") | Q(booking__state=STATES.OFFERED))
    rows = rows.select_related("booking__party__person").prefetch_related("booking__guests")
    return rows.order_by("pk")


@transaction.atomic
def told(mail: Mail, *, by, on: date, at: datetime) -> None:
    """知らせた — once; it is a record of the booking."""
    mine = Mail.objects.filter(pk=mail.pk, state=Mail.State.GIVEN_UP)
    if mine.update(state=Mail.State.SENT, facts=mail.facts | PHONE):
        _record("event.told_by_phone", mail, by=by, on=on, at=at)


@transaction.atomic
def untold(mail: Mail, *, by, on: date, at: datetime) -> None:
    """もどす — nobody was reached after all."""
    facts = {name: said for name, said in mail.facts.items() if name not in PHONE}
    mine = Mail.objects.filter(pk=mail.pk, **BY_PHONE)
    if mine.update(state=Mail.State.GIVEN_UP, facts=facts):
        _record("event.untold", mail, by=by, on=on, at=at)


def _record(did: str, mail: Mail, *, by, on: date, at: datetime) -> None:
    party = mail.booking.party
    concerns = [party] if party else []
    records.add(by=by, did=did, about=mail.booking, concerns=concerns, on=on, at=at)
