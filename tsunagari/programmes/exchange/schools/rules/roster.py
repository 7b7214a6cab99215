"""名簿 — which rows of a roster can be read in, and what is wrong with each of the others.

Real names never pass this rule: columns with names are only compared with the display name. One
faulty row never loses the good ones. Everything works column by column, each distinct text read
once, so that 100,000 rows take about as long as reading the file.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from difflib import get_close_matches
from functools import partial
from itertools import repeat
from operator import itemgetter
from typing import Any, NamedTuple

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.names import fold
from tsunagari.base.refusals import Reason, refuse_if
from tsunagari.base.sheets import Rows, Sheet, range_words
from tsunagari.programmes.exchange.schools.rules import apart, cells, display_names
from tsunagari.programmes.exchange.schools.rules.cells import BAD, Reader, shown
from tsunagari.programmes.exchange.schools.rules.columns import (
    FIELD_WORDS,
    Mapping,
    find_sheet,
    place,
    recognise,
    why_not_mapping,
)

__all__ = [
    "Fault",
    "Known",
    "Mapping",
    "Preview",
    "PupilRow",
    "RosterFacts",
    "check",
    "find_sheet",
    "recognise",
    "why_not_mapping",
    "without_names",
]

Key = tuple[str, int]  # class name and number


class Known(NamedTuple):
    """A pupil who is stored already."""

    display_name: str
    gender: str = ""
    level: int | None = None
    age_band: str = ""


class PupilRow(NamedTuple):
    """One good row. `row` is Excel's row number; `state` is new, changed or same.

    `grade` counts through all years of school; `apart` are pupils never to share a group with;
    days are None when the file does not say them. `made` says that the display name was made here.
    """

    row: int
    class_name: str
    grade: int
    number: int
    display_name: str
    gender: str
    level: int | None
    age_band: str
    joined_on: date | None
    left_on: date | None
    apart: tuple[Key, ...]
    state: str
    made: bool

    @property
    def key(self) -> Key:
        return self.class_name, self.number


@dataclass(frozen=True)
class RosterFacts:
    """What the school knows: `classes` {name: grade}, `pupils` {(class name, number): Known}.

    `names` are this school's ways to be called; `before` the years of school before its first one
    (`cells.years_before`); `taken` display names of pupils who left; `create_classes` takes
    classes that are not known yet as new ones.
    """

    on: date
    country: str = "JP"
    names: tuple[str, ...] = ()
    before: int = 0
    classes: dict[str, int] = field(default_factory=dict)
    pupils: dict[Key, Known] = field(default_factory=dict)
    taken: frozenset[str] = frozenset()
    create_classes: bool = False


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


@dataclass
class Preview:
    """What reading the file in would do. `new_classes` says {name: grade}."""

    rows: list[PupilRow]
    faults: list[Fault]
    notes: list[Reason]
    counts: dict[str, int]
    new_classes: dict[str, int]
    left: list[Key]
    mapping: Mapping

    @property
    def pairs(self) -> list[tuple[Key, Key]]:
        """Keep-apart pairs, each once."""
        found = {(min(row.key, key), max(row.key, key)) for row in self.rows for key in row.apart}
        return sorted(found)

    def faulty_rows(self) -> list[int]:
        """Excel's numbers of the rows that stay out."""
        return sorted({fault.row for fault in self.faults})


def check(sheet: Sheet, mapping: Mapping, facts: RosterFacts) -> Preview:
    """Every row below the header: good ones as they would be stored, and all faults by place."""
    refuse_if(why_not_mapping(mapping, sheet))
    table = _Table(sheet, mapping)
    classes = _Classes(facts)
    found = _read(table, classes, facts)
    _flag_cells(table)
    _flag_doubles(table, found)
    _flag_names(table, found, facts)
    links = apart.links(table, found, facts.pupils, facts.before)
    table.drop_blank_rows()
    rows = _good_rows(table, found, links, facts)
    return _preview(table, rows, classes, facts)


