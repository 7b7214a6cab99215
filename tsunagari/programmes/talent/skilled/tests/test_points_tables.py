"""ポイントの表 — every cell of the three tables, at its step and just below it."""

from datetime import date

import pytest

from tsunagari.programmes.talent.skilled.rules import chart, points

DAY = date(2026, 11, 24)


def total(kind, **facts):
    return points.sheet(points.Claim(**facts), kind, DAY)


MILLION = 1_000_000
PAY_AB = {  # pay in millions: points of somebody of 29, 30, 34, 35, 39, 40
    10: (40, 40, 40, 40, 40, 40),
    9: (35, 35, 35, 35, 35, 35),
    8: (30, 30, 30, 30, 30, 30),
    7: (25, 25, 25, 25, 25, 0),
    6: (20, 20, 20, 20, 20, 0),
    5: (15, 15, 15, 0, 0, 0),
    4: (10, 0, 0, 0, 0, 0),
    3: (0, 0, 0, 0, 0, 0),
}


def of(kind, item, **facts):
    """The points that one item brings."""
    return sum(
        line.points for line in total(kind, **{"age": 50} | facts).lines if line.item == item
    )


@pytest.mark.parametrize("kind", "ab")
@pytest.mark.parametrize("millions", PAY_AB)
def test_pay_by_age_at_and_just_below_every_step(kind, millions):
    ages = (29, 30, 34, 35, 39, 40)
    pay = millions * MILLION

    assert tuple(of(kind, "income", age=a, annual_pay_yen=pay) for a in ages) == PAY_AB[millions]
    below = PAY_AB.get(millions - 1, (0,) * 6)
    assert tuple(of(kind, "income", age=a, annual_pay_yen=pay - 1) for a in ages) == below


def test_pay_of_managers_does_not_look_at_the_age():
    steps = {30: 50, 25: 40, 20: 30, 15: 20, 10: 10}

    for millions, points_ in steps.items():
        assert of("c", "income", annual_pay_yen=millions * MILLION) == points_
        lower = max([p for m, p in steps.items() if m < millions], default=0)
        assert of("c", "income", annual_pay_yen=millions * MILLION - 1) == lower


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("a", {2.9: 0, 3: 5, 4.9: 5, 5: 10, 6.9: 10, 7: 15, 9.9: 15, 10: 15}),
        ("b", {2.9: 0, 3: 5, 4.9: 5, 5: 10, 6.9: 10, 7: 15, 9.9: 15, 10: 20}),
        ("c", {2.9: 0, 3: 10, 4.9: 10, 5: 15, 6.9: 15, 7: 20, 9.9: 20, 10: 25}),
    ],
)
def test_practice_at_every_step(kind, expected):
    found = {years: of(kind, "experience_years", experience_years=years) for years in expected}

    assert found == expected


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        ("a", {29: 15, 30: 10, 34: 10, 35: 5, 39: 5, 40: 0}),
        ("b", {29: 15, 30: 10, 34: 10, 35: 5, 39: 5, 40: 0}),
        ("c", {29: 0, 35: 0, 40: 0}),
    ],
)
def test_age_at_every_step(kind, expected):
    assert {age: of(kind, "age", age=age) for age in expected} == expected


@pytest.mark.parametrize(
    ("kind", "doctor", "mba", "master", "bachelor"),
    [("a", 30, 20, 20, 10), ("b", 30, 25, 20, 10), ("c", 20, 25, 20, 10)],
)
def test_degrees_of_every_class(kind, doctor, mba, master, bachelor):
    names = ("doctor", "mba_mot", "master_or_professional", "bachelor_or_equiv")

    assert [of(kind, name, degree=name) for name in names] == [doctor, mba, master, bachelor]


def test_two_degrees_of_different_fields_count_only_above_the_bachelor():
    both = {"multi_field_degrees": True}

    assert [
        of(kind, "multi_field_degrees", degree="master_or_professional", **both) for kind in "abc"
    ] == [5, 5, 5]
    sheet = total("b", age=50, degree="bachelor_or_equiv", **both)
    assert "multi_field_degrees" not in [line.item for line in sheet.lines]
    assert "hsp.multi_field_degrees" in [reason.rule for reason in sheet.reasons]


def test_research_licences_and_position_count_in_their_own_classes_only():
    assert [of("a", "research", research=n) for n in (0, 1, 2, 4)] == [0, 20, 25, 25]
    assert [of("b", "research", research=n) for n in (0, 1, 2, 4)] == [0, 15, 15, 15]
    assert of("c", "research", research=2) == 0
    licences = [[of(k, "national_licences", national_licences=n) for n in (1, 2, 3)] for k in "abc"]
    assert licences == [[0, 0, 0], [5, 10, 10], [0, 0, 0]]
    positions = [
        [of(k, name, position=name) for name in ("representative", "director")] for k in "abc"
    ]
    assert positions == [[0, 0], [0, 0], [10, 5]]


BONUSES = {  # points in a, b, c
    "innovation_support_org": (10, 10, 10),
    "sme_rnd_over_3pct": (5, 5, 5),
    "foreign_qualification_or_award": (5, 5, 5),
    "degree_from_japan": (10, 10, 10),
    "japanese_n1_or_major": (15, 15, 15),
    "japanese_n2": (10, 10, 10),
    "growth_field_project": (10, 10, 10),
    "designated_university": (10, 10, 10),
    "designated_training": (5, 5, 5),
    "local_government_support_org": (10, 10, 10),
    "investment_management_business": (0, 10, 10),
    "invested_100m_yen": (0, 0, 5),
}


