"""候補者の取込 — how the kernel reads in a list of candidates: recognise, check, write, take back."""

from datetime import date
from functools import partial

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, Refused, refuse_if
from tsunagari.base.sheets import Sheet, Workbook
from tsunagari.kernel.imports import progress
from tsunagari.kernel.imports.importers import Importer
from tsunagari.programmes.talent.orders.actions import imports
from tsunagari.programmes.talent.orders.rules import columns, sheet
from tsunagari.programmes.talent.orders.rules.columns import Mapping
from tsunagari.programmes.talent.orders.rules.sheet import Preview

KIND = "candidates"


def recognise(workbook: Workbook, batch, remembered: dict) -> dict:
    """Which sheet holds the candidates, and what its columns mean."""
    _sheet, mapping = columns.find_sheet(workbook, remembered)
    return mapping.as_json()


def choose(workbook: Workbook, batch, wanted: dict, fresh: bool) -> dict:
    """The columns as a person chose them; what was not kept needs the file once more."""
    before, wanted = Mapping.from_json(batch.mapping), Mapping.from_json(wanted)
    found = _sheet_named(workbook, wanted.sheet, fresh)
    moved = (wanted.sheet, wanted.header_row) != (before.sheet, before.header_row)
    mapping = columns.chosen(found, wanted.header_row, None if moved else wanted.columns)
    refuse_if(columns.why_not_mapping(mapping, found))
    if not fresh and (moved or set(mapping.columns) - set(before.columns)):
        words = _(
            "新しく読む列の中身は、まだこちらにありません（読まない列は保存しないため）。"
            "同じファイルをもう一度選んでください。"
        )
        raise Refused([Reason(words, rule="file.again", field="file")])
    return mapping.as_json()


def _sheet_named(workbook: Workbook, name: str, fresh: bool) -> Sheet:
    for one in workbook.sheets:
        if one.name == name:
            return one
    if not fresh:
        words = _("ほかのシートを読むには、同じファイルをもう一度選んでください。")
        raise Refused([Reason(words, rule="file.again", field="file")])
    words = _("「%(sheet)s」というシートはありません。このファイルのシート：%(sheets)s")
    facts = {"sheet": name, "sheets": "、".join(one.name for one in workbook.sheets[:10])}
    raise Refused([Reason(words, facts, rule="sheet.none", field="sheet")])


def keep(workbook: Workbook, batch) -> Workbook:
    """One sheet with the columns that are read, and the headers of the others."""
    mapping = Mapping.from_json(batch.mapping)
    found = sheet_of(workbook, mapping)
    last = mapping.header_row - 1
    rows = [
        [cell if at in mapping.columns or index == last else "" for at, cell in enumerate(cells)]
        if index >= last
        else [""] * len(cells)
        for index, cells in enumerate(found.rows)
    ]
    kept = Sheet(found.name, rows, found.hidden, found.merged, found.formulas)
    return Workbook("", workbook.kind, [kept], workbook.encoding, workbook.delimiter)


def check(workbook: Workbook, batch, on: date) -> Preview:
    """Good and faulty rows, held against the organisation's candidates."""
    mapping = Mapping.from_json(batch.mapping)
    return sheet.check(sheet_of(workbook, mapping), mapping, imports.known(batch.body), on)


def write(preview: Preview, batch, by, on: date, at) -> tuple[dict, dict]:
    """Good rows only; the faulty ones can follow from the downloaded sheet."""
    say = partial(progress.say, batch, of=len(preview.rows))
    undo = imports.write(batch.body, preview, on=on, say=say)
    return preview.counts, undo


def take_back(batch, by, on: date) -> list[Reason]:
    """Undo it all, or say why not."""
    reasons = imports.why_not_take_back(batch.undo)
    if not reasons:
        imports.take_back(batch.undo, on=on)
    return reasons


CANDIDATES = Importer(
    kind=KIND,
    title=_("候補者の名簿"),
    recognise=recognise,
    choose=choose,
    keep=keep,
    check=check,
    write=write,
    take_back=take_back,
)


def sheet_of(workbook: Workbook, mapping: Mapping) -> Sheet:
    """The sheet that a mapping is about."""
    return next(one for one in workbook.sheets if one.name == mapping.sheet)
