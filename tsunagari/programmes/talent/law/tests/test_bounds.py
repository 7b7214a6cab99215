"""期間の外 — what can no longer be done, is not owed yet, or is owed no more."""

from dataclasses import replace
from datetime import date

import pytest

from tsunagari.base.calculators import BadQuestion, ask
from tsunagari.programmes.talent.law.calculators.caps import CALCULATOR as CAPS
from tsunagari.programmes.talent.law.calculators.duties import CALCULATOR as DUTIES
from tsunagari.programmes.talent.law.rules import contradictions, engine, gates
from tsunagari.programmes.talent.law.rules.facts import (
    Body,
    Case,
    Event,
    Licence,
    Placement,
    Plan,
    Staff,
    Stay,
)

AS_OF, UNTIL = date(2028, 1, 10), date(2036, 12, 31)
NEWCOMER = Case(
    system="TITP",
    plans=(Plan(id="1", stage=1, starts=date(2027, 6, 25), ends=date(2028, 6, 24)),),
)
WORKER = Case(
    system="SSW1",
    entry=date(2026, 3, 1),
    contract_on=date(2026, 1, 10),
    placements=(Placement(id="w", starts=date(2026, 3, 10), ends=date(2027, 2, 28)),),
    stays=(Stay(id="s", since=date(2026, 3, 1), until=date(2027, 3, 1)),),
)


def asked(facts):
    found = engine.duties(facts, AS_OF, UNTIL)
    return {(duty.rule.id, duty.occurrence): duty for duty in found}


@pytest.mark.parametrize(
    ("as_of", "states"),
    [
        (
            date(2027, 2, 28),
            {
                "tr_no_new_applications": "before",
                "tr_otit_s1_filing_advice": "before",
                "tr_entry_deadline": "before",
            },
        ),
        (date(2027, 3, 31), {"tr_no_new_applications": "before", "tr_entry_deadline": "before"}),
        (date(2027, 4, 1), {"tr_no_new_applications": "refused", "tr_entry_deadline": "before"}),
        (date(2027, 7, 1), {"tr_no_new_applications": "refused", "tr_entry_deadline": "refused"}),
    ],
)
def test_a_gate_that_nobody_passed_by_its_day_is_shut(as_of, states):
    found = {gate.rule: gate.state for gate in gates.of(NEWCOMER, as_of)}

    assert {rule: found.get(rule) for rule in states} == states
    assert ("tr_otit_s1_filing_advice" in found) == ("tr_otit_s1_filing_advice" in states)


def test_an_entry_that_is_to_come_does_not_hide_what_must_be_filed_before_it():
    coming = replace(NEWCOMER, entry=date(2027, 2, 1))

    def states(as_of):
        return {gate.rule: gate.state for gate in gates.of(coming, as_of)}

    before = states(date(2026, 11, 28))
    assert before["tr_no_new_applications"] == "before"
    assert before["tr_entry_deadline"] == "passed"
    assert "tr_existing_continue" not in before
    assert states(date(2027, 2, 1))["tr_existing_continue"] == "passed"


def test_a_shut_gate_says_that_it_is_too_late_and_asks_for_no_act():
    words = {gate.rule: gate.reason.words() for gate in gates.of(NEWCOMER, date(2027, 7, 1))}

    assert words["tr_no_new_applications"] == (
        "2027年3月31日（水） までに計画の申請がありません。新しく来る人の計画は、もう受けられません。"
    )
    assert words["tr_entry_deadline"] == (
        "2027年6月30日（水） までの入国がありません。技能実習では来られません。"
    )
    assert gates.must_act([NEWCOMER], date(2027, 7, 1)) == []


def test_whoever_is_gone_carries_no_card_any_more():
    gone = replace(WORKER, departed=date(2027, 3, 5))

    assert asked(WORKER)["res_carry_card", "1"].state == "open"
    assert asked(gone)["res_carry_card", "1"].state == "done"
    assert asked(gone)["res_carry_card", "1"].done_on == date(2027, 3, 5)


@pytest.mark.parametrize(
    ("born", "first"),
    [("2012-01-11", "2028-01-11"), ("2012-02-29", "2028-02-29"), ("1999-05-05", "2026-03-01")],
)
def test_a_card_is_carried_from_the_sixteenth_birthday(born, first):
    case = Case(system="OTHER", entry=date(2026, 3, 1), born_on=date.fromisoformat(born))

    assert asked(case)["res_carry_card", "1"].opens_on == date.fromisoformat(first)


def test_records_of_support_are_kept_by_whoever_gave_it():
    own, commissioned = asked(WORKER), asked(replace(WORKER, commissioned=True))

    assert str(own["ssw_host_support_records", "w"].statutory) == "2028-02-29"
    assert ("rso_records_keep", "w") not in own
    kept = commissioned["rso_records_keep", "w"]
    assert (kept.holder, str(kept.statutory)) == ("RSO", "2028-02-29")
    assert ("ssw_host_support_records", "w") not in commissioned


