"""矛盾と性質 — facts that cannot be true, and what must hold for all facts."""

from dataclasses import fields as fields_of
from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tsunagari.base.calculators import BadQuestion, ask
from tsunagari.programmes.talent.law.calculators.duties import CALCULATOR
from tsunagari.programmes.talent.law.rules import book, contradictions, engine, touched
from tsunagari.programmes.talent.law.rules.facts import (
    Act,
    Body,
    Card,
    Case,
    Done,
    Event,
    Host,
    Leave,
    Licence,
    Office,
    Person,
    Placement,
    Plan,
    Stay,
)
from tsunagari.programmes.talent.law.tests.invented import AS_OF, UNTIL, subjects

TODAY, LATER = date(2026, 11, 24), date(2030, 12, 31)
WHOLE = Case(
    system="TITP",
    country="VN",
    field="care",
    entry=date(2026, 6, 1),
    address_fixed=date(2026, 6, 2),
    plans=(Plan(id="1", stage=1, starts=date(2026, 6, 1), ends=date(2027, 5, 31)),),
    stays=(Stay(id="s", since=date(2026, 6, 1), until=date(2027, 5, 31)),),
    cards=(Card(id="c", issued=date(2026, 6, 1), expires=date(2027, 5, 31)),),
    placements=(Placement(id="a", starts=date(2026, 7, 1)),),
    events=(Event(kind="moved", on=date(2026, 7, 1)),),
)


def leave(first, last):
    return Leave(kind="sick", starts=date.fromisoformat(first), ends=date.fromisoformat(last))


STAGE3 = Plan(id="3", stage=3, starts=date(2029, 6, 1), ends=date(2031, 5, 31))


def withheld(found):
    return {duty.rule.id for duty in found.duties if duty.state == engine.WITHHELD}


@pytest.mark.parametrize(
    ("changes", "words", "kept_back", "given"),
    [
        (
            {"departed": date(2026, 5, 1)},
            "帰国（2026年5月1日（金））が入国（2026年6月1日（月））より前です。どちらかを直してください。",
            {"res_carry_card", "titp_so_travel_costs"},
            {"res_address_change", "res_card_validity"},
        ),
        (
            {"placements": (*WHOLE.placements, Placement(id="b", starts=date(2026, 9, 1)))},
            "2つの会社での雇用が重なっています（2026年7月1日（水） と 2026年9月1日（火））。前の雇用の終わりの日を入れてください。",
            {"hw_foreigner_hired", "si_acquisition"},
            {"res_address_first", "titp_host_exam_stage1"},
        ),
        (
            {"plans": (*WHOLE.plans, STAGE3)},
            "第3号の計画がありますが、第2号の計画がありません。第2号を入れてください。",
            {"titp_temporary_return", "titp_host_exam_stage3"},
            {"titp_host_exam_stage1", "res_address_first"},
        ),
        (
            {"cards": (Card(id="c", issued=date(2026, 6, 1), expires=date(2026, 5, 31)),)},
            "在留カードの有効期限（2026年5月31日（日））が、交付の日（2026年6月1日（月））より前です。",
            {"res_card_validity"},
            {"res_status_change_or_extension"},
        ),
        (
            {"system": "SSW1", "plans": (), "field": "ramen", "application_on": date(2027, 1, 1)},
            "「ramen」という分野はありません。分野の記号を直してください。",
            {"ssw_field_council_join"},
            {"res_address_first", "sup01_pre_guidance"},
        ),
        (
            {"country": "XX"},
            "「XX」という国の記号はありません。VN、ID、PH のように入れてください。送出国の手続は計算していません。",
            set(),
            {"res_address_first"},
        ),
        (
            {"stays": (Stay(id="s", since=date(2026, 6, 1), until=date(2026, 5, 1)),)},
            "在留期間の満了日（2026年5月1日（金））が、許可の日（2026年6月1日（月））より前です。",
            {"res_status_change_or_extension"},
            {"res_address_first"},
        ),
    ],
)
def test_a_contradiction_has_its_sentence_and_holds_back_only_what_hangs_on_it(
    changes, words, kept_back, given
):
    found = engine.answer(replace(WHOLE, **changes), TODAY, LATER)
    states = {duty.rule.id: duty.state for duty in found.duties}

    assert words in [fault.reason.words() for fault in found.contradictions]
    assert kept_back <= withheld(found)
    assert all(states[rule] != engine.WITHHELD for rule in given)


