"""生徒が書くもの — reflections, surveys, and "something is wrong"."""

from datetime import date, datetime

from django.db import transaction

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, refuse_if
from tsunagari.kernel.records import actions as records
from tsunagari.programmes.exchange.class_exchange.models import (
    Incident,
    IncidentStep,
    Reflection,
    SurveyAnswer,
)
from tsunagari.programmes.exchange.class_exchange.notices import tell_protectors
from tsunagari.programmes.exchange.class_exchange.rules import survey

LONGEST = 1000


@transaction.atomic
def reflect(session, pupil, text: str, *, language: str, by, on: date, at: datetime) -> Reflection:
    """ふりかえりを書く — the own teacher approves it before the partner class reads it."""
    text = text.strip()
    written = Reflection.objects.select_for_update().filter(session=session, pupil=pupil).first()
    refuse_if(_why_not_reflect(text, written))
    if written is None:
        written = Reflection(session=session, pupil=pupil)
    written.text, written.language, written.written_at = text, language, at
    written.state, written.said = Reflection.State.WAITING, ""
    written.version += 1
    written.save()
    _record("reflection.written", written, pupil, by=by, on=on, at=at)
    return written


def _why_not_reflect(text, written):
    if not text:
        return [Reason(_("ふりかえりを書いてください。"), field="text")]
    if len(text) > LONGEST:
        return [
            Reason(
                _("%(most)s文字までにしてください（いまは%(now)s文字）。"),
                {"most": LONGEST, "now": len(text)},
                field="text",
            )
        ]
    if written and written.state == Reflection.State.APPROVED:
        return [Reason(_("先生が公開したので、もう書き直せません。先生に話してください。"))]
    return []


@transaction.atomic
def answer_reflection(
    reflection: Reflection, *, approve: bool, seen: int, said: str = "", by, on: date, at
) -> Reflection:
    """ふりかえりを公開する・返す — what was read is what is approved."""
    reflection = Reflection.objects.select_for_update().get(pk=reflection.pk)
    refuse_if(
        [Reason(_("生徒がこのあと書き直しました。新しい文を読んで、もう一度選んでください。"))]
        if seen != reflection.version
        else []
    )
    reflection.state = Reflection.State.APPROVED if approve else Reflection.State.RETURNED
    reflection.said = said
    reflection.save(update_fields=["state", "said"])
    did = "reflection.approved" if approve else "reflection.returned"
    _record(did, reflection, reflection.pupil, by=by, on=on, at=at)
    return reflection


@transaction.atomic
def answer_survey(
    exchange, pupil, wave: str, answers: dict, told: dict, *, by, on: date, at: datetime
) -> SurveyAnswer:
    """アンケートに答える — once before, once after; a correction replaces the own answer."""
    refuse_if(survey.why_not_answers(answers) + survey.why_not_told(told))
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
    tell_protectors(incident, at=at)
    _follow(incident, by=by, on=on)
    return incident


NEXT = {
    Incident.State.OPEN: Incident.State.CONTAINED,
    Incident.State.CONTAINED: Incident.State.REPORTED,
    Incident.State.REPORTED: Incident.State.CLOSED,
}


@transaction.atomic
def advance(incident: Incident, *, words: str, seen: int, by, on: date, at: datetime) -> Incident:
    """次へ進める — open → contained → reported → closed, each step with words."""
    incident = Incident.objects.select_for_update().get(pk=incident.pk)
    refuse_if(_why_not_advance(incident, words, seen))
    incident.state = NEXT[incident.state]
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


def _why_not_advance(incident, words, seen):
    if seen != incident.version or incident.state not in NEXT:
        return [Reason(_("ほかの人が先に進めました。新しい内容を見てください。"))]
    if not words.strip():
        return [Reason(_("何をしたかを入力してください。"), field="words")]
    return []


def _follow(incident, *, by, on):
    from tsunagari.programmes.exchange.class_exchange.actions import duties

    duties.follow_incident(incident, on=on, by=by)


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