def without_names(sheet: Sheet, mapping: Mapping, on: date) -> Sheet:
    """The sheet as it may be kept: columns that are never stored are emptied below the header.

    Birth dates become age bands, and a display name that is the real name becomes `SAME`, so that
    the check says the same as before.
    """
    table = _Table(sheet, mapping)
    same = display_names.same_as_real(table)
    kept = set(mapping.columns)
    at_name, at_born = mapping.column("display_name"), mapping.column("born")
    bands = Reader(partial(cells.born, on=on))
    rows = sheet.rows[: mapping.header_row]
    for index, row in enumerate(sheet.rows[mapping.header_row :]):
        row = [cell if at in kept else "" for at, cell in enumerate(row)]
        if at_born is not None:
            band = bands[row[at_born]]
            row[at_born] = display_names.UNREAD if band is BAD else band
        if at_name is not None and index in same:
            row[at_name] = display_names.SAME
        rows.append(row)
    return Sheet(sheet.name, rows, sheet.hidden, sheet.merged, sheet.formulas)


# 読む ---------------------------------------------------------------------------------------


class _Table:
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

    def drop_blank_rows(self) -> None:
        """Rows without any text are no faults: they stand between or below the others."""
        for index in self.faulty:
            if not any(self.columns[at][index].strip() for at in self.mapping.columns):
                self.blank.add(index)
        self.faulty -= self.blank
        self.faults = {at: fault for at, fault in self.faults.items() if at[0] not in self.blank}


class _Classes:
    """Finds the class that a cell means; each distinct pair of grade and cell once."""

    def __init__(self, facts: RosterFacts):
        self.facts = facts
        self.new: dict[str, int] = {}
        self.by_section: dict[str, list[str]] = {}
        self.by_name = {fold(name): name for name in facts.classes}
        for name in facts.classes:
            _grade, section = cells.class_parts(name, facts.before)
            self.by_section.setdefault(fold(section), []).append(name)

    def read(self, cell: tuple[int | None, str]) -> tuple[str, int]:
        """(class name, grade) of a grade and the text of the class column."""
        grade, text = cell[0], cells.plain(cell[1])
        if not text:
            words = _("組がありません。組を入力してください（例：B組、Rizal）。")
            raise cells.wrong(words, rule="class.empty")
        _refuse_dates(text)
        if (exact := self.by_name.get(fold(text))) and grade in (None, self.facts.classes[exact]):
            return exact, self.facts.classes[exact]
        own, section = cells.class_parts(text, self.facts.before)
        if own and grade and own != grade:
            words = _("組「%(given)s」と学年の列が合いません。どちらかを直してください。")
            raise cells.wrong(words, text, "class.grade")
        return self._among_known(text, own or grade, section)

    def _among_known(self, text: str, grade: int | None, section: str) -> tuple[str, int]:
        grades = self.facts.classes
        known = [
            name
            for name in self.by_section.get(fold(section), [])
            if grade in (None, grades[name])
        ]
        if len(known) == 1:
            return known[0], grades[known[0]]
        if known:
            words = _("「%(given)s」は%(count)sつの学級にあてはまります。学年も入力してください。")
            raise cells.wrong(words, text, "class.which", count=len(known))
        if self.facts.create_classes:
            return self._made(text, grade, section)
        raise self._unknown(text, grade, section)

    def _made(self, text: str, grade: int | None, section: str) -> tuple[str, int]:
        if grade is None:
            words = _("「%(given)s」の学年が分かりません。学年の列を作るか、2年B組 のように入力してください。")
            raise cells.wrong(words, text, "class.no_grade")
        if len(section) > 30:
            words = _("組の名前は30文字までです。短くしてください。")
            raise cells.wrong(words, rule="class.long")
        name = self._named(grade, section)
        self.new[name] = grade
        return name, grade

    def _named(self, grade: int, section: str) -> str:
        """2年B組 in Japan, Grade 8 – Rizal elsewhere; one spelling for each new class."""
        if self.facts.country == "JP":
            own = grade - self.facts.before if grade > self.facts.before else grade
            name = f"{own}年{section}組"
        else:
            name = f"Grade {grade} – {section}"
        return next((made for made in self.new if fold(made) == fold(name)), name)

    def _unknown(self, text: str, grade: int | None, section: str):
        names = list(self.facts.classes)
        folded = {fold(name): name for name in names}
        wanted = fold(self._named(grade, section) if grade else text)
        near = get_close_matches(wanted, folded, 1, 0.5)
        if near:
            words = _(
                "「%(given)s」という学級はありません。「%(near)s」のまちがいなら、そう直してください。"
                "新しい学級なら、先に登録するか「学級も作る」を選んでください。"
            )
            return cells.wrong(words, text, "class.unknown", near=folded[near[0]])
        words = _(
            "「%(given)s」という学級はありません。学級の名前を直すか、先に学級を登録するか、"
            "「学級も作る」を選んでください。（登録ずみ：%(known)s）"
        )
        return cells.wrong(words, text, "class.unknown", known="、".join(names[:5]) or "—")


