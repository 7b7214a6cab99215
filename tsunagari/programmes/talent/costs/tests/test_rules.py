from datetime import date
from decimal import Decimal

import pytest
from django.utils.translation import override

from tsunagari.base.languages import CODES, gettext
from tsunagari.base.refusals import Refused
from tsunagari.programmes.talent.costs.rules import amounts, cap, lines
from tsunagari.programmes.talent.costs.rules.cap import Line

ON = date(2027, 4, 1)


# 金額


@pytest.mark.parametrize(
    ("text", "code", "minor"),
    [
        ("120000", "JPY", 120_000),
        ("120,000", "JPY", 120_000),
        ("１２０，０００円", "JPY", 120_000),
        ("¥1,200,000", "JPY", 1_200_000),
        ("1.2万", "JPY", 12_000),
        ("12万円", "JPY", 120_000),
        ("1.200.000", "VND", 1_200_000),
        ("1.200.000 ₫", "VND", 1_200_000),
        ("1,200,000", "VND", 1_200_000),
        ("Rp 1.250.000,50", "IDR", 125_000_050),
        ("₱1,250.5", "PHP", 125_050),
        ("1,250", "PHP", 125_000),
    ],
)
def test_an_amount_is_read_as_its_country_writes_it(text, code, minor):
    assert amounts.typed(text, code) == minor


@pytest.mark.parametrize(
    ("text", "code", "rule"),
    [
        ("1.200.000", "JPY", "amount.dots"),
        ("¥１．２００", "JPY", "amount.dots"),
        ("1.200.000", "PHP", "amount.dots"),
        ("-5000", "JPY", "amount.negative"),
        ("−5000", "JPY", "amount.negative"),
        ("△5,000", "JPY", "amount.negative"),
        ("1200.50", "JPY", "amount.decimals"),
        ("12,00,000", "JPY", "amount.groups"),
        ("0", "JPY", "amount.size"),
        ("9" * 20, "JPY", "amount.size"),
        ("9" * 40, "JPY", "amount.form"),
        ("十万", "JPY", "amount.form"),
        ("12²", "JPY", "amount.form"),
        ("", "JPY", ""),
        ("120000", "XXX", ""),
    ],
)
def test_what_could_be_two_amounts_is_refused_with_a_sentence(text, code, rule):
    with pytest.raises(Refused) as refused:
        amounts.typed(text, code)

    assert [reason.rule for reason in refused.value.reasons] == [rule]


def test_dots_in_yen_say_how_to_write_it():
    with pytest.raises(Refused) as refused:
        amounts.typed("1.200.000", "JPY")

    [reason] = refused.value.reasons
    assert reason.words().startswith("「1.200.000」は点で区切ってあり、いくらか決められません。")
    assert "1,200,000 のように" in reason.words()


@pytest.mark.parametrize("language", CODES)
def test_a_negative_amount_is_led_to_the_button_as_it_is_called(language):
    with pytest.raises(Refused) as refused, override(language):
        amounts.typed("-5000", "JPY")

    [reason] = refused.value.reasons
    with override(language):
        assert gettext("お金が返ってきた") in reason.words()


@pytest.mark.parametrize("text", ["", "0", "-1", "abc", "1e3", "NaN", "99999", "0.000000000001"])
def test_foreign_money_needs_its_rate(text):
    with pytest.raises(Refused) as refused:
        amounts.rate(text, "VND")

    assert refused.value.reasons[0].field == "rate"


def test_yen_are_exact_and_half_a_yen_counts_up():
    rate = amounts.rate("0.0059", "VND")

    assert rate == Decimal("0.0059")
    assert amounts.in_yen(71_186_441, "VND", rate) == 420_000
    assert amounts.in_yen(150, "USD", Decimal("1.0")) == 2
    assert amounts.in_yen(5, "JPY", None) == 5


