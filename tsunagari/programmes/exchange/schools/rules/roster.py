"""名簿 — which rows of a roster can be read in, and what is wrong with each of the others.

Real names never pass this rule: columns with names are only compared with the display name. One
faulty row never loses the good ones. Everything works column by column, each distinct text read
once, so that 100,000 rows take about as long as reading the file.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from itertools import compress, repeat
from operator import itemgetter
from typing import Any, NamedTuple

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.names import fold
from tsunagari.base.refusals import Reason, refuse_if
from tsunagari.base.sheets import Sheet, undisturbed
from tsunagari.programmes.exchange.schools.rules import apart, cells, display_names
from tsunagari.programmes.exchange.schools.rules.cells import BAD, Reader
from tsunagari.programmes.exchange.schools.rules.columns import (
    Mapping,
    find_sheet,
    recognise,
    why_not_mapping,
)
from tsunagari.programmes.exchange.schools.rules.roster_classes import Classes
from tsunagari.programmes.exchange.schools.rules.roster_table import Fault, Table, flag_cells

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
    """A pupil who is stored already; `left_on` is the last day of one who leaves or has left."""

    display_name: str
    gender: str = ""
    level: int | None = None
    age_band: str = ""
    left_on: date | None = None


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
    (`cells.years_before`); `taken` display names of pupils who left; `gone` says {(class name,
    number, last day): Known} of those, so that reading the same file again changes nothing;
    `create_classes` takes classes that are not known yet as new ones.
    """

    on: date
    country: str = "JP"
    names: tuple[str, ...] = ()
    before: int = 0
    classes: dict[str, int] = field(default_factory=dict)
    pupils: dict[Key, Known] = field(default_factory=dict)
    taken: frozenset[str] = frozenset()
    gone: dict[tuple[str, int, date], Known] = field(default_factory=dict)
    create_classes: bool = False


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
    with undisturbed():
        return _checked(Table(sheet, mapping), facts)


def _checked(table: Table, facts: RosterFacts) -> Preview:
    classes = Classes(
        facts.classes,
        country=facts.country,
        before=facts.before,
        create=facts.create_classes,
    )
    found = _read(table, classes, facts)
    flag_cells(table)
    _flag_doubles(table, found)
    display_names.flag(table, found, facts.pupils, facts.taken, facts.gone, facts.country)
    _flag_days(table, found)
    links = apart.links(table, found, facts.pupils, classes)
    table.drop_blank_rows()
    rows = _good_rows(table, found, links, facts)
    return _preview(table, rows, classes, facts)


def without_names(sheet: Sheet, mapping: Mapping, on: date) -> Sheet:
    """The sheet as it may be kept: columns that are never stored are emptied, titles too.

    Birth dates become age bands, and a display name that is the real name becomes `SAME`, so that
    the check says the same as before.
    """
    table = Table(sheet, mapping)
    same = display_names.same_as_real(table)
    kept = set(mapping.columns)
    at_name, at_born = mapping.column("display_name"), mapping.column("born")
    bands = Reader(partial(cells.born, on=on))
    rows = [[""] * len(row) for row in sheet.rows[: mapping.header_row - 1]]
    rows.append(sheet.rows[mapping.header_row - 1])
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


def _read(table: Table, classes: Classes, facts: RosterFacts) -> dict[str, list]:
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
    return {
        "class": list(map(_CLASS_OF, found)) if BAD not in found else [_of(f, 0) for f in found],
        "grade": list(map(_GRADE_OF, found)) if BAD not in found else [_of(f, 1) for f in found],
        "number": _column(table, "number", cells.number, None),
        "display_name": _display_names(table),
        "gender": _column(table, "gender", cells.gender, ""),
        "level": _column(table, "level", cells.level, None),
        "age_band": band if table.texts("born") is None else _either(born, band),
        "joined_on": _column(table, "joined_on", cells.day, None),
        "left_on": _column(table, "left_on", cells.day, None),
        "made": [False] * size,
    }


def _display_names(table: Table) -> list:
    """Names like kaki-07 stand as they are; only the others are read one by one."""
    texts = table.texts("display_name")
    if texts is None:
        return [""] * table.size
    values, reader = list(texts), Reader(cells.display_name)
    for index in table.uncoded:
        values[index] = reader[texts[index]]
    _flag(table, "display_name", reader.faults, texts)
    return values


_CLASS_OF, _GRADE_OF = itemgetter(0), itemgetter(1)


def _of(found, at: int):
    return BAD if found is BAD else found[at]


def _either(first: list, second: list) -> list:
    return [a or b for a, b in zip(first, second, strict=True)]


def _column(
    table: Table, name: str, read: Callable[[str], Any], empty, *, secret: bool = False
) -> list:
    texts = table.texts(name)
    if texts is None:
        return [empty] * table.size
    reader = Reader(read)
    values = list(map(reader.__getitem__, texts))
    _flag(table, name, reader.faults, texts, secret=secret)
    return values


def _flag(table: Table, name: str, faults: dict, texts: Sequence, *, secret: bool = False) -> None:
    if not faults:
        return
    for index in [index for index, text in enumerate(texts) if text in faults]:
        table.fault(index, name, faults[texts[index]], secret=secret)


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


