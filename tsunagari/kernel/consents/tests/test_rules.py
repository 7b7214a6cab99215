from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tsunagari.kernel.consents import rules
from tsunagari.kernel.consents.rules import Answer

DAY = date(2026, 11, 24)
NOON = datetime(2026, 11, 24, 3, 0, tzinfo=UTC)  # 12:00 in Tokyo
MOMENTS = st.integers(0, 5).map(lambda hours: NOON + timedelta(hours=hours))


def allows(*answers):
    return rules.allows(list(answers), on=DAY)


def test_nothing_is_allowed_without_an_answer():
    assert not allows()


def test_both_sides_have_to_say_yes():
    assert not allows(Answer("guardian", True))
    assert not allows(Answer("child", True))
    assert allows(Answer("child", True), Answer("guardian", True))


@pytest.mark.parametrize("side", ["child", "guardian"])
def test_any_standing_no_wins(side):
    assert not allows(Answer("child", True), Answer("guardian", True), Answer(side, False))


def test_a_guardians_later_yes_does_not_undo_a_childs_no():
    assert not allows(Answer("child", False), Answer("guardian", True), Answer("guardian", True))


def test_a_yes_ends_with_its_last_day():
    last = Answer("child", True, DAY)
    over = Answer("child", True, DAY - timedelta(days=1))
    guardian = Answer("guardian", True)

    assert allows(last, guardian)
    assert not allows(over, guardian)


def test_a_no_has_no_last_day():
    assert not allows(Answer("child", False, DAY - timedelta(days=9)), Answer("guardian", True))


def test_a_newer_answer_replaces_an_older_one():
    assert rules.replaces((NOON + timedelta(seconds=1), True), (NOON, False))


def test_an_older_paper_typed_later_replaces_nothing():
    assert not rules.replaces((NOON - timedelta(days=3), True), (NOON, False))
    assert not rules.replaces((NOON - timedelta(days=3), False), (NOON, True))


def test_of_two_answers_at_one_moment_the_no_stands():
    assert rules.replaces((NOON, False), (NOON, True))
    assert not rules.replaces((NOON, True), (NOON, False))


@given(st.lists(st.tuples(MOMENTS, st.booleans()), min_size=1), st.randoms())
def test_the_same_answer_stands_in_whatever_order_they_were_typed(answers, random):
    shuffled = list(answers)
    random.shuffle(shuffled)

    assert answers[rules.newest(answers)] == shuffled[rules.newest(shuffled)]


@given(st.lists(st.tuples(MOMENTS, st.booleans()), min_size=1))
def test_a_yes_stands_only_when_no_no_is_as_new(answers):
    at, yes = answers[rules.newest(answers)]

    assert at == max(moment for moment, _yes in answers)
    assert yes == all(other for moment, other in answers if moment == at)


def test_nobody_answered_nothing_stands():
    assert rules.newest([]) is None


# — paper —


def moment(yes, signed_on=DAY, now=NOON, zone="Asia/Tokyo"):
    return rules.moment_of_paper(signed_on, yes=yes, zone=zone, now=now)


def test_a_papers_yes_is_older_than_a_withdrawal_of_the_same_morning():
    withdrawn_at = datetime(2026, 11, 24, 0, 30, tzinfo=UTC)  # 9:30 in Tokyo

    assert moment(True) < withdrawn_at


def test_a_papers_no_is_newer_than_a_yes_of_the_same_morning():
    said_yes_at = datetime(2026, 11, 24, 0, 30, tzinfo=UTC)

    assert moment(False) > said_yes_at


def test_a_paper_is_never_given_in_the_future():
    assert moment(False) == NOON


def test_the_day_of_a_paper_is_the_schools_own_day():
    assert moment(True, zone="Asia/Manila") - moment(True) == timedelta(hours=1)


@given(yes_on=st.dates(DAY - timedelta(days=5), DAY), no_on=st.dates(DAY - timedelta(days=5), DAY))
def test_of_two_papers_of_one_day_the_no_stands(yes_on, no_on):
    answers = [(moment(True, yes_on), True), (moment(False, no_on), False)]

    assert answers[rules.newest(answers)][1] == (yes_on > no_on)


def why_not(signed_on, year_ends_on=date(2027, 3, 31)):
    return [
        reason.words()
        for reason in rules.why_not_paper(signed_on, today=DAY, year_ends_on=year_ends_on)
    ]


def test_a_paper_of_this_school_year_is_taken():
    assert why_not(date(2026, 4, 1)) == why_not(DAY) == []


def test_a_paper_of_tomorrow_is_not_taken():
    assert why_not(DAY + timedelta(days=1)) == [
        "署名の日が、今日より後になっています。紙の日付を確かめてください。"
    ]


def test_a_paper_of_last_school_year_is_not_taken():
    assert why_not(date(2026, 3, 31)) == [
        "この署名は前の年度のものです。今年度の同意書をもらってください。"
    ]


def test_after_the_school_year_the_school_first_says_when_the_new_one_ends():
    assert why_not(DAY, date(2026, 3, 31)) == [
        "年度の終わりの日（2026-03-31）が過ぎています。先に学校の設定を直してください。"
    ]


def test_a_school_year_may_end_on_29_february():
    assert why_not(date(2026, 4, 1), date(2028, 2, 29)) != []
