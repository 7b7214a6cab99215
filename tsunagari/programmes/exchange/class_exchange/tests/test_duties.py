"""What an exchange asks of whom, by when — and that asking twice changes nothing."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.cast import NOW, TODAY
from tsunagari.kernel.duties.models import Duty
from tsunagari.programmes.exchange.class_exchange.actions import duties, groups, sessions
from tsunagari.programmes.exchange.class_exchange.rules import due

A, B, DESK = 1, 2, 9
FACTS = due.ExchangeFacts(
    federation=DESK,
    a=A,
    b=B,
    agreement=None,
    approvals={},
    suggested_closed={},
    without_consent={},
    first_session=None,
    sessions=(),
    days_to_answer=5,
    days_before_renewal=60,
)
SESSION = due.SessionFacts(
    key=4,
    ordinal=1,
    state="proposed",
    on=date(2026, 12, 10),
    version=2,
    proposed_on=date(2026, 11, 24),
    proposed_by=A,
    a=A,
    b=B,
    seated=False,
)


def wanted(**changes):
    return {one.rule.removeprefix("1-1."): one for one in due.wanted(replace(FACTS, **changes))}


def of_session(**changes):
    return wanted(sessions=(replace(SESSION, **changes),))


def test_the_other_school_answers_a_proposal_within_five_days():
    answer = of_session()["answer_proposal"]

    assert (answer.doer, answer.due) == (B, date(2026, 11, 29))


def test_an_answer_is_due_the_day_before_a_near_session_at_the_latest():
    assert of_session(on=date(2026, 11, 26))["answer_proposal"].due == date(2026, 11, 25)


def test_a_fixed_session_asks_for_a_line_test_groups_and_an_end():
    found = of_session(state="accepted")

    assert {name: (one.doer, one.due) for name, one in found.items()} == {
        "test_line": (DESK, date(2026, 12, 9)),
        "make_groups": (A, date(2026, 12, 8)),
        "close_session": (A, date(2026, 12, 11)),
    }
    assert "make_groups" not in of_session(state="accepted", seated=True)


def test_reflections_that_wait_are_read_by_their_own_school():
    found = of_session(state="closed", waiting_reflections={B: 3, A: 0})["read_reflections"]

    assert (found.doer, found.due, found.facts["count"]) == (B, date(2026, 12, 17), 3)


def test_memorandum_and_approvals_are_renewed_in_time():
    found = wanted(
        agreement=(date(2027, 1, 31), date(2027, 3, 31)), approvals={A: date(2027, 3, 31), B: None}
    )

    assert found["renew_agreement"].due == date(2027, 1, 31)
    assert found["renew_agreement"].opens_on == date(2026, 12, 2)
    assert (found["renew_approval"].holder, found["renew_approval"].doer) == (A, DESK)


def test_consents_and_holidays_wait_only_when_a_session_is_ahead():
    counts = {"without_consent": {A: 5}, "suggested_closed": {B: 2}}

    assert wanted(**counts) == {}
    found = wanted(**counts, first_session=date(2026, 12, 10))
    assert found["collect_consents"].due == date(2026, 12, 9)
    assert found["confirm_holidays"].due == date(2026, 12, 3)


@pytest.mark.parametrize(
    ("rule", "asked", "now", "done"),
    [
        ("answer_proposal", {"session": 4, "school": B}, {"state": "accepted"}, True),
        ("answer_proposal", {"session": 4, "school": B}, {"proposed_by": B}, True),
        ("answer_proposal", {"session": 4, "school": B}, {"version": 3}, False),
        ("answer_proposal", {"session": 5, "school": B}, {}, False),
        ("make_groups", {"session": 4}, {"state": "accepted", "seated": True}, True),
        ("make_groups", {"session": 4}, {"state": "open"}, False),
        ("close_session", {"session": 4}, {"state": "closed"}, True),
        ("close_session", {"session": 5}, {"state": "closed"}, False),
        ("test_line", {"session": 4}, {"state": "open"}, False),
    ],
)
def test_what_is_asked_no_more_is_done_or_has_become_needless(rule, asked, now, done):
    facts = replace(FACTS, sessions=(replace(SESSION, **now),))

    assert due.fulfilled(f"1-1.{rule}", asked, facts) is done


def test_papers_are_renewed_by_a_later_one_and_not_by_an_end():
    old, new = date(2027, 3, 31), date(2028, 3, 31)
    asked = {"until": old.isoformat(), "school": A}
    renewed = replace(FACTS, agreement=(new, new), approvals={A: new, B: None})

    for rule in ("1-1.renew_agreement", "1-1.renew_approval"):
        assert due.fulfilled(rule, asked, renewed)
        assert not due.fulfilled(rule, asked, FACTS)


def test_a_report_is_contained_the_same_day_and_reaches_the_desk_the_next():
    opened = due.incident_wanted(key=1, school=A, federation=DESK, opened_on=TODAY, reached={})
    closed = due.incident_wanted(
        key=1, school=A, federation=DESK, opened_on=TODAY, reached={"reported": TODAY}
    )

    assert [(one.doer, one.due, one.met) for one in opened] == [
        (A, TODAY, None),
        (DESK, TODAY + timedelta(days=1), None),
    ]
    assert [one.met for one in closed] == [TODAY, TODAY]


def rows(state="open"):
    return {
        duty.rule.removeprefix("1-1."): duty
        for duty in Duty.objects.filter(
            state__in=(state, "waiting") if state == "open" else (state,)
        )
    }


@pytest.mark.django_db
def test_duties_follow_a_proposal_to_its_groups(proposal, yamada, maria):
    assert rows()["answer_proposal"].doer_id == maria.own_body.pk

    session = sessions.accept(proposal, seen=1, by=maria, on=TODAY, at=NOW)
    assert rows("done").keys() == {"answer_proposal"}
    assert {"test_line", "make_groups", "close_session"} <= rows().keys()

    groups.plan(session.pairing, by=yamada, on=TODAY, at=NOW)
    assert rows("done").keys() == {"answer_proposal", "make_groups"}
    assert rows("void") == {}


@pytest.mark.django_db
def test_following_twice_changes_nothing(accepted):
    exchange = accepted.pairing.exchange
    duties.follow(exchange, on=TODAY)
    before = list(Duty.objects.order_by("pk").values())

    duties.follow(exchange, on=TODAY)
    duties.follow_all(on=TODAY)

    assert list(Duty.objects.order_by("pk").values()) == before


@pytest.mark.django_db
def test_a_moved_session_moves_what_is_due(accepted, yamada):
    before = rows()["test_line"].safe_due

    sessions.move_to_reserve(accepted, said="台風", by=yamada, on=TODAY, at=NOW)

    assert rows()["test_line"].safe_due > before
