"""もしも — two laws beside each other, for everybody, with the same number of queries."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import TODAY
from tsunagari.kernel.parties import actions as parties
from tsunagari.kernel.records.models import Record
from tsunagari.programmes.talent.people import queries, what_if
from tsunagari.programmes.talent.people.models import Case, Company, Supervisor

pytestmark = pytest.mark.django_db
ASKED = what_if.Asked(TODAY, TODAY + timedelta(days=400), date(2027, 3, 31), date(2027, 4, 1))


@pytest.fixture
def maker(federation):
    body = parties.add_organisation("流山製作所", kinds=["company"])
    Company.objects.create(organisation=body, facts={"staff": 3})
    return body


def begin(maker, system, known, name="リン"):
    person = parties.add_person(family="グエン", given=name)
    return Case.objects.create(
        person=person,
        system=system,
        state="candidate",
        company=maker,
        facts=known,
        opened_on=TODAY,
    )


def plan(starts, ends, **more):
    return {"plans": [{"id": "1", "starts": starts, "ends": ends, **more}]}


def everybody():
    return queries.open_ones().order_by("pk")


def test_who_must_file_before_which_day_comes_first(maker):
    wanted = begin(maker, "TITP", plan("2027-05-01", "2028-04-30", stage=1))
    begin(maker, "SSW1", {})

    answer = what_if.of(everybody(), ASKED)

    assert [(day, case.pk, gate.rule) for day, case, gate in answer.must_act] == [
        (date(2027, 2, 28), wanted.pk, "tr_otit_s1_filing_advice"),
        (date(2027, 3, 31), wanted.pk, "tr_no_new_applications"),
        (date(2027, 6, 30), wanted.pk, "tr_entry_deadline"),
    ]


def test_the_new_law_brings_duties_and_the_old_one_keeps_its_own(maker):
    esd = begin(maker, "ESD", plan("2027-07-01", "2030-06-30", stage=0))
    ssw = begin(maker, "SSW1", {"entry": "2026-11-10"}, "アン")

    found = {one.case: one for one in what_if.of(everybody(), ASKED).cases}

    # What may be filed before the new law is in force goes to another office from that day.
    changed = [one for one in found[esd].changes if one.what == "changed"]
    assert {one.fields for one in changed} <= {("to",)}
    assert found[esd].counts["new"]
    assert not found[esd].counts["gone"]
    assert found[ssw].counts == {}


def test_a_gate_that_is_shut_is_named(maker):
    known = {"entry": "2026-01-10"} | {
        "plans": [
            {"id": "1", "stage": 1, "starts": "2026-01-10", "ends": "2027-01-09"},
            {"id": "2", "stage": 2, "starts": "2027-01-10", "ends": "2029-01-09"},
        ]
    }
    begin(maker, "TITP", known)

    [found] = what_if.of(everybody(), ASKED).cases

    assert [gate.rule for gate in found.refused] == ["tr_stage2_to_3"]


def test_a_cap_that_would_be_broken_is_named(maker):
    for n in range(10):
        begin(maker, "ESD", plan("2027-04-01", "2030-03-31", stage=0), str(n))

    [broken] = what_if.of(everybody(), ASKED).companies
    [of_one] = what_if.of([everybody()[0]], ASKED, companies=False).companies

    said = [(day, line.code, line.there, line.cap.most) for day, line in broken.lines]
    assert said == [(date(2027, 4, 1), "esd", 10, 9)]
    assert (of_one.lines, of_one.changes) == (broken.lines, [])


def test_the_ratio_of_the_staff_is_told_for_the_law_of_its_day(maker, federation):
    body = federation.party.organisation
    Supervisor.objects.create(organisation=body)
    begin(maker, "ESD", plan("2027-04-01", "2030-03-31", stage=0))
    Case.objects.update(supervisor=body)
    [unknown] = what_if.of(everybody(), ASKED).supervisors
    Supervisor.objects.update(facts={"staff": [{"id": "1", "on": "2026-04-01", "full_time": 1}]})

    [short] = what_if.of(everybody(), ASKED).supervisors

    assert (unknown.ratios, unknown.unknown) == ([], [date(2027, 4, 1)])
    assert {(day, ratio.rule) for day, ratio in short.ratios} == {
        (date(2027, 4, 1), "esd_sso_staff_ratio")
    }


def test_nothing_is_written_and_ten_cases_cost_what_two_cost(maker):
    counts = []
    for many in (2, 8):
        for n in range(many):
            begin(maker, "TITP", plan("2027-05-01", "2028-04-30", stage=1), f"{many}-{n}")
        with CaptureQueriesContext(connection) as asked:
            what_if.of(everybody(), ASKED)
        counts.append(len(asked))

    assert counts[0] == counts[1]
    assert Record.objects.filter(did__startswith="case").count() == 0
