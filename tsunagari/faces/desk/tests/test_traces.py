"""1円のゆくえの画面 — the desk follows a gift forward and a measure back; a fund's page tells sums."""

from datetime import date

import pytest

from tests.cast import TODAY
from tsunagari.faces.shared import fund_years
from tsunagari.governance.fund.gifts.actions import donors
from tsunagari.governance.fund.gifts.models import Gift
from tsunagari.governance.fund.trace import queries
from tsunagari.kernel.ties import merging

MAY, JUNE = date(2026, 5, 10), date(2026, 6, 10)


@pytest.fixture
def gift(fund, entry, takahashi):
    """1,000 yen of 高橋, of which 400 paid for a trip of 1-4."""
    journal = entry(fund, ("1120", 1_000), ("4200", -1_000), on=MAY, measure="1-4")
    entry(fund, ("5220", 400), ("1120", -400), on=JUNE, measure="1-4", words="奨学生の交通費")
    return Gift.objects.create(
        book=fund.book,
        fund=fund,
        donor=takahashi,
        kind="donation",
        yen=1_000,
        received_on=MAY,
        journal=journal,
    )


def test_the_desk_sees_what_a_gift_paid_and_what_is_left(staff_client, gift):
    page = staff_client.get(f"/desk/trace/gift/{gift.pk}/").content.decode()

    assert "奨学生の交通費" in page
    assert "400円" in page
    assert "600円" in page


def test_a_measure_leads_back_to_the_donor(staff_client, gift):
    listed = staff_client.get("/desk/trace/?year=2026").content.decode()
    page = staff_client.get("/desk/trace/1-4/2026/").content.decode()

    assert "/desk/trace/1-4/2026/" in listed
    assert f"/desk/trace/gift/{gift.pk}/" in page
    assert "高橋" in page
    for wrong in ("/desk/trace/9-9/2026/", "/desk/trace/1-4/2099/", "/desk/trace/?year=1800"):
        assert staff_client.get(wrong).status_code == 404


def test_the_sums_of_a_year_are_those_of_the_books(fund, gift):
    told = fund_years.year_of(fund, 2026)

    assert (told.opening, told.came_yen, told.went_yen, told.closing) == (0, 1_000, 400, 600)
    assert [(row.words, row.yen, row.share) for row in told.went] == [("長期留学支援", 400, 100)]
    assert told.closing == sum(
        flow.yen for pool in queries.pools(fund).values() for flow in pool if flow.use is None
    )
    assert fund_years.year_of(fund, 2027).opening == 600


def test_five_donors_are_counted_and_one_with_two_entries_once(fund, gave, sato):
    known = [donors.add(family=name, by=sato, on=TODAY) for name in "森林木田川"]
    for donor in known:
        gave(donor)
    assert fund_years.year_of(fund, 2026).donors == 5

    merging.merge(known[0].party, known[1].party, by=sato, on=TODAY)
    assert fund_years.year_of(fund, 2026).donors is None


def test_anybody_reads_a_public_fund_and_no_name_stands_there(client, fund, gift):
    page = client.get(f"/fund/{fund.pk}/?year=2026").content.decode()

    assert "¥400" in page
    assert "高橋" not in page
    assert "5より少ない" in page
    assert f"/fund/{fund.pk}/" in client.get("/fund/").content.decode()
    assert client.get(f"/fund/{fund.pk}/?year=1999").status_code == 404


def test_a_fund_that_is_not_public_is_not_found(client, book):
    assert client.get(f"/fund/{book.funds.get(code='general').pk}/").status_code == 404


def test_the_auditor_takes_the_whole_book_along(staff_client, yamada_client, fund, gift):
    address = f"/desk/books/{fund.book_id}/books.beancount"

    text = b"".join(staff_client.get(address).streaming_content).decode()

    assert "balance Assets:A1120:F-mirai  600 JPY" in text
    assert yamada_client.get(address).status_code == 403
