"""務め — the worked examples of both fact sheets, told as the engine answers them."""

from datetime import date

import pytest

from tsunagari.programmes.talent.law.rules import engine, gates, said, what_if
from tsunagari.programmes.talent.law.rules.facts import (
    Act,
    Body,
    Case,
    Done,
    Event,
    Holder,
    Host,
    Leave,
    Licence,
    Person,
    Placement,
    Plan,
    Stay,
)
from tsunagari.programmes.talent.law.rules.triggers import people_of

TODAY, LATER = date(2026, 11, 24), date(2031, 12, 31)
NAGAREYAMA = Case(
    system="TITP",
    country="VN",
    entry=date(2026, 12, 1),
    address_fixed=date(2026, 12, 1),
    plans=(
        Plan(id="one", stage=1, starts=date(2026, 12, 1), ends=date(2027, 11, 30), hours=1920),
        Plan(id="two", stage=2, starts=date(2027, 12, 1), ends=date(2029, 11, 30)),
    ),
    placements=(Placement(id="host", starts=date(2027, 1, 4)),),
    stays=(Stay(id="s", since=date(2026, 12, 1), until=date(2027, 11, 30)),),
    events=(Event(kind="moved", on=date(2027, 1, 4)),),
    audits=(Act(on=date(2027, 2, 15)),),
)


def asked(facts, as_of=TODAY, until=LATER, **options):
    """{(rule, occurrence): duty}."""
    found = engine.duties(facts, as_of, until, **options)
    return {(duty.rule.id, duty.occurrence): duty for duty in found}


def one(facts, rule, as_of=TODAY, **options):
    """The only duty of a rule."""
    [duty] = [d for (code, _of), d in asked(facts, as_of, **options).items() if code == rule]
    return duty


def dates(duty) -> str:
    """statutory effective safe, or – where law gives no number."""
    return " ".join(str(d or "–") for d in (duty.statutory, duty.effective, duty.safe))


def seen_by_host(case, **more):
    return Host(people=people_of(case), audits=case.audits, visits=case.visits, **more)


# The training sheet ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "opens", "last"),
    [
        ("res_address_first", "2026-12-01", "2026-12-15"),
        ("res_address_change", "2027-01-04", "2027-01-18"),
        ("hw_foreigner_hired", "2027-01-04", "2027-02-10"),
        ("si_acquisition", "2027-01-04", "2027-01-09"),
        ("titp_host_plan_application_s2_s3", "2027-06-01", "2027-09-01"),
        ("res_status_change_or_extension", "2027-08-30", "2027-11-30"),
    ],
)
def test_example_1_and_2_the_person_of_a_case_that_crosses_the_change_of_law(rule, opens, last):
    duty = one(NAGAREYAMA, rule)

    assert (str(duty.opens_on), str(duty.statutory)) == (opens, last)


def test_example_1_the_first_audit_its_report_and_the_next_audit():
    found = asked(seen_by_host(NAGAREYAMA), date(2027, 3, 1))
    first, following = (
        found["titp_so_periodic_audit", f"case-one-1-{number}"] for number in (1, 2)
    )

    assert (str(first.statutory), first.state, first.done_on) == (
        "2027-04-03",
        "done",
        date(2027, 2, 15),
    )
    assert str(following.statutory) == "2027-05-15"
    assert dates(found["titp_so_audit_report", "1"]).split()[0] == "2027-04-15"


def test_example_1_eleven_windows_for_visits_the_last_one_short():
    found = asked(seen_by_host(NAGAREYAMA))
    windows = [duty for (rule, _of), duty in found.items() if rule == "titp_so_visit_guidance"]

    assert [(str(w.opens_on), str(w.statutory)) for w in (windows[0], windows[1], windows[-1])] == [
        ("2027-01-04", "2027-02-03"),
        ("2027-02-04", "2027-03-03"),
        ("2027-11-04", "2027-11-30"),
    ]
    assert len(windows) == 11


def test_example_1_a_status_report_for_each_training_year():
    found = asked(seen_by_host(NAGAREYAMA))

    assert [str(found["titp_host_status_report", year].statutory) for year in ("2026", "2027")] == [
        "2027-05-31",
        "2028-05-31",
    ]


def test_example_1_only_the_recipients_name_changes_with_the_law():
    host = seen_by_host(NAGAREYAMA)
    changes = what_if.compare(host, TODAY, LATER, date(2027, 3, 31), date(2027, 4, 1))

    assert {change.what for change in changes} == {"changed"}
    assert {change.fields for change in changes} == {("to",)}


