"""相談の対応 — what the office does: read, sort, speak, answer, pass on, look back, close."""

from collections.abc import Collection
from datetime import date, datetime

from django.db import transaction

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import refuse_if
from tsunagari.kernel.duties import actions as duties
from tsunagari.kernel.duties.models import Duty
from tsunagari.kernel.parties.models import Party
from tsunagari.kernel.records import actions as records
from tsunagari.kernel.roles import queries as roles
from tsunagari.programmes.talent.advice import notices, sealed
from tsunagari.programmes.talent.advice.actions.asking import WAITING
from tsunagari.programmes.talent.advice.actions.following import (
    follow,
    locked,
    promise_anew,
    save,
    write,
)
from tsunagari.programmes.talent.advice.models import (
    Booking,
    Category,
    Consultation,
    Message,
    Reading,
    Rendering,
)
from tsunagari.programmes.talent.advice.rules import languages, states
from tsunagari.programmes.talent.people import queries as people
from tsunagari.programmes.talent.safety import actions as safety

STATES = Consultation.State
STANDING = (Booking.State.ASKED, Booking.State.CONFIRMED)
REFERRED = _("つないだ窓口")
DANGER = Consultation.Urgency.DANGER


@transaction.atomic
def read(consultation: Consultation, *, by, on: date, at: datetime) -> bool:
    """読む — noted once a day and for each new message; whether it was noted now."""
    last = Message.objects.filter(consultation=consultation).order_by("-pk").first()
    _row, new = Reading.objects.get_or_create(
        consultation=consultation,
        by=by.party,
        body=by.own_body,
        on=on,
        upto=last.pk if last else 0,
        defaults={"at": at},
    )
    if new:
        records.add(by=by, did="advice.read", about=consultation, on=on, at=at)
    return new


@transaction.atomic
def triage(
    consultation: Consultation,
    *,
    categories: Collection[str],
    language: str,
    urgency: str,
    seen: int,
    by,
    on: date,
    at: datetime,
) -> Consultation:
    """分類する — under which subjects it counts, in which language, how urgent it is."""
    row = locked(consultation)
    dangerous = row.urgency == DANGER and row.reached_at is None and row.incident_id is None
    refuse_if(
        states.why_not_triage(
            state=row.state,
            seen=seen,
            version=row.version,
            categories=categories,
            language=language,
            calmed=dangerous and urgency != DANGER,
        )
    )
    row.language, row.urgency = languages.known(language), urgency
    if row.state == STATES.RECEIVED:
        row.state = STATES.TRIAGED
    save(row, "language", "urgency", "state")
    wanted, stored = set(categories), set(row.categories.values_list("code", flat=True))
    row.categories.filter(code__in=stored - wanted).delete()
    Category.objects.bulk_create(
        Category(consultation=row, code=code) for code in sorted(wanted - stored)
    )
    codes = ", ".join(sorted(wanted))
    records.add(
        by=by, did="advice.triaged", about=row, on=on, at=at, categories=codes, urgency=urgency
    )
    follow(row, on=on, by=by)
    return row


@transaction.atomic
def reach(consultation: Consultation, *, words: str, by, on: date, at: datetime) -> Consultation:
    """本人と話した — that somebody of the office spoke with a person in danger, and what came of it.

    Also when the person took it back in the meantime.
    """
    row = locked(consultation)
    refuse_if(states.why_not_write(words=words))
    write(row, side=Message.Side.NOTE, words=words, language="ja", by=by, at=at, on=on)
    row.reached_at = row.reached_at or at
    save(row, "reached_at")
    records.add(by=by, did="advice.reached", about=row, on=on, at=at)
    follow(row, on=on, by=by)
    return row


@transaction.atomic
def answer(
    consultation: Consultation,
    *,
    words: str,
    language: str,
    way: str = "answered",
    to_whom: str = "",
    seen: int,
    by,
    on: date,
    at: datetime,
) -> Message:
    """返事をする — the person reads it; two who answer at once: the second sees the first's words."""
    row = locked(consultation)
    refuse_if(
        states.why_not_answer(
            state=row.state,
            seen=seen,
            version=row.version,
            words=words,
            way=way,
            to_whom=to_whom,
        )
    )
    message = write(
        row,
        side=Message.Side.OFFICE,
        words=words,
        language=languages.known(language),
        by=by,
        at=at,
        on=on,
    )
    row.state, row.answered_at, row.follow_on = way, row.answered_at or at, None
    row.assignee = row.assignee or by.party
    save(row, "state", "answered_at", "follow_on", "assignee")
    if to_whom.strip():
        # Sealed with the other words: to whom somebody was sent says what it was about.
        said = f"{REFERRED}\n{to_whom.strip()}"
        write(row, side=Message.Side.NOTE, words=said, language="ja", by=by, at=at, on=on)
    records.add(by=by, did="advice.answered", about=row, on=on, at=at, way=way)
    notices.tell_person(row, message, at=at)
    follow(row, on=on, by=by)
    return message


