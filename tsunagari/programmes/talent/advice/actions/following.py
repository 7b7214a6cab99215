"""務めを合わせる — what a consultation asks of the office, after every act; and what acts share."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from tsunagari.base.days import clock, day_words
from tsunagari.kernel.duties import actions as duties
from tsunagari.kernel.papers.models import Paper
from tsunagari.kernel.parties.queries import federation
from tsunagari.kernel.roles import queries as roles
from tsunagari.programmes.talent.advice import queries, sealed
from tsunagari.programmes.talent.advice.models import Consultation, Message, Photo
from tsunagari.programmes.talent.advice.rules import promise, steps, urgent

OFFICE_ZONE = "Asia/Tokyo"
PHOTO = "advice.photo"
WITHDRAWN = "withdrawn"


def locked(consultation: Consultation) -> Consultation:
    """The consultation, read again under lock."""
    return Consultation.objects.select_for_update().get(pk=consultation.pk)


def save(row: Consultation, *names: str) -> None:
    """By field name, one version further."""
    row.version += 1
    row.save(update_fields=[*names, "version"])


def write(consultation, *, side, words, language, by, at, photos=(), on: date) -> Message:
    """One message, sealed; photos are papers that stand on nobody's list."""
    party = getattr(by, "party", by)
    row = Message(consultation=consultation, side=side, by=party, at=at, language=language)
    sealed.close(row, words.strip()).save()
    for blob in photos:
        paper = Paper.objects.create(
            blob=blob,
            name="",
            kind=PHOTO,
            received_on=on,
            about_kind=row._meta.label_lower,
            about_key=str(row.pk),
        )
        Photo.objects.create(message=row, paper=paper)
    return row


def promise_anew(row: Consultation, *, words: str, on: date, at: datetime) -> bool:
    """Promise an answer to what was just asked; whether it names a danger."""
    signs = urgent.signs_in(words)
    danger = urgent.is_danger(topic=row.topic if row.turn == 1 else "", signs=signs)
    row.signs = list(dict.fromkeys([*row.signs, *signs]))
    row.waits_since, row.answered_at, row.follow_on = on, None, None
    if danger:
        row.urgency, row.reached_at = Consultation.Urgency.DANGER, None
        row.promised_at = promise.reached_by(at, hours=queries.figure("danger_hours", on))
    else:
        row.promised_at = promise.answered_by(
            at,
            days=queries.figure("answer_days", on),
            until_hour=queries.figure("answer_until", on),
            zone=OFFICE_ZONE,
        )
    return danger


@transaction.atomic
def follow(consultation: Consultation, *, on: date, by=None) -> None:
    """The office's duties: an answer, a word at once, a look back."""
    duties.wait_for_turn(consultation)
    started = federation()
    wanted = steps.wanted(
        key=consultation.pk,
        office=started.party_id if started else 0,
        turn=consultation.turn,
        waits_since=consultation.waits_since,
        promised_on=roles.day_of(consultation.promised_at),
        promised_at=_in_words(consultation.promised_at),
        answered_on=_day(consultation.answered_at) or consultation.closed_on,
        danger=consultation.urgency == Consultation.Urgency.DANGER and not consultation.incident_id,
        reached_on=_day(consultation.reached_at) or _ended_on(consultation),
        follow_on=consultation.follow_on,
        followed_on=consultation.closed_on,
    )
    duties.reconcile(
        consultation, wanted, on=on, by=by, fulfilled=lambda row: row.rule == steps.FOLLOW
    )


def _ended_on(consultation: Consultation) -> date | None:
    """When the office ended it. Who takes a danger back may not have done so freely: it stays."""
    return None if consultation.reason == WITHDRAWN else consultation.closed_on


def _day(at: datetime | None) -> date | None:
    return roles.day_of(at) if at else None


def _in_words(at: datetime) -> str:
    """The promised hour as the duty keeps it."""
    return (
        f"{day_words(at.astimezone(ZoneInfo(OFFICE_ZONE)).date(), 'ja')} {clock(at, OFFICE_ZONE)}"
    )