def test_example_2_exam_support_is_asked_six_months_before_the_clipped_day():
    found = asked(NAGAREYAMA)

    assert str(found["titp_exam_support_request", "one"].statutory) == "2027-05-30"
    assert str(found["titp_exam_support_request", "two"].statutory) == "2028-11-30"


def test_example_2_the_special_period_after_a_filing_in_time():
    stay = Stay(
        id="s", since=date(2026, 12, 1), until=date(2027, 11, 30), filed_on=date(2027, 11, 1)
    )
    duty = one(Case(system="TITP", stays=(stay,)), "res_special_period")

    assert str(duty.statutory) == "2028-01-31"
    assert str(duty.safe) == "2028-01-30"


@pytest.mark.parametrize(
    ("permitted", "state"),
    [("2026-03-20", "passed"), ("2026-04-01", "passed"), ("2026-04-02", "refused")],
)
def test_example_3_the_gate_to_stage_three(permitted, state):
    day = date.fromisoformat(permitted)
    case = Case(
        system="TITP",
        entry=date(2025, 3, 1),
        plans=(Plan(id="2", stage=2, starts=date(2026, 3, 1), ends=date(2028, 2, 28)),),
        stays=(Stay(id="s", status="TITP2", since=day, until=date(2028, 3, 19)),),
    )
    [gate] = [g for g in gates.of(case, TODAY) if g.rule == "tr_stage2_to_3"]

    assert gate.state == state


def test_example_3_the_temporary_return_of_variant_b():
    plan = Plan(id="3", stage=3, starts=date(2028, 3, 20), ends=date(2030, 3, 19))
    earlier = (
        Plan(id="1", stage=1, starts=date(2025, 3, 20), ends=date(2026, 3, 19)),
        Plan(id="2", stage=2, starts=date(2026, 3, 20), ends=date(2028, 3, 19)),
    )
    case = Case(system="TITP", plans=(*earlier, plan))

    assert str(one(case, "titp_temporary_return").statutory) == "2029-03-19"


def test_example_3_variant_a_is_a_whole_month_at_home():
    def faults(starts):
        plans = (
            Plan(id="1", stage=1, starts=date(2025, 3, 20), ends=date(2026, 3, 19)),
            Plan(id="2", stage=2, starts=date(2026, 3, 20), ends=date(2028, 3, 19)),
            Plan(id="3", stage=3, starts=starts, ends=date(2030, 4, 19)),
        )
        left = (Event(kind="temporary_return", on=date(2028, 3, 20)),)
        case = Case(system="TITP", plans=plans, events=left)
        return [f.reason.words() for f in engine.answer(case, TODAY, LATER).contradictions]

    assert faults(date(2028, 4, 21)) == []
    [said_so] = faults(date(2028, 4, 20))
    assert "2028年4月20日（木） まで母国にいてから" in said_so


def newcomer(applied, starts, entry=None):
    plan = Plan(id="1", stage=1, starts=starts, ends=date(2028, 6, 24), applied_on=applied)
    return Case(system="TITP", plans=(plan,), entry=entry)


@pytest.mark.parametrize(
    ("applied", "starts", "entry", "refused"),
    [
        ("2027-02-15", "2027-06-28", "2027-06-28", set()),
        ("2027-03-31", "2027-06-25", None, set()),
        ("2027-03-31", "2027-07-01", None, {"tr_pending_plan"}),
        ("2027-04-01", "2027-06-25", None, {"tr_no_new_applications"}),
        ("2027-03-31", "2027-06-25", "2027-07-01", {"tr_entry_deadline"}),
    ],
)
def test_example_4_the_last_entrants(applied, starts, entry, refused):
    case = newcomer(*(d and date.fromisoformat(d) for d in (applied, starts, entry)))

    assert {g.rule for g in gates.of(case, TODAY) if g.state == "refused"} == refused


def test_an_application_ahead_is_said_to_be_planned():
    case = newcomer(date(2026, 12, 1), date(2027, 5, 1))

    def said(as_of):
        [gate] = [one for one in gates.of(case, as_of) if one.rule == "tr_no_new_applications"]
        return gate.state, gate.reason.words()

    assert said(date(2026, 11, 30)) == (
        "passed",
        "計画は 2026年12月1日（火） に申請する予定です。2027年3月31日（水） までなら間に合います。",
    )
    assert said(date(2026, 12, 1)) == ("passed", "計画は2027年3月31日までに申請しています。")


