"""忘れる — the rows of a file that was read in; its columns and its counts stay."""

from django.db import transaction

from tsunagari.base.sheets import Sheet, Workbook
from tsunagari.kernel.imports import actions, kept
from tsunagari.kernel.imports.models import Batch
from tsunagari.kernel.papers import actions as papers
from tsunagari.kernel.papers.forgetting import drop

WAITING = (Batch.State.UPLOADED, Batch.State.RUNNING)


@transaction.atomic
def empty(batch: Batch, *, undo: dict) -> None:
    """ファイルの行を消す — only what stands up to the header stays; `undo` is what stays of it."""
    workbook = actions.workbook_of(batch)
    header = int(batch.mapping.get("header_row", 1))
    sheets = [
        Sheet(sheet.name, sheet.rows[:header] if sheet.name == batch.sheet else [], sheet.hidden)
        for sheet in workbook.sheets
    ]
    bare = Workbook(workbook.name, workbook.kind, sheets, workbook.encoding, workbook.delimiter)
    old, batch.blob, batch.undo = batch.blob, papers.store(kept.packed(bare)), undo
    batch.save(update_fields=["blob", "undo"])
    if old.pk != batch.blob_id:
        drop(old)


def decided(kind: str, body):
    """Files of a body that were read in, taken back or put aside."""
    return Batch.objects.filter(kind=kind, body=body).exclude(state__in=WAITING)
