"""自分のページから行く — somebody known registers themself and companions with one press."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction

from tsunagari.kernel.parties.models import Party
from tsunagari.programmes.community.attendance import queries
from tsunagari.programmes.community.events.actions import registering
from tsunagari.programmes.community.events.actions.registering import Comer, Contact
from tsunagari.programmes.community.events.models import Booking, Event


@transaction.atomic
def join(
    event: Event,
    party: Party,
    comers: Sequence[Comer],
    contact: Contact,
    *,
    salt: str,
    by,
    on: date,
    at: datetime,
) -> Booking:
    """行きます — the first of those who come is the person; one booking of one event, however often."""
    # Two tabs at once: the second waits here and finds the booking of the first.
    party = Party.objects.select_for_update().get(pk=party.same_as_id or party.pk)
    mine = queries.live_of(party).filter(event=event).first()
    if mine:
        return mine
    booking = registering.register(
        event, comers, replace(contact, party=party), salt=salt, by=by, on=on, at=at
    )
    first = booking.guests.order_by("pk").first()
    first.party = party
    first.save(update_fields=["party"])
    return booking
