"""企業版ふるさと納税の画面 — a case through the desk's pages, and what the company sees of it."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from tests.cast import TODAY, _client
from tests.cast_hometown import SCAN, walk
from tests.pages import bare, words
from tsunagari.governance.fund.hometown.actions import money
from tsunagari.governance.fund.hometown.models import Donation, Project

pytestmark = pytest.mark.usefixtures("cast_day", "kept_files")
DAY = {"day_y": "2026", "day_m": "11", "day_d": "24"}
TOLD = {
    "yen": "1,000,000",
    "head_office": "東京都千代田区",
    "blue_return": "yes",
    "no_return": "yes",
    "linked": "no",
}
TAXES = {
    "corporation_tax_yen": "23,200,000",
    "prefecture_corporate_levy_yen": "232000",
    "municipal_corporate_levy_yen": "1392000",
    "enterprise_tax_yen": "6800000",
    "effective_percent": "30",
}


def scan():
    return SimpleUploadedFile("receipt.pdf", SCAN, "application/pdf")


def test_from_the_first_word_to_a_use_with_its_voucher(staff_client, maker, town, general):
    project = {"town": town.pk, "area": "流山市", "title": "町づくり", "plan": "見本の計画"}
    staff_client.post("/desk/hometown/projects/new/", project)
    one = Project.objects.get()
    assert "確かめられていない" in words(staff_client.get("/desk/hometown/projects/"))
    case = {"company": maker.pk, "project": one.pk, "kind": "money", "yen": "99,999"}
    refused = staff_client.post("/desk/hometown/new/", case)
    assert (refused.status_code, "100,000円からです" in words(refused)) == (422, True)
    staff_client.post("/desk/hometown/new/", case | {"yen": "1,000,000"})
    donation = Donation.objects.get()
    at = f"/desk/hometown/{donation.pk}/"

    staff_client.post(f"{at}check/")
    assert Donation.objects.get().state == "lead"
    staff_client.post(f"{at}tell/", TOLD | {"seen": donation.version})
    staff_client.post(f"{at}estimate/", TAXES)
    assert "実質の負担 100,000円" in words(staff_client.get(at))
    assert staff_client.get(f"{at}offer.pdf").content[:5] == b"%PDF-"
    staff_client.post(f"{at}check/")
    staff_client.post(f"{at}offer/", DAY)
    refused = staff_client.post(f"{at}accept/", DAY)
    assert "まだ確かめられていません" in words(refused)
    known = {"certified": "yes", "excluded": "no", "source": "市の企画の課"}
    staff_client.post(f"/desk/hometown/projects/{one.pk}/", known)
    staff_client.post(f"{at}accept/", DAY)
    assert "入金先は 流山市 です" in words(staff_client.get(f"{at}paid/"))
    staff_client.post(f"{at}paid/", DAY)
    assert staff_client.post(f"{at}receipt/", DAY).status_code == 422
    staff_client.post(f"{at}receipt/", DAY | {"file": scan()})
    money = DAY | {"fund": general.pk, "kind": "subsidy", "yen": "800,000"}
    staff_client.post(f"{at}subsidise/", money)
    over = staff_client.post(f"{at}use/", DAY | {"words": "教材", "yen": "800,001", "file": scan()})
    assert (over.status_code, "あと800,000円です" in words(over)) == (422, True)
    staff_client.post(f"{at}use/", DAY | {"words": "教材", "yen": "800000", "file": scan()})

    page = words(staff_client.get(at))
    assert "使い道が書かれた額 800,000円" in page
    use = donation.uses.get()
    assert staff_client.get(f"{at}vouchers/{use.pk}/").content == SCAN
    staff_client.post(f"{at}publish/")
    assert Donation.objects.get().state == "published"
    assert "流山製作所" in words(staff_client.get("/desk/hometown/?view=done"))


def test_the_company_tells_of_itself_estimates_and_discloses(mori_login, donation):
    mori, at = _client(mori_login), f"/partner/hometown/{donation.pk}/"
    assert "会社に確かめてください" in words(mori.get(at))
    mori.post(f"{at}tell/", TOLD | {"seen": donation.version})
    mori.post(f"{at}estimate/", TAXES)
    mori.post(f"{at}disclose/", {"words": "機械の修理の契約"})

    page = words(mori.get(at))

    assert "実質の負担 100,000円" in page
    assert "まだ市町村に伝えていません" in page
    assert "連合会の口座には入りません" in page
    assert mori.get(f"{at}offer.pdf").content[:5] == b"%PDF-"
    assert mori.get(f"{at}disclose/").status_code == 404
    assert "流山市：多文化共生の町づくり" in words(mori.get("/partner/hometown/"))


def test_a_company_starts_its_own_case_only_with_a_registered_project(
    mori_login, town_project, sato
):
    mori = _client(mori_login)
    typed = {"project": town_project.pk, "kind": "dispatch", "yen": "300000"}

    answer = mori.post("/partner/hometown/new/", typed)

    made = Donation.objects.get()
    assert (answer["Location"], made.kind) == (f"/partner/hometown/{made.pk}/", "dispatch")
    assert mori.post("/partner/hometown/new/", typed | {"project": 99}).status_code == 422


def test_another_company_another_kind_of_body_and_strangers_see_nothing(
    okada_login, tran_login, suzuki_client, kato_client, yamada_client, donation
):
    okada, tran = _client(okada_login), _client(tran_login)
    for rest in ("", "tell/", "estimate/", "disclose/", "offer.pdf", "receipt/"):
        assert okada.get(f"/partner/hometown/{donation.pk}/{rest}").status_code == 404
        assert tran.get(f"/partner/hometown/{donation.pk}/{rest}").status_code == 404
    assert "まだ寄附の相談はありません" in words(okada.get("/partner/hometown/"))
    assert tran.get("/partner/hometown/").status_code == 404
    for client in (suzuki_client, kato_client, yamada_client):
        for rest in ("", f"{donation.pk}/", "projects/", f"{donation.pk}/tell/"):
            assert client.get(f"/desk/hometown/{rest}").status_code == 403


def test_a_step_out_of_turn_is_not_there_and_lists_say_when_they_are_empty(
    staff_client, donation, sato
):
    at = f"/desk/hometown/{donation.pk}/"
    for rest in ("paid/", "use/", "accept/", "nothing/", "receipt-copy/", "reports/2026/"):
        assert staff_client.get(at + rest).status_code in (404, 405)
    assert staff_client.get(f"{at}check/").status_code == 405
    assert "ここに案件はありません" in words(staff_client.get("/desk/hometown/?view=done"))
    assert staff_client.post(f"{at}withdraw/", {"words": ""}).status_code == 422
    staff_client.post(f"{at}withdraw/", {"words": "来年にする"})
    assert "来年にする" in words(staff_client.get(at))


def test_a_list_asks_as_much_for_four_cases_as_for_one(
    staff_client, maker, donation, django_assert_num_queries
):
    staff_client.get("/desk/hometown/")
    with CaptureQueriesContext(connection) as one:
        staff_client.get("/desk/hometown/")
    row = {"company": maker, "project": donation.project, "yen": 100_000, "begun_on": TODAY}
    Donation.objects.bulk_create(Donation(**row) for _number in range(3))

    with django_assert_num_queries(len(one)):
        staff_client.get("/desk/hometown/")


def test_the_public_reads_published_results_and_a_company_only_where_it_said_so(
    donation, general, sato
):
    assert "まだ公表した結果はありません" in words(Client().get("/hometown/"))
    one = walk(donation, sato)
    got = {"kind": "subsidy", "yen": 500_000, "received_on": TODAY}
    money.subsidise(one, fund=general, seen=one.version, by=sato, **got)
    spent = {"used_on": TODAY, "words": "教材", "yen": 500_000, "file": SCAN, "name": "v.pdf"}
    money.use(one, by=sato, **spent)
    one.refresh_from_db()
    money.publish(one, seen=one.version, by=sato, on=TODAY)

    page = bare(Client().get("/hometown/"))
    assert "流山製作所" in page
    assert "教材 500,000円" in page
    Donation.objects.update(name_shown=False)
    hidden = words(Client().get("/hometown/"))
    assert "名前を出さない会社" in hidden
    assert "流山製作所" not in hidden
