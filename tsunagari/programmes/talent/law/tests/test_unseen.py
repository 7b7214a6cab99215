"""務め：見本のない場合 — leaving, dying, changing the company, older workers: what is owed and what is not."""

from dataclasses import replace
from datetime import date

import pytest

from tsunagari.base.calculators import ask
from tsunagari.programmes.talent.law.calculators.card_number import CALCULATOR as CARD_NUMBER
from tsunagari.programmes.talent.law.calculators.duties import CALCULATOR as DUTIES
from tsunagari.programmes.talent.law.calculators.special_period import CALCULATOR as SPECIAL
from tsunagari.programmes.talent.law.rules import contradictions, engine
from tsunagari.programmes.talent.law.rules.facts import (
    Act,
    Body,
    Card,
    Case,
    Event,
    Host,
    Office,
    Placement,
    Plan,
    Stay,
)

AS_OF, UNTIL = date(2028, 1, 10), date(2036, 12, 31)
STAGES = (
    Plan(id="p1", stage=1, starts=date(2026, 6, 1), ends=date(2027, 5, 31)),
    Plan(id="p2", stage=2, starts=date(2027, 6, 1), ends=date(2029, 5, 31)),
)


def asked(case):
    found = engine.duties(case, AS_OF, UNTIL)
    return {(duty.rule.id, duty.occurrence): duty for duty in found}


def rules(case):
    return {rule for rule, _of in asked(case)}


def trainee(**more):
    return Case(
        system="TITP",
        entry=date(2026, 6, 1),
        plans=STAGES,
        stays=(Stay(id="s", since=date(2026, 6, 1), until=date(2027, 5, 31)),),
        cards=(Card(id="c", issued=date(2026, 6, 1), expires=date(2027, 5, 31)),),
        placements=(Placement(id="w", starts=date(2026, 7, 1), ends=date(2027, 1, 15)),),
        **more,
    )


AFTERWARDS = {
    "titp_host_exam_stage1",
    "titp_host_exam_stage2",
    "titp_exam_support_request",
    "titp_host_plan_application_s2_s3",
    "res_card_validity",
}


def test_whoever_has_left_japan_owes_nothing_that_falls_due_afterwards():
    gone = trainee(departed=date(2027, 1, 20))

    assert rules(trainee()) >= AFTERWARDS
    assert not rules(gone) & AFTERWARDS
    assert str(asked(gone)["titp_so_books", "1"].statutory) == "2028-01-20"


def test_whoever_has_died_owes_nothing_but_the_card():
    dead = trainee(events=(Event(kind="died", on=date(2027, 1, 15)),))
    found = asked(dead)

    assert not rules(dead) & AFTERWARDS
    assert found["res_status_change_or_extension", "s"].state == "done"
    assert str(found["res_card_return_invalid", "died:1"].statutory) == "2027-01-29"


def test_an_examination_that_was_taken_stays_known_after_leaving():
    taken = (Act(on=date(2027, 1, 10), kind="stage1", passed=True),)

    assert ("titp_host_exam_stage1", "p1") in asked(
        trainee(departed=date(2027, 1, 20), exams=taken)
    )


def test_leaving_before_arriving_makes_nothing_void():
    assert rules(trainee(departed=date(2026, 1, 20))) >= AFTERWARDS


def test_the_way_home_is_paid_once_whether_it_was_planned_or_not():
    planned = Event(kind="return_planned", on=date(2027, 1, 18))
    home = trainee(departed=date(2027, 1, 20))
    announced = trainee(departed=date(2027, 1, 20), events=(planned,))

    assert [of for rule, of in asked(home) if rule == "titp_so_travel_costs"] == ["went-1"]
    assert [of for rule, of in asked(announced) if rule == "titp_so_travel_costs"] == ["1"]


def skilled(**more):
    return Case(system="SSW1", **more)


def test_a_month_without_work_after_the_permission_for_a_new_company_is_told():
    case = skilled(
        stays=(
            Stay(id="a", since=date(2026, 6, 1), until=date(2027, 5, 31)),
            Stay(id="b", since=date(2027, 2, 10), until=date(2028, 2, 10)),
            Stay(id="c", since=date(2028, 2, 1), until=date(2029, 2, 10)),
        ),
        placements=(
            Placement(id="one", starts=date(2026, 6, 10), ends=date(2026, 12, 20)),
            Placement(id="two", starts=date(2027, 4, 1)),
        ),
    )
    told = {of: d for (rule, of), d in asked(case).items() if "acceptance_difficulty" in rule}

    assert {of: str(duty.statutory) for of, duty in told.items()} == {
        "month_without_start:2": "2027-03-25"
    }


