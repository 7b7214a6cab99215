"""家事支援（特定機関）の試験 — an institution sees and does its own; a stranger sees nothing."""

from datetime import timedelta

import pytest
import time_machine

from tests.cast_housekeeping import NINE
from tsunagari.programmes.talent.housekeeping.actions import watch
from tsunagari.programmes.talent.housekeeping.models import Alarm

NOW = NINE + timedelta(minutes=30)


@pytest.fixture
def at_ten():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def pages(at_ten, visit, institution, home, grace_case):
    watch.look_after(NOW)
    alarm = Alarm.objects.get()
    return [
        "/partner/housekeeping/",
        "/partner/housekeeping/visits/",
        "/partner/housekeeping/homes/",
        "/partner/housekeeping/gate/",
        "/partner/housekeeping/visits/new/",
        "/partner/housekeeping/institution/",
        f"/partner/housekeeping/institution/{institution.pk}/edit/",
        f"/partner/housekeeping/institution/{institution.pk}/event/",
        f"/partner/housekeeping/visits/{visit.pk}/",
        f"/partner/housekeeping/alarms/{alarm.pk}/",
        f"/partner/housekeeping/homes/{home.pk}/",
        f"/partner/housekeeping/workers/{grace_case.pk}/",
    ]


def test_an_institution_opens_its_own_pages(pages, aoki_login, partner_client):
    client = partner_client(aoki_login)
    assert {client.get(path).status_code for path in pages} == {200}
    assert 'href="/partner/housekeeping/"' in client.get("/partner/").content.decode()


def test_another_company_finds_nothing_of_it(pages, okada_login, home, partner_client):
    client = partner_client(okada_login)
    found = [client.get(path) for path in pages]

    assert [answer.status_code for answer in found] == [200] * 5 + [404] * 7
    assert home.code not in "".join(answer.content.decode() for answer in found)
    assert "/partner/housekeeping/" not in client.get("/partner/").content.decode()
    for path in (f"homes/{home.pk}/address/", f"homes/{home.pk}/withdraw/"):
        assert client.post(f"/partner/housekeeping/{path}").status_code == 404


def test_a_school_or_a_sending_organisation_has_no_such_pages(
    pages, yamada_client, tran_login, partner_client
):
    for client in (yamada_client, partner_client(tran_login)):
        assert {client.get(path).status_code for path in pages} == {404}


def test_the_coordinator_finds_the_alarm_among_today_and_takes_it(
    pages, aoki_login, inoue_login, partner_client
):
    client, alarm = partner_client(aoki_login), Alarm.objects.get()
    here = f"/partner/housekeeping/alarms/{alarm.pk}/"

    assert here in client.get("/partner/").content.decode()
    assert client.post(f"{here}take/").status_code == 302
    assert "青木" in partner_client(inoue_login).get(here).content.decode()
    typed = {"outcome": "left", "words": "電話で話した。"}
    assert client.post(here, typed).status_code == 302
    alarm.refresh_from_db()
    assert (alarm.outcome, alarm.service.state) == ("left", "done")
