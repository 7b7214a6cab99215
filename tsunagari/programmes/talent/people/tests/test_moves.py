"""段階を進める — asked, written, on record, taken back; and over into the next system."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from tests.cast import TODAY
from tsunagari.base.refusals import Refused
from tsunagari.kernel.duties.models import Duty
from tsunagari.kernel.parties import actions as parties
from tsunagari.kernel.records.models import Record
from tsunagari.programmes.talent.people.actions import cases, moves, undoing
from tsunagari.programmes.talent.people.models import Case

pytestmark = pytest.mark.django_db


@pytest.fixture
def maker(federation):
    """流山製作所 — a company."""
    return parties.add_organisation("流山製作所", kinds=["company"])


def opened(sato, maker, state, system="TITP", **known):
    person = parties.add_person(family_latin="NGUYEN", given_latin="Linh", nationality="VNM")
    return cases.open_case(
        person, system, state=state, by=sato, on=TODAY, known=known, company=maker
    )


def test_a_case_goes_one_step_and_stands_on_record(sato, maker):
    case = opened(sato, maker, "stage1_working")

    moved = moves.move(case, "stage1_exam", by=sato, on=TODAY, seen=1)

    assert (moved.state, moved.version) == ("stage1_exam", 2)
    record = Record.objects.get(did="case.moved")
    assert record.facts == {"was": "stage1_working", "state": "stage1_exam"}


def test_what_stands_against_it_is_said_and_nothing_changes(sato, maker):
    case = opened(sato, maker, "stage1_exam")

    with pytest.raises(Refused) as refused:
        moves.move(case, "stage2_plan", by=sato, on=TODAY, seen=1)

    assert [reason.rule for reason in refused.value.reasons] == [
        "exam.stage1",
        "titp_host_plan_application_s2_s3",
    ]
    case.refresh_from_db()
    assert (case.state, case.version) == ("stage1_exam", 1)


def test_an_older_screen_moves_nothing(sato, maker):
    case = opened(sato, maker, "stage1_working")
    moves.move(case, "stage1_exam", by=sato, on=TODAY, seen=1)

    with pytest.raises(Refused) as refused:
        moves.move(case, "difficulty", by=sato, on=TODAY, seen=1)

    assert [reason.rule for reason in refused.value.reasons] == ["version"]


def test_the_last_move_can_be_taken_back_once(sato, maker):
    case = opened(sato, maker, "stage1_working")
    moves.move(case, "stage1_exam", by=sato, on=TODAY, seen=1)
    moves.move(case, "completed", by=sato, on=TODAY, seen=2)

    back = moves.undo_move(case, by=sato, on=TODAY, seen=3)

    assert back.state == "stage1_exam"
    with pytest.raises(Refused):
        moves.undo_move(case, by=sato, on=TODAY, seen=4)


def test_the_page_learns_where_a_case_can_go_and_what_is_missing(sato, maker):
    case = opened(sato, maker, "stage1_exam")

    found = {move.to: len(reasons) for move, reasons in moves.ways_on(case, on=TODAY)}

    assert found == {"stage2_plan": 2, "completed": 0}


def test_a_change_of_system_closes_one_case_and_opens_the_next(sato, maker):
    exams = [{"kind": "stage2", "on": "2026-10-01", "passed": True}]
    case = opened(
        sato,
        maker,
        "stage2_exam",
        country="VN",
        born_on="2000-01-01",
        entry="2023-11-01",
        address_fixed="2023-11-02",
        field="care",
        exams=exams,
    )

    following = moves.change_system(case, "SSW1", by=sato, on=TODAY, seen=1)

    case.refresh_from_db()
    assert case.closed_on == TODAY
    assert (following.system, following.state, following.after) == ("SSW1", "candidate", case)
    assert following.company == maker
    assert following.facts == {
        "country": "VN",
        "born_on": "2000-01-01",
        "field": "care",
        "exams": exams,
        "in_japan": True,
    }
    assert moves.move(following, "eligible", by=sato, on=TODAY, seen=1).state == "eligible"


def test_a_forbidden_change_closes_nothing(sato, maker):
    case = opened(sato, maker, "stage2_exam")

    with pytest.raises(Refused) as refused:
        moves.change_system(case, "ESD", by=sato, on=TODAY, seen=1)

    assert "変更できません" in refused.value.reasons[0].words()
    case.refresh_from_db()
    assert case.closed_on is None


def test_a_step_after_a_change_of_system_cannot_be_taken_back(sato, maker):
    exams = [{"kind": "stage2", "on": "2026-10-01", "passed": True}]
    case = opened(sato, maker, "stage2_exam", exams=exams)
    moves.move(case, "ssw_change", by=sato, on=TODAY, seen=1)
    moves.change_system(case, "SSW1", by=sato, on=TODAY, seen=2)

    with pytest.raises(Refused):
        moves.undo_move(case, by=sato, on=date(2026, 11, 25), seen=2)


def changed(sato, maker):
    """(before, following): a trainee who has just become a specified skilled worker."""
    exams = [{"kind": "stage2", "on": "2026-10-01", "passed": True}]
    case = opened(sato, maker, "stage2_exam", exams=exams, born_on="2000-01-01", field="care")
    following = moves.change_system(case, "SSW1", by=sato, on=TODAY, seen=1)
    return case, following


def soon(minutes=9):
    return timezone.now() + timedelta(minutes=minutes)


def test_a_change_of_system_is_taken_back_within_ten_minutes(sato, maker):
    case, following = changed(sato, maker)
    assert undoing.can_undo_change(following, at=soon())

    back = undoing.undo_change(following, by=sato, on=TODAY, at=soon())

    assert list(Case.objects.values_list("pk", "system", "state", "closed_on")) == [
        (case.pk, "TITP", "stage2_exam", None)
    ]
    gone = Duty.objects.filter(about_kind="people.case").exclude(about_key=str(case.pk))
    assert set(gone.values_list("state", flat=True)) <= {"void"}
    assert Record.objects.get(did="case.change_undone").facts == {"was": "SSW1", "system": "TITP"}
    assert moves.change_system(back, "SSW1", by=sato, on=TODAY, seen=1).after == back


def test_a_change_that_is_old_or_built_upon_stays(sato, maker):
    case, following = changed(sato, maker)
    with pytest.raises(Refused) as refused:
        undoing.undo_change(following, by=sato, on=TODAY, at=soon(11))
    assert [one.rule for one in refused.value.reasons] == ["undo.late"]

    moves.move(following, "eligible", by=sato, on=TODAY, seen=1)
    with pytest.raises(Refused) as refused:
        undoing.undo_change(following, by=sato, on=TODAY, at=soon())
    assert [one.rule for one in refused.value.reasons] == ["undo.changed"]
    with pytest.raises(Refused) as refused:
        undoing.undo_change(case, by=sato, on=TODAY, at=soon())
    assert [one.rule for one in refused.value.reasons] == ["undo.change"]
