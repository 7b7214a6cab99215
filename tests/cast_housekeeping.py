"""配役（家事支援） — an institution in Chiba City, its two people, a worker, a home, and a stranger.

Mihon 家事 (institution), 青木 (coordinator), 井上 (deputy), Grace (worker), a home in Chiba City,
岡田 (another company, see cast_talent).
"""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.cast import TODAY, viewer
from tests.cast_talent import make_body, make_case, make_member

BEGUN = date(2026, 4, 1)
# 09:00 in Tokyo on the cast's day, 25 minutes after the cast's now is 09:05.
NINE = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
NOON = NINE + timedelta(hours=3)


@pytest.fixture
def chores(federation):
    """千葉家事サービス — a company in Chiba City."""
    return make_body("千葉家事サービス", "company", municipality="千葉市")


@pytest.fixture
def aoki_login(chores):
    """青木 — the coordinator."""
    return make_member(chores, "company_staff", "aoki@example.jp", family="青木", given="光")


@pytest.fixture
def inoue_login(chores):
    """井上 — the deputy."""
    return make_member(chores, "company_staff", "inoue@example.jp", family="井上", given="薫")


@pytest.fixture
def aoki(aoki_login):
    return viewer(aoki_login)


@pytest.fixture
def inoue(inoue_login):
    return viewer(inoue_login)


@pytest.fixture
def institution(chores, aoki_login, inoue_login, sato):
    """The company as a confirmed institution."""
    from tsunagari.programmes.talent.housekeeping.actions import institutions

    row = institutions.keep(
        chores,
        seen=1,
        area="chiba_city",
        business_since=date(2019, 4, 1),
        offices=[{"address": "千葉県千葉市中央区1", "near": True}],
        criteria={"disqualified": False, "pay_equal": True, "deposit": False},
        desk="043-000-0000（英語・タガログ語）",
        phone="043-000-0001",
        coordinator=aoki_login.person.party,
        deputy=inoue_login.person.party,
        by=sato,
        on=TODAY,
    )
    institutions.confirm(row, from_day=BEGUN, until_day=None, by=sato, on=TODAY)
    return row


@pytest.fixture
def grace(federation):
    """Grace — from the Philippines."""
    from tsunagari.kernel.parties.actions import add_person

    return add_person(
        family="Santos",
        given="Grace",
        family_latin="SANTOS",
        given_latin="Grace",
        nationality="PHL",
        language="en",
    )


@pytest.fixture
def grace_case(grace, institution, sato):
    """Grace's case: she has worked there since May, and passed N4."""
    from tsunagari.programmes.talent.housekeeping.actions import homes
    from tsunagari.programmes.talent.people.actions import cases

    case = make_case(grace, "HK", state="working", by=sato, company=institution.organisation)
    cases.change(case, seen=1, by=sato, on=TODAY, placements=[{"id": "1", "starts": "2026-05-01"}])
    homes.keep_worker(
        case,
        seen=1,
        facts={"japanese": "N4", "trained": True, "experience_years": 3, "full_time": True},
        by=sato,
        on=TODAY,
    )
    case.refresh_from_db()
    return case


@pytest.fixture
def home(institution, aoki):
    """A home in Chiba City, with a child."""
    from tsunagari.programmes.talent.housekeeping.actions import homes

    return homes.add_household(
        institution,
        town="千葉市美浜区",
        name="囗山",
        address="千葉県千葉市美浜区見本1-2-3",
        phone="080-0000-0000",
        agreed=True,
        children=True,
        by=aoki,
        on=TODAY,
    )


@pytest.fixture
def contract(home, aoki):
    """Cooking and cleaning there."""
    from tsunagari.programmes.talent.housekeeping.actions import homes

    work = ["cooking", "cleaning"]
    return homes.sign(home, work=work, from_day=TODAY, until_day=None, by=aoki, on=TODAY)


@pytest.fixture
def visit(contract, grace_case, aoki):
    """Today from ten until one, on the clock of Tokyo."""
    from tsunagari.programmes.talent.housekeeping.actions import visits

    return visits.plan(
        contract,
        grace_case,
        starts=NINE,
        ends=NOON,
        by=aoki,
        on=TODAY,
        now=NINE - timedelta(hours=1),
    )


@pytest.fixture
def grace_viewer(grace, federation):
    """Grace, as she asks through her card."""
    from tsunagari.kernel.roles.models import Viewer

    body = federation.party.organisation
    return Viewer(party=grace.party, kind="worker", body=body, language="en", on=TODAY)
