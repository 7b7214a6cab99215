"""人材の案件 — the list, opening a case, its page, its facts, who takes part, its end."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cast import TODAY
from tsunagari.kernel.parties import actions as parties
from tsunagari.kernel.roles import actions as roles
from tsunagari.programmes.talent.people.actions import cases

pytestmark = [pytest.mark.django_db]
KNOWN = {
    "country": "VN",
    "entry": "2026-11-10",
    "address_fixed": "2026-11-12",
    "plans": [{"id": "1", "stage": 1, "starts": "2026-11-10", "ends": "2027-11-09", "hours": 1920}],
    "placements": [{"id": "1", "starts": "2026-12-14"}],
}


@pytest.fixture
def maker(federation):
    """流山製作所 — a company."""
    return parties.add_organisation(
        "流山製作所", kana="ナガレヤマセイサクショ", kinds=["company"], municipality="流山市"
    )


@pytest.fixture
def linh(federation):
    """Linh — a trainee from Viet Nam."""
    return parties.add_person(family_latin="NGUYEN", given_latin="Linh", nationality="VNM")


@pytest.fixture
def case(linh, maker, sato):
    return cases.open_case(
        linh,
        "TITP",
        state="entered",
        by=sato,
        on=TODAY,
        known=KNOWN,
        company=maker,
        supervisor=sato.body,
    )


def address(case, more="") -> str:
    return f"/desk/cases/{case.pk}/{more}"


def questions(client, where) -> int:
    client.get(where)
    with CaptureQueriesContext(connection) as asked:
        assert client.get(where).status_code == 200
    return len(asked)


PAGES = [
    "/desk/cases/",
    "/desk/cases/new/",
    "/desk/companies/",
    "/desk/rules/",
    "/desk/rules/changes/",
    "/desk/rules/figures/",
    "/desk/rules/figures/without_delay_days/",
    "/desk/rules/titp_cap_basic/",
    "/desk/what-if/",
]


@pytest.mark.parametrize("where", PAGES)
def test_only_the_office_comes_in(where, staff_client, suzuki_client, yamada_client):
    assert Client().get(where).status_code == 302
    assert suzuki_client.get(where).status_code == 403
    assert yamada_client.get(where).status_code == 403
    assert staff_client.get(where).status_code == 200


@pytest.mark.parametrize(
    "more",
    [
        "",
        "parts/",
        "close/",
        "standings/new/",
        "facts/person/",
        "facts/arrival/",
        "facts/plans/",
        "facts/plans/0/",
        "facts/placements/",
        "facts/exams/",
        "facts/events/",
        "facts/leaves/",
        "facts/interviews/",
    ],
)
def test_a_case_and_its_forms_are_the_offices(
    more, case, maker, staff_client, suzuki_client, yamada_client
):
    where = address(case, more)
    login = roles.admit(maker, "company_staff", email="mori@example.jp", by=None, on=TODAY)
    company = Client()
    company.force_login(login, "allauth.account.auth_backends.AuthenticationBackend")

    assert Client().get(where).status_code == 302
    assert suzuki_client.get(where).status_code == 403
    assert yamada_client.get(where).status_code == 403
    assert company.get(where).status_code == 403
    assert staff_client.get(where).status_code == 200
