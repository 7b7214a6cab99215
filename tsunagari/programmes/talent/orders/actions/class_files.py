"""学校のファイル — lessons and results of a file written, and taken back as a whole."""

from collections import defaultdict
from datetime import date, datetime

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason
from tsunagari.kernel.meetings.models import Meeting, Presence
from tsunagari.kernel.parties.models import Organisation
from tsunagari.programmes.talent.orders import queries
from tsunagari.programmes.talent.orders.actions import training
from tsunagari.programmes.talent.orders.models import Candidate, Lesson, Result
from tsunagari.programmes.talent.orders.rules import class_sheets as sheets
from tsunagari.programmes.talent.orders.rules.cells import Checked

PRESENT, ABSENT = Presence.State.PRESENT, Presence.State.ABSENT


def learners(school: Organisation) -> list[sheets.Learner]:
    """Everybody who learns at a school, as the rules of a file ask."""
    rows = queries.learners_of(school).order_by("pk")
    return [sheets.Learner(o.pk, o.number, o.born_on, o.spelt, o.sound) for o in rows]


def sat(school: Organisation) -> list[sheets.Sat]:
    """Who of them sat in which lesson that stands, also at another school."""
    people = queries.learners_of(school).values("pk")
    rows = queries.taught().filter(party__in=people).select_related("meeting__lesson")
    return [
        sheets.Sat(
            row.party_id,
            row.meeting_id,
            row.meeting.lesson.topic,
            row.meeting.starts_at,
            row.meeting.ends_at,
            row.state == PRESENT,
        )
        for row in rows.order_by("pk")
    ]


def noted(school: Organisation) -> dict[tuple[int, sheets.Test], sheets.Noted]:
    """The results of its learners that stand, whoever noted them."""
    rows = Result.objects.filter(candidate__in=queries.learners_of(school), annulled_on=None)
    return {
        (one.candidate_id, sheets.Test(one.kind, one.level, one.taken_on)): sheets.Noted(
            one.passed, one.points
        )
        for one in rows
    }


def write_lessons(
    school: Organisation, preview: Checked, *, by, on: date, at: datetime, say
) -> dict:
    """Lessons that are new, and who was there; answers what to take back, before and after."""
    groups = defaultdict(list)
    for row in preview.rows:
        if row.state != "same":
            groups[sheets.lesson_of(row)].append(row)
    made, was, done = [], [], 0
    for (starts_at, _topic), rows in sorted(groups.items()):
        lesson, new = _lesson(school, rows[0], starts_at)
        made += [lesson.pk] if new else []
        was += _there(lesson, rows, by=by, on=on, at=at)
        done += len(rows)
        say(done)
    return {"lessons": made, "was": was}


def _lesson(school: Organisation, row: sheets.Row, starts_at: datetime) -> tuple[Lesson, bool]:
    """The school's lesson of that hour and topic, or a new one."""
    rows = queries.lessons_of(school).filter(meeting__starts_at=starts_at)
    for one in rows:
        if sheets.topic_of(one.topic) == sheets.topic_of(row.facts["topic"]):
            return one, False
    topic, ends_at = row.facts["topic"], sheets.ends_of(row)
    return training.begin(school, topic, starts_at, ends_at), True


def _there(lesson: Lesson, rows: list[sheets.Row], *, by, on: date, at: datetime) -> list[list]:
    """Write who was there; [meeting, person, state before or "", state after]."""
    meeting = Meeting.objects.select_for_update().get(pk=lesson.meeting_id)
    absent = {row.key for row in rows if not row.facts["here"]}
    here = {row.key for row in rows} - absent
    training.refuse_twice(here, meeting.starts_at, meeting.ends_at, meeting.pk)
    before = dict(meeting.presences.values_list("party_id", "state"))
    people = list(Candidate.objects.filter(pk__in=here | absent).order_by("pk"))
    training.note_there(meeting, people, absent, rows[0].facts["minutes"], at)
    away = meeting.presences.filter(state=ABSENT).count()
    all_of_them = meeting.presences.count()
    training.say_noted(lesson, people, all_of_them - away, away, by=by, on=on)
    return [
        [meeting.pk, key, before.get(key, ""), ABSENT if key in absent else PRESENT]
        for key in sorted(here | absent)
    ]


def why_not_take_back_lessons(undo: dict) -> list[Reason]:
    """An attendance that somebody has changed since stays."""
    keys = {row[0] for row in undo["was"]}
    now = {
        (meeting, party): state
        for meeting, party, state in Presence.objects.filter(meeting__in=keys).values_list(
            "meeting", "party", "state"
        )
    }
    if any(now.get((meeting, key)) != after for meeting, key, _before, after in undo["was"]):
        words = _("このファイルの出席を、あとからだれかが直しています。授業ごとに直してください。")
        return [Reason(words, rule="changed")]
    return []


def take_back_lessons(undo: dict, *, by, on: date, at: datetime) -> None:
    """Lessons that were made count no more; in the others everybody is as before."""
    made = list(Lesson.objects.filter(pk__in=undo["lessons"]).select_related("meeting"))
    for lesson in made:
        if lesson.meeting.state == Meeting.State.CLOSED:
            training.annul_lesson(lesson, by=by, on=on)
    own = {lesson.meeting_id for lesson in made}
    others: dict[int, list] = defaultdict(list)
    for meeting, key, before, _after in undo["was"]:
        if meeting not in own:
            others[meeting].append((key, before))
    for meeting, rows in others.items():
        _as_before(Lesson.objects.get(meeting=meeting), dict(rows), by=by, on=on, at=at)


def _as_before(lesson: Lesson, before: dict[int, str], *, by, on: date, at: datetime) -> None:
    away = {key for key, state in before.items() if state == ABSENT}
    kept = {key for key, state in before.items() if state}
    lesson.meeting.presences.filter(party__in=before.keys() - kept).delete()
    training.correct(lesson, absent=away, among=kept, by=by, on=on, at=at)


def write_results(school: Organisation, preview: Checked, *, by, on: date, say) -> dict:
    """Results that are new, test by test; answers which they are."""
    groups = defaultdict(list)
    for row in preview.rows:
        if row.state == "new":
            groups[row.facts["test"]].append(row)
    made: list[int] = []
    for test, rows in sorted(groups.items()):
        found = training.note_many(
            school,
            {row.key: row.facts["passed"] for row in rows},
            kind=test.kind,
            level=test.level,
            taken_on=test.taken_on,
            points={row.key: row.facts["points"] for row in rows},
            by=by,
            on=on,
        )
        made += [one.pk for one in found]
        say(len(made))
    return {"results": made}


def take_back_results(undo: dict, *, by, on: date) -> None:
    """They count no more; the record of them stays."""
    found = Result.objects.filter(pk__in=undo["results"]).select_related("candidate")
    training.annul_many(list(found), by=by, on=on)


def without(undo: dict, key: int) -> dict:
    """How to take a file back, without one person who is forgotten."""
    if "was" not in undo:
        return undo
    return undo | {"was": [row for row in undo["was"] if row[1] != key]}
