"""門の試験 — what the scheme allows, what it does not, and the other way."""

from datetime import date

import pytest

from tsunagari.programmes.talent.housekeeping.rules import gate, zones
from tsunagari.programmes.talent.housekeeping.rules.gate import Asked, ask
from tsunagari.programmes.talent.housekeeping.rules.ways import WAYS
from tsunagari.programmes.talent.housekeeping.rules.work import WORK

ON = date(2026, 11, 24)
FINE = {"on": ON, "area": "千葉県千葉市中央区", "work": ("cooking", "cleaning")}


def codes(**facts) -> list[str]:
    return [point.code for point in ask(Asked(**FINE | facts)).points]


def test_a_household_in_chiba_city_has_nothing_known_against_it():
    assert ask(Asked(**FINE)) == gate.Answer("○", ())


def test_a_care_home_in_nagareyama_is_refused_twice_and_shown_the_care_status():
    answer = ask(Asked(on=ON, area="千葉県流山市", place="care_home", work=("cleaning",)))

    assert answer.sign == "×"
    assert [(p.code, p.confidence) for p in answer.points] == [
        ("care_home", "derived"),
        ("area_plan", "unsure"),
        ("area_council", "unsure"),
    ]
    assert answer.ways() == [
        *("ssw_care", "care_status", "training_care"),
        *("propose", "ask", "residents"),
    ]


@pytest.mark.parametrize(
    ("area", "found"),
    [
        ("千葉県千葉市", []),
        ("千葉県流山市", ["area_plan", "area_council"]),
        ("流山市", ["area_plan", "area_council"]),
        ("熊本県熊本市", ["area_council"]),
        ("北海道札幌市", ["area_zone", "area_plan", "area_council"]),
        ("", ["area_zone", "area_plan", "area_council"]),
        ("kanagawa", []),
    ],
)
def test_an_area_needs_the_zone_the_plan_and_the_council(area, found):
    assert codes(area=area) == found


def test_an_area_is_known_from_its_day_on_and_no_day_before():
    assert codes(area="chiba_city", on=date(2019, 6, 26)) == []
    assert codes(area="chiba_city", on=date(2019, 6, 25)) == ["area_plan", "area_council"]


def test_what_the_office_found_out_stands_in_the_place_of_the_table():
    found = zones.Zone(
        code="chiba", designated=True, measure=True, council=True, from_day=ON, said="県の回答"
    )
    table = zones.merged([found])

    assert ask(Asked(**FINE | {"area": "千葉県流山市"}), table).sign == "○"
    assert (
        ask(Asked(**FINE | {"area": "千葉県流山市", "on": date(2026, 11, 23)}), table).sign == "×"
    )


@pytest.mark.parametrize(
    ("facts", "found"),
    [
        ({"lives_in": True}, ["live_in"]),
        ({"household_orders": True}, ["orders"]),
        ({"service_contract": False}, ["contract"]),
        ({"work": ("childcare",)}, ["childcare"]),
        ({"work": ("childcare", "accompany")}, ["childcare"]),
        ({"work": ("childcare", "cooking")}, []),
        ({"work": ("childcare", "cooking"), "childcare_main": True}, ["childcare"]),
        ({"work": ("accompany",)}, ["beside"]),
        ({"work": ("cooking", "small_repairs")}, ["repairs"]),
        ({"work": ("bodily_care", "cleaning")}, ["bodily_care"]),
        ({"work": ("ltc_service",)}, ["ltc_service"]),
        ({"work": ("sing",)}, ["other"]),
        ({"confirmed": False, "business_years": 2.9}, ["confirmed", "record"]),
        ({"business_years": 3}, []),
        ({"office_near": False, "housing_inside": False}, ["office", "housing"]),
        ({"full_time": False, "direct": False, "pay_equal": False}, ["full_time", "direct", "pay"]),
        ({"deposit": True, "other_duties": True}, ["deposit", "duties"]),
        ({"age": 17, "experience_years": 0.5, "trained": False}, ["age", "experience", "trained"]),
        ({"age": 18, "experience_years": 1, "trained": True, "japanese": "A2"}, []),
        ({"japanese": "N5"}, ["n4"]),
        ({"japanese": "N5", "language_exempt": True, "household_agrees": True}, []),
        (
            {"japanese": "", "language_exempt": True, "work": ("cooking", "childcare")},
            ["n4_childcare"],
        ),
    ],
)
def test_each_condition_has_its_reason(facts, found):
    assert codes(**facts) == found


def test_an_exempted_worker_waits_for_the_household_to_agree():
    asked = Asked(**FINE, japanese="N5", language_exempt=True)

    assert ask(asked).sign == "△"
    assert [p.code for p in ask(asked).unsure()] == ["n4_household"]


def test_contracts_end_after_five_years_or_perhaps_eight():
    first = date(2024, 2, 29)

    assert gate.term_ends(first, ON) == date(2029, 2, 28)
    assert codes(first_contract=first, contract_until=date(2029, 2, 28)) == []
    assert codes(first_contract=first, contract_until=date(2029, 3, 1)) == ["term"]
    early = {"first_contract": date(2019, 7, 1), "contract_until": date(2027, 6, 30)}
    assert ask(Asked(**FINE, **early)).sign == "△"
    late = early | {"contract_until": date(2027, 7, 1)}
    assert ask(Asked(**FINE, **late)).sign == "×"


def test_every_no_has_another_way_and_every_way_has_words():
    worst = Asked(
        on=ON,
        area="",
        place="office",
        work=tuple(WORK),
        lives_in=True,
        household_orders=True,
        service_contract=False,
        confirmed=False,
        business_years=0,
        disqualified=True,
        office_near=False,
        full_time=False,
        direct=False,
        pay_equal=False,
        deposit=True,
        other_duties=True,
        housing_inside=False,
        complaint_desk=False,
        age=17,
        experience_years=0,
        trained=False,
        japanese="",
        first_contract=date(2016, 1, 1),
    )
    answer = ask(worst)

    assert [p.code for p in answer.points if not p.ways or not p.source or not p.article] == []
    assert {way for p in answer.points for way in p.ways} <= set(WAYS)
    assert len(answer.against()) == len({p.code for p in answer.points}) >= 25
