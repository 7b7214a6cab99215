"""だれか分かる人 — the office says that somebody who helps is known to the platform, and takes it back."""

from datetime import date, datetime

from django.db import transaction

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, refuse_if
from tsunagari.kernel.parties.models import Party
from tsunagari.kernel.records import actions as records
from tsunagari.programmes.community.shifts import hours
from tsunagari.programmes.community.shifts.models import Volunteer

NOBODY = Reason(_("この人にはつなげません。"), rule="person")
TWICE = Reason(_("この人は、この催しでもう手伝っています。"), rule="twice")


@transaction.atomic
def link(volunteer: Volunteer, party: Party, *, by, on: date, at: datetime) -> Volunteer:
    """つなぐ — a person helps with an event once; pressed twice it is said once."""
    party = party.same_as or party
    # The party first: two who say the same of two offers wait for each other here.
    party = Party.objects.select_for_update().get(pk=party.pk)
    volunteer = Volunteer.objects.select_for_update(no_key=True).get(pk=volunteer.pk)
    if volunteer.party_id == party.pk:
        return volunteer
    refuse_if([] if party.is_person and not party.forgotten_on else [NOBODY])
    refuse_if([TWICE] if hours.others(volunteer, party) else [])
    if volunteer.party_id:
        _say("shift.unlinked", volunteer, by=by, on=on, at=at)
    volunteer.party = party
    volunteer.save(update_fields=["party"])
    _say("shift.linked", volunteer, by=by, on=on, at=at)
    return volunteer


@transaction.atomic
def unlink(volunteer: Volunteer, *, by, on: date, at: datetime) -> Volunteer:
    """離す — the hours are an unknown person's again."""
    volunteer = Volunteer.objects.select_for_update(no_key=True).get(pk=volunteer.pk)
    if volunteer.party_id:
        _say("shift.unlinked", volunteer, by=by, on=on, at=at)
        volunteer.party = None
        volunteer.save(update_fields=["party"])
    return volunteer


def _say(did: str, volunteer: Volunteer, *, by, on: date, at: datetime) -> None:
    concerns = [volunteer.party_id]
    records.add(by=by, did=did, about=volunteer, concerns=concerns, on=on, at=at)
