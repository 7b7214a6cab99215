"""出来事 — what a visit or a report showed, told to the law's facts, so that its duties follow."""

from datetime import date

from tsunagari.kernel.parties.models import Organisation
from tsunagari.programmes.talent.people.actions import cases
from tsunagari.programmes.talent.people.models import Case, Company


def of_company(body: Organisation, kind: str, name: str, *, by, on: date) -> None:
    """Something that happened at a company; `name` tells two of a kind apart."""
    Company.objects.get_or_create(organisation=body)
    company = Company.objects.select_for_update().get(pk=body.pk)
    happened = _with(company.facts, kind, name, on)
    cases.change_company(body, seen=company.version, by=by, on=on, events=happened)


def of_case(case: Case, kind: str, name: str, *, by, on: date) -> None:
    """Something that happened to a person."""
    case = Case.objects.select_for_update().get(pk=case.pk)
    happened = _with(case.facts, kind, name, on)
    cases.change(case, seen=case.version, by=by, on=on, events=happened)


def take_away(name: str, body: Organisation, case: Case | None, *, by, on: date) -> None:
    """It did not happen after all: what was told under a name, of the company or of the person."""
    company = Company.objects.select_for_update().filter(pk=body.pk).first()
    if company and (left := _without(company.facts, name)) is not None:
        cases.change_company(body, seen=company.version, by=by, on=on, events=left)
    case = case and Case.objects.select_for_update().get(pk=case.pk)
    if case and (left := _without(case.facts, name)) is not None:
        cases.change(case, seen=case.version, by=by, on=on, events=left)


def _without(facts: dict, name: str) -> list[dict] | None:
    """The events that are left; None where none has that name."""
    told = facts.get("events", ())
    left = [event for event in told if event.get("id") != name]
    return left if len(left) < len(told) else None


def _with(facts: dict, kind: str, name: str, on: date) -> list[dict]:
    return [*facts.get("events", ()), {"kind": kind, "on": on.isoformat(), "id": name}]
