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


def not_of_company(body: Organisation, name: str, *, by, on: date) -> None:
    """It did not happen after all: what was told of it under a name is taken away."""
    company = Company.objects.select_for_update().get(pk=body.pk)
    left = _without(company.facts, name)
    cases.change_company(body, seen=company.version, by=by, on=on, events=left)


def not_of_case(case: Case, name: str, *, by, on: date) -> None:
    """The same of a person."""
    case = Case.objects.select_for_update().get(pk=case.pk)
    cases.change(case, seen=case.version, by=by, on=on, events=_without(case.facts, name))


def _without(facts: dict, name: str) -> list[dict]:
    return [event for event in facts.get("events", ()) if event.get("id") != name]


def _with(facts: dict, kind: str, name: str, on: date) -> list[dict]:
    return [*facts.get("events", ()), {"kind": kind, "on": on.isoformat(), "id": name}]
