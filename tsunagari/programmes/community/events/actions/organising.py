"""催しを開く — written as a draft, mended, copied from last year, published, cancelled with one press."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from secrets import token_hex

from django.db import transaction
from django.db.models import ProtectedError

from tsunagari.base.languages import CODES, SOURCE
from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, Refused, refuse_if, why_stale
from tsunagari.kernel.meetings.models import Meeting
from tsunagari.kernel.papers import forgetting as papers
from tsunagari.kernel.parties.models import Party
from tsunagari.kernel.records import actions as records
from tsunagari.kernel.texts import actions as texts
from tsunagari.kernel.texts import copying
from tsunagari.kernel.texts.rules.split import TITLE, Piece, pieces
from tsunagari.programmes.community.events import hosts, mails, rules, said
from tsunagari.programmes.community.events.actions import line, money, parts, pictures
from tsunagari.programmes.community.events.models import Event, Session

# What stands in the row itself; sessions, quotas, tickets and questions have their own.
PLAIN = (
    *("measure", "series", "mode", "place", "town", "address", "access", "step_free", "for_whom"),
    *("contact", "languages", "interpretation", "opens_at", "closes_at", "most_people"),
    *("answer_hours", "invite", "latitude", "longitude"),
)
NEW = {"invite": "", "latitude": None, "longitude": None}
KIND = "event"


@dataclass(frozen=True)
class Plan:
    """What an organiser wrote down."""

    title: str
    words: str
    facts: Mapping
    spans: Sequence[parts.Span]
    quotas: Sequence[parts.Places]
    tickets: Sequence[parts.Kind]
    questions: Sequence[parts.Asked] = ()
    cohosts: Sequence[Party] = field(default_factory=tuple)

    def pieces(self) -> list[Piece]:
        """All that can be translated: the title, the words, and what stands in single boxes."""
        boxes = [self.facts["for_whom"], self.facts["access"]]
        boxes += [one.name for one in self.tickets] + [one.words for one in self.questions]
        return [Piece(self.title.strip(), TITLE), *pieces(self.words), *said.pieces_of(boxes)]


def _refuse(plan: Plan) -> None:
    refuse_if(
        rules.why_not_plan(
            title=plan.title,
            spans=[(one.starts_at, one.ends_at) for one in plan.spans],
            opens_at=plan.facts["opens_at"],
            closes_at=plan.facts["closes_at"],
            quotas={one.name: one.places for one in plan.quotas},
            tickets=[(one.name, one.quotas) for one in plan.tickets],
        )
    )


@transaction.atomic
def plan(host: Party, told: Plan, *, by, on: date, copied_from: Event | None = None) -> Event:
    """催しを書く — as a draft that nobody sees; `copied_from` is last year's."""
    _refuse(told)
    event = Event.objects.create(
        text=texts.write(told.pieces(), on=on, by=by, measure=told.facts["measure"]),
        host=host,
        copied_from=copied_from,
        seed=token_hex(8),
        **_spans(told),
        **_row(told),
    )
    if copied_from:
        copying.carry(copied_from.text, event.text)
    _put_parts(event, told)
    did = "event.copied" if copied_from else "event.planned"
    records.add(by=by, did=did, about=event, concerns=_hosts(event), on=on)
    return event


def _row(told: Plan) -> dict:
    """What stands in the row; what was not asked for is not known."""
    given = {name: told.facts.get(name) or value for name, value in NEW.items()}
    return {name: told.facts[name] for name in PLAIN if name not in NEW} | given


def _spans(told: Plan) -> dict:
    return {
        "starts_at": min(one.starts_at for one in told.spans),
        "ends_at": max(one.ends_at for one in told.spans),
    }


def _put_parts(event: Event, told: Plan) -> None:
    event.cohosts.set([one for one in told.cohosts if one.pk != event.host_id])
    sessions = parts.put_sessions(event, told.spans, kind=KIND)
    parts.put_places(event, told.quotas, told.tickets, sessions)
    parts.put_questions(event, told.questions)


def _hosts(event: Event) -> list:
    return [event.host_id, *event.cohosts.values_list("pk", flat=True)]


