"""だれか分かる人 — the office says that a guest is somebody whom the platform knows, and takes it back."""

from datetime import date

from django.db import transaction

from tsunagari.base.refusals import refuse_if
from tsunagari.kernel.parties.models import Party
from tsunagari.kernel.records import actions as records
from tsunagari.programmes.community.attendance import queries, rules
from tsunagari.programmes.community.events.models import Event, Guest


@transaction.atomic
def link(guest: Guest, party: Party, *, by, on: date) -> Guest:
    """つなぐ — a person has one seat in an event; pressed twice it is said once."""
    party = party.same_as or party
    event, guest = _locked(guest)
    if guest.party_id == party.pk:
        return guest
    refuse_if(
        rules.why_not_link(
            closed=queries.closing_of(event) is not None,
            person=party.is_person and not party.forgotten_on,
            taken=queries.seats_of(event, party).exclude(pk=guest.pk).exists(),
        )
    )
    if guest.party_id:
        _say("event.guest_unlinked", guest, by=by, on=on)
    guest.party = party
    guest.version += 1
    guest.save(update_fields=["party", "version"])
    _say("event.guest_linked", guest, by=by, on=on)
    return guest


@transaction.atomic
def unlink(guest: Guest, *, by, on: date) -> Guest:
    """離す — the guest is a number again."""
    event, guest = _locked(guest)
    if guest.party_id is None:
        return guest
    closed = queries.closing_of(event) is not None
    refuse_if(rules.why_not_link(closed=closed, person=True, taken=False))
    _say("event.guest_unlinked", guest, by=by, on=on)
    guest.party = None
    guest.version += 1
    guest.save(update_fields=["party", "version"])
    return guest


def _locked(guest: Guest) -> tuple[Event, Guest]:
    """The event first, as closing does, so that neither waits for the other."""
    event = Event.objects.select_for_update().get(bookings__guests=guest.pk)
    rows = Guest.objects.select_for_update(of=("self",)).select_related("party", "booking")
    return event, rows.get(pk=guest.pk)


def _say(did: str, guest: Guest, *, by, on: date) -> None:
    about = guest.booking
    records.add(by=by, did=did, about=about, concerns=[guest.party_id], on=on, guest=guest.pk)
