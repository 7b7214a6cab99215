"""助け — a report is taken in with one press, and brought forward by the office step by step."""

from datetime import date, datetime

from django.db import transaction

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import refuse_if
from tsunagari.kernel.duties import actions as duties
from tsunagari.kernel.parties.models import Organisation
from tsunagari.kernel.parties.queries import federation
from tsunagari.kernel.records import actions as records
from tsunagari.kernel.roles import queries as roles
from tsunagari.kernel.texts import attaching as texts
from tsunagari.programmes.talent.people.actions import events
from tsunagari.programmes.talent.people.actions.duties import closed_about, measure_of, show
from tsunagari.programmes.talent.people.models import Case
from tsunagari.programmes.talent.people.queries import PARTS
from tsunagari.programmes.talent.safety import notices, queries
from tsunagari.programmes.talent.safety.models import Incident, Step
from tsunagari.programmes.talent.safety.rules import acts, kinds, steps

LONGEST = 2000
TOLD = _("助けの知らせへの返事")
SUSPECTED = "revocation_ground_suspected"


@transaction.atomic
def report(
    case: Case,
    *,
    kind: str,
    part: str,
    words: str,
    by,
    on: date,
    at: datetime,
    judged_as: str = "",
) -> Incident:
    """困りごとを知らせる — the office is told at once; nobody else can read it.

    `judged_as`: by whose law the act of somebody without a part in the case is judged.
    """
    return _open(
        case=case,
        system=case.system,
        kind=kind,
        part=part,
        body=getattr(case, part) if part in PARTS else None,
        ban=kinds.ban_of(kind, part=judged_as or part, system=case.system),
        words=words,
        by=by,
        on=on,
        at=at,
    )


@transaction.atomic
def note_act(
    ban: str,
    *,
    part: str,
    system: str,
    words: str,
    by,
    on: date,
    at: datetime,
    case: Case | None = None,
    body: Organisation | None = None,
) -> Incident:
    """禁じられた行為を知らせる — what a visit found, or somebody heard; of one person or at large."""
    ban = kinds.act_of(ban, part=part, system=system)
    bound = acts.binds(ban, system=system, who=kinds.role_of(part, system))
    refuse_if(acts.why_not_note(bound=bound, words=words))
    return _open(
        case=case,
        system=system,
        kind=kinds.kind_of(ban),
        part=part,
        body=body or (getattr(case, part) if case else None),
        ban=ban,
        words=words,
        by=by,
        on=on,
        at=at,
    )


def _open(*, words: str, by, on: date, at: datetime, **facts) -> Incident:
    incident = Incident.objects.create(
        words=words.strip()[:LONGEST],
        language=getattr(by, "language", ""),
        reported_by=getattr(by, "party", None),
        on=on,
        opened_at=at,
        **facts,
    )
    Step.objects.create(
        incident=incident, state=Incident.State.OPEN, words="", by=incident.reported_by, at=at
    )
    # On nobody's timeline: who reports is safe from being found by looking.
    records.add(by=by, did="help.asked", about=incident, on=on, at=at, kind=incident.kind)
    notices.tell_office(incident, on=on, at=at)
    follow(incident, on=on, by=by)
    return incident


@transaction.atomic
def advance(
    incident: Incident,
    *,
    words: str,
    seen: int,
    by,
    on: date,
    at: datetime,
    told: str = "",
    suspected: bool = False,
) -> Incident:
    """次へ進める — open → safe → closed, each step with what was done and what the person is told.

    `suspected`: there may be a ground to revoke the plan, so that an audit of the company follows.
    """
    incident = Incident.objects.select_for_update().get(pk=incident.pk)
    refuse_if(
        steps.why_not_advance(
            state=incident.state,
            seen=seen,
            version=incident.version,
            words=words,
            alone=bool(incident.ban) and incident.steps.last().by == by.party,
        )
    )
    incident.state, incident.version = kinds.NEXT[incident.state], incident.version + 1
    incident.save(update_fields=["state", "version"])
    step = Step.objects.create(
        incident=incident,
        state=incident.state,
        words=words.strip()[:LONGEST],
        told=told.strip()[:LONGEST],
        by=by.party,
        at=at,
    )
    record = records.add(
        by=by,
        did="help.advanced",
        about=incident,
        on=on,
        at=at,
        state=incident.state,
        private={"words": words, "told": told},
    )
    _to_translate(step, by=by, on=on)
    if suspected and incident.part == "company" and incident.body:
        events.of_company(incident.body, SUSPECTED, f"incident-{incident.pk}", by=by, on=on)
    follow(incident, on=on, by=by)
    show(closed_about(incident, roles.day_of(at)), record)
    return incident


@transaction.atomic
def reopen(incident: Incident, *, words: str, seen: int, by, on: date, at: datetime) -> Incident:
    """もう一度開く — it was not over after all: everything stands still again until it is."""
    incident = Incident.objects.select_for_update().get(pk=incident.pk)
    refuse_if(
        steps.why_not_reopen(state=incident.state, seen=seen, version=incident.version, words=words)
    )
    incident.state, incident.version = Incident.State.OPEN, incident.version + 1
    incident.save(update_fields=["state", "version"])
    Step.objects.create(
        incident=incident, state=incident.state, words=words.strip()[:LONGEST], by=by.party, at=at
    )
    records.add(by=by, did="help.reopened", about=incident, on=on, at=at, private={"words": words})
    follow(incident, on=on, by=by)
    return incident


def _to_translate(step: Step, *, by, on: date) -> None:
    """What the person is told is there in their language, or somebody has to translate it."""
    if step.incident.case:
        texts.attach(
            step,
            "told",
            step.told,
            reader=step.incident.case.person.party.language,
            name=TOLD,
            on=on,
            by=by,
        )


@transaction.atomic
def follow(incident: Incident, *, on: date, by=None) -> None:
    """The office's two duties each time that it was opened, each met on the day of its step."""
    duties.wait_for_turn(incident)
    started = federation()
    times: list[dict[str, date]] = []
    for row in incident.steps.order_by("at", "pk"):
        if row.state == Incident.State.OPEN:
            times.append({})
        times[-1].setdefault(row.state, roles.day_of(row.at))
    wanted = [
        one
        for again, reached in enumerate(times)
        for one in steps.wanted(
            key=incident.pk,
            office=started.party_id if started else 0,
            again=again,
            opened_on=reached[Incident.State.OPEN] if again else incident.on,
            reached=reached,
            measure=measure_of(incident.system),
            days=queries.figure("days_to_settle", incident.on),
        )
    ]
    duties.reconcile(incident, wanted, on=on, by=by)
