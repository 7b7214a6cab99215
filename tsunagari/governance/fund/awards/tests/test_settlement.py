"""額の確定 — the three limits, what does not count, and what is paid or returned."""

from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tsunagari.base.calculators import BadQuestion, ask
from tsunagari.governance.fund.awards.calculators.settlement import CALCULATOR
from tsunagari.governance.fund.awards.rules import settlement
from tsunagari.governance.fund.awards.rules.settlement import Asked, Cost, Line

FIRST, LAST = date(2026, 4, 1), date(2027, 3, 31)


def cost(yen, on=LAST, **more):
    return Cost(on=on, payee="見本商店", yen=yen, **{"voucher": f"{yen:064x}", **more})


def settled(*costs, decided=1_000_000, rate="1", **more):
    asked = Asked(decided, Fraction(rate), FIRST, LAST, costs, **more)
    return settlement.settle(asked)


def test_the_smallest_of_three_limits_fixes_the_amount():
    table = [
        ({"decided": 500_000}, 500_000),
        ({"rate": "0.8"}, 800_000),
        ({"other_income": 400_000}, 600_000),
        ({"rate": "2/3"}, 666_666),
        ({"other_income": 2_000_000}, 0),
    ]

    found = [settled(cost(1_000_000), **more).fixed for more, _fixed in table]

    assert found == [fixed for _more, fixed in table]


def test_what_was_advanced_is_returned_paid_up_or_even():
    found = [settled(cost(300_000), advance=yen) for yen in (500_000, 100_000, 300_000)]

    assert [(one.refund, one.final_payment) for one in found] == [
        (200_000, 0),
        (0, 200_000),
        (0, 0),
    ]
    assert [one.reasons[-1].rule for one in found] == ["refund", "final", "even"]


def test_every_cost_that_does_not_count_says_why():
    known = cost(7_000, on=date(2026, 5, 1))
    found = settled(
        cost(1_000, on=date(2026, 3, 31)),
        cost(2_000, on=date(2027, 4, 1)),
        cost(3_000, voucher=""),
        cost(4_000, paid=False),
        cost(5_000, related=True),
        cost(6_000),
        cost(6_000),
        known,
        cost(8_000, related=True, disclosed=True),
        used={known.mark: "別の助成"},
    )

    assert [[reason.rule for reason in one.reasons] for one in found.counted] == [
        ["period"],
        ["period"],
        ["voucher"],
        ["paid"],
        ["related"],
        [],
        ["twice"],
        ["elsewhere"],
        [],
    ]
    assert found.eligible == 14_000
    assert found.counted[6].reasons[0].facts == {"number": 6}


def test_a_cost_that_is_not_proved_does_not_stand_in_the_way_of_its_own_proof():
    for order in ((False, True), (True, False)):
        found = settled(*(cost(5_000, paid=paid) for paid in order))

        assert found.eligible == 5_000
        proved = order.index(True)
        assert found.counted[proved].reasons == ()
        assert [one.rule for one in found.counted[1 - proved].reasons] == ["paid", "twice"]
        assert found.twins == {2 - proved: proved + 1}


def test_of_three_entries_of_one_voucher_one_counts_and_a_joined_one_never_does():
    found = settled(cost(5_000, paid=False), cost(5_000), cost(5_000))
    assert [one.yen for one in found.counted] == [0, 5_000, 0]

    found = settled(cost(5_000, joined=2), cost(5_000, paid=False))
    assert (found.eligible, found.twins) == (0, {})
    assert [one.rule for one in found.counted[0].reasons] == ["joined"]


def test_two_thirds_are_said_and_rounded_down_to_the_yen():
    found = settled(cost(100), rate="2/3")

    assert found.fixed == 66
    assert found.reasons[1].words() == "数える費用100円の2/3で、66円です。"


def test_a_cost_without_a_line_is_told_from_one_of_a_line_that_nobody_decided():
    found = settled(cost(1_000), cost(2_000, line="ない"), lines=(Line("消耗品", 10_000),))

    empty, other = (one.reasons[0].words() for one in found.counted)
    assert empty == "費目が書いてありません。決めた予算の費目から1つ書いてください。"
    assert other == "「ない」は、決めた予算の費目にありません。"