@transaction.atomic
def note(consultation: Consultation, *, words: str, by, on: date, at: datetime) -> Message:
    """メモ — for the office's eyes alone."""
    row = locked(consultation)
    refuse_if(states.why_not_write(words=words))
    message = write(row, side=Message.Side.NOTE, words=words, language="ja", by=by, at=at, on=on)
    records.add(by=by, did="advice.noted", about=row, on=on, at=at)
    return message


@transaction.atomic
def translate(
    message: Message, *, words: str, language: str, by, on: date, at: datetime
) -> Rendering:
    """訳を書く — beside the original, which stays as it was written."""
    row = locked(message.consultation)
    refuse_if(states.why_not_write(words=words))
    found = Rendering.objects.filter(message=message, language=language).first()
    found = found or Rendering(message=message, language=language)
    found.by, found.at = by.party, at
    sealed.close(found, words.strip()).save()
    records.add(by=by, did="advice.translated", about=row, on=on, at=at, language=language)
    return found


@transaction.atomic
def hand_on(
    consultation: Consultation,
    *,
    to: Party,
    words: str,
    deputy: Party | None = None,
    by,
    on: date,
    at: datetime,
) -> Consultation:
    """引きつぐ — to a colleague, with words about where things stand; the duties follow."""
    row = locked(consultation)
    staff = {party.pk for party in roles.people_of(by.body, "staff", on=on)}
    chosen = {to.pk, *([deputy.pk] if deputy else [])}
    refuse_if(
        states.why_not_hand_on(
            state=row.state,
            to_is_staff=chosen <= staff,
            same=row.assignee_id == to.pk and row.deputy_id == (deputy.pk if deputy else None),
            words=words,
        )
    )
    write(row, side=Message.Side.NOTE, words=words, language="ja", by=by, at=at, on=on)
    row.assignee, row.deputy = to, deputy if deputy != to else None
    save(row, "assignee", "deputy")
    records.add(by=by, did="advice.handed_on", about=row, on=on, at=at, to=to.pk)
    for duty in _open_duties(row).exclude(assignee=to):
        duties.hand_over(duty, to=to, by=by, on=on)
    if to.pk != by.party.pk:
        notices.tell_colleague(row, to, at=at)
    return row


def _open_duties(row: Consultation):
    kind = row._meta.label_lower
    return Duty.objects.filter(about_kind=kind, about_key=str(row.pk), state="open")


@transaction.atomic
def plan_follow_up(
    consultation: Consultation, *, day: date, by, on: date, at: datetime
) -> Consultation:
    """その後を確かめる日 — a duty of the office on that day."""
    row = locked(consultation)
    refuse_if(states.why_not_plan(state=row.state, day=day, on=on))
    row.state, row.follow_on = STATES.FOLLOW_UP, day
    save(row, "state", "follow_on")
    records.add(by=by, did="advice.follow_planned", about=row, on=on, at=at, day=day)
    follow(row, on=on, by=by)
    return row


@transaction.atomic
def close(
    consultation: Consultation, *, reason: str, seen: int, by, on: date, at: datetime
) -> Consultation:
    """終える — with a reason; it opens again when the person writes."""
    row = locked(consultation)
    booked = row.bookings.filter(state__in=STANDING).count()
    refuse_if(
        states.why_not_close(
            state=row.state, seen=seen, version=row.version, reason=reason, booked=booked
        )
    )
    row.state, row.closed_on, row.reason = STATES.CLOSED, on, reason
    save(row, "state", "closed_on", "reason")
    records.add(by=by, did="advice.closed", about=row, on=on, at=at, reason=reason)
    follow(row, on=on, by=by)
    return row


@transaction.atomic
def reopen(consultation: Consultation, *, by, on: date, at: datetime) -> Consultation:
    """もう一度ひらく — the office has to look again, and promises anew."""
    row = locked(consultation)
    refuse_if(states.why_not_reopen(state=row.state))
    row.turn += 1
    row.state, row.closed_on, row.reason, row.solved = STATES.TRIAGED, None, "", None
    promise_anew(row, words="", on=on, at=at)
    save(row, *WAITING)
    records.add(by=by, did="advice.reopened", about=row, on=on, at=at)
    follow(row, on=on, by=by)
    return row


@transaction.atomic
def report(consultation: Consultation, *, kind: str, part: str, by, on: date, at: datetime):
    """禁じられた行為の知らせにする — one press; what was said stays sealed here, the report has no words.

    Answers the report; from then on its own duties keep the person safe.
    """
    row = locked(consultation)
    case = people.of_person(row.person).first() if row.person_id else None
    refuse_if(
        states.why_not_incident(
            person=row.person_id is not None,
            case=case is not None,
            already=row.incident_id is not None,
        )
    )
    row.incident = safety.report(case, kind=kind, part=part, words="", by=by, on=on, at=at)
    save(row, "incident")
    records.add(by=by, did="advice.reported", about=row, on=on, at=at)
    follow(row, on=on, by=by)
    return row.incident


def note_counts(*, by, on: date, begin: date, end: date) -> None:
    """数の表を出す — who took counts out, of which span."""
    records.add(by=by, did="advice.counted", on=on, begin=begin, end=end)
