"""証憑を入れる・訂正する・取り消す — each a new edition; nothing that stood is written over."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from tsunagari.base.names import fold
from tsunagari.base.refusals import refuse_if
from tsunagari.governance.fund.vouchers import queries
from tsunagari.governance.fund.vouchers.models import Attached, Document, Edition, Told
from tsunagari.governance.fund.vouchers.rules import steps
from tsunagari.governance.fund.vouchers.said import LONGEST, Said, said_by
from tsunagari.kernel.ledger.models import Book
from tsunagari.kernel.papers import actions as papers
from tsunagari.kernel.papers.models import Paper
from tsunagari.kernel.records import actions as records


@transaction.atomic
def take_in(
    book: Book,
    said: Said,
    *,
    source: str,
    about,
    by,
    on: date,
    received_on: date | None = None,
    files: Sequence[Paper] = (),
    late: bool = False,
) -> Document:
    """証憑が入る — with the row that brought it, in the same transaction, once.

    The act that wrote the row is its record; a second call for the same row answers the same.
    """
    facts = {"book": book, "source": source, "received_on": received_on or on, "late": late}
    document, fresh = Document.objects.select_related("book").get_or_create(
        about_kind=about._meta.label_lower, about_key=str(about.pk), defaults=facts
    )
    if fresh:
        _write(document, said, files, by=by, on=on)
    return document


@transaction.atomic
def cancel_of(about, *, reason: str, by, on: date) -> None:
    """取消 — the row that brought a document no longer counts: so says its newest edition."""
    known = queries.of(about)
    if known is None:
        return
    now = _locked(known)
    if not now.cancelled:
        _follow(now, said_by(now), reason=reason, by=by, on=on, cancelled=True)


@transaction.atomic
def restore_of(about, *, reason: str, by, on: date) -> None:
    """取消をやめる — the row that brought a document counts again."""
    known = queries.of(about)
    if known is None:
        return
    now = _locked(known)
    if now.cancelled:
        _follow(now, said_by(now), reason=reason, by=by, on=on)


@transaction.atomic
def enter(book: Book, said: Said, *, files: Sequence[tuple[str, bytes]], by, on: date) -> Document:
    """証憑を入れる — by hand, with its files as they are."""
    refuse_if(_why_not_say(said, on) + steps.why_not_files(files=len(files), again=None))
    kept = _kept(files, on)
    # One after the other, so that the same file is not entered twice in one moment.
    book = Book.objects.select_for_update(of=("self",), no_key=True).get(pk=book.pk)
    refuse_if(steps.why_not_files(files=len(kept), again=queries.again(book, kept, said)))
    document = Document.objects.create(book=book, source=Document.Source.DESK, received_on=on)
    edition = _write(document, said, kept, by=by, on=on)
    _note("voucher.entered", edition, by=by, on=on)
    return document


@transaction.atomic
def correct(
    document: Document,
    said: Said,
    *,
    seen: int,
    reason: str,
    by,
    on: date,
    files: Sequence[tuple[str, bytes]] = (),
) -> Edition:
    """訂正する — the next edition; files that are not given anew stay."""
    now = _locked(document)
    changed = bool(files) or said.plain() != said_by(now).plain()
    refuse_if(
        steps.why_not_follow(
            seen=seen,
            number=now.number,
            reason=reason,
            changed=changed,
            cancelled=now.cancelled,
        )
        + _why_not_say(said, on)
        + (steps.why_not_files(files=len(files), again=None) if files else [])
    )
    kept = _kept(files, on) if files else None
    made = _follow(now, said, reason=reason, by=by, on=on, files=kept)
    _note("voucher.corrected", made, by=by, on=on)
    return made


@transaction.atomic
def cancel(document: Document, *, seen: int, reason: str, by, on: date) -> Edition:
    """取り消す — it stays to be read, with its files."""
    return _turn(document, True, "voucher.cancelled", seen=seen, reason=reason, by=by, on=on)


@transaction.atomic
def restore(document: Document, *, seen: int, reason: str, by, on: date) -> Edition:
    """取消をやめる — that it was cancelled stays in its history."""
    return _turn(document, False, "voucher.restored", seen=seen, reason=reason, by=by, on=on)


def _turn(document, cancelled: bool, did: str, *, seen: int, reason: str, by, on: date) -> Edition:
    now = _locked(document)
    changed = now.cancelled != cancelled
    refuse_if(steps.why_not_follow(seen=seen, number=now.number, reason=reason, changed=changed))
    made = _follow(now, said_by(now), reason=reason, by=by, on=on, cancelled=cancelled)
    _note(did, made, by=by, on=on)
    return made


def _why_not_say(said: Said, on: date):
    return steps.why_not_say(
        kind=said.kind, yen=said.yen, doc_date=said.doc_date, name=said.name, on=on
    )


def _kept(files: Sequence[tuple[str, bytes]], on: date) -> list[Paper]:
    return [papers.keep(data, name=name, kind="evidence", on=on) for name, data in files]


def _locked(document: Document) -> Edition:
    """The newest edition; whoever comes second waits at the document."""
    Document.objects.select_for_update(of=("self",)).get(pk=document.pk)
    return queries.newest(document)


def _follow(
    now: Edition,
    said: Said,
    *,
    reason: str,
    by,
    on: date,
    cancelled: bool = False,
    files: Sequence[Paper] | None = None,
) -> Edition:
    if files is None:
        files = [one.paper for one in now.files.select_related("paper")]
    more = {
        "number": now.number + 1,
        "replaces": now,
        "reason": reason.strip()[:LONGEST],
        "cancelled": cancelled,
    }
    return _write(now.document, said, files, by=by, on=on, **more)


def _write(
    document: Document, said: Said, files: Sequence[Paper], *, by, on: date, **more
) -> Edition:
    years = steps.years_of(said.kind, document.book.standard, queries.keep_years(on))
    edition = Edition.objects.create(
        document=document,
        kind=said.kind,
        direction=said.direction,
        medium=said.medium,
        doc_date=said.doc_date,
        yen=said.yen,
        party=said.party,
        journal=said.journal,
        print=said.print,
        keep_until=steps.keep_until(said.doc_date, years),
        by=by.party if by else None,
        on=on,
        at=timezone.now(),
        **more,
    )
    told = said.plain()
    folded = fold(told["name"])[:LONGEST]
    Told.objects.create(edition=edition, name=told["name"], folded=folded, words=told["words"])
    Attached.objects.bulk_create(
        Attached(edition=edition, position=n, paper=paper) for n, paper in enumerate(files, 1)
    )
    return edition


def _note(did: str, edition: Edition, *, by, on: date) -> None:
    """One record; it names the print of what the edition says, so that the seal covers it."""
    records.add(
        by=by,
        did=did,
        about=edition.document,
        on=on,
        number=edition.document_id,
        edition=edition.number,
        print=queries.print_of(edition),
    )


@transaction.atomic
def clear(keys: Sequence[int], *, by, on: date) -> int:
    """取引先と内容を消す — of the chosen documents that no law keeps any more; how many.

    Day, sum, files and every edition stay; what was looked at and is kept by now is refused.
    """
    chosen = sorted(set(keys))
    # Named by hand, so that a correction in the same moment waits.
    rows = Document.objects.select_for_update(of=("self",)).filter(pk__in=chosen)
    held = list(rows.order_by("pk").values_list("pk", flat=True))
    over = set(queries.expired(on).filter(pk__in=held).values_list("pk", flat=True))
    refuse_if(steps.why_not_clear(chosen=len(chosen), over=len(over)))
    Told.objects.filter(edition__document__in=over).delete()
    record = {"count": len(chosen), "print": queries.print_of_keys(chosen)}
    records.add(by=by, did="voucher.cleared", on=on, **record)
    return len(chosen)


def note_export(*, keys: Sequence[int], by, on: date, at: datetime) -> None:
    """書き出した — how many documents, and the print of which."""
    record = {"count": len(keys), "print": queries.print_of_keys(keys)}
    records.add(by=by, did="voucher.exported", on=on, at=at, **record)
