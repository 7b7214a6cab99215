"""寄附の決まり — matching, pledges, relief and what may be receipted, in plain Python."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from tsunagari.governance.fund.gifts import queries
from tsunagari.governance.fund.gifts.rules import (
    giving,
    matching,
    pledges,
    receipts,
    relief,
    status,
)
from tsunagari.governance.fund.gifts.rules.matching import Expected, Known

DAY = date(2026, 11, 20)


def known(**more) -> Known:
    made = Known(**more)
    made.learn(1, "タカハシ イチロウ")
    made.learn(2, "サトウ ケイコ")
    made.learn(3, "サトウ ケイコ")
    made.learn(4, "株式会社ミドリショウカイ", "カブシキガイシャ ミドリショウカイ")
    return made


def test_a_line_is_given_to_whom_it_says_and_the_reasons_are_said():
    rows = {
        "ﾀｶﾊｼ ｲﾁﾛｳ": (1, 50),
        "振込＊タカハシイチロウ": (1, 50),
        "ｶ)ﾐﾄﾞﾘ ｼﾖｳｶｲ": (4, 50),
        "ｻﾄｳ ｹｲｺ": (2, 30),
    }
    for words, (donor, score) in rows.items():
        first, *_others = matching.propose(words, 5_000, DAY, known())
        assert (first.donor, first.score) == (donor, score), words
        assert first.reasons
    assert matching.propose("ﾀｶﾊｼ ｲﾁﾛｳ", -5_000, DAY, known()) == []
    assert matching.propose("ﾘｿｸ", 12, DAY, known()) == []


def test_only_what_is_far_ahead_is_sure():
    reference = matching.reference_of("123456")
    told = known(references={reference: 2})
    paid = known(expected={1: [Expected(7, 3, date(2026, 11, 27), 5_000)]})
    other = known(expected={1: [Expected(7, 3, date(2026, 11, 27), 6_000)]})
    earlier = known(earlier={matching.payer("ﾀｶﾊｼ ﾊﾅｺ"): {1}})

    def sure(words, at):
        return matching.is_sure(matching.propose(words, 5_000, DAY, at))

    assert sure(f"{reference} ｻﾄｳ ｹｲｺ", told)
    assert not sure("ｻﾄｳ ｹｲｺ", told)
    assert sure("ﾀｶﾊｼ ｲﾁﾛｳ", paid)
    assert not sure("ﾀｶﾊｼ ｲﾁﾛｳ", other)
    assert sure("ﾀｶﾊｼ ﾊﾅｺ", earlier)
    [found] = matching.propose("ﾀｶﾊｼ ｲﾁﾛｳ", 5_000, DAY, paid)
    assert found.expected == Expected(7, 3, date(2026, 11, 27), 5_000)


@given(st.integers(100_000, 999_999), st.integers(0, 6), st.integers(1, 9))
def test_a_mistyped_reference_is_no_reference(six, at, more):
    right = matching.reference_of(str(six))
    wrong = f"{right[:at]}{(int(right[at]) + more) % 10}{right[at + 1 :]}"

    assert matching.references(f"ﾔﾏﾀﾞ {right}") == [right]
    assert matching.references(f"ﾔﾏﾀﾞ {wrong}") == []


def test_turns_keep_their_day_over_short_months_and_leap_years():
    first = date(2027, 11, 30)

    assert [turn.due for turn in pledges.turns(first, "month", until=date(2028, 3, 31))] == [
        date(2027, 11, 30),
        date(2027, 12, 30),
        date(2028, 1, 30),
        date(2028, 2, 29),
        date(2028, 3, 30),
    ]
    assert pledges.due_on(date(2028, 2, 29), "year", 1) == date(2029, 2, 28)
    assert pledges.due_on(date(2028, 2, 29), "year", 4) == date(2032, 2, 29)


def test_a_turn_is_missed_after_the_days_of_grace_and_not_when_it_came_or_the_pledge_ended():
    def missed(on, *, paid=(), until=None):
        first = date(2026, 3, 31)
        found = pledges.missed(first, "month", until=until, paid=paid, on=on, grace=10)
        return [turn.number for turn in found]

    assert missed(date(2026, 4, 10)) == []
    assert missed(date(2026, 4, 11)) == [0]
    assert missed(date(2026, 6, 30), paid={0}) == [1, 2]
    assert missed(date(2026, 6, 30), until=date(2026, 4, 29)) == [0]


def test_the_relief_of_the_fact_sheet_to_the_yen():
    asked = {
        "yen": 50_000,
        "income": 6_000_000,
        "tax": 400_000,
        "rate": 20,
        "form": status.CERTIFIED,
        "credit": False,
        "prefecture": True,
        "municipality": True,
        "figures": queries.relief_figures(DAY),
    }

    found = relief.estimate(**asked)

    assert (found.deduction, found.credit, found.resident) == (9_600, 19_200, 4_800)
    assert (found.better, found.most) == ("credit", 24_000)
    assert relief.estimate(**asked | {"tax": 40_000}).credit == 10_000
    assert relief.estimate(**asked | {"yen": 2_000}).most == 0
    assert relief.estimate(**asked | {"income": 100_000}).credit == 15_200


def test_only_certified_and_public_bodies_bring_relief():
    expected = {
        (status.CERTIFIED, False): status.BOTH,
        (status.SPECIAL, False): status.BOTH,
        (status.PUBLIC, True): status.BOTH,
        (status.PUBLIC, False): status.DEDUCTION,
        (status.NPO, True): status.NONE,
        (status.GENERAL, True): status.NONE,
        (status.GENERAL_FOUNDATION, False): status.NONE,
    }

    for (form, credit), relief_ in expected.items():
        assert status.relief_of(form, credit=credit) == relief_
        assert status.said(form, credit=credit).relief == status.RELIEF[relief_]


def test_each_kind_of_money_has_its_account():
    accounts = {
        kind: giving.account_of(kind, return_duty=False)
        for kind in ("donation", "fee", "supporter", "grant", "subsidy", "municipal")
    }

    assert list(accounts.values()) == ["4200", "4100", "4110", "4300", "4310", "4310"]
    assert giving.account_of("grant", return_duty=True) == "2120"
    assert giving.account_of("fee", return_duty=False, ahead=True) == "2130"


def test_every_reason_against_a_gift_and_a_receipt_comes_at_once():
    def rules(reasons):
        return [reason.rule for reason in reasons]

    wrong = {"kind": "fee", "yen": 0, "goods": "", "received_on": date(2026, 11, 21), "on": DAY}
    assert rules(giving.why_not_receive(**wrong, named=False)) == [
        "gift.yen",
        "gift.future",
        "gift.from",
    ]
    goods = wrong | {"kind": "goods", "yen": 5, "received_on": DAY}
    assert rules(giving.why_not_receive(**goods, named=False)) == ["gift.goods", "gift.goods_yen"]
    back = {"given_on": DAY, "on": DAY, "receipted": True}
    assert rules(giving.why_not_give_back(yen=11, left=10, day=date(2026, 11, 19), **back)) == [
        "refund.more",
        "refund.day",
        "refund.receipt",
    ]
    assert rules(
        receipts.why_not_issue(
            gifts=1, anonymous=True, kinds={"fee"}, held=True, status=False, address=False
        )
    ) == [
        "receipt.anonymous",
        "receipt.kind",
        "receipt.held",
        "receipt.status",
        "receipt.address",
    ]
