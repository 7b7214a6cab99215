"""務め：法のはし — cards of children, spouses, short stays, and acts before what they answer."""

from dataclasses import replace
from datetime import date

import pytest

from tsunagari.base.calculators import ask
from tsunagari.programmes.talent.law.calculators.duties import CALCULATOR as DUTIES
from tsunagari.programmes.talent.law.rules import batch_rows, engine
from tsunagari.programmes.talent.law.rules.facts import (
    Card,
    Case,
    Done,
    Event,
    Host,
    Placement,
    Stay,
)

AS_OF, UNTIL = date(2027, 1, 10), date(2029, 12, 31)


def asked(case, as_of=AS_OF):
    return {duty.rule.id: duty for duty in engine.duties(case, as_of, UNTIL)}


def stays(since, until, **more):
    return (Stay(id="s", since=since, until=until, **more),)


# 在留カード ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("expires", [date(2028, 5, 19), date(2028, 5, 20)])
def test_a_card_that_ends_with_the_sixteenth_birthday_is_renewed_from_six_months_before(expires):
    """Act 19-11(1) [L1]; the last day is the eve of the birthday, on older cards the birthday."""
    card = Card(id="c", issued=date(2025, 4, 1), expires=expires)
    found = asked(Case(system="OTHER", born_on=date(2012, 5, 20), cards=(card,)))

    assert "res_card_validity" not in found
    duty = found["res_card_validity_16"]
    assert (duty.opens_on, duty.statutory) == (expires.replace(year=2027, month=11), expires)


def test_any_other_card_is_renewed_from_two_months_before():
    card = Card(id="c", issued=date(2025, 4, 1), expires=date(2028, 5, 20))
    for born in (None, date(2000, 5, 20), date(2012, 5, 18)):
        found = asked(Case(system="OTHER", born_on=born, cards=(card,)))

        assert "res_card_validity_16" not in found
        assert found["res_card_validity"].opens_on == date(2028, 3, 20)


def test_a_child_of_the_leap_day_turns_sixteen_on_a_leap_day():
    card = Card(id="c", issued=date(2025, 4, 1), expires=date(2028, 2, 28))
    found = asked(Case(system="OTHER", born_on=date(2012, 2, 29), cards=(card,)))

    assert found["res_card_validity_16"].opens_on == date(2027, 8, 28)


# 短い在留期間 --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("since", "until", "rule", "opens"),
    [
        (date(2027, 1, 15), date(2027, 4, 15), "res_renew_window_short", date(2027, 3, 1)),
        (date(2027, 1, 15), date(2027, 5, 15), "res_renew_window_short", date(2027, 3, 16)),
        (date(2027, 1, 15), date(2027, 7, 15), "res_renew_window", date(2027, 4, 15)),
        (date(2027, 1, 15), date(2028, 1, 15), "res_renew_window", date(2027, 10, 15)),
    ],
)
def test_a_stay_of_less_than_six_months_is_extended_from_its_half(since, until, rule, opens):
    """Reg 21(1) [L2] gives the last day; that the window opens at the half is not official [K73]."""
    found = asked(Case(system="OTHER", stays=stays(since, until)))
    [renewal] = [duty for name, duty in found.items() if name.startswith("res_renew_window")]

    assert (renewal.rule.id, renewal.opens_on, renewal.statutory) == (rule, opens, until)
    assert ("half_period" in renewal.provisional) == (rule == "res_renew_window_short")


def test_a_short_stay_is_met_by_a_filing_or_by_hand():
    since, until = date(2026, 11, 1), date(2027, 2, 1)
    filed = Case(system="SSW1", stays=stays(since, until, filed_on=date(2027, 1, 5)))
    told = Case(
        system="SSW1",
        stays=stays(since, until),
        done=(Done(rule="res_renew_window_short", on=date(2027, 1, 6)),),
    )

    assert asked(filed)["res_renew_window_short"].done_on == date(2027, 1, 5)
    assert asked(told)["res_renew_window_short"].done_on == date(2027, 1, 6)


