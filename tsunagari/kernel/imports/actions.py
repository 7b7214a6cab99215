"""取込 — upload, look, accept, undo; nothing is written before it is accepted."""

from datetime import date, datetime

from django.db import transaction

from tsunagari.base import sheets
from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, refuse_if
from tsunagari.kernel.imports import kept
from tsunagari.kernel.imports.importers import IMPORTERS, Preview
from tsunagari.kernel.imports.models import Batch, Remembered
from tsunagari.kernel.papers import actions as papers
from tsunagari.kernel.records import actions as records


@transaction.atomic
def upload(
    kind: str, body, data: bytes, *, name: str, by, at: datetime, options: dict | None = None
) -> Batch:
    """ファイルを受け取る — refuses one that cannot be read; otherwise its columns are recognised.

    Only what the importer keeps of the file is stored, never the bytes that came.
    """
    workbook = sheets.read(data, name)
    batch = Batch(
        kind=kind,
        body=body,
        by=getattr(by, "party", by),
        name=name[:200],
        options=options or {},
        made_at=at,
    )
    remembered = Remembered.objects.filter(body=body, kind=kind).first()
    importer = IMPORTERS[kind]
    batch.mapping = importer.recognise(workbook, batch, remembered.mapping if remembered else {})
    batch.sheet = batch.mapping["sheet"][:100]
    batch.blob = papers.store(kept.packed(importer.keep(workbook, batch)))
    batch.save()
    return batch


def look(batch: Batch) -> Preview:
    """確かめる — good rows and faulty rows as they would be read now."""
    return IMPORTERS[batch.kind].check(workbook_of(batch), batch)


def workbook_of(batch: Batch):
    """What was kept of the uploaded file."""
    return kept.unpacked(papers.read(batch.blob))


@transaction.atomic
def remap(batch: Batch, *, mapping: dict, options: dict) -> Batch:
    """列の意味を変える — before accepting."""
    batch = Batch.objects.select_for_update().get(pk=batch.pk)
    refuse_if(_why_not_open(batch))
    batch.mapping, batch.options = mapping, batch.options | options
    batch.save(update_fields=["mapping", "options"])
    return batch


@transaction.atomic
def accept(batch: Batch, *, by, on: date, at: datetime) -> Batch:
    """読みこむ — all good rows in one transaction; faulty ones stay out and can follow later."""
    batch = Batch.objects.select_for_update().get(pk=batch.pk)
    refuse_if(_why_not_open(batch))
    preview = look(batch)
    refuse_if(
        []
        if preview.rows
        else [Reason(_("読みこめる行がありません。ファイルを直して、もう一度選んでください。"))]
    )
    batch.counts, batch.undo = IMPORTERS[batch.kind].write(preview, batch, by, on, at)
    batch.state, batch.accepted_at = Batch.State.ACCEPTED, at
    batch.save()
    Remembered.objects.update_or_create(
        body=batch.body, kind=batch.kind, defaults={"mapping": _headers(batch)}
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


def _headers(batch) -> dict:
    """{header: field} of the accepted mapping, for the next file of this body."""
    return batch.mapping.get("headers", {})


def _why_not_open(batch) -> list[Reason]:
    if batch.state == Batch.State.UPLOADED:
        return []
    return [Reason(_("このファイルはもう処理されています。"), rule="state")]


@transaction.atomic
def undo(batch: Batch, *, by, on: date) -> Batch:
    """取り消す — everything the file changed, or nothing."""
    batch = Batch.objects.select_for_update().get(pk=batch.pk)
    refuse_if(
        []
        if batch.state == Batch.State.ACCEPTED
        else [Reason(_("読みこんだファイルだけを取り消せます。"), rule="state")]
    )
    refuse_if(IMPORTERS[batch.kind].take_back(batch, by, on))
    batch.state = Batch.State.UNDONE
    batch.save(update_fields=["state"])
    records.add(
        by=by,
        did="import.undone",
        about=batch,
        concerns=[batch.body.party],
        on=on,
        kind=batch.kind,
    )
    return batch


@transaction.atomic
def drop(batch: Batch) -> Batch:
    """やめる — an uploaded file is put aside without reading it in."""
    batch = Batch.objects.select_for_update().get(pk=batch.pk)
    if batch.state == Batch.State.UPLOADED:
        batch.state = Batch.State.DROPPED
        batch.save(update_fields=["state"])
    return batch
