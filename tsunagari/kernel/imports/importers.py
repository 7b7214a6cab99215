"""取込の種類 — what can be imported; each subject registers its own in AppConfig.ready."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

# What every preview offers: `rows` (good ones), `faults` (row, column, reason), `counts`.
Preview = Any


@dataclass(frozen=True)
class Importer:
    """How rows of one kind are recognised, checked, written and taken back.

    `recognise(workbook, batch, remembered)` → mapping {"sheet", "header_row", "columns": {index:
    field}}; `choose(workbook, batch, wanted, fresh)` → the same as a person chose it, `fresh` when
    the workbook is the whole file and not what was kept; `keep(workbook, batch)` → the workbook as it may be stored, without what nobody may
    keep; `check(workbook, batch, on)` → Preview; `write(preview, batch, by, on, at)` → (counts, undo),
    in the caller's transaction; `take_back(batch, by, on)` → reasons against it, or [].
    """

    kind: str
    title: str
    recognise: Callable
    choose: Callable
    keep: Callable
    check: Callable
    write: Callable
    take_back: Callable


IMPORTERS: dict[str, Importer] = {}


def register(importer: Importer) -> None:
    IMPORTERS[importer.kind] = importer
