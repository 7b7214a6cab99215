"""電話で知らせる人 — who has to hear of a call-off, another day or a free place, and gets no mail."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q, QuerySet

from tsunagari.kernel.records import actions as records
from tsunagari.programmes.community.events.mails import CALLED
from tsunagari.programmes.community.events.models import Booking, Event, Mail

STATES = Booking.State


def waiting(event: Event, now: datetime) -> QuerySet[Mail]:
    """まだの人 — told by nobody yet; what is no longer true is not told any more."""
    off = event.state == Event.State.CANCELLED
    kinds = ["cancelled"] if off else [one for one in CALLED if one != "cancelled"]
    rows = Mail.objects.filter(booking__event=event, state=Mail.State.GIVEN_UP, kind__in=kinds)
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
    if not mine.update(state=Mail.State.SENT):
        return
    party = mail.booking.party
    records.add(
        by=by,
        did="event.told_by_phone",
        about=mail.booking,
        concerns=[party] if party else [],
        on=on,
        at=at,
    )