def test_example_4_cases_that_must_still_file_come_by_their_day():
    cases = [newcomer(None, date(2027, 5, 1)), newcomer(date(2026, 12, 1), date(2027, 5, 1))]

    assert [(str(day), gate.rule) for day, _case, gate in gates.must_act(cases, TODAY)] == [
        ("2027-02-28", "tr_otit_s1_filing_advice"),
        ("2027-03-31", "tr_no_new_applications"),
        ("2027-06-30", "tr_entry_deadline"),
        ("2027-06-30", "tr_entry_deadline"),
    ]


def test_who_was_chosen_for_titp_must_file_before_any_plan_is_drafted():
    chosen, here = Case(system="TITP"), Case(system="TITP", entry=date(2026, 5, 11))

    assert [gate.rule for gate in gates.of(chosen, TODAY) if gate.state == gates.BEFORE] == [
        "tr_no_new_applications",
        "tr_otit_s1_filing_advice",
        "tr_entry_deadline",
    ]
    assert [gate for gate in gates.of(here, TODAY) if gate.state == gates.BEFORE] == []


def supervising(*events, ends=date(2028, 8, 31), **more):
    licence = Licence(id="l", kind="SO", starts=date(2023, 9, 1), ends=ends)
    return Body(licences=(licence,), events=events, **more)


@pytest.mark.parametrize(
    ("changed", "limit", "target"),
    [("2027-01-31", "2027-02-28", "2027-02-26"), ("2027-04-30", "2027-05-31", "2027-05-28")],
)
def test_example_5_a_month_at_the_end_of_a_month_is_not_rolled(changed, limit, target):
    event = Event(kind="particulars_changed", on=date.fromisoformat(changed))

    assert dates(one(supervising(event), "titp_so_change_notice")) == f"{limit} {limit} {target}"


@pytest.mark.parametrize("audited", ["2027-11-29", "2027-11-30"])
def test_example_6_audits_around_a_leap_day(audited):
    day = date.fromisoformat(audited)
    host = Host(
        people=(Person(id="p", system="TITP", stage=2, starts=date(2027, 9, 1)),),
        audits=(Act(on=day, id="a"),),
    )
    found = asked(host, date(2027, 12, 1))

    assert str(found["titp_so_periodic_audit", "p-2"].statutory) == "2028-02-29"
    report = {"2027-11-29": "2028-01-29", "2027-11-30": "2028-01-31"}[audited]
    assert str(found["titp_so_audit_report", "a"].statutory) == report


def test_example_8_a_missing_person_at_new_year():
    case = Case(
        system="TITP",
        placements=(Placement(id="w", starts=date(2026, 1, 5), ends=date(2027, 1, 15)),),
        events=(Event(kind="difficulty", on=date(2026, 12, 28)),),
    )
    for rule in ("titp_host_difficulty_to_so", "titp_so_difficulty_notice"):
        assert dates(one(case, rule)) == "– – 2027-01-04"
    assert str(one(case, "hw_foreigner_left").statutory) == "2027-01-25"
    assert str(one(case, "res_affiliation_notice").statutory) == "2027-01-29"
    uninsured = Case(
        system="TITP",
        placements=(
            Placement(id="w", starts=date(2026, 1, 5), ends=date(2027, 1, 15), insured=False),
        ),
    )
    assert str(one(uninsured, "hw_foreigner_left").statutory) == "2027-02-28"


def test_example_9_closing_and_renewing():
    event = Event(kind="closing_planned", on=date(2027, 3, 31))
    closing = one(supervising(event), "titp_so_suspend_close_notice")
    renewal = one(supervising(ends=date(2027, 8, 31)), "titp_so_licence_renewal")

    assert dates(closing) == "2027-02-28 2027-02-28 2027-02-26"
    assert str(renewal.statutory) == "2027-05-31"
    assert "titp_renewal_after_2027" in renewal.provisional


