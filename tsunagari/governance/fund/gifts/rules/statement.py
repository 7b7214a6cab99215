"""入出金明細 — the rows of a bank's CSV: which column means what, and whether the file is whole.

A file is read as a whole or not at all: one row that does not fit means that columns have moved,
and then every other row is doubtful too.
"""

import hashlib
import re
import unicodedata
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from tsunagari.base.days import NotADay, parse_day
from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.names import fold
from tsunagari.base.refusals import Reason, Refused

Rows = list[list[str]]
ON, IN, OUT, AMOUNT, SIDE = "on", "in", "out", "amount", "side"
WORDS, MORE, BALANCE, BESIDE = "words", "more", "balance", "beside"
FIELDS = {
    ON: _("取引の日"),
    IN: _("入金"),
    OUT: _("出金"),
    AMOUNT: _("入出金（出金はマイナス）"),
    SIDE: _("入金か出金か（区分）"),
    WORDS: _("摘要・振込人"),
    MORE: _("メモ・くわしい内容"),
    BALANCE: _("残高"),
}
# How the columns are headed in the files of large banks, without spaces, お/ご and brackets.
HEADS = {
    ON: "日付 取引日 年月日 取扱日 勘定日 取扱日付 起算日 取引日付 操作日",
    IN: "預かり金額 預入れ 預入 預入金額 預け入れ金額 入金 入金額 入金金額 受入金額 受入 受取金額 預り金額",
    OUT: "支払い金額 支払金額 引出し 引出 引出金額 出金 出金額 出金金額 払出金額 払出 払戻金額",
    AMOUNT: "入出金 入出金額 取引金額 金額",
    WORDS: "摘要内容 取り扱い内容 取扱内容 取引内容 内容 入出金先内容 振込依頼人名 依頼人名 詳細1 摘要 振込人名",
    SIDE: "入出金区分 入払区分 入払 入出区分 出入区分",
    MORE: "詳細2 メモ 備考 取引区分",
    BALANCE: "差引残高 残高 取引後残高 現在高 現在(貸付)高",
}
LOOKED_AT, MOST_SAID = 40, 5
CARRIED = re.compile("繰越|前残|繰り越し")
SUMS = re.compile("合計|小計|総計|件数")
BRACKETS = re.compile(r"\([^)]*\)")
# How a bank says which way money went where one column has all sums without a sign; 1 and 2 are
# the codes of the bankers' own format.
CAME = re.compile("1|入|(振込|振替|現金|利息)?(入金|預入|預入れ|受入)")
WENT = re.compile("2|出|払|(振込|振替|現金|カード)?(出金|引出|引出し|払出|払出し|払戻|支払|支払い)")
NOTHING = {"", "-", "*", "***"}
# Some banks write a day in three columns, 操作日(年)・操作日(月)・操作日(日), some the hour behind it.
IN_PARTS = re.compile(r"^(.+)\(([年月日])\)$")
HOUR = re.compile(r"[ T]\d{1,2}:\d{2}(:\d{2})?$")


@dataclass(frozen=True)
class Columns:
    """Which column means what. `header` counts from 1; 0 when the file has no headings."""

    header: int
    places: dict[str, int]
    heads: tuple[str, ...] = ()
    width: int = 0

    def kept(self) -> dict:
        """What is remembered of a bank."""
        return {
            "header": self.header,
            "places": self.places,
            "heads": list(self.heads),
            "width": self.width,
        }


@dataclass(frozen=True)
class Line:
    """One movement on the account; `nth` tells apart lines that are otherwise the same."""

    row: int
    on: date
    yen: int
    words: str
    balance: int | None = None
    nth: int = 0

    def print_of(self, account: int) -> str:
        """What makes a line the same in two files: all that it says, and its number among equals.

        A balance can come twice on a day: money that went back and came again.
        """
        again = f"n{self.nth}"
        if self.balance is not None:
            again = f"b{self.balance}" + (again if self.nth > 1 else "")
        text = f"{account}|{self.on}|{self.yen}|{fold(self.words)}|{again}"
        return hashlib.sha256(text.encode()).hexdigest()


@dataclass(frozen=True)
class Seen:
    """A file that was read: its lines, oldest first, or what is wrong with it."""

    lines: list[Line] = field(default_factory=list)
    faults: list[Reason] = field(default_factory=list)


# — columns —


def head(text: str) -> str:
    """A heading without width, spaces, politeness and brackets: 「お引出金額（円）」→ 引出金額."""
    plain = re.sub(r"\s", "", unicodedata.normalize("NFKC", text))
    plain = BRACKETS.sub("", plain) if plain != "現在(貸付)高" else plain
    return plain.removeprefix("お").removeprefix("ご")


KNOWN = {
    name: (means, place)
    for means, words in HEADS.items()
    for place, name in enumerate(words.split())
}


def recognise(rows: Rows) -> Columns | None:
    """The columns of a file by its headings; None when no row looks like headings."""
    found = [
        _columns(at, row) for at, row in enumerate(rows[:LOOKED_AT], 1) if any(map(str.strip, row))
    ]
    whole = [columns for columns in found if not why_not_columns(columns)]
    return max(whole, key=lambda columns: len(columns.places), default=None)


