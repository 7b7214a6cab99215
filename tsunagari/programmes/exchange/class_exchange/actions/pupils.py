"""生徒が書くもの — reflections, surveys, and "something is wrong"."""

from datetime import date, datetime

from django.db import transaction

from tsunagari.base.refusals import Reason, refuse_if
from tsunagari.kernel.consents.purposes import EVALUATION, TAKE_PART
from tsunagari.kernel.consents.queries import permitted
from tsunagari.kernel.records import actions as records
from tsunagari.programmes.exchange.class_exchange.models import (
    Draft,
    Incident,
    IncidentStep,
    Reflection,
    Seat,
    SurveyAnswer,
)
from tsunagari.programmes.exchange.class_exchange.notices import tell_protectors
from tsunagari.programmes.exchange.class_exchange.rules import survey, writing


@transaction.atomic
def reflect(session, pupil, text: str, *, language: str, by, on: date, at: datetime) -> Reflection:
    """ふりかえりを書く — the own teacher approves it before the partner class reads it."""
    text = text.strip()
    written = Reflection.objects.select_for_update().filter(session=session, pupil=pupil).first()
    refuse_if(why_not_write(session, pupil, written, on=on, at=at) + writing.why_not_text(text))
    if written is None:
        written = Reflection(session=session, pupil=pupil, version=0)
    written.text, written.language, written.written_at = text, language, at
    written.state, written.said = Reflection.State.WAITING, ""
    written.version += 1
    written.save()
    Draft.objects.filter(session=session, pupil=pupil).delete()
    _record("reflection.written", written, pupil, by=by, on=on, at=at)
    _follow_exchange(session, by=by, on=on)
    return written


def why_not_write(session, pupil, written, *, on: date, at: datetime) -> list[Reason]:
    """Every reason why this pupil cannot write about this session now."""
    return writing.why_not_write(
        state=session.state,
        starts_at=session.starts_at,
        now=at,
        takes_part=bool(permitted([pupil.pk], TAKE_PART, on=on)),
        seated=Seat.objects.filter(session=session, pupil=pupil, absent=False).exists(),
        approved=bool(written and written.state == Reflection.State.APPROVED),
    )


@transaction.atomic
def save_draft(session, pupil, text: str, *, on: date, at: datetime) -> Draft | None:
    """下書きをしまう — as often as the page likes; nobody but the pupil reads it.

    An emptied draft is thrown away. Nothing is recorded: it is not yet said.
    """
    written = Reflection.objects.filter(session=session, pupil=pupil).first()
    refuse_if(why_not_write(session, pupil, written, on=on, at=at))
    if not text.strip():
        Draft.objects.filter(session=session, pupil=pupil).delete()
        return None
    draft, _made = Draft.objects.update_or_create(
        session=session, pupil=pupil, defaults={"text": text[: writing.LONGEST], "saved_at": at}
    )
    return draft


@transaction.atomic
def answer_reflection(
    reflection: Reflection, *, approve: bool, seen: int, said: str = "", by, on: date, at
) -> Reflection:
    """ふりかえりを公開する・返す — what was read is what is approved; the same again is nothing."""
    reflection = Reflection.objects.select_for_update().get(pk=reflection.pk)
    refuse_if(
        writing.why_not_answer(version=reflection.version, seen=seen, approve=approve, said=said)
    )
    state = Reflection.State.APPROVED if approve else Reflection.State.RETURNED
    if (reflection.state, reflection.said) == (state, said):
        return reflection
    did = "reflection.approved" if approve else "reflection.returned"
    return _settle(reflection, state, said, did, by=by, on=on, at=at)


@transaction.atomic
def unpublish(reflection: Reflection, *, by, on: date, at: datetime) -> Reflection:
    """公開をやめる — it waits for the teacher again, and the partner class reads it no more."""
    reflection = Reflection.objects.select_for_update().get(pk=reflection.pk)
    if reflection.state != Reflection.State.APPROVED:
        return reflection
    state = Reflection.State.WAITING
    return _settle(reflection, state, "", "reflection.unpublished", by=by, on=on, at=at)


def _settle(reflection, state, said, did, *, by, on, at) -> Reflection:
    reflection.state, reflection.said = state, said
    reflection.save(update_fields=["state", "said"])
    _record(did, reflection, reflection.pupil, by=by, on=on, at=at)
    _follow_exchange(reflection.session, by=by, on=on)
    return reflection


@transaction.atomic
def answer_survey(
    exchange, pupil, wave: str, answers: dict, told: dict, *, by, on: date, at: datetime
) -> SurveyAnswer:
    """アンケートに答える — once before, once after; a correction replaces the own answer."""
    refuse_if(
        survey.why_not_answers(answers)
        + survey.why_not_told(told)
        + survey.why_not_use(consents=bool(permitted([pupil.pk], EVALUATION, on=on)))
    )
    stored, _made = SurveyAnswer.objects.update_or_create(
        exchange=exchange,
        pupil=pupil,
        wave=wave,
        defaults={
            "instrument": survey.INSTRUMENT,
            "answers": answers,
            "told": told,
            "at": at,
        },
    )
    records.add(
        by=by, did="survey.answered", about=exchange, concerns=[pupil.pk], on=on, at=at, wave=wave
    )
    return stored


@transaction.atomic
def report(
    school, *, kind: str, words: str, session=None, by, on: date, at: datetime, frozen: dict
) -> Incident:
    """困ったことを知らせる — teacher and child-protection lead are told at once."""
    incident = Incident.objects.create(
        session=session,
        school=school,
        reported_by=getattr(by, "party", None),
        kind=kind,
        words=words.strip()[:2000],
        opened_at=at,
        frozen=frozen,
    )
    IncidentStep.objects.create(
        incident=incident,
        state=Incident.State.OPEN,
        words="",
        by=getattr(by, "party", None),
        at=at,
    )
    # Nobody's timeline shows it; the log itself cannot be edited.
    records.add(by=by, did="incident.opened", about=incident, on=on, at=at, kind=kind)
    tell_protectors(incident, on=on, at=at)
    _follow(incident, by=by, on=on)
    return incident


@transaction.atomic
def advance(incident: Incident, *, words: str, seen: int, by, on: date, at: datetime) -> Incident:
    """次へ進める — open → contained → reported → closed, each step with words."""
    incident = Incident.objects.select_for_update().get(pk=incident.pk)
    refuse_if(
        writing.why_not_advance(
            state=incident.state, version=incident.version, seen=seen, words=words
        )
    )
    incident.state = writing.NEXT[incident.state]
    incident.version += 1
    incident.save(update_fields=["state", "version"])
    IncidentStep.objects.create(
        incident=incident,
        state=incident.state,
        words=words.strip(),
        by=getattr(by, "party", None),
        at=at,
    )
    records.add(
        by=by,
        did="incident.advanced",
        about=incident,
        on=on,
        at=at,
        state=incident.state,
        private={"words": words},
    )
    _follow(incident, by=by, on=on)
    return incident


def _follow(incident, *, by, on):
    from tsunagari.programmes.exchange.class_exchange.actions import duties

    duties.follow_incident(incident, on=on, by=by)


def _follow_exchange(session, *, by, on):
    """The count of what waits for a teacher is part of the schools' duties."""
    from tsunagari.programmes.exchange.class_exchange.actions import duties

    duties.follow(session.pairing.exchange, on=on, by=by)


def _record(did, reflection, pupil, *, by, on, at):
    records.add(
        by=by,
        did=did,
        about=reflection,
        concerns=[pupil.pk],
        on=on,
        at=at,
        session=reflection.session_id,
        version=reflection.version,
    )