def test_example_12_the_first_entrant_under_the_new_law():
    case = Case(
        system="ESD",
        field="care",
        entry=date(2027, 7, 1),
        a1_passed_on=date(2027, 5, 1),
        plans=(Plan(id="p", stage=0, starts=date(2027, 7, 1), ends=date(2030, 6, 30)),),
        placements=(Placement(id="w", starts=date(2027, 7, 1)),),
    )
    found = asked(case)
    plan = found["esd_host_plan_application", "p"]
    host = asked(seen_by_host(case))

    assert (str(plan.opens_on), str(plan.statutory)) == ("2027-01-01", "2027-03-01")
    assert str(found["esd_host_year1_tests", "p"].statutory) == "2028-06-30"
    assert str(found["esd_host_final_tests", "p"].statutory) == "2030-06-30"
    assert str(found["esd_transfer_own_request", "p"].statutory) == "2029-07-01"
    assert str(host["esd_sso_periodic_audit", "case-p-1-1"].statutory) == "2027-09-30"
    assert ("esd_host_a1_training", "p") not in found


def test_example_12_a_plan_that_no_newcomer_can_meet_is_warned_about():
    plan = Plan(id="p", stage=0, starts=date(2027, 4, 1), ends=date(2030, 3, 31))
    [gate] = gates.of(Case(system="ESD", plans=(plan,)), TODAY)

    assert (gate.rule, gate.state) == ("tr_esd_pre_filing", "before")


# The support sheet -------------------------------------------------------------------------------


def ssw(**facts):
    return Case(system="SSW1", **facts)


def work(starts="2026-01-05", ends=None, **more):
    last = ends and date.fromisoformat(ends)
    return (Placement(id="w", starts=date.fromisoformat(starts), ends=last, **more),)


def test_w1_a_rise_of_pay_is_notified_in_fourteen_days():
    case = ssw(events=(Event(kind="contract_changed", on=date(2026, 11, 24)),))

    assert dates(one(case, "ssw_contract_change_notice")).split()[0] == "2026-12-08"


def test_w2_a_contract_that_ends_before_new_year_rolls():
    found = asked(ssw(placements=work(ends="2026-12-20")))

    for key in (("ssw_contract_end_notice", "w"), ("ssw_worker_org_notice", "w-end")):
        assert dates(found[key]) == "2027-01-03 2027-01-04 2026-12-28"
    assert dates(found["hw_leave_insured", "w"]) == "2026-12-30 2027-01-04 2026-12-28"


def test_w3_a_hire_is_reported_by_the_tenth_which_does_not_roll():
    found = asked(ssw(placements=work("2026-12-01")))
    uninsured = asked(ssw(placements=work("2026-12-01", insured=False)))

    assert dates(found["hw_hire_insured", "w"]) == "2027-01-10 2027-01-10 2027-01-08"
    assert dates(found["emp_health_pension_join", "w"]) == "2026-12-06 2026-12-07 2026-12-04"
    assert (
        dates(uninsured["hw_uninsured", "hired_uninsured:w"]) == "2027-01-31 2027-01-31 2027-01-29"
    )


def test_w4_one_day_of_contract_is_enough_for_the_annual_report():
    host = Host(people=(Person(id="p", system="SSW1", starts=date(2026, 3, 30)),))
    found = asked(host, until=date(2027, 6, 1))

    assert dates(found["ssw_annual_report", "2025"]) == "2026-05-31 2026-05-31 2026-05-29"
    assert str(found["ssw_annual_report", "2025"].opens_on) == "2026-04-01"
    assert str(found["ssw_annual_report", "2026"].statutory) == "2027-05-31"


@pytest.mark.parametrize(
    ("talk", "following"),
    [
        ("2026-11-30", "2027-02-28"),
        ("2026-11-29", "2027-02-28"),
        ("2027-11-30", "2028-02-29"),
    ],
)
def test_w5_the_next_interview_is_three_months_after_the_last(talk, following):
    day = date.fromisoformat(talk)
    case = ssw(placements=work(str(day.replace(day=1))), interviews=(Act(on=day),))

    assert str(asked(case, day)["sup11_interview", "w-2"].statutory) == following


def test_w6_maternity_leave_moves_the_end_of_the_five_years():
    stays = (Stay(id="s", since=date(2022, 3, 1), until=date(2027, 3, 1)),)
    leave = Leave(kind="maternity", starts=date(2024, 7, 1), ends=date(2024, 10, 31))

    assert str(one(ssw(stays=stays), "ssw1_cap").statutory) == "2027-03-01"
    longer = ssw(stays=stays, leaves=(leave,), exam_exception=True)
    assert str(one(longer, "ssw1_cap").statutory) == "2027-07-02"
    assert str(one(longer, "ssw1_cap_exclude").statutory) == "2026-12-01"
    assert str(one(longer, "ssw1_cap_6y").statutory) == "2028-03-01"


