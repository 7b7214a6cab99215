"""ポイント — the worked examples of the tables, and their edges."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tsunagari.base.calculators import BadQuestion, ask
from tsunagari.programmes.talent.skilled.calculators.points import CALCULATOR
from tsunagari.programmes.talent.skilled.rules import points, proofs

DAY = date(2026, 11, 24)


def total(kind, **facts):
    return points.sheet(points.Claim(**facts), kind, DAY)


H1 = {
    "age": 28,
    "degree": "master_or_professional",
    "experience_years": 4,
    "annual_pay_yen": 5_500_000,
    "bonuses": frozenset({"japanese_n2"}),
}


def test_h1_is_five_points_short():
    sheet = total("b", **H1)

    assert (sheet.total, sheet.passes) == (65, False)
    assert sheet.reasons[0].facts == {"total": 65, "threshold": 70, "missing": 5}


def test_h2_a_designated_university_brings_h1_over_the_line():
    sheet = total("b", **H1 | {"bonuses": frozenset({"japanese_n2", "designated_university"})})

    assert (sheet.total, sheet.passes) == (75, True)


def test_h3_a_japanese_degree_and_n1_add_up():
    sheet = total(
        "b",
        age=33,
        degree="bachelor_or_equiv",
        experience_years=8,
        annual_pay_yen=7_200_000,
        bonuses=frozenset({"degree_from_japan", "japanese_n1_or_major"}),
    )

    assert (sheet.total, sheet.total >= sheet.fast_pr) == (85, True)


def test_h5_pay_below_eight_million_counts_nothing_from_forty_on():
    sheet = total(
        "b",
        age=41,
        degree="doctor",
        experience_years=12,
        annual_pay_yen=7_900_000,
        research=1,
        national_licences=1,
    )

    assert sheet.total == 70
    assert "income" not in [line.item for line in sheet.lines]


def test_h7_two_kinds_of_research_count_for_a_scholar():
    sheet = total(
        "a", age=36, degree="doctor", experience_years=6, annual_pay_yen=6_400_000, research=2
    )

    assert sheet.total == 90


def test_h9_the_day_before_the_birthday_still_counts_and_says_so():
    age, near = points.age_on(date(1996, 12, 1), date(2026, 11, 30))
    sheet = total(
        "b",
        age=age,
        near_birthday=near,
        degree="bachelor_or_equiv",
        experience_years=5,
        annual_pay_yen=4_200_000,
        bonuses=frozenset({"degree_from_japan", "japanese_n1_or_major"}),
    )

    assert (age, near, sheet.total) == (29, True, 70)
    assert "hsp.age" in [reason.rule for reason in sheet.reasons]


def test_h11_enough_points_with_too_little_pay_do_not_pass():
    sheet = total(
        "b",
        age=27,
        degree="doctor",
        experience_years=3,
        annual_pay_yen=2_900_000,
        bonuses=frozenset({"japanese_n1_or_major", "designated_university"}),
    )

    assert (sheet.total, sheet.threshold_met, sheet.income_met, sheet.passes) == (
        75,
        True,
        False,
        False,
    )


def test_n2_is_not_counted_beside_n1_and_the_sheet_says_why():
    both = frozenset({"japanese_n1_or_major", "japanese_n2"})

    sheet = total("b", age=50, bonuses=both)

    assert sheet.total == 15
    assert "hsp.japanese_n2" in [reason.rule for reason in sheet.reasons]


@pytest.mark.parametrize(
    ("born", "day", "age"),
    [
        (date(1996, 2, 29), date(2027, 2, 28), 30),
        (date(1996, 2, 29), date(2027, 3, 1), 31),
        (date(1996, 2, 29), date(2028, 2, 29), 32),
        (date(1997, 3, 31), date(2027, 3, 31), 30),
        (date(1997, 4, 1), date(2027, 3, 31), 29),
    ],
)
def test_full_years_at_the_edges_of_the_calendar(born, day, age):
    assert points.age_on(born, day)[0] == age


def test_j_skip_needs_no_points():
    rich = points.Claim(age=45, degree="mba_mot", annual_pay_yen=20_000_000)

    assert points.j_skip(rich, DAY) == ["a", "b"]
    assert points.j_skip(rich, date(2023, 4, 20)) == []


@given(
    kind=st.sampled_from("abc"),
    age=st.integers(18, 70),
    pay=st.integers(0, 40_000_000),
    years=st.integers(0, 30),
)
def test_more_pay_or_practice_never_costs_points(kind, age, pay, years):
    before = total(kind, age=age, annual_pay_yen=pay, experience_years=years).total

    assert total(kind, age=age, annual_pay_yen=pay, experience_years=years + 1).total >= before
    assert total(kind, age=age, annual_pay_yen=pay + 1_000_000, experience_years=years).total >= (
        before
    )


def test_every_item_of_the_tables_has_words_and_a_proof():
    for table in points.tables():
        for item in table["bonuses"]:
            assert proofs.ITEM_WORDS[item]
            assert proofs.EVIDENCE_WORDS[item]


def test_the_calculator_answers_for_all_classes_with_lines_and_proofs():
    said = ask(CALCULATOR, {"age": 28, "degree": "doctor", "on": "2026-11-24"})

    assert set(said["classes"]) == {"a", "b", "c"}
    assert said["classes"]["b"]["lines"][0] == {
        "item": "doctor",
        "points": 30,
        "words": "博士の学位",
        "evidence": "学位記・卒業証明書",
        "confidence": "secondary",
    }


def test_bad_questions_name_every_field():
    with pytest.raises(BadQuestion) as caught:
        ask(CALCULATOR, {"degree": "phd", "annual_pay_yen": -1, "age": 30, "bonuses": ["n1"]})

    assert [line.split(":")[0] for line in caught.value.faults] == [
        "degree",
        "annual_pay_yen",
        "bonuses.0",
    ]


@pytest.mark.parametrize("on", ["2101-01-01", "9999-12-31"])
def test_a_day_out_of_reach_is_named(on):
    with pytest.raises(BadQuestion) as caught:
        ask(CALCULATOR, {"born_on": "1995-01-01", "on": on})

    assert caught.value.faults == [f"on: {on} is out of reach; give a day until 2100-12-31."]
