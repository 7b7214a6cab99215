"""訪問を終える — one act: the meeting, the law's facts, the findings and the reports follow."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from tsunagari.base.refusals import CHANGED, Reason, Refused, refuse_if
from tsunagari.kernel.duties.models import Duty
from tsunagari.kernel.meetings import actions as meetings
from tsunagari.kernel.records import actions as records
from tsunagari.kernel.records.models import Record
from tsunagari.programmes.talent.people.actions import cases as people
from tsunagari.programmes.talent.people.actions.duties import closed_about, show
from tsunagari.programmes.talent.people.models import Case, Company
from tsunagari.programmes.talent.safety.models import Incident
from tsunagari.programmes.talent.visits import notices, queries
from tsunagari.programmes.talent.visits.actions import acts, duties
from tsunagari.programmes.talent.visits.models import Answer, Finding, Interview, Picture, Visit
from tsunagari.programmes.talent.visits.rules import visits as rules

# Under which name the law's facts hold what kind of visit, and what the law calls it.
AT_ONCE = ("titp_so_extraordinary_audit", "esd_sso_extraordinary_audit")
FACTS = {
    Visit.Kind.AUDIT: ("audits", "periodic"),
    Visit.Kind.EXTRA: ("audits", "extraordinary"),
    Visit.Kind.GUIDANCE: ("visits", ""),
}


@dataclass(frozen=True)
class State:
    """What there is to close a visit with."""

    answers: dict
    interviews: list[Interview]
    bad: list[Answer]
    open_items: int
    unexplained: int
    held: int
    signed: bool


def state_of(visit: Visit) -> State:
    """What was answered, what is bad, what is missing."""
    interviews = queries.interviews_of(visit)
    rows = list(visit.answers.select_related("interview").order_by("interview", "pk"))
    keys = queries.asked(visit, interviews)
    answers = {queries.key_of(row): row for row in rows}
    given = [answers[key] for key in keys if key in answers and answers[key].said]
    silent = [row for row in given if row.said != rules.YES and not row.words.strip()]
    away = [one for one in interviews if one.state == "away" and not one.away_words.strip()]
    signature = visit.pictures.filter(kind=Picture.Kind.SIGNATURE)
    return State(
        answers=answers,
        interviews=interviews,
        bad=[row for row in given if row.said == rules.NO],
        open_items=len(keys) - len(given),
        unexplained=len(silent) + len(away),
        held=sum(one.state == "held" and one.case_id is not None for one in interviews),
        signed=bool(visit.signed_name) or signature.exists(),
    )


@transaction.atomic
def report_now(visit: Visit, key: str, *, by, on: date, at: datetime) -> Incident:
    """いま知らせる — a prohibited act is reported before the visit is over; closing finds it again."""
    visit = Visit.objects.select_for_update().get(pk=visit.pk)
    rows = [row for row in state_of(visit).bad if queries.key_of(row) == key]
    found = acts.report(visit, rows[0], by=by, on=on, at=at) if rows else None
    if found is None:
        raise Refused([Reason(CHANGED, rule="version")])
    return found


@transaction.atomic
def close(
    visit: Visit,
    *,
    held_on: date | None,
    due: Mapping[str, date | None],
    by,
    on: date,
    at: datetime,
) -> Visit:
    """訪問を終える — `due` says by key of a いいえ until when it is to be mended."""
    visit = Visit.objects.select_for_update().get(pk=visit.pk)
    found = state_of(visit)
    refuse_if(_why_not(visit, found, held_on, due, on))
    visit.state, visit.held_on, visit.version = Visit.State.CLOSED, held_on, visit.version + 1
    visit.save(update_fields=["state", "held_on", "version"])
    record = _record(visit, found, by=by, on=held_on)
    _meet(visit, found, by=by, on=held_on, at=at)
    _tell_the_law(visit, found, record, by=by, on=on)
    for row in found.bad:
        _find(visit, row, due[queries.key_of(row)], by=by, on=on, at=at)
    notices.tell_found(visit, at=at)
    return visit


def _why_not(visit, found: State, held_on, due, on):
    reasons = rules.why_not_close(
        state=visit.state,
        held_on=held_on,
        on=on,
        open_items=found.open_items,
        unexplained=found.unexplained,
        held=found.held,
        needed=visit.draw.get("needed", 0),
        words=visit.words,
        signed=found.signed,
    )
    for number, row in enumerate(found.bad, 1):
        day = due.get(queries.key_of(row))
        reasons += rules.why_not_due(due_on=day, held_on=held_on, number=number)
    return reasons


def _record(visit: Visit, found: State, *, by, on: date) -> Record:
    # Whom somebody spoke to is not told to the company: bodies alone stand on this record.
    return records.add(
        by=by,
        did="visit.closed",
        about=visit,
        concerns=[visit.company_id, visit.supervisor_id],
        on=on,
        day=on,
        sheet=visit.sheet,
        seed=visit.draw.get("seed", ""),
        held=found.held,
        findings=len(found.bad),
    )


def _meet(visit: Visit, found: State, *, by, on: date, at: datetime) -> None:
    """Who was there; a visit makes no ties."""
    workers = [one for one in found.interviews if one.case_id]
    here = [one.case.person_id for one in workers if one.state == "held"]
    gone = [one.case.person_id for one in workers if one.state == "away"]
    visitor = [visit.visitor_id] if visit.visitor_id else []
    meetings.note(visit.meeting, [*here, *visitor], gone, at=at, source="visit")
    meetings.close(visit.meeting, [], by=by, on=on)


def _tell_the_law(visit: Visit, found: State, record: Record, *, by, on: date) -> None:
    """The act joins the law's facts, and the next day by which it has to be done again follows."""
    act = {"on": visit.held_on.isoformat(), "id": f"visit-{visit.pk}"}
    if visit.kind in FACTS:
        name, kind = FACTS[visit.kind]
        Company.objects.get_or_create(organisation=visit.company)
        company = Company.objects.select_for_update().get(pk=visit.company_id)
        done = [*company.facts.get(name, ()), act | ({"kind": kind} if kind else {})]
        told = {name: done}
        if visit.kind == Visit.Kind.EXTRA:
            told["done"] = [*company.facts.get("done", ()), *_answered(company, visit.held_on)]
        company = people.change_company(visit.company, seen=company.version, by=by, on=on, **told)
        show(closed_about(company, visit.held_on), record)
        return
    for one in found.interviews:
        if one.case_id and one.state == "held":
            case = Case.objects.select_for_update().get(pk=one.case_id)
            held = [*case.facts.get("interviews", ()), act]
            case = people.change(case, seen=case.version, by=by, on=on, interviews=held)
            show(closed_about(case, visit.held_on), record)


def _answered(company: Company, held_on: date) -> list[dict]:
    """The suspicions that an extraordinary audit answers: every one up to its day."""
    rows = Duty.objects.filter(
        about_kind=Company._meta.label_lower,
        about_key=str(company.pk),
        rule__in=[f"law.{rule}" for rule in AT_ONCE],
        state="open",
        opens_on__lte=held_on,
    )
    return [
        {
            "rule": row.rule.removeprefix("law."),
            "of": row.facts["of"],
            "on": held_on.isoformat(),
        }
        for row in rows.order_by("pk")
    ]


def _find(visit: Visit, row: Answer, due_on: date, *, by, on: date, at: datetime) -> None:
    finding = Finding(
        visit=visit, interview=row.interview, item=row.item, words=row.words, due_on=due_on
    )
    finding.incident = acts.report(visit, row, by=by, on=on, at=at)
    finding.save()
    duties.follow_finding(finding, on=on, by=by)


def suggested_due(visit: Visit, row: Answer, held_on: date) -> int:
    """How many days a company is given at first; people may change the day."""
    danger = bool(queries.sheet_of(visit).item(row.item).ban)
    return queries.figure("days_to_mend_danger" if danger else "days_to_mend", held_on)