def test_w8_the_window_for_renewal_and_the_special_period():
    stay = Stay(id="s", since=date(2026, 6, 1), until=date(2027, 5, 31), filed_on=date(2027, 5, 20))
    case = ssw(stays=(stay,))

    assert str(one(case, "res_renew_window").opens_on) == "2027-02-28"
    assert str(one(case, "res_special_period").statutory) == "2027-07-31"


@pytest.mark.parametrize(
    ("expires", "opens", "closes"),
    [
        ("2027-05-15", "2026-11-01", "2027-01-31"),
        ("2028-06-30", "2027-12-01", "2028-02-29"),
        ("2024-05-01", "2023-11-01", "2024-01-31"),
    ],
)
def test_w11_the_window_for_renewing_a_registration(expires, opens, closes):
    last = date.fromisoformat(expires)
    body = Body(licences=(Licence(id="l", kind="RSO", starts=date(2019, 5, 1), ends=last),))
    duty = one(body, "rso_renew")

    assert (str(duty.opens_on), str(duty.statutory)) == (opens, closes)


def test_w12_a_month_without_starting_work():
    stays = (Stay(id="s", since=date(2026, 12, 15), until=date(2027, 12, 15)),)
    duty = one(ssw(stays=stays), "ssw_acceptance_difficulty_notice")

    assert str(duty.opens_on) == "2027-01-16"
    assert dates(duty) == "2027-01-30 2027-02-01 2027-01-29"
    started = ssw(stays=stays, placements=work("2027-01-15"))
    assert "ssw_acceptance_difficulty_notice" not in {rule for rule, _of in asked(started)}


def test_w13_landing_before_new_year():
    case = ssw(entry=date(2026, 12, 18), address_fixed=date(2026, 12, 20), employee_insured=False)

    for rule in ("res_address_first", "nhi_join"):
        assert dates(one(case, rule)) == "2027-01-03 2027-01-04 2026-12-28"
    assert str(one(case, "res_address_revocation").statutory) == "2027-03-18"


def test_w15_a_highly_skilled_professional_changes_the_company():
    case = Case(
        system="HSP",
        hsp_class="b",
        placements=(
            Placement(id="a", starts=date(2024, 1, 1), ends=date(2026, 12, 31)),
            Placement(id="b", starts=date(2027, 2, 1)),
        ),
    )
    found = asked(case)

    assert str(found["hsp_notice_ab", "a-end"].statutory) == "2027-01-14"
    assert str(found["hsp_notice_ab", "b-new"].statutory) == "2027-02-15"
    assert str(found["hsp_org_change_permission", "hsp_new_host:b"].statutory) == "2027-01-31"
    assert str(found["hsp_inactivity", "hsp_idle:a"].statutory) == "2027-03-31"


def test_w16_two_towns_two_forms_before_the_filing():
    first = ssw(application_on=date(2026, 12, 20), municipalities=("流山市", "松戸市"))
    found = asked(first)

    forms = [of for rule, of in found if rule == "ssw_coop_confirmation_file"]
    assert sorted(forms) == sorted(["松戸市", "流山市"])
    assert found["ssw_coop_confirmation_file", "流山市"].statutory < date(2026, 12, 20)
    assert found["sup01_pre_guidance", "1"].statutory < date(2026, 12, 20)
    second = ssw(application_on=date(2026, 12, 20))
    assert "ssw_coop_confirmation_file" not in {rule for rule, _of in asked(second)}


def test_w17_the_embassys_list_is_needed_once():
    student = ssw(country="VN", in_japan=True, application_on=date(2027, 3, 10))
    later = ssw(country="VN", in_japan=True, via_bridge=True, application_on=date(2028, 3, 10))

    assert one(student, "vn_in_japan").statutory < date(2027, 3, 10)
    assert "vn_in_japan" not in {rule for rule, _of in asked(later)}


def test_w19_records_and_recordings_are_kept_a_year():
    found = asked(ssw(placements=work(ends="2027-02-28")))

    for rule in ("ssw_host_support_records", "sup11c_online_interview"):
        assert str(found[rule, "w"].statutory) == "2028-02-29"


def test_w21_the_five_years_of_a_housekeeping_worker_and_the_councils_audit():
    case = Case(system="HK", placements=(Placement(id="w", starts=date(2024, 2, 29)),))
    licence = Licence(id="l", kind="HK", starts=date(2025, 7, 1), ends=date(2030, 6, 30))
    body = Body(licences=(licence,), audited=(date(2026, 6, 30),))

    assert str(one(case, "hk_term_cap").statutory) == "2029-02-28"
    assert str(asked(body)["hk_yearly_audit", "l-2"].statutory) == "2027-06-30"