def _flag_doubles(table: Table, found: dict[str, list]) -> None:
    """A number stands once in a class; the first row counts, later ones name it."""
    keys = list(zip(found["class"], found["number"], strict=True))
    asked = {key for key, times in Counter(keys).items() if times > 1 and BAD not in key}
    first: dict = {}
    for index in [index for index, key in enumerate(keys) if key in asked] if asked else ():
        key = keys[index]
        if key in first:
            words = _(
                "%(class)s の %(number)s番は、%(row)s行目にもあります。"
                "どちらかの番号を直すか、同じ生徒なら1行を消してください。"
            )
            facts = {"class": key[0], "number": key[1], "row": first[key] + table.first + 1}
            table.fault(index, "number", Reason(words, facts, rule="pupil.twice"))
        else:
            first[key] = index


def _flag_days(table: Table, found: dict[str, list]) -> None:
    if table.texts("left_on") is None:
        return
    for index, (joined, left) in enumerate(zip(found["joined_on"], found["left_on"], strict=True)):
        if isinstance(joined, date) and isinstance(left, date) and left < joined:
            words = _("転出日（%(left)s）を、入学・転入日（%(joined)s）より後にしてください。")
            days = {"left": left.isoformat(), "joined": joined.isoformat()}
            table.fault(index, "left_on", Reason(words, days, rule="day.order"))


# まとめる -----------------------------------------------------------------------------------


def _good_rows(
    table: Table, found: dict[str, list], links: dict[int, tuple], facts: RosterFacts
) -> list[PupilRow]:
    apart_from = [links.get(index, ()) for index in range(table.size)] if links else repeat(())
    numbers = range(table.first + 1, table.first + table.size + 1)
    every = zip(
        numbers,
        found["class"],
        found["grade"],
        found["number"],
        found["display_name"],
        found["gender"],
        found["level"],
        found["age_band"],
        found["joined_on"],
        found["left_on"],
        apart_from,
        repeat("new"),
        found["made"],
        strict=False,
    )
    kept = bytearray(b"\1") * table.size
    for index in table.faulty | table.blank:
        kept[index] = 0
    # A tuple is made without a call of Python's own for each row.
    rows = list(map(partial(tuple.__new__, PupilRow), compress(every, kept)))
    if not facts.pupils and not facts.gone:
        return rows
    return [_against_known(row, table.mapping, facts) for row in rows]


def _against_known(row: PupilRow, mapping: Mapping, facts: RosterFacts) -> PupilRow:
    """What the file does not say stays as it is stored."""
    known = facts.gone.get((*row.key, row.left_on)) if row.left_on else None
    known = known or facts.pupils.get(row.key)
    if known is None:
        return row
    has = set(mapping.columns.values())
    row = row._replace(
        gender=row.gender if "gender" in has else known.gender,
        level=row.level if "level" in has else known.level,
        age_band=row.age_band or known.age_band,
    )
    said = (row.display_name, row.gender, row.level, row.age_band)
    same = known[:4] == said and row.left_on in (None, known.left_on)
    return row._replace(state="same" if same else "changed")


def _preview(table: Table, rows: list[PupilRow], classes: Classes, facts: RosterFacts) -> Preview:
    states = [row.state for row in rows]
    left = _left(table, rows, facts)
    counts = {
        "rows": len(rows) + len(table.faulty),
        "good": len(rows),
        "faulty": len(table.faulty),
        **{state: states.count(state) for state in ("new", "changed", "same")},
        "left": len(left),
    }
    return Preview(
        rows=rows,
        faults=[table.faults[at] for at in sorted(table.faults)],
        notes=_notes(table, rows),
        counts=counts,
        new_classes={r.class_name: r.grade for r in rows if r.class_name in classes.new},
        left=left,
        mapping=table.mapping,
    )


def _left(table: Table, rows: list[PupilRow], facts: RosterFacts) -> list[Key]:
    """Stored pupils whom a whole class list does not name any more; nobody is removed for that."""
    if not facts.pupils or table.faulty:
        return []
    named, classes = {row.key for row in rows}, {row.class_name for row in rows}
    stay = (key for key, known in facts.pupils.items() if known.left_on is None)
    return sorted(key for key in stay if key[0] in classes and key not in named)


def _notes(table: Table, rows: list[PupilRow]) -> list[Reason]:
    notes = [column.words() for column in table.mapping.left_out]
    computed = sum(
        stored and at in table.mapping.columns and row >= table.first
        for (row, at), stored in table.sheet.formulas.items()
    )
    if computed:
        words = _("計算式のセルが%(count)sつあります。Excel が計算した値を読みました。")
        notes.append(Reason(words, {"count": computed}, rule="note.formulas"))
    if made := sum(row.made for row in rows):
        words = _("表示名のない%(count)s人に、表示名を作りました。")
        notes.append(Reason(words, {"count": made}, rule="note.names"))
    if table.sheet.hidden:
        words = _("「%(sheet)s」は、Excel では見えないシートです。正しいシートか確かめてください。")
        notes.append(Reason(words, {"sheet": table.sheet.name}, rule="note.hidden"))
    return notes
