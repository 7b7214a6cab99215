"""雇い主 — whoever has gone to another company leaves behind what was owed at the former one."""

from datetime import date

import pytest

from tests.cast import TODAY
from tsunagari.kernel.duties.models import Duty
from tsunagari.kernel.parties import actions as parties
from tsunagari.programmes.talent.law.rules.facts import Case, Placement, Plan
from tsunagari.programmes.talent.people import facts, queries
from tsunagari.programmes.talent.people.actions import cases, undoing
from tsunagari.programmes.talent.people.models import Company
from tsunagari.programmes.talent.people.rules import employers

OLD, NEW = 1, 2
MOVED = Case(
    system="TITP",
    plans=(Plan(id="1", stage=1, starts=date(2026, 4, 1), ends=date(2027, 3, 31)),),
    placements=(
        Placement(id="1", host="1", starts=date(2026, 5, 1), ends=date(2026, 9, 30)),
        Placement(id="2", starts=date(2026, 11, 1)),
    ),
)


def test_a_day_belongs_to_the_company_of_that_day():
    for day, company in (
        (date(2026, 4, 1), OLD),
        (date(2026, 9, 30), OLD),
        (date(2026, 10, 1), NEW),
        (date(2027, 1, 1), NEW),
    ):
        assert employers.at(MOVED, day, NEW) == company
    assert employers.companies(MOVED, NEW) == {OLD, NEW}
    assert employers.left_on(MOVED, OLD, NEW) == date(2026, 9, 30)
    assert employers.left_on(MOVED, NEW, NEW) is None


def test_each_company_sees_only_its_own_time():
    [before] = employers.people_at(MOVED, OLD, NEW)
    [after] = employers.people_at(MOVED, NEW, NEW)

    assert (before.starts, before.ends, before.trained_from) == (
        date(2026, 5, 1),
        date(2026, 9, 30),
        date(2026, 4, 1),
    )
    assert (after.starts, after.ends, after.trained_from) == (
        date(2026, 11, 1),
        date(2027, 3, 31),
        None,
    )
    assert employers.people_at(MOVED, 3, NEW) == ()


@pytest.fixture
def moved(db, federation, sato):
    """(case, former company, new company): a skilled worker who changed three days ago."""
    old, new = (parties.add_organisation(name, kinds=["company"]) for name in ("旧社", "新社"))
    work = {"id": "1", "starts": "2026-02-01", "ends": "2026-11-20"}
    case = cases.open_case(
        parties.add_person(family="グエン", given="リン"),
        "SSW1",
        state="working",
        by=sato,
        on=TODAY,
        known={"entry": "2026-01-20", "placements": [work]},
        company=old,
    )
    before = holders(case)
    case = cases.change(case, seen=case.version, by=sato, on=TODAY, company=new)
    return case, old, new, before


def holders(case):
    rows = Duty.objects.filter(about_kind="people.case", about_key=str(case.pk))
    return {row.rule: row.holder_id for row in rows.exclude(state="void")}


def test_the_notice_of_leaving_stays_with_the_former_company(moved):
    case, old, _new, before = moved

    assert holders(case)["law.ssw_contract_end_notice"] == old.pk
    duty = Duty.objects.get(rule="law.ssw_contract_end_notice")
    assert (duty.statutory_due, duty.doer_id) == (date(2026, 12, 4), old.pk)
    assert case.facts["placements"][0]["host"] == str(old.pk)
    assert before == holders(case)


def test_taken_back_the_person_is_where_they_were(moved, sato):
    case, old, new, before = moved

    undoing.undo(case, undoing.last_change(case).pk, by=sato, on=TODAY)

    case.refresh_from_db()
    assert case.company == old
    assert case.facts["placements"] == [{"id": "1", "starts": "2026-02-01", "ends": "2026-11-20"}]
    assert list(case.employments.values_list("company", flat=True)) == [old.pk]
    assert holders(case) == before
    assert not Duty.objects.filter(holder=new.pk).exclude(state="void").exists()


def test_the_former_company_still_counts_who_was_there(moved):
    case, old, new, _before = moved
    company = Company.objects.get(pk=old.pk)

    host = facts.of_company(company, facts.read_all(list(queries.employed(old.pk))))

    assert [(one.starts, one.ends) for one in host.people] == [
        (date(2026, 2, 1), date(2026, 11, 20))
    ]
    assert Duty.objects.filter(
        rule="law.ssw_annual_report", about_kind="people.company", about_key=str(old.pk)
    ).exists()
    assert list(queries.formerly(old)) == [case]
    assert list(queries.formerly(new)) == []


def test_a_company_that_was_entered_by_mistake_owes_nothing(sato, moved):
    case, old, new, _before = moved
    third = parties.add_organisation("べつの会社", kinds=["company"])

    case = cases.change(case, seen=case.version, by=sato, on=TODAY, company=third)

    assert set(case.employments.values_list("company", flat=True)) == {old.pk, third.pk}
    assert not Duty.objects.filter(holder=new.pk).exclude(state="void").exists()
