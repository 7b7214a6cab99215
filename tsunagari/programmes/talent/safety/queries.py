"""助け — who may read a report, and what does not go on while it is open."""

from collections.abc import Collection
from datetime import date
from functools import cache
from pathlib import Path

from django.db.models import Q, QuerySet

from tsunagari.base import figures
from tsunagari.base.refusals import Reason
from tsunagari.kernel.parties.models import Person
from tsunagari.kernel.roles.models import Viewer
from tsunagari.programmes.talent.people.models import Case
from tsunagari.programmes.talent.safety.models import Incident
from tsunagari.programmes.talent.safety.rules import acts, kinds


def of(viewer: Viewer) -> QuerySet[Incident]:
    """困りごと — the office reads all of them, the council those of prohibited acts; no other body any."""
    rows = Incident.objects.select_related("case__person__party", "body__party")
    if viewer.kind == "staff" and viewer.on_behalf is None:
        return rows
    if viewer.kind == "council_member":
        return rows.exclude(ban="")
    return rows.none()


def of_person(person: Person | int) -> QuerySet[Incident]:
    """What a person reported, the newest first, with what they were told."""
    key = getattr(person, "pk", person)
    rows = Incident.objects.filter(case__person=key, reported_by=key)
    return rows.prefetch_related("steps").order_by("-pk")


def open_acts() -> QuerySet[Incident]:
    """Reports of prohibited acts that nobody has brought to an end yet, the oldest first."""
    rows = Incident.objects.exclude(state=Incident.State.CLOSED).exclude(ban="")
    return rows.select_related("body__party", "case").order_by("pk")


def acts_about(case: Case) -> list[Incident]:
    """What stops a case: acts against the person, and any that its company did."""
    about = Q(case=case)
    if case.company_id:
        about |= Q(body=case.company_id)
    return list(open_acts().filter(about))


def acts_of(body: int) -> list[Incident]:
    """What stops everybody at a company, or everybody who would be sent through a body."""
    return list(open_acts().filter(body=body))


def why_not_proceed(case: Case) -> list[Reason]:
    """Every open report of a prohibited act in a case: its next steps wait until somebody looked."""
    return _blocking(open_acts().filter(case=case))


def why_not_send(bodies: Collection[int]) -> list[Reason]:
    """Why no new person is sent to, or through, bodies; for the office's eyes alone."""
    return _blocking(open_acts().filter(body__in=bodies))


def law_on(row: Incident) -> acts.Said | None:
    """The act of a report, under the law of the person's status."""
    return kinds.law_on(row.ban, part=row.part, system=row.system)


def _blocking(rows: QuerySet[Incident]) -> list[Reason]:
    return acts.blocking((row.ban, law_on(row)) for row in rows)


@cache
def _figures():
    return figures.read(Path(__file__).parent)


def figure(name: str, on: date):
    """A number of this subject on a day."""
    return _figures()[name].on(on).value
