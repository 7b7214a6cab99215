"""候補者・出席・成績の取込 — how the kernel reads in a list: recognise, check, write, take back."""

from collections.abc import Callable
from datetime import date
from functools import partial

from django.utils import timezone

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, Refused, refuse_if
from tsunagari.base.sheets import Sheet, Workbook
from tsunagari.kernel.imports import progress
from tsunagari.kernel.imports.importers import Importer
from tsunagari.programmes.talent.orders.actions import class_files, imports
from tsunagari.programmes.talent.orders.rules import class_sheets, sheet
from tsunagari.programmes.talent.orders.rules.cells import Checked
from tsunagari.programmes.talent.orders.rules.class_columns import ATTENDANCE, RESULTS
from tsunagari.programmes.talent.orders.rules.columns import CANDIDATES, Mapping, Table

KIND = "candidates"
LESSONS, TESTS = "attendance", "results"


def recognise(columns: Table, workbook: Workbook, batch, remembered: dict) -> dict:
    """Which sheet holds the list, and what its columns mean."""
    _sheet, mapping = columns.find_sheet(workbook, remembered)
    return mapping.as_json()


def choose(columns: Table, workbook: Workbook, batch, wanted: dict, fresh: bool) -> dict:
    """The columns as a person chose them; what was not kept needs the file once more."""
    read = columns.kind.from_json
    before, wanted = read(batch.mapping), read(wanted)
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


def _candidates(found: Sheet, mapping: Mapping, batch, on: date) -> Checked:
    return sheet.check(found, mapping, imports.known(batch.body), on)


def _lessons(found: Sheet, mapping: Mapping, batch, on: date) -> Checked:
    school = batch.body
    return class_sheets.attendance(
        found,
        mapping,
        class_files.learners(school),
        class_files.sat(school),
        zone=school.party.zone,
        now=batch.made_at,
    )


def _results(found: Sheet, mapping: Mapping, batch, on: date) -> Checked:
    school = batch.body
    known, noted = class_files.learners(school), class_files.noted(school)
    return class_sheets.results(found, mapping, known, noted, on=on)


def _write(preview: Checked, batch, by, on: date, at) -> tuple[dict, dict]:
    """Good rows only; the faulty ones can follow from the downloaded sheet."""
    say = partial(progress.say, batch, of=len(preview.rows))
    body = batch.body
    if batch.kind == LESSONS:
        undo = class_files.write_lessons(body, preview, by=by, on=on, at=at, say=say)
    elif batch.kind == TESTS:
        undo = class_files.write_results(body, preview, by=by, on=on, say=say)
    else:
        undo = imports.write(body, preview, on=on, say=say)
    return preview.counts, undo


def take_back(batch, by, on: date) -> list[Reason]:
    """Undo it all, or say why not."""
    if batch.kind == TESTS:
        class_files.take_back_results(batch.undo, by=by, on=on)
        return []
    if batch.kind == LESSONS:
        reasons = class_files.why_not_take_back_lessons(batch.undo)
        if not reasons:
            class_files.take_back_lessons(batch.undo, by=by, on=on, at=timezone.now())
        return reasons
    reasons = imports.why_not_take_back(batch.undo)
    if not reasons:
        imports.take_back(batch.undo, on=on)
    return reasons


def _importer(kind: str, title: str, columns: Table, held: Callable) -> Importer:
    """One kind of list; `held` holds its rows against what is known."""

    def check(workbook: Workbook, batch, on: date) -> Checked:
        mapping = columns.kind.from_json(batch.mapping)
        return held(sheet_of(workbook, mapping), mapping, batch, on)

    return Importer(
        kind=kind,
        title=title,
        recognise=partial(recognise, columns),
        choose=partial(choose, columns),
        keep=keep,
        check=check,
        write=_write,
        take_back=take_back,
    )


ALL = (
    _importer(KIND, _("候補者の名簿"), CANDIDATES, _candidates),
    _importer(LESSONS, _("授業の出席"), ATTENDANCE, _lessons),
    _importer(TESTS, _("試験の結果"), RESULTS, _results),
)


def sheet_of(workbook: Workbook, mapping: Mapping) -> Sheet:
    """The sheet that a mapping is about."""
    return next(one for one in workbook.sheets if one.name == mapping.sheet)
