"""警報 — an alarm is raised, told once more, ended; its duty and its notices follow each time."""

from datetime import date, datetime, timedelta

from tsunagari.base.days import clock
from tsunagari.kernel.duties import actions as duties
from tsunagari.kernel.duties.rules import Wanted
from tsunagari.kernel.parties.queries import federation
from tsunagari.kernel.records import actions as records
from tsunagari.kernel.roles import queries as roles
from tsunagari.programmes.talent.housekeeping import notices, queries
from tsunagari.programmes.talent.housekeeping.models import Alarm, Service
from tsunagari.programmes.talent.housekeeping.rules import watch
from tsunagari.programmes.talent.people.actions.duties import closed_about, show


def raise_(service: Service, kind: str, due_at: datetime, *, now: datetime) -> Alarm | None:
    """A row, a notice to the named person, a duty at top risk; None while one of silence is open."""
    open_ = service.alarms.select_for_update().filter(kind=kind, closed_at=None).first()
    if open_:
        return _again(open_, now=now) if kind == watch.DANGER else None
    if service.alarms.filter(kind=kind, due_at=due_at).exists():
        return None
    on, named = roles.day_of(now), queries.named_for(service.institution_id, watch.NAMED)
    alarm = Alarm.objects.create(
        service=service,
        kind=kind,
        due_at=due_at,
        raised_at=now,
        named=named,
        next_at=next_at(now),
    )
    record("housekeeping.alarm_raised", alarm, None, on, kind=kind)
    notices.tell(alarm, at=now)
    if kind == watch.DANGER or named is None:
        notices.tell_office(alarm, at=now)
    follow(alarm, on=on)
    return alarm


def _again(alarm: Alarm, *, now: datetime) -> Alarm:
    """Danger once more: whoever had taken it, everybody is told, and waited for, as at the first."""
    on, taker = roles.day_of(now), alarm.taken_by
    alarm.level, alarm.named = watch.NAMED, queries.named_for(alarm.service.institution_id, 0)
    alarm.taken_by, alarm.taken_at, alarm.next_at = None, None, next_at(now)
    alarm.version += 1
    alarm.save(update_fields=["level", "named", "taken_by", "taken_at", "next_at", "version"])
    record("housekeeping.alarm_raised", alarm, None, on, kind=alarm.kind)
    notices.tell_again(alarm, taker, at=now)
    follow(alarm, on=on)
    return alarm


def next_at(now: datetime, *, taken: bool = False) -> datetime:
    """When the next person is told: nobody took it, or nobody wrote down how it ended."""
    name = "close_after_minutes" if taken else "escalate_after_minutes"
    return now + timedelta(minutes=queries.figure(name, roles.day_of(now)))


def end(alarm: Alarm, *, outcome: str, words: str, by, at: datetime) -> None:
    """The row, the record, and the duty that is done."""
    on = roles.day_of(at)
    alarm.outcome, alarm.words = outcome, words.strip()[:2000]
    alarm.closed_at, alarm.closed_by = at, getattr(by, "party", None)
    alarm.next_at, alarm.version = None, alarm.version + 1
    alarm.save(update_fields=["outcome", "words", "closed_at", "closed_by", "next_at", "version"])
    private = {"words": words} if words else None
    said = record("housekeeping.alarm_closed", alarm, by, on, private=private, outcome=outcome)
    follow(alarm, on=on, by=by)
    show(closed_about(alarm, on), said)


def follow(alarm: Alarm, *, on: date, by=None) -> None:
    """務め — the named person's, at top risk, until somebody wrote down how it ended."""
    started = federation()
    office = started.party_id if started else 0
    body = alarm.service.institution_id
    doer = office if alarm.level == watch.OFFICE or alarm.named_id is None else body
    raised = roles.day_of(alarm.raised_at)
    wanted = Wanted(
        rule="2-4.answer_alarm",
        occurrence="1",
        holder=body,
        doer=doer,
        opens_on=raised,
        due=raised,
        facts={"raised": clock(alarm.raised_at, alarm.service.zone)},
        met=roles.day_of(alarm.closed_at) if alarm.closed_at else None,
        risk=0,
        measure="2-4",
    )
    duties.wait_for_turn(alarm)
    duties.reconcile(alarm, [wanted], on=on, by=by)
    person = alarm.taken_by_id or (alarm.named_id if doer == body else None)
    duties.give(alarm, person)


def record(did: str, alarm: Alarm, by, on: date, **facts):
    """What happened to an alarm, for the institution and the office."""
    return records.add(
        by=by,
        did=did,
        about=alarm,
        concerns=[alarm.service.institution_id],
        on=on,
        **facts,
    )
