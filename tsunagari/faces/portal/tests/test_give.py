"""寄附する — anybody gets a number without an account; nothing personal is shown again."""

import pytest

from tests.cast import TODAY
from tests.pages import bare
from tsunagari.governance.fund.gifts.models import Offer
from tsunagari.kernel.ledger import books

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cast_day")]


def test_a_visitor_reads_what_the_funds_are_for_and_takes_a_number(
    client, fund, account, certified
):
    assert "みらい基金" in bare(client.get("/give/"))
    path = f"/give/{fund.pk}/"
    assert client.post(path, {"yen": "-1"}).status_code == 422
    said = {"yen": "3,000", "name": "森 花", "kana": "もり はな", "address": "柏市"}

    answer = client.post(path, said)

    offer = Offer.objects.get()
    page = client.get(answer["Location"]).content.decode()
    assert offer.reference in page
    assert "1234567" in page
    assert "森" not in page
    assert "森" not in offer.sealed
    assert client.get(f"/give/how/{offer.reference}-x/").status_code == 404
    secret = books.open_fund(
        fund.book, code="inner", name="内部", kind="general", by=None, on=TODAY
    )
    assert client.get(f"/give/{secret.pk}/").status_code == 404


def test_the_estimate_shows_both_ways_and_what_is_unsure(client, certified):
    asked = {"yen": "50000", "income": "6000000", "tax": "400000", "rate": "20"}
    asked |= {"status": certified.pk, "prefecture": "on", "municipality": "on"}

    page = client.get("/give/relief/", asked).content.decode()

    for words in ("19,200円", "9,600円", "4,800円", "24,000円", "確かめられていない"):
        assert words in page, words
    assert client.get("/give/relief/", asked | {"income": "x"}).status_code == 422


def test_without_funds_or_a_status_the_pages_say_so(client, federation):
    for path in ("/give/", "/give/relief/"):
        assert client.get(path).status_code == 200