FIRST, NEXT = date(2022, 3, 1), date(2023, 4, 10)


@pytest.mark.parametrize(
    ("stays", "ends"),
    [
        # One year, filed in time, decided in the special period: that time counts.
        (
            (
                Stay(id="a", since=FIRST, until=date(2023, 2, 28), filed_on=date(2023, 2, 20)),
                Stay(id="b", since=NEXT, until=date(2024, 4, 9)),
            ),
            "2027-03-01",
        ),
        # Nothing was filed: forty days abroad do not count.
        (
            (
                Stay(id="a", since=FIRST, until=date(2023, 2, 28)),
                Stay(id="b", since=NEXT, until=date(2024, 4, 9)),
            ),
            "2027-04-10",
        ),
        # The bridge before the first permission counts from its own day.
        (
            (
                Stay(id="a", status="DA", since=date(2022, 1, 10), until=date(2022, 7, 9)),
                Stay(id="b", status="SSW1", since=FIRST, until=date(2023, 2, 28)),
            ),
            "2027-01-10",
        ),
    ],
)
def test_waiting_for_a_decision_and_bridging_count_towards_the_five_years(stays, ends):
    assert str(asked(skilled(stays=stays))["ssw1_cap", "1"].statutory) == ends


def test_an_older_worker_brings_the_cooperation_form_before_the_next_extension():
    stay = Stay(id="a", since=date(2024, 6, 1), until=date(2027, 5, 31))
    case = skilled(
        application_on=date(2024, 2, 1), municipalities=("松戸市", "流山市"), stays=(stay,)
    )
    found = {of: d for (rule, of), d in asked(case).items() if rule == "ssw_coop_confirmation_file"}

    assert {of: str(duty.statutory) for of, duty in found.items()} == {
        "松戸市": "2027-05-30",
        "流山市": "2027-05-30",
    }


def test_an_employment_that_the_company_ended_asks_for_help_with_the_next_one():
    ended = Placement(id="w", starts=date(2026, 6, 1), ends=date(2027, 5, 31), ended_by_host=True)
    told = Event(kind="dismissed_by_host", on=date(2027, 4, 30))
    silent, announced = skilled(placements=(ended,)), skilled(placements=(ended,), events=(told,))

    assert [of for rule, of in asked(silent) if rule == "sup10_job_change"] == ["w-end"]
    assert [of for rule, of in asked(announced) if rule == "sup10_job_change"] == ["1"]


def test_a_health_check_at_a_former_company_does_not_count_at_the_next():
    case = skilled(
        placements=(
            Placement(id="one", starts=date(2025, 1, 10), ends=date(2026, 12, 20)),
            Placement(id="two", starts=date(2027, 4, 1)),
        ),
        health_checks=(Act(on=date(2025, 6, 1)), Act(on=date(2027, 2, 1))),
    )
    found = asked(case)

    assert str(found["ish_health_check_hiring", "two"].done_on) == "2027-02-01"
    assert found["ish_health_check_hiring", "one"].done_on == date(2025, 6, 1)
    assert str(found["ish_health_check_yearly", "two-1"].statutory) == "2028-03-31"
    assert found["ish_health_check_yearly", "two-1"].state == "waiting"


def test_a_resident_by_permission_has_ninety_days_for_an_address():
    case = Case(system="OTHER", events=(Event(kind="became_resident", on=date(2027, 12, 1)),))

    found = asked(case)["res_address_revocation", "landed:resident-1"]

    assert str(found.statutory) == "2028-02-29"


def test_a_decision_before_the_end_of_the_stay_leaves_no_special_period():
    answer = ask(
        SPECIAL,
        {"expiry": "2027-05-31", "filed_on": "2027-05-01", "decided_on": "2027-05-25"},
    )

    assert (answer["stay_until"], answer["special_period"]) == ("2027-05-31", False)
    assert answer["reasons"] == ["満了日の前に結果が出たので、特例期間はありません。"]


