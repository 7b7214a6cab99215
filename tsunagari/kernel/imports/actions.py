"""取込 — upload, look, accept, undo; nothing is written before it is accepted."""

import logging
from datetime import date, datetime

from django.db import transaction

from tsunagari.base import sheets
from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, Refused, refuse_if
from tsunagari.kernel.imports import kept
from tsunagari.kernel.imports.importers import IMPORTERS, Preview
from tsunagari.kernel.imports.models import Batch, Remembered
from tsunagari.kernel.papers import actions as papers
from tsunagari.kernel.records import actions as records
from tsunagari.kernel.roles.models import Viewer

log = logging.getLogger("tsunagari.imports")
MOST_TRIES = 3
State = Batch.State


@transaction.atomic
def upload(
    kind: str, body, data: bytes, *, name: str, by, at: datetime, options: dict | None = None
) -> Batch:
    """ファイルを受け取る — refuses one that cannot be read; otherwise its columns are recognised.

    Only what the importer keeps of the file is stored, never the bytes that came.
    """
    batch, workbook = _read(kind, body, data, name, at, options)
    batch.by = getattr(by, "party", by)
    batch.blob = papers.store(kept.packed(workbook))
    batch.save()
    return batch


def try_out(
    kind: str, body, data: bytes, *, name: str, at: datetime, on: date, options: dict | None = None
) -> Preview:
    """ためす — what uploading and looking would show; nothing is stored, not even the file."""
    batch, workbook = _read(kind, body, data, name, at, options)
    return IMPORTERS[kind].check(workbook, batch, on)


def _read(kind, body, data, name, at, options):
    """The unsaved batch of a file, and what may be kept of it."""
    # A name from a disk can hold bytes that are no text, and no database takes those.
    name = "".join(filter(str.isprintable, name))[:200]
    workbook = sheets.read(data, name)
    batch = Batch(kind=kind, body=body, name=name, options=options or {}, made_at=at)
    remembered = Remembered.objects.filter(body=body, kind=kind).first()
    mapping = IMPORTERS[kind].recognise(workbook, batch, remembered.mapping if remembered else {})
    return batch, _kept(batch, workbook, mapping)


def _kept(batch: Batch, workbook, mapping: dict):
    """What may be kept of a workbook whose columns mean this."""
    batch.mapping, batch.sheet = mapping, mapping["sheet"][:100]
    return IMPORTERS[batch.kind].keep(workbook, batch)


def look(batch: Batch, *, on: date) -> Preview:
    """確かめる — good rows and faulty rows as they would be read on a day."""
    return IMPORTERS[batch.kind].check(workbook_of(batch), batch, on)


def workbook_of(batch: Batch):
    """What was kept of the uploaded file."""
    return kept.unpacked(papers.read(batch.blob))


def seen(preview: Preview) -> str:
    """What a person was shown, in short: accepting something else is refused."""
    return "-".join(str(count) for count in preview.counts.values())


@transaction.atomic
def remap(batch: Batch, *, mapping: dict, options: dict, data: bytes | None = None) -> Batch:
    """列の意味を変える — before accepting; `data` is the file once more, for what was not kept."""
    batch = _locked(batch)
    refuse_if(_why_not_open(batch))
    workbook = sheets.read(data, batch.name) if data else workbook_of(batch)
    mapping = IMPORTERS[batch.kind].choose(workbook, batch, mapping, bool(data))
    batch.options |= options
    batch.blob = papers.store(kept.packed(_kept(batch, workbook, mapping)))
    batch.save(update_fields=["mapping", "sheet", "options", "blob"])
    return batch


@transaction.atomic
def accept(
    batch: Batch, *, by, on: date, at: datetime, as_seen: str = "", options: dict | None = None
) -> Batch:
    """読みこむ — all good rows in one transaction; faulty ones stay out and can follow later."""
    batch = _locked(batch)
    refuse_if(_why_not_open(batch))
    batch.options |= options or {}
    return _accept(batch, by=by, on=on, at=at, as_seen=as_seen)


def _accept(batch: Batch, *, by, on: date, at: datetime, as_seen: str) -> Batch:
    preview = look(batch, on=on)
    refuse_if(_why_not_rows(preview, as_seen))
    batch.counts, batch.undo = IMPORTERS[batch.kind].write(preview, batch, by, on, at)
    batch.state, batch.accepted_at, batch.said = State.ACCEPTED, at, []
    _decided(batch, by, at)
    Remembered.objects.update_or_create(
        body=batch.body, kind=batch.kind, defaults={"mapping": batch.mapping.get("headers", {})}
    )
    records.add(
        by=by,
        did="import.accepted",
        about=batch,
        concerns=[batch.body.party],
        on=on,
        at=at,
        kind=batch.kind,
        **batch.counts,
    )
    return batch