def test_true_facts_contradict_nothing():
    assert engine.answer(WHOLE, TODAY, LATER).contradictions == []


def test_a_mark_of_done_on_a_day_to_come_is_not_believed():
    case = replace(WHOLE, done=(Done(rule="res_address_change", on=date(2026, 12, 1)),))
    found = engine.answer(case, TODAY, LATER)
    [moved] = [duty for duty in found.duties if duty.rule.id == "res_address_change"]

    assert moved.state == engine.OPEN
    assert [fault.reason.field for fault in found.contradictions] == ["done.0.on"]


def test_an_audit_on_a_day_to_come_does_not_count():
    person = Person(id="p", system="TITP", stage=2, starts=date(2026, 10, 1))
    host = Host(people=(person,), audits=(Act(on=date(2026, 12, 1), id="a"),))
    found = engine.answer(host, TODAY, LATER)
    [first] = [d for d in found.duties if d.key == "titp_so_periodic_audit|host|host|p-1"]

    assert first.state != engine.DONE
    assert withheld(found) == {"titp_so_audit_report"}


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        (replace(WHOLE, events=(Event(kind="flew", on=TODAY),)), "events.0.kind"),
        (replace(WHOLE, events=(Event(kind="moved", on=TODAY, id="1"),) * 2), "events.1.id"),
        (replace(WHOLE, born_on=date(2026, 7, 1)), "born_on"),
        (replace(WHOLE, address_fixed=date(2026, 5, 1)), "address_fixed"),
        (replace(WHOLE, training_until=date(2026, 7, 1)), "training_until"),
        (replace(WHOLE, done=(Done(rule="nope", on=TODAY),)), "done.0.rule"),
        (replace(WHOLE, exams=(Act(on=TODAY, kind="stage9"),)), "exams.0.kind"),
        (replace(WHOLE, cards=WHOLE.cards * 2), "cards.1.id"),
        (replace(WHOLE, departed=date(2026, 9, 1)), "placements.0.ends"),
        (Case(system="HSP"), "hsp_class"),
        (Case(system="SSW1", leaves=(leave("2026-02-01", "2026-01-01"),)), "leaves.0.ends"),
        (
            Case(
                system="SSW1",
                leaves=(leave("2026-01-01", "2026-03-01"), leave("2026-03-01", "2026-04-01")),
            ),
            "leaves.0.ends",
        ),
        (Body(offices=(Office(id="o", starts=TODAY, ends=date(2026, 1, 1)),)), "offices.0.ends"),
        (Body(supports_until=TODAY), "supports_until"),
        (
            Host(people=(Person(id="p", system="TITP", starts=TODAY, ends=date(2026, 1, 1)),)),
            "people.0.ends",
        ),
        (
            Body(licences=(Licence(id="l", kind="SO", starts=TODAY, ends=date(2026, 1, 1)),)),
            "licences.0.ends",
        ),
    ],
)
def test_a_contradiction_names_its_field(facts, field):
    assert field in {f.reason.field for f in contradictions.of(facts, TODAY)}


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"departed": date(2026, 5, 1)}, ("departed", "entry")),
        (
            {"placements": (Placement(id="b", starts=date(2026, 9, 1)), *WHOLE.placements)},
            ("placements.1.ends", "placements.0.starts"),
        ),
        ({"entry": date(2026, 8, 1)}, ("placements.0.starts", "entry")),
        (
            {"departed": date(2026, 8, 1), "placements": (Placement(id="a", starts=TODAY),)},
            ("placements.0.starts", "departed"),
        ),
        ({"training_until": date(2026, 7, 1)}, ("training_until", "placements.0.starts")),
        ({"plans": (*WHOLE.plans, STAGE3)}, ("plans",)),
        (
            {
                "plans": (
                    Plan(id="2", stage=2, starts=date(2027, 5, 1), ends=date(2029, 4, 30)),
                    *WHOLE.plans,
                )
            },
            ("plans.0.starts", "plans.1.ends"),
        ),
        (
            {
                "system": "SSW1",
                "plans": (),
                "leaves": (leave("2026-03-01", "2026-04-01"), leave("2026-01-01", "2026-03-01")),
            },
            ("leaves.1.ends", "leaves.0.starts"),
        ),
    ],
)
def test_of_two_facts_that_exclude_each_other_both_are_named(changes, fields):
    found = contradictions.of(replace(WHOLE, **changes), TODAY)

    assert fields in [fault.fields for fault in found]


