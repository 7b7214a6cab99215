"""案件の手つき — lock, save, note a step, follow the duties: what every act shares."""

from datetime import date

from django.db import transaction

from tsunagari.base.refusals import refuse_if
from tsunagari.governance.fund.hometown import queries
from tsunagari.governance.fund.hometown.models import Donation, Step
from tsunagari.governance.fund.hometown.rules import steps
from tsunagari.kernel.duties import actions as duties
from tsunagari.kernel.parties.queries import federation
from tsunagari.kernel.records import actions as records
from tsunagari.kernel.records.models import Record


def locked(donation: Donation) -> Donation:
    """The case as it is now, held until the transaction ends."""
    rows = Donation.objects.select_for_update(of=("self",))
    return rows.select_related("project__town__party", "company__party").get(pk=donation.pk)


def stepped(donation: Donation, to: str, *, seen: int) -> Donation:
    """The case, locked and one step further; refused when that does not follow."""
    donation = locked(donation)
    refuse_if(steps.why_not_step(state=donation.state, to=to, seen=seen, version=donation.version))
    donation.state = Donation.State(to)
    return donation


def save(donation: Donation, *fields: str) -> None:
    donation.version += 1
    donation.save(update_fields=[*fields, "version"])


def note(donation: Donation, did: str, *, by, on: date, words: str = "", **facts) -> Record:
    """One act: a step that stays, a record on the company's timeline, the duties that follow."""
    Step.objects.create(
        donation=donation, did=did, words=words.strip()[:500], on=on, by=by.party if by else None
    )
    record = records.add(
        by=by,
        did=f"hometown.{did}",
        about=donation,
        concerns=[donation.company.party],
        on=on,
        state=donation.state,
        **facts,
    )
    follow(donation, on=by.on if by else on, by=by)
    return record


@transaction.atomic
def follow(donation: Donation, *, on: date, by=None) -> None:
    """What the municipality has to be asked, told and given."""
    duties.wait_for_turn(donation)
    donation = locked(donation)
    started = federation()
    link = getattr(donation, "disclosure", None)
    wanted = steps.wanted(
        key=donation.pk,
        office=started.party_id if started else 0,
        company=donation.company.party.name.reveal(),
        offered_on=donation.offered_on,
        answered_on=donation.answered_on,
        paid_on=donation.paid_on,
        receipt_on=donation.receipt_on,
        disclosed_on=link.disclosed_on if link else None,
        told_on=link.told_on if link else None,
        years=queries.years_over(donation, on),
        confirmed=dict(donation.confirmations.values_list("year", "sent_on")),
        days=queries.days_on(on),
        ended_on=donation.ended_on,
    )
    duties.reconcile(donation, wanted, on=on, by=by)


def follow_all(*, on: date) -> None:
    """Every case that waits for somebody; safe to run twice."""
    for donation in Donation.objects.exclude(state__in=("declined", "withdrawn")):
        follow(donation, on=on)
