"""授業と成績 — who was in a lesson, and what tests were passed."""

from datetime import date, datetime, timedelta

from django.db import transaction

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, refuse_if
from tsunagari.kernel.meetings.models import Meeting, Presence
from tsunagari.kernel.parties.models import Organisation
from tsunagari.kernel.records import actions as records
from tsunagari.programmes.talent.orders import queries
from tsunagari.programmes.talent.orders.actions.candidates import concerned
from tsunagari.programmes.talent.orders.models import Candidate, Lesson, Result
from tsunagari.programmes.talent.orders.rules import candidates as rules

MEASURE = "2-1"


@transaction.atomic
def hold(
    school: Organisation,
    *,
    topic: str,
    starts_at: datetime,
    minutes: int,
    absent: set[int],
    by,
    on: date,
    at: datetime,
) -> Lesson:
    """授業の出席をつける — everybody who learns here was there, except the absent ones."""
    words = _("授業がまだはじまっていません。はじまってから出席をつけてください。")
    refuse_if([Reason(words, rule="early", field="day")] if starts_at > at else [])
    learners = list(queries.learners_of(school).order_by("pk"))
    none = _("この学校に割り当てた候補者がいません。送出機関に割り当ててもらってください。")
    refuse_if([] if learners else [Reason(none, rule="nobody")])
    ends_at = starts_at + timedelta(minutes=minutes)
    here = {one.pk for one in learners} - absent
    refuse_twice(here, starts_at, ends_at)
    lesson = begin(school, topic, starts_at, ends_at)
    note_there(lesson.meeting, learners, absent, minutes, at)
    say_noted(lesson, learners, len(here), len(learners) - len(here), by=by, on=on)
    return lesson


def begin(school: Organisation, topic: str, starts_at: datetime, ends_at: datetime) -> Lesson:
    """A lesson that was held; who was there follows."""
    meeting = Meeting.objects.create(
        measure=MEASURE,
        kind="lesson",
        host=school.party,
        starts_at=starts_at,
        ends_at=ends_at,
        zone=school.party.zone,
        state=Meeting.State.CLOSED,
    )
    return Lesson.objects.create(school=school, meeting=meeting, topic=topic)


def refuse_twice(here: set[int], starts_at: datetime, ends_at: datetime, but=None) -> None:
    """Nobody sits in two lessons at once: it is the same lesson once more, or a wrong time."""
    there = queries.taught_elsewhere(here, starts_at, ends_at, but)
    first = there.select_related("meeting__lesson").order_by("pk").first()
    if first:
        words = _(
            "同じ時間の授業「%(topic)s」に、もう%(count)s人の出席がついています。"
            "時刻を直すか、「これまでの授業」からその授業を直してください。"
        )
        facts = {"topic": first.meeting.lesson.topic, "count": there.count()}
        refuse_if([Reason(words, facts, rule="twice", field="time")])


@transaction.atomic
def annul_lesson(lesson: Lesson, *, by, on: date) -> Lesson:
    """授業を取り消す — it was entered wrongly: nobody's hours count it any more."""
    words = _("この授業は、もう取り消してあります。")
    return _turn(lesson, Meeting.State.CLOSED, Meeting.State.CANCELLED, words, by=by, on=on)


@transaction.atomic
def restore_lesson(lesson: Lesson, *, by, on: date) -> Lesson:
    """授業の取り消しを元に戻す — with everybody as noted, unless they were elsewhere at that time."""
    lesson = Lesson.objects.select_related("meeting").get(pk=lesson.pk)
    meeting = lesson.meeting
    there = meeting.presences.filter(state=Presence.State.PRESENT)
    here = set(there.values_list("party_id", flat=True))
    refuse_twice(here, meeting.starts_at, meeting.ends_at, meeting.pk)
    words = _("この授業は、取り消してありません。")
    return _turn(lesson, Meeting.State.CANCELLED, Meeting.State.CLOSED, words, by=by, on=on)


def _turn(lesson: Lesson, before: str, after: str, words: str, *, by, on: date) -> Lesson:
    meeting = Meeting.objects.select_for_update().get(pk=lesson.meeting_id)
    refuse_if([] if meeting.state == before else [Reason(words, rule="state")])
    meeting.state = after
    meeting.save(update_fields=["state"])
    people = list(meeting.presences.values_list("party_id", flat=True))
    did = "lesson.annulled" if after == Meeting.State.CANCELLED else "lesson.restored"
    records.add(by=by, did=did, about=lesson, concerns=[lesson.school_id, *people], on=on)
    return lesson