def test_an_amount_is_written_with_its_places():
    assert amounts.written(12_000_000, "VND") == "12,000,000"
    assert amounts.written(125_050, "PHP") == "1,250.50"


# 上限


def of(*given, base=190_000, system="ESD", narrow=False):
    return cap.of(given, system=system, base_pay=base, on=ON, narrow=narrow)


def paid(yen, whom="sending", category="fee", **more):
    return Line(whom=whom, category=category, yen=yen, paid=True, **more)


def test_the_worked_example_of_the_sheet():
    """Base pay ¥190,000 → ¥380,000; paid ¥420,000 → blocked until ¥40,000 came back."""
    found = of(paid(420_000))

    assert (found.cap_yen, found.over_yen) == (380_000, 40_000)
    [reason] = found.reasons
    assert "40,000円" in reason.words()
    assert of(paid(420_000), paid(40_000, back=True)).reasons == []


def test_exactly_two_months_are_allowed():
    assert of(paid(380_000)).reasons == []
    assert of(paid(380_001)).over_yen == 1


def test_what_is_only_asked_does_not_count_yet():
    assert of(paid(380_000), Line("sending", "fee", 50_000, paid=False)).over_yen == 0


def test_a_broker_and_a_school_count_to_be_safe_and_an_office_may_switch_that_off():
    lines = [paid(300_000), paid(100_000, "broker"), paid(50_000, "school")]

    assert (of(*lines).paid_yen, of(*lines).safe_yen) == (450_000, 150_000)
    assert of(*lines, narrow=True).paid_yen == 300_000


@pytest.mark.parametrize("whom", ["public", "company", "supervisor", "other"])
def test_a_visa_fee_or_a_rent_does_not_count(whom):
    assert of(paid(900_000, whom)).paid_yen == 0


def test_while_the_sides_disagree_the_higher_amount_counts():
    found = of(paid(300_000, claimed=400_000, disputed=True))

    assert (found.paid_yen, found.over_yen, found.disputed) == (400_000, 20_000, True)


def test_of_money_that_came_back_the_lower_amount_counts():
    assert of(paid(420_000), paid(40_000, back=True, claimed=10_000)).over_yen == 30_000


def test_without_base_pay_nothing_is_promised():
    found = of(paid(1), base=None)

    assert (found.cap_yen, found.over_yen) == (None, 0)
    assert "基本給" in found.reasons[0].words()
    assert of(base=None).reasons == []


@pytest.mark.parametrize("system", ["TITP", "SSW1", "OTHER"])
def test_other_systems_have_no_such_cap(system):
    assert of(paid(999_999), system=system) is None


def test_a_deposit_stops_the_plan_until_all_of_it_came_back():
    asked = Line("sending", "deposit", 100_000, paid=False)
    part = Line("sending", "deposit", 60_000, paid=True, back=True)

    assert [r.rule for r in cap.why_not_proceed([asked], None)] == ["ban_deposit_chain"]
    assert len(cap.why_not_proceed([asked, part], None)) == 1
    assert cap.why_not_proceed([asked, part, part._replace(yen=40_000)], None) == []


# 行


def why_not_annul(**more):
    facts = {"annulled": False, "reason": "打ちまちがい", "own": True, "answered": False}
    return [r.rule for r in lines.why_not_annul(**facts | {"refunds": False} | more)]


def test_a_line_is_annulled_with_a_reason_by_who_wrote_it():
    assert why_not_annul() == []
    assert why_not_annul(reason=" ") == ["cost.reason"]
    assert why_not_annul(own=False) == ["cost.own"]
    assert why_not_annul(answered=True) == ["cost.answered"]
    assert why_not_annul(annulled=True, refunds=True) == ["cost.annulled", "cost.back"]


@pytest.mark.parametrize("yen", [1_200, 49_999, 2_000_001])
def test_base_pay_is_that_of_a_month(yen):
    assert [r.rule for r in lines.why_not_base_pay(yen=yen, seen=0, version=0)] == ["cost.base_pay"]
