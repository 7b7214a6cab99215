"""家事支援の試験 — institutions, homes, contracts and visits as they are written down."""

from datetime import date, timedelta

import pytest

from tests.cast import TODAY
from tests.cast_housekeeping import BEGUN, NINE, NOON
from tests.cast_talent import make_body
from tsunagari.base.refusals import Refused
from tsunagari.kernel.duties.models import Duty
from tsunagari.kernel.notices.models import Choice
from tsunagari.kernel.records.models import Record
from tsunagari.programmes.talent.housekeeping import queries, sealed
from tsunagari.programmes.talent.housekeeping.actions import homes, institutions, visits, watch
from tsunagari.programmes.talent.housekeeping.models import Alarm, Household
from tsunagari.programmes.talent.people.actions.switches import switch


def rules(refused) -> list[str]:
    return [reason.rule for reason in refused.value.reasons]


def owed(body) -> dict[str, int]:
    """{rule: who does it} of the law's open duties of an institution."""
    rows = Duty.objects.filter(about_kind="people.supervisor", about_key=str(body.pk))
    return {row.rule: row.doer_id for row in rows.exclude(state="void")}


def test_a_confirmed_institution_owes_the_duties_of_the_law(institution, sato, federation):
    before = owed(institution)
    for kind, name in [
        ("workers_accepted", "first"),
        ("serious_matter", "one"),
        ("cannot_employ", "end"),
        ("workers_arriving", "come"),
    ]:
        institutions.tell_law(institution, kind, name, day=TODAY, by=sato, on=TODAY)

    assert before == {"law.hk_yearly_audit": federation.party_id}
    assert set(owed(institution)) - set(before) == {
        "law.hk_acceptance_report",
        "law.hk_serious_report",
        "law.hk_new_institution",
        "law.hk_training",
        "law.hk_housing",
    }
    switch("hk_periodic_report", wanted=True, reason="協議会の案内を見た。", by=sato, on=TODAY)
    assert owed(institution)["law.hk_periodic_report"] == institution.pk


def test_the_next_audit_is_a_year_after_the_last(institution, sato):
    """Worked example W21: last audit 2026-06-30, next by 2027-06-30."""
    at = NINE.replace(month=6, day=30)
    look = institutions.plan_look(institution, "audit", starts=at, by=sato, on=TODAY)
    institutions.hold_look(
        look, outcome="ok", words="帳簿を見た。", by=sato, on=date(2026, 6, 30), at=at
    )

    due = Duty.objects.get(rule="law.hk_yearly_audit", state__in=("open", "waiting"))
    assert due.statutory_due == date(2027, 6, 30)
    with pytest.raises(Refused) as refused:
        institutions.hold_look(look, outcome="ok", words="", by=sato, on=TODAY, at=at)
    assert rules(refused) == ["closed", "words"]


def test_the_contracts_of_a_worker_end_after_five_years(grace_case, sato):
    """Worked example W21: first contract 2024-02-29, the total ends 2029-02-28."""
    from tsunagari.programmes.talent.people.actions import cases
    from tsunagari.programmes.talent.people.actions.duties import wanted_of

    cases.change(
        grace_case,
        seen=grace_case.version,
        by=sato,
        on=TODAY,
        placements=[{"id": "1", "starts": "2024-02-29"}],
    )
    grace_case.refresh_from_db()

    [term] = [
        one for one in wanted_of(grace_case, on=date(2028, 6, 1)) if one.rule == "law.hk_term_cap"
    ]
    assert term.statutory == date(2029, 2, 28)


def test_nobody_is_confirmed_where_the_plan_is_not_known_to_name_the_measure(chores, sato):
    row = institutions.keep(chores, seen=1, area="chiba", by=sato, on=TODAY)

    with pytest.raises(Refused) as refused:
        institutions.confirm(row, from_day=BEGUN, until_day=None, by=sato, on=TODAY)

    assert rules(refused) == ["hk.area_plan", "hk.area_council"]
    institutions.note_zone(
        "chiba",
        said="千葉県の回答（電話）",
        designated=True,
        measure=True,
        council=True,
        from_day=BEGUN,
        by=sato,
        on=TODAY,
    )
    institutions.confirm(row, from_day=BEGUN, until_day=None, by=sato, on=TODAY)
    assert queries.confirmation(chores, TODAY).from_day == BEGUN


def test_whoever_is_called_works_there_and_the_deputy_is_somebody_else(
    institution, aoki, mori, sato
):
    with pytest.raises(Refused) as refused:
        institutions.keep(
            institution.organisation,
            seen=institution.version,
            coordinator=mori.party,
            deputy=mori.party,
            by=sato,
            on=TODAY,
        )

    assert rules(refused) == ["role", "role", "same"]


def test_a_home_is_sealed_and_each_opening_is_a_record(home, aoki):
    stored = Household.objects.values().get(pk=home.pk)

    assert "囗山" not in str(stored)
    assert "見本1-2-3" not in str(stored)
    opened = homes.open_address(home, by=aoki, on=TODAY)
    assert opened == {
        "name": "囗山",
        "address": "千葉県千葉市美浜区見本1-2-3",
        "phone": "080-0000-0000",
        "said": "{千葉県|ちばけん}{千葉市|ちばし}{美浜区|みはまく}{見本|みほん}1-2-3",
    }
    assert Record.objects.filter(did="housekeeping.address_read").count() == 1
    homes.withdraw_consent(home, by=aoki, on=TODAY, now=NINE)
    home.refresh_from_db()
    assert set(sealed.reveal(home).values()) == {""}


