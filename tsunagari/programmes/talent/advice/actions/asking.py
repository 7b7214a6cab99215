"""相談する — what the person does: ask, add, say whether it helped, take it back."""

from datetime import date, datetime

from django.db import transaction

from tsunagari.base.refusals import refuse_if
from tsunagari.kernel.parties.actions import hash_of, new_secret
from tsunagari.kernel.parties.models import Person
from tsunagari.kernel.records import actions as records
from tsunagari.programmes.talent.advice import notices, sealed
from tsunagari.programmes.talent.advice.actions import sharing
from tsunagari.programmes.talent.advice.actions.following import (
    WITHDRAWN,
    follow,
    locked,
    promise_anew,
    save,
    write,
)
from tsunagari.programmes.talent.advice.models import Consultation, Message
from tsunagari.programmes.talent.advice.rules import languages, states
from tsunagari.programmes.talent.people import queries as people

STATES = Consultation.State
WAITING = ["turn", "state", "urgency", "signs", "waits_since", "promised_at"]
WAITING += ["answered_at", "reached_at", "follow_on", "closed_on", "reason", "solved"]


@transaction.atomic
def ask(
    *,
    topic: str,
    words: str,
    language: str,
    channel: str,
    by=None,
    person: Person | None = None,
    contact: str = "",
    photos=(),
    on: date,
    at: datetime,
    town: str = "",
) -> Consultation:
    """相談する — kept sealed, promised an answer; the office is told, nobody else.

    Without a person, `reply_key` on the answer opens the office's words later; it is stored nowhere.
    """
    photos = list(photos)
    refuse_if(states.why_not_ask(topic=topic, words=words, photos=len(photos)))
    row = Consultation(
        person=person,
        topic=topic,
        channel=channel,
        language=languages.known(language),
        town=town or _town_of(person),
        asked_on=on,
        asked_at=at,
        waits_since=on,
    )
    key = "" if person else new_secret()
    row.reply_hash = hash_of(key) if key else None
    sealed.close(row, contact.strip()[: states.LONGEST])
    danger = promise_anew(row, words=words, on=on, at=at)
    row.save()
    write(
        row,
        side=Message.Side.PERSON,
        words=words,
        language=row.language,
        by=by,
        at=at,
        photos=photos,
        on=on,
    )
    # On nobody's timeline: that somebody asks is theirs alone.
    records.add(by=by, did="advice.asked", about=row, on=on, at=at, topic=topic, channel=channel)
    notices.tell_office(row, danger=danger, on=on, at=at)
    follow(row, on=on, by=by)
    row.reply_key = key
    return row


def _town_of(person: Person | None) -> str:
    """Where the person works; "" where that is not known."""
    case = people.of_person(person).first() if person else None
    return case.company.municipality if case and case.company else ""


@transaction.atomic
def say(
    consultation: Consultation,
    *,
    words: str,
    language: str,
    by=None,
    photos=(),
    on: date,
    at: datetime,
) -> Message:
    """ことばを足す — the person waits again, with a new promise; what was closed opens by itself."""
    row, photos = locked(consultation), list(photos)
    refuse_if(states.why_not_write(words=words, photos=len(photos)))
    message = write(
        row,
        side=Message.Side.PERSON,
        words=words,
        language=languages.known(language),
        by=by,
        at=at,
        photos=photos,
        on=on,
    )
    waited = row.state in states.WAITING
    kept = row.waits_since, row.promised_at
    if not waited:
        row.turn += 1
        row.state, row.closed_on, row.reason, row.solved = STATES.TRIAGED, None, "", None
    danger = promise_anew(row, words=words, on=on, at=at)
    if waited and not danger:
        # What was promised first still holds.
        row.waits_since, row.promised_at = kept
    save(row, *WAITING)
    records.add(by=by, did="advice.written", about=row, on=on, at=at)
    notices.tell_office(row, danger=danger, on=on, at=at)
    follow(row, on=on, by=by)
    return message


@transaction.atomic
def judge(consultation: Consultation, *, solved: bool, by=None, on: date, at: datetime):
    """解決した・していない — the person's own word; "not solved" makes the office look again."""
    row = locked(consultation)
    if row.solved == solved:
        return row
    row.solved = solved
    if not solved and row.state not in states.WAITING:
        row.turn += 1
        row.state, row.closed_on, row.reason = STATES.TRIAGED, None, ""
        promise_anew(row, words="", on=on, at=at)
        save(row, *WAITING)
        notices.tell_office(row, danger=False, on=on, at=at)
    else:
        save(row, "solved")
    records.add(by=by, did="advice.judged", about=row, on=on, at=at, solved=solved)
    follow(row, on=on, by=by)
    return row


@transaction.atomic
def withdraw(consultation: Consultation, *, by=None, on: date, at: datetime) -> Consultation:
    """取り下げる — at any time, without a reason; other bodies stop reading at once."""
    row = locked(consultation)
    if row.state == STATES.CLOSED:
        return row
    sharing.stop_all(row, by=by, on=on, at=at)
    row.state, row.closed_on, row.reason, row.follow_on = STATES.CLOSED, on, WITHDRAWN, None
    save(row, "state", "closed_on", "reason", "follow_on")
    records.add(by=by, did="advice.withdrawn", about=row, on=on, at=at)
    if _in_danger(row):
        notices.tell_office(row, danger=True, on=on, at=at)
    follow(row, on=on, by=by)
    return row


def _in_danger(row: Consultation) -> bool:
    """Nobody has spoken with the person yet, and no report has taken it over."""
    danger = row.urgency == Consultation.Urgency.DANGER
    return danger and row.reached_at is None and row.incident_id is None
