"""証憑の画面 — put in, found, corrected, cancelled, printed and written out; strangers stay outside."""

import io
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.cast import TODAY, _client
from tests.pages import words
from tsunagari.governance.fund.vouchers import actions, queries
from tsunagari.governance.fund.vouchers.models import Document, Edition
from tsunagari.governance.fund.vouchers.said import Said
from tsunagari.kernel.records.models import Record

pytestmark = pytest.mark.usefixtures("cast_day", "kept_files")
ROOT = "/desk/vouchers/"
BILL = Said(kind="invoice", doc_date=date(2026, 11, 3), yen=12_800, name="流山文具店")
TYPED = {"kind": "invoice", "yen": "１２,８００円", "name": "流山文具店", "words": "ノート"}
TYPED |= {"doc_date_y": "R8", "doc_date_m": "11", "doc_date_d": "3"}
TYPED |= {"direction": "received", "medium": "data"}


def pdf(n=1):
    return SimpleUploadedFile(f"{n}.pdf", b"%%PDF-1.4 %d" % n, "application/pdf")


def fill(book, sato, count):
    for n in range(count):
        said = replace(BILL, yen=1_000 + n)
        actions.enter(book, said, files=[("a.pdf", b"%%PDF-1.4 x%d" % n)], by=sato, on=TODAY)


def test_from_the_invoice_to_its_correction_and_back_again(staff_client, book):
    assert "証憑はまだありません" in words(staff_client.get(ROOT))
    typed = TYPED | {"book": book.pk}
    fault = staff_client.post(f"{ROOT}new/", typed)
    assert fault.status_code == 422
    assert "1つ以上選んで" in words(fault)
    assert 'value="流山文具店"' in fault.content.decode()
    bad = staff_client.post(
        f"{ROOT}new/", typed | {"files": [pdf()], "journal": "9", "code": "QQQQQQQQQQ"}
    )
    assert "この番号の仕訳はありません" in words(bad)
    assert "人・団体は見つかりません" in words(bad)

    made = staff_client.post(f"{ROOT}new/", typed | {"files": [pdf(1), pdf(2)]})
    path = made["Location"]
    assert "流山文具店" in words(staff_client.get(path))
    answer = staff_client.get(f"{path}files/1/2/")
    assert (answer.content, answer["Cache-Control"]) == (b"%PDF-1.4 2", "no-store")
    assert Record.objects.filter(did="voucher.read").count() == 1
    for wrong in ("files/1/3/", "files/2/1/"):
        assert staff_client.get(f"{path}{wrong}").status_code == 404

    change = TYPED | {"yen": "12,300", "seen": "1", "reason": ""}
    assert staff_client.post(f"{path}correct/", change).status_code == 422
    change["reason"] = "桁のまちがい"
    assert staff_client.post(f"{path}correct/", change).status_code == 302
    assert "だれかが先に訂正しました" in words(staff_client.post(f"{path}correct/", change))
    page = words(staff_client.get(path))
    assert "版 2 訂正：桁のまちがい" in page
    assert "金額： 12,800円 → 12,300円" in page
    assert "記録の印と合わない" not in page
    assert staff_client.get(f"{path}files/1/1/").content == b"%PDF-1.4 1"

    assert staff_client.post(f"{path}cancel/", {"seen": 2, "reason": ""}).status_code == 422
    staff_client.post(f"{path}cancel/", {"seen": 2, "reason": "二重に入れた"})
    assert "この証憑は取り消してあります" in words(staff_client.get(path))
    staff_client.post(f"{path}restore/", {"seen": 3, "reason": "二重ではなかった"})
    assert [one.number for one in queries.history(Document.objects.get())] == [4, 3, 2, 1]


