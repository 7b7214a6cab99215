"""助成の手つき — lock, save, record, follow the duties: what every act shares."""

from datetime import date

from django.db import transaction

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, refuse_if
from tsunagari.governance.fund.awards import queries
from tsunagari.governance.fund.awards.models import Award, Refund, Settlement
from tsunagari.governance.fund.awards.rules import steps
from tsunagari.kernel.duties import actions as duties
from tsunagari.kernel.parties.queries import federation
from tsunagari.kernel.records import actions as records
from tsunagari.kernel.records.models import Record

NOT_YOURS = _("これができるのは、助成を受ける団体（人）だけです。")


def locked(award: Award) -> Award:
    """The award as it is now, held until the transaction ends."""
    rows = Award.objects.select_for_update(of=("self",))
    return rows.select_related("grantee", "fund__book", "entry").get(pk=award.pk)


def mine(award: Award, by, *states: str) -> Award:
    """The award, locked, for its grantee (or staff who act for it) and in these states."""
    award = locked(award)
    own = award.grantee_id == queries.owner(by)
    reasons = [] if own else [Reason(NOT_YOURS, rule="grantee")]
    refuse_if(reasons + steps.why_not_in(state=award.state, states=states))
    return award


def stepped(award: Award, to: str, *, seen: int) -> Award:
    """The award, locked and one step further; refused when that does not follow."""
    award = locked(award)
    refuse_if(steps.why_not_step(state=award.state, to=to, seen=seen, version=award.version))
    award.state = Award.State(to)
    return award


def save(award: Award, *fields: str) -> None:
    award.version += 1
    award.save(update_fields=[*fields, "version"])


def note(award: Award, did: str, *, by, on: date, **facts) -> Record:
    """One act, one record, on the grantee's timeline too."""
    return records.add(
        by=by,
        did=f"award.{did}",
        about=award,
        concerns=[award.grantee],
        on=on,
        state=award.state,
        **facts,
    )


@transaction.atomic
def follow(award: Award, *, on: date, by=None) -> None:
    """What the office and the grantee have to do next."""
    duties.wait_for_turn(award)
    award = locked(award)
    started = federation()
    agreements = list(award.agreements.order_by("edition"))
    report = queries.report_of(award)
    settled = Settlement.objects.filter(award=award).first()
    wanted = steps.wanted(
        steps.Facts(
            key=award.pk,
            title=award.title,
            office=started.party_id if started else 0,
            grantee=award.grantee_id,
            awarded_on=award.awarded_on,
            sent_on=agreements[0].sent_on if agreements else None,
            agree_by=award.agree_by,
            agreed_on=agreements[0].agreed_on if agreements else None,
            until_day=award.until_day,
            report_by=award.report_by,
            reported_on=report.sent_on if report else None,
            settled_on=settled.fixed_on if settled else None,
            days=queries.days_on(on),
            owed=_owed(award),
            refund=_refund(award, settled),
            changes=tuple(award.changes.values_list("pk", "asked_on", "answered_on")),
            ended_on=award.ended_on,
        )
    )
    duties.reconcile(award, wanted, on=on, by=by)


def _owed(award: Award) -> tuple:
    """Instalments that stand in the books, and when each was paid."""
    found = []
    for one in queries.instalments(award):
        if one.due and one.due.owed_by and one.due.state != "released":
            day = one.due.due_on or one.due.owed_by.on
            found.append((one.number, one.due.owed_by.on, day, one.due.settled_on))
    return tuple(found)


def _refund(award: Award, settled: Settlement | None) -> tuple | None:
    row = Refund.objects.filter(award=award).first()
    return (settled.fixed_on, row.due_on, row.returned_on) if row and settled else None


def follow_all(*, on: date) -> None:
    """Every award that waits for somebody; safe to run twice."""
    for award in Award.objects.exclude(state__in=queries.ENDED):
        follow(award, on=on)
