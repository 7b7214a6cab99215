"""務め：終わりのある場合 — deaths, papers kept, cards, audits on suspicion, a change that is not allowed."""

from datetime import date

import pytest

from tsunagari.base.calculators import ask
from tsunagari.kernel.duties import rulebook
from tsunagari.kernel.duties.models import Duty
from tsunagari.programmes.talent.law.calculators.duties import CALCULATOR as DUTIES
from tsunagari.programmes.talent.law.rules import (
    book,
    contradictions,
    counting,
    engine,
    gates,
    said,
)
from tsunagari.programmes.talent.law.rules.facts import (
    Act,
    Card,
    Case,
    Event,
    Host,
    Leave,
    Person,
    Placement,
    Plan,
    Stay,
)

AS_OF, UNTIL = date(2028, 1, 10), date(2036, 12, 31)
AT_WORK = (Placement(id="w", starts=date(2025, 2, 3)),)


def asked(facts, as_of=AS_OF):
    found = engine.duties(facts, as_of, UNTIL)
    return {(duty.rule.id, duty.occurrence): duty for duty in found}


def test_a_death_ends_the_employment_and_asks_nothing_of_the_dead():
    """The host and the family have their days; the worker's own notice is not owed."""
    case = Case(
        system="SSW1",
        entry=date(2025, 1, 31),
        placements=AT_WORK,
        events=(Event(kind="died", on=date(2026, 12, 19)),),
    )
    found = asked(case)

    assert str(found["ssw_contract_end_notice", "w"].statutory) == "2027-01-02"
    assert str(found["ssw_contract_end_notice", "w"].effective) == "2027-01-04"
    assert str(found["hw_leave_insured", "w"].statutory) == "2026-12-29"
    assert str(found["lsa_records", "w"].statutory) == "2029-12-19"
    card = found["res_card_return", "died:1"]
    assert "親族" in card.rule.why
    assert "帰国" not in card.rule.why
    assert not {"ssw_worker_org_notice", "res_inactivity", "sup10_job_change"} & {
        rule for rule, _of in found
    }


def test_an_employment_told_to_have_ended_with_the_death_asks_nothing_of_the_dead_either():
    ended = (Placement(id="w", starts=date(2025, 2, 3), ends=date(2026, 12, 19)),)
    died = (Event(kind="died", on=date(2026, 12, 19)),)
    found = asked(Case(system="SSW1", placements=ended, events=died))

    assert ("ssw_contract_end_notice", "w") in found
    assert ("ssw_worker_org_notice", "w-end") not in found


@pytest.mark.parametrize(
    ("system", "rules"),
    [
        ("SSW1", ("rso_records_keep", "sup11c_online_interview", "lsa_records")),
        ("TITP", ("lsa_records",)),
    ],
)
def test_papers_are_kept_to_the_last_day_of_the_law(system, rules):
    """Contract to 28 February 2027: one year ends on 29 February 2028, and no day before (W19)."""
    case = Case(
        system=system,
        commissioned=system == "SSW1",
        placements=(Placement(id="w", starts=date(2026, 3, 2), ends=date(2027, 2, 28)),),
    )
    found = asked(case, date(2028, 2, 29))

    for rule in rules:
        duty = found[rule, "w"]
        assert duty.safe == duty.statutory
        assert duty.state == "open"
    if system == "SSW1":
        assert str(found["rso_records_keep", "w"].safe) == "2028-02-29"


def test_papers_are_always_kept_for_months_after_a_day():
    assert {r.when.function for r in book.rows() if r.kind == book.KEEP} == {"months_after"}


def audited(*audits, **more):
    people = (Person(id="a", system="TITP", stage=2, starts=date(2026, 6, 1)),)
    return Host(people=people, audits=audits, **more)


def test_every_audit_is_reported_be_it_periodic_or_extraordinary():
    """Act 42(1): an audit that ended; the third one has a report of its own."""
    host = audited(
        Act(on=date(2026, 8, 31)),
        Act(on=date(2026, 11, 30), kind="periodic"),
        Act(on=date(2026, 12, 28), kind="extraordinary"),
    )
    found = asked(host)
    reports = {of: str(d.statutory) for (rule, of), d in found.items() if "audit_report" in rule}

    assert reports == {"1": "2026-10-31", "2": "2027-01-31", "3": "2027-02-28"}


