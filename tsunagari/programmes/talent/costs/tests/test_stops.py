"""計画を止める — a case takes no step while too much was paid or help was asked for; leaving is free."""

from tests.cast import NOW, TODAY
from tsunagari.programmes.talent.costs.actions import lines
from tsunagari.programmes.talent.costs.actions.lines import Money
from tsunagari.programmes.talent.people import stops
from tsunagari.programmes.talent.people.actions import moves
from tsunagari.programmes.talent.safety import actions as safety
from tsunagari.programmes.talent.safety import queries
from tsunagari.programmes.talent.safety.models import Incident

WHEN = {"on": TODAY, "at": NOW}


def against(case, to="") -> list[str]:
    return [reason.rule for reason in stops.against(case, to)]


def test_what_is_over_the_cap_stops_every_step_until_it_came_back(linh_case, tran, sato):
    lines.set_base_pay(linh_case, 190_000, seen=0, by=sato, on=TODAY)
    cost = lines.ask(
        linh_case,
        Money(400_000),
        whom="sending",
        category="fee",
        asked_by=linh_case.sending,
        asked_on=TODAY,
        paid_on=TODAY,
        by=tran,
        **WHEN,
    )

    assert against(linh_case) == ["esd_send_fee_cap"]
    assert against(linh_case, "plan_refused") == against(linh_case, "coe_refused") == []
    for move, reasons in moves.ways_on(linh_case, on=TODAY):
        assert reasons or against(linh_case, move.to) == []

    lines.give_back(cost, Money(20_000), paid_on=TODAY, by=tran, **WHEN)
    assert against(linh_case) == []


def test_a_call_for_help_stops_new_steps_and_never_the_way_out(linh_case, linh_viewer, sato, ito):
    call = safety.report(
        linh_case, kind="passport", part="company", words="", by=linh_viewer, **WHEN
    )

    assert against(linh_case) == ["ban_passport_custody"]
    assert against(linh_case, "withdrawn") == against(linh_case, "transfer_request") == []

    for seen, by in ((1, sato), (2, ito)):
        safety.advance(call, words="x", told="", seen=seen, by=by, **WHEN)
    assert against(linh_case) == []


def test_what_a_broker_asked_stops_the_case_and_no_body_that_did_not_ask_it(linh_case, linh_viewer):
    asked = {"whom": "broker", "whom_words": "見本の人", "asked_on": TODAY}
    lines.ask(linh_case, Money(90_000), category="penalty", by=linh_viewer, **asked, **WHEN)

    call = Incident.objects.get(case=linh_case)
    assert (call.part, call.body, call.ban) == ("else", None, "ban_penalty_contract")
    assert queries.acts_of(linh_case.sending_id) == []
    assert "ban_penalty_contract" in against(linh_case)