def _columns(number: int, row: list[str]) -> Columns:
    """What a row would mean as headings; of two columns for one meaning, the better known."""
    best: dict[str, tuple[int, int]] = {}
    spare = []
    for at, text in enumerate(row):
        means, rank = KNOWN.get(head(text), ("", 0))
        if means and (means not in best or rank < best[means][0]):
            if means == WORDS and means in best:
                spare.append(best[means][1])
            best[means] = (rank, at)
        elif means == WORDS:
            spare.append(at)
    places = {means: at for means, (_rank, at) in best.items()}
    if MORE not in places and spare:
        places[MORE] = spare[0]
    if IN in places and OUT in places:
        places.pop(AMOUNT, None)
    return Columns(number, places, tuple(map(head, row)), len(row))


def remembered(rows: Rows, kept: dict) -> Columns | None:
    """The same columns as in this bank's last file; None when its headings are not there."""
    if not kept:
        return None
    places = {means: int(at) for means, at in kept["places"].items()}
    heads, width = tuple(kept.get("heads", ())), int(kept.get("width", 0))
    if not kept["header"]:
        same = bool(rows) and len(rows[0]) == width
        return Columns(0, places, (), width) if same else None
    for at, row in enumerate(rows[:LOOKED_AT], 1):
        if _trimmed(map(head, row)) == _trimmed(heads):
            return Columns(at, places, heads, width)
    return None


def _trimmed(heads) -> tuple[str, ...]:
    found = list(heads)
    while found and not found[-1]:
        found.pop()
    return tuple(found)


def chosen(rows: Rows, header: int, meanings: dict[int, str]) -> Columns:
    """The columns as a person chose them."""
    row = rows[header - 1] if 0 < header <= len(rows) else []
    places = {means: at for at, means in meanings.items() if means in FIELDS}
    return Columns(header, places, tuple(map(head, row)), max(map(len, rows), default=0))


def why_not_columns(columns: Columns) -> list[Reason]:
    """A day, who it came from, and an amount have to be there."""
    places, reasons = columns.places, []
    if ON not in places:
        reasons.append(Reason(_("取引の日の列を選んでください。"), rule="columns.on"))
    if not ({IN, AMOUNT} & places.keys()):
        reasons.append(Reason(_("入金の金額の列を選んでください。"), rule="columns.in"))
    if WORDS not in places:
        reasons.append(Reason(_("摘要・振込人の列を選んでください。"), rule="columns.words"))
    return reasons


# — rows —


def with_whole_days(rows: Rows) -> Rows:
    """The same rows; a day in three columns becomes one, with the first one's place and heading."""
    for number, row in enumerate(rows[:LOOKED_AT]):
        parts = [IN_PARTS.match(unicodedata.normalize("NFKC", cell).strip()) for cell in row]
        for at in range(len(row) - 2):
            three = [part.groups() for part in parts[at : at + 3] if part]
            if [part for _name, part in three] == ["年", "月", "日"]:
                return [
                    [*one[:at], _whole_day(one, at, number == n, three[0][0]), *one[at + 3 :]]
                    if len(one) > at + 2
                    else one
                    for n, one in enumerate(rows)
                ]
    return rows


def _whole_day(row: list[str], at: int, is_head: bool, name: str) -> str:
    return name if is_head else "/".join(part.strip() for part in row[at : at + 3]).strip("/")


def read(rows: Rows, columns: Columns, *, on: date) -> Seen:
    """All lines of a file, oldest first; with the first faults, when there are some."""
    lines: list[Line] = []
    faults: list[Reason] = []
    seen: Counter = Counter()
    places = _with_side(columns)
    for number, row in enumerate(rows[columns.header :], columns.header + 1):
        try:
            line = _line(number, row, places, on)
        except Refused as refused:
            faults += refused.reasons
            continue
        if line:
            same = (line.on, line.yen, fold(line.words), line.balance)
            seen[same] += 1
            lines.append(Line(number, line.on, line.yen, line.words, line.balance, seen[same]))
    if faults:
        return Seen(faults=_said(faults))
    if not lines:
        words = _("取引の行が1つもありません。ファイルを確かめてください。")
        return Seen(faults=[Reason(words, rule="empty", field="file")])
    return _in_order(lines)


def _with_side(columns: Columns) -> dict[str, int]:
    """取引区分 may say which way money went, beside other things; what stands in a memo decides nothing."""
    at = columns.places.get(MORE, len(columns.heads))
    mixed = columns.heads[at : at + 1] in (("取引区分",), ("入出金区分",))
    return columns.places | ({BESIDE: at} if mixed else {})


def _said(faults: list[Reason]) -> list[Reason]:
    """The first faults, and that the file was left as it is."""
    words = _("列の並びがちがうようです。1行も取り込んでいません。列の意味を確かめてください。")
    return [*faults[:MOST_SAID], Reason(words, rule="columns.moved", field="file")]