def test_a_line_takes_what_was_planned_and_the_shift_and_a_unit_its_limit():
    lines = (Line("謝金", 100_000, unit_limit=10_000), Line("交通費", 50_000))
    found = settled(
        cost(24_000, line="謝金", units=2),
        cost(95_000, line="謝金", units=10),
        cost(11_000, line="謝金", units=2),
        cost(60_000, line="交通費"),
        cost(1, line="食費"),
        lines=lines,
        shift_percent=10,
    )

    assert [one.yen for one in found.counted] == [20_000, 90_000, 0, 55_000, 0]
    assert [[reason.rule for reason in one.reasons] for one in found.counted] == [
        ["unit"],
        ["line_full"],
        ["line_full"],
        ["line_full"],
        ["line"],
    ]


def test_tax_that_the_grantee_deducts_does_not_count():
    found = settled(cost(11_000, tax=1_000), tax_deductible=True)

    assert found.eligible == 10_000


QUESTION = {
    "decided_yen": 1_000_000,
    "rate": 0.8,
    "period": {"from": "2026-04-01", "until": "2027-03-31"},
    "costs": [
        {"on": "2026-06-30", "payee": "見本商店", "yen": 700_000, "voucher_sha256": "AB" * 32},
        {"on": "2027-04-01", "payee": "見本商店", "yen": 100_000, "voucher_sha256": "cd" * 32},
    ],
    "advances": [{"on": "2026-05-01", "yen": 600_000}],
}


def test_the_calculator_answers_with_the_amounts_and_the_refused_lines():
    found = ask(CALCULATOR, QUESTION)
    other = {"grant": "B", "voucher_sha256": "ab" * 32, "yen": 700_000, "on": "2026-06-30"}
    double = ask(CALCULATOR, QUESTION | {"used_elsewhere": [other]})

    assert (found["fixed_yen"], found["refund_yen"], found["final_payment_yen"]) == (
        560_000,
        40_000,
        0,
    )
    assert [(one["number"], one["rules"]) for one in found["refused"]] == [(2, ["period"])]
    assert (double["fixed_yen"], double["refund_yen"]) == (0, 600_000)


def test_two_thirds_are_two_thirds_however_they_are_written():
    cost = QUESTION["costs"][0] | {"yen": 900_000}

    for rate in ("2/3", 2 / 3, 0.6666666666666666):
        asked = QUESTION | {"rate": rate, "costs": [cost]}
        assert ask(CALCULATOR, asked)["fixed_yen"] == 600_000
    for rate in ("0", "3/2", 0, 1.01, True, "half", None):
        with pytest.raises(BadQuestion, match=r"^rate"):
            ask(CALCULATOR, QUESTION | {"rate": rate})


def test_a_bad_question_names_its_fields():
    bad = QUESTION | {
        "decided_yen": 0.5,
        "period": {"from": "2027-04-01", "until": "2027-02-29"},
        "costs": [{"on": "2026-06-30", "payee": "", "yen": -1}],
    }

    with pytest.raises(BadQuestion) as caught:
        ask(CALCULATOR, bad)

    assert [line.split(":")[0] for line in caught.value.faults] == [
        "decided_yen",
        "period.until",
        "costs.0.payee",
        "costs.0.yen",
    ]
    unsigned = {"on": "2026-06-30", "payee": "x", "yen": 1, "voucher_sha256": "ab"}
    with pytest.raises(BadQuestion, match=r"64 signs .* leave it empty where there is no file"):
        ask(CALCULATOR, QUESTION | {"costs": [unsigned]})
    with pytest.raises(BadQuestion, match="a whole number without quotes"):
        ask(CALCULATOR, QUESTION | {"decided_yen": "1000"})
    with pytest.raises(BadQuestion, match="ends before it begins"):
        ask(CALCULATOR, QUESTION | {"period": {"from": "2027-04-01", "until": "2027-03-31"}})


COSTS = st.lists(
    st.builds(
        cost,
        st.integers(1, 10**6),
        on=st.sampled_from([FIRST, LAST, date(2026, 3, 31), date(2027, 4, 1)]),
        paid=st.booleans(),
        line=st.sampled_from("ab"),
    ),
    max_size=8,
)


@given(COSTS, st.integers(0, 10**6), st.integers(0, 10**6), st.integers(0, 10**6))
def test_never_more_than_any_limit_and_every_yen_is_accounted_for(costs, decided, other, advance):
    lines = (Line("a", 300_000), Line("b", 10**7))
    found = settled(
        *costs, decided=decided, rate="0.75", other_income=other, advance=advance, lines=lines
    )

    assert 0 <= found.fixed <= min(decided, max(0, found.eligible - other))
    assert found.fixed * 4 <= found.eligible * 3
    assert found.fixed == advance + found.final_payment - found.refund
    assert all(0 <= one.yen <= one.cost.yen for one in found.counted)
    assert all((one.yen < one.cost.yen) == bool(one.reasons) for one in found.counted)
