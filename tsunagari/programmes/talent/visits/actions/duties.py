"""務め — findings that wait to be mended, reports that wait for somebody to look."""

from datetime import date

from tsunagari.kernel.duties import actions as duties
from tsunagari.kernel.duties.models import Duty, Evidence
from tsunagari.kernel.duties.rules import Wanted
from tsunagari.kernel.records.models import Record
from tsunagari.programmes.talent.law.rules.book import LAW, SAFETY
from tsunagari.programmes.talent.visits.models import Breach, Finding
from tsunagari.programmes.talent.visits.rules import breaches
from tsunagari.programmes.talent.visits.rules.sheets import SHEETS


def follow_finding(finding: Finding, *, on: date, by=None) -> None:
    """The company owes it; the supervising body sees to it and says what shows it mended."""
    visit = finding.visit
    item = SHEETS[visit.sheet].item(finding.item)
    held_on = visit.held_on or visit.day
    duties.wait_for_turn(finding)
    wanted = Wanted(
        rule="2-1.finding",
        occurrence="1",
        holder=visit.company_id,
        doer=visit.supervisor_id,
        opens_on=held_on,
        due=finding.due_on,
        facts={
            "company": visit.company.title,
            "held_on": held_on.isoformat(),
            "due_on": finding.due_on.isoformat(),
        },
        met=finding.mended_on,
        risk=SAFETY if item.ban else LAW,
        measure=visit.meeting.measure,
    )
    duties.reconcile(finding, [wanted], on=on, by=by)


def follow_breach(breach: Breach, *, doer: int, on: date, by=None) -> None:
    """A report is looked into at once, before anything else."""
    duties.wait_for_turn(breach)
    wanted = Wanted(
        rule="2-1.breach",
        occurrence="1",
        holder=doer,
        doer=doer,
        opens_on=breach.on,
        due=breach.on,
        facts={
            "told_on": breach.on.isoformat(),
            "article": breaches.said(breach.code).article,
        },
        met=breach.looked_on,
        risk=SAFETY,
        measure="2-2" if breach.system.startswith("SSW") else "2-1",
    )
    duties.reconcile(breach, [wanted], on=on, by=by)


def show(rows, record: Record) -> None:
    """証拠 — the record of an act beside every duty that it closed."""
    Evidence.objects.bulk_create(
        [Evidence(duty=duty, record=record) for duty in rows], ignore_conflicts=True
    )


def closed_about(about, on: date) -> list[Duty]:
    """Duties about something that are done since a day."""
    kind, key = about._meta.label_lower, str(about.pk)
    rows = Duty.objects.filter(about_kind=kind, about_key=key, state="done", done_on=on)
    return list(rows.filter(evidence=None))
