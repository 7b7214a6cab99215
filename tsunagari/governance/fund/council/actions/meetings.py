"""会議 — called with its items, attended, opened when there is a quorum, closed when all is decided."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localtime

from tsunagari.base.refusals import refuse_if
from tsunagari.governance.fund.council import duties, notices, queries
from tsunagari.governance.fund.council.models import Attendance, Council, Item, Meeting
from tsunagari.governance.fund.council.rules import quorum, steps
from tsunagari.kernel.meetings import actions as gatherings
from tsunagari.kernel.meetings.models import Meeting as Gathering
from tsunagari.kernel.records import actions as records

ZONE = "Asia/Tokyo"
KIND = "fund_council"
State = Meeting.State


@transaction.atomic
def call(
    council: Council,
    *,
    starts_at: datetime,
    ends_at: datetime,
    by,
    on: date,
    at: datetime,
    place: str = "",
    link: str = "",
    written: bool = False,
) -> Meeting:
    """招集する — the members hear of it at once; what stands on the agenda they read after signing in."""
    council = Council.objects.select_for_update().select_related("body__party").get(pk=council.pk)
    day = localtime(starts_at).date()
    articles = queries.articles_on(council, day)
    refuse_if(
        steps.why_not_call(
            starts_at=starts_at,
            ends_at=ends_at,
            now=at,
            place=place.strip(),
            link=link.strip(),
            written=written,
            articles=articles is not None,
            may_write=bool(articles and articles.written),
            members=len(queries.terms_on(council, day)),
        )
    )
    gathering = Gathering.objects.create(
        measure="",
        kind=KIND,
        host=council.body.party,
        starts_at=starts_at,
        ends_at=ends_at,
        zone=ZONE,
    )
    last = council.meetings.aggregate(last=Max("number"))["last"] or 0
    meeting = Meeting.objects.create(
        council=council,
        articles=articles,
        number=last + 1,
        gathering=gathering,
        written=written,
        place=place.strip()[:200],
        link=link.strip(),
        called_on=on,
    )
    _record("council.called", meeting, by=by, on=on)
    notices.tell(meeting, notices.CALLED, at=at)
    return meeting


def _record(did: str, meeting: Meeting, *, by, on: date, **facts) -> None:
    records.add(by=by, did=did, about=meeting, on=on, number=meeting.number, **facts)


def locked(meeting: Meeting) -> Meeting:
    """The meeting under lock, as it is now."""
    rows = Meeting.objects.select_for_update(of=("self",))
    return rows.select_related("council__body__party", "gathering", "articles").get(pk=meeting.pk)


def step(meeting: Meeting, to: str, *fields: str, seen: int | None = None) -> None:
    """One state further, or Refused."""
    refuse_if(steps.why_not_step(state=meeting.state, to=to, seen=seen, version=meeting.version))
    meeting.state = State(to)
    meeting.version += 1
    meeting.save(update_fields=["state", "version", *fields])


@transaction.atomic
def cancel(meeting: Meeting, *, why: str, by, on: date, at: datetime) -> Meeting:
    """中止する — before it was opened; the members hear of it."""
    meeting = locked(meeting)
    meeting.cancelled_why = why.strip()[:300]
    step(meeting, steps.CANCELLED, "cancelled_why")
    meeting.gathering.state = Gathering.State.CANCELLED
    meeting.gathering.save(update_fields=["state"])
    _record("council.cancelled", meeting, by=by, on=on)
    notices.tell(meeting, notices.CANCELLED, at=at)
    return meeting


# — the agenda —


@transaction.atomic
def add_item(
    meeting: Meeting,
    *,
    kind: str,
    title: str,
    by,
    on: date,
    words: str = "",
    entry=None,
    special: bool = False,
    motion: str = "yes",
    yen: int | None = None,
    asked: int | None = None,
) -> Item:
    """議題を加える — secret or by name as the articles say of its kind; `asked` is the sum applied for."""
    meeting = locked(meeting)
    on_it = entry is not None and meeting.items.filter(entry=entry).exists()
    refuse_if(
        steps.why_not_item(
            state=meeting.state,
            title=title,
            kind=kind,
            entry=entry is not None,
            motion=motion,
            yen=yen,
            listed=on_it,
            asked=asked,
        )
    )
    last = meeting.items.aggregate(last=Max("number"))["last"] or 0
    item = Item.objects.create(
        meeting=meeting,
        number=last + 1,
        kind=kind,
        title=title.strip()[:200],
        words=words.strip(),
        entry=entry,
        special=special,
        secret=not meeting.written and kind in meeting.articles.secret_kinds,
        motion=motion,
        yen=yen,
    )
    records.add(by=by, did="council.item_added", about=meeting, on=on, item=item.number)
    return item


@transaction.atomic
def drop_item(item: Item, *, by, on: date) -> None:
    """議題を取り下げる — while it waits; its number stays free."""
    meeting = locked(item.meeting)
    item = Item.objects.select_for_update().get(pk=item.pk)
    refuse_if(
        steps.why_not_open_item(
            meeting=steps.SESSION, item=item.state, other_open=False, written=True
        )
        + steps.why_not_running(meeting.state)
    )
    records.add(by=by, did="council.item_dropped", about=meeting, on=on, item=item.number)
    item.recusals.all().delete()
    item.delete()


# — who is there —


@transaction.atomic
def attend(
    meeting: Meeting, party, *, here: bool, channel: str = "room", by, on: date, at: datetime
) -> Attendance:
    """出席・退席をつける — the same press again changes nothing."""
    meeting = locked(meeting)
    key = getattr(party, "pk", party)
    last = queries.latest_ballot_at(meeting)
    refuse_if(
        steps.why_not_attend(
            state=meeting.state,
            member=key in queries.members_of(meeting),
            at=at,
            since=last or at,
        )
    )
    now = meeting.attendances.filter(party_id=key).order_by("-at", "-pk").first()
    if now and (now.here, now.channel if here else "") == (here, channel if here else ""):
        return now
    made = Attendance.objects.create(
        meeting=meeting, party_id=key, here=here, channel=channel, at=at
    )
    did = "council.attended" if here else "council.left"
    records.add(by=by, did=did, about=meeting, concerns=[key], on=on, channel=channel)
    return made


# — its course —


@transaction.atomic
def confirm_quorum(meeting: Meeting, *, by, on: date, at: datetime) -> Meeting:
    """定足数を確認する — of all members, before anything is discussed."""
    meeting = locked(meeting)
    room = quorum.Room(len(queries.members_of(meeting)), 0, len(queries.here(meeting, at)))
    refuse_if(quorum.why_not_quorate(room, queries.terms_of(Item(meeting=meeting))))
    step(meeting, steps.QUORUM)
    _record("council.quorum", meeting, by=by, on=on, present=room.present)
    return meeting


@transaction.atomic
def undo_quorum(meeting: Meeting, *, by, on: date) -> Meeting:
    """確認を取り消す — while the meeting is not opened."""
    meeting = locked(meeting)
    step(meeting, steps.CALLED)
    _record("council.quorum_undone", meeting, by=by, on=on)
    return meeting


@transaction.atomic
def open(meeting: Meeting, *, by, on: date, at: datetime) -> Meeting:
    """開会する — from now on items are discussed and decided."""
    meeting = locked(meeting)
    meeting.opened_at = at
    step(meeting, steps.SESSION, "opened_at")
    meeting.gathering.state = Gathering.State.OPEN
    meeting.gathering.save(update_fields=["state"])
    _record("council.opened", meeting, by=by, on=on)
    return meeting


@transaction.atomic
def close(meeting: Meeting, *, by, on: date, at: datetime) -> Meeting:
    """閉会する — everything on the agenda came to an end; the minutes are to be written."""
    meeting = locked(meeting)
    items = queries.items_of(meeting)
    held = [item.ballot.state for item in items if item.ballot]
    refuse_if(steps.why_not_close_meeting([item.state for item in items], held))
    meeting.closed_at = at
    step(meeting, steps.CLOSED, "closed_at")
    there = queries.were_there(meeting)
    absent = set(queries.members_of(meeting)) - there
    gatherings.note(meeting.gathering, there, absent, at=at, source="office")
    gatherings.close(meeting.gathering, [], by=by, on=on)
    _record("council.closed", meeting, by=by, on=on)
    duties.follow(meeting, on=on, by=by)
    return meeting