def faults(facts):
    return {fault.reason.field: fault.reason.words() for fault in contradictions.of(facts, AS_OF)}


@pytest.mark.parametrize(
    ("kind", "on", "words"),
    [
        (
            "moved",
            date(2027, 3, 10),
            "2027年3月10日（水） の出来事が、日本をはなれた日（2027年3月5日（金））より後です。どちらかを直してください。",
        ),
        (
            "address_left",
            date(2020, 1, 1),
            "2020年1月1日（水） の出来事が、日本に来た日（2026年3月1日（日））より前です。どちらかを直してください。",
        ),
        (
            "contract_changed",
            date(2026, 1, 9),
            "契約の変更（2026年1月9日（金））が、契約の日（2026年1月10日（土））より前です。どちらかを直してください。",
        ),
    ],
)
def test_what_happened_outside_its_time_has_a_sentence_and_no_deadline(kind, on, words):
    case = replace(WORKER, departed=date(2027, 3, 5), events=(Event(kind=kind, on=on),))

    assert faults(case) == {"events.0.on": words}
    held = {duty.rule.on for duty in asked(case).values() if duty.state == "withheld"}
    assert held == {"address_gone" if kind == "address_left" else kind}


def test_what_happened_on_the_first_and_the_last_day_is_believed():
    events = (Event(kind="moved", on=date(2026, 3, 1)), Event(kind="moved", on=date(2027, 3, 5)))

    assert faults(replace(WORKER, departed=date(2027, 3, 5), events=events)) == {}


def test_whoever_was_here_before_has_moved_before():
    case = replace(WORKER, in_japan=True, events=(Event(kind="moved", on=date(2025, 1, 1)),))

    assert faults(case) == {}


def test_a_stage_that_is_over_is_not_begun_again():
    first = Plan(id="1", stage=1, starts=date(2026, 3, 1), ends=date(2027, 2, 28))
    again = Plan(id="2", stage=1, starts=date(2027, 3, 1), ends=date(2028, 2, 29))
    broken_off = replace(first, ends=date(2026, 8, 31))

    found = faults(Case(system="TITP", plans=(first, again)))
    assert found == {
        "plans.1.stage": "第1号の計画が2つあります（2026年3月1日（日） からと 2027年3月1日（月） から）。"
        "終えた段階は、もう一度できません。段階か日を直してください。"
    }
    assert faults(Case(system="TITP", plans=(broken_off, again))) == {}


def test_fewer_than_no_staff_and_no_trainees_are_refused():
    staff = Staff(on=date(2026, 4, 1), full_time=2, officers=-1)

    assert faults(Body(staff=(staff,))) == {
        "staff.0.officers": "常勤の職員の数（-1人）が0より小さいです。直してください。"
    }
    with pytest.raises(BadQuestion) as refused:
        ask(CAPS, {"staff": 45, "there": {"s1": -1}})
    assert refused.value.faults == ["there.s1: Input should be greater than or equal to 0"]


TWO_CHANGES = {
    "case": {
        "system": "SSW1",
        "contract_on": "2026-01-10",
        "events": [
            {"kind": "contract_changed", "on": "2026-11-24"},
            {"kind": "contract_changed", "on": "2026-11-25"},
        ],
    },
    "as_of": "2026-11-27",
    "until": "2027-12-31",
}


def said_of(done, **changes):
    case = TWO_CHANGES["case"] | changes | {"done": [done]}
    return ask(DUTIES, TWO_CHANGES | {"case": case})["contradictions"]


def test_an_act_that_may_be_any_of_several_closes_none_and_says_so():
    act = {"rule": "ssw_contract_change_notice", "on": "2026-11-26"}

    assert said_of(act) == [
        {
            "field": "done.0.of",
            "words": "「ssw_contract_change_notice」のどの回が済んだのかが分かりません。"
            "務めの回（occurrence）を of に入れてください。例：1",
            "withheld": [],
        }
    ]
    assert said_of(act | {"of": "2"}) == []
    assert said_of(act, events=TWO_CHANGES["case"]["events"][:1]) == []


def test_an_act_that_the_facts_showed_already_needs_no_name():
    check = {"rule": "ish_health_check_hiring", "on": "2026-01-12"}
    work = {"id": "w", "starts": "2026-01-15"}

    assert said_of(check, placements=[work], health_checks=[{"on": "2026-01-10"}]) == []
    assert said_of({"rule": "ssw_equal_pay", "on": "2026-02-01"}, placements=[work]) == []


def test_after_its_window_a_registration_is_filed_as_new():
    licence = Licence(id="r", kind="RSO", starts=date(2022, 5, 16), ends=date(2027, 5, 15))
    duty = asked(Body(licences=(licence,)))["rso_renew", "r"]

    assert (str(duty.opens_on), str(duty.statutory)) == ("2026-11-01", "2027-01-31")
    assert duty.rule.steps[-1] == "3か月前の月の終わりを過ぎたら、新しい登録として申請する"