def test_a_return_of_less_than_a_month_names_the_plan_and_the_return():
    second = Plan(id="2", stage=2, starts=date(2027, 6, 1), ends=date(2029, 5, 31))
    home = Event(kind="temporary_return", on=date(2029, 5, 15))
    case = replace(WHOLE, plans=(*WHOLE.plans, second, STAGE3), events=(*WHOLE.events, home))

    assert [f.fields for f in contradictions.of(case, TODAY)] == [("plans.2.starts", "events.1.on")]


def test_every_touched_trigger_is_one_that_rules_hang_on():
    groups = [value for value in vars(touched).values() if isinstance(value, tuple)]
    groups += list(touched.OF_EVENTS.values())
    known = {rule.on for rule in book.rows()} | {"titp_training"}

    assert {name for group in groups for name in group} - known == set()


# What holds for all facts ------------------------------------------------------------------------

ANY = settings(suppress_health_check=list(HealthCheck))
# These limits lie before the day that they hang on: they open before it.
BACKWARD = {"on", "before", "halfway", "days_before", "months_before", "month_window"}


@ANY
@given(subjects)
def test_no_duty_opens_before_its_trigger_and_its_dates_are_in_order(facts):
    for duty in engine.duties(facts, AS_OF, UNTIL):
        if duty.rule.when.function not in BACKWARD and duty.opens_on:
            assert duty.opens_on >= duty.inputs.day
        if duty.statutory and duty.effective and duty.safe:
            assert duty.safe <= duty.statutory <= duty.effective
        if duty.rule.when.function in BACKWARD and duty.statutory:
            assert duty.statutory <= duty.inputs.day


@ANY
@given(subjects, st.randoms(use_true_random=False))
def test_facts_entered_in_another_order_give_the_same_duties(facts, random):
    changes = {}
    for field in fields_of(facts):
        value = getattr(facts, field.name)
        if isinstance(value, tuple):
            changes[field.name] = tuple(random.sample(value, len(value)))
    shuffled = replace(facts, **changes)

    assert engine.duties(shuffled, AS_OF, UNTIL) == engine.duties(facts, AS_OF, UNTIL)


@ANY
@given(subjects, st.integers(1, 900))
def test_no_duty_is_lost_or_doubled_when_time_moves_on(facts, days):
    later = AS_OF + timedelta(days)
    assume(later <= UNTIL)
    # A death that is to come is not believed until its day: then there is more to do, rightly.
    dying = any(event.kind == "died" and event.on > AS_OF for event in facts.events)
    assume(not (isinstance(facts, Case) and dying))
    before = [duty.key for duty in engine.duties(facts, AS_OF, UNTIL)]
    after = [duty.key for duty in engine.duties(facts, later, UNTIL)]

    assert sorted(before) == sorted(after)
    assert len(set(before)) == len(before)


@ANY
@given(subjects, st.integers(1, 400))
def test_a_longer_look_ahead_only_adds(facts, days):
    near = {d.key: d for d in engine.duties(facts, AS_OF, UNTIL)}
    far = {d.key: d for d in engine.duties(facts, AS_OF, UNTIL + timedelta(days))}

    assert near.keys() <= far.keys()
    assert all(far[key].safe == duty.safe for key, duty in near.items())


