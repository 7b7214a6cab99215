"""事実 — what is stored of a case, a company or a body, as the law's engine reads it."""

from collections.abc import Iterable
from dataclasses import fields, replace
from datetime import date
from functools import cache
from typing import Any

from pydantic import TypeAdapter, ValidationError

from tsunagari.base.asked import AskedRows
from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, Refused
from tsunagari.kernel.roles.models import Standing
from tsunagari.programmes.talent.law.calculators.day_reading import with_days
from tsunagari.programmes.talent.law.rules import facts as law
from tsunagari.programmes.talent.people.models import Case, Company, Supervisor
from tsunagari.programmes.talent.people.rules import employers

# Standings that the engine reads: a status of residence, a card, a licence.
STATUS, CARD, LICENCE = "status.", "card", "licence."
OWN = {"id", "system", "stays", "cards"}


@cache
def reader(kind: type) -> TypeAdapter:
    """Reads plain JSON as facts of one kind."""
    return TypeAdapter(kind)


def read(kind: type, stored: dict, **more: Any):
    """Stored JSON as the law's facts; Refused names every field that cannot be read."""
    try:
        return reader(kind).validate_python(with_days(kind, stored | more))
    except ValidationError as error:
        words = _("「%(field)s」を読めません。書き方を確かめてください。")
        raise Refused(
            [
                Reason(words, {"field": where}, rule="facts.form", field=where)
                for where in (".".join(map(str, fault["loc"])) for fault in error.errors())
            ]
        ) from error


def plain(facts) -> dict:
    """The law's facts as JSON, without what has its default or its own table."""
    whole = reader(type(facts)).dump_python(facts, mode="json", exclude_defaults=True)
    return {name: value for name, value in whole.items() if name not in OWN}


def names_of(kind: type) -> set[str]:
    """What can be known of a case, a company or a body."""
    return {field.name for field in fields(kind)} - OWN


def of_case(case: Case, standings: list[Standing] | None = None) -> law.Case:
    """Everything that the law asks about a case; `standings` are the person's, when at hand."""
    held = standings_of([case])[case.person_id] if standings is None else standings
    return read(
        law.Case,
        case.facts,
        id=str(case.pk),
        system=case.system,
        stays=[_stay(one) for one in held if one.kind.startswith(STATUS)],
        cards=[_card(one) for one in held if one.kind == CARD and one.until_day],
    )


def of_company(company: Company, cases: Iterable[tuple[Case, law.Case]]) -> law.Host:
    """A company with everybody who is, or was, employed there, each with the time there."""
    people = [
        person
        for case, known in cases
        for person in employers.people_at(known, company.pk, case.company_id)
    ]
    found = read(law.Host, company.facts, id=str(company.pk))
    return replace(found, people=(*found.people, *people))


def read_all(cases: list[Case]) -> list[tuple[Case, law.Case]]:
    """Cases with what is known of each; one query."""
    held = standings_of(cases)
    return [(case, of_case(case, held[case.person_id])) for case in cases]


def of_supervisor(supervisor: Supervisor, standings: list[Standing]) -> law.Body:
    """A body with its licences."""
    licences = [_licence(one) for one in standings if one.kind.startswith(LICENCE)]
    found = read(law.Body, supervisor.facts, id=str(supervisor.pk))
    return replace(found, licences=(*found.licences, *licences))


def standings_of(cases: list[Case]) -> dict[int, list[Standing]]:
    """{person: standings in the order of their first days}, one query."""
    found: dict[int, list[Standing]] = {case.person_id: [] for case in cases}
    for row in _held(people=list(found)) if found else ():
        found[row.party_id].append(row)
    return found


@AskedRows
def _held(*, people):
    return Standing.objects.filter(party__in=people).order_by("from_day", "pk")


def _stay(one: Standing) -> dict:
    return {
        "id": str(one.pk),
        "status": one.kind.removeprefix(STATUS),
        "since": one.from_day,
        "until": one.until_day or date.max,
        "filed_on": one.filed_on,
        "decided_on": one.decided_on,
    }


def _card(one: Standing) -> dict:
    return {"id": str(one.pk), "issued": one.from_day, "expires": one.until_day}


def _licence(one: Standing) -> law.Licence:
    """ "licence.SO.general" is the general licence of a supervising organisation."""
    kind, _dot, extra = one.kind.removeprefix(LICENCE).partition(".")
    return read(
        law.Licence,
        {"id": str(one.pk), "kind": kind, "general": extra == "general"},
        starts=one.from_day,
        ends=one.until_day or date.max,
    )
