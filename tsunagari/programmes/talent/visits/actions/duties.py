"""務め — findings that wait to be mended."""

from datetime import date

from tsunagari.kernel.duties import actions as duties
from tsunagari.kernel.duties.rules import Wanted
from tsunagari.programmes.talent.law.rules.book import LAW, SAFETY
from tsunagari.programmes.talent.visits.models import Finding
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
