"""授業 — proposing, answering, moving to the reserve, opening and closing."""

from datetime import date, datetime
from itertools import count

from django.db import transaction

from tsunagari.base import days
from tsunagari.base.languages import gettext
from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, refuse_if
from tsunagari.kernel.meetings import actions as meetings
from tsunagari.kernel.meetings.models import Meeting
from tsunagari.kernel.records import actions as records
from tsunagari.kernel.records import queries as history
from tsunagari.kernel.records import words
from tsunagari.kernel.roles.models import Role, Viewer
from tsunagari.programmes.exchange.class_exchange import planning, queries
from tsunagari.programmes.exchange.class_exchange.models import Exchange, Pairing, Session
from tsunagari.programmes.exchange.class_exchange.notices import (
    tell_of_plan,
    tell_school,
    tell_schools,
)
from tsunagari.programmes.exchange.class_exchange.rules import sessions as rules
from tsunagari.programmes.exchange.class_exchange.rules.slots import Window

MEASURE = "1-1"
# What makes a screen outdated: every act after which the session has a new version.
MOVING = (
    "session.proposed",
    "session.changed",
    "session.accepted",
    "session.declined",
    "session.cancelled",
    "session.moved",
    "session.opened",
    "session.closed",
)


@transaction.atomic
def propose(
    pairing: Pairing,
    window: Window,
    *,
    reserve: Window | None,
    by: Viewer,
    on: date,
    at: datetime,
    said: str = "",
) -> Session:
    """授業を提案する — the other school accepts, changes or declines it."""
    pairing = queries.locked_pairing(pairing.pk)
    refuse_if(planning.why_not_at(pairing, window, now=at))
    session = Session(
        pairing=pairing,
        ordinal=next(_free_ordinals(pairing)),
        state=Session.State.PROPOSED,
        proposed_by=by.own_body,
        proposed_on=on,
        said=said,
        **_times(window),
        **_reserve(reserve),
    )
    session.phase = queries.phase_of(session.ordinal, pairing.sessions)
    session.save()
    _account(session, "session.proposed", by=by, on=on, at=at)
    return session


@transaction.atomic
def adopt_plan(
    exchange: Exchange, *, by: Viewer, on: date, at: datetime, seen: str | None = None
) -> int:
    """全体の計画を出す — drafts for both schools; drafts of an earlier plan are replaced.

    `seen` is the print of the plan that the page showed; another plan is shown first.
    """
    queries.lock_schools(exchange)
    pairings = list(queries.pairings_of(by).filter(exchange=exchange))
    Session.objects.filter(pairing__in=pairings, state=Session.State.PLANNED).delete()
    made = planning.whole(exchange, pairings, now=at)
    refuse_if(rules.why_not_adopt(placed=len(made.placed), shown=seen, now=planning.print_of(made)))
    by_key = {pairing.pk: pairing for pairing in pairings}
    free = {key: _free_ordinals(pairing) for key, pairing in by_key.items()}
    for placed in made.placed:
        ordinal = next(free[placed.pair])
        Session.objects.create(
            pairing=by_key[placed.pair],
            ordinal=ordinal,
            phase=queries.phase_of(ordinal, by_key[placed.pair].sessions),
            **_times(placed.window),
            **_reserve(placed.reserve),
        )
    tell_of_plan(exchange, len(made.placed), at=at)
    records.add(
        by=by,
        did="sessions.planned",
        about=exchange,
        concerns=queries.parties_of(exchange),
        on=on,
        at=at,
        sessions=len(made.placed),
        blocked=len(made.blocked),
    )
    return len(made.placed)


@transaction.atomic
def propose_planned(session: Session, *, by: Viewer, on: date, at: datetime) -> Session:
    """案を提案する — the own school agrees with the plan; the other one answers."""
    session = _locked(session)
    refuse_if(
        []
        if session.state == Session.State.PLANNED
        else [Reason(_("この案は、もう提案されています。"), rule="state")]
    )
    session.state, session.proposed_by = Session.State.PROPOSED, by.own_body
    session.proposed_on = on
    _save(session, "state", "proposed_by", "proposed_on")
    _account(session, "session.proposed", by=by, on=on, at=at)
    return session


def _free_ordinals(pairing):
    """1, 2, 3 … without those of sessions that stand."""
    live = pairing.sessions_of.exclude(state__in=("declined", "cancelled"))
    used = set(live.values_list("ordinal", flat=True))
    return (ordinal for ordinal in count(1) if ordinal not in used)


