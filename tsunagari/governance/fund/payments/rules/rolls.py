"""一覧の行 — a table of payments as people type it: columns by their heads, cells with what is wrong."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from tsunagari.base.days import NotADay, parse_day
from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, refuse_if

MOST = 100
HEADS = {
    "code": ("コード", "人のコード", "受け取る人のコード", "code", "payee"),
    "yen": ("金額", "金額（円）", "金額(円)", "円", "yen", "amount"),
    "from_day": ("はじめの日", "開始日", "期間のはじめ", "from"),
    "until_day": ("おわりの日", "終了日", "期間のおわり", "until"),
    "lesson": ("授業の番号", "授業", "集いの番号", "lesson"),
    "guest": ("滞在した人のコード", "滞在した人", "guest"),
    "words": ("内容", "何のお金か", "words"),
    # Beside the code, for whoever typed the table; the code alone says who is paid.
    "name": ("名前", "氏名", "name"),
}
NEEDED = ("code", "yen")
YEN = re.compile(r"[¥￥\\]?([0-9]{1,3}(,[0-9]{3})+|[0-9]+)円?")


@dataclass(frozen=True)
class Row:
    """One row as it was typed; `faults` are in its cells."""

    number: int
    code: str
    yen: int | None
    from_day: date | None = None
    until_day: date | None = None
    lesson: int | None = None
    guest: str = ""
    words: str = ""
    faults: tuple[Reason, ...] = field(default=())


def read(table: Sequence[Sequence[str]]) -> list[Row]:
    """The rows below the heads; Refused when the table has no heads, no rows, or too many."""
    rows = [(at, row) for at, row in enumerate(table, 1) if any(cell.strip() for cell in row)]
    columns = _columns(rows[0][1]) if rows else {}
    refuse_if(_why_not_table(columns, len(rows) - 1))
    return [_row(at, row, columns) for at, row in rows[1:]]


def _plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()


def _columns(heads: Sequence[str]) -> dict[str, int]:
    """{field: place} of the heads that are known; the first of two that mean the same."""
    known = {_plain(head): name for name, said in HEADS.items() for head in said}
    found: dict[str, int] = {}
    for at, head in enumerate(heads):
        if name := known.get(_plain(head).lower()):
            found.setdefault(name, at)
    return found


def _why_not_table(columns: dict[str, int], rows: int) -> list[Reason]:
    missing = [HEADS[name][0] for name in NEEDED if name not in columns]
    if missing:
        words = _(
            "1行目に、見出し「%(heads)s」がありません。"
            "1行目に「コード, 金額, はじめの日, おわりの日, 内容」のように書いてください。"
        )
        return [Reason(words, {"heads": "、".join(missing)}, rule="roll.heads", field="table")]
    if rows < 1:
        words = _("見出しの下に、払う人の行を1行以上書いてください。")
        return [Reason(words, rule="roll.empty", field="table")]
    if rows > MOST:
        words = _("一度に入れられるのは %(most)s行までです。%(rows)s行あります。分けてください。")
        return [Reason(words, {"most": MOST, "rows": rows}, rule="roll.size", field="table")]
    return []


def _row(at: int, cells: Sequence[str], columns: dict[str, int]) -> Row:
    said = {name: _cell(cells, place) for name, place in columns.items()}
    faults: list[Reason] = []
    yen = _yen(said["yen"], faults)
    days = {name: _day(said.get(name, ""), name, faults) for name in ("from_day", "until_day")}
    lesson = _number(said.get("lesson", ""), faults)
    return Row(
        number=at,
        code=said["code"].upper(),
        yen=yen,
        lesson=lesson,
        guest=said.get("guest", "").upper(),
        words=said.get("words", ""),
        faults=tuple(faults),
        **days,
    )


def _cell(cells: Sequence[str], place: int) -> str:
    return _plain(cells[place]) if place < len(cells) else ""


def _yen(text: str, faults: list[Reason]) -> int | None:
    if (found := YEN.fullmatch(text)) and len(text) < 20:
        return int(found[1].replace(",", ""))
    words = _("金額「%(said)s」が読めません。円の整数で書いてください。例：10000")
    faults.append(Reason(words, {"said": text[:40]}, rule="roll.yen", field="yen"))
    return None


def _day(text: str, name: str, faults: list[Reason]) -> date | None:
    if not text:
        return None
    try:
        return parse_day(text)
    except NotADay:
        words = _("日付「%(said)s」が読めません。2026-11-24 のように書いてください。")
        faults.append(Reason(words, {"said": text[:40]}, rule="roll.day", field=name))
        return None


def _number(text: str, faults: list[Reason]) -> int | None:
    if not text:
        return None
    if text.isascii() and text.isdigit() and len(text) < 15:
        return int(text)
    words = _("授業の番号「%(said)s」が読めません。数字で書いてください。")
    faults.append(Reason(words, {"said": text[:40]}, rule="roll.lesson", field="lesson"))
    return None


@dataclass(frozen=True)
class Paid:
    """For whom and what one row pays: to compare the rows of one table."""

    number: int
    payee: int
    guest: int | None
    lesson: int | None
    days: tuple[date, date]


def twice(rows: Iterable[Paid]) -> dict[int, Reason]:
    """{row: which row above pays the same lesson or shares its days}."""
    seen: dict[tuple[int, int | None], list[Paid]] = {}
    found: dict[int, Reason] = {}
    for row in rows:
        above = seen.setdefault((row.payee, row.guest), [])
        same = next((one for one in above if _same(one, row)), None)
        if same:
            words = _("%(number)s行目と同じ人・同じ期間（または授業）です。1行にしてください。")
            facts = {"number": same.number}
            found[row.number] = Reason(words, facts, rule="roll.twice", field="code")
        above.append(row)
    return found


def _same(a: Paid, b: Paid) -> bool:
    if a.lesson and b.lesson:
        return a.lesson == b.lesson
    return a.days[0] <= b.days[1] and b.days[0] <= a.days[1]
