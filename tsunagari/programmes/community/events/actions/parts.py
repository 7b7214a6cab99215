"""催しの部分 — sessions, quotas, tickets and questions, put as the organiser wrote them.

What somebody already holds is never taken away: a quota shrinks to what is taken and no further, a
ticket or a question that was used stays.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import ProtectedError

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, refuse_if
from tsunagari.kernel.meetings.models import Meeting
from tsunagari.programmes.community.events.models import Event, Question, Quota, Session, Ticket


@dataclass(frozen=True)
class Span:
    """回 — when, and in which room."""

    starts_at: datetime
    ends_at: datetime
    room: str = ""
    # Of the row that this is; None for a new one.
    key: int | None = None


@dataclass(frozen=True)
class Places:
    """定員 — its name and how many."""

    name: str
    places: int
    key: int | None = None


@dataclass(frozen=True)
class Kind:
    """参加の種類 — what it costs, for which ages, on which quotas it draws."""

    name: str
    quotas: Sequence[str]
    yen: int = 0
    from_age: int | None = None
    until_age: int | None = None
    with_adult: bool = False
    # Places in the list of sessions; none means all of them.
    sessions: Sequence[int] = ()
    key: int | None = None


@dataclass(frozen=True)
class Asked:
    """聞くこと — its words, and whether it has to be answered."""

    words: str
    required: bool = False
    key: int | None = None


def put_sessions(event: Event, spans: Sequence[Span], *, kind: str) -> list[Session]:
    """回 — a time that moved is the same meeting; where somebody came, neither time nor row changes.

    The rows stand in the order of the spans.
    """
    rows = {row.pk: row for row in event.sessions.select_related("meeting").order_by("pk")}
    whens = [{"starts_at": span.starts_at, "ends_at": span.ends_at} for span in spans]
    pairs = _paired(rows, {pk: _times(row) for pk, row in rows.items()}, spans, whens)
    put = []
    for (span, row), when in zip(pairs, whens, strict=True):
        if row:
            _refuse_if_came(_times(row) != when and row.arrivals.exists())
            Meeting.objects.filter(pk=row.meeting_id).update(**when)
            Session.objects.filter(pk=row.pk).update(room=span.room)
            put.append(row)
            continue
        meeting = Meeting.objects.create(
            measure=event.measure, kind=kind, host=event.host, zone=event.host.zone, **when
        )
        put.append(Session.objects.create(event=event, meeting=meeting, room=span.room))
    for row in rows.values():
        # Whoever may come only then would be let in at any time.
        only = row.tickets.filter(guests__isnull=False).first()
        _refuse_if_used(only is not None, only.name if only else "")
        try:
            row.delete()
        except ProtectedError:
            _refuse_if_came(True)
        row.meeting.delete()
    return put


def _times(row: Session) -> dict:
    return {"starts_at": row.meeting.starts_at, "ends_at": row.meeting.ends_at}


def _paired(rows: dict, stands: dict, told: Sequence, says: Sequence) -> list[tuple]:
    """Each that was told with its row, or None; rows of nobody are left.

    What says the same is the same, wherever it stands now; only then the key of its boxes counts.
    """
    own = [
        one.key if stands.get(one.key) == said else None
        for one, said in zip(told, says, strict=True)
    ]
    for at, said in enumerate(says):
        alike = (key for key, words in stands.items() if words == said and key not in own)
        own[at] = own[at] or next(alike, None)
    for at, one in enumerate(told):
        own[at] = own[at] or (one.key if one.key not in own else None)
    return [(one, rows.pop(key, None)) for one, key in zip(told, own, strict=True)]


def put_places(
    event: Event,
    quotas: Sequence[Places],
    tickets: Sequence[Kind],
    sessions: Sequence[Session] = (),
) -> None:
    """定員と種類 — each by its key: a row that stands is changed, a new one added, what is left goes."""
    quotas_left = {row.pk: row for row in event.quotas.order_by("pk")}
    pairs = enumerate(_by_name(quotas_left, quotas))
    kept = [_put_quota(event, row, at, one) for at, (one, row) in pairs]
    by_name = {row.name: row for row in kept}
    stand = event.tickets.prefetch_related("quotas", "sessions").order_by("pk")
    left = {row.pk: row for row in stand}
    for one, row in _by_name(left, tickets):
        into = [sessions[at] for at in one.sessions]
        _put_ticket(event, row, one, [by_name[name] for name in one.quotas], into)
    for row in left.values():
        _refuse_if_used(row.guests.exists(), row.name)
        row.delete()
    for row in quotas_left.values():
        _refuse_if_used(row.taken > 0, row.name)
        row.tickets.clear()
        row.delete()


def _by_name(rows: dict, told: Sequence) -> list[tuple]:
    stands = {pk: row.name for pk, row in rows.items()}
    return _paired(rows, stands, told, [one.name for one in told])


def _put_quota(event: Event, row: Quota | None, at: int, told: Places) -> Quota:
    if row is None:
        return Quota.objects.create(event=event, name=told.name, places=told.places)
    # The condition stands in the statement: somebody may register this very moment.
    free = Quota.objects.filter(pk=row.pk, taken__lte=told.places)
    changed = free.update(name=told.name, places=told.places)
    words = _("「%(name)s」は、もう申し込んだ人の数より少なくできません。")
    few = Reason(words, {"name": told.name}, rule="quota", field=f"places_{at}")
    refuse_if([] if changed else [few])
    row.name, row.places = told.name, told.places
    return row


def _put_ticket(
    event: Event,
    row: Ticket | None,
    told: Kind,
    quotas: list[Quota],
    sessions: list[Session],
) -> None:
    ticket = row or Ticket(event=event)
    stands = _gives(row.quotas.all(), row.sessions.all()) if row else None
    ticket.name, ticket.yen = told.name, told.yen
    ticket.from_age, ticket.until_age = told.from_age, told.until_age
    ticket.with_adult, ticket.some_sessions = told.with_adult, bool(sessions)
    ticket.save()
    if stands == _gives(quotas, sessions):
        return
    _refuse_if_used(row is not None and ticket.guests.exists(), told.name)
    ticket.quotas.set(quotas)
    ticket.sessions.set(sessions)


def _gives(*parts) -> list[set[int]]:
    """What whoever has a ticket was promised: which quotas it draws on, which sessions it opens."""
    return [{one.pk for one in rows} for rows in parts]


def put_questions(event: Event, questions: Sequence[Asked]) -> None:
    """聞くこと — one that was answered keeps its words."""
    left = {row.pk: row for row in event.questions.all()}
    stands = {pk: row.words for pk, row in left.items()}
    pairs = _paired(left, stands, questions, [one.words for one in questions])
    for at, (told, found) in enumerate(pairs):
        row = found or Question(event=event)
        if row.pk and row.words != told.words:
            _refuse_if_used(row.answers.exists(), row.words)
        row.place, row.words, row.required = at, told.words, told.required
        row.save()
    for row in left.values():
        _refuse_if_used(row.answers.exists(), row.words)
        row.delete()


def drop(event: Event) -> None:
    """All parts of a draft."""
    put_sessions(event, [], kind="")
    event.tickets.all().delete()
    event.quotas.all().delete()
    event.questions.all().delete()


def _refuse_if_came(came: bool) -> None:
    words = _("もう受付をした回は、消すことも時刻を変えることもできません。")
    refuse_if([Reason(words, rule="event.used", field="day_0")] if came else [])


def _refuse_if_used(used: bool, name: str) -> None:
    words = _("「%(name)s」は、もう申し込んだ人がいるので変えられません。")
    refuse_if([Reason(words, {"name": name}, rule="event.used")] if used else [])