# 配偶者 -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "rule", "limit"),
    [
        ("SPOUSE", "res_inactivity_spouse", date(2027, 7, 5)),
        ("DEPENDENT", "res_inactivity", date(2027, 4, 5)),
    ],
)
def test_who_lives_here_as_a_spouse_has_six_months_and_family_of_a_worker_three(
    status, rule, limit
):
    """Act 22-4(1)(vii) for spouses of Japanese and permanent residents, (vi) for others [L1]."""
    lost = Event(kind="spouse_lost", on=date(2027, 1, 5))
    held = stays(date(2025, 1, 1), date(2028, 1, 1), status=status)
    found = asked(Case(system="OTHER", stays=held, events=(lost,)))

    assert {name for name in found if name.startswith("res_inactivity")} == {rule}
    assert found[rule].statutory == limit
    assert found["res_spouse_notice"].statutory == date(2027, 1, 19)


def test_another_status_of_residence_ends_the_alarm_of_a_spouse():
    lost = Event(kind="spouse_lost", on=date(2026, 11, 5))
    held = (
        *stays(date(2025, 1, 1), date(2028, 1, 1), status="SPOUSE"),
        Stay(id="t", status="OTHER", since=date(2027, 1, 8), until=date(2028, 1, 8)),
    )
    found = asked(Case(system="OTHER", stays=held, events=(lost,)))

    assert found["res_inactivity_spouse"].done_on == date(2027, 1, 8)


def test_a_spouse_who_leaves_a_company_loses_nothing():
    work = (Placement(id="w", starts=date(2026, 4, 1), ends=date(2026, 12, 31)),)
    for status, alarmed in (("SPOUSE", False), ("DEPENDENT", False), ("OTHER", True)):
        held = stays(date(2025, 1, 1), date(2028, 1, 1), status=status)
        found = asked(Case(system="OTHER", stays=held, placements=work))

        assert ("res_inactivity" in found) == alarmed


# 済んだ日が、もとになる日より前 -----------------------------------------------------------------------

MOVED = Case(system="SSW1", events=(Event(kind="moved", on=date(2027, 1, 5)),))


@pytest.mark.parametrize("of", ["", "1"])
def test_an_act_before_what_it_answers_is_told_and_not_believed(of):
    early = replace(MOVED, done=(Done(rule="res_address_change", of=of, on=date(2027, 1, 4)),))
    duties, [fault] = engine.answer(early, AS_OF, UNTIL)
    [duty] = [duty for duty in duties if duty.rule.id == "res_address_change"]

    assert (duty.state, duty.done_on) == ("open", None)
    assert fault.reason.field == "done.0.on"
    assert fault.reason.facts["day"] == date(2027, 1, 5)


def test_an_act_on_the_day_itself_is_believed():
    done = (Done(rule="res_address_change", on=date(2027, 1, 5)),)
    duties, told = engine.answer(replace(MOVED, done=done), AS_OF, UNTIL)

    assert told == []
    assert [d.state for d in duties if d.rule.id == "res_address_change"] == ["done"]


def test_an_act_that_may_come_first_is_believed():
    done = (Done(rule="ssw_support_plan_make", on=date(2026, 12, 1)),)
    case = Case(system="SSW1", application_on=date(2027, 2, 1), done=done)

    assert engine.answer(case, AS_OF, UNTIL).contradictions == []


def test_a_future_event_marked_done_today_stays_open():
    case = Case(
        system="SSW1",
        events=(Event(kind="moved", on=date(2027, 2, 1)),),
        done=(Done(rule="res_address_change", on=AS_OF),),
    )
    duties, [fault] = engine.answer(case, AS_OF, UNTIL)

    assert [d.state for d in duties if d.rule.id == "res_address_change"] == ["waiting"]
    assert "2027" in fault.reason.words()


def test_a_host_that_told_before_it_knew_is_asked():
    host = Host(
        events=(Event(kind="nonconformity", on=date(2027, 1, 5)),),
        done=(Done(rule="ssw_nonconformity_notice", on=date(2026, 12, 25)),),
    )
    [fault] = engine.answer(host, AS_OF, UNTIL).contradictions

    assert fault.reason.field == "done.0.on"


def test_many_cases_at_once_leave_such_a_one_to_the_engine():
    early = replace(MOVED, done=(Done(rule="res_address_change", on=date(2027, 1, 4)),))

    assert batch_rows.of_facts([MOVED, early], AS_OF)[1] == [1]


def test_the_calculator_names_the_field():
    found = ask(
        DUTIES,
        {
            "case": {
                "system": "SSW1",
                "events": [{"kind": "moved", "on": "2027-01-05"}],
                "done": [{"rule": "res_address_change", "on": "2027-01-04"}],
            },
            "as_of": "2027-01-10",
            "until": "2027-12-31",
        },
    )

    assert [fault["field"] for fault in found["contradictions"]] == ["done.0.on"]