def _times(window: Window) -> dict:
    return {
        "starts_at": window.starts_at,
        "ends_at": window.ends_at,
        "a_periods": list(window.a_periods),
        "b_periods": list(window.b_periods),
        "talk_minutes": window.talk_minutes,
        "releases": [release.as_dict() for release in window.releases],
        "cost": window.cost,
    }


def _reserve(window: Window | None) -> dict:
    if window is None:
        return {
            "reserve_starts_at": None,
            "reserve_ends_at": None,
            "reserve_a_periods": [],
            "reserve_b_periods": [],
        }
    return {
        "reserve_starts_at": window.starts_at,
        "reserve_ends_at": window.ends_at,
        "reserve_a_periods": list(window.a_periods),
        "reserve_b_periods": list(window.b_periods),
    }


@transaction.atomic
def accept(session: Session, *, seen: int, by: Viewer, on: date, at: datetime) -> Session:
    """提案を受ける — only while approvals of both sides and the memorandum stand on its day."""
    session = _locked(session)
    refuse_if(_why_not_answer(session, seen, by))
    refuse_if(why_not_confirm(session, now=at))
    session.state = Session.State.ACCEPTED
    session.meeting = make_meeting(session)
    _save(session, "state", "meeting")
    _account(session, "session.accepted", by=by, on=on, at=at)
    return session


def make_meeting(session: Session) -> Meeting:
    exchange = session.pairing.exchange
    return Meeting.objects.create(
        measure=MEASURE,
        kind="class_session",
        host=exchange.a.organisation.party,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        zone=exchange.a.zone,
    )


@transaction.atomic
def change(
    session: Session,
    window: Window,
    *,
    reserve: Window | None,
    seen: int,
    by: Viewer,
    on: date,
    at: datetime,
    said: str = "",
) -> Session:
    """別の日時を提案する — now the first school has to answer."""
    queries.lock_schools(session.pairing.exchange)
    session = _locked(session)
    refuse_if(_why_not_answer(session, seen, by))
    refuse_if(planning.why_not_at(session.pairing, window, now=at, leaving=session))
    changes = (
        _times(window)
        | _reserve(reserve)
        | {
            "proposed_by": by.own_body,
            "proposed_on": on,
            "said": said,
        }
    )
    for field, value in changes.items():
        setattr(session, field, value)
    _save(session, *changes)
    _account(session, "session.changed", by=by, on=on, at=at)
    return session


@transaction.atomic
def decline(
    session: Session, *, seen: int, said: str, by: Viewer, on: date, at: datetime
) -> Session:
    """提案を断る — with a reason."""
    session = _locked(session)
    refuse_if(_why_not_answer(session, seen, by) or rules.why_not_say(said))
    session.state, session.said = Session.State.DECLINED, said
    _save(session, "state", "said")
    _account(session, "session.declined", by=by, on=on, at=at)
    return session


@transaction.atomic
def cancel(
    session: Session, *, said: str, by: Viewer, on: date, at: datetime, seen: int | None = None
) -> Session:
    """授業を中止する — both sides are told."""
    session = _locked(session)
    refuse_if(
        rules.why_not_say(said)
        if session.state in rules.LIVE
        else _first(session, seen, by)
        or [Reason(_("この授業はもう終わっているか、中止になっています。"))]
    )
    session.state, session.said = Session.State.CANCELLED, said
    _save(session, "state", "said")
    if session.meeting:
        session.meeting.state = Meeting.State.CANCELLED
        session.meeting.save(update_fields=["state"])
    _account(session, "session.cancelled", by=by, on=on, at=at, both=True)
    return session


@transaction.atomic
def move_to_reserve(
    session: Session, *, said: str, by: Viewer, on: date, at: datetime, seen: int | None = None
) -> Session:
    """予備日に移す — one press; both sides are told in both zones."""
    session = _locked(session)
    reasons = rules.why_not_move(
        state=session.state, reserve=session.reserve_starts_at, used=session.reserve_used, now=at
    )
    refuse_if(reasons and (_first(session, seen, by) or reasons))
    was = session.starts_at
    session.starts_at, session.ends_at = session.reserve_starts_at, session.reserve_ends_at
    session.a_periods, session.b_periods = session.reserve_a_periods, session.reserve_b_periods
    refuse_if(why_not_confirm(session, now=at))
    session.releases = planning.releases_of(session)
    session.talk_minutes = planning.talk_minutes(session, on)
    session.reserve_used, session.state, session.said = True, Session.State.ACCEPTED, said
    _save(
        session,
        *("starts_at", "ends_at", "a_periods", "b_periods", "releases", "talk_minutes"),
        *("reserve_used", "state", "said"),
    )
    Meeting.objects.filter(pk=session.meeting_id).update(
        starts_at=session.starts_at, ends_at=session.ends_at, state=Meeting.State.PLANNED
    )
    _account(session, "session.moved", by=by, on=on, at=at, both=True, was=was.isoformat())
    return session


