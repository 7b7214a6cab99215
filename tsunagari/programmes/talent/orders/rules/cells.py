"""表のます目 — the rows of a list read cell by cell: what is wrong, where, and how to fix it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from tsunagari.base.days import NotADay, parse_day
from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason
from tsunagari.base.sheets import Sheet
from tsunagari.programmes.talent.orders.rules.columns import Mapping, place


class Fault(NamedTuple):
    """What is wrong with one cell. `row` as Excel counts, `column` from 0 (None: the whole row)."""

    row: int
    column: int | None
    place: str
    value: str
    reason: Reason

    def words(self) -> str:
        return self.reason.words()


@dataclass
class Checked:
    """What reading a file in would do; `state` of a row is new, changed or same."""

    mapping: Mapping
    rows: list[Any]
    faults: list[Fault]

    def __post_init__(self) -> None:
        self.faults.sort(key=lambda one: (one.row, -1 if one.column is None else one.column))

    @property
    def notes(self) -> list[Reason]:
        return [column.words() for column in self.mapping.left_out]

    @property
    def counts(self) -> dict[str, int]:
        states = [row.state for row in self.rows]
        return {
            "good": len(self.rows),
            "new": states.count("new"),
            "changed": states.count("changed"),
            "same": states.count("same"),
            "faulty": len(self.faulty_rows()),
        }

    def faulty_rows(self) -> list[int]:
        return sorted({fault.row for fault in self.faults})


class Reader:
    """The cells of one row by field, and the faults found in them."""

    def __init__(self, sheet: Sheet, mapping: Mapping, index: int, faults: list[Fault]):
        self.cells, self.mapping = sheet.rows[index], mapping
        self.header = sheet.rows[mapping.header_row - 1]
        self.row, self.faults, self.sound = index + 1, faults, True
        self.unstored = {
            at for (row, at), stored in sheet.formulas.items() if row == index and not stored
        }

    def raw(self, name: str) -> str:
        at = next(iter(self.mapping.columns_of(name)), None)
        if at is None:
            return ""
        if at in self.unstored:
            words = _(
                "計算式の答えがファイルに入っていません。Excel で開いて保存しなおすか、"
                "値をそのまま入力してください。"
            )
            self.wrong(name, Reason(words, rule="cell.no_value"))
        return " ".join(self.cells[at].split())

    def wrong(self, name: str, reason: Reason) -> None:
        self.sound = False
        at = next(iter(self.mapping.columns_of(name)), None)
        if at is None:
            self.faults.append(Fault(self.row, None, "", "", reason))
            return
        value = self.cells[at].strip()[:40]
        self.faults.append(Fault(self.row, at, place(at, self.header[at]), value, reason))

    def day(self, name: str) -> date | None:
        text = self.raw(name)
        if not text:
            words = _("日付がありません。2001-05-03 のように入力してください。")
            self.wrong(name, Reason(words, rule="day.empty"))
            return None
        try:
            return parse_day(text, serial=True)
        except NotADay as refused:
            self.wrong(name, refused.reasons[0])
            return None


def read(
    sheet: Sheet, mapping: Mapping, one: Callable, reader: type[Reader] = Reader
) -> tuple[list, list[Fault]]:
    """Every row that is not empty as `one(cells)` reads it, and everything that is wrong."""
    faults: list[Fault] = []
    rows = []
    for index in range(mapping.header_row, len(sheet.rows)):
        cells = sheet.rows[index]
        if any(cells[at].strip() for at in mapping.columns):
            row = one(reader(sheet, mapping, index, faults))
            if row is not None:
                rows.append(row)
    return rows, faults
