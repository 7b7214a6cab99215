"""報告と精算 — what counts is fixed once; the rest is paid, freed, or comes back through the books."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from tests.cast import NOW, TODAY
from tests.cast_awards import UNTIL, agreed, pay, reported
from tsunagari.base.refusals import Refused
from tsunagari.governance.fund.awards import nearness, queries
from tsunagari.governance.fund.awards.actions import checking, ending, reporting, settling
from tsunagari.governance.fund.awards.models import Cost, Settlement
from tsunagari.governance.fund.awards.rules import steps
from tsunagari.governance.fund.payments.actions import requests
from tsunagari.governance.fund.payments.models import Request
from tsunagari.governance.fund.vouchers import queries as vouchers
from tsunagari.kernel.duties.models import Duty
from tsunagari.kernel.ledger import dues
from tsunagari.kernel.ledger import queries as ledger
from tsunagari.kernel.records.queries import history

pytestmark = pytest.mark.usefixtures("kept_files")
AFTER = UNTIL + timedelta(days=1)


def refused(act, *args, **more):
    with pytest.raises(Refused) as caught:
        act(*args, **more)
    return [reason.rule for reason in caught.value.reasons]


@pytest.fixture
def running(award, sato, tsuchiya):
    """Agreed, and its advance of 200,000 yen is paid."""
    one = agreed(award, sato, tsuchiya)
    pay(award, sato)
    return one


def settle(award, by):
    award.refresh_from_db()
    return settling.settle(award, seen=award.version, by=replace(by, on=AFTER), on=AFTER)


def test_less_cost_lowers_the_last_instalment_and_frees_the_rest(
    running, book, fund, sato, tsuchiya
):
    reported(running, tsuchiya, (250_000, "謝金", {}), (50_000, "会場費", {}))

    made = settle(running, sato)

    assert (made.eligible, made.fixed, made.advance) == (300_000, 225_000, 200_000)
    assert (made.final_payment, made.refund) == (25_000, 0)
    last = running.instalments.last().due
    assert (last.state, last.yen) == ("owed", 25_000)
    assert ledger.free(book, fund=fund, measure="1-4", on=TODAY) == 775_000
    running.refresh_from_db()
    assert refused(settling.close, running, seen=running.version, by=sato, on=AFTER) == ["unpaid"]
    pay(running, sato, on=AFTER)
    assert settling.close(running, seen=running.version, by=sato, on=AFTER).state == "closed"


def test_a_refund_comes_back_through_the_ledger_and_never_more_than_is_owed(
    running, book, fund, sato, tsuchiya
):
    reported(running, tsuchiya, (160_000, "謝金", {}))
    made = settle(running, sato)
    assert (made.fixed, made.refund) == (120_000, 80_000)
    duty = Duty.objects.get(rule="fund.award_refund")
    assert (duty.doer_id, duty.safe_due) == (running.grantee_id, AFTER + timedelta(days=20))
    late = replace(sato, on=AFTER)
    running.refresh_from_db()

    take = {"returned_on": AFTER, "by": late}
    assert refused(settling.take_refund, running, yen=80_001, **take) == ["left"]
    settling.take_refund(running, yen=30_000, **take)
    running.refresh_from_db()
    assert refused(settling.close, running, seen=running.version, by=late, on=AFTER) == ["refund"]
    settling.take_refund(running, yen=50_000, **take)

    assert refused(settling.take_refund, running, yen=1, **take) == ["left"]
    assert ledger.balance(book, account="5500", fund=fund, on=AFTER) == 120_000
    duty.refresh_from_db()
    assert duty.state == "done"
    assert settling.close(running, seen=running.version, by=late, on=AFTER).ended_on == AFTER


def test_what_does_not_count_is_kept_with_its_reasons_and_never_changes(running, sato, tsuchiya):
    reported(
        running,
        tsuchiya,
        (100_000, "謝金", {}),
        (100_000, "謝金", {"file": b"%PDF-1.4 voucher 0"}),
        (5_000, "会場費", {"on_day": TODAY - timedelta(days=1)}),
        (30_000, "謝金", {"units": 1}),
        (7_000, "会場費", {"related": True}),
    )

    made = settle(running, sato)

    kept = [[yen, [rule for rule, _text, _facts in reasons]] for _cost, yen, reasons in made.costs]
    assert kept == [
        [0, ["period"]],
        [100_000, []],
        [0, ["twice"]],
        [10_000, ["unit"]],
        [0, ["related"]],
    ]
    with pytest.raises(DatabaseError), transaction.atomic():
        Settlement.objects.update(fixed=1)


TWO = (
    (100_000, "謝金", {"paid": False}),
    (100_000, "謝金", {"file": b"%PDF-1.4 voucher 0"}),
)


def test_a_cost_entered_twice_is_joined_and_taken_apart_and_counts_once(running, sato, tsuchiya):
    reported(running, tsuchiya, *TWO)
    first, second = Cost.objects.order_by("pk")
    office = {"by": sato, "on": AFTER}
    assert refused(checking.join, second, **office) == ["twin"]
    assert refused(checking.join, first, by=tsuchiya, on=AFTER) == ["state"]

    joined = checking.join(first, **office)

    assert joined.joined_to == second
    assert queries.counted(running).eligible == 100_000
    assert vouchers.newest(vouchers.of(first)).cancelled
    assert refused(checking.join, first, **office) == ["joined"]
    checking.part(first, **office)
    assert not vouchers.newest(vouchers.of(first)).cancelled
    assert queries.counted(running).eligible == 100_000
    checking.join(first, **office)
    assert settle(running, sato).eligible == 100_000


def test_the_grantee_joins_before_it_sends_and_dropping_one_frees_the_other(
    running, sato, tsuchiya, mori
):
    own = {"by": tsuchiya, "on": AFTER}
    for number, (yen, line, more) in enumerate(TWO):
        told = {"on_day": UNTIL, "payee": "見本商店", "units": 100, "file": b"%PDF-1.4 voucher 0"}
        reporting.add_cost(running, yen=yen, line=line, name=f"{number}.pdf", **told | more, **own)
    first, second = Cost.objects.order_by("pk")
    for stranger in (sato, mori):
        assert refused(checking.join, first, by=stranger, on=AFTER) in (["state"], ["grantee"])

    checking.join(first, **own)
    reporting.drop_cost(second, **own)

    first.refresh_from_db()
    assert first.joined_to is None
    assert [one.rule for one in queries.counted(running).counted[0].reasons] == ["paid"]


def test_a_payee_with_a_role_in_the_grantees_body_is_proposed_and_the_office_says(
    running, sato, tsuchiya, tsuchiya_login
):
    name = "".join(tsuchiya_login.person.party.name.reveal().split())
    reported(
        running,
        tsuchiya,
        (30_000, "謝金", {"payee": f"{name} 様"}),
        (5_000, "会場費", {"payee": "見本商店"}),
        (7_000, "会場費", {"payee": "つくし会"}),
    )
    first, other, body = Cost.objects.order_by("pk")
    said = {"by": sato, "on": AFTER}
    found = nearness.proposed(running, [first, other, body], on=AFTER)
    assert found == {first.pk: "role", body.pk: "self"}
    running.refresh_from_db()
    late = {"seen": running.version, "by": replace(sato, on=AFTER), "on": AFTER}
    assert refused(settling.settle, running, **late) == ["near"]

    assert refused(checking.say_related, first, "x", **said) == ["said"]
    checking.say_related(first, "yes", **said)
    checking.say_related(first, "no", **said)
    checking.say_related(body, "yes", **said)

    assert history(running).last().facts["why"] == "self"
    made = settling.settle(running, **late)
    assert made.eligible == 35_000
    assert refused(checking.say_related, first, "yes", **said) == ["state"]


def test_the_same_voucher_in_two_awards_is_found(running, fund, sato, tsuchiya, assessors):
    from tests.cast_awards import make_award
    from tsunagari.governance.fund.awards.tests.test_awarding import decided_again

    reported(running, tsuchiya, (100_000, "謝金", {}))
    [entry] = decided_again(assessors, tsuchiya.body)
    other = make_award(entry, fund, sato, title="もう1つ")
    agreed(other, sato, tsuchiya)
    reported(other, tsuchiya, (100_000, "謝金", {}))

    [one] = queries.counted(other).refused

    assert [reason.rule for reason in one.reasons] == ["elsewhere"]
    assert one.reasons[0].facts == {"grant": "夜の日本語教室"}


def test_a_report_is_the_grantees_and_changes_only_until_it_is_sent(running, sato, tsuchiya, mori):
    write = {"words": "x", "other_income": 0, "on": TODAY}
    for stranger in (sato, mori):
        assert refused(reporting.write, running, by=stranger, **write) == ["grantee"]
    assert refused(reporting.send, running, by=tsuchiya, on=AFTER) == ["words", "costs"]
    reported(running, tsuchiya, (100_000, "謝金", {}))
    cost = Cost.objects.get()
    assert refused(reporting.drop_cost, cost, by=tsuchiya, on=AFTER) == ["state"]

    assert refused(reporting.give_report_back, running, words="", by=sato, on=AFTER) == ["words"]
    reporting.give_report_back(running, words="領収書が読めません", by=sato, on=AFTER)
    reporting.drop_cost(cost, by=tsuchiya, on=AFTER)
    assert queries.report_of(running).returned_words == "領収書が読めません"


def test_a_settlement_waits_for_advances_and_answers(award, sato, tsuchiya):
    agreed(award, sato, tsuchiya)
    asked = {"謝金": 100_000, "会場費": 300_000}
    reporting.ask_change(award, words="会場が変わった", lines=asked, by=tsuchiya, on=TODAY)
    reported(award, tsuchiya, (100_000, "謝金", {}))
    award.refresh_from_db()
    late = {"seen": award.version, "by": sato, "on": AFTER}
    assert refused(settling.settle, award, **late) == ["unpaid", "change"]

    first = award.instalments.first()
    asked = requests.request(first.due, by=sato, on=AFTER, at=NOW)
    assert refused(settling.release_instalment, first, by=sato, on=AFTER) == ["asked"]
    requests.withdraw(asked, reason="払わない", by=sato, on=AFTER, at=NOW)
    settling.release_instalment(first, by=sato, on=AFTER)
    reporting.answer_change(award.changes.get(), accept=True, answer="", by=sato, on=AFTER)
    made = settling.settle(award, **late)

    # The advance was released: all that is fixed is paid now, the planned part first.
    assert (made.advance, made.final_payment) == (0, 75_000)
    assert [(one.due.state, one.due.yen) for one in queries.instalments(award)] == [
        ("released", 200_000),
        ("owed", 75_000),
    ]


def test_a_change_keeps_the_sum_moves_enough_to_be_asked_and_makes_a_new_edition(
    running, sato, tsuchiya
):
    ask = {"words": "理由", "by": tsuchiya, "on": TODAY}
    now = {"謝金": 250_000, "会場費": 150_000}
    table = [
        (now | {"謝金": 250_001}, ["sum"]),
        ({"謝金": 220_000, "会場費": 180_000}, ["small"]),
    ]
    for lines, rules in table:
        assert refused(reporting.ask_change, running, lines=lines, **ask) == rules
    change = reporting.ask_change(running, lines={"謝金": 219_999, "会場費": 180_001}, **ask)
    assert "open" in refused(reporting.ask_change, running, lines=now, **ask)
    answer = {"by": sato, "on": TODAY}
    assert refused(reporting.answer_change, change, accept=False, answer=" ", **answer) == [
        "answer"
    ]

    reporting.answer_change(change, accept=True, answer="", **answer)

    assert dict(running.lines.values_list("name", "yen")) == {"謝金": 219_999, "会場費": 180_001}
    newest = running.agreements.last()
    assert (newest.edition, newest.agreed_by_id) == (2, tsuchiya.party.pk)
    assert newest.conditions == ["領収書を残す"]


def test_an_asset_stays_for_five_years_after_the_projects_year_unless_consented(running, sato):
    asset = settling.note_asset(
        running, name="プロジェクタ", yen=80_000, bought_on=TODAY, by=sato, on=TODAY
    )
    assert asset.restricted_until == date(2032, 3, 31)
    assert steps.restricted_until(date(2027, 4, 1), 5) == date(2033, 3, 31)
    last = {"disposed_on": date(2032, 3, 31), "by": sato}

    assert refused(settling.dispose, asset, consent=" ", **last) == ["restricted"]
    assert settling.dispose(asset, consent="理事会 2032-03-01", **last).disposed_on
    again = {"disposed_on": date(2032, 4, 1), "consent": "", "by": sato}
    assert refused(settling.dispose, asset, **again) == ["state"]


def test_a_project_that_ends_early_frees_what_was_not_paid_and_is_settled_until_that_day(
    award, book, fund, sato, tsuchiya
):
    one = agreed(award, sato, tsuchiya)
    end = {"words": "先生が引っ越した", "seen": one.version, "by": sato, "on": TODAY}

    for day in (one.from_day - timedelta(days=1), UNTIL):
        assert refused(ending.end_early, one, day=day, **end) == ["day"]
    assert refused(ending.end_early, one, day=TODAY, **end | {"words": " "}) == ["words"]
    assert refused(ending.end_early, one, day=TODAY, **end | {"seen": 0}) == ["version"]
    one = ending.end_early(one, day=TODAY, **end)

    assert (one.until_day, one.ending.planned_until) == (TODAY, UNTIL)
    assert [row.due.state for row in queries.instalments(one)] == ["released", "reserved"]
    assert ledger.free(book, fund=fund, measure="1-4", on=TODAY) == 900_000
    duty = Duty.objects.get(rule=steps.REPORT)
    assert (duty.safe_due, duty.opens_on) == (one.report_by, TODAY)
    assert refused(ending.end_early, one, day=TODAY, **end | {"seen": one.version}) == ["day"]


def test_nothing_ends_early_while_its_advance_is_on_the_way_to_the_bank(award, sato, tsuchiya):
    one = agreed(award, sato, tsuchiya)
    due = one.instalments.first().due
    asked = requests.request(due, by=sato, on=TODAY, at=NOW)

    again = {"day": TODAY, "words": "終える", "seen": one.version, "by": sato, "on": TODAY}
    assert refused(ending.end_early, one, **again) == ["asked"]
    dues.approve(due, because=asked.due.because, by=sato, on=TODAY)
    for state in (Request.State.APPROVED, Request.State.FILED):
        Request.objects.update(state=state)
        assert refused(ending.end_early, one, **again) == ["asked"]

    dues.send(due, because=asked.due.because, by=sato, on=TODAY)
    Request.objects.update(state=Request.State.SENT)
    one = ending.end_early(one, **again)
    assert [row.due.state for row in queries.instalments(one)] == ["sent", "reserved"]