def test_w21_who_came_before_the_borders_closed_may_have_eight_years():
    case = Case(system="HK", placements=(Placement(id="w", starts=date(2019, 6, 1)),))
    found = asked(case, switched_on={"hk_term_cap_8y"})

    assert str(found["hk_term_cap", "1"].statutory) == "2024-05-31"
    assert str(found["hk_term_cap_8y", "1"].statutory) == "2027-05-31"


# What the worked examples do not tell ------------------------------------------------------------


def test_sickness_counts_out_only_beyond_a_month_and_only_for_a_year():
    stays = (Stay(id="s", since=date(2022, 3, 1), until=date(2027, 3, 1)),)

    def ends(kind, first, last):
        leave = Leave(kind=kind, starts=date.fromisoformat(first), ends=date.fromisoformat(last))
        return str(one(ssw(stays=stays, leaves=(leave,)), "ssw1_cap").statutory)

    assert ends("sick", "2024-01-01", "2024-01-31") == "2027-03-01"
    assert ends("sick", "2024-02-01", "2024-03-01") == "2027-03-31"
    assert ends("sick", "2023-01-01", "2024-12-31") == "2028-02-29"
    assert ends("childcare", "2023-01-01", "2025-12-31") == "2029-03-01"


def test_audits_may_be_read_by_the_calendar_quarter_instead():
    people = (Person(id="p", system="TITP", stage=2, starts=date(2027, 2, 20)),)
    host = Host(people=people, audits=(Act(on=date(2027, 3, 31)), Act(on=date(2027, 4, 1))))
    read = {"titp_so_periodic_audit_by_quarter"}
    found = asked(host, date(2027, 5, 1), date(2027, 12, 31), switched_on=read)
    audits = [d for (rule, _of), d in found.items() if "periodic_audit" in rule]

    assert {duty.rule.id for duty in audits} == read
    assert [(str(d.statutory), d.state) for d in audits] == [
        ("2027-03-31", "done"),
        ("2027-06-30", "done"),
        ("2027-09-30", "waiting"),
        ("2027-12-31", "waiting"),
    ]


def test_interviews_may_be_read_by_the_calendar_quarter_instead():
    case = ssw(placements=work("2027-02-20"), interviews=(Act(on=date(2027, 3, 1)),))
    found = asked(
        case, date(2027, 3, 2), date(2027, 4, 1), switched_on={"sup11_interview_by_quarter"}
    )

    talks = [d for (rule, _of), d in found.items() if rule.startswith("sup11_interview")]
    assert [(str(d.statutory), d.state) for d in talks] == [
        ("2027-03-31", "done"),
        ("2027-06-30", "waiting"),
    ]


def test_a_yearly_report_is_aimed_at_for_the_end_of_april():
    host = Host(people=(Person(id="p", system="TITP", stage=2, starts=date(2026, 5, 1)),))
    [report] = [
        duty
        for (rule, of), duty in asked(host, own={"yearly_target_days": 10}).items()
        if (rule, of) == ("titp_host_status_report", "2026")
    ]

    assert dates(report) == "2027-05-31 2027-05-31 2027-05-31"
    assert str(said.target(asked(host)["titp_host_status_report", "2026"])) == "2027-04-30"
    assert str(said.target(report)) == "2027-05-21"
    assert said.confidence_of(report) == "official"


def test_a_stay_of_thirty_days_has_no_special_period():
    def special(until):
        stay = Stay(id="s", since=date(2027, 6, 1), until=until, filed_on=date(2027, 6, 20))
        return ("res_special_period", "s") in asked(Case(system="OTHER", stays=(stay,)))

    assert not special(date(2027, 7, 1))
    assert special(date(2027, 7, 2))
    assert not special(date.max)


def test_who_leaves_for_a_while_is_back_in_a_year_or_before_the_stay_ends():
    event = (Event(kind="left_with_reentry", on=date(2027, 5, 1)),)
    for until, by in (("2027-12-18", "2027-12-18"), ("2029-12-18", "2028-05-01")):
        stay = Stay(id="s", since=date(2026, 12, 18), until=date.fromisoformat(until))
        duty = one(Case(system="OTHER", stays=(stay,), events=event), "res_deemed_reentry")

        assert str(duty.statutory) == by