def _why_not_rows(preview: Preview, as_seen: str) -> list[Reason]:
    if not preview.rows:
        words = _("読みこめる行がありません。ファイルを直して、もう一度選んでください。")
        return [Reason(words, rule="empty")]
    if as_seen and as_seen != seen(preview):
        words = _(
            "確かめたあとで、名簿が変わりました。新しい内容を見て、もう一度読みこんでください。"
        )
        return [Reason(words, rule="seen")]
    return []


def _why_not_open(batch: Batch) -> list[Reason]:
    if batch.state in (State.UPLOADED, State.FAILED):
        return []
    return [Reason(_("このファイルはもう処理されています。"), rule="state")]


def _locked(batch: Batch) -> Batch:
    return Batch.objects.select_for_update(of=("self",)).select_related("blob").get(pk=batch.pk)


def _decided(batch: Batch, by, at: datetime) -> None:
    batch.decided_by, batch.decided_at = getattr(by, "party", by), at
    batch.save()


# ワーカーで ---------------------------------------------------------------------------------


@transaction.atomic
def accept_later(
    batch: Batch,
    *,
    by: Viewer,
    on: date,
    at: datetime,
    as_seen: str = "",
    options: dict | None = None,
) -> Batch:
    """あとで読みこむ — a long list is read in by the worker, while the page shows how far it is."""
    batch = _locked(batch)
    refuse_if(_why_not_open(batch))
    batch.state, batch.tries, batch.said = State.RUNNING, 0, []
    batch.options |= (options or {}) | {
        "as_seen": as_seen,
        "on": on.isoformat(),
        "on_behalf": by.on_behalf is not None,
    }
    _decided(batch, by, at)
    return batch


def run_waiting(*, at: datetime) -> int:
    """待っているものを読みこむ — called by the worker; how many there were.

    A worker that was killed has written nothing: the next one begins again, and gives up in words
    after the third time.
    """
    waiting = list(Batch.objects.filter(state=State.RUNNING).order_by("pk"))
    for batch in waiting:
        if _may_try(batch):
            _run(batch, at)
    return len(waiting)


@transaction.atomic
def _may_try(batch: Batch) -> bool:
    batch = _locked(batch)
    if batch.state != State.RUNNING:
        return False
    batch.tries += 1
    if batch.tries > MOST_TRIES:
        words = _(
            "読みこみが途中で止まりました。何も変わっていません。もう一度読みこむか、"
            "ファイルを分けてください。"
        )
        _fail(batch, [Reason(words, rule="stopped")])
        return False
    batch.save(update_fields=["tries"])
    return True


def _run(batch: Batch, at: datetime) -> None:
    try:
        with transaction.atomic():
            batch = _locked(batch)
            if batch.state == State.RUNNING:
                told = batch.options
                on = date.fromisoformat(told["on"])
                _accept(batch, by=_who(batch, on), on=on, at=at, as_seen=told["as_seen"])
    except Refused as refused:
        _fail(batch, refused.reasons)
    except Exception:
        log.exception("import %s could not be read in", batch.pk)


def _who(batch: Batch, on: date) -> Viewer:
    return Viewer(
        party=batch.decided_by,
        kind="",
        body=batch.body,
        language="ja",
        on=on,
        on_behalf=batch.body if batch.options["on_behalf"] else None,
    )


def _fail(batch: Batch, reasons: list[Reason]) -> None:
    batch.state = State.FAILED
    batch.said = [[reason.text, reason.facts] for reason in reasons]
    batch.save(update_fields=["state", "said", "tries"])


# もどす -------------------------------------------------------------------------------------


@transaction.atomic
def undo(batch: Batch, *, by, on: date, at: datetime) -> Batch:
    """取り消す — everything the file changed, or nothing."""
    batch = _locked(batch)
    refuse_if(
        []
        if batch.state == State.ACCEPTED
        else [Reason(_("読みこんだファイルだけを取り消せます。"), rule="state")]
    )
    refuse_if(IMPORTERS[batch.kind].take_back(batch, by, on))
    batch.state = State.UNDONE
    _decided(batch, by, at)
    records.add(
        by=by,
        did="import.undone",
        about=batch,
        concerns=[batch.body.party],
        on=on,
        at=at,
        kind=batch.kind,
    )
    return batch


@transaction.atomic
def drop(batch: Batch, *, by, at: datetime) -> Batch:
    """やめる — an uploaded file is put aside without reading it in."""
    batch = _locked(batch)
    refuse_if(_why_not_open(batch))
    batch.state = State.DROPPED
    _decided(batch, by, at)
    return batch