@ANY
@given(subjects)
def test_every_duty_that_stands_alone_can_be_closed(facts):
    found = [d for d in engine.duties(facts, AS_OF, UNTIL) if d.rule.kind == book.ACT]
    # What hangs on facts that cannot be true is held back, done or not.
    held = {d.key for d in found if d.state == engine.WITHHELD}
    done = tuple(
        Done(rule=d.rule.id, of=d.occurrence, on=AS_OF) for d in found if d.key not in held
    )
    again, told = engine.answer(replace(facts, done=done), AS_OF, UNTIL)
    acts = [d for d in again if d.rule.kind == book.ACT]
    still = [d for d in acts if d.key not in held and d.state != engine.DONE]

    # What answers an event that is still to come cannot have been done.
    assert all(book.answers_an_event(d.rule) and d.inputs.day > AS_OF for d in still)
    assert sum(fault.reason.field.startswith("done") for fault in told) == len(still)
    assert {d.key for d in acts if d.state == engine.WITHHELD} == held


# The calculator ----------------------------------------------------------------------------------

QUESTION = {
    "case": {"system": "SSW1", "events": [{"kind": "contract_changed", "on": "2026-11-24"}]},
    "as_of": "2026-11-24",
    "until": "2027-06-30",
}


def test_the_calculator_says_who_what_when_and_why():
    [duty] = ask(CALCULATOR, QUESTION)["duties"]

    assert (duty["rule"], duty["holder"], duty["recipient"]) == (
        "ssw_contract_change_notice",
        "HOST",
        "ISA",
    )
    assert duty["statutory_due"] == duty["effective_due"] == duty["safe_due"] == "2026-12-08"
    assert duty["inputs"] == {
        "trigger": "contract_changed",
        "day": "2026-11-24",
        "end": None,
        "n": 14,
    }
    assert duty["form_sure"] is False
    assert duty["sources"][0]["address"].startswith("https://")


def test_a_workplace_seen_through_a_doubted_case_is_withheld_and_named():
    placements = [{"id": "a", "starts": "2026-07-01"}, {"id": "b", "starts": "2026-09-01"}]
    plan = {"id": "1", "stage": 1, "starts": "2026-06-01", "ends": "2027-05-31"}
    moved = [{"kind": "moved", "on": "2026-11-20"}]
    case = {"system": "TITP", "plans": [plan], "placements": placements, "events": moved}
    said = ask(CALCULATOR, QUESTION | {"case": case})
    states = {duty["rule"]: duty["state"] for duty in said["duties"]}
    [fault] = said["contradictions"]

    assert states["titp_so_periodic_audit"] == states["hw_foreigner_hired"] == "withheld"
    assert states["res_address_change"] == "open"
    assert {"titp_so_periodic_audit", "hw_foreigner_hired"} <= set(fault["withheld"])


@pytest.mark.parametrize(
    ("case", "turned_back"),
    [
        ({"system": "SSW1", "field": "food_service", "application_on": "2026-12-01"}, "ssw_intake"),
        ({"system": "SSW1", "field": "food_service", "application_on": "2026-03-26"}, None),
        ({"system": "SSW1", "field": "linen_supply"}, "ssw_intake"),
        ({"system": "ESD", "field": "aviation"}, "esd_fields"),
        ({"system": "TITP", "born_on": "2009-04-02", "entry": "2027-04-01"}, "age"),
        ({"system": "TITP", "born_on": "2009-04-01", "entry": "2027-04-01"}, None),
        ({"system": "SSW1", "born_on": "2008-02-29", "entry": "2026-02-28"}, "age"),
    ],
)
def test_a_case_that_cannot_begin_is_told_at_the_gate(case, turned_back):
    said = ask(CALCULATOR, QUESTION | {"case": case})["gates"]
    refused = [
        g["rule"] for g in said if g["state"] == "refused" and not g["rule"].startswith("tr_")
    ]

    assert refused == ([turned_back] if turned_back else [])


def test_an_era_is_read():
    asked = QUESTION | {
        "case": {
            "system": "SSW1",
            "events": [{"kind": "contract_changed", "on": "令和8年11月24日"}],
        }
    }

    said, plain = ask(CALCULATOR, asked), ask(CALCULATOR, QUESTION)
    assert said.pop("read") == [
        {
            "field": "case.events.0.on",
            "words": "「令和8年11月24日」は 2026年11月24日（火） と読みました。",
        }
    ]
    assert plain.pop("read") == []
    assert said == plain


