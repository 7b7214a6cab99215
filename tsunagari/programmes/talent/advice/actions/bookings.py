"""予約 — an interpreter or a specialist: asked, confirmed, held or called off."""

from datetime import date, datetime

from django.db import transaction

from tsunagari.base.refusals import refuse_if
from tsunagari.kernel.records import actions as records
from tsunagari.programmes.talent.advice import sealed
from tsunagari.programmes.talent.advice.actions.following import locked
from tsunagari.programmes.talent.advice.models import Booking, Consultation
from tsunagari.programmes.talent.advice.rules import languages, states


@transaction.atomic
def book(
    consultation: Consultation,
    *,
    kind: str,
    who: str,
    language: str,
    starts_at: datetime,
    minutes: int = 60,
    place: str = "",
    by,
    on: date,
    at: datetime,
) -> Booking:
    """予約する — who and where are sealed: an interpreter, or a clinic, is known in a small town."""
    row = locked(consultation)
    refuse_if(states.why_not_book(state=row.state, starts_at=starts_at, at=at, who=who))
    booking = Booking(
        consultation=row,
        kind=kind,
        language=languages.known(language),
        starts_at=starts_at,
        minutes=minutes,
        by=by.party,
    )
    sealed.close_booking(booking, who=who, place=place).save()
    records.add(by=by, did="advice.booked", about=row, on=on, at=at, kind=kind)
    return booking


@transaction.atomic
def settle_booking(booking: Booking, *, state: str, by, on: date, at: datetime) -> Booking:
    """決める・行った・中止する — the same press twice changes nothing."""
    row = locked(booking.consultation)
    booking = Booking.objects.select_for_update().get(pk=booking.pk)
    if booking.state == state:
        return booking
    refuse_if(states.why_not_settle(now=booking.state, then=state))
    booking.state = state
    booking.save(update_fields=["state"])
    records.add(by=by, did="advice.booking_changed", about=row, on=on, at=at, state=state)
    return booking