def test_an_old_address_that_was_left_has_ninety_days():
    left = Event(kind="address_left", on=date(2027, 3, 31))
    moved = Event(kind="moved", on=date(2027, 4, 10))

    duty = one(Case(system="OTHER", events=(left,)), "res_address_revocation")
    assert (str(duty.statutory), duty.state) == ("2027-06-29", "waiting")
    duty = one(Case(system="OTHER", events=(left, moved)), "res_address_revocation", LATER)
    assert duty.state == "done"


def test_a_licence_that_ran_out_is_given_back_in_ten_days():
    old = Licence(id="l", kind="SO", starts=date(2023, 9, 1), ends=date(2026, 10, 31))
    new = Licence(id="n", kind="SO", starts=date(2026, 11, 1), ends=date(2031, 10, 31))
    back = asked(Body(licences=(old,)))["titp_so_licence_return", "l-expired"]

    assert str(back.statutory) == "2026-11-10"
    assert ("titp_so_licence_return", "l-expired") not in asked(Body(licences=(old, new)))


def test_a_professional_of_the_second_kind_may_change_the_company():
    events = (Event(kind="host_change_planned", on=date(2027, 5, 6)),)

    def rules(two):
        return {
            rule
            for rule, _of in asked(Case(system="HSP", hsp_class="b", hsp_two=two, events=events))
        }

    assert "hsp_org_change_permission" in rules(False)
    assert "hsp_org_change_permission" not in rules(True)


def test_eighty_points_shorten_the_way_to_permanent_residence():
    stays = (Stay(id="s", since=date(2026, 1, 5), until=date(2031, 1, 4)),)
    found = asked(Case(system="HSP", hsp_class="b", stays=stays))
    days = {of: str(d.statutory) for (rule, of), d in found.items() if rule == "hsp_pr_fast"}

    assert days == {"hsp_held:1": "2029-01-04", "hsp_held_80:1": "2027-01-04"}


def test_a_course_of_before_the_new_law_runs_on_under_it():
    holder = Holder(
        id="m", role="manager", kind="SSO", starts=date(2027, 4, 1), courses=(date(2025, 6, 1),)
    )
    found = asked(Body(holders=(holder,)), until=date(2028, 12, 31))

    assert [str(d.statutory) for (rule, _of), d in found.items()] == ["2028-06-01"]


def test_a_suspicion_at_a_host_is_told_by_the_article_of_its_regime():
    event = (Event(kind="revocation_ground_suspected", on=date(2027, 5, 6)),)

    def rules(*systems):
        people = tuple(Person(id=s, system=s, stage=1, starts=date(2027, 4, 5)) for s in systems)
        host = Host(people=people, events=event)
        found = asked(host, switched_on={"esd_sso_extraordinary_audit"})
        return {rule for rule, _of in found if "extraordinary" in rule}

    assert rules("TITP") == rules() == {"titp_so_extraordinary_audit"}
    assert rules("ESD") == {"esd_sso_extraordinary_audit"}
    assert rules("SSW1") == set()


def test_what_happens_at_a_host_is_owed_by_the_host():
    events = tuple(
        Event(kind=kind, on=date(2026, 12, 17))
        for kind in ("commission_changed", "municipality_asked")
    )
    found = asked(Host(events=events))

    assert dates(found["ssw_commission_notice", "1"]) == "2026-12-31 2027-01-04 2026-12-28"
    assert ("ssw_coop_respond", "1") in found


def test_a_plan_is_guided_before_it_changes_and_others_are_found_before_closing():
    case = Case(
        system="TITP",
        events=(
            Event(kind="plan_change_material", on=date(2027, 1, 15)),
            Event(kind="plan_change_minor", on=date(2027, 1, 31)),
            Event(kind="fee_planned", on=date(2027, 1, 5)),
        ),
    )
    closing = supervising(Event(kind="closing_planned", on=date(2027, 3, 31)))

    assert str(one(case, "titp_so_plan_guidance").statutory) == "2027-01-14"
    assert str(one(case, "titp_so_host_report_guidance").statutory) == "2027-02-28"
    assert str(one(case, "titp_so_fee_notice").statutory) == "2027-01-04"
    assert str(one(closing, "titp_so_continuity_coordination").statutory) == "2027-02-28"