def test_a_search_narrows_by_all_that_was_typed_and_says_what_is_wrong(staff_client, book, sato):
    fill(book, sato, 3)

    def asked(**more):
        return staff_client.get(ROOT, more)

    assert "見つかった証憑 3" in words(asked(name="文具"))
    day = {"from_day_y": "2026", "from_day_m": "11", "from_day_d": "4"}
    assert "この条件の証憑はありません" in words(asked(name="文具", **day))
    found = words(asked(name="文具", from_yen="1,001", until_yen="1001"))
    assert "見つかった証憑 1" in found
    assert "合計 1,001円" in found
    for wrong in (
        {"from_yen": "5", "until_yen": "4"},
        {"from_day_y": "2026", "from_day_m": "2", "from_day_d": "30"},
        {"kind": "nothing"},
        {"book": "x"},
    ):
        assert asked(**wrong).status_code == 422, wrong
    assert asked(after="WyJ4IiwxXQ").status_code == 200
    printed = words(staff_client.get(f"{ROOT}print/", {"name": "文具", "until_yen": "1001"}))
    assert "2件 ・ 合計 2,001円" in printed
    assert "1,002円" not in printed
    assert staff_client.get(f"{ROOT}print/?from_yen=x")["Location"] == f"{ROOT}?from_yen=x"


def test_a_list_of_fifty_asks_no_more_than_one_of_three_and_turns_its_pages(
    staff_client, book, sato
):
    fill(book, sato, 3)
    counts = []
    for more in (0, 48):
        fill_from = Edition.objects.count()
        for n in range(more):
            said = replace(BILL, yen=5_000 + n + fill_from)
            actions.enter(book, said, files=[("a.pdf", b"%%PDF-1.4 y%d" % n)], by=sato, on=TODAY)
        staff_client.get(ROOT)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            page = staff_client.get(ROOT)
        counts.append(len(asked))
    assert counts[0] == counts[1]
    older = page.context["page"].older
    assert len(staff_client.get(ROOT, {"after": older}).context["rows"]) == 1


def test_the_archive_is_what_was_found_streamed_and_on_record(staff_client, book, sato):
    fill(book, sato, 3)

    answer = staff_client.post(f"{ROOT}zip/?name=文具&from_yen=1001")

    assert answer.streaming
    assert answer["Cache-Control"] == "no-store"
    archive = zipfile.ZipFile(io.BytesIO(answer.getvalue()))
    assert len([one for one in archive.namelist() if one.startswith("証憑/20261103_")]) == 2
    outline = archive.read("システム概要.txt").decode("utf-8-sig")
    assert "取引先：文具　金額（から）：1,001円" in outline
    assert Record.objects.get(did="voucher.exported").facts["count"] == 2
    assert staff_client.get(f"{ROOT}zip/").status_code == 405
    for nothing in ("from_yen=x", "from_yen=9999"):
        assert staff_client.post(f"{ROOT}zip/?{nothing}")["Location"] == f"{ROOT}?{nothing}"


def test_nobody_but_the_office_opens_a_voucher(
    book, sato, yamada_client, kato_client, suzuki_client, donor_client
):
    fill(book, sato, 1)
    document = Document.objects.get()
    paths = (ROOT, f"{ROOT}{document.pk}/", f"{ROOT}{document.pk}/files/1/1/", f"{ROOT}print/")

    for client in (yamada_client, kato_client, suzuki_client):
        assert {client.get(path).status_code for path in paths} == {403}
        assert client.post(f"{ROOT}zip/").status_code == 403
    assert {donor_client.get(path).status_code for path in paths} == {302}
    acting = replace(sato, on_behalf=sato.party)
    assert set(queries.counterparties(queries.current(), acting).values()) == {""}


def test_what_no_law_keeps_any_more_is_chosen_and_its_name_taken_out(
    staff_client, staff_login, book, sato
):
    path = f"{ROOT}expired/"
    fill(book, sato, 1)
    assert "保存期限の過ぎた証憑はありません" in words(staff_client.get(path))
    with time_machine.travel(datetime(2040, 1, 5, 3, tzinfo=UTC)):
        client = _client(staff_login, staff=True)
        assert "保存期限の過ぎた証憑が1件あります" in words(client.get(ROOT))
        assert "流山文具店" in words(client.get(path))
        assert "1つ以上選んで" in words(client.post(path, follow=True))
        client.post(path, {"keys": [Document.objects.get().pk]})
        assert "（名前は消しました）" in words(client.get(ROOT))
    assert Record.objects.filter(did="voucher.cleared").count() == 1
