"""名簿の表 — the rows below a roster's header by column, and the faults found in them."""

from dataclasses import dataclass
from functools import cached_property

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason
from tsunagari.base.sheets import Range, Sheet, range_words
from tsunagari.programmes.exchange.schools.rules.cells import all_codes, not_codes, shown
from tsunagari.programmes.exchange.schools.rules.columns import Mapping, place

EXCEL_MOST = 32_767  # letters that a cell can hold in Excel


@dataclass(frozen=True)
class Fault:
    """What is wrong with one cell. `row` as Excel counts, `column` from 0 (None: the whole row).

    `place` is C列（組）, `value` the shortened cell, empty where it could be a real name.
    """

    row: int
    column: int | None
    place: str
    value: str
    reason: Reason

    def words(self) -> str:
        """The sentence in the reader's language."""
        return self.reason.words()


class Table:
    """The rows below the header, by column, and the faults found so far."""

    def __init__(self, sheet: Sheet, mapping: Mapping):
        self.sheet, self.mapping = sheet, mapping
        self.first = mapping.header_row
        self.header = sheet.rows[self.first - 1]
        self.size = len(sheet.rows) - self.first
        self.columns = list(zip(*sheet.rows[self.first :], strict=True))
        self.faults: dict[tuple[int, int], Fault] = {}
        self.faulty: set[int] = set()
        self.blank: set[int] = set()

    def texts(self, name: str) -> tuple[str, ...] | None:
        """The cells of a field; None when the file has no such column."""
        at = self.mapping.column(name)
        return None if at is None or not self.columns else self.columns[at]

    @cached_property
    def uncoded(self) -> list[int]:
        """Rows whose display name is not like kaki-07."""
        texts = self.texts("display_name") or ()
        return [] if all_codes(texts) else not_codes(texts)

    def fault(self, index: int, name: str, reason: Reason, *, secret: bool = False) -> None:
        """Note the first fault of a cell; `index` counts rows from the first one below the header."""
        at = self.mapping.column(name)
        self.fault_at(index, -1 if at is None else at, reason, secret=secret)

    def fault_at(self, index: int, at: int, reason: Reason, *, secret: bool = False) -> None:
        self.faulty.add(index)
        if (index, at) in self.faults:
            return
        row = index + self.first + 1
        if at < 0:
            self.faults[index, at] = Fault(row, None, "", "", reason)
            return
        value = "" if secret else shown(self.columns[at][index])
        self.faults[index, at] = Fault(row, at, place(at, self.header[at]), value, reason)

    def replace(self, index: int, at: int, reason: Reason, *, secret: bool = False) -> None:
        """Say this instead of what was said about a cell, unless its row is blank."""
        if not self.is_blank(index):
            self.faults.pop((index, at), None)
            self.fault_at(index, at, reason, secret=secret)

    def is_blank(self, index: int) -> bool:
        """True for a row without any text in a column that is read."""
        return not any(self.columns[at][index].strip() for at in self.mapping.columns)

    def drop_blank_rows(self) -> None:
        """Rows without any text are no faults: they stand between or below the others."""
        self.blank = {index for index in self.faulty if self.is_blank(index)}
        self.faulty -= self.blank
        self.faults = {at: fault for at, fault in self.faults.items() if at[0] not in self.blank}


def flag_cells(table: Table) -> None:
    """Cells that Excel left empty or that hold a whole document."""
    for at, column in enumerate(table.columns):
        if at not in table.mapping.columns and max(map(len, column)) > EXCEL_MOST:
            for index, text in enumerate(column):
                if len(text) > EXCEL_MOST:
                    words = _("セルが%(length)s文字あります。中身を消すか、短くしてください。")
                    reason = Reason(words, {"length": len(text)}, rule="cell.long")
                    table.fault_at(index, at, reason)
    for (row, at), stored in table.sheet.formulas.items():
        index = row - table.first
        if not stored and at in table.mapping.columns and 0 <= index < table.size:
            words = _(
                "計算式の答えがファイルに入っていません。Excel で開いて保存しなおすか、"
                "値をそのまま入力してください。"
            )
            table.replace(index, at, Reason(words, rule="cell.no_value"))
    cells_left = table.size * len(table.columns)  # merged cells never overlap in a sound file
    for area in table.sheet.merged:
        cells_left -= (area[2] - area[0] + 1) * min(area[3] - area[1] + 1, len(table.columns))
        if cells_left >= 0:
            _flag_merged(table, area)


def _flag_merged(table: Table, area: Range) -> None:
    """Only the first cell of a merged range has a value; the others look filled but are empty."""
    top, left, bottom, right = area
    words = _("結合されたセル（%(range)s）です。結合を解除して、すべての行に値を入れてください。")
    reason = Reason(words, {"range": range_words(area)}, rule="cell.merged")
    for at in range(left, min(right + 1, len(table.columns))):
        if at not in table.mapping.columns:
            continue
        for index in range(max(top - table.first, 0), min(bottom + 1 - table.first, table.size)):
            if (index + table.first, at) != (top, left):
                table.replace(index, at, reason)
