"""見守り — presses of the person in the home, alarms when there is silence, and who answers them.

Every act locks the visit first: a check-out and an alarm of the same moment come one after the
other, and whichever is second sees what the first did.
"""

from datetime import date, datetime, timedelta

from django.db import transaction

from tsunagari.base.days import clock
from tsunagari.base.refusals import refuse_if
from tsunagari.kernel.duties import actions as duties
from tsunagari.kernel.duties.rules import Wanted
from tsunagari.kernel.parties.queries import federation
from tsunagari.kernel.records import actions as records
from tsunagari.kernel.roles import queries as roles
from tsunagari.programmes.talent.housekeeping import notices, queries
from tsunagari.programmes.talent.housekeeping.actions import institutions
from tsunagari.programmes.talent.housekeeping.actions.visits import wait_again
from tsunagari.programmes.talent.housekeeping.models import Alarm, Institution, Service, Signal
from tsunagari.programmes.talent.housekeeping.rules import keeping, watch
from tsunagari.programmes.talent.people.actions.duties import closed_about, show

AT_ONCE = 200


@transaction.atomic
def press(
    service: Service,
    act: str,
    *,
    key: str,
    by,
    received: datetime,
    made: datetime | None = None,
    until: datetime | None = None,
) -> Service:
    """押す — came, left, longer, danger; the same key twice acts once, late ones count when they can."""
    on = roles.day_of(received)
    service = Service.objects.select_for_update().get(pk=service.pk)
    if Signal.objects.filter(service=service, key=key).exists():
        return service
    latest = timedelta(hours=queries.figure("late_press_hours", on))
    at = watch.counts_at(made, received, latest=latest)
    refuse_if(
        watch.why_not_press(state=service.state, act=act, at=at, starts=service.starts_at)
        + (watch.why_not_longer(at=at, until=until) if act == watch.LONGER else [])
    )
    Signal.objects.create(
        service=service, key=key, act=act, counts_at=at, received_at=received, until_at=until
    )
    _move(service, act, at, until, on)
    records.add(
        by=by,
        did="housekeeping.pressed",
        about=service,
        concerns=[service.case.person_id, service.institution_id],
        on=roles.day_of(at),
        act=act,
    )
    if act == watch.DANGER:
        _raise(service, watch.DANGER, at, now=received)
    _settle(service, now=received)
    return service


def _move(service: Service, act: str, at: datetime, until: datetime | None, on: date) -> None:
    after = watch.pressed(queries.watched(service), act, at, until)
    service.state, service.until_at = after.state, after.until
    service.came_at, service.left_at = after.came, after.left
    wait_again(service, on)
    service.version += 1
    service.save(update_fields=["state", "until_at", "came_at", "left_at", "due_at", "version"])


def _settle(service: Service, *, now: datetime) -> None:
    """Alarms of silence that the press answers; what is still waited for alarms anew."""
    on = roles.day_of(now)
    after, wait = queries.watched(service), queries.wait_on(on)
    for alarm in service.alarms.select_for_update().filter(closed_at=None):
        if watch.settles(alarm.kind, after, now, wait):
            _end(alarm, outcome=Alarm.Outcome.ANSWERED, words="", by=None, at=now)
            notices.answered(alarm, at=now)


# — the worker —


def look_after(now: datetime) -> int:
    """見回る — raise what is due, pass on what nobody took; safe to run twice, in two processes."""
    return raise_due(now) + pass_on(now)


def raise_due(now: datetime) -> int:
    """警報を出す — for every visit that should have said something by now."""
    rows = Service.objects.filter(due_at__lte=now).order_by("due_at")
    return sum(_silent(pk, now) for pk in list(rows.values_list("pk", flat=True)[:AT_ONCE]))


@transaction.atomic
def _silent(pk: int, now: datetime) -> bool:
    """One visit, read again under lock: a press that came meanwhile is seen."""
    service = Service.objects.select_for_update().get(pk=pk)
    expected = watch.due(queries.watched(service), queries.wait_on(roles.day_of(now)))
    early = service.due_at is None or expected is None or expected[1] > now
    service.due_at = expected[1] if expected and early and service.due_at else None
    service.save(update_fields=["due_at"])
    if early:
        return False
    return _raise(service, expected[0], expected[1], now=now) is not None


def _raise(service: Service, kind: str, due_at: datetime, *, now: datetime) -> Alarm | None:
    """A row, a notice to the named person, a duty at top risk; None while one is open."""
    if service.alarms.filter(kind=kind, closed_at=None).exists():
        return None
    if service.alarms.filter(kind=kind, due_at=due_at).exists():
        return None
    on, named = roles.day_of(now), queries.named_for(service.institution_id, watch.NAMED)
    alarm = Alarm.objects.create(
        service=service,
        kind=kind,
        due_at=due_at,
        raised_at=now,
        named=named,
        next_at=now + timedelta(minutes=queries.figure("escalate_after_minutes", on)),
    )
    _record("housekeeping.alarm_raised", alarm, None, on, kind=kind)
    notices.tell(alarm, at=now)
    if kind == watch.DANGER or named is None:
        notices.tell_office(alarm, at=now)
    follow(alarm, on=on)
    return alarm


