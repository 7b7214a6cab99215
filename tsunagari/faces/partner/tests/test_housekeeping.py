"""家事支援（特定機関）の試験 — an institution sees and does its own; a stranger sees nothing."""

from datetime import timedelta
from io import BytesIO

import pytest
import time_machine
from openpyxl import load_workbook

from tests.cast_housekeeping import NINE
from tests.pages import words
from tsunagari.kernel.notices.models import Notice
from tsunagari.kernel.records.models import Record
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


def test_visits_leave_as_a_sheet_of_the_own_ones_without_an_address(
    pages, visit, home, aoki_login, okada_login, partner_client
):
    answer = partner_client(aoki_login).get("/partner/housekeeping/visits.xlsx")
    _title, _heads, line = load_workbook(BytesIO(answer.content)).active.iter_rows(values_only=True)
    assert (line[1], line[2], line[3]) == ("Santos Grace", home.code, "千葉市美浜区")
    assert line[4:6] == ("10:00", "13:00")
    assert b"1-2-3" not in answer.content
    assert Record.objects.get(did="housekeeping.visits_exported").facts == {"count": 1}

    other = partner_client(okada_login).get("/partner/housekeeping/visits.xlsx")
    assert load_workbook(BytesIO(other.content)).active.max_row == 2


def test_a_coordinator_who_takes_no_mail_any_more_is_noticed_at_once(
    at_ten, institution, inoue, sato, aoki_login, partner_client, staff_client
):
    client = partner_client(aoki_login)
    asked = {"language": "ja", "version": "0", "letter": "", "email": ""}
    page = client.post("/partner/notices/how/", asked, follow=True)

    assert "知らせは電話だけになります" in words(page)
    told = Notice.objects.filter(kind="hk.unreached")
    assert {row.to_id for row in told} == {inoue.party.pk, sato.party.pk}
    here = f"/desk/housekeeping/institutions/{institution.pk}/"
    assert {row.facts["path"] for row in told} == {here, "/partner/housekeeping/institution/"}
    for one, path in ((staff_client, here), (client, "/partner/housekeeping/institution/")):
        assert "さんは、いまメールを受け取りません" in words(one.get(path))
