"""ゆずる — a shift is offered, stays the giver's until it is taken, and goes to one person only."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from tsunagari.base.refusals import refuse_if
from tsunagari.kernel.records import actions as records
from tsunagari.programmes.community.shifts import mails, queries
from tsunagari.programmes.community.shifts.actions.assigning import concerned, locked
from tsunagari.programmes.community.shifts.models import Assignment, Shift, Swap, Veto, Volunteer
from tsunagari.programmes.community.shifts.rules import fit, helping
from tsunagari.programmes.community.shifts.rules.roster import Helper

PLANNED = Assignment.State.PLANNED


@transaction.atomic
def offer(assignment: Assignment, *, by, on: date, at: datetime) -> Swap:
    """ゆずりたい — those who could take it are asked by mail; nothing changes before somebody does."""
    shift, [giver] = locked(assignment.shift, assignment.volunteer)
    open_one = Swap.objects.filter(shift=shift, giver=giver, state=Swap.State.OPEN).first()
    if open_one:
        return open_one
    mine = Assignment.objects.filter(shift=shift, volunteer=giver, state=PLANNED).exists()
    refuse_if(
        helping.why_not_give(state="planned" if mine else "", starts_at=shift.starts_at, now=at)
    )
    swap = Swap.objects.create(shift=shift, giver=giver, offered_at=at)
    concerns = concerned(shift, giver)
    records.add(by=by, did="shift.offered", about=shift, concerns=concerns, on=on, at=at)
    when = shift.starts_at.isoformat()
    mails.queue(takers(swap), "sought", at=at, shift=shift.pk, when=when)
    return swap


def takers(swap: Swap) -> list[Volunteer]:
    """受けられる人 — those who said that they could, and whom no rule keeps from it."""
    people = queries.live(swap.shift.event).exclude(pk=swap.giver_id).order_by("pk")
    asked = people.filter(
        wishes__shift=swap.shift, wishes__level__in=["wants", "can"]
    ).prefetch_related("wishes", "assignments__shift", "vetoes")
    team = _others(swap)
    return [
        one
        for one in asked
        if not why_not_fit(
            one,
            swap,
            team,
            [queries.task_of(row.shift) for row in one.assignments.all()],
            any(veto.shift_id == swap.shift_id for veto in one.vetoes.all()),
        )
    ]


def open_to(volunteer: Volunteer, swaps: Iterable[Swap]) -> list[Swap]:
    """受けられる係 — of the offered shifts those that no rule keeps from this person."""
    swaps = [one for one in swaps if one.giver_id != volunteer.pk]
    keys = {swap.shift_id for swap in swaps}
    rows = Assignment.objects.filter(shift__in=keys).exclude(state=Assignment.State.ABSENT)
    teams: dict[int, list[Helper]] = {}
    for row in rows.select_related("volunteer"):
        teams.setdefault(row.shift_id, []).append(queries.helper_of(row.volunteer))
    barred = set(Veto.objects.filter(volunteer=volunteer).values_list("shift_id", flat=True))
    mine = [queries.task_of(row.shift) for row in volunteer.assignments.all()]
    return [
        swap
        for swap in swaps
        if not why_not_fit(
            volunteer,
            swap,
            [one for one in teams.get(swap.shift_id, []) if one.key != swap.giver_id],
            mine,
            swap.shift_id in barred,
        )
    ]


def _others(swap: Swap) -> list[Helper]:
    """Those who stay on the shift when the giver has gone."""
    return [one for one in queries.team_of(swap.shift) if one.key != swap.giver_id]


def why_not_fit(volunteer: Volunteer, swap: Swap, team, mine, vetoed: bool):
    """Reasons of the rules why somebody cannot take an offered shift."""
    task = queries.task_of(swap.shift)
    helper = queries.helper_of(volunteer)
    return fit.why_not(helper, task, mine=mine, team=team, vetoed=vetoed, asked=True)


@transaction.atomic
def keep(swap: Swap, *, by, on: date, at: datetime) -> bool:
    """ゆずるのをやめる — False when somebody has already taken it."""
    kept = Swap.objects.filter(pk=swap.pk, state=Swap.State.OPEN).update(state=Swap.State.CLOSED)
    if kept:
        concerns = concerned(swap.shift, swap.giver)
        records.add(by=by, did="shift.kept", about=swap.shift, concerns=concerns, on=on, at=at)
    return bool(kept)


@transaction.atomic
def take(swap: Swap, taker: Volunteer, *, by, on: date, at: datetime) -> Assignment:
    """受ける — the first press has it; the statement itself decides between two."""
    shift, [giver, taker] = locked(swap.shift, swap.giver, taker)
    swap = Swap.objects.select_related("shift__event").get(pk=swap.pk)
    if swap.state == Swap.State.TAKEN and swap.taker_id == taker.pk:
        mine = Assignment.objects.filter(shift=shift, volunteer=taker).first()
        if mine:
            return mine
    refuse_if(_why_not(swap, shift, giver, taker, at))
    moved = Swap.objects.filter(pk=swap.pk, state=Swap.State.OPEN).update(
        state=Swap.State.TAKEN, taker=taker
    )
    rows = Assignment.objects.filter(shift=shift, volunteer=giver, state=PLANNED)
    moved = moved and rows.update(volunteer=taker, reminded_on=None)
    told = {"own": False, "gone": False, "begun": False}
    refuse_if(helping.why_not_take(is_open=bool(moved), **told))
    concerns = [*concerned(shift, taker), *([giver.party_id] if giver.party_id else [])]
    records.add(by=by, did="shift.taken", about=shift, concerns=concerns, on=on, at=at)
    mails.queue([giver], "changed", at=at)
    mails.queue([taker], "assigned", at=at)
    return Assignment.objects.get(shift=shift, volunteer=taker)


def _why_not(swap: Swap, shift: Shift, giver: Volunteer, taker: Volunteer, at: datetime):
    reasons = helping.why_not_take(
        is_open=swap.state == Swap.State.OPEN,
        own=giver.pk == taker.pk or taker.event_id != shift.event_id,
        gone=taker.withdrawn_at is not None or shift.event.state != "public",
        begun=at >= shift.starts_at,
    )
    if reasons:
        return reasons
    vetoed = Veto.objects.filter(shift=shift, volunteer=taker).exists()
    return why_not_fit(taker, swap, _others(swap), queries.tasks_of(taker), vetoed)