@pytest.mark.parametrize(
    ("on", "kind", "state"),
    [
        (date(2026, 12, 28), "extraordinary", "done"),
        (date(2026, 12, 28), "", "open"),
        (date(2026, 12, 24), "extraordinary", "open"),
    ],
)
def test_an_audit_on_suspicion_is_met_by_one_that_was_made_for_it(on, kind, state):
    suspected = (Event(kind="revocation_ground_suspected", on=date(2026, 12, 25)),)
    found = asked(audited(Act(on=on, kind=kind), events=suspected))

    assert found["titp_so_extraordinary_audit", "1"].state == state


@pytest.mark.parametrize(("system", "owed"), [("OTHER", True), ("SSW1", False), ("HSP", False)])
def test_only_who_is_here_as_family_tells_of_a_divorce(system, owed):
    """Act 19-16(iii): Dependent, spouse of a Japanese or of a permanent resident."""
    lost = (Event(kind="spouse_lost", on=date(2026, 8, 30)),)
    case = Case(system=system, hsp_class="b" if system == "HSP" else "", events=lost)

    assert (("res_spouse_notice", "1") in asked(case)) is owed


def test_a_card_that_ends_with_the_stay_is_extended_with_it():
    """Act 19-5: valid to the end of the period, and as long as the special period."""
    card = (Card(id="c", issued=date(2026, 6, 1), expires=date(2027, 5, 31)),)
    filed, silent = (
        Stay(id="s", since=date(2026, 6, 1), until=date(2027, 5, 31), filed_on=day)
        for day in (date(2027, 5, 20), None)
    )
    day = date(2027, 6, 15)

    held = asked(Case(system="SSW1", cards=card, stays=(filed,)), day)["res_card_validity", "c"]
    late = asked(Case(system="SSW1", cards=card, stays=(silent,)), day)["res_card_validity", "c"]
    assert (held.state, str(held.done_on)) == ("done", "2027-05-20")
    assert late.state == "open"


def test_help_with_the_next_work_ends_with_it():
    told = (Event(kind="dismissed_by_host", on=date(2027, 1, 29)),)
    work = (
        Placement(id="a", starts=date(2026, 3, 2), ends=date(2027, 2, 28), ended_by_host=True),
        Placement(id="b", starts=date(2027, 4, 1)),
    )
    found = asked(Case(system="SSW1", placements=work, events=told))

    assert str(found["sup10_job_change", "1"].done_on) == "2027-04-01"


@pytest.mark.parametrize("system", ["TITP", "ESD", "SSW1", "OTHER"])
def test_every_employer_looks_at_the_card_before_the_report(system):
    """Labour Policy Regulation 11: for whoever is hired from abroad."""
    found = asked(Case(system=system, placements=AT_WORK))

    assert str(found["hw_check_documents", "hired_insured:w"].statutory) == "2025-02-03"


@pytest.mark.parametrize(("here", "status", "refused"), [(True, "TITP2", True), (False, "", False)])
def test_nobody_changes_from_technical_intern_training_to_the_new_status(here, status, refused):
    start = date(2027, 6, 1)
    case = Case(
        system="ESD",
        in_japan=here,
        stays=(Stay(id="s", status=status, since=date(2026, 6, 1), until=date(2027, 5, 31)),),
        plans=(Plan(id="p", stage=0, starts=start, ends=counting.span(start, 36)),),
    )
    found = [gate for gate in gates.of(case, date(2027, 1, 15)) if gate.state == gates.REFUSED]

    assert ([gate.rule for gate in found] == ["tr_no_status_switch"]) is refused


def test_what_the_kernel_keeps_of_a_rule_has_room():
    room = {name: Duty._meta.get_field(name).max_length for name in ("rule", "rule_version")}

    for code, version in rulebook.RULES:
        assert len(code) <= room["rule"]
        assert len(version) <= room["rule_version"], version


