"""訪問 — a visit is planned, taken off, put back; what the household said of it."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from tsunagari.base.refusals import refuse_if
from tsunagari.kernel.records import actions as records
from tsunagari.kernel.roles import queries as roles
from tsunagari.programmes.talent.housekeeping import queries
from tsunagari.programmes.talent.housekeeping.models import Contract, Institution, Service
from tsunagari.programmes.talent.housekeeping.rules import keeping, watch
from tsunagari.programmes.talent.people.models import Case


@transaction.atomic
def plan(
    contract: Contract, case: Case, *, starts: datetime, ends: datetime, by, on: date, now: datetime
) -> Service:
    """訪問を予定する — one worker, one home, a time; the gate is asked for this very person."""
    case = Case.objects.select_for_update().select_related("person__party").get(pk=case.pk)
    household = contract.household
    institution = Institution.objects.get(pk=household.institution_id)
    day = roles.day_of(starts)
    answer = queries.answer(
        day,
        institution=institution,
        case=case,
        household=household,
        work=tuple(contract.work),
        contract_until=day,
    )
    refuse_if(
        keeping.why_not_plan(
            starts=starts,
            ends=ends,
            now=now,
            hours=(ends - starts).total_seconds() / 3600,
            stands=_stands(contract, day),
            busy=_busy(case, starts, ends),
            works_here=case.system == "HK"
            and case.closed_on is None
            and case.company_id == institution.pk,
            named=institution.coordinator_id is not None,
        )
        + answer.against()
    )
    service = Service(
        contract=contract,
        institution=institution.organisation,
        case=case,
        starts_at=starts,
        ends_at=ends,
        until_at=ends,
    )
    wait_again(service, day)
    service.save()
    _record("housekeeping.visit_planned", service, by, on)
    return service


def _stands(contract: Contract, day: date) -> bool:
    before_end = contract.until_day is None or day <= contract.until_day
    return contract.ended_on is None and contract.from_day <= day and before_end


def _busy(case: Case, starts: datetime, ends: datetime) -> bool:
    rows = Service.objects.filter(case=case, state__in=watch.OPEN)
    return rows.filter(Q(starts_at__lt=ends) & Q(until_at__gt=starts)).exists()


def wait_again(service: Service, on: date) -> None:
    """From when silence is an alarm now; the caller saves."""
    expected = watch.due(queries.watched(service), queries.wait_on(on))
    service.due_at = expected[1] if expected else None


@transaction.atomic
def cancel(service: Service, *, by, on: date, now: datetime) -> Service:
    """訪問を取りやめる — before it begins; nobody is waited for any more."""
    service = Service.objects.select_for_update().get(pk=service.pk)
    refuse_if(keeping.why_not_cancel(state=service.state, starts=service.starts_at, now=now))
    service.state, service.due_at, service.version = "cancelled", None, service.version + 1
    service.save(update_fields=["state", "due_at", "version"])
    _record("housekeeping.visit_cancelled", service, by, on)
    return service


@transaction.atomic
def restore(service: Service, *, by, on: date, now: datetime) -> Service:
    """取りやめを元にもどす — while it has not begun, and the person is still free."""
    service = Service.objects.select_for_update().get(pk=service.pk)
    if service.state != Service.State.CANCELLED:
        return service
    refuse_if(
        keeping.why_not_plan(
            starts=service.starts_at,
            ends=service.ends_at,
            now=now,
            hours=1,
            stands=_stands(service.contract, roles.day_of(service.starts_at)),
            busy=_busy(service.case, service.starts_at, service.ends_at),
            works_here=service.case.company_id == service.institution_id,
            named=True,
        )
    )
    service.state, service.version = Service.State.PLANNED, service.version + 1
    wait_again(service, on)
    service.save(update_fields=["state", "due_at", "version"])
    _record("housekeeping.visit_restored", service, by, on)
    return service


@transaction.atomic
def say(service: Service, answers: dict[str, bool], *, by, on: date) -> Service:
    """家庭の答え — three questions about the service; nobody rates a person."""
    service = Service.objects.select_for_update().get(pk=service.pk)
    refuse_if(keeping.why_not_say(state=service.state, answers=answers))
    service.said = answers
    service.save(update_fields=["said"])
    records.add(
        by=by,
        did="housekeeping.household_said",
        about=service,
        concerns=[service.institution_id],
        on=on,
    )
    return service


def _record(did: str, service: Service, by, on: date) -> None:
    concerns = [service.case.person_id, service.institution_id]
    records.add(by=by, did=did, about=service, concerns=concerns, on=on)
