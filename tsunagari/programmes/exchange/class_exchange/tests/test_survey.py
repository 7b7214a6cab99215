from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.cast import NOW, TODAY, answer_surveys, make_session
from tsunagari.kernel.consents import actions as consents
from tsunagari.programmes.exchange.class_exchange import surveys
from tsunagari.programmes.exchange.class_exchange.rules import survey
from tsunagari.programmes.exchange.schools.models import Pupil

FIRST, LAST = date(2026, 11, 24), date(2027, 2, 9)
# 08:45 in Japan, which is the evening before in UTC.
EARLY = datetime(2026, 11, 23, 23, 45, tzinfo=UTC)


def wave(on, *, first=FIRST, last=None, started=False, over=False):
    return survey.wave_open(first=first, last=last, started=started, over=over, on=on)


@pytest.mark.parametrize(
    ("on", "open_now"),
    [
        (date(2026, 11, 9), None),
        (date(2026, 11, 10), "pre"),
        (date(2026, 11, 24), "pre"),
        (date(2026, 11, 25), None),
    ],
)
def test_the_first_survey_is_open_from_14_days_before_until_the_first_session(on, open_now):
    assert wave(on) == open_now


def test_the_first_lesson_ends_the_first_survey():
    assert wave(FIRST, started=True) is None


@pytest.mark.parametrize(
    ("on", "open_now"),
    [
        (date(2027, 2, 8), None),
        (date(2027, 2, 9), "post"),
        (date(2027, 2, 23), "post"),
        (date(2027, 2, 24), None),
    ],
)
def test_the_second_survey_is_open_for_14_days_from_the_last_session_on(on, open_now):
    assert wave(on, last=LAST, started=True, over=True) == open_now


def test_between_the_sessions_no_survey_is_open():
    assert wave(date(2026, 12, 8), last=date(2026, 12, 1), started=True) is None


def test_a_single_session_has_both_surveys_on_its_day():
    assert wave(FIRST) == "pre"
    assert wave(FIRST, last=FIRST, started=True, over=True) == "post"


def test_every_item_needs_an_answer_from_one_to_five():
    answers = dict.fromkeys((item.code for item in survey.ITEMS), 3)

    assert survey.why_not_answers(answers) == []
    [reason] = survey.why_not_answers({**answers, "can_ask": 6})
    assert (reason.field, reason.words()) == (
        "can_ask",
        "「英語で相手に質問できる。」の答えを選んでください。",
    )


def test_there_are_at_most_twelve_items_with_codes_of_their_own():
    codes = [item.code for item in survey.ITEMS]

    assert len(codes) == len(set(codes)) <= 12
    assert {item.scale for item in survey.ITEMS} == set(survey.SCALES)


@given(st.dictionaries(st.sampled_from([*survey.TOLD_KINDS, "nobody"]), st.integers(-3, 20)))
def test_whom_one_told_is_a_number_from_0_to_15_of_a_known_kind(told):
    wrong = {r.field for r in survey.why_not_told(told)}

    assert wrong == {
        kind for kind, count in told.items() if kind == "nobody" or not 0 <= count <= 15
    }


# — when it is open for a pupil —


@pytest.fixture
def pupil(pairing):
    return Pupil.objects.filter(school_class=pairing.a_class).first()


def test_a_morning_lesson_counts_on_its_own_day_not_on_the_day_before_in_utc(pairing, pupil):
    make_session(pairing, starts_at=EARLY)

    assert surveys.open_for(pupil, on=TODAY) == (pairing.exchange_id, "pre")


def test_without_consent_to_evaluation_no_survey_is_offered(pairing, pupil):
    make_session(pairing, starts_at=EARLY)
    consents.withdraw(
        pupil.person, "evaluation", side="child", channel="page", by=None, on=TODAY, at=NOW
    )

    assert surveys.open_for(pupil, on=TODAY) is None


def test_an_answered_survey_is_not_offered_again(pairing, pupil):
    make_session(pairing, starts_at=EARLY)
    answer_surveys(pairing.exchange, [pupil], [3])

    assert surveys.open_for(pupil, on=TODAY) is None


def test_the_second_waits_for_all_planned_sessions(pairing, pupil):
    for ordinal in range(1, 6):
        day = EARLY - timedelta(days=7 * (6 - ordinal))
        make_session(pairing, ordinal=ordinal, starts_at=day, state="closed")

    assert surveys.open_for(pupil, on=TODAY) is None

    make_session(pairing, ordinal=6, starts_at=EARLY, state="closed")
    assert surveys.open_for(pupil, on=TODAY) == (pairing.exchange_id, "post")


def test_a_proposal_ahead_keeps_the_second_closed(pairing, pupil):
    pairing.sessions = 1
    pairing.save()
    make_session(pairing, starts_at=EARLY, state="closed")
    make_session(pairing, ordinal=2, starts_at=EARLY + timedelta(days=7), state="proposed")

    assert surveys.open_for(pupil, on=TODAY) is None


def test_the_end_of_the_exchange_opens_the_second_though_sessions_were_lost(pairing, pupil):
    last = pairing.exchange.until_day - timedelta(days=3)
    make_session(
        pairing, starts_at=datetime(last.year, last.month, last.day, tzinfo=UTC), state="closed"
    )

    assert surveys.open_for(pupil, on=last) is None
    assert surveys.open_for(pupil, on=pairing.exchange.until_day) == (
        pairing.exchange_id,
        "post",
    )


def test_a_class_without_sessions_has_no_survey(pairing, pupil):
    assert surveys.open_for(pupil, on=TODAY) is None
    assert surveys.of_pupil(pupil, pairing.exchange_id) == pairing.exchange
    assert surveys.of_pupil(pupil, 9999) is None
