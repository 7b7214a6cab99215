"""上限・禁止・合い方 — caps, ratios, bans and fitting statuses, as the sheets' examples have them."""

from datetime import date
from itertools import product

import pytest

from tsunagari.base.calculators import BadQuestion, ask
from tsunagari.programmes.talent.law.calculators import caps, transfer_cost
from tsunagari.programmes.talent.law.calculators import status_fit as calculator
from tsunagari.programmes.talent.law.rules import areas, bans, fields, limits, status_fit
from tsunagari.programmes.talent.law.rules.sources import SOURCES
from tsunagari.programmes.talent.law.rules.status_fit import Candidate, Order

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    ("staff", "excellent", "most"),
    [
        (45, False, (5, 10, 0)),
        (45, True, (10, 20, 30)),
        (2, False, (2, 4, 0)),
        (2, True, (2, 4, 6)),
        (0, False, (0, 0, 0)),
        (30, False, (3, 6, 0)),
        (31, False, (4, 8, 0)),
        (50, False, (5, 10, 0)),
        (51, False, (6, 12, 0)),
        (200, False, (10, 20, 0)),
        (201, False, (15, 30, 0)),
        (300, True, (30, 60, 90)),
        (301, False, (15, 30, 0)),
        (330, False, (16, 33, 0)),
        (330, True, (33, 66, 99)),
    ],
)
def test_example_10_caps_of_technical_intern_training(staff, excellent, most):
    found = tuple(
        limits.titp_cap(stage, staff, excellent=excellent, general=True).most for stage in (1, 2, 3)
    )

    assert found == most


def test_excellence_counts_only_with_a_general_licence():
    assert limits.titp_cap(1, 45, excellent=True, general=False).most == 5


def test_example_10_caps_of_employment_for_skill_development():
    assert limits.esd_cap(45).most == 15
    assert limits.esd_cap(330).most == 49
    assert limits.esd_cap(45, excellent=True).most == 30
    assert limits.esd_cap(45, excellent=True, area=areas.REGIONAL).most == 30
    unsure = limits.esd_cap(45, excellent=True, area=areas.REGIONAL, own_unsure=True)
    assert (unsure.most, unsure.confidence) == (45, "unsure")


@pytest.mark.parametrize(
    ("staff", "most"),
    [
        (1, (1, 1, 1, 1)),
        (2, (1, 2, 2, 2)),
        (3, (1, 3, 2, 3)),
        (10, (1, 3, 2, 10)),
        (11, (2, 6, 4, 11)),
        (71, (6, 18, 12, 71)),
        (72, (6, 18, 12, 72)),
        (100, (6, 18, 12, 72)),
        (119, (10, 30, 20, 119)),
        (120, (10, 30, 20, 120)),
        (300, (15, 45, 30, 180)),
        (301, (15, 45, 30, None)),
    ],
)
def test_caps_of_nursing_care(staff, most):
    found = tuple(
        limits.care_cap(staff, excellent=better, stage1=first).most
        for better in (False, True)
        for first in (True, False)
    )

    assert found == most


def test_who_is_over_the_cap_reads_by_how_many():
    [reason] = limits.over(limits.titp_cap(1, 45), 7)

    assert reason.words() == (
        "人数枠は 5人ですが、7人います。2人 多すぎます（技能実習法9条11号・規則16条1項）。"
    )
    assert limits.over(limits.titp_cap(1, 45), 7, taken_over=2) == []
    assert limits.over(limits.care_cap(400, excellent=True), 1) != []


@pytest.mark.parametrize(
    ("people", "talks"), [(0, 0), (1, 1), (2, 2), (3, 2), (4, 2), (5, 2), (8, 2), (9, 3)]
)
def test_example_10_interviews_of_an_audit(people, talks):
    assert limits.interviews_needed(people) == talks


def test_example_1_hours_after_entry():
    assert limits.post_entry_hours(1920, pre_entry_hours=170, pre_entry_month=True) == 160
    assert limits.post_entry_hours(1920) == 320
    assert limits.esd_post_entry_hours(a1=True, pre_entry_hours=120) == 110
    assert limits.esd_post_entry_hours(a1=False) == 320


def test_example_11_the_sending_fee_is_two_months_of_base_pay():
    fee = limits.send_fee(190_000, 420_000)

    assert (fee.cap_yen, fee.over_yen) == (380_000, 40_000)
    assert "40,000円" in fee.reasons[0].words()
    assert limits.send_fee(190_000, 380_000).reasons == []


@pytest.mark.parametrize(
    ("last", "refused"), [("秋田県秋田市", {"esd_transfer_ratio_metro"}), ("東京都港区", set())]
)
def test_example_13_transfer_ratios(last, refused):
    reasons = limits.why_not_transfer(
        workers=12,
        transferred=2,
        from_regional=2,
        own_area=areas.area_class("千葉県流山市").kind,
        last_area=areas.area_class(last).kind,
    )

    assert {reason.rule for reason in reasons} == refused


