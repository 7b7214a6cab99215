"""証憑をさがす — by day, sum and counterparty in any combination; what a document said before."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum

from tsunagari.base import figures
from tsunagari.base.names import fold
from tsunagari.governance.fund.vouchers.models import Document, Edition
from tsunagari.governance.fund.vouchers.said import name_of
from tsunagari.kernel.ledger.models import Book
from tsunagari.kernel.records.models import Record
from tsunagari.kernel.roles.models import Viewer

FOLDER = Path(__file__).parent
KEEP = ("keep_years", "keep_years_public", "keep_years_contract")
# Those of the third-party council look only through its own room, where every look is a record.
READERS = ("staff", "council_member")
STANDING, CORRECTED, CANCELLED = "standing", "corrected", "cancelled"
STATES = {
    STANDING: Q(cancelled=False),
    CORRECTED: Q(number__gt=1),
    CANCELLED: Q(cancelled=True),
}


def value(name: str, on: date) -> figures.Value:
    """A number of this subject on a day, with its source."""
    return figures.read(FOLDER)[name].on(on)


def keep_years(on: date) -> dict[str, int]:
    return {name: value(name, on).value for name in KEEP}


@dataclass(frozen=True)
class Asked:
    """さがす条件 — what is left empty does not narrow."""

    book: int | None = None
    from_day: date | None = None
    until_day: date | None = None
    from_yen: int | None = None
    until_yen: int | None = None
    name: str = ""
    kind: str = ""
    source: str = ""
    state: str = ""


def current() -> QuerySet[Edition]:
    """いまの版 — the newest of each document."""
    later = Edition.objects.filter(replaces=OuterRef("pk"))
    rows = Edition.objects.filter(~Exists(later))
    return rows.select_related("document__book__owner__party", "told", "party")


def search(asked: Asked) -> QuerySet[Edition]:
    """The newest editions that meet every condition."""
    plain = {
        "document__book": asked.book,
        "doc_date__gte": asked.from_day,
        "doc_date__lte": asked.until_day,
        "yen__gte": asked.from_yen,
        "yen__lte": asked.until_yen,
        "told__folded__contains": fold(asked.name),
        "kind": asked.kind,
        "document__source": asked.source,
    }
    narrow = {name: said for name, said in plain.items() if said not in (None, "")}
    return current().filter(STATES.get(asked.state, Q()), **narrow)


def counted(rows: QuerySet[Edition]) -> dict[str, int]:
    """{"count", "yen"} of a search; what was cancelled adds nothing to the sum."""
    found = rows.aggregate(count=Count("pk"), yen=Sum("yen", filter=Q(cancelled=False)))
    return {"count": found["count"], "yen": found["yen"] or 0}


def of(about) -> Document | None:
    """The document that a row brought."""
    rows = Document.objects.filter(about_kind=about._meta.label_lower, about_key=str(about.pk))
    return rows.select_related("book").first()


def newest(document: Document) -> Edition:
    rows = current().select_related("document__book", "told", "party", "journal")
    return rows.get(document=document)


def history(document: Document) -> list[Edition]:
    """訂正と取消の履歴 — every edition, the newest first."""
    rows = Edition.objects.filter(document=document).select_related("by", "told", "party")
    return list(rows.prefetch_related("files__paper__blob").order_by("-number"))


def counterparties(editions: Iterable[Edition], viewer: Viewer) -> dict[int, str]:
    """{edition: with whom}; the federation's own office and its auditors read it, nobody else.

    The law asks for it by name: what stands on a paper is not what somebody chose to be called.
    """
    own = viewer.kind in READERS and viewer.on_behalf is None
    return {
        one.pk: name_of(one) if own and not _is_over(one, viewer.on) else "" for one in editions
    }


def _is_over(edition: Edition, on: date) -> bool:
    """True of somebody who was forgotten, once no law asks for the name any more."""
    gone = edition.party is not None and edition.party.forgotten_on is not None
    return gone and edition.keep_until < on


def expired(on: date) -> QuerySet[Document]:
    """保存期限が過ぎたもの — documents that still say with whom, and no edition has to be kept."""
    editions = Edition.objects.filter(document=OuterRef("pk"))
    rows = Document.objects.filter(Exists(editions.filter(told__isnull=False)))
    return rows.exclude(Exists(editions.filter(keep_until__gte=on))).order_by("pk")


def again(book: Book, kept: Sequence, said) -> int | None:
    """The standing document that has one of these files, of the same day and sum."""
    rows = current().filter(document__book=book, cancelled=False)
    rows = rows.filter(doc_date=said.doc_date, yen=said.yen)
    blobs = [paper.blob_id for paper in kept]
    return rows.filter(files__paper__blob__in=blobs).values_list("document", flat=True).first()


def print_of(edition: Edition) -> str:
    """The print of what an edition says; without what is told in words, which may go."""
    files = edition.files.order_by("position").values_list("paper__blob__sha256", flat=True)
    told = [
        edition.document_id,
        edition.number,
        edition.kind,
        edition.direction,
        edition.medium,
        edition.doc_date.isoformat(),
        edition.yen,
        edition.party_id,
        edition.journal_id,
        edition.keep_until.isoformat(),
        edition.cancelled,
        edition.reason,
        edition.print,
        list(files),
    ]
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def print_of_keys(keys: Sequence[int]) -> str:
    return hashlib.sha256(",".join(map(str, keys)).encode()).hexdigest()


def writers() -> set[int]:
    """Everybody who ever wrote an edition."""
    rows = Edition.objects.exclude(by=None).order_by()
    return set(rows.values_list("by", flat=True).distinct())


def recorded(document: int | None = None) -> dict[tuple[int, int], str]:
    """{(document, edition): print} as the sealed records say it, of one document or of all."""
    rows = Record.objects.filter(about_kind=Document._meta.label_lower)
    rows = rows.filter(about_key=str(document)) if document else rows
    facts = rows.values_list("about_key", "facts")
    return {(int(key), one["edition"]): one["print"] for key, one in facts if "edition" in one}


def unlike(editions: Sequence[Edition]) -> list[int]:
    """Numbers of one document's editions that no longer say what their sealed record says."""
    told = recorded(editions[0].document_id)
    return [
        one.number
        for one in editions
        if (key := (one.document_id, one.number)) in told and told[key] != print_of(one)
    ]