MOVED_ON = {
    "system": "SSW1",
    "placements": [
        {"id": "a", "host": "h", "starts": "2026-03-02", "ends": "2026-11-28"},
        {"id": "b", "host": "g", "starts": "2027-01-10"},
    ],
}


@pytest.mark.parametrize("turned", [False, True])
def test_each_company_of_somebody_who_moved_on_owes_its_own_report(turned):
    """Reg 19-18(3): whoever had a contract for one day of the year, in whatever order it is told."""
    work = MOVED_ON["placements"][:: -1 if turned else 1]
    question = {"case": MOVED_ON | {"placements": work}, "as_of": "2027-05-05"}
    found = ask(DUTIES, question | {"until": "2028-06-30"})["duties"]
    reports = {(d["about"][1], d["occurrence"]) for d in found if d["rule"] == "ssw_annual_report"}

    assert reports == {("h", "2025"), ("h", "2026"), ("g", "2026"), ("g", "2027")}


def test_an_audit_belongs_to_the_company_of_its_day():
    case = {
        "system": "ESD",
        "plans": [{"id": "e", "stage": 0, "starts": "2027-07-01", "ends": "2030-06-30"}],
        "placements": [
            {"id": "a", "host": "h", "starts": "2027-08-02", "ends": "2029-06-30"},
            {"id": "b", "host": "g", "starts": "2029-07-01"},
        ],
        "audits": [{"on": "2029-09-01"}, {"on": "2027-10-01"}, {"on": "2029-12-24"}],
        "done": [{"rule": "esd_sso_audit_report", "of": "1", "on": "2027-11-05"}],
    }
    answer = ask(DUTIES, {"case": case, "as_of": "2029-12-05", "until": "2030-01-31"})
    reports = [d for d in answer["duties"] if d["rule"] == "esd_sso_audit_report"]

    assert {(d["about"][1], d["occurrence"], d["state"]) for d in reports} == {
        ("h", "1", "done"),
        ("g", "2", "withheld"),
        ("g", "3", "withheld"),
    }
    assert [c["field"] for c in answer["contradictions"]] == ["audits.2.on"]


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"events": ["2027-01-05", "2027-01-08"]}, "events.1.on"),
        ({"events": ["2026-11-05"]}, "events.0.on"),
        ({"events": ["1999-01-05"]}, "events.0.on"),
        ({"events": ["2027-01-02"]}, "placements.0.starts"),
    ],
)
def test_a_death_that_cannot_be_true_is_told(facts, field):
    case = {
        "system": "SSW1",
        "born_on": "2000-01-01",
        "entry": "2026-12-01",
        "placements": [{"id": "p", "starts": "2027-01-04"}],
        "events": [{"kind": "died", "on": day} for day in facts["events"]],
    }
    answer = ask(DUTIES, {"case": case, "as_of": "2027-01-10", "until": "2027-12-31"})

    assert [fault["field"] for fault in answer["contradictions"]] == [field]


def test_what_comes_after_a_death_is_not_said_to_come_after_a_departure():
    events = [{"kind": "died", "on": "2027-01-05"}, {"kind": "moved", "on": "2027-01-08"}]
    case = {"system": "SSW1", "entry": "2026-12-01", "events": events}
    [fault] = ask(DUTIES, {"case": case, "as_of": "2027-01-10", "until": "2027-12-31"})[
        "contradictions"
    ]

    assert "亡くなった日" in fault["words"]
    assert fault["withheld"] == ["res_address_change", "ssw_coop_confirmation_refile"]


