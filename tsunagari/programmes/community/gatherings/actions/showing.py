"""席を知らせる・終える — the own bookings say the tables; after the evening everything said goes."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q

from tsunagari.base.refusals import refuse_if
from tsunagari.kernel.records import actions as records
from tsunagari.programmes.community.doors import queries as doors
from tsunagari.programmes.community.events.models import Event
from tsunagari.programmes.community.gatherings import meeting_again, queries
from tsunagari.programmes.community.gatherings.models import Pin, SeatPlan, Told, Veto
from tsunagari.programmes.community.gatherings.rules import allowing as rules
from tsunagari.programmes.community.gatherings.rules.repair import sat

STATES = SeatPlan.State
# So long after its end an evening ends by itself.
AFTER = timedelta(days=1)


def _locked(plan: SeatPlan) -> SeatPlan:
    return SeatPlan.objects.select_for_update(of=("self",)).select_related("event").get(pk=plan.pk)


@transaction.atomic
def show(plan: SeatPlan, *, by, on: date, at: datetime) -> SeatPlan:
    """席を知らせる — from now on the own booking says which table; pressed twice it is shown once."""
    plan = _locked(plan)
    if plan.state == STATES.OPEN:
        return plan
    told = {"state": plan.state, "made": plan.made_at is not None, "waits": bool(plan.wanted_at)}
    refuse_if(rules.why_not_open(**told))
    return _moved(plan, STATES.OPEN, "tables.opened", by=by, on=on, at=at)


@transaction.atomic
def hide(plan: SeatPlan, *, by, on: date, at: datetime) -> SeatPlan:
    """知らせを下げる — to make the tables anew."""
    plan = _locked(plan)
    if plan.state != STATES.OPEN:
        return plan
    return _moved(plan, STATES.DRAFT, "tables.hidden", by=by, on=on, at=at)


def _moved(plan: SeatPlan, state: str, did: str, *, by, on: date, at: datetime) -> SeatPlan:
    plan.state = state
    plan.version += 1
    plan.save(update_fields=["state", "version"])
    records.add(by=by, did=did, about=plan.event, on=on, at=at)
    return plan


@transaction.atomic
def close(plan: SeatPlan, *, by, on: date, at: datetime) -> SeatPlan:
    """集いを終える — who met is kept as prints for the series; what was said is erased."""
    plan = _locked(plan)
    if plan.state == STATES.CLOSED:
        return plan
    if plan.state == STATES.OPEN:
        _remember(plan, on=on)
    else:
        plan.seats.all().delete()
    plan.away.all().delete()
    erased = erase(plan.event)
    plan.state, plan.wanted_at = STATES.CLOSED, None
    plan.version += 1
    plan.save(update_fields=["state", "wanted_at", "version"])
    records.add(by=by, did="tables.closed", about=plan.event, on=on, at=at, erased=erased)
    return plan


def _remember(plan: SeatPlan, *, on: date) -> None:
    known = meeting_again.who(queries.coming(plan.event))
    came = doors.arrived(plan.event)
    rounds = [
        [[guest for guest in table if guest in came] for table in seated]
        for seated in queries.rounds_of(plan)
    ]
    meeting_again.keep(plan.event, sat(rounds), known, on=on)


def erase(event: Event) -> int:
    """Everything that was said for the tables of an event; how many rows."""
    gone = [
        Told.objects.filter(booking__event=event).delete()[0],
        Pin.objects.filter(plan__event=event).delete()[0],
        Veto.objects.filter(plan__event=event).delete()[0],
    ]
    return sum(gone)


def close_due(*, on: date, at: datetime) -> int:
    """終わった集い — a day after its end an evening ends by itself; what is called off, too."""
    over = Q(event__ends_at__lte=at - AFTER) | Q(event__state=Event.State.CANCELLED)
    rows = SeatPlan.objects.filter(over).exclude(state=STATES.CLOSED).select_related("event")
    closed = 0
    for plan in list(rows.order_by("pk")[:200]):
        close(plan, by=None, on=on, at=at)
        closed += 1
    return closed
