"""対象かどうか — what is not met says so, what nobody knows is not called met."""

from dataclasses import replace
from datetime import date

from tsunagari.governance.fund.hometown.rules import eligibility, steps

GOOD = eligibility.Facts(
    area="流山市",
    yen=100_000,
    on=date(2028, 3, 31),
    head_office="東京都千代田区",
    certified="yes",
    excluded="no",
    until_day=date(2028, 3, 31),
    blue_return="yes",
    no_return="yes",
    linked="yes",
    disclosed=True,
)


def test_every_point_that_is_not_met_is_named():
    wrong = {
        "head_office": {"head_office": "千葉県流山市おおたかの森"},
        "certified": {"certified": "no"},
        "excluded": {"excluded": "yes"},
        "period": {"on": date(2028, 4, 1)},
        "minimum": {"yen": 99_999},
        "blue_return": {"blue_return": "no"},
        "no_return": {"no_return": "no"},
        "linked": {"disclosed": False},
    }

    assert eligibility.why_not(GOOD) == eligibility.open_points(GOOD) == []
    for rule, change in wrong.items():
        assert [r.rule for r in eligibility.why_not(replace(GOOD, **change))] == [rule]
    assert [r.rule for r in eligibility.why_not(replace(GOOD, until_day=date(2027, 3, 31)))] == [
        "period"
    ]


def test_what_nobody_has_confirmed_is_said_so():
    bare = eligibility.Facts(area="流山市", yen=100_000, on=date(2026, 11, 24))

    assert eligibility.why_not(bare) == []
    assert [r.rule for r in eligibility.open_points(bare)] == [
        "head_office",
        "certified",
        "excluded",
        "blue_return",
        "no_return",
        "linked",
    ]
    [said] = eligibility.open_points(bare, "certified")
    assert "流山市に、認定された計画と寄附を使う事業があるかは、まだ" in said.words()


def test_a_year_is_reported_when_it_is_over():
    received, end = date(2027, 3, 31), date(2028, 4, 1)

    assert steps.years_over(received, date(2027, 3, 31)) == []
    assert steps.years_over(received, date(2027, 4, 1)) == [2026]
    assert steps.years_over(received, end) == [2026, 2027]
    assert steps.years_over(received, end, last=date(2027, 3, 31)) == [2026]
    assert steps.years_over(None, end) == []
