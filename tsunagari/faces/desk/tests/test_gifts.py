"""寄附の画面 — the way of a bank's file to gifts and receipts, one donor over all channels, and refusals."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import NOW, TODAY
from tests.cast_doors import booked
from tests.cast_events import made_event
from tests.cast_gifts import HEADS, ROWS, bank_file
from tests.pages import words
from tsunagari.governance.fund.gifts import queries
from tsunagari.governance.fund.gifts.actions import bank, donors, pledging
from tsunagari.governance.fund.gifts.models import BankAccount, Donor, Gift, Pledge, Receipt, Status
from tsunagari.programmes.community.events.models import Payment

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cast_day")]
EVERY = (
    "/desk/gifts/",
    "/desk/gifts/new/",
    "/desk/gifts/new/?nameless=1",
    "/desk/gifts/bank/",
    "/desk/gifts/bank/?view=aside",
    "/desk/gifts/bank/files/",
    "/desk/gifts/donors/",
    "/desk/gifts/donors/new/",
    "/desk/gifts/donors/twins/",
    "/desk/gifts/pledges/",
    "/desk/gifts/pledges/?view=ended",
    "/desk/gifts/receipts/",
    "/desk/gifts/setup/",
    "/desk/gifts/setup/status/",
    "/desk/gifts/setup/account/",
)
DAY = {"received_on_y": "2026", "received_on_m": "11", "received_on_d": "24"}


def upload(client, data, account):
    file = SimpleUploadedFile("meisai.csv", data)
    return client.post("/desk/gifts/bank/files/", {"account": account.pk, "file": file})


def test_every_page_says_what_to_do_while_there_is_nothing(staff_client, federation):
    for path in EVERY:
        response = staff_client.get(path)
        assert response.status_code == 200, path


def test_a_file_becomes_gifts_in_one_press_and_the_year_becomes_receipts(
    staff_client, account, certified, fund, takahashi, sato
):
    pledging.promise(
        takahashi,
        fund=fund,
        yen=10_000,
        every="month",
        first_due=date(2026, 11, 22),
        by=sato,
        on=TODAY,
    )
    assert upload(staff_client, bank_file(*ROWS), account)["Location"] == "/desk/gifts/bank/"
    again = upload(staff_client, bank_file(*ROWS), account)
    assert "同じファイルを" in again.content.decode()
    assert again.status_code == 422
    page = staff_client.get("/desk/gifts/bank/").content.decode()
    assert "日も金額も合います" in page
    mine, theirs = queries.open_lines()
    told = {
        "line": [mine.pk, theirs.pk],
        f"who-{mine.pk}": f"d{takahashi.pk}",
        f"kind-{mine.pk}": "donation",
        f"fund-{mine.pk}": fund.pk,
        f"who-{theirs.pk}": "n",
        f"kind-{theirs.pk}": "donation",
        f"fund-{theirs.pk}": fund.pk,
    }

    staff_client.post("/desk/gifts/bank/confirm/", told)

    assert list(Gift.objects.order_by("pk").values_list("yen", "donor", "turn")) == [
        (10_000, takahashi.pk, 0),
        (50_000, None, None),
    ]
    refused = staff_client.post("/desk/gifts/bank/confirm/", told)
    assert refused.status_code == 422
    staff_client.post("/desk/gifts/thank/")
    assert Gift.objects.get(donor=takahashi).thanked_on == TODAY
    asked = {"year": 2026, "book": fund.book_id, "donor": [takahashi.pk]}
    staff_client.post("/desk/gifts/receipts/issue/", asked)
    receipt = Receipt.objects.get()
    assert (receipt.yen, receipt.sent_on) == (10_000, TODAY)
    for path in (
        f"/desk/gifts/receipts/{receipt.pk}.pdf",
        "/desk/gifts/receipts/all.pdf?year=2026",
    ):
        assert staff_client.get(path).content.startswith(b"%PDF")
    staff_client.post(f"/desk/gifts/receipts/{receipt.pk}/void/", {"reason": "名前", "again": "on"})
    assert list(Receipt.objects.order_by("pk").values_list("number", "voided_on")) == [
        (1, TODAY),
        (2, None),
    ]


def test_a_gift_booked_by_hand_is_proposed_first_and_not_ticked(staff_client, account, gave, fund):
    gift = gave(None, 10_000)
    upload(staff_client, bank_file(*ROWS), account)
    mine, _theirs = queries.open_lines()

    page = staff_client.get("/desk/gifts/bank/").content.decode()
    assert f'value="g{gift.pk}" checked' in page
    assert f'value="{mine.pk}" checked' not in page
    told = {f"who-{mine.pk}": f"g{gift.pk}", f"kind-{mine.pk}": "donation"}
    told |= {"line": mine.pk, f"fund-{mine.pk}": fund.pk}
    staff_client.post("/desk/gifts/bank/confirm/", told)

    assert Gift.objects.get().line == mine


def test_unknown_columns_are_named_once_and_remembered(staff_client, account):
    heads = "いつ,だれ,いくら"
    data = f"{heads}\r\n2026/11/20,ﾀｶﾊｼ,500\r\n".encode("cp932")
    asked = upload(staff_client, data, account)["Location"]
    page = staff_client.get(asked).content.decode()
    assert "2026/11/20" in page

    wrong = staff_client.post(asked, {"header": 1, "column-0": "words", "column-1": "on"})
    assert wrong.status_code == 422
    told = {"header": 1, "column-0": "on", "column-1": "words", "column-2": "in"}
    assert staff_client.post(asked, told)["Location"] == "/desk/gifts/bank/"
    more = f"{heads}\r\n2026/11/21,ﾀｶﾊｼ,600\r\n".encode()
    assert upload(staff_client, more, account)["Location"] == "/desk/gifts/bank/"
    assert BankAccount.objects.get().columns["places"] == {"on": 0, "words": 1, "in": 2}
    moved = upload(staff_client, bank_file(*ROWS, heads=HEADS), account)
    assert moved["Location"].startswith("/desk/gifts/bank/files/columns/")
    assert staff_client.get("/desk/gifts/bank/files/columns/none/").status_code == 302


def test_one_line_for_somebody_who_is_found_by_name_or_put_aside(
    staff_client, account, fund, takahashi
):
    upload(staff_client, bank_file(*ROWS), account)
    mine, theirs = queries.open_lines()
    path = f"/desk/gifts/bank/{theirs.pk}/"
    found = staff_client.get(path, {"q": "タカハシ"}).content.decode()
    assert f"?donor={takahashi.party.code}" in found
    told = {"kind": "grant", "fund": fund.pk}
    staff_client.post(f"{path}?donor={takahashi.party.code}", told)
    assert Gift.objects.get().kind == "grant"

    staff_client.post("/desk/gifts/bank/confirm/", {"aside": mine.pk})
    assert not queries.open_lines().exists()
    assert "10,000円" in staff_client.get("/desk/gifts/bank/?view=aside").content.decode()
    staff_client.post(f"/desk/gifts/bank/{mine.pk}/restore/")
    assert queries.open_lines().count() == 1


def test_a_gift_is_typed_refused_with_its_input_given_back_and_annulled(
    staff_client, fund, takahashi
):
    path = f"/desk/gifts/new/?donor={takahashi.party.code}"
    told = {"kind": "donation", "yen": "12,000", "channel": "bank", "fund": fund.pk} | DAY
    for wrong in ({"yen": "0.5"}, {"yen": "-5"}, {"received_on_d": "25"}, {"fund": "x"}):
        refused = staff_client.post(path, told | wrong)
        assert refused.status_code == 422, wrong
    assert 'value="-5"' in staff_client.post(path, told | {"yen": "-5"}).content.decode()
    assert not Gift.objects.exists()

    staff_client.post(path, told)
    gift = Gift.objects.get()
    day = {"day_y": "2026", "day_m": "11", "day_d": "24", "reason": "まちがい"}
    back = f"/desk/gifts/{gift.pk}/back/"
    more = staff_client.post(back, {"yen": "12,001"} | day)
    assert (more.status_code, "より多くは返せません" in more.content.decode()) == (422, True)
    staff_client.post(back, {"yen": "2,000"} | day)
    gift.refresh_from_db()
    assert gift.refunded_yen == 2_000

    staff_client.post("/desk/gifts/new/?nameless=1", told)
    nameless = Gift.objects.latest("pk")
    staff_client.post(f"/desk/gifts/{nameless.pk}/receipt/")
    assert not Receipt.objects.exists()
    staff_client.post(f"/desk/gifts/{nameless.pk}/annul/")
    nameless.refresh_from_db()
    assert nameless.annulled_on == TODAY


def test_two_entries_are_compared_joined_and_parted(staff_client, gave, takahashi, sato):
    other = donors.add(family="髙橋", given="一郎", kana="タカハシ イチロウ", by=sato, on=TODAY)
    gave(takahashi, 1_000)
    gave(other, 2_000)
    one, two = takahashi.party.code, other.party.code
    assert (
        f"{one}/merge/?other={two}"
        in staff_client.get("/desk/gifts/donors/twins/").content.decode()
    )
    preview = staff_client.get(f"/desk/gifts/donors/{one}/merge/?other={two}").content.decode()
    assert "1回、1,000円" in preview
    assert "1回、2,000円" in preview

    staff_client.post(f"/desk/gifts/donors/{one}/merge/", {"other": two})
    assert "3,000円" in staff_client.get(f"/desk/gifts/donors/{two}/").content.decode()
    staff_client.post(f"/desk/gifts/donors/{two}/part/")
    assert "3,000円" not in staff_client.get(f"/desk/gifts/donors/{one}/").content.decode()


def test_donors_pledges_and_the_set_up_are_typed(staff_client, book, fund, gave):
    staff_client.post(
        "/desk/gifts/donors/new/",
        {"family": "森", "given": "花", "kana": "もり はな", "address": "流山市1"},
    )
    donor = Donor.objects.get()
    code = donor.party.code
    empty = staff_client.post("/desk/gifts/donors/new/", {"given": "花"})
    assert empty.status_code == 422
    edit = f"/desk/gifts/donors/{code}/edit/"
    staff_client.post(edit, {"address": "柏市2", "named": "on", "version": 1})
    assert staff_client.post(edit, {"address": "x", "version": 1}).status_code == 422
    first = {"first_due_y": "2026", "first_due_m": "12", "first_due_d": "31"}
    told = {"kind": "donation", "fund": fund.pk, "yen": "1,000", "every": "month"} | first
    staff_client.post(f"/desk/gifts/donors/{code}/pledge/", told | {"method": "standing"})
    pledge = Pledge.objects.get()
    page = f"/desk/gifts/pledges/{pledge.pk}/"
    staff_client.post(page, {"yen": "500", "every": "year", "version": pledge.version})
    staff_client.post(f"{page}stop/")
    pledge.refresh_from_db()
    assert (pledge.yen, pledge.ended_on) == (500, TODAY)
    staff_client.post(f"{page}undo/")
    pledge.refresh_from_db()
    assert pledge.ended_on is None
    card = staff_client.post(f"/desk/gifts/donors/{code}/card/")
    assert card.content.startswith(b"%PDF")

    day = {"from_day_y": "2026", "from_day_m": "4", "from_day_d": "1"}
    path = "/desk/gifts/setup/status/"
    wrong = staff_client.post(path, {"book": book.pk, "form": "certified_npo"} | day)
    assert "認定の番号" in wrong.content.decode()
    staff_client.post(path, {"book": book.pk, "form": "npo"} | day)
    assert Status.objects.get().form == "npo"
    told = {"book": book.pk, "bank": "みほん銀行", "branch": "本店", "holder": "連合会"}
    bad = staff_client.post("/desk/gifts/setup/account/", told | {"number": "12"})
    assert bad.status_code == 422
    staff_client.post("/desk/gifts/setup/account/", told | {"number": "1234567"})
    assert BankAccount.objects.count() == 1
    gave(donor, 700)
    sheet = staff_client.get(f"/desk/gifts/donors/list.xlsx?year=2026&book={book.pk}")
    assert sheet.content.startswith(b"PK")
    for path in EVERY:
        assert staff_client.get(path).status_code == 200, path


def test_the_lists_ask_as_often_for_one_row_as_for_three(staff_client, gave, sato):
    paths = ("/desk/gifts/", "/desk/gifts/donors/", "/desk/gifts/receipts/")
    staff_client.get(paths[0])
    asked = []
    for name in ("佐々木", "高山", "林"):
        gave(donors.add(family=name, by=sato, on=TODAY))
        for path in paths:
            with CaptureQueriesContext(connection) as counted:
                assert staff_client.get(path).status_code == 200
            asked.append(len(counted))

    assert asked[:3] == asked[6:]


def test_a_fee_of_an_event_is_confirmed_and_taken_back_from_the_banks_lines(
    staff_client, account, federation, fund, sato
):
    event = made_event(federation, places=9)
    event.tickets.update(yen=3_000)
    booking = booked(event, "花")
    data = bank_file(f'"2026/11/20","振込","ﾊﾅ {booking.number}","","3,000","3,000",""')
    bank.take_in(account, data, name="m.csv", by=sato, on=TODAY, at=NOW)
    [line] = queries.open_lines()
    page = words(staff_client.get("/desk/gifts/bank/"))
    assert f"参加費：春の集い（{booking.number}）" in page
    chosen = {f"who-{line.pk}": f"b{booking.pk}", f"kind-{line.pk}": "donation"}
    chosen |= {"line": line.pk, f"fund-{line.pk}": fund.pk}

    unknown = chosen | {f"who-{line.pk}": "b999"}
    assert staff_client.post("/desk/gifts/bank/confirm/", unknown).status_code == 404
    told = staff_client.post("/desk/gifts/bank/confirm/", chosen, follow=True)

    path = f"/desk/events/payments/{Payment.objects.get().pk}/undo/"
    assert path in told.text
    assert not queries.open_lines().exists()
    staff_client.post(path)
    assert queries.open_lines().get() == line


def test_whoever_is_left_out_of_the_year_is_named_with_the_reason_and_the_way(
    staff_client, book, certified, gave, takahashi, sato
):
    homeless = donors.add(family="無住", by=sato, on=TODAY)
    gave(takahashi)
    gave(homeless)

    page = staff_client.get("/desk/gifts/receipts/")
    assert "寄附した人の住所が登録されていません" in words(page)
    assert f"/desk/gifts/donors/{homeless.party.code}/edit/" in page.content.decode()
    assert f'value="{homeless.pk}"' not in page.content.decode()

    asked = {"year": 2026, "book": book.pk, "donor": [takahashi.pk, homeless.pk]}
    done = staff_client.post("/desk/gifts/receipts/issue/", asked, follow=True)
    assert "領収書を1枚 作り" in words(done)
    assert "1人の分は、まだ作れません" in words(done)
    assert [row.donor_id for row in Receipt.objects.all()] == [takahashi.pk]
