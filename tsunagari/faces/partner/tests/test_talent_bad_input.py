"""わるい入力 — whatever somebody types on the pages of orders, candidates and interviews, a page answers."""

from datetime import date, timedelta

import pytest

from tests.cast import NOW, TODAY
from tests.cast_orders import LAN
from tests.house.test_bad_input import failures
from tsunagari.kernel.imports import actions as imports
from tsunagari.programmes.talent.orders.actions import candidates, interviews, training

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
COMPANY = [
    "/partner/",
    "/partner/orders/",
    "/partner/orders/new/",
    "/partner/orders/{order}/",
    "/partner/orders/{order}/edit/",
    "/partner/pairs/",
    "/partner/pairs/{pair}/",
    "/partner/pairs/{pair}/change/",
    "/partner/pairs/{pair}/accept/",
    "/partner/pairs/{pair}/decline/",
    "/partner/pairs/{pair}/choose/",
    "/partner/pairs/{pair}/turn-down/",
    "/partner/pairs/{pair}/reopen/",
    "/partner/pairs/{pair}/propose/",
    "/partner/pairs/{pair}/cancel/",
    "/partner/candidates/{lan}/",
    "/partner/cases/",
    "/partner/companies/{company}/",
]
SENDING = [
    "/partner/candidates/",
    "/partner/candidates/new/",
    "/partner/candidates/{lan}/edit/",
    "/partner/candidates/{lan}/merge/",
    "/partner/candidates/{lan}/apart/",
    "/partner/candidates/{lan}/results/new/",
    "/partner/pairs/{pair}/change/",
    "/partner/imports/",
    "/partner/imports/template.xlsx",
    "/partner/imports/{batch}/",
    "/partner/imports/{batch}/columns/",
    "/partner/imports/{batch}/faults.xlsx",
    "/partner/imports/{batch}/accept/",
    "/partner/imports/{batch}/undo/",
]
TRAINING = [
    "/partner/learners/",
    "/partner/lessons/new/",
    "/partner/lessons/{lesson}/",
    "/partner/candidates/{lan}/results/new/",
    "/partner/results/{result}/annul/",
]
DESK = [
    "/desk/orders/",
    "/desk/candidates/",
    "/desk/candidates/{lan}/merge/",
    "/desk/matching/",
    "/desk/matching/accept/",
    "/desk/matching/decide/",
]


@pytest.fixture
def things(settings, tmp_path, order, lan, pair, school, sending, dang, ishii, hoang, company):
    """One of everything that has a number in an address."""
    settings.MEDIA_ROOT = tmp_path
    candidates.change(lan, seen=1, by=dang, on=TODAY, **LAN | {"school": school})
    lesson = training.hold(
        school,
        topic="x",
        starts_at=NOW - timedelta(days=1),
        minutes=90,
        absent=set(),
        by=hoang,
        on=TODAY,
        at=NOW,
    )
    facts = {"kind": "JLPT", "level": "N3", "passed": True, "taken_on": date(2026, 7, 5)}
    result = training.note(lan, body=school, by=hoang, on=TODAY, **facts)
    interviews.propose(
        pair, starts_at=NOW + timedelta(days=1), minutes=30, how="", by=ishii, on=TODAY, at=NOW
    )
    data = "氏名,生年月日,来られる日\nLE HOA,2001-01-01,2027-07-01\nx,y,z\n".encode()
    batch = imports.upload("candidates", sending, data, name="a.csv", by=dang, at=NOW)
    return {
        "order": order.pk,
        "pair": pair.pk,
        "lan": lan.pk,
        "company": company.pk,
        "lesson": lesson.pk,
        "result": result.pk,
        "batch": batch.pk,
    }


def test_every_page_of_a_company_answers_whatever_is_sent(things, ishii_client):
    assert failures(ishii_client, *(path.format(**things) for path in COMPANY)) == []


def test_every_page_of_a_sender_answers_whatever_is_sent(things, dang_client):
    assert failures(dang_client, *(path.format(**things) for path in SENDING)) == []


def test_every_page_of_a_school_answers_whatever_is_sent(things, hoang_client):
    assert failures(hoang_client, *(path.format(**things) for path in TRAINING)) == []


def test_every_page_of_the_matching_answers_whatever_is_sent(things, staff_client):
    assert failures(staff_client, *(path.format(**things) for path in DESK)) == []
