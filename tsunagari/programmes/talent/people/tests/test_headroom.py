"""空き — nobody is asked for at an office for whom a company or its body has no room."""

import pytest

from tests.cast import TODAY
from tsunagari.kernel.parties import actions as parties
from tsunagari.programmes.talent.people import stops
from tsunagari.programmes.talent.people.actions import cases
from tsunagari.programmes.talent.people.models import Company

pytestmark = pytest.mark.django_db
PLAN = {"plans": [{"id": "1", "stage": 0, "starts": "2027-07-01", "ends": "2030-06-30"}]}


@pytest.fixture
def ask(federation, sato):
    """ask("リン"): a case under 育成就労 at the same company, which has one full-time worker."""
    body = parties.add_organisation("流山製作所", kinds=["company"])
    Company.objects.create(organisation=body, facts={"staff": 3, "address": "千葉県流山市"})

    def one(name, known=PLAN):
        person = parties.add_person(family="グエン", given=name)
        parts = {"company": body, "supervisor": sato.body}
        return cases.open_case(
            person, "ESD", state="plan_drafting", by=sato, on=TODAY, known=dict(known), **parts
        )

    return one


def test_a_plan_over_the_cap_is_not_applied_for(ask):
    people = [ask(str(n)) for n in range(9)]
    assert stops.against(people[0], "plan_applied") == []

    [reason] = stops.against(ask("10"), "plan_applied")

    assert reason.rule == "esd_cap"
    assert reason.words() == (
        "人数枠は 9人ですが、10人います。1人 多すぎます（育成就労法9条・規則）。"
        " 根拠：育成就労法9条・規則（公式ではない資料による）"
    )
    assert stops.against(people[0], "withdrawn") == []


def test_a_body_with_too_few_staff_takes_nobody_more(ask, sato):
    case = ask("リン")
    staff = [{"id": "1", "on": "2026-04-01", "full_time": 1}]
    cases.change_supervisor(sato.body, seen=1, by=sato, on=TODAY, staff=staff)

    [reason] = stops.against(case, "plan_applied")

    assert reason.rule == "esd_sso_staff_ratio"
    assert "常勤の職員は 2人以上いります（いま1人）。" in reason.words()


def test_while_the_size_is_not_known_nothing_stands_against_it(ask):
    Company.objects.update(facts={})

    assert stops.against(ask("リン"), "plan_applied") == []
    assert stops.against(ask("アン", {}), "plan_applied") == []
