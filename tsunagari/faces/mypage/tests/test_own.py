"""What is mine: who looked, what I agreed to and take back, and a history that stays with me."""

from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import NOW, TODAY
from tests.pages import words
from tsunagari.kernel.consents.models import Consent
from tsunagari.kernel.parties.models import Identifier
from tsunagari.kernel.records import actions as records
from tsunagari.kernel.records.models import Record
from tsunagari.kernel.roles import identifiers
from tsunagari.programmes.talent.advice import actions as advice
from tsunagari.programmes.talent.people.actions import cases
from tsunagari.programmes.talent.people.models import Look


@pytest.fixture
def client(linh_case, linh, worker_client):
    return worker_client(linh)


@pytest.fixture
def city(federation):
    from tests.cast_talent import make_body

    return make_body("流山市", "town", municipality="流山市")


def asked(linh, linh_viewer):
    return advice.ask(
        topic="life",
        words="Bí mật",
        language="vi",
        channel="page",
        by=linh_viewer,
        person=linh,
        on=TODAY,
        at=NOW,
    )


def test_i_see_who_looked_at_numbers_papers_and_consultations(
    client, linh, linh_case, linh_viewer, sato
):
    identifiers.note(linh.party, "passport", "QZ8765431", by=sato, on=TODAY)
    identifiers.reveal(Identifier.objects.get(), reason="査証の申請のため", by=sato, on=TODAY)
    facts = {"about": linh_case, "concerns": [linh], "on": TODAY, "paper": "ESD/photo"}
    records.add(by=sato, did="document.read", **facts)
    records.add(by=linh_viewer, did="document.read", **facts)
    found = asked(linh, linh_viewer)
    advice.read(found, by=sato, on=TODAY, at=NOW)

    page = words(client.get("/me/case/looked/"))

    assert page.count("佐藤 恵") == 3
    assert "査証の申請のため" in page
    assert "相談（試験連合会）" in page
    assert "QZ87654" not in page


def test_opening_my_case_is_on_record_once_a_viewer_and_day(
    client, linh, linh_case, staff_client, mori_login, partner_client
):
    company = partner_client(mori_login)
    with time_machine.travel(NOW, tick=False) as clock:
        for _time in range(2):
            staff_client.get(f"/desk/cases/{linh_case.pk}/")
            staff_client.get(f"/desk/cases/{linh_case.pk}/costs/")
            company.get(f"/partner/cases/{linh_case.pk}/")
        staff_client.post(f"/desk/cases/{linh_case.pk}/close/", {})
        clock.shift(timedelta(days=1))
        company.get(f"/partner/cases/{linh_case.pk}/documents/")

    assert Record.objects.filter(did="case.looked").count() == Look.objects.count() == 3
    client.get("/me/case/mine/")
    page = words(client.get("/me/case/looked/"))
    assert page.count("案件のページを開きました。") == 3
    assert (page.count("佐藤 恵"), page.count("森 誠")) == (1, 2)
    assert "案件のページを開きました" not in words(client.get("/me/case/history/"))


def test_whoever_may_not_open_a_case_leaves_no_trace_of_a_look(
    linh_case, okada_login, partner_client, staff_client
):
    assert partner_client(okada_login).get(f"/partner/cases/{linh_case.pk}/").status_code == 404
    assert staff_client.get("/desk/cases/999999/").status_code == 404

    assert not Look.objects.exists()


def test_what_i_agreed_to_is_taken_back_with_one_press(
    client, linh, linh_viewer, sato, city, mai, mai_case, worker_client
):
    found = asked(linh, linh_viewer)
    share = advice.ask_to_share(
        found, to=city, messages=[found.messages.get().pk], by=sato, on=TODAY, at=NOW
    )
    path = f"/me/case/help/{found.code}/"
    assert "流山市 に、あなたのことば 1つを見せます。" in words(client.get(path))
    assert worker_client(mai).post(f"{path}share/{share.pk}/", {"answer": "yes"}).status_code == 404
    client.post(f"{path}share/{share.pk}/", {"answer": "yes"})
    [consent] = Consent.objects.filter(current=True, answer=True)
    page = words(client.get("/me/case/consents/"))
    assert "見せる相手：流山市" in page
    assert "取り消しても、あなたが不利になることはありません。" in page

    withdraw = f"/me/case/consents/{consent.pk}/withdraw/"
    assert worker_client(mai).post(withdraw).status_code == 404
    client.post(withdraw)

    assert not Consent.objects.filter(current=True, answer=True).exists()
    assert client.post(withdraw).status_code == 404


def test_my_history_stays_when_i_go_to_another_company(client, linh_case, okada_login, sato):
    page = words(client.get("/me/case/history/"))
    assert "育成就労" in page

    cases.close(linh_case, by=sato, on=TODAY)

    page = words(client.get("/me/case/history/"))
    assert "2026年11月24日（火） – 2026年11月24日（火）" in page


def test_a_long_history_comes_page_by_page_with_the_same_number_of_queries(
    client, linh, sato, django_assert_max_num_queries
):
    path = "/me/case/history/"
    client.get(path)
    with CaptureQueriesContext(connection) as few:
        client.get(path)
    for _act in range(40):
        records.add(
            by=sato, did="identifier.noted", about=linh, concerns=[linh], on=TODAY, kind="x"
        )

    with django_assert_max_num_queries(len(few) + 4):
        first = client.get(path)
    older = first.content.decode().split("?before=")[1].split('"')[0]
    second = words(client.get(f"{path}?before={older}"))

    assert words(first).count("番号を登録しました。") == 30
    assert second.count("番号を登録しました。") == 10
    assert words(client.get(f"{path}?before=x")).count("番号を登録しました。") == 30
