"""訪問の予定 — planned with its list and its draw, people added, taken off again."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction

from tsunagari.base.languages import SOURCE
from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, refuse_if
from tsunagari.kernel.meetings.models import Meeting
from tsunagari.kernel.parties.models import Organisation, Party
from tsunagari.kernel.parties.queries import federation
from tsunagari.kernel.records import actions as records
from tsunagari.programmes.talent.people.models import Case
from tsunagari.programmes.talent.visits import queries
from tsunagari.programmes.talent.visits.actions import acts
from tsunagari.programmes.talent.visits.actions.close import state_of
from tsunagari.programmes.talent.visits.models import Interview, Visit
from tsunagari.programmes.talent.visits.rules import drawn, sheets
from tsunagari.programmes.talent.visits.rules import visits as rules
from tsunagari.programmes.talent.visits.rules.sheets.interview_2019_04_01 import ONLINE

HOURS = timedelta(hours=3)
ONLINE_SINCE = ONLINE.since
# Who comes next when somebody is not there: on the page before the network is gone.
SPARES = 2
COUNTRIES = {"VNM": "vi", "IDN": "id", "PHL": "fil"}


@transaction.atomic
def plan(
    company: Organisation,
    kind: str,
    *,
    day: date,
    at: time,
    by,
    on: date,
    visitor: Party | None = None,
    online: bool = False,
) -> Visit:
    """訪問を予定する — chooses the list of that day and draws who is asked; both stay as they are."""
    company = _locked(company)
    cases = queries.there(company, kind, day)
    reasons = rules.why_not_plan(kind=kind, on=on, day=day, people=len(cases))
    reasons += rules.why_not_twice(stands=queries.standing(company, kind, day) is not None)
    if online:
        reasons += rules.why_not_online(kind=kind, day=day, since=ONLINE_SINCE)
    refuse_if(reasons)
    supervisor = next((case.supervisor for case in cases if case.supervisor_id), None)
    supervisor = supervisor or federation().party.organisation
    times = queries.times_asked(company, cases, day)
    before = queries.over_in_quarter(company, kind, day)
    draw = drawn.drawn(kind, drawn.seed_of(kind, company.party.code, day, before), times)
    systems = {case.system for case in cases}
    visit = Visit.objects.create(
        kind=kind,
        company=company,
        supervisor=supervisor,
        visitor=visitor,
        meeting=_meeting(company, kind, day, at),
        day=day,
        online=online,
        sheet=sheets.in_force(kind, systems, day, online=online).code,
        draw=draw,
    )
    _wanted(visit, cases)
    records.add(
        by=by,
        did="visit.planned",
        about=visit,
        concerns=[company.pk, supervisor.pk],
        on=on,
        day=day,
        sheet=visit.sheet,
        seed=draw["seed"],
        needed=draw["needed"],
        people=len(times),
    )
    return visit


def _locked(company: Organisation) -> Organisation:
    """Two who plan at once do it one after the other."""
    return Organisation.objects.select_for_update(of=("self",)).get(pk=company.pk)


def _meeting(company: Organisation, kind: str, day: date, at: time) -> Meeting:
    starts_at = _moment(company, day, at)
    return Meeting.objects.create(
        measure="2-2" if kind == Visit.Kind.INTERVIEW else "2-1",
        kind=f"visit_{kind}",
        host=company.party,
        starts_at=starts_at,
        ends_at=starts_at + HOURS,
        zone=company.party.zone,
    )


def _moment(company: Organisation, day: date, at: time) -> datetime:
    return datetime.combine(day, at, ZoneInfo(company.party.zone)).astimezone(UTC)


def _wanted(visit: Visit, cases: list[Case]) -> None:
    by_code = {case.person.party.code: case for case in cases}
    needed = visit.draw["needed"]
    spares = SPARES if needed else 0
    asked = [
        Interview(
            visit=visit,
            case=by_code[code],
            drawn=place < needed,
            language=language_of(by_code[code]),
            state=Interview.State.WANTED if place < needed else Interview.State.SPARE,
        )
        for place, code in enumerate(visit.draw["order"][: needed + spares])
    ]
    if queries.sheet_of(visit).boss:
        asked.append(Interview(visit=visit, language=visit.company.party.language))
    Interview.objects.bulk_create(asked)


def language_of(case: Case) -> str:
    """The language in which a worker is asked: their own; else that of their country."""
    own = case.person.party.language
    return COUNTRIES.get(case.person.nationality, own) if own == SOURCE else own


@transaction.atomic
def move(visit: Visit, *, day: date, at: time, seen: int, by, on: date) -> Visit:
    """訪問の日を動かす — whoever was drawn stays drawn, unless other people are there on that day.

    A new draw keeps the first seed: nobody draws until it pleases.
    """
    visit = Visit.objects.select_for_update().get(pk=visit.pk)
    company = _locked(visit.company)
    cases = queries.there(company, visit.kind, day)
    starts_at = _moment(company, day, at)
    same = visit.meeting.starts_at == starts_at
    reasons = rules.why_not_move(state=visit.state, same=same, seen=seen, version=visit.version)
    reasons += rules.why_not_plan(kind=visit.kind, on=on, day=day, people=len(cases))
    stands = queries.standing(company, visit.kind, day) if day != visit.day else None
    reasons += rules.why_not_twice(stands=stands is not None)
    if visit.online:
        reasons += rules.why_not_online(kind=visit.kind, day=day, since=ONLINE_SINCE)
    refuse_if(reasons)
    was, visit.day = visit.day, day
    if {case.person.party.code for case in cases} != set(visit.draw["times"]):
        _draw_again(visit, cases)
    systems = {case.system for case in cases}
    visit.sheet = sheets.in_force(visit.kind, systems, day, online=visit.online).code
    visit.version += 1
    visit.save(update_fields=["day", "draw", "sheet", "version"])
    visit.meeting.starts_at, visit.meeting.ends_at = starts_at, starts_at + HOURS
    visit.meeting.save(update_fields=["starts_at", "ends_at"])
    records.add(
        by=by,
        did="visit.moved",
        about=visit,
        concerns=[visit.company_id, visit.supervisor_id],
        on=on,
        was=was,
        day=day,
    )
    return visit


def _draw_again(visit: Visit, cases: list[Case]) -> None:
    """Other people: the order anew from the first seed; who was added by hand stays where there."""
    added = set(
        visit.interviews.filter(drawn=False, state=Interview.State.WANTED).values_list(
            "case", flat=True
        )
    )
    times = queries.times_asked(visit.company, cases, visit.day)
    visit.draw = drawn.drawn(visit.kind, visit.draw["seed"], times)
    visit.interviews.all().delete()
    _wanted(visit, cases)
    asked = set(visit.interviews.values_list("case", flat=True))
    Interview.objects.bulk_create(
        Interview(visit=visit, case=case, language=language_of(case))
        for case in cases
        if case.pk in added - asked
    )


@transaction.atomic
def add_person(visit: Visit, case: Case, *, by, on: date) -> Interview:
    """面談する人を加える — somebody who works there, beside those who were drawn."""
    visit = Visit.objects.select_for_update().get(pk=visit.pk)
    refuse_if(rules.why_not_fill(state=visit.state, clash={}, typed={}))
    here = {one.pk for one in queries.there(visit.company, visit.kind, visit.day)}
    reasons = []
    if case.pk not in here:
        words = _("この人は、その日にこの会社ではたらいていません。")
        reasons.append(Reason(words, rule="visit.person", field="case"))
    if visit.interviews.filter(case=case).exists():
        words = _("この人は、もう面談する人に入っています。")
        reasons.append(Reason(words, rule="visit.person", field="case"))
    refuse_if(reasons)
    added = Interview.objects.create(visit=visit, case=case, language=language_of(case))
    visit.version += 1
    visit.save(update_fields=["version"])
    records.add(by=by, did="visit.person_added", about=visit, concerns=[case.person_id], on=on)
    return added


@transaction.atomic
def cancel(visit: Visit, *, words: str, by, on: date, at: datetime) -> Visit:
    """訪問を取りやめる — says why; what was filled in stays, and prohibited acts are reported."""
    visit = Visit.objects.select_for_update().get(pk=visit.pk)
    reasons = rules.why_not_fill(state=visit.state, clash={}, typed={})
    if not words.strip():
        text = _("取りやめる理由を書いてください。")
        reasons.append(Reason(text, rule="visit.words", field="words"))
    refuse_if(reasons)
    for row in state_of(visit).bad:
        acts.report(visit, row, by=by, on=on, at=at)
    visit.state, visit.version = Visit.State.CANCELLED, visit.version + 1
    visit.save(update_fields=["state", "version"])
    visit.meeting.state = Meeting.State.CANCELLED
    visit.meeting.save(update_fields=["state"])
    records.add(
        by=by,
        did="visit.cancelled",
        about=visit,
        concerns=[visit.company_id, visit.supervisor_id],
        on=on,
        private={"words": words.strip()[: rules.LONGEST]},
    )
    return visit
