"""割り当てる — a proposal is accepted under lock, and changed by hand."""

from datetime import date, datetime

from django.db import transaction

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, refuse_if
from tsunagari.kernel.records import actions as records
from tsunagari.programmes.community.events.models import Event
from tsunagari.programmes.community.shifts import mails, queries
from tsunagari.programmes.community.shifts.models import (
    Assignment,
    Draft,
    Shift,
    Swap,
    Veto,
    Volunteer,
)
from tsunagari.programmes.community.shifts.rules import fit, helping

CHANGED = Reason(
    _("係か希望が変わったので、案も変わりました。新しい案を見て、もう一度決めてください。"),
    rule="seen",
)


def accept(event: Event, *, seen: str, by, on: date, at: datetime) -> int:
    """案を決める — what was seen, or nothing: under lock nothing may have changed. How many pairs."""
    with transaction.atomic():
        # Shifts before people, each in one order: nobody waits in a ring.
        list(Shift.objects.select_for_update(no_key=True).filter(event=event).order_by("pk"))
        list(queries.live(event).select_for_update(no_key=True).order_by("pk"))
        made = Draft.objects.filter(event=event, made_at__isnull=False, digest=seen).first()
        refuse_if([] if made else [CHANGED])
        now = queries.asked(event, now=at).print
        refuse_if([] if made and made.facts_print == now else [CHANGED])
        pairs = [(one, shift) for one, shift, _why in made.said["new"]] if made else []
        refuse_if([] if pairs else [Reason(_("割り当てる人がいません。"), rule="empty")])
        Assignment.objects.bulk_create(
            [Assignment(volunteer_id=one, shift_id=shift) for one, shift in pairs]
        )
        Draft.objects.filter(event=event).delete()
        told = Volunteer.objects.filter(pk__in={one for one, _shift in pairs})
        mails.queue(told.order_by("pk"), "assigned", at=at)
        facts = {"concerns": [event.host_id], "on": on, "at": at, "pairs": len(pairs)}
        records.add(by=by, did="shift.accepted", about=event, **facts)
    return len(pairs)


def locked(shift: Shift, *people: Volunteer) -> tuple[Shift, list[Volunteer]]:
    """A shift and people, read again under lock: the shift first, people by their keys."""
    shift = Shift.objects.select_for_update(no_key=True).get(pk=shift.pk)
    rows = Volunteer.objects.select_for_update(no_key=True)
    found = {one.pk: one for one in rows.filter(pk__in=[p.pk for p in people]).order_by("pk")}
    return shift, [found[one.pk] for one in people]


def concerned(shift: Shift, volunteer: Volunteer) -> list:
    parties = [shift.event.host_id, volunteer.party_id]
    return [party for party in parties if party]


@transaction.atomic
def put(shift: Shift, volunteer: Volunteer, *, by, on: date, at: datetime) -> Assignment:
    """係に入れる — by hand: the wish may have been said aloud, every other rule holds."""
    shift, [volunteer] = locked(shift, volunteer)
    mine = Assignment.objects.filter(shift=shift, volunteer=volunteer).first()
    if mine:
        return mine
    refuse_if([helping.OFF] if shift.event.state == Event.State.CANCELLED else [])
    gone = Reason(_("この人は、お手伝いをやめました。"), rule="gone")
    refuse_if([gone] if volunteer.withdrawn_at or volunteer.event_id != shift.event_id else [])
    refuse_if(
        fit.why_not(
            queries.helper_of(volunteer),
            queries.task_of(shift),
            mine=queries.tasks_of(volunteer),
            team=queries.team_of(shift),
            vetoed=Veto.objects.filter(shift=shift, volunteer=volunteer).exists(),
            asked=True,
        )
    )
    made = Assignment.objects.create(shift=shift, volunteer=volunteer)
    concerns = concerned(shift, volunteer)
    records.add(by=by, did="shift.put", about=shift, concerns=concerns, on=on, at=at)
    if at < shift.starts_at:
        mails.queue([volunteer], "assigned", at=at)
    return made


@transaction.atomic
def remove(
    shift: Shift, volunteer: Volunteer, *, by, on: date, at: datetime, veto: bool = False
) -> None:
    """係から外す — and, with `veto`, no proposal puts the person there again."""
    shift, [volunteer] = locked(shift, volunteer)
    rows = Assignment.objects.filter(shift=shift, volunteer=volunteer)
    counted = Reason(_("来たことを書いた人は、外せません。先に時間を直してください。"), rule="came")
    refuse_if([counted] if rows.filter(state=Assignment.State.CAME).exists() else [])
    gone, _by_kind = rows.delete()
    Swap.objects.filter(giver=volunteer, shift=shift, state=Swap.State.OPEN).update(
        state=Swap.State.CLOSED
    )
    barred = veto and Veto.objects.get_or_create(shift=shift, volunteer=volunteer)[1]
    if not gone and not barred:
        return
    did = "shift.removed" if gone else "shift.vetoed"
    concerns = concerned(shift, volunteer)
    records.add(by=by, did=did, about=shift, concerns=concerns, on=on, at=at)
    if gone and at < shift.starts_at:
        mails.queue([volunteer], "changed", at=at)


@transaction.atomic
def unveto(shift: Shift, volunteer: Volunteer, *, by, on: date, at: datetime) -> None:
    """入れない決まりをやめる."""
    gone, _by_kind = Veto.objects.filter(shift=shift, volunteer=volunteer).delete()
    if gone:
        concerns = [shift.event.host_id]
        records.add(by=by, did="shift.unvetoed", about=shift, concerns=concerns, on=on, at=at)