def test_example_13_a_third_of_all_at_most():
    facts = {"own_area": areas.REGIONAL, "last_area": areas.METRO, "from_regional": 0}

    assert limits.why_not_transfer(workers=12, transferred=3, **facts) == []
    assert limits.why_not_transfer(workers=12, transferred=4, **facts) != []
    assert limits.why_not_transfer(workers=2, transferred=0, **facts) != []


def test_every_condition_of_a_transfer_is_named_at_once():
    reasons = limits.why_not_own_request(
        free_from=date(2029, 7, 1),
        on=date(2029, 6, 30),
        same_category=False,
        skill_passed=False,
        a1_passed=False,
        host_excellent=False,
    )

    assert len(reasons) == 5


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("千葉県流山市", "metro"),
        ("千葉県松戸市小根本", "metro"),
        ("千葉県夷隅郡大多喜町", "regional"),
        ("千葉県いすみ市", "regional"),
        ("埼玉県秩父市", "regional"),
        ("埼玉県秩父郡横瀬町", "metro"),
        ("東京都港区", "metro"),
        ("東京都西多摩郡檜原村", "regional"),
        ("秋田県秋田市", "regional"),
        ("京都府京都市", "metro"),
        ("京都府京丹後市", "regional"),
        ("北海道札幌市", "regional"),
        ("和歌山県和歌山市", "regional"),
        ("流山市", ""),
    ],
)
def test_the_area_class_of_a_registered_address(address, kind):
    assert areas.area_class(address).kind == kind


@pytest.mark.parametrize(
    ("transferred", "months", "share", "paid"),
    [
        ("2028-06-30", 11, None, None),
        ("2028-07-01", 12, ["5/6", "5/6"], [383_333, 383_333]),
        ("2028-12-31", 17, ["5/6", "5/6"], [383_333, 383_333]),
        ("2029-01-01", 18, ["1/2", "5/6"], [230_000, 383_333]),
        ("2029-07-01", 24, ["1/2", "1/2"], [230_000, 230_000]),
        ("2029-08-01", 25, ["0", "1/2"], [0, 230_000]),
    ],
)
def test_a_receiving_host_pays_a_share_by_the_time_with_the_former_one(
    transferred, months, share, paid
):
    asked = {"starts": "2027-07-01", "transferred": transferred}
    spent = {"standard_yen": 400_000, "actual_yen": 60_000}
    said = ask(transfer_cost.CALCULATOR, asked | spent)

    assert (said["months"], said["share"], said["payment_yen"]) == (months, share, paid)
    assert said["share_known"] == (share is not None and share[0] == share[1])
    assert ask(transfer_cost.CALCULATOR, asked)["payment_yen"] is None


def test_staff_of_an_sso_fewer_than_eight_hosts_and_forty_workers_each():
    assert limits.why_not_sso_staff(staff=2, hosts=15, workers=79) == []
    assert len(limits.why_not_sso_staff(staff=2, hosts=16, workers=80)) == 2
    assert len(limits.why_not_sso_staff(staff=1, hosts=1, workers=1)) == 2


def test_the_draft_for_support_organisations_counts_from_its_day():
    asked = {"managers": 1, "officers": 1, "people": 51, "hosts": 11}

    assert limits.why_not_rso_capacity(**asked, on=date(2027, 3, 31)) == []
    assert len(limits.why_not_rso_capacity(**asked, on=date(2027, 4, 1))) == 2


@pytest.mark.parametrize(
    ("field", "on", "status"),
    [
        ("food_service", "2026-03-26", "open"),
        ("food_service", "2026-03-27", "stopped"),
        ("care", "2026-11-24", "open"),
        ("linen_supply", "2026-01-22", "closed"),
        ("linen_supply", "2026-11-24", "planned"),
        ("forestry", "2024-03-28", "closed"),
    ],
)
def test_whether_a_field_takes_new_people(field, on, status):
    assert limits.ssw_intake(field, date.fromisoformat(on)).status == status


def test_quotas_of_the_fields_add_up_to_the_published_total():
    assert sum(row.get("esd_quota", 0) for row in fields.table().values()) == 426_200
    assert sum("esd_quota" in row for row in fields.table().values()) == 17
    assert set(fields.table()) == set(fields.FIELDS)


@pytest.mark.parametrize("ban", bans.BANS, ids=lambda ban: ban.code)
def test_a_prohibited_act_is_an_incident_with_its_article(ban):
    for basis in ban.bases:
        for system, who in product(basis.systems, basis.who):
            assert bans.under(ban.code, system, who) == basis
        assert basis.article
        assert all(SOURCES[key][1].startswith("http") for key in basis.source)


def test_an_act_of_somebody_whom_the_rule_does_not_bind_rests_on_no_law():
    assert bans.under("ban_work_during_training", "ESD", "HOST") is None
    assert bans.under("no_such_act", "ESD", "HOST") is None


def test_the_training_law_is_named_only_under_its_own_statuses():
    for ban, system in product(bans.BANS, ("SSW1", "SSW2", "HSP", "HK", "OTHER")):
        for who in ("HOST", "RSO", "SEND", "SCHOOL"):
            basis = bans.under(ban.code, system, who)
            assert basis is None or not basis.article.startswith(("法", "規則"))