def pass_on(now: datetime) -> int:
    """次の人に知らせる — alarms that nobody took within the time."""
    rows = Alarm.objects.filter(next_at__lte=now, taken_at=None, closed_at=None)
    return sum(_next(pk, now) for pk in list(rows.values_list("pk", flat=True)[:AT_ONCE]))


@transaction.atomic
def _next(pk: int, now: datetime) -> bool:
    alarm = Alarm.objects.select_related("service").get(pk=pk)
    # The visit is locked first, as every other act does: no two acts wait for each other.
    Service.objects.select_for_update().get(pk=alarm.service_id)
    alarm = Alarm.objects.select_for_update().get(pk=pk)
    level = watch.next_level(alarm.level)
    waiting = alarm.taken_at is None and alarm.closed_at is None
    if level is None or not waiting or not alarm.next_at or alarm.next_at > now:
        return False
    on = roles.day_of(now)
    deputy = queries.named_for(alarm.service.institution_id, level)
    if level == watch.DEPUTY and deputy is None:
        level = watch.OFFICE
    alarm.level = level
    alarm.named = deputy if level == watch.DEPUTY else alarm.named
    last = watch.next_level(level) is None
    after = now + timedelta(minutes=queries.figure("escalate_after_minutes", on))
    alarm.next_at = None if last else after
    alarm.save(update_fields=["level", "named", "next_at"])
    _record("housekeeping.alarm_passed_on", alarm, None, on, level=level)
    if level == watch.OFFICE:
        notices.tell_office(alarm, at=now)
    else:
        notices.tell(alarm, at=now)
    follow(alarm, on=on)
    return True


# — whoever answers —


def _locked(alarm: Alarm) -> Alarm:
    Service.objects.select_for_update().get(pk=alarm.service_id)
    return Alarm.objects.select_for_update().select_related("service__case").get(pk=alarm.pk)


@transaction.atomic
def take(alarm: Alarm, *, by, on: date, at: datetime) -> Alarm:
    """わたしが対応する — it is passed on to nobody else from now on."""
    alarm = _locked(alarm)
    refuse_if(
        keeping.why_not_take(closed=alarm.closed_at is not None, taken=alarm.taken_at is not None)
    )
    alarm.taken_by, alarm.taken_at, alarm.next_at = by.party, at, None
    alarm.version += 1
    alarm.save(update_fields=["taken_by", "taken_at", "next_at", "version"])
    _record("housekeeping.alarm_taken", alarm, by, on)
    follow(alarm, on=on, by=by)
    return alarm


@transaction.atomic
def close(
    alarm: Alarm,
    *,
    outcome: str,
    words: str,
    by,
    on: date,
    at: datetime,
    until: datetime | None = None,
) -> Alarm:
    """対応を終える — what was found and done; the visit follows: it goes on, is over, or was none."""
    alarm = _locked(alarm)
    refuse_if(
        keeping.why_not_close(
            closed=alarm.closed_at is not None,
            outcome=outcome,
            outcomes=watch.outcomes(alarm.kind),
            words=words,
            until=until,
            now=at,
        )
    )
    _end(alarm, outcome=outcome, words=words, by=by, at=at)
    _after(alarm.service, outcome, until, at, on)
    if outcome == Alarm.Outcome.EMERGENCY:
        _serious(alarm, by=by, on=on)
    return alarm


def _serious(alarm: Alarm, *, by, on: date) -> None:
    """重大な問題 — an emergency in a home is reported to the council: the duty follows."""
    institution = Institution.objects.get(pk=alarm.service.institution_id)
    institutions.tell_law(institution, "serious_matter", f"alarm-{alarm.pk}", day=on, by=by, on=on)


def _after(service: Service, outcome: str, until, at: datetime, on: date) -> None:
    if outcome == Alarm.Outcome.STAYS:
        _move(service, watch.LONGER, at, until, on)
    elif outcome in (Alarm.Outcome.LEFT, Alarm.Outcome.EMERGENCY):
        _move(service, watch.OUT, at, None, on)
    elif outcome == Alarm.Outcome.NOT_HELD and service.came_at is None:
        service.state, service.due_at = Service.State.CANCELLED, None
        service.save(update_fields=["state", "due_at"])
    _settle(service, now=at)


def _end(alarm: Alarm, *, outcome: str, words: str, by, at: datetime) -> None:
    on = roles.day_of(at)
    alarm.outcome, alarm.words = outcome, words.strip()[:2000]
    alarm.closed_at, alarm.closed_by = at, getattr(by, "party", None)
    alarm.next_at, alarm.version = None, alarm.version + 1
    alarm.save(update_fields=["outcome", "words", "closed_at", "closed_by", "next_at", "version"])
    private = {"words": words} if words else None
    record = _record("housekeeping.alarm_closed", alarm, by, on, private=private, outcome=outcome)
    follow(alarm, on=on, by=by)
    show(closed_about(alarm, on), record)


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


def _record(did: str, alarm: Alarm, by, on: date, **facts):
    return records.add(
        by=by,
        did=did,
        about=alarm,
        concerns=[alarm.service.institution_id],
        on=on,
        **facts,
    )
