from datetime import timedelta

import pytest

from tests.cast import NOW, TODAY, make_session
from tsunagari.base.refusals import Refused
from tsunagari.kernel.consents import actions as consents
from tsunagari.kernel.notices.models import Notice
from tsunagari.kernel.records.models import Record
from tsunagari.programmes.exchange.class_exchange import pupils, queries
from tsunagari.programmes.exchange.class_exchange.actions import consents as answers
from tsunagari.programmes.exchange.class_exchange.actions import groups
from tsunagari.programmes.exchange.class_exchange.actions import pupils as actions
from tsunagari.programmes.exchange.class_exchange.models import (
    Draft,
    Incident,
    Reflection,
    SurveyAnswer,
)
from tsunagari.programmes.exchange.class_exchange.rules import survey, writing
from tsunagari.programmes.exchange.schools.models import Pupil

WHO = {"by": None, "on": TODAY, "at": NOW}
ANSWERS = dict.fromkeys((item.code for item in survey.ITEMS), 3)


@pytest.fixture
def lesson(pairing, yamada):
    session = make_session(pairing, starts_at=NOW - timedelta(minutes=30))
    groups.plan(pairing, by=yamada, on=TODAY, at=NOW)
    return session


@pytest.fixture
def hana(pairing):
    return Pupil.objects.filter(school_class=pairing.a_class).first()


@pytest.fixture
def jose(pairing):
    return Pupil.objects.filter(school_class=pairing.b_class).first()


def reflect(session, pupil, text="たのしかった", **who):
    return actions.reflect(session, pupil, text, language="ja", **(WHO | who))


def approve(written, viewer, seen=None):
    return actions.answer_reflection(
        written, approve=True, seen=seen or written.version, by=viewer, on=TODAY, at=NOW
    )


def withdraw(pupil, purpose="take_part"):
    consents.withdraw(
        pupil.person, purpose, side="child", channel="page", by=None, on=TODAY, at=NOW
    )


def sentences(refused) -> list[str]:
    return [reason.words() for reason in refused.value.reasons]


# — reflections —


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"takes_part": False}, "参加の同意がないので、書けません。"),
        ({"seated": False}, "この授業には出ていないので、書けません。"),
        ({"state": "accepted", "starts_at": NOW + timedelta(minutes=1)}, "授業が始まってから"),
        ({"state": "cancelled"}, "授業が始まってから書けます。"),
        ({"approved": True}, "先生が公開したので、もう書き直せません。"),
    ],
)
def test_why_a_pupil_cannot_write_now(facts, sentence):
    usual = {"state": "open", "starts_at": NOW, "now": NOW, "takes_part": True, "seated": True}

    assert writing.why_not_write(**usual, approved=False) == []
    [reason] = writing.why_not_write(**({"approved": False} | usual | facts))
    assert reason.words().startswith(sentence)


def test_a_lesson_that_nobody_opened_can_still_be_written_about(lesson, hana):
    assert lesson.state == "accepted"
    assert reflect(lesson, hana).state == "waiting"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("  ", "ふりかえりを書いてください。"),
        ("あ" * 1001, "1000文字までにしてください（いまは1001文字）。"),
    ],
)
def test_an_empty_or_endless_text_is_not_sent(lesson, hana, text, sentence):
    with pytest.raises(Refused) as refused:
        reflect(lesson, hana, text)

    assert sentences(refused) == [sentence]
    assert not Reflection.objects.exists()


def test_rewriting_is_a_new_version_that_waits_again(lesson, hana, yamada):
    first = reflect(lesson, hana)
    actions.answer_reflection(
        first, approve=False, seen=1, said="もう少し", by=yamada, on=TODAY, at=NOW
    )

    again = reflect(lesson, hana, "ゲームの話をした")

    assert (again.version, again.state, again.said) == (2, "waiting", "")
    with pytest.raises(Refused):
        approve(again, yamada, seen=1)


def test_approving_the_same_twice_is_one_record(lesson, hana, yamada):
    written = reflect(lesson, hana)

    approve(written, yamada)
    approve(written, yamada)

    assert Record.objects.filter(did="reflection.approved").count() == 1


def test_no_record_tells_what_a_pupil_wrote(lesson, hana, yamada):
    approve(reflect(lesson, hana, "ひみつのことば"), yamada)

    assert "ひみつ" not in str(list(Record.objects.values_list("facts", flat=True)))


def test_a_draft_is_cut_at_the_longest_text_and_never_refused_for_length(lesson, hana):
    actions.save_draft(lesson, hana, "あ" * 2000, on=TODAY, at=NOW)

    assert len(Draft.objects.get().text) == 1000


def test_a_draft_is_no_record(lesson, hana):
    before = Record.objects.count()

    actions.save_draft(lesson, hana, "とちゅう", on=TODAY, at=NOW)

    assert Record.objects.count() == before


def test_the_partner_reads_only_approved_words_of_those_who_agree(lesson, hana, yamada, maria):
    written = reflect(lesson, hana)
    assert list(queries.reflections_for(lesson, maria)) == []

    approve(written, yamada)
    assert list(queries.reflections_for(lesson, maria)) == [written]

    withdraw(hana, "seen_by_partner")
    assert list(queries.reflections_for(lesson, maria)) == []
    assert list(queries.reflections_for(lesson, yamada)) == [written]


def test_what_is_still_to_write_leaves_out_absences_and_what_was_sent(lesson, hana, jose):
    assert [session for session, _written in pupils.to_write(hana, now=NOW)] == [lesson]

    reflect(lesson, hana)
    lesson.seats.filter(pupil=jose).update(absent=True)

    assert pupils.to_write(hana, now=NOW) == pupils.to_write(jose, now=NOW) == []


