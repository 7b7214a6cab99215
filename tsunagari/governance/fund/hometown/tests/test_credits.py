"""税額控除 — the three worked cases to the yen, the caps, and who cannot be answered."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tsunagari.base.calculators import BadQuestion, ask
from tsunagari.governance.fund.hometown.calculators.hometown_tax import CALCULATOR

A = {
    "donation_yen": 1_000_000,
    "corporation_tax_yen": 23_200_000,
    "prefecture_corporate_levy_yen": 232_000,
    "municipal_corporate_levy_yen": 1_392_000,
    "enterprise_tax_yen": 6_800_000,
    "effective_rate": 0.30,
    "on": "2026-11-24",
}
B = A | {
    "corporation_tax_yen": 2_000_000,
    "prefecture_corporate_levy_yen": 20_000,
    "municipal_corporate_levy_yen": 120_000,
    "enterprise_tax_yen": 600_000,
}
C = A | {"donation_yen": 10_000_000}
AMOUNTS = (
    "resident_tax_credit",
    "corporation_tax_credit",
    "enterprise_tax_credit",
    "credits",
    "deduction",
    "net_cost",
)


def test_the_three_worked_cases_to_the_yen():
    found = [tuple(ask(CALCULATOR, case)[name] for name in AMOUNTS) for case in (A, B, C)]

    assert found == [
        (324_800, 75_200, 200_000, 600_000, 300_000, 100_000),
        (28_000, 100_000, 120_000, 248_000, 300_000, 452_000),
        (324_800, 1_000_000, 1_360_000, 2_684_800, 3_000_000, 4_315_200),
    ]


def test_the_answer_is_an_estimate_with_its_version_its_day_and_what_is_unsure():
    found = ask(CALCULATOR, B)

    assert (found["estimate"], found["version"], found["on"]) == (True, "2026-11", "2026-11-24")
    assert found["unsure"] == ["prefecture_rate", "municipal_rate", "enterprise_cap"]
    assert "税理士" in found["reasons"][-1]
    assert any("法人税割の20％の24,000円で止まりました" in words for words in found["reasons"])
    assert found["sources"]


def test_thirty_percent_is_taken_when_no_rate_is_given():
    bare = {name: value for name, value in A.items() if name != "effective_rate"}

    assert ask(CALCULATOR, bare) == ask(CALCULATOR, A)


def test_too_small_too_early_too_late_and_half_a_yen_are_refused_by_field():
    cases = [
        (A | {"donation_yen": 99_999}, "donation_yen: 1回の寄附は100,000円からです。"),
        (A | {"on": "2028-04-01"}, "on: この制度は2028年3月31日"),
        (A | {"on": "2020-03-31"}, "on: 2020年4月1日"),
        (A | {"donation_yen": 100_000.5}, "donation_yen: "),
        (A | {"enterprise_tax_yen": -1}, "enterprise_tax_yen: "),
        (A | {"effective_rate": "0.3"}, "effective_rate: "),
        (A | {"gift": 1}, "gift: "),
    ]
    for question, said in cases:
        with pytest.raises(BadQuestion) as caught:
            ask(CALCULATOR, question)
        assert [line.startswith(said) for line in caught.value.faults] == [True]

    assert ask(CALCULATOR, A | {"donation_yen": 100_000})["net_cost"] == 10_000
    assert ask(CALCULATOR, A | {"on": "2028-03-31"})["credits"] == 600_000


YEN = st.integers(0, 10**9)


@given(st.integers(100_000, 10**9), YEN, YEN, YEN, YEN)
def test_no_credit_is_over_its_cap_and_every_yen_adds_up(donation, tax, prefecture, town, ent):
    found = ask(
        CALCULATOR,
        {
            "donation_yen": donation,
            "corporation_tax_yen": tax,
            "prefecture_corporate_levy_yen": prefecture,
            "municipal_corporate_levy_yen": town,
            "enterprise_tax_yen": ent,
            "on": date(2026, 11, 24).isoformat(),
        },
    )

    assert found["resident_tax_credit"] <= (prefecture + town) // 5
    assert found["corporation_tax_credit"] <= min(donation // 10, tax // 20)
    assert found["enterprise_tax_credit"] <= min(donation, ent) // 5
    assert found["credits"] * 10 <= donation * 6
    assert found["net_cost"] == donation - found["credits"] - found["deduction"]
