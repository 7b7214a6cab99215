import pytest
from hypothesis import given
from hypothesis import strategies as st

from tsunagari.programmes.exchange.class_exchange.rules import reach
from tsunagari.programmes.exchange.class_exchange.rules.reach import Side, Told

TWICE = [Told({"household": i % 5, "friends": i % 3}) for i in range(60)]


def words(found) -> list[str]:
    return [reason.words() for reason in found.method]


def test_the_assumed_households_give_what_the_plan_expects():
    sides = [Side("流山", 280, assumed=2.7), Side("Las Piñas", 280, assumed=3.1)]

    found = reach.estimate(sides, least=10)

    assert [round(row.indirect) for row in found.rows] == [756, 868]
    assert (found.direct, round(found.assumed), found.measured) == (560, 1624, 0)
    assert (round(found.total), found.ci95, found.label) == (2184, None, "estimate")


def test_measured_and_assumed_sides_stand_apart():
    sides = [Side("流山", 280, TWICE, assumed=2.7), Side("Las Piñas", 280, assumed=3.1)]

    found = reach.estimate(sides, least=10)

    assert [row.basis for row in found.rows] == ["measured", "assumed"]
    assert found.measured == pytest.approx(280 * 3)
    assert found.total == pytest.approx(560 + 840 + 868)
    assert found.rows[0].by_kind == {"household": 120, "friends": 60}
    assert words(found) == [
        "推計です。1回以上参加した人の数に、参加者数×1人が伝えた人数の平均×（1−きょうだいの重なり）を"
        "足しました。1人が伝えた人数は15人までとして数えました。",
        "区間は、回答者を1000回選び直して計算した95%の範囲です。",
        "Las Piñas：回答が0人分のため、伝えた人数を1人あたり3.1人と仮定しました。",
    ]


def test_the_interval_lies_around_the_estimate_and_is_the_same_each_time():
    sides = [Side("流山", 280, TWICE)]

    found = reach.estimate(sides, least=10)

    low, high = found.ci95
    assert low < found.total < high
    assert found == reach.estimate(sides, least=10)


def test_more_respondents_narrow_the_interval():
    few = reach.estimate([Side("流山", 280, TWICE)], least=10)
    many = reach.estimate([Side("流山", 280, TWICE * 4)], least=10)

    assert many.ci95[1] - many.ci95[0] < (few.ci95[1] - few.ci95[0]) * 0.7


def test_one_respondent_counts_at_most_fifteen_people():
    answers = [Told({"household": 4, "friends": 99, "others": 3})] * 10

    [row] = reach.estimate([Side("流山", 10, answers)], least=10).rows

    assert (row.told, row.indirect) == (15.0, 150.0)
    assert row.by_kind == {"household": 40, "friends": 110, "others": 0}


def test_a_household_with_two_pupils_is_counted_once():
    answers = [Told({"household": 3}, household=f"H{i // 2}") for i in range(20)]

    [row] = reach.estimate([Side("流山", 20, answers)], least=10).rows

    assert (row.overlap, row.indirect) == (0.5, 30.0)


def test_pupils_without_a_household_code_overlap_with_nobody():
    assert reach.sibling_overlap([Told({}), Told({}), Told({}, "H1"), Told({}, "H1")]) == 0.25
    assert reach.sibling_overlap([]) == 0.0


def test_too_few_answers_without_an_assumption_count_only_those_present():
    found = reach.estimate([Side("流山", 35, TWICE[:9])], least=10)

    assert (found.total, found.rows[0].basis, found.ci95) == (35, "unknown", None)
    assert words(found)[1] == "流山：回答が9人分のため、伝えた人数は数えていません。"


def test_no_sides_reach_nobody():
    assert reach.estimate([], least=10).total == 0


@given(told=st.dictionaries(st.text(max_size=3), st.integers(-5, 99), max_size=5))
def test_the_cap_never_adds_and_never_goes_over(told):
    kept = reach.capped(told, 15)

    assert list(kept) == list(told)
    assert sum(kept.values()) == min(15, sum(max(0, count) for count in told.values()))
    assert all(0 <= kept[kind] <= max(0, told[kind]) for kind in told)