@transaction.atomic
def correct(
    lesson: Lesson, *, absent: set[int], among: set[int], by, on: date, at: datetime
) -> Lesson:
    """出席を直す — the people of that day stay; of those who were looked at, who was absent changes."""
    lesson = Lesson.objects.select_for_update().select_related("meeting").get(pk=lesson.pk)
    meeting = Meeting.objects.select_for_update().get(pk=lesson.meeting_id)
    before = dict(meeting.presences.values_list("party_id", "state"))
    keys = among & set(before)
    changed = [key for key in keys if (key in absent) != (before[key] == Presence.State.ABSENT)]
    learners = list(Candidate.objects.filter(pk__in=changed).order_by("pk"))
    back = {key for key in changed if key not in absent}
    refuse_twice(back, meeting.starts_at, meeting.ends_at, meeting.pk)
    minutes = int((meeting.ends_at - meeting.starts_at).total_seconds()) // 60
    if learners:
        note_there(meeting, learners, absent, minutes, at)
        away = meeting.presences.filter(state=Presence.State.ABSENT).count()
        say_noted(lesson, learners, len(before) - away, away, by=by, on=on)
    return lesson


def note_there(meeting: Meeting, learners, absent: set[int], minutes: int, at: datetime) -> None:
    states = Presence.State
    Presence.objects.bulk_create(
        [
            Presence(
                meeting=meeting,
                party_id=one.pk,
                state=states.ABSENT if one.pk in absent else states.PRESENT,
                minutes=0 if one.pk in absent else minutes,
                source="trainer",
                pressed_at=at,
            )
            for one in learners
        ],
        update_conflicts=True,
        unique_fields=["meeting", "party"],
        update_fields=["state", "minutes", "pressed_at", "source"],
    )


def say_noted(lesson: Lesson, learners, present: int, absent: int, *, by, on: date) -> None:
    records.add(
        by=by,
        did="lesson.noted",
        about=lesson,
        concerns=[lesson.school_id, *(one.pk for one in learners)],
        on=on,
        present=present,
        absent=absent,
    )


@transaction.atomic
def note(
    candidate: Candidate,
    *,
    body: Organisation,
    kind: str,
    level: str,
    passed: bool,
    taken_on: date,
    by,
    on: date,
    points: int | None = None,
) -> Result:
    """試験の結果を入れる — a test, a level, a day: once."""
    refuse_if(rules.why_not_note(kind=kind, level=level, taken_on=taken_on, on=on))
    candidate = Candidate.objects.select_for_update().get(pk=candidate.pk)
    same = candidate.results.filter(kind=kind, level=level, taken_on=taken_on, annulled_on=None)
    words = _("この試験の結果は、もう入っています。ちがうときは、先に取り消してください。")
    refuse_if([Reason(words, rule="twice", field="taken_on")] if same.exists() else [])
    result = Result.objects.create(
        candidate=candidate,
        kind=kind,
        level=level,
        passed=passed,
        points=points,
        taken_on=taken_on,
        body=body,
    )
    _record_result("result.noted", result, by=by, on=on)
    return result


@transaction.atomic
def note_many(
    school: Organisation,
    passed: dict[int, bool],
    *,
    kind: str,
    level: str,
    taken_on: date,
    by,
    on: date,
    points: dict[int, int | None] | None = None,
) -> list[Result]:
    """試験の結果をまとめて入れる — one test of a class, {learner: passed}; all of them or none."""
    refuse_if(rules.why_not_note(kind=kind, level=level, taken_on=taken_on, on=on))
    rows = queries.learners_of(school).filter(pk__in=passed).order_by("pk")
    learners = list(rows.select_for_update(of=("self",)))
    twice = len(queries.noted_in(learners, kind=kind, level=level, taken_on=taken_on))
    refuse_if(rules.why_not_many(count=len(learners), twice=twice))
    made = Result.objects.bulk_create(
        [
            Result(
                candidate=one,
                kind=kind,
                level=level,
                passed=passed[one.pk],
                points=(points or {}).get(one.pk),
                taken_on=taken_on,
                body=school,
            )
            for one in learners
        ]
    )
    for result in made:
        _record_result("result.noted", result, by=by, on=on)
    return made


@transaction.atomic
def annul_many(results: list[Result], *, by, on: date) -> None:
    """まとめて入れた結果を取り消す — those that still stand."""
    for result in results:
        if not result.annulled_on:
            annul(result, by=by, on=on)


@transaction.atomic
def annul(result: Result, *, by, on: date) -> Result:
    """結果を取り消す — it was typed wrongly; the record of it stays."""
    result = Result.objects.select_for_update().select_related("candidate").get(pk=result.pk)
    words = _("この結果は、もう取り消してあります。")
    refuse_if([Reason(words, rule="annulled")] if result.annulled_on else [])
    result.annulled_on = on
    result.save(update_fields=["annulled_on"])
    _record_result("result.annulled", result, by=by, on=on)
    return result


def _record_result(did: str, result: Result, *, by, on: date) -> None:
    concerns = concerned(result.candidate)
    records.add(by=by, did=did, about=result, concerns=concerns, on=on, kind=result.kind)
