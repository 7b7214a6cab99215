"""助け — who may read a report, and what does not go on while it is open."""

from django.db.models import QuerySet

from tsunagari.base.refusals import Reason
from tsunagari.kernel.parties.models import Organisation, Person
from tsunagari.kernel.roles.models import Viewer
from tsunagari.programmes.talent.law.rules import bans
from tsunagari.programmes.talent.people.models import Case
from tsunagari.programmes.talent.safety.models import Incident
from tsunagari.programmes.talent.safety.rules import kinds


def of(viewer: Viewer) -> QuerySet[Incident]:
    """困りごと — the federation's office reads all of them; no company and no other body any."""
    rows = Incident.objects.select_related("case__person__party", "body__party")
    if viewer.kind == "staff" and viewer.on_behalf is None:
        return rows
    return rows.none()


def of_person(person: Person) -> QuerySet[Incident]:
    """What a person reported, the newest first, with what they were told."""
    rows = Incident.objects.filter(case__person=person, reported_by=person.pk)
    return rows.prefetch_related("steps").order_by("-pk")


def why_not_proceed(case: Case) -> list[Reason]:
    """Every open report of a prohibited act in a case: its next steps wait until somebody looked."""
    return _blocked(Incident.objects.filter(case=case))


def why_not_send(body: Organisation) -> list[Reason]:
    """Why no new person is sent to, or through, a body; for the office's eyes alone."""
    return _blocked(Incident.objects.filter(body=body))


def _blocked(incidents: QuerySet[Incident]) -> list[Reason]:
    rows = incidents.exclude(state=Incident.State.CLOSED).exclude(ban="").order_by("pk")
    found = [
        bans.incident(
            row.ban,
            system=row.case.system,
            by=kinds.role_of(row.part, row.case.system),
            on=row.on,
        )
        for row in rows.select_related("case")
    ]
    return bans.blocked_by(found)
