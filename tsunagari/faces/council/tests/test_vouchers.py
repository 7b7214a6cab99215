"""証憑を第三者が読む — searched, opened, written out; every look on record; nothing can be changed."""

from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.urls import reverse

from tests.cast import TODAY, viewer
from tests.pages import words
from tsunagari.governance.fund.vouchers import actions
from tsunagari.governance.fund.vouchers.said import Said
from tsunagari.kernel.records.models import Record

pytestmark = pytest.mark.usefixtures("cast_day", "kept_files")
PDF = b"%PDF-1.4 a bill"


@pytest.fixture
def bill(book, sato):
    """A bill of 12,800 yen of a shop, and another of another day."""

    def entered(name: str, yen: int, day: int):
        said = Said(kind="invoice", doc_date=date(2026, 11, day), yen=yen, name=name)
        files = [("bill.pdf", PDF + name.encode())]
        return actions.enter(book, said, files=files, by=sato, on=TODAY)

    entered("松戸印刷", 5_000, 2)
    return entered("流山文具店", 12_800, 3)


def paths(bill) -> list[str]:
    return [
        "/council/vouchers/",
        f"/council/vouchers/{bill.pk}/",
        f"/council/vouchers/{bill.pk}/1/1/",
    ]


def test_the_auditor_searches_by_day_sum_and_name_together(kato_client, bill):
    asked = {"name": "文具", "from_yen": "10000", "until_yen": "20000"}
    asked |= {"from_day_y": "2026", "from_day_m": "11", "from_day_d": "3"}

    found = words(kato_client.get("/council/vouchers/", asked))
    none = words(kato_client.get("/council/vouchers/", asked | {"until_yen": "12799"}))

    assert "流山文具店" in found
    assert "松戸印刷" not in found
    assert "この条件の証憑はありません" in none


def test_every_look_of_the_auditor_is_a_record(kato_client, bill, kato_login):
    for path in paths(bill):
        assert kato_client.get(path).status_code == 200
    answer = kato_client.post("/council/vouchers/zip/?name=文具")
    names = ZipFile(BytesIO(b"".join(answer.streaming_content))).namelist()

    rows = Record.objects.filter(did__startswith="voucher.", by=viewer(kato_login).party)
    did = list(rows.order_by("pk").values_list("did", flat=True))
    assert did == ["voucher.searched", "voucher.opened", "voucher.read", "voucher.exported"]
    assert any("流山文具店_12800" in name for name in names)
    assert kato_client.get(paths(bill)[2]).content == PDF + "流山文具店".encode()


def test_nobody_else_reads_the_auditors_register(
    client, staff_client, yamada_client, suzuki_client, bill
):
    for path in paths(bill):
        assert client.get(path).status_code == 302
        for other in (staff_client, yamada_client, suzuki_client):
            assert other.get(path).status_code == 403
    for other in (staff_client, yamada_client, suzuki_client):
        assert other.post("/council/vouchers/zip/").status_code == 403


def test_the_auditor_changes_nothing(kato_client, bill):
    for name in ("new_voucher", "vouchers"):
        assert kato_client.get(reverse(f"desk:{name}")).status_code == 403
    for name in ("correct_voucher", "cancel_voucher", "restore_voucher"):
        answer = kato_client.post(reverse(f"desk:{name}", args=[bill.pk]), {"reason": "x"})
        assert answer.status_code == 403
    for path in paths(bill):
        kato_client.post(path, {"yen": "1"})
    bill.refresh_from_db()
    assert bill.editions.count() == 1


def test_an_empty_register_says_so_and_writes_no_zip(kato_client, book):
    assert "証憑はまだありません" in words(kato_client.get("/council/vouchers/"))
    assert kato_client.post("/council/vouchers/zip/").status_code == 302
    assert kato_client.get("/council/vouchers/99/").status_code == 404
    assert not Record.objects.filter(did__startswith="voucher.").exists()