def why_not_confirm(session: Session, *, now: datetime) -> list[Reason]:
    """Every reason why a session may not stand at its time: approvals, memorandum, closed days."""
    return queries.why_not_confirm(session, now=now) + planning.why_not_in_session(session)


@transaction.atomic
def open_(session: Session, *, by: Viewer, on: date, at: datetime) -> Session:
    """授業を始める."""
    session = _locked(session)
    if session.state == Session.State.OPEN:
        return session
    refuse_if(
        []
        if session.state == Session.State.ACCEPTED
        else [Reason(_("決まっている授業だけを始められます。"))]
    )
    session.state = Session.State.OPEN
    _save(session, "state")
    Meeting.objects.filter(pk=session.meeting_id).update(state=Meeting.State.OPEN)
    _account(session, "session.opened", by=by, on=on, at=at, tell=False)
    return session


@transaction.atomic
def close(session: Session, *, by: Viewer, on: date, at: datetime) -> Session:
    """授業を終える — everybody present is bound with the others of the group, once."""
    session = _locked(session)
    refuse_if(
        []
        if session.state in (Session.State.OPEN, Session.State.ACCEPTED)
        else [Reason(_("この授業はもう終わっているか、まだ決まっていません。"))]
    )
    groups, facts = queries.groups_to_bind(session, on=on)
    meetings.note(session.meeting, *queries.present_and_absent(session, on=on), at=at)
    session.record, bound = meetings.close(
        session.meeting,
        groups,
        by=by,
        on=on,
        concerns=queries.school_parties(session),
        facts=facts,
        session=session.pk,
    )
    session.state = Session.State.CLOSED
    _save(session, "state", "record")
    _account(session, "session.closed", by=by, on=on, at=at, both=True, new_ties=bound.new)
    return session


@transaction.atomic
def write_task(
    session: Session, task: dict, rooms: dict, *, by: Viewer, on: date, at: datetime
) -> Session:
    """今日のめあてと部屋を書く — `task` is {language: {"text", "of", "by"}}, `rooms` {group: link}."""
    session = _locked(session)
    session.task, session.rooms = task, rooms
    session.save(update_fields=["task", "rooms"])
    records.add(
        by=by,
        did="session.task_written",
        about=session,
        on=on,
        at=at,
        languages=", ".join(sorted(task)),
        rooms=len(rooms),
    )
    return session


def _locked(session) -> Session:
    """The session, read again under lock with its pairing and both schools."""
    Session.objects.select_for_update().get(pk=session.pk)
    return queries.with_schools().get(pk=session.pk)


def _why_not_answer(session, seen, by) -> list[Reason]:
    return _first(session, seen, by) or rules.why_not_answer(
        state=session.state, proposed_by=session.proposed_by_id, own=by.own_body.pk
    )


def _first(session, seen: int | None, by) -> list[Reason]:
    """Who came first and what they did, when the reader's screen (version `seen`) is older."""
    if seen is None or seen == session.version:
        return []
    return rules.why_not_seen(**_last(session, by))


def _last(session, by) -> dict:
    """Which school changed the session last, what it did and when, in the reader's clock."""
    record = history.history(session).filter(did__in=MOVING).last()
    if record is None:
        return {"who": "", "did": "", "at": ""}
    own = session.pairing.exchange
    body = (
        record.on_behalf_id
        or Role.objects.filter(party=record.by_id, body__in=[own.a_id, own.b_id])
        .values_list("body", flat=True)
        .first()
    )
    names = {school.pk: school.organisation.title for school in (own.a, own.b)}
    return {
        "who": names.get(body, gettext("連合会の事務局")),
        "did": words.sentence(record),
        "at": days.clock(record.at, by.zone),
    }


def _save(session, *fields) -> None:
    session.version += 1
    session.save(update_fields=[*fields, "version"])


def _account(session, did, *, by, on, at, both=False, tell=True, **facts) -> None:
    """Record an act once, tell the other school (or both), and let the duties follow."""
    records.add(
        by=by,
        did=did,
        about=session,
        concerns=queries.school_parties(session),
        on=on,
        at=at,
        starts_at=session.starts_at.isoformat(),
        version=session.version,
        **facts,
    )
    if tell:
        (tell_schools if both else tell_school)(session, did, by=by, at=at)
    from tsunagari.programmes.exchange.class_exchange.actions import duties

    duties.follow(session.pairing.exchange, on=on, by=by)