# — surveys —


def test_answers_are_taken_once_more_as_a_correction(pairing, hana):
    for value in (3, 4):
        actions.answer_survey(
            pairing.exchange, hana, "pre", dict.fromkeys(ANSWERS, value), {}, **WHO
        )

    assert SurveyAnswer.objects.get().answers["can_ask"] == 4


def test_without_consent_to_evaluation_no_answers_are_taken(pairing, hana):
    withdraw(hana, "evaluation")

    with pytest.raises(Refused) as refused:
        actions.answer_survey(pairing.exchange, hana, "pre", ANSWERS, {}, **WHO)

    assert "調査の答えを使う同意がない" in sentences(refused)[0]
    assert not SurveyAnswer.objects.exists()


def test_no_record_tells_what_a_pupil_answered(pairing, hana):
    actions.answer_survey(pairing.exchange, hana, "pre", ANSWERS, {}, **WHO)

    assert Record.objects.get(did="survey.answered").facts == {"wave": "pre"}


# — cameras and screens —


def test_a_group_has_its_own_cameras(lesson, hana):
    seat = pupils.seat_of(lesson, hana)
    withdraw(hana, "on_camera")

    own = pupils.cameras(lesson, on=TODAY, group=seat.group)
    other = pupils.cameras(lesson, on=TODAY, group=3 - seat.group)

    assert own.off == {hana.pk}
    assert other.off == frozenset()


def test_nobody_is_recorded_in_a_session_without_groups(pairing):
    session = make_session(pairing)

    assert not pupils.cameras(session, on=TODAY).may_record


def test_whoever_is_absent_has_no_tile(lesson, hana):
    lesson.seats.filter(pupil=hana).update(absent=True)

    assert hana.pk not in pupils.cameras(lesson, on=TODAY).tiles


@pytest.mark.parametrize("purpose", ["take_part", "seen_by_partner", "on_camera", "recorded"])
def test_a_screen_is_told_of_every_consent_that_it_shows(lesson, hana, purpose):
    before = pupils.screen_mark(lesson, on=TODAY)

    withdraw(hana, purpose)

    assert pupils.screen_mark(lesson, on=TODAY) != before


def test_a_screen_is_not_disturbed_by_what_it_does_not_show(lesson, hana):
    before = pupils.screen_mark(lesson, on=TODAY)

    withdraw(hana, "photo_public")

    assert pupils.screen_mark(lesson, on=TODAY) == before


def test_a_screen_is_told_of_the_plan(lesson, pairing, yamada):
    before = pupils.screen_mark(lesson, on=TODAY)

    groups.plan(pairing, by=yamada, on=TODAY, at=NOW)
    lesson.refresh_from_db()

    assert pupils.screen_mark(lesson, on=TODAY) != before


def test_asking_a_screen_costs_two_queries(lesson, django_assert_num_queries):
    with django_assert_num_queries(2):
        pupils.screen_mark(lesson, on=TODAY)


# — reports —


@pytest.mark.parametrize(
    ("minutes", "found"),
    [(-9, True), (-11, False), (30, True), (60 * 24 * 6, True), (60 * 24 * 8, False)],
)
def test_a_report_belongs_to_the_lesson_of_now_or_of_the_last_days(pairing, hana, minutes, found):
    session = make_session(pairing, starts_at=NOW - timedelta(minutes=minutes))

    assert (pupils.near_session(hana, now=NOW) == session) == found


def test_a_report_about_a_grown_up_waits_at_the_desk_alone(
    hana, yamada_login, staff_login, federation
):
    from tsunagari.kernel.duties.models import Duty

    actions.report(hana.school_class.school, kind="adult", words="", frozen={}, **WHO)

    assert [notice.to for notice in Notice.objects.all()] == [staff_login.person.party]
    assert {duty.doer_id for duty in Duty.objects.filter(rule__contains="incident")} == {
        federation.party_id
    }
    assert Incident.objects.get().kind in Incident.ABOUT_ADULTS


def test_a_report_is_told_once_to_each(hana, yamada_login, staff_login):
    actions.report(hana.school_class.school, kind="mean", words="", frozen={}, **WHO)

    told = list(Notice.objects.values_list("to", flat=True))
    assert sorted(told) == sorted([yamada_login.person_id, staff_login.person_id])


def test_a_morning_report_reaches_a_teacher_who_begins_today(hana, midori):
    from datetime import UTC, datetime

    from tests.cast import make_teacher

    new = make_teacher(midori, "new@example.jp", family="新", given="任")
    early = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)  # 8:30 on the 24th in Japan

    actions.report(
        hana.school_class.school,
        kind="sick",
        words="",
        frozen={},
        by=None,
        on=TODAY,
        at=early,
    )

    assert Notice.objects.filter(to=new.person.party).exists()


# — consents —


def test_the_duty_to_collect_consents_follows_each_answer(pairing, hana, yamada):
    from tests.cast import make_pupils
    from tsunagari.kernel.duties.models import Duty
    from tsunagari.programmes.exchange.class_exchange.actions import duties

    [new] = make_pupils(pairing.a_class, 1, "sugi", start=40, consents=False)
    make_session(pairing, starts_at=NOW + timedelta(days=5))
    duties.follow(pairing.exchange, on=TODAY)
    duty = Duty.objects.get(rule="1-1.collect_consents")
    assert (duty.facts["count"], duty.state) == (1, "open")

    for side in ("guardian", "child"):
        answers.answer(
            new, {"take_part": True}, side=side, channel="link", by=None, on=TODAY, at=NOW
        )

    duty.refresh_from_db()
    assert duty.state != "open"
