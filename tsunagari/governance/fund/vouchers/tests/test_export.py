"""税務署に渡すZIP — whole, readable on every system, and honest about what is missing."""

import csv
import hashlib
import io
import zipfile
from dataclasses import replace
from datetime import date

import pytest

from tests.cast import NOW, TODAY
from tsunagari.governance.fund.gifts.actions import receipting
from tsunagari.governance.fund.vouchers import actions, export, queries
from tsunagari.governance.fund.vouchers.rules.naming import cell, file_name
from tsunagari.governance.fund.vouchers.rules.steps import keep_until
from tsunagari.governance.fund.vouchers.said import Said
from tsunagari.kernel.papers import actions as papers
from tsunagari.kernel.papers.models import Blob
from tsunagari.programmes.exchange.class_exchange.documents.parts import Printed

BILL = Said(kind="invoice", doc_date=date(2026, 11, 3), yen=12_800, name="流山文具店")


def sheet(archive, name) -> list[dict]:
    text = archive.read(name).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_names_are_safe_on_every_system_and_cells_calculate_nothing():
    day = date(2026, 2, 28)
    said = {
        "流山文具店": "流山文具店",
        "../..\\a:b*?": "a-b",
        "‮gpj.exe\n": "gpj-exe",
        "か" * 300: "か" * 40,
        " . ": "取引先なし",
        "ヴァ": "ヴァ",
    }
    for name, part in said.items():
        made = file_name(day, name, 1_200, 7, 1, "application/pdf")
        assert made == f"20260228_{part}_1200_7-1.pdf", name
    assert file_name(day, "甲", None, 7, 2, "image/jpeg") == "20260228_甲_金額なし_7-2.jpg"
    assert [cell(one) for one in ("=1+1", "＠SUM", "-5", -5, None, 12)] == [
        *("'=1+1", "'＠SUM", "'-5", "'-5", "", "12"),
    ]
    assert keep_until(date(2026, 4, 1), 7) == date(2034, 5, 31)
    assert keep_until(date(2028, 2, 29), 7) == date(2035, 5, 31)


@pytest.mark.usefixtures("kept_files")
def test_the_archive_holds_index_history_and_files_as_they_were(
    book, fund, sato, certified, takahashi, gave
):
    def enter(said, *files):
        return actions.enter(book, said, files=files, by=sato, on=TODAY)

    first, second = b"%PDF-1.4 first", b"%PDF-1.4 second"
    one = enter(BILL, ("a.pdf", first), ("b.pdf", b"%PDF-1.4 terms"))
    changed = replace(BILL, name='=HYPERLINK("x")', yen=12_300)
    files = [("c.pdf", second)]
    actions.correct(one, changed, seen=1, reason="差しかえ", files=files, by=sato, on=TODAY)
    lost = enter(replace(BILL, doc_date=date(2026, 3, 31)), ("d.pdf", b"%PDF-1.4 lost"))
    receipting.issue(gave(takahashi), by=sato, on=TODAY)
    papers.path_of(hashlib.sha256(b"%PDF-1.4 lost").hexdigest()).unlink()
    bent = Blob.objects.get(sha256=hashlib.sha256(b"%PDF-1.4 terms").hexdigest())
    papers.path_of(bent.sha256).write_bytes(b"%PDF-1.4 other terms")
    keys = list(queries.search(queries.Asked()).order_by("pk").values_list("document", flat=True))
    about = export.About(
        "見本の団体", "すべて", Printed(NOW, "", "見本の団体", True), {sato.party.pk: "佐藤"}
    )

    parts = list(export.stream(keys, about))

    assert len(parts) > 3
    archive = zipfile.ZipFile(io.BytesIO(b"".join(parts)))
    assert archive.testzip() is None
    assert all(entry.flag_bits & 0x800 for entry in archive.infolist())
    rows = sheet(archive, "索引.csv")
    names = [row["ファイル"] for row in rows]
    assert names == [
        f"証憑/20261103_=HYPERLINK(-x-)_12300_{one.pk}-1.pdf",
        f"訂正前/版1_20261103_流山文具店_12800_{one.pk}-1.pdf",
        f"訂正前/版1_20261103_流山文具店_12800_{one.pk}-2.pdf",
        f"証憑/20260331_流山文具店_12800_{lost.pk}-1.pdf",
        f"証憑/20261124_高橋-一郎_10000_{keys[-1]}-1.pdf",
    ]
    assert [row["照合"] for row in rows] == [
        *("一致", "一致", "不一致", "ファイルなし", "書き出すときに作成"),
    ]
    assert rows[0]["取引先"].startswith("'=HYPERLINK")
    assert archive.read(names[0]) == second
    assert archive.read(names[1]) == first
    assert archive.read(names[4]).startswith(b"%PDF-")
    for row in (rows[0], rows[4]):
        assert hashlib.sha256(archive.read(row["ファイル"])).hexdigest() == row["SHA-256"]
    history = sheet(archive, "訂正と取消の履歴.csv")
    assert [(row["版"], row["理由"], row["だれ"]) for row in history][:2] == [
        *(("2", "差しかえ", "佐藤"), ("1", "", "佐藤")),
    ]
    outline = archive.read("システム概要.txt").decode("utf-8-sig")
    assert "3 件" in outline
    assert "見本のデータ" in outline
    assert "税理士" in outline