def _refuse_dates(text: str) -> None:
    """Excel takes 2-1 for the first of February."""
    if len(text) >= 10 and text[:4].isdigit() and text[4] == text[7] == "-":
        words = _(
            "Excel が組を日付に変えています（%(given)s）。セルの書式を「文字列」にしてから、"
            "2年1組 のように入力しなおしてください。"
        )
        raise cells.wrong(words, text, "class.date")


def _read(table: _Table, classes: _Classes, facts: RosterFacts) -> dict[str, list]:
    """The values of all columns; a field without a column gives its empty value for every row."""
    size = table.size
    grade = _column(table, "grade", partial(cells.grade, before=facts.before), None)
    texts = table.texts("class") or ()
    reader = Reader(classes.read)
    pairs = list(zip((None if year is BAD else year for year in grade), texts, strict=True))
    found = list(map(reader.__getitem__, pairs))
    _flag(table, "class", reader.faults, pairs)
    born = _column(table, "born", partial(cells.born, on=facts.on), "", secret=True)
    band = _column(table, "age_band", cells.age_band, "")
    _column(table, "school", partial(_own_school, facts=facts), "")
    name = _column(table, "display_name", cells.display_name, "")
    return {
        "class": list(map(_CLASS_OF, found)) if BAD not in found else [_of(f, 0) for f in found],
        "grade": list(map(_GRADE_OF, found)) if BAD not in found else [_of(f, 1) for f in found],
        "number": _column(table, "number", cells.number, None),
        "display_name": name,
        "gender": _column(table, "gender", cells.gender, ""),
        "level": _column(table, "level", cells.level, None),
        "age_band": band if table.texts("born") is None else _either(born, band),
        "joined_on": _column(table, "joined_on", cells.day, None),
        "left_on": _column(table, "left_on", cells.day, None),
        "made": [False] * size,
    }


_CLASS_OF, _GRADE_OF = itemgetter(0), itemgetter(1)


def _of(found, at: int):
    return BAD if found is BAD else found[at]


def _either(first: list, second: list) -> list:
    return [a or b for a, b in zip(first, second, strict=True)]


def _column(
    table: _Table, name: str, read: Callable[[str], Any], empty, *, secret: bool = False
) -> list:
    texts = table.texts(name)
    if texts is None:
        return [empty] * table.size
    reader = Reader(read)
    values = list(map(reader.__getitem__, texts))
    _flag(table, name, reader.faults, texts, secret=secret)
    return values


def _flag(table: _Table, name: str, faults: dict, texts: Iterable, *, secret: bool = False) -> None:
    if not faults:
        return
    for index, text in enumerate(texts):
        if text in faults:
            table.fault(index, name, faults[text], secret=secret)


def _own_school(text: str, *, facts: RosterFacts) -> str:
    text = cells.plain(text)
    if not text or not facts.names:
        return text
    key, names = fold(text), [fold(name) for name in facts.names]
    if not any(key in name or name in key for name in names):
        words = _("「%(given)s」の生徒の行です。「%(school)s」の生徒だけの名簿にしてください。")
        raise cells.wrong(words, text, "school.other", school=facts.names[0])
    return text


# 見くらべる ---------------------------------------------------------------------------------


