"""税務署に渡すZIP — index, history, outline and every file, written piece by piece."""

import csv
import hashlib
import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any

from django.utils.translation import override

from tsunagari.base.languages import SOURCE
from tsunagari.base.languages import gettext as _
from tsunagari.base.readings import plain
from tsunagari.governance.fund.vouchers import files as kept
from tsunagari.governance.fund.vouchers.models import Edition
from tsunagari.governance.fund.vouchers.rules.naming import cell, file_name
from tsunagari.governance.fund.vouchers.said import name_of, words_of

BATCH = 100
OUTLINE = Path(__file__).parent / "outline.txt"
INDEX, HISTORY, README = "索引.csv", "訂正と取消の履歴.csv", "システム概要.txt"
NOW, BEFORE = "証憑", "訂正前"
STATE = ("番号", "版", "状態", "種類", "受け取った・出した", "取引年月日", "金額（円）", "取引先")
INDEX_HEAD = (
    *(*STATE, "内容", "団体", "もと", "受けわたし", "登録した日", "保存期限", "仕訳番号"),
    *("ファイル", "SHA-256", "照合"),
)
HISTORY_HEAD = (*STATE, "内容", "理由", "だれ", "いつ")
SAME, OTHER, MISSING, MADE = "一致", "不一致", "ファイルなし", "書き出すときに作成"


@dataclass(frozen=True)
class About:
    """What the outline says of an export; `names` are who wrote the editions, by party."""

    body: str
    asked: str
    at: Any  # Printed: what stands on the edge of a paper that is made now
    names: dict[int, str]


class _Pipe(io.RawIOBase):
    """Where the archive is written: what was taken out is gone."""

    def __init__(self):
        self.parts: list[bytes] = []

    def writable(self):
        return True

    def write(self, data):
        self.parts.append(bytes(data))
        return len(data)

    def taken(self) -> bytes:
        parts, self.parts = self.parts, []
        return b"".join(parts)


class _Sheet:
    """A CSV that grows row by row."""

    def __init__(self, head: Sequence[str]):
        self.bytes = io.BytesIO(b"\xef\xbb\xbf")
        self.bytes.seek(0, io.SEEK_END)
        self.text = io.TextIOWrapper(self.bytes, encoding="utf-8", newline="")
        self.writer = csv.writer(self.text)
        self.writer.writerow(head)

    def add(self, row: Sequence) -> None:
        self.writer.writerow([cell(value) for value in row])

    def data(self) -> bytes:
        self.text.flush()
        return self.bytes.getvalue()


def stream(keys: Sequence[int], about: About) -> Iterator[bytes]:
    """The archive of these documents, in their order; one file at a time is in memory."""
    pipe, index, history = _Pipe(), _Sheet(INDEX_HEAD), _Sheet(HISTORY_HEAD)
    with zipfile.ZipFile(pipe, "w") as archive:
        _put(archive, README, _outline(len(keys), about), about.at.at)
        for editions in _documents(keys):
            for name, data in _written(editions, about, index, history):
                _put(archive, name, data, about.at.at)
                yield pipe.taken()
        _put(archive, INDEX, index.data(), about.at.at)
        _put(archive, HISTORY, history.data(), about.at.at)
    yield pipe.taken()


def _said(label: str) -> str:
    """In Japanese, whoever asks; the reader's own language stays outside."""
    with override(SOURCE):
        return plain(_(label))


def _put(archive: zipfile.ZipFile, name: str, data: bytes, at: datetime) -> None:
    """Deflated, as a stream has to be; pictures and PDFs are small already and are only wrapped."""
    entry = zipfile.ZipInfo(name, at.timetuple()[:6])
    entry.external_attr = 0o644 << 16
    level = 6 if name.endswith((".csv", ".txt")) else 0
    archive.writestr(entry, data, zipfile.ZIP_DEFLATED, level)


def _outline(count: int, about: About) -> bytes:
    words = OUTLINE.read_text(encoding="utf-8").format(
        body=about.body,
        at=f"{about.at.at:%Y-%m-%d %H:%M}",
        count=f"{count:,}",
        asked=about.asked,
        sample="　※ これは見本のデータです。\n" if about.at.sample else "",
    )
    return b"\xef\xbb\xbf" + words.replace("\n", "\r\n").encode()


def _documents(keys: Sequence[int]) -> Iterator[list[list[Edition]]]:
    """The editions of each document, the newest first; a batch of documents at a time."""
    waiting = iter(keys)
    while batch := list(islice(waiting, BATCH)):
        rows = Edition.objects.filter(document__in=batch).order_by("-number")
        rows = rows.select_related("document__book__owner__party", "told")
        found: dict[int, list[Edition]] = {}
        for row in rows.prefetch_related("files__paper__blob"):
            found.setdefault(row.document_id, []).append(row)
        yield [found[key] for key in batch if key in found]


def _written(documents, about: About, index: _Sheet, history: _Sheet):
    """(name, bytes) of every file of a batch; the rows of index and history beside them."""
    files = kept.of([row for editions in documents for row in editions])
    for editions in documents:
        seen: set[str] = set()
        for edition in editions:
            history.add(_history_row(edition, about))
            current = edition is editions[0]
            for file in files[edition.pk] if current else _old(files[edition.pk], seen):
                seen.add(file.sha256)
                name, data, row = _one(edition, file, about, NOW if current else BEFORE)
                index.add(row)
                if data is not None:
                    yield name, data
            if current and not files[edition.pk]:
                index.add(_index_row(edition, about, "", "", MISSING))


def _old(files: list[kept.File], seen: set[str]) -> list[kept.File]:
    """Files of an earlier edition that no later one has."""
    return [one for one in files if one.sha256 and one.sha256 not in seen]


def _one(edition: Edition, file: kept.File, about: About, folder: str):
    """(name, bytes, row of the index) of one file; None for bytes that are not there."""
    number, position = edition.document_id, file.position
    told = file_name(edition.doc_date, name_of(edition), edition.yen, number, position, file.type)
    if folder == BEFORE:
        told = f"版{edition.number}_{told}"
    name = f"{folder}/{told}"
    try:
        data = file.read(at=about.at)
    except FileNotFoundError:
        return name, None, _index_row(edition, about, name, file.sha256, MISSING)
    sha = hashlib.sha256(data).hexdigest()
    checked = MADE if not file.sha256 else SAME if sha == file.sha256 else OTHER
    return name, data, _index_row(edition, about, name, sha, checked)


def _state_cells(edition: Edition) -> list:
    return [
        edition.document_id,
        edition.number,
        "取消" if edition.cancelled else "訂正" if edition.number > 1 else "登録",
        _said(edition.get_kind_display()),
        _said(edition.get_direction_display()),
        edition.doc_date.isoformat(),
        edition.yen,
        name_of(edition),
        words_of(edition),
    ]


def _index_row(edition: Edition, about: About, name: str, sha: str, checked: str) -> list:
    document = edition.document
    return [
        *_state_cells(edition),
        document.book.title,
        _said(document.get_source_display()),
        _said(edition.get_medium_display()),
        document.received_on.isoformat(),
        edition.keep_until.isoformat(),
        edition.journal_id,
        name,
        sha,
        checked,
    ]


def _history_row(edition: Edition, about: About) -> list:
    who = about.names.get(edition.by_id, "")
    at = edition.at.astimezone(about.at.at.tzinfo)
    return [*_state_cells(edition), edition.reason, who, f"{at:%Y-%m-%d %H:%M:%S}"]
