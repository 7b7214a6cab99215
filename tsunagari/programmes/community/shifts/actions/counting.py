"""時間を数える — who came and how long, by the office or by the volunteer's own press; and thanks."""

from datetime import date, datetime

from django.db import transaction

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, refuse_if
from tsunagari.kernel.records import actions as records
from tsunagari.programmes.community.events.models import Event
from tsunagari.programmes.community.shifts import mails, queries
from tsunagari.programmes.community.shifts.actions.assigning import concerned, locked
from tsunagari.programmes.community.shifts.models import Assignment
from tsunagari.programmes.community.shifts.rules import helping

SELF, OFFICE = "self", "office"


@transaction.atomic
def count(
    assignment: Assignment, minutes: int, *, said_by: str, by, on: date, at: datetime
) -> Assignment:
    """来た時間 — 0 minutes means absent. What the office said is not changed by the volunteer."""
    shift, [volunteer] = locked(assignment.shift, assignment.volunteer)
    row = Assignment.objects.get(pk=assignment.pk)
    if row.said_by == OFFICE and said_by == SELF:
        return row
    refuse_if(helping.why_not_count(minutes=minutes, ends_at=shift.ends_at, now=at))
    said = (Assignment.State.CAME if minutes else Assignment.State.ABSENT, minutes, said_by)
    if (row.state, row.minutes, row.said_by) == said:
        return row
    row.state, row.minutes, row.said_by = said
    row.save(update_fields=["state", "minutes", "said_by"])
    concerns = concerned(shift, volunteer)
    facts = {"concerns": concerns, "on": on, "at": at, "minutes": minutes}
    records.add(by=by, did="shift.came", about=shift, **facts)
    return row


@transaction.atomic
def thank(event: Event, *, by, on: date, at: datetime) -> int:
    """お礼を送る — to everybody who came and was not thanked yet; how many."""
    early = Reason(_("催しが終わってから、お礼を送れます。"), rule="early")
    refuse_if([early] if at < event.ends_at else [])
    came = Assignment.objects.filter(state=Assignment.State.CAME, shift__event=event)
    rows = queries.volunteers(event).filter(thanked_at=None, assignments__in=came).distinct()
    keys = list(rows.values_list("pk", flat=True))
    people = queries.volunteers(event).filter(pk__in=keys)
    # Whoever presses at the same moment finds nobody left.
    mine = list(people.filter(thanked_at=None).select_for_update(no_key=True).order_by("pk"))
    nobody = Reason(_("お礼を送る人がいません。先に、来た時間を書いてください。"), rule="nobody")
    refuse_if([] if mine else [nobody])
    people.filter(pk__in=[one.pk for one in mine]).update(thanked_at=at)
    mails.queue(mine, "thanks", at=at)
    concerns = [event.host_id, *(one.party_id for one in mine if one.party_id)]
    facts = {"concerns": concerns, "on": on, "at": at, "people": len(mine)}
    records.add(by=by, did="shift.thanked", about=event, **facts)
    return len(mine)