def _flag_cells(table: _Table) -> None:
    """Cells that Excel left empty or that hold a whole document."""
    for at, column in enumerate(table.columns):
        if at not in table.mapping.columns and max(map(len, column)) > 32_767:
            for index, text in enumerate(column):
                if len(text) > 32_767:
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
            _flag_anew(table, index, at, Reason(words, rule="cell.no_value"))
    for area in table.sheet.merged:
        _flag_merged(table, area)


def _flag_merged(table: _Table, area: tuple[int, int, int, int]) -> None:
    """Only the first cell of a merged range has a value; the others look filled but are empty."""
    top, left, bottom, right = area
    words = _(
        "結合されたセル（%(range)s）です。結合を解除して、すべての行に値を入れてください。"
    )
    reason = Reason(words, {"range": range_words(area)}, rule="cell.merged")
    for at in range(left, min(right + 1, len(table.columns))):
        if at not in table.mapping.columns:
            continue
        for index in range(max(top - table.first, 0), min(bottom + 1 - table.first, table.size)):
            if (index + table.first, at) != (top, left):
                _flag_anew(table, index, at, reason)


def _flag_anew(table: _Table, index: int, at: int, reason: Reason) -> None:
    """This says better what is wrong than "the cell is empty" does."""
    if any(table.columns[other][index].strip() for other in table.mapping.columns):
        table.faults.pop((index, at), None)
        table.fault_at(index, at, reason)


def _flag_doubles(table: _Table, found: dict[str, list]) -> None:
    """A number stands once in a class; the first row counts, later ones name it."""
    keys = list(zip(found["class"], found["number"], strict=True))
    if len(set(keys)) == len(keys):
        return
    first: dict = {}
    for index, key in enumerate(keys):
        if BAD in key:
            continue
        if key in first:
            words = _(
                "%(class)s の %(number)s番は、%(row)s行目にもあります。"
                "どちらかの番号を直すか、同じ生徒なら1行を消してください。"
            )
            facts = {"class": key[0], "number": key[1], "row": first[key] + table.first + 1}
            table.fault(index, "number", Reason(words, facts, rule="pupil.twice"))
        else:
            first[key] = index


def _flag_names(table: _Table, found: dict[str, list], facts: RosterFacts) -> None:
    """Display names: never the real name, once in the school, made where there is none."""
    for index in display_names.same_as_real(table):
        words = _("表示名が本名と同じです。kaki-07 のような表示名に変えるか、空けてください。")
        table.fault(index, "display_name", Reason(words, rule="name.real"), secret=True)
    keys = zip(found["class"], found["number"], strict=True)
    names = found["display_name"]
    if "" in names:
        made = display_names.fill(names, keys, table.faulty, facts.pupils, facts.taken, facts.country)
        for index in made:
            found["made"][index] = True
    _flag_taken_names(table, found, facts)


def _flag_taken_names(table: _Table, found: dict[str, list], facts: RosterFacts) -> None:
    names = list(map(display_names.KEYS.__getitem__, found["display_name"])) if False else [
        name if name.__class__ is not str else name.casefold() for name in found["display_name"]
    ]
    owners = display_names.owners(facts.pupils, facts.taken)
    if len(set(names)) == len(names) and not owners:
        return
    first: dict[str, int] = {}
    for index, name in enumerate(names):
        if index in table.faulty:
            continue
        key = found["class"][index], found["number"][index]
        owner = owners.get(name, key)
        if name in first:
            words = _("表示名「%(name)s」は%(row)s行目にもあります。ちがう表示名にしてください。")
            facts_ = {"name": found["display_name"][index], "row": first[name] + table.first + 1}
            table.fault(index, "display_name", Reason(words, facts_, rule="name.twice"))
        elif owner != key:
            words = _("表示名「%(name)s」は、ほかの生徒が使っています。ちがう表示名にしてください。")
            facts_ = {"name": found["display_name"][index]}
            table.fault(index, "display_name", Reason(words, facts_, rule="name.taken"))
        else:
            first[name] = index


# まとめる -----------------------------------------------------------------------------------