@transaction.atomic
def change(event: Event, told: Plan, *, seen: int, by, on: date, at: datetime) -> Event:
    """催しを直す — whoever registered hears of another time or place; more places go to the line."""
    event = Event.objects.select_for_update().get(pk=event.pk)
    _refuse_stale(event, seen)
    _refuse(told)
    other_mode = event.mode != told.facts["mode"] and event.bookings.exists()
    refuse_if(rules.why_not_mode(other=other_mode))
    before = (event.starts_at, event.ends_at, event.place)
    for name, value in {**_spans(told), **_row(told)}.items():
        setattr(event, name, value)
    event.changed_at = at
    event.version += 1
    event.save()
    texts.rewrite(event.text, told.pieces(), seen=event.text.version, on=on, by=by)
    _put_parts(event, told)
    records.add(by=by, did="event.changed", about=event, concerns=_hosts(event), on=on)
    if event.state == Event.State.PUBLIC:
        if before != (event.starts_at, event.ends_at, event.place):
            mails.queue_all(mails.live(event), "changed", at=at)
            hosts.tell(event, hosts.CHANGED, by=by, at=at)
        line.offer(event, by=by, on=on, at=at)
    return event


def _refuse_stale(event: Event, seen: int) -> None:
    reasons = []
    closed = event.sessions.filter(meeting__state=Meeting.State.CLOSED).exists()
    if event.state not in (Event.State.DRAFT, Event.State.PUBLIC) or closed:
        words = _("中止した催しや終わった催しは、直せません。")
        reasons.append(Reason(words, rule="event.state"))
    reasons += why_stale(seen, event.version)
    refuse_if(reasons)


@transaction.atomic
def publish(event: Event, *, by, on: date, at: datetime) -> Event:
    """公開する — with the seed of a lottery; the translations of its words are asked for."""
    event = Event.objects.select_for_update().get(pk=event.pk)
    refuse_if(rules.why_not_publish(event.state, now=at, ends_at=event.ends_at))
    event.state, event.changed_at = Event.State.PUBLIC, at
    event.save(update_fields=["state", "changed_at"])
    spoken = {*event.languages, *event.interpretation} - {SOURCE}
    texts.ask_for(event.text, [code for code in CODES if code in spoken], on=on, by=by)
    records.add(by=by, did="event.published", about=event, concerns=_hosts(event), on=on)
    return event


@transaction.atomic
def withdraw(event: Event, *, by, on: date, at: datetime) -> Event:
    """公開をやめる — back to a draft while nobody registered; afterwards it is called off instead."""
    event = Event.objects.select_for_update().get(pk=event.pk)
    refuse_if(rules.why_not_withdraw(event.state, bookings=event.bookings.count()))
    event.state, event.changed_at = Event.State.DRAFT, at
    event.save(update_fields=["state", "changed_at"])
    records.add(by=by, did="event.withdrawn", about=event, concerns=_hosts(event), on=on)
    return event


@transaction.atomic
def drop(event: Event, *, by, on: date, at: datetime) -> None:
    """下書きを消す — what nobody has seen; a public event is cancelled instead."""
    event = Event.objects.select_for_update().select_related("text").get(pk=event.pk)
    words = _("公開した催しは消せません。中止にしてください。")
    public = [Reason(words, rule="event.state")]
    refuse_if([] if event.state == Event.State.DRAFT else public)
    records.add(by=by, did="event.dropped", about=event, concerns=_hosts(event), on=on, at=at)
    money.let_go(event, by=by, on=on)
    text, picture = event.text, pictures.of(event)
    parts.drop(event)
    words = _(
        "この下書きには、お手伝いの係や受付の口があるので消せません。そのままにしてください。"
    )
    try:
        event.delete()
    except ProtectedError as error:
        raise Refused([Reason(words, rule="event.used")]) from error
    text.delete()
    if picture:
        papers.drop(picture.blob)


@transaction.atomic
def cancel(event: Event, why: str, words: str, *, by, on: date, at: datetime) -> Event:
    """中止する — one press: the page says so, everybody who registered is told, and who holds it too.

    `why` is a key of WHY, which is said in the reader's language; `words` are said as they are.
    """
    event = Event.objects.select_for_update().get(pk=event.pk)
    refuse_if(rules.why_not_cancel(event.state, now=at, ends_at=event.ends_at))
    event.state, event.cancelled_on = Event.State.CANCELLED, on
    event.cancel_why, event.cancel_reason = why, words.strip()[:300]
    event.version += 1
    event.changed_at = at
    changed = ["state", "cancelled_on", "cancel_why", "cancel_reason", "version", "changed_at"]
    event.save(update_fields=changed)
    money.let_go(event, by=by, on=on)
    meetings = Session.objects.filter(event=event).values("meeting")
    Meeting.objects.filter(pk__in=meetings).update(state=Meeting.State.CANCELLED)
    told = mails.queue_all(mails.live(event), "cancelled", at=at)
    hosts.tell(event, hosts.CALLED_OFF, by=by, at=at)
    records.add(by=by, did="event.cancelled", about=event, concerns=_hosts(event), on=on, told=told)
    return event
