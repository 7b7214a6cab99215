"""教室・講座 — entered, attended, decided; what it counts for, each report reads by itself."""

import secrets
from collections.abc import Collection
from datetime import date, datetime, timedelta

from django.db import transaction

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, refuse_if
from tsunagari.kernel.meetings import actions as meetings
from tsunagari.kernel.meetings import queries as here
from tsunagari.kernel.meetings.models import Meeting
from tsunagari.kernel.parties.models import Organisation, Party
from tsunagari.kernel.records import actions as records
from tsunagari.programmes.community.classes import queries, rules
from tsunagari.programmes.community.classes.models import ClassDay

DIGITS = "0123456789"


@transaction.atomic
def plan(
    host: Organisation,
    *,
    kind: str,
    title: str,
    place: str,
    starts_at: datetime,
    minutes: int,
    by,
    on: date,
    at: datetime,
) -> ClassDay:
    """教室・講座を入れる — one that is coming, or one that was held."""
    Party.objects.select_for_update().get(pk=host.pk)
    told = {"kind": kind, "title": title, "minutes": minutes, "starts_at": starts_at, "now": at}
    refuse_if(rules.why_not_hold(**told, twice=False))
    ends_at = starts_at + timedelta(minutes=minutes)
    same = Meeting.objects.filter(
        host=host.pk, kind=kind, starts_at__lt=ends_at, ends_at__gt=starts_at
    ).exclude(state=Meeting.State.CANCELLED)
    refuse_if(rules.why_not_hold(**told, twice=same.exists()))
    meeting = Meeting.objects.create(
        measure=rules.MEASURES[kind],
        kind=kind,
        host=host.party,
        starts_at=starts_at,
        ends_at=ends_at,
        zone=host.party.zone,
    )
    made = ClassDay.objects.create(
        meeting=meeting, title=title.strip()[:100], place=place.strip()[:100], code=_word()
    )
    records.add(by=by, did="class.planned", about=made, concerns=[host.pk], on=on, kind=kind)
    return made


def _word() -> str:
    """合言葉 — six digits that no other class has."""
    while True:
        word = "".join(secrets.choice(DIGITS) for _digit in range(6))
        if not ClassDay.objects.filter(code=word).exists():
            return word


@transaction.atomic
def come(party: Party, code: str, *, by, on: date, at: datetime) -> ClassDay:
    """来ましたと言う — by the word of the day; saying it twice is once."""
    day = ClassDay.objects.select_related("meeting").filter(code=code.strip()).first()
    words = _("この番号の教室・講座がありません。黒板や紙の番号を、もう一度見てください。")
    refuse_if([] if day else [Reason(words, rule="code", field="code")])
    meeting = Meeting.objects.select_for_update().get(pk=day.meeting_id)
    span = rules.comes_from_until(
        meeting.starts_at,
        meeting.ends_at,
        before=queries.figure("come_before_minutes", on),
        after=queries.figure("come_after_minutes", on),
    )
    refuse_if(rules.why_not_come(meeting.state, span, at=at))
    if party.pk not in here.present_at(meeting):
        meetings.note(meeting, [party.pk], [], at=at, source="self")
        records.add(by=by, did="class.joined", about=day, concerns=[party.pk], on=on)
    return day


@transaction.atomic
def note(
    day: ClassDay,
    *,
    present: Collection[int],
    among: Collection[int],
    by,
    on: date,
    at: datetime,
    decide: bool = False,
) -> ClassDay:
    """出席をつける — of those who were looked at, who was there; `decide` makes it count."""
    meeting = Meeting.objects.select_for_update().get(pk=day.meeting_id)
    refuse_if(rules.why_not_note(meeting.state, starts_at=meeting.starts_at, at=at))
    before = here.present_at(meeting)
    looked = Party.objects.filter(pk__in=set(among) | set(present))
    keys = {party.pk for party in looked.select_related("person") if queries.may_come(party)}
    there = keys & set(present)
    away = (keys & before) - there
    meetings.note(meeting, sorted(there - before), sorted(away), at=at, source="host")
    now = (before | there) - away
    if not decide:
        records.add(
            by=by,
            did="class.noted",
            about=day,
            concerns=[meeting.host_id],
            on=on,
            present=len(now),
        )
        return day
    # People of one class need not have sat together: nobody is bound by it.
    meetings.close(meeting, [], by=by, on=on, concerns=[meeting.host_id, *sorted(now)])
    return day


@transaction.atomic
def reopen(day: ClassDay, *, by, on: date) -> ClassDay:
    """出席を直す — a decided class can be corrected; until it is decided again it does not count."""
    meeting = Meeting.objects.select_for_update().get(pk=day.meeting_id)
    refuse_if(rules.why_not_reopen(meeting.state))
    _state(day, meeting, Meeting.State.OPEN, "class.reopened", by, on)
    return day


@transaction.atomic
def cancel(day: ClassDay, *, by, on: date) -> ClassDay:
    """中止する — it was not held."""
    meeting = Meeting.objects.select_for_update().get(pk=day.meeting_id)
    refuse_if(rules.why_not_cancel(meeting.state))
    _state(day, meeting, Meeting.State.CANCELLED, "class.cancelled", by, on)
    return day


def _state(day: ClassDay, meeting: Meeting, state: str, did: str, by, on: date) -> None:
    meeting.state = state
    meeting.save(update_fields=["state"])
    concerns = [meeting.host_id, *sorted(here.present_at(meeting))]
    records.add(by=by, did=did, about=day, concerns=concerns, on=on)
