"""家庭・人・契約 — a worker's conditions, a household, what is signed with it, its address opened."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import QuerySet

from tsunagari.base.refusals import refuse_if, why_stale
from tsunagari.kernel.records import actions as records
from tsunagari.kernel.words import actions as words
from tsunagari.programmes.talent.housekeeping import queries, sealed
from tsunagari.programmes.talent.housekeeping.models import (
    Contract,
    Household,
    Institution,
    Service,
    Worker,
)
from tsunagari.programmes.talent.housekeeping.rules import keeping
from tsunagari.programmes.talent.people.models import Case


@transaction.atomic
def keep_worker(case: Case, *, seen: int, by, on: date, **known) -> Worker:
    """はたらく人の条件を書く — what the gate asks of the person; housing, training, exemption."""
    Worker.objects.get_or_create(case=case)
    worker = Worker.objects.select_for_update().get(pk=case.pk)
    refuse_if(why_stale(seen, worker.version))
    for name, value in known.items():
        setattr(worker, name, value)
    worker.version += 1
    worker.save()
    records.add(
        by=by,
        did="housekeeping.worker_changed",
        about=case,
        concerns=[case.person_id, *filter(None, [case.company_id])],
        on=on,
        fields=", ".join(sorted(known)),
    )
    return worker


@transaction.atomic
def add_household(
    institution: Institution,
    *,
    town: str,
    address: str,
    agreed: bool,
    by,
    on: date,
    name: str = "",
    phone: str = "",
    children: bool = False,
    elderly: bool = False,
    below_n4: bool = False,
) -> Household:
    """家庭を登録する — with its consent; name, address and telephone are sealed."""
    refuse_if(keeping.why_not_add_home(town=town, address=address, agreed=agreed))
    household = Household(
        institution=institution.organisation,
        town=town.strip(),
        children=children,
        elderly=elderly,
        agreed_on=on,
        below_n4_on=on if below_n4 else None,
    )
    said = words.annotate(address, on=on, ask=False).text
    sealed.close(household, name=name, address=address, phone=phone, said=said)
    household.save()
    records.add(
        by=by,
        did="housekeeping.household_added",
        about=household,
        concerns=[institution.pk],
        on=on,
    )
    return household


@transaction.atomic
def withdraw_consent(household: Household, *, by, on: date, now: datetime) -> Household:
    """同意の取り消し — contracts end, coming visits are taken off, what is sealed goes.

    While somebody is, or may be, inside, help has to find the door: then it goes afterwards.
    """
    household = Household.objects.select_for_update().get(pk=household.pk)
    if household.withdrawn_on:
        return household
    household.withdrawn_on = on
    household.version += 1
    household.save(update_fields=["withdrawn_on", "version"])
    household.contracts.filter(ended_on=None).update(ended_on=on)
    _take_off(Service.objects.filter(contract__household=household), now)
    waits = not queries.empty_homes().filter(pk=household.pk).exists()
    _record("consent_withdrawn" if waits else "household_withdrawn", household, by, on)
    if not waits:
        _erase(household)
    return household


def _take_off(services: QuerySet[Service], now: datetime) -> None:
    coming = services.filter(state=Service.State.PLANNED, starts_at__gt=now)
    coming.update(state=Service.State.CANCELLED, due_at=None)


def _erase(household: Household) -> None:
    household.sealed = ""
    household.save(update_fields=["sealed"])


def _record(did: str, household: Household, by, on: date) -> None:
    records.add(
        by=by,
        did=f"housekeeping.{did}",
        about=household,
        concerns=[household.institution_id],
        on=on,
    )


@transaction.atomic
def erase_waiting(*, on: date) -> int:
    """名前・住所・電話を消す — of households that took their consent back, once nobody is inside."""
    waiting = Household.objects.exclude(withdrawn_on=None).exclude(sealed="")
    # Locked without the joins of the question, then asked again.
    keys = waiting.select_for_update().order_by("pk").values_list("pk", flat=True)
    rows = list(queries.empty_homes().filter(pk__in=list(keys)))
    for household in rows:
        _erase(household)
        _record("household_withdrawn", household, None, on)
    return len(rows)


@transaction.atomic
def open_address(household: Household, *, by, on: date) -> dict[str, str]:
    """住所を開く — name, address and telephone, for the institution and the office; each time a record."""
    records.add(
        by=by,
        did="housekeeping.address_read",
        about=household,
        concerns=[household.institution_id],
        on=on,
    )
    return sealed.reveal(household)


@transaction.atomic
def sign(
    household: Household,
    *,
    work: list[str],
    from_day: date,
    until_day: date | None,
    by,
    on: date,
    **more,
) -> Contract:
    """請負契約を登録する — the gate is asked; what it says is still open stays with the contract."""
    household = Household.objects.select_for_update().get(pk=household.pk)
    institution = Institution.objects.get(pk=household.institution_id)
    answer = queries.answer(
        from_day,
        institution=institution,
        household=household,
        work=tuple(work),
        place="household",
        **more,
    )
    gone = household.withdrawn_on is not None
    refuse_if(
        keeping.why_not_sign(work=work, children=household.children, withdrawn=gone)
        + answer.against()
    )
    contract = Contract.objects.create(
        household=household,
        work=work,
        from_day=from_day,
        until_day=until_day,
        unsure=[point.code for point in answer.unsure()],
    )
    records.add(
        by=by,
        did="housekeeping.contract_signed",
        about=contract,
        concerns=[household.institution_id],
        on=on,
        work=", ".join(work),
    )
    return contract


@transaction.atomic
def end(contract: Contract, *, by, on: date, now: datetime) -> Contract:
    """請負契約を終える — visits that have not begun are taken off."""
    contract = Contract.objects.select_for_update().get(pk=contract.pk)
    if contract.ended_on:
        return contract
    contract.ended_on, contract.version = on, contract.version + 1
    contract.save(update_fields=["ended_on", "version"])
    _take_off(contract.services.all(), now)
    records.add(
        by=by,
        did="housekeeping.contract_ended",
        about=contract,
        concerns=[contract.household.institution_id],
        on=on,
    )
    return contract
