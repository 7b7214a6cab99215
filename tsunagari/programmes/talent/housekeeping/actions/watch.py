"""見守り — presses of the person in the home, alarms when there is silence, and who answers them.

Every act locks the visit first: a check-out and an alarm of the same moment come one after the
other, and whichever is second sees what the first did.
"""

import logging
from collections.abc import Callable
from datetime import date, datetime

from django.db import transaction

from tsunagari.base.refusals import refuse_if
from tsunagari.kernel.records import actions as records
from tsunagari.kernel.roles import queries as roles
from tsunagari.programmes.talent.housekeeping import notices, queries
from tsunagari.programmes.talent.housekeeping.actions import alarms, institutions
from tsunagari.programmes.talent.housekeeping.actions.visits import wait_again
from tsunagari.programmes.talent.housekeeping.models import Alarm, Institution, Service, Signal
from tsunagari.programmes.talent.housekeeping.rules import keeping, watch

log = logging.getLogger("tsunagari.watch")
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
    at = queries.counts_at(made, received)
    refuse_if(
        watch.why_not_press(state=service.state, act=act, at=at, starts=service.starts_at)
        + (watch.why_not_longer(at=at, until=until, now=received) if act == watch.LONGER else [])
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
        alarms.raise_(service, watch.DANGER, at, now=received)
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
            alarms.end(alarm, outcome=Alarm.Outcome.ANSWERED, words="", by=None, at=now)
            notices.answered(alarm, at=now)


# — the worker —


def look_after(now: datetime) -> int:
    """見回る — raise what is due, pass on what nobody took; safe to run twice, in two processes."""
    return raise_due(now) + pass_on(now)


def raise_due(now: datetime) -> int:
    """警報を出す — for every visit that should have said something by now."""
    rows = Service.objects.filter(due_at__lte=now).order_by("due_at")
    return sum(_tried(_silent, pk, now) for pk in list(rows.values_list("pk", flat=True)[:AT_ONCE]))


def _tried(act: Callable[[int, datetime], bool], pk: int, now: datetime) -> bool:
    """One row; what fails there is logged and tried next time, and keeps no other row waiting."""
    try:
        return act(pk, now)
    except Exception:
        log.exception("the watch could not finish %s of %s", act.__name__, pk)
        return False


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
    return alarms.raise_(service, expected[0], expected[1], now=now) is not None


def pass_on(now: datetime) -> int:
    """次の人に知らせる — alarms that nobody took, or ended, within the time."""
    rows = Alarm.objects.filter(next_at__lte=now, closed_at=None).order_by("next_at")
    return sum(_tried(_next, pk, now) for pk in list(rows.values_list("pk", flat=True)[:AT_ONCE]))


@transaction.atomic
def _next(pk: int, now: datetime) -> bool:
    alarm = Alarm.objects.select_related("service").get(pk=pk)
    # The visit is locked first, as every other act does: no two acts wait for each other.
    Service.objects.select_for_update().get(pk=alarm.service_id)
    alarm = Alarm.objects.select_for_update().get(pk=pk)
    level = watch.next_level(alarm.level, taken=alarm.taken_at is not None)
    if level is None or alarm.closed_at or not alarm.next_at or alarm.next_at > now:
        return False
    on = roles.day_of(now)
    deputy = queries.named_for(alarm.service.institution_id, level)
    if level == watch.DEPUTY and deputy is None:
        level = watch.OFFICE
    alarm.level = level
    alarm.named = deputy if level == watch.DEPUTY else alarm.named
    # Whoever took it did not end it in time: somebody else may take it now.
    alarm.taken_by, alarm.taken_at = None, None
    alarm.next_at = None if watch.next_level(level) is None else alarms.next_at(now)
    alarm.version += 1
    alarm.save(update_fields=["level", "named", "taken_by", "taken_at", "next_at", "version"])
    alarms.record("housekeeping.alarm_passed_on", alarm, None, on, level=level)
    if level == watch.OFFICE:
        notices.tell_office(alarm, at=now)
    else:
        notices.tell(alarm, at=now)
    alarms.follow(alarm, on=on)
    return True


# — whoever answers —


def _locked(alarm: Alarm) -> Alarm:
    Service.objects.select_for_update().get(pk=alarm.service_id)
    return Alarm.objects.select_for_update().select_related("service__case").get(pk=alarm.pk)


@transaction.atomic
def take(alarm: Alarm, *, by, on: date, at: datetime) -> Alarm:
    """わたしが対応する — it is passed on to nobody else, unless its end is not written down in time."""
    alarm = _locked(alarm)
    refuse_if(
        keeping.why_not_take(closed=alarm.closed_at is not None, taken=alarm.taken_at is not None)
    )
    alarm.taken_by, alarm.taken_at = by.party, at
    alarm.next_at = alarms.next_at(at, taken=True)
    alarm.version += 1
    alarm.save(update_fields=["taken_by", "taken_at", "next_at", "version"])
    alarms.record("housekeeping.alarm_taken", alarm, by, on)
    alarms.follow(alarm, on=on, by=by)
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
    alarms.end(alarm, outcome=outcome, words=words, by=by, at=at)
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