@pytest.mark.parametrize("system", ["SSW1", "SSW2", "HSP", "HK", "OTHER"])
def test_an_employer_fixes_no_penalty_and_forces_no_savings_under_any_status(system):
    for code in ("ban_penalty_contract", "ban_savings_contract", "ban_advance_offset"):
        assert bans.under(code, system, "HOST").article.startswith("労基法")


def signs(order, candidate=None, on=TODAY):
    return {
        fit.status: fit.sign for fit in status_fit.fits(order, candidate or Candidate(age=24), on)
    }


def test_w22_a_care_home_cannot_have_housekeeping_workers():
    order = Order(field="care", place="care_home", starts=date(2027, 4, 1))
    tested = Candidate(age=24, japanese="N4", skill_test=True, care_japanese=True)
    found = signs(order, tested)

    assert (found["HK"], found["SSW1"], found["SSW2"]) == ("×", "○", "×")


def test_a_household_gets_housekeeping_only_where_the_zone_plan_says_so():
    candidate = Candidate(age=30, japanese="N4", housekeeping_experience_years=2)
    order = Order(field="housekeeping", place="household", starts=date(2027, 4, 1))
    inside = Order(field="housekeeping", place="household", starts=date(2027, 4, 1), in_zone=True)

    assert signs(order, candidate)["HK"] == "△"
    assert signs(inside, candidate) == dict.fromkeys(status_fit.STATUSES, "×") | {"HK": "○"}


def test_food_service_is_stopped_and_a_new_field_has_not_begun():
    tested = Candidate(age=24, japanese="N4", skill_test=True)

    for field in ("food_service", "linen_supply"):
        order = Order(field=field, starts=date(2027, 2, 1))
        assert signs(order, tested)["SSW1"] == "×"


@pytest.mark.parametrize(
    ("starts", "on", "titp", "esd"),
    [
        ("2027-03-01", "2026-11-24", "○", "×"),
        ("2027-04-01", "2026-11-24", "△", "△"),
        ("2027-06-30", "2027-03-31", "△", "○"),
        ("2027-07-01", "2027-03-31", "×", "○"),
        ("2027-05-01", "2027-04-01", "×", "△"),
    ],
)
def test_the_two_programmes_meet_on_the_first_of_april(starts, on, titp, esd):
    order = Order(field="construction", starts=date.fromisoformat(starts))
    found = signs(order, Candidate(age=20, japanese="N5"), date.fromisoformat(on))

    assert (found["TITP"], found["ESD"]) == (titp, esd)


def test_home_visits_ask_for_experience_and_a_certificate_of_conformity():
    order = Order(field="care", place="client_home", starts=date(2027, 4, 1))
    [fit] = [
        fit
        for fit in status_fit.fits(order, Candidate(age=24, titp2_done="related"), TODAY)
        if fit.status == "SSW1"
    ]

    assert fit.sign == "△"
    assert len(fit.reasons) == 2


def test_points_decide_about_highly_skilled_professionals():
    order = Order(field="industrial_mfg", starts=TODAY, points_work=True, yearly_pay_yen=4_000_000)

    assert [signs(order, Candidate(age=30, points=p))["HSP"] for p in (None, 69, 70)] == [
        "△",
        "×",
        "○",
    ]


def test_a_deposit_stops_every_way_to_work():
    order = Order(field="care", starts=date(2027, 3, 1))

    assert set(signs(order, Candidate(age=24, deposit_paid=True)).values()) == {"×"}


def test_the_caps_calculator_answers_with_articles():
    said = ask(caps.CALCULATOR, {"staff": 45, "address": "千葉県流山市", "there": {"s1": 6}})

    assert said["caps"]["s1"]["most"] == 5
    assert said["caps"]["s1"]["reasons"] != []
    assert said["caps"]["esd"]["most"] == 15
    assert said["area"] == {"class": "metro", "confidence": "official"}
    assert said["interviews"] == 2


def test_the_caps_calculator_counts_every_stage_to_the_total_of_nursing_care():
    def reasons(**there):
        question = {"staff": 10, "field": "care", "there": there}
        return ask(caps.CALCULATOR, question)["caps"]["titp_total"]["reasons"]

    assert reasons(s1=1, s2=2, esd=5) == []
    assert "6人" in reasons(s1=1, s2=5)[0]


@pytest.mark.parametrize(
    ("question", "field"),
    [
        ({"order": {"field": "x", "starts": "2027-01-01"}, "candidate": {"age": 20}}, "on"),
        (
            {
                "order": {"field": "x", "starts": "2027-01-01"},
                "candidate": {"age": 20},
                "on": "2026-11-24",
            },
            "order.field",
        ),
        (
            {
                "order": {"field": "care", "starts": "2027-02-30"},
                "candidate": {"age": 20},
                "on": "令和8年11月24日",
            },
            "order.starts",
        ),
    ],
)
def test_a_faulty_question_about_fit_names_its_field(question, field):
    with pytest.raises(BadQuestion) as refused:
        ask(calculator.CALCULATOR, question)

    assert [line.split(":")[0] for line in refused.value.faults] == [field]
