"""わたしたちの寄附 — a body's people read what it gave; another body, a school or a person does not."""

import csv
import io
import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import NOW, TODAY, _client
from tests.pages import words
from tsunagari.governance.fund.gifts.actions import donors, pledging, receipting, receiving
from tsunagari.governance.fund.gifts.models import Gift
from tsunagari.kernel.notices.models import Notice
from tsunagari.kernel.records.models import Record

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cast_day")]


@pytest.fixture
def company(maker, sato):
    """流山製作所 — gives, and is in the books of the office."""
    return donors.note(maker.party, said={"address": "流山市"}, by=sato, on=TODAY)


@pytest.fixture
def mori_client(mori_login):
    return _client(mori_login)


@pytest.fixture
def pledge(company, fund, sato):
    first = date(2026, 12, 27)
    return pledging.promise(
        company, fund=fund, yen=30_000, every="year", first_due=first, by=sato, on=TODAY
    )


def test_a_body_reads_all_it_gave_and_opening_a_receipt_is_a_record(
    mori_client, mori, maker, company, pledge, certified, gave, sato
):
    gift = gave(company, 200_000)
    annulled = gave(company, 7_777)
    receiving.annul(annulled, by=sato, on=TODAY)
    receipt = receipting.issue(gift, by=sato, on=TODAY)

    page = words(mori_client.get("/partner/gifts/"))
    trace = words(mori_client.get(f"/partner/gifts/{gift.pk}/"))

    for said in (
        "流山製作所から基金への",
        "200,000円",
        "30,000円",
        "領収書 2026-",
        "わたしたちの寄附",
    ):
        assert said in page
    assert "7,777円" not in page
    assert "まだ使っていないお金：200,000円" in trace
    assert mori_client.get(f"/partner/gifts/{annulled.pk}/").status_code == 404
    assert mori_client.get(f"/partner/gifts/receipts/{receipt.pk}.pdf").content[:4] == b"%PDF"
    read = Record.objects.get(did="gifts.receipt_read")
    concerned = list(read.concerns.values_list("party", flat=True))
    assert (read.by_id, concerned) == (mori.party.pk, [maker.pk])


def test_nobody_else_reads_what_a_body_gave_and_a_body_not_what_its_people_gave(
    mori_client,
    mori,
    okada_login,
    yamada_client,
    donor_client,
    company,
    pledge,
    certified,
    gave,
    sato,
):
    gift, own = gave(company, 222_222), gave(donors.note(mori.party, by=sato, on=TODAY), 3_456)
    receipt = receipting.issue(gift, by=sato, on=TODAY)
    okada_client = _client(okada_login)

    for client, face in (
        (okada_client, "partner"),
        (yamada_client, "partner"),
        (donor_client, "me"),
    ):
        page = words(client.get(f"/{face}/gifts/"))
        assert "222,222" not in page
        assert "30,000" not in page
        for path in (f"{gift.pk}/", f"receipts/{receipt.pk}.pdf", f"pledge/{pledge.pk}/"):
            assert client.get(f"/{face}/gifts/{path}").status_code == 404
        for act in ("stop", "undo"):
            path = f"/{face}/gifts/pledge/{pledge.pk}/{act}/"
            assert client.post(path).status_code == 404
    assert len(rows_of(okada_client)) == len(rows_of(yamada_client)) == 1
    assert "まだ寄附の記録はありません" in words(okada_client.get("/partner/gifts/"))
    assert "わたしたちの寄附" not in words(okada_client.get("/partner/settings/"))
    assert "3,456" not in words(mori_client.get("/partner/gifts/"))
    assert mori_client.get(f"/partner/gifts/{own.pk}/").status_code == 404


def rows_of(client) -> list[list[str]]:
    """The rows of the table for the books, with its heads."""
    text = client.get("/partner/gifts/all.csv").content.decode()
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))


def test_a_body_changes_its_promise_stops_it_with_one_press_and_takes_that_back(
    mori_client, pledge, sato
):
    path = f"/partner/gifts/pledge/{pledge.pk}/"
    wrong = mori_client.post(path, {"yen": "0", "every": "year", "version": 1})
    assert wrong.status_code == 422

    mori_client.post(path, {"yen": "50,000", "every": "half", "version": 1})
    stopped = mori_client.post(f"{path}stop/", follow=True)
    pledge.refresh_from_db()
    assert (pledge.yen, pledge.every, pledge.ended_on) == (50_000, "half", TODAY)
    assert "継続の寄附をやめました。" in words(stopped)
    assert Notice.objects.filter(to=sato.party, kind="gifts.pledge_changed").count() == 2
    mori_client.post(f"{path}undo/")
    pledge.refresh_from_db()
    assert pledge.ended_on is None


def test_the_list_is_paged_at_one_price_its_table_runs_no_formula_and_the_people_are_thanked(
    mori_client, mori, maker, company, fund, gave, sato
):
    goods = gave(company, None, kind="goods", goods="=1+1", channel="hand")
    with CaptureQueriesContext(connection) as few:
        page = words(mori_client.get("/partner/gifts/"))
    same = {"book": fund.book, "fund": fund, "donor": company, "kind": "donation"}
    Gift.objects.bulk_create(
        Gift(**same, yen=1_000 + n, received_on=date(2026, 4, 1)) for n in range(60)
    )
    with CaptureQueriesContext(connection) as many:
        full = mori_client.get("/partner/gifts/")
    receiving.thank([goods.pk], by=sato, on=TODAY, at=NOW)

    assert len(many) <= len(few)
    assert "=1+1" in page
    [older] = re.findall(r'href="(\?after=[^"]+)"', full.content.decode())
    assert "1,000円" in words(mori_client.get(f"/partner/gifts/{older}"))
    heads, *rows = rows_of(mori_client)
    assert (len(rows), heads[5], rows[-1][5]) == (61, "品物", "'=1+1")
    told = Notice.objects.filter(kind="gifts.thanks_goods", facts__path="/partner/gifts/")
    assert {one.to_id for one in told} == {maker.pk, mori.party.pk}