@pytest.mark.parametrize(
    ("typed", "valid"),
    [("\ufeffAB12345678C\u200bD", True), ("AB12345678ß", False), ("ab12345678cd", True)],
)
def test_unseen_signs_of_a_card_number_are_left_out_and_foreign_letters_are_not(typed, valid):
    assert ask(CARD_NUMBER, {"number": typed})["valid"] is valid


STAY = Stay(id="s", since=date(2026, 6, 10), until=date(2027, 6, 9))


@pytest.mark.parametrize(
    ("case", "field"),
    [
        (skilled(born_on=date(2028, 1, 11)), "born_on"),
        (skilled(events=(Event(kind="died", on=date(2028, 1, 11)),)), "events.0.on"),
        (trainee(a1_passed_on=date(2028, 1, 11)), "a1_passed_on"),
        (
            skilled(
                stays=(replace(STAY, filed_on=date(2027, 6, 1), decided_on=date(2028, 1, 11)),)
            ),
            "stays.0.decided_on",
        ),
        (skilled(stays=(replace(STAY, filed_on=date(2026, 6, 9)),)), "stays.0.filed_on"),
        (trainee(training_from=date(2026, 5, 31)), "training_from"),
        (trainee(departed=date(2026, 6, 30)), "placements.0.starts"),
        (Host(staff=-3), "staff"),
        (
            Body(offices=(Office(id="o", kind="SSO", starts=AS_OF, outside="director"),)),
            "offices.0.outside",
        ),
    ],
)
def test_facts_that_cannot_be_true_have_their_sentence_and_name_the_field(case, field):
    assert field in {fault.reason.field for fault in contradictions.of(case, AS_OF)}


def test_a_death_to_come_ends_nothing():
    case = trainee(events=(Event(kind="died", on=date(2028, 1, 11)),))

    assert rules(case) >= AFTERWARDS


def test_an_office_under_the_new_law_is_checked_by_an_auditor_whatever_is_noted():
    body = Body(offices=(Office(id="o", kind="SSO", starts=AS_OF, outside="director"),))

    assert ("esd_sso_outside_audit", "sso_outside_auditor:o-1") in asked(body)


def test_a_third_stage_without_a_second_leaves_the_workplace_of_the_first_stage_known():
    plans = [
        {"id": "1", "stage": 1, "starts": "2026-06-10", "ends": "2027-06-09"},
        {"id": "3", "stage": 3, "starts": "2027-07-10", "ends": "2029-07-09"},
    ]
    answer = ask(
        DUTIES,
        {
            "case": {"system": "TITP", "plans": plans},
            "as_of": "2026-11-26",
            "until": "2027-12-31",
        },
    )
    states = {(duty["rule"], duty["occurrence"]): duty["state"] for duty in answer["duties"]}

    assert states["titp_so_periodic_audit", "case-1-1-1"] == "open"
    assert states["titp_so_periodic_audit", "case-3-3-1"] == "withheld"
    assert states["titp_so_visit_guidance", "case-1-1-1"] == "open"
    assert "titp_so_periodic_audit" in answer["contradictions"][0]["withheld"]


def test_a_faulty_stay_says_nothing_against_the_workplace():
    stay = {"id": "s", "since": "2026-06-10", "until": "2026-06-09"}
    work = {"id": "w", "starts": "2026-06-15"}
    answer = ask(
        DUTIES,
        {
            "case": {"system": "SSW1", "stays": [stay], "placements": [work]},
            "as_of": "2026-11-26",
            "until": "2027-12-31",
        },
    )
    states = {duty["rule"]: duty["state"] for duty in answer["duties"]}

    assert states["ssw_annual_report"] == "waiting"
    assert states["res_renew_window"] == "withheld"


def test_an_event_that_stands_there_twice_is_asked_about_and_both_are_counted():
    moved = {"kind": "moved", "on": "2027-01-04"}
    case = {"system": "SSW1", "events": [moved, dict(moved), {"kind": "moved", "on": "2027-02-01"}]}
    days = {"as_of": "2027-01-10", "until": "2027-12-31"}

    found = ask(DUTIES, {"case": case, **days})

    [twice] = found["contradictions"]
    assert (twice["field"], twice["withheld"]) == ("case.events.1", [])
    assert "1つなら、片方を消してください。" in twice["words"]
    named = [moved | {"id": "a"}, moved | {"id": "b"}]
    assert not ask(DUTIES, {"case": case | {"events": named}, **days})["contradictions"]