def test_new_registrations_and_old_quarters_of_a_support_organisation():
    wanted = Event(kind="registration_wanted", on=date(2027, 6, 1))
    body = Body(supports_from=date(2025, 2, 1), supports_until=date(2025, 5, 1), events=(wanted,))
    found = asked(body)

    assert str(found["rso_capacity_2027", "registration_wanted:1"].statutory) == "2027-05-31"
    assert str(found["ssw_quarterly_report_old", "2025Q1"].statutory) == "2025-04-15"
    assert ("ssw_quarterly_report_old", "2025Q2") not in found


def test_nobody_works_on_after_leaving_japan():
    case = ssw(departed=date(2027, 5, 6), placements=work("2026-05-07"))
    found = asked(case, until=date(2029, 1, 1))
    [person] = people_of(case)

    assert max(of for rule, of in found if rule == "ish_health_check_yearly") == "w-1"
    assert person.ends == date(2027, 5, 6)


def test_training_that_ended_before_work_shows_its_duty_met():
    plan = Plan(id="1", stage=1, starts=date(2026, 9, 1), ends=date(2027, 8, 31))
    trained = Case(
        system="TITP",
        plans=(plan,),
        training_until=date(2026, 9, 30),
        placements=(Placement(id="w", starts=date(2026, 10, 1)),),
    )

    assert one(trained, "titp_so_post_entry_training").state == "done"


def test_holidays_that_are_not_announced_are_said_where_a_day_rests_on_them():
    moved = one(
        ssw(events=(Event(kind="contract_changed", on=date(2027, 12, 17)),)),
        "ssw_contract_change_notice",
    )
    audits = Host(people=(Person(id="p", system="TITP", stage=2, starts=date(2028, 1, 1)),))

    assert dates(moved) == "2027-12-31 2028-01-04 2027-12-28"
    assert moved.provisional == ("holidays",)
    assert asked(audits)["titp_so_periodic_audit", "p-1"].provisional == ()


def test_somebody_who_comes_back_to_a_host_is_audited_again():
    spans = ((date(2026, 1, 5), date(2026, 3, 31)), (date(2026, 12, 1), None))
    people = tuple(Person(id="p", system="TITP", stage=2, starts=a, ends=b) for a, b in spans)
    found = asked(Host(people=people), until=date(2027, 2, 28))

    assert str(found["titp_so_periodic_audit", "p.2-1"].statutory) == "2027-02-28"


def test_a_consultation_desk_keeps_to_the_grant_and_its_proposals_only_when_switched_on():
    body = Body(events=(Event(kind="desk_opened", on=date(2026, 10, 1)),))
    bound = {"con_desk_scope", "con_stat_fields", "con_outreach", "con_easy_japanese"}

    assert {rule for rule, _of in asked(body)} == bound
    assert one(body, "con_sla", switched_on={"con_sla"}).provisional == ("proposal",)


# Evidence, switches, the law of another day ------------------------------------------------------


def test_evidence_closes_a_duty():
    case = ssw(
        events=(Event(kind="contract_changed", on=date(2026, 11, 24)),),
        done=(Done(rule="ssw_contract_change_notice", on=date(2026, 12, 1)),),
    )
    duty = one(case, "ssw_contract_change_notice", date(2026, 12, 2))

    assert (duty.state, duty.done_on) == ("done", date(2026, 12, 1))


def test_an_unsure_rule_is_off_until_somebody_switches_it_on():
    case = Case(system="ESD", events=(Event(kind="difficulty", on=date(2027, 5, 10)),))

    assert asked(case) == {}
    duty = one(case, "esd_difficulty_notice", switched_on={"esd_difficulty_notice"})
    assert duty.rule.confidence == "unsure"


def test_the_new_law_binds_only_from_its_first_day():
    case = Case(
        system="ESD",
        plans=(Plan(id="p", stage=0, starts=date(2027, 7, 1), ends=date(2030, 6, 30)),),
    )
    before = asked(case, law_on=date(2027, 3, 31))
    assert {rule for rule, _of in before if rule.startswith("esd_host_plan")} != set()
    after = asked(case, law_on=date(2027, 4, 1))

    assert "esd_host_year1_tests" not in {rule for rule, _of in before}
    assert "esd_host_year1_tests" in {rule for rule, _of in after}


def test_an_office_may_set_its_own_target_where_law_gives_no_number():
    case = Case(system="TITP", events=(Event(kind="difficulty", on=date(2026, 11, 24)),))
    duty = one(case, "titp_so_difficulty_notice", own={"without_delay_days": 2})

    assert dates(duty) == "– – 2026-11-26"
