"""催しの部分 — sessions, quotas, tickets and questions, put as the organiser wrote them.

What somebody already holds is never taken away: a quota shrinks to what is taken and no further, a
ticket or a question that was used stays.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

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


@dataclass(frozen=True)
class Places:
    """定員 — its name and how many."""

    name: str
    places: int


@dataclass(frozen=True)
class Kind:
    """参加の種類 — what it costs, for which ages, on which quotas it draws."""

    name: str
    quotas: Sequence[str]
    yen: int = 0
    from_age: int | None = None
    until_age: int | None = None
    with_adult: bool = False


def put_sessions(event: Event, spans: Sequence[Span], *, kind: str) -> None:
    """The first stays the first: a time that moved is the same meeting."""
    rows = list(event.sessions.select_related("meeting").order_by("pk"))
    for at, span in enumerate(sorted(spans, key=lambda one: one.starts_at)):
        when = {"starts_at": span.starts_at, "ends_at": span.ends_at}
        if at < len(rows):
            Meeting.objects.filter(pk=rows[at].meeting_id).update(**when)
            Session.objects.filter(pk=rows[at].pk).update(room=span.room)
            continue
        meeting = Meeting.objects.create(
            measure=event.measure, kind=kind, host=event.host, zone=event.host.zone, **when
        )
        Session.objects.create(event=event, meeting=meeting, room=span.room)
    for row in rows[len(spans) :]:
        row.delete()
        row.meeting.delete()


def put_places(event: Event, quotas: Sequence[Places], tickets: Sequence[Kind]) -> None:
    """定員と種類 — by their order: a row that stands is changed, a new one added, a last one goes."""
    stored = list(event.quotas.order_by("pk"))
    kept = [_put_quota(event, stored, at, one) for at, one in enumerate(quotas)]
    by_name = {row.name: row for row in kept}
    rows = list(event.tickets.prefetch_related("quotas").order_by("pk"))
    for at, one in enumerate(tickets):
        _put_ticket(event, rows, at, one, [by_name[name] for name in one.quotas])
    for row in rows[len(tickets) :]:
        _refuse_if_used(row.guests.exists(), row.name)
        row.delete()
    for row in stored[len(quotas) :]:
        _refuse_if_used(row.taken > 0, row.name)
        row.tickets.clear()
        row.delete()


def _put_quota(event: Event, stored: list[Quota], at: int, told: Places) -> Quota:
    if at >= len(stored):
        return Quota.objects.create(event=event, name=told.name, places=told.places)
    # The condition stands in the statement: somebody may register this very moment.
    free = Quota.objects.filter(pk=stored[at].pk, taken__lte=told.places)
    changed = free.update(name=told.name, places=told.places)
    words = _("「%(name)s」は、もう申し込んだ人の数より少なくできません。")
    few = Reason(words, {"name": told.name}, rule="quota", field=f"places_{at}")
    refuse_if([] if changed else [few])
    stored[at].name, stored[at].places = told.name, told.places
    return stored[at]


def _put_ticket(event: Event, rows: list[Ticket], at: int, told: Kind, quotas: list[Quota]) -> None:
    ticket = rows[at] if at < len(rows) else Ticket(event=event)
    ticket.name, ticket.yen = told.name, told.yen
    ticket.from_age, ticket.until_age = told.from_age, told.until_age
    ticket.with_adult = told.with_adult
    ticket.save()
    if {one.pk for one in quotas} == {
        one.pk for one in (ticket.quotas.all() if at < len(rows) else ())
    }:
        return
    _refuse_if_used(at < len(rows) and ticket.guests.exists(), told.name)
    ticket.quotas.set(quotas)


def put_questions(event: Event, questions: Sequence[tuple[str, bool]]) -> None:
    """聞くこと — one that was answered keeps its words."""
    rows = list(event.questions.all())
    for at, (words, required) in enumerate(questions):
        row = rows[at] if at < len(rows) else Question(event=event)
        if row.pk and row.words != words:
            _refuse_if_used(row.answers.exists(), row.words)
        row.place, row.words, row.required = at, words, required
        row.save()
    for row in rows[len(questions) :]:
        _refuse_if_used(row.answers.exists(), row.words)
        row.delete()


def drop(event: Event) -> None:
    """All parts of a draft."""
    put_sessions(event, [], kind="")
    event.tickets.all().delete()
    event.quotas.all().delete()
    event.questions.all().delete()


def _refuse_if_used(used: bool, name: str) -> None:
    words = _("「%(name)s」は、もう申し込んだ人がいるので変えられません。")
    refuse_if([Reason(words, {"name": name}, rule="event.used")] if used else [])