def test_what_is_sealed_waits_for_whoever_may_be_inside(visit, home, contract, aoki):
    begun = NINE + timedelta(minutes=1)
    homes.withdraw_consent(home, by=aoki, on=TODAY, now=begun)
    watch.look_after(NINE + timedelta(minutes=10))

    home.refresh_from_db()
    visit.refresh_from_db()
    contract.refresh_from_db()
    assert (home.withdrawn_on, contract.ended_on, visit.state) == (TODAY, TODAY, "planned")
    assert homes.erase_waiting(on=TODAY) == 0
    assert sealed.reveal(home)["name"] == "囗山"
    watch.close(Alarm.objects.get(), outcome="not_held", words="留守。", by=aoki, on=TODAY, at=NOON)
    assert [homes.erase_waiting(on=TODAY) for _turn in range(2)] == [1, 0]
    home.refresh_from_db()
    assert home.sealed == ""
    did = Record.objects.filter(did__startswith="housekeeping.", did__endswith="withdrawn")
    assert list(did.order_by("pk").values_list("did", flat=True)) == [
        "housekeeping.consent_withdrawn",
        "housekeeping.household_withdrawn",
    ]


def test_a_contract_that_ends_leaves_the_visit_that_has_begun(visit, contract, aoki):
    homes.end(contract, by=aoki, on=TODAY, now=NINE)
    visit.refresh_from_db()

    assert (visit.state, visit.due_at) == ("planned", NINE + timedelta(minutes=10))


def test_whoever_is_called_is_reached_by_mail(institution, aoki, sato):
    Choice.objects.create(party=aoki.party, email=False)
    with pytest.raises(Refused) as refused:
        institutions.keep(institution.organisation, seen=institution.version, by=sato, on=TODAY)

    assert rules(refused) == ["mail"]


def test_a_home_says_yes_first(institution, aoki):
    with pytest.raises(Refused) as refused:
        homes.add_household(institution, town="", address=" ", agreed=False, by=aoki, on=TODAY)

    assert rules(refused) == ["consent", "town", "address"]


def test_a_contract_holds_only_housework(home, aoki):
    with pytest.raises(Refused) as refused:
        homes.sign(
            home,
            work=["bodily_care", "cooking"],
            from_day=TODAY,
            until_day=None,
            by=aoki,
            on=TODAY,
            lives_in=True,
        )

    assert rules(refused) == ["hk.live_in", "hk.bodily_care"]


def test_a_visit_needs_a_contract_a_free_worker_and_the_right_order(
    visit, contract, grace_case, aoki
):
    early = NINE - timedelta(hours=1)

    def why(starts, ends, now=early):
        with pytest.raises(Refused) as refused:
            visits.plan(contract, grace_case, starts=starts, ends=ends, by=aoki, on=TODAY, now=now)
        return rules(refused)

    assert why(NOON - timedelta(minutes=1), NOON + timedelta(hours=1)) == ["busy"]
    assert why(NOON, NOON) == ["span"]
    assert why(early - timedelta(days=1), NINE - timedelta(days=1)) == ["past", "contract"]
    visits.cancel(visit, by=aoki, on=TODAY, now=early)
    other = visits.plan(contract, grace_case, starts=NINE, ends=NOON, by=aoki, on=TODAY, now=early)
    with pytest.raises(Refused) as refused:
        visits.restore(visit, by=aoki, on=TODAY, now=early)
    assert rules(refused) == ["busy"]
    visits.cancel(other, by=aoki, on=TODAY, now=early)
    visits.restore(visit, by=aoki, on=TODAY, now=early)
    visit.refresh_from_db()
    assert (visit.state, visit.due_at) == ("planned", NINE + timedelta(minutes=10))
    with pytest.raises(Refused) as refused:
        visits.cancel(visit, by=aoki, on=TODAY, now=NINE)
    assert rules(refused) == ["state"]


def test_somebody_below_n4_is_not_sent_to_children(home, grace_case, aoki):
    homes.keep_worker(
        grace_case, seen=2, facts={"japanese": "N5"}, exempt_on=TODAY, by=aoki, on=TODAY
    )
    work = ["childcare", "cooking"]
    contract = homes.sign(home, work=work, from_day=TODAY, until_day=None, by=aoki, on=TODAY)

    with pytest.raises(Refused) as refused:
        visits.plan(
            contract,
            grace_case,
            starts=NINE,
            ends=NOON,
            by=aoki,
            on=TODAY,
            now=NINE - timedelta(hours=1),
        )

    assert rules(refused) == ["hk.n4_childcare"]


def test_a_worker_of_a_company_that_is_not_confirmed_takes_no_step(grace, sato):
    from tests.cast_talent import make_case

    body = make_body("見知らぬ家事", "company")
    case = make_case(grace, "HK", by=sato, company=body)

    assert [reason.rule for reason in queries.why_not_proceed(case)] == ["hk.confirmed"]


def test_a_household_answers_three_questions_and_rates_nobody(visit, aoki):
    with pytest.raises(Refused) as refused:
        visits.say(visit, {"looks": True}, by=aoki, on=TODAY)

    assert rules(refused) == ["state", "question"]


def test_an_institution_sees_its_own_and_a_stranger_nothing(visit, okada_login, aoki, sato):
    from tests.cast import viewer

    okada = viewer(okada_login)
    for asked in (queries.services, queries.households, queries.contracts, queries.institutions):
        assert [asked(who).count() for who in (sato, aoki, okada)] == [1, 1, 0], asked.__name__