@pytest.mark.parametrize(
    ("leave", "ends"),
    [
        (("2024-07-01", "2024-10-31"), "2027-07-02"),
        (("2021-07-01", "2021-10-31"), "2027-03-01"),
        (("2022-02-20", "2022-04-20"), "2027-04-21"),
    ],
)
def test_only_leave_in_the_time_of_the_status_is_left_out_of_the_five_years(leave, ends):
    """W6, and days before the first permission, which the five years do not hold."""
    since, until = (date.fromisoformat(day) for day in leave)
    case = Case(
        system="SSW1",
        stays=(Stay(id="1", since=date(2022, 3, 1), until=date(2027, 3, 1)),),
        leaves=(Leave(kind="maternity", starts=since, ends=until),),
    )

    assert str(asked(case)["ssw1_cap", "1"].statutory) == ends
    assert len(contradictions.of(case, AS_OF)) == (since < date(2022, 3, 1))


def test_leave_in_a_gap_between_two_stays_is_not_left_out_twice():
    """The gap itself does not count towards the five years."""
    stays = (
        Stay(id="1", since=date(2022, 3, 1), until=date(2023, 3, 1)),
        Stay(id="2", since=date(2023, 7, 1), until=date(2026, 7, 1)),
    )
    away = Leave(kind="no_reentry", starts=date(2023, 2, 1), ends=date(2023, 6, 30))
    without, found = (Case(system="SSW1", stays=stays, leaves=x) for x in ((), (away,)))
    ends = [asked(case)["ssw1_cap", "1"].statutory for case in (without, found)]

    assert (ends[1] - ends[0]).days == 29


@pytest.mark.parametrize(
    ("left", "limit"), [("2030-06-30", "2031-03-31"), ("2027-02-28", "2028-02-29")]
)
def test_nobody_is_asked_to_come_back_before_leaving(left, limit):
    """Act 26-2: within a year, or by the end of the stay; from the day of leaving."""
    day = date.fromisoformat(left)
    stay = Stay(id="1", since=date(2026, 3, 31), until=date(2031, 3, 31))
    case = Case(system="SSW1", stays=(stay,), events=(Event(kind="left_with_reentry", on=day),))
    [(opens, last)] = [
        (duty.opens_on, str(duty.statutory))
        for (rule, _of), duty in asked(case).items()
        if rule == "res_deemed_reentry"
    ]

    assert (opens, last) == (day, limit)


def test_a_complaint_is_said_to_be_one():
    told = (Event(kind="complaint", on=date(2027, 1, 15)),)
    case = Case(system="SSW1", placements=AT_WORK, events=told)
    why = {
        of: said.duty(d, AS_OF)["why"] for (rule, of), d in asked(case).items() if "sup08" in rule
    }

    assert "相談がありました" in why["complaint:1"]
    assert "働いている間" in why["work:w"]


@pytest.mark.parametrize(("left", "state"), [("2027-12-28", "open"), ("2029-06-01", "done")])
def test_only_a_return_after_stage_two_is_the_one_for_stage_three(left, state):
    """Ord. 10(2)(iii): a journey home in stage 2 does not stand for it."""
    stages = ((1, "2026-06-01", "2027-05-31"), (2, "2027-06-01", "2029-05-31"))
    plans = tuple(
        Plan(id=str(n), stage=n, starts=date.fromisoformat(a), ends=date.fromisoformat(b))
        for n, a, b in (*stages, (3, "2029-07-02", "2031-07-01"))
    )
    home = (Event(kind="temporary_return", on=date.fromisoformat(left)),)
    case = Case(system="TITP", entry=date(2026, 6, 1), plans=plans, events=home)

    assert asked(case, date(2030, 1, 1))["titp_temporary_return", "3"].state == state


@pytest.mark.parametrize("known", [True, False])
def test_a_card_without_a_period_of_stay_is_renewed_once(known):
    """Act 19-5(1)(i): seven years; a card that is known says its own last day."""
    card = Card(id="k", issued=date(2021, 3, 31), expires=date(2028, 3, 30))
    stay = Stay(id="s", since=date(2021, 3, 31), until=date(2100, 12, 31))
    held = (card,) if known else ()
    case = Case(system="HSP", hsp_class="a", hsp_two=True, stays=(stay,), cards=held)
    cards = {rule: str(d.statutory) for (rule, _of), d in asked(case).items() if "card" in rule}
    rule = "res_card_validity" if known else "hsp_ii_card"

    assert cards == {rule: "2028-03-30"}