def test_the_law_of_another_day_comes_with_the_difference():
    case = {
        "system": "ESD",
        "plans": [{"id": "p", "stage": 0, "starts": "2027-07-01", "ends": "2030-06-30"}],
    }
    asked = {"case": case, "as_of": "2026-11-24", "until": "2030-12-31", "law_on": "2027-03-31"}
    said = ask(CALCULATOR, asked)

    assert {change["what"] for change in said["difference"]} >= {"gone"}
    assert "esd_host_year1_tests" not in {duty["rule"] for duty in said["duties"]}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"case": None}, "case"),
        ({"until": "2026-11-23"}, "until"),
        ({"until": "2060-01-01"}, "until"),
        ({"as_of": "yesterday"}, "as_of"),
        ({"as_of": 20261124}, "as_of"),
        ({"as_of": "0001-01-01"}, "as_of"),
        ({"switched_on": ["no_such_rule"]}, "switched_on.0"),
        ({"own": {"notice_days": 3}}, "own.notice_days"),
        ({"case": {"system": "XYZ"}}, "case.system"),
        ({"case": {"system": "TITP", "name": "x"}}, "case.name"),
        ({"case": {"system": "TITP", "entry": "2026-02-30"}}, "case.entry"),
        (
            {"case": {"system": "TITP", "events": [{"kind": "moved", "on": "R0.1.1"}]}},
            "case.events.0.on",
        ),
    ],
)
def test_a_fault_names_its_field_in_one_line(changes, field):
    with pytest.raises(BadQuestion) as refused:
        ask(CALCULATOR, QUESTION | changes)

    assert [line.split(":")[0] for line in refused.value.faults] == [field]
    assert all("\n" not in line for line in refused.value.faults)


def test_the_schema_describes_every_fact():
    schema = CALCULATOR.schema()
    silent = [
        f"{name}.{field}"
        for name, part in schema["$defs"].items()
        for field, facts in part.get("properties", {}).items()
        if "description" not in facts
    ]

    assert silent == []
    assert schema["x-event-kinds"]["case"]["moved"] == "引っ越した"
    assert "sup11_interview_by_quarter" in schema["x-switchable"]


WORKING = {
    "system": "TITP",
    "entry": "2027-01-10",
    "plans": [{"id": "p", "stage": 1, "starts": "2027-01-10", "ends": "2028-01-09"}],
    "placements": [{"id": "a", "host": "h", "starts": "2027-02-10"}],
}


def said_of(**changes):
    case = WORKING | changes
    found = ask(CALCULATOR, {"case": case, "as_of": "2027-06-01", "until": "2027-12-31"})
    return [(one["field"], one["words"][:20]) for one in found["contradictions"]]


def test_a_workplace_seen_through_the_case_says_nothing_twice():
    audit = {"rule": "titp_so_periodic_audit", "of": "case-p-1-1", "on": "2027-08-01"}
    unknown = {"rule": "nobody_knows", "on": "2027-02-01"}

    fields = [field for field, _words in said_of(audits=[{"on": "2027-08-01"}])]

    assert fields == ["audits.0.on"]
    assert [field for field, _words in said_of(done=[audit, unknown])] == [
        "done.0.on",
        "done.1.rule",
    ]


def test_an_act_that_names_an_occurrence_which_no_duty_has_says_so():
    audit = {"rule": "titp_so_periodic_audit", "on": "2027-04-02"}

    assert said_of(done=[audit | {"of": "case-p-1-1"}]) == []
    assert said_of(done=[audit | {"of": "case-p-9-9"}]) == [("done.0.of", "「titp_so_periodic_au")]


def test_an_act_about_a_rule_that_is_switched_off_is_no_contradiction():
    quarter = {"rule": "titp_so_periodic_audit_by_quarter", "of": "2027-1", "on": "2027-04-02"}

    assert said_of(done=[quarter]) == []


def test_an_act_of_a_year_that_is_not_asked_for_is_known_all_the_same():
    check = {"rule": "ish_health_check_yearly", "of": "a-1", "on": "2027-05-31"}
    case = {"case": WORKING | {"done": [check]}, "as_of": "2027-06-01", "until": "2027-06-02"}

    assert ask(CALCULATOR, case)["contradictions"] == []
