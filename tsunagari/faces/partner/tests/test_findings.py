"""指摘 — what a company is told after a visit, and what stays with the office."""

from datetime import time, timedelta

import pytest
from django.utils import timezone

from tests.pages import words
from tsunagari.kernel.notices.models import Notice
from tsunagari.kernel.parties import actions as parties
from tsunagari.programmes.talent.people.actions import cases
from tsunagari.programmes.talent.visits import queries
from tsunagari.programmes.talent.visits.actions import plan
from tsunagari.programmes.talent.visits.actions.close import close
from tsunagari.programmes.talent.visits.actions.fill import Filled, fill
from tsunagari.programmes.talent.visits.actions.findings import mend
from tsunagari.programmes.talent.visits.models import Finding
from tsunagari.programmes.talent.visits.rules.visits import Typed

pytestmark = pytest.mark.django_db
TRAINEE = {
    "country": "VN",
    "plans": [{"id": "one", "stage": 1, "starts": "2026-01-01", "ends": "2030-12-31"}],
    "placements": [{"id": "first", "starts": "2026-01-01"}],
}


@pytest.fixture
def closed(company, sato):
    """closed(safe_work="…"): an audit of today with these faults."""

    def make(worker=None, **faults):
        today, now = timezone.localdate(), timezone.now()
        person = parties.add_person(family="見本", given="リン", nationality="VNM", language="vi")
        known = {"by": sato, "on": today, "known": dict(TRAINEE), "company": company}
        cases.open_case(person, "TITP", state="working", **known)
        visit = plan.plan(company, "audit", day=today, at=time(10), by=sato, on=today)
        interviews = queries.interviews_of(visit)
        answers = dict.fromkeys(queries.asked(visit, interviews), Typed("yes"))
        answers |= {key: Typed("no", said) for key, said in faults.items()}
        if worker:
            own = next(key for key in answers if key.startswith(f"{interviews[0].pk}-"))
            answers[own] = Typed("no", worker)
        sent = Filled(answers=answers, was={}, signed_name="石井")
        fill(visit, sent, by=sato, on=today, received=now, pressed=now)
        due = {key: today + timedelta(days=14) for key, one in answers.items() if one.said == "no"}
        return close(visit, held_on=today, due=due, by=sato, on=today, at=now)

    return make


def page(client, company) -> str:
    return words(client.get(f"/partner/companies/{company.pk}/"))


def test_the_company_reads_what_it_has_to_mend_and_hears_of_it(ishii_client, company, closed):
    closed(safe_work="プレスのカバーがない。")

    said = page(ishii_client, company)

    assert "訪問で指摘されたこと" in said
    assert "プレスのカバーがない。" in said
    [notice] = Notice.objects.filter(kind="visit.found")
    assert notice.facts["path"] == f"/partner/companies/{company.pk}/"


def test_what_was_mended_says_so(ishii_client, company, closed, sato):
    visit = closed(safe_work="プレスのカバーがない。")
    today = timezone.localdate()
    finding = Finding.objects.get(visit=visit)

    mend(finding, words="つけた。", seen=1, scan=b"", name="", by=sato, on=today)

    assert "に直った" in page(ishii_client, company)


def test_neither_a_workers_words_nor_a_prohibited_act_is_told(ishii_client, company, closed):
    closed(worker="社長がどなる。", passport="社長が持っている。")

    said = page(ishii_client, company)

    assert Finding.objects.count() == 2
    assert "訪問で指摘されたこと" not in said
    assert "社長が" not in said
    assert not Notice.objects.filter(kind="visit.found").exists()


def test_another_company_reads_nothing_of_it(ishii_client, company, closed):
    closed(safe_work="プレスのカバーがない。")
    other = parties.add_organisation("ほかの会社", kinds=["company"])

    assert ishii_client.get(f"/partner/companies/{other.pk}/").status_code == 404
    assert not queries.told_to(other).exists()


def test_many_findings_cost_no_more_questions(
    ishii_client, company, closed, django_assert_max_num_queries
):
    visit = closed(safe_work="1", log="2", register="3")
    with django_assert_max_num_queries(60) as few:
        page(ishii_client, company)
    for number in range(20):
        Finding.objects.create(
            visit=visit, item="log", words=str(number), due_on=timezone.localdate()
        )
    with django_assert_max_num_queries(len(few)):
        page(ishii_client, company)
