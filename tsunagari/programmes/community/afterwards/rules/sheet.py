"""アンケートの表 — sheets of paper typed into a file: one row a person, one column a question."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.names import fold, tidy
from tsunagari.base.refusals import Reason
from tsunagari.base.sheets import column_letter
from tsunagari.programmes.community.afterwards.rules.asking import (
    FREE,
    Question,
    why_not_say,
)

LOOKED = 10  # rows in which a header may stand
MOST = 2_000
NUMBER = re.compile(r"\s*(?:問|Q|q)?\s*(\d+)(?:[\s.．:：)）]|$)")
NARROW = {ord(wide): str(at) for at, wide in enumerate("０１２３４５６７８９")}


@dataclass(frozen=True)
class Fault:
    """What is wrong in which row; `column` is its letter."""

    row: int
    column: str
    reason: Reason


@dataclass(frozen=True)
class Preview:
    """Good sheets, faulty rows, and how many of each."""

    rows: list[dict[str, str]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        return {"good": len(self.rows), "faulty": len({one.row for one in self.faults})}


def header(
    rows: Sequence[Sequence[str]], words: Sequence[Mapping[str, str]]
) -> tuple[int, dict[int, str]]:
    """(row of the header counted from 1, {column: key}); (0, {}) when no row has a question.

    `words` are the questions in each language: {their folded words: key}; the first language's
    order gives the numbers.
    """
    keys = list(dict.fromkeys(key for one in words for key in one.values()))
    first = True
    for at, row in enumerate(rows[:LOOKED], 1):
        found: dict[int, str] = {}
        for column, cell in enumerate(row):
            key = _key(cell, keys, words)
            if key and key not in found.values():
                found[column] = key
        if found and (_says_more(row, found) or (first and _ascends(found, keys))):
            return at, found
        first = first and not any(cell.strip() for cell in row)
    return 0, {}


def _says_more(row: Sequence[str], found: Mapping[int, str]) -> bool:
    """True when something beside a bare number names a question: answers are bare numbers too."""
    return any(not row[column].translate(NARROW).strip().isdigit() for column in found)


def _ascends(found: Mapping[int, str], keys: Sequence[str]) -> bool:
    """Bare numbers are a header where they rise from left to right."""
    order = [keys.index(key) for key in found.values()]
    return order == sorted(order)


def _key(cell: str, keys: Sequence[str], words: Sequence[Mapping[str, str]]) -> str:
    typed = cell.translate(NARROW)
    if number := NUMBER.match(typed):
        at = int(number[1])
        return keys[at - 1] if 1 <= at <= len(keys) else ""
    return next((one[fold(typed)] for one in words if fold(typed) in one), "")


def check(
    rows: Sequence[Sequence[str]],
    first: int,
    columns: Mapping[int, str],
    questions: Sequence[Question],
    meanings: Mapping[str, Mapping[str, str]],
) -> Preview:
    """Each row below the header as a sheet, or with what is wrong about it."""
    by_key = {one.key: one for one in questions}
    preview = Preview()
    for number, row in enumerate(rows[first:], first + 1):
        if not any(cell.strip() for cell in row):
            continue
        answers, faults = _read(row, number, columns, by_key, meanings)
        if not faults:
            faults = [Fault(number, "", one) for one in why_not_say(questions, answers)]
        if not faults and len(preview.rows) >= MOST:
            words = _("1つのファイルは%(most)s行までです。分けて読みこんでください。")
            faults = [Fault(number, "", Reason(words, {"most": MOST}, rule="say.rows"))]
        preview.faults.extend(faults)
        if not faults:
            preview.rows.append(answers)
    return preview


def _read(row, number, columns, by_key, meanings) -> tuple[dict[str, str], list[Fault]]:
    answers: dict[str, str] = {}
    faults = []
    for column, key in columns.items():
        typed = _clean(row[column]) if column < len(row) else ""
        if not typed:
            continue
        if by_key[key].kind == FREE:
            answers[key] = typed
        elif code := meanings[key].get(fold(typed.translate(NARROW))):
            answers[key] = code
        else:
            words = _("「%(typed)s」は、問い%(number)sの答えとして読めません。")
            facts = {"typed": typed[:40], "number": by_key[key].number}
            reason = Reason(words, facts, rule="say.code")
            faults.append(Fault(number, column_letter(column), reason))
    return answers, faults


def _clean(cell: str) -> str:
    """Without what no database takes and no page shows."""
    return tidy("".join(sign for sign in cell if sign.isprintable() or sign == "\n"))


def holds_all(rows: Sequence[Mapping[str, str]], earlier: Sequence[Mapping[str, str]]) -> bool:
    """True where every earlier row stands among these, in the order in which it stood."""
    left = iter(rows)
    return bool(earlier) and all(one in left for one in earlier)


def why_not_again(name: str) -> list[Reason]:
    """A file is read in once; `name` is the earlier one with the same rows, if there is any."""
    if not name:
        return []
    words = _(
        "「%(name)s」の答えが、全部このファイルにもあります。同じ紙なら、2回読みこまないでください。"
    )
    return [Reason(words, {"name": name}, rule="say.again")]