@pytest.mark.parametrize("item", BONUSES)
def test_every_addition_in_every_class(item):
    found = tuple(of(kind, item, bonuses=frozenset({item})) for kind in "abc")

    assert found == BONUSES[item]


def test_no_addition_is_left_out():
    everything = set(points.table_on(DAY)["bonuses"])

    assert everything == {*BONUSES, "innovation_support_org_is_sme"}


@pytest.mark.parametrize("kind", "abc")
def test_the_small_company_counts_only_beside_its_support(kind):
    alone = total(kind, age=50, bonuses=frozenset({"innovation_support_org_is_sme"}))
    both = frozenset({"innovation_support_org_is_sme", "innovation_support_org"})

    assert alone.total == 0
    assert "hsp.innovation_support_org_is_sme" in [reason.rule for reason in alone.reasons]
    assert total(kind, age=50, bonuses=both).total == 20


@pytest.mark.parametrize("kind", "abc")
def test_n2_is_not_counted_beside_a_japanese_degree(kind):
    both = frozenset({"degree_from_japan", "japanese_n2"})

    assert total(kind, age=50, bonuses=both).total == 10


def test_training_beside_a_japanese_degree_counts_and_warns():
    sheet = total("b", age=50, bonuses=frozenset({"degree_from_japan", "designated_training"}))

    assert sheet.total == 15
    assert "hsp.designated_training" in [reason.rule for reason in sheet.reasons]


@pytest.mark.parametrize(
    ("kind", "pay", "met"),
    [
        ("b", 2_999_999, False),
        ("b", 3_000_000, True),
        ("c", 2_999_999, False),
        ("c", 3_000_000, True),
        ("a", 2_999_999, None),
        ("a", 3_000_000, None),
    ],
)
def test_the_minimum_pay_binds_specialists_and_managers(kind, pay, met):
    sheet = total(kind, age=50, annual_pay_yen=pay)

    assert sheet.income_met is met
    doubted = "hsp_min_income" in [reason.rule for reason in sheet.reasons]
    assert doubted == (kind == "a" and pay < 3_000_000)


def test_the_thresholds_are_reached_at_seventy_and_eighty():
    seventy = {"age": 50, "degree": "doctor", "annual_pay_yen": 10_000_000}

    at = total("b", **seventy)
    short = total("b", **seventy | {"annual_pay_yen": 9_999_999})
    fast = total("b", **seventy | {"bonuses": frozenset({"degree_from_japan"})})

    assert (at.total, at.threshold_met, at.total >= at.fast_pr) == (70, True, False)
    assert (short.total, short.threshold_met) == (65, False)
    assert (fast.total, fast.total >= fast.fast_pr) == (80, True)


@pytest.mark.parametrize(
    ("facts", "classes"),
    [
        ({"degree": "master_or_professional", "annual_pay_yen": 20 * MILLION}, ["a", "b"]),
        ({"degree": "master_or_professional", "annual_pay_yen": 20 * MILLION - 1}, []),
        ({"experience_years": 10, "annual_pay_yen": 20 * MILLION}, ["a", "b"]),
        ({"experience_years": 9.9, "annual_pay_yen": 20 * MILLION}, []),
        ({"degree": "bachelor_or_equiv", "annual_pay_yen": 20 * MILLION}, []),
        ({"experience_years": 5, "annual_pay_yen": 40 * MILLION}, ["c"]),
        ({"experience_years": 4.9, "annual_pay_yen": 40 * MILLION}, []),
        ({"experience_years": 10, "annual_pay_yen": 40 * MILLION}, ["a", "b", "c"]),
    ],
)
def test_j_skip_at_its_edges(facts, classes):
    assert points.j_skip(points.Claim(age=45, **facts), DAY) == classes


def test_how_surely_each_line_is_known():
    bonuses = frozenset({"local_government_support_org", "degree_from_japan"})
    known = {
        kind: {line.item: line.confidence for line in total(kind, age=50, bonuses=bonuses).lines}
        for kind in "ab"
    }

    assert known == {
        "a": {"local_government_support_org": "secondary", "degree_from_japan": "official"},
        "b": {"local_government_support_org": "secondary", "degree_from_japan": "secondary"},
    }


def test_the_chart_holds_every_point_of_the_tables():
    found = {}
    for row in chart.rows(points.table_on(DAY)):
        found.setdefault(row.item, []).append(row.points)

    assert found["experience_years"][0] == {"a": 15, "b": 20, "c": 25}
    assert found["income"][0] == {"a": 40, "b": 40, "c": 50}
    assert found["income"][-1] == {"a": 10, "b": 10}
    assert found["age"] == [{"a": 15, "b": 15}, {"a": 10, "b": 10}, {"a": 5, "b": 5}]
    assert set(found) >= set(points.table_on(DAY)["bonuses"])


def test_a_claim_that_needs_a_degree_says_so_where_none_is_chosen():
    """The sheet's tables count it; that nobody has it without a degree is told beside it."""
    claimed = {"age": 30, "bonuses": frozenset({"degree_from_japan"})}
    alone, chosen = (total("b", degree=degree, **claimed) for degree in ("", "bachelor_or_equiv"))

    assert "degree_from_japan" in [line.item for line in alone.lines]
    assert [r.rule for r in alone.reasons if r.rule == "hsp.degree_from_japan"]
    assert not [r.rule for r in chosen.reasons if r.rule == "hsp.degree_from_japan"]
