"""集い — opening, noting who is there, closing; those who sat together are bound."""

from datetime import date, datetime

from django.db import transaction

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, refuse_if
from tsunagari.kernel.meetings import queries
from tsunagari.kernel.meetings.models import Meeting, Presence
from tsunagari.kernel.records import actions as records
from tsunagari.kernel.ties import actions as ties


@transaction.atomic
def note(
    meeting: Meeting, present, absent, *, at: datetime, source="teacher", minutes=None
) -> None:
    """出欠をつける — the last press of a person stands, in whatever order presses arrive.

    Whoever is named as present and as absent was absent. `minutes` is {party: how long}, of those
    for whom it is known; without it what was known stays.
    """
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    refuse_if(_why_not_note(meeting))
    wanted = dict.fromkeys(present, Presence.State.PRESENT)
    wanted |= dict.fromkeys(absent, Presence.State.ABSENT)
    noted = Presence.objects.filter(meeting=meeting, party__in=list(wanted))
    later = set(noted.filter(pressed_at__gt=at).values_list("party_id", flat=True))
    Presence.objects.bulk_create(
        [
            Presence(
                meeting=meeting,
                party_id=pk,
                state=state,
                pressed_at=at,
                source=source,
                minutes=(minutes or {}).get(pk),
            )
            for pk, state in wanted.items()
            if pk not in later
        ],
        update_conflicts=True,
        unique_fields=["meeting", "party"],
        update_fields=["state", "pressed_at", "source", *([] if minutes is None else ["minutes"])],
    )


@transaction.atomic
def close(meeting: Meeting, groups, *, by, on: date, concerns=(), facts=None, **counted):
    """集いを終える — one record; everybody present is bound with the others of the group.

    `groups` is a list of lists of party keys; `facts` goes to ties.bind (see there).
    Returns (record, bound).
    """
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    refuse_if(_why_not_close(meeting))
    here = queries.present_at(meeting)
    sat = [[pk for pk in dict.fromkeys(group) if pk in here] for group in groups]
    meeting.state = Meeting.State.CLOSED
    meeting.save(update_fields=["state"])
    record = records.add(
        by=by,
        did="meeting.closed",
        about=meeting,
        concerns=concerns,
        on=on,
        present=len(here),
        groups=len([group for group in sat if group]),
        **counted,
    )
    pairs = [
        (group[i], group[j])
        for group in sat
        for i in range(len(group))
        for j in range(i + 1, len(group))
    ]
    bound = ties.bind(
        "worked_together", pairs, on=on, measure=meeting.measure, because=record, facts=facts
    )
    return record, bound


def _why_not_note(meeting: Meeting) -> list[Reason]:
    """What was counted when a meeting closed is not changed behind its record."""
    if meeting.state != Meeting.State.CLOSED:
        return []
    return [Reason(_("この集いは終わったので、出欠を変えられません。事務局に知らせてください。"))]


def _why_not_close(meeting: Meeting) -> list[Reason]:
    if meeting.state == Meeting.State.CLOSED:
        return [Reason(_("この集いはもう終わっています。"))]
    if meeting.state == Meeting.State.CANCELLED:
        return [Reason(_("この集いは中止になっています。終えるには、先に日時を決めてください。"))]
    return []