def _line(number: int, row: list[str], places: dict[str, int], on: date) -> Line | None:
    """One line; None for what is no movement: empty rows, sums, a balance carried over."""
    cells = {means: row[at].strip() if at < len(row) else "" for means, at in places.items()}
    said = " ".join(filter(None, (cells.get(WORDS, ""), cells.get(MORE, ""))))
    if not any(cells.values()) or (not cells[ON] and SUMS.search("".join(row))):
        return None
    facts = {"row": number}
    day = _day(cells[ON], number)
    if day > on:
        words = _("%(row)s行目：%(day)s は、これから来る日です。日付の列を確かめてください。")
        raise Refused([Reason(words, facts | {"day": day}, rule="line.future", field="file")])
    yen = _moved(cells, number)
    if yen == 0:
        if CARRIED.search("".join(row)):
            return None
        words = _("%(row)s行目：入金も出金もありません。金額の列を確かめてください。")
        raise Refused([Reason(words, facts, rule="line.none", field="file")])
    balance = yen_of(cells[BALANCE], number) if cells.get(BALANCE) else None
    return Line(number, day, yen, said, balance)


def _day(text: str, number: int) -> date:
    try:
        return parse_day(HOUR.sub("", text.strip()))
    except NotADay as wrong:
        words = _("%(row)s行目：「%(given)s」は日付として読めません。日付の列を確かめてください。")
        facts = {"row": number, "given": text[:20]}
        raise Refused([Reason(words, facts, rule="line.day", field="file")]) from wrong


def _moved(cells: dict[str, str], number: int) -> int:
    """What came in (+) or went out (−)."""
    if AMOUNT in cells:
        return _signed(yen_of(cells[AMOUNT], number) or 0, cells, number)
    coming, going = (yen_of(cells.get(side, ""), number) or 0 for side in (IN, OUT))
    if coming < 0 or going < 0:
        words = _("%(row)s行目：入金・出金の列に、マイナスの金額があります。")
        raise Refused([Reason(words, {"row": number}, rule="line.sign", field="file")])
    if coming and going:
        words = _("%(row)s行目：入金と出金の両方に金額があります。列を確かめてください。")
        raise Refused([Reason(words, {"row": number}, rule="line.both", field="file")])
    return coming - going


def _signed(yen: int, cells: dict[str, str], number: int) -> int:
    """A sum of the one column, minus where the column beside it says that it went out."""
    side, beside = (unicodedata.normalize("NFKC", cells.get(one, "")) for one in (SIDE, BESIDE))
    if WENT.fullmatch(side) or (len(beside) > 1 and WENT.fullmatch(beside)):
        return -abs(yen)
    if side and (yen < 0 or not CAME.fullmatch(side)):
        words = _(
            "%(row)s行目：「%(given)s」では、入金か出金か分かりません。列を確かめてください。"
        )
        facts = {"row": number, "given": side[:20]}
        raise Refused([Reason(words, facts, rule="line.side", field="file")])
    return yen


def yen_of(text: str, number: int) -> int | None:
    """Whole yen of a cell in any way that banks write them; None for an empty one."""
    plain = unicodedata.normalize("NFKC", text).strip().replace(",", "")
    plain = plain.removesuffix("円").replace("¥", "").replace("\\", "").replace(" ", "")
    if plain in NOTHING:
        return None
    plain = re.sub("^[▲△−‐–]", "-", plain).removeprefix("+")
    whole = re.fullmatch(r"(-?\d{1,15})(?:\.0+)?", plain)
    if whole:
        return int(whole[1])
    facts = {"row": number, "given": text[:20]}
    if re.fullmatch(r"-?\d+\.\d+", plain):
        words = _("%(row)s行目：「%(given)s」に1円より小さい数があります。")
        raise Refused([Reason(words, facts, rule="line.half", field="file")])
    words = _("%(row)s行目：「%(given)s」は金額として読めません。金額の列を確かめてください。")
    raise Refused([Reason(words, facts, rule="line.yen", field="file")])


# — balances —


def _in_order(lines: list[Line]) -> Seen:
    """Oldest first. Where the bank says balances, each must follow from the one before."""
    balances = [line.balance for line in lines]
    if None in balances or len(lines) < 2:
        newest_first = lines[0].on > lines[-1].on
        return Seen(lines[::-1] if newest_first else lines)
    upward, downward = _breaks(lines), _breaks(lines[::-1])
    if not upward or not downward:
        return Seen(lines if not upward else lines[::-1])
    first = min((upward, downward), key=len)[0]
    words = _(
        "%(row)s行目で、残高が金額と合いません。行がぬけているか、列がずれています。"
        "1行も取り込んでいません。"
    )
    return Seen(faults=[Reason(words, {"row": first}, rule="balance", field="file")])


def _breaks(lines: list[Line]) -> list[int]:
    """The rows whose balance does not follow from the one before."""
    return [
        line.row
        for before, line in pairwise(lines)
        if (before.balance or 0) + line.yen != line.balance
    ]
