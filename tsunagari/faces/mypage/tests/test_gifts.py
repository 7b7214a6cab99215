"""わたしの寄附 — the donor alone sees it, changes the promise, stops it, takes that back."""

from datetime import date

import pytest

from tests.cast import TODAY
from tsunagari.governance.fund.gifts.actions import donors, pledging, receipting
from tsunagari.kernel.notices.models import Notice

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cast_day")]


def promised(donor, fund, sato):
    first = date(2026, 12, 27)
    return pledging.promise(
        donor, fund=fund, yen=3_000, every="month", first_due=first, by=sato, on=TODAY
    )


def test_a_donor_reads_own_gifts_and_receipts_and_nobody_elses(
    donor_client, certified, gave, takahashi, fund, sato
):
    other = donors.add(family="森", said={"address": "柏市"}, by=sato, on=TODAY)
    own = receipting.issue(gave(takahashi, 12_000), by=sato, on=TODAY)
    theirs = receipting.issue(gave(other, 55_555), by=sato, on=TODAY)
    strange = promised(other, fund, sato)

    page = donor_client.get("/me/gifts/").content.decode()

    assert "12,000円" in page
    assert "55,555円" not in page
    assert donor_client.get(f"/me/gifts/receipts/{own.pk}.pdf").content.startswith(b"%PDF")
    for path in (f"/me/gifts/receipts/{theirs.pk}.pdf", f"/me/gifts/pledge/{strange.pk}/"):
        assert donor_client.get(path).status_code == 404
    assert donor_client.post(f"/me/gifts/pledge/{strange.pk}/stop/").status_code == 404
    assert donor_client.get("/me/case/")["Location"] == "/me/gifts/"


def test_a_promise_is_changed_stopped_with_one_press_and_taken_back(
    donor_client, fund, takahashi, sato
):
    pledge = promised(takahashi, fund, sato)
    path = f"/me/gifts/pledge/{pledge.pk}/"
    wrong = donor_client.post(path, {"yen": "0", "every": "month", "version": 1})
    assert wrong.status_code == 422

    donor_client.post(path, {"yen": "1,000", "every": "year", "version": 1})
    donor_client.post(f"{path}stop/")
    pledge.refresh_from_db()
    assert (pledge.yen, pledge.every, pledge.ended_on) == (1_000, "year", TODAY)
    assert Notice.objects.filter(to=sato.party, kind="gifts.pledge_changed").count() == 2
    donor_client.post(f"{path}undo/")
    pledge.refresh_from_db()
    assert pledge.ended_on is None


def test_somebody_without_gifts_finds_an_empty_page_and_no_stranger_gets_in(donor_client, client):
    assert donor_client.get("/me/gifts/").status_code == 200
    assert donor_client.get("/me/gifts/notices/").status_code == 200
    from django.test import Client

    assert Client().get("/me/gifts/")["Location"] == "/me/enter/"
