"""振込結果 — what the bank says of each payment: a file of the same records, or a CSV.

Where the code of the result stands, each bank says for itself (0 = paid); what a code means is the
bank's to say, so the reason keeps the code. A CSV needs a row of headings.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from tsunagari.base import delimited
from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, Refused
from tsunagari.governance.fund.payments.rules import reading
from tsunagari.governance.fund.payments.rules.transfer import ENCODING, SIZE

# What says that it was paid, and what says that it was not. Of anything else nobody guesses: a payment
# that is taken for a failed one goes out a second time.
PAID_CODES = (
    *("0", "00", "済", "済み", "正常", "正常終了", "正常処理", "異常なし", "完了", "振込完了"),
    *("振込済", "振込済み", "処理済", "処理済み", "入金済", "支払済", "成功", "○", "〇", "OK"),
)
FAILED_SIGNS = re.compile(
    r"\d{1,3}|(?!.*(エラー|異常|不備|問題|相違|不一致).?(なし|無し|ない))"
    r".*(不|相違|ちがう|違い|なし|無し|エラー|組戻|失敗|拒|解約|返却|NG|×).*"
)
HEADINGS = {
    "bank_code": ("銀行番号", "銀行コード", "金融機関コード"),
    "branch_code": ("支店番号", "支店コード"),
    "account_number": ("口座番号",),
    "yen": ("金額", "振込金額"),
    "result": ("結果", "結果コード", "処理結果"),
    "reason": ("理由", "備考"),
}
FORMS = {
    "bank_code": r"\d{1,4}",
    "branch_code": r"\d{1,3}",
    "account_number": r"\d{1,7}",
    "yen": r"\d{1,10}",
}
MOST_ROWS = 20_000


@dataclass(frozen=True)
class Said:
    """What the bank says of one payment; the key is bank, branch, number and yen."""

    key: tuple[str, str, str, int]
    paid: bool
    reason: str = ""


def read(data: bytes, *, result_at: int, near: date) -> list[Said]:
    """Every line of a result file; Refused with what does not fit."""
    if data[:1] == b"1" and (len(data) >= SIZE * 4) and b"," not in data[:SIZE]:
        return _of_records(data, result_at, near)
    return _of_table(data)


def key_of(bank: str, branch: str, number: str, yen: int) -> tuple[str, str, str, int]:
    return (bank.zfill(4), branch.zfill(3), number.zfill(7), yen)


def _of_records(data: bytes, at: int, near: date) -> list[Said]:
    """The same records as were sent, with a code at the place that the bank has told."""
    found = reading.read(data, near=near)
    if found.profile.line_break == "crlf":
        lines = data.split(b"\r\n")
    else:
        lines = [data[n : n + SIZE] for n in range(0, len(data), SIZE)]
    said: list[Said] = []
    for line, one in zip(lines[1:], found.payments, strict=False):
        code = line[at : at + 1].decode(ENCODING, errors="replace").strip()
        if not (code.isascii() and code.isdigit()):
            raise Refused([_no_code(len(said) + 1, code, at)])
        key = key_of(one.bank_code, one.branch_code, one.account_number, one.yen)
        said.append(Said(key, code == "0", "" if code == "0" else code))
    return said


def _no_code(number: int, code: str, at: int) -> Reason:
    words = _(
        "結果の%(line)s件目の結果コード（0から数えて%(at)s文字め）が「%(text)s」です。銀行の結果のファイルか、コードの場所が正しいか確かめてください。何も取り込んでいません。"
    )
    facts = {"line": number, "at": at, "text": code}
    return Reason(words, facts, rule="result.code", field="file")


def why_not_other(said: list[Said], *, sent: bool) -> list[Reason]:
    """The file that went to the bank is not what came back; of all paid, the two may be the same."""
    if not sent or all(one.paid for one in said):
        return []
    words = _("これは銀行に出したファイルです。銀行から受けとった結果のファイルを選んでください。")
    return [Reason(words, rule="result.sent", field="file")]


def _of_table(data: bytes) -> list[Said]:
    text, _encoding = delimited.decoded(data)
    rows, _separator = delimited.rows_of(text, MOST_ROWS)
    rows = [[_plain(cell) for cell in row] for row in rows if any(cell.strip() for cell in row)]
    places = _places(rows[0] if rows else [])
    return [_row(row, number, places) for number, row in enumerate(rows[1:], 2)]


def _plain(cell: str) -> str:
    return unicodedata.normalize("NFKC", cell).strip()


def _places(head: list[str]) -> dict[str, int]:
    """Which column is what, by the row of headings."""
    found = {
        name: head.index(heading)
        for name, headings in HEADINGS.items()
        for heading in headings
        if heading in head
    }
    missing = [HEADINGS[name][0] for name in HEADINGS if name not in found and name != "reason"]
    if missing:
        words = _(
            "見出しの行に「%(missing)s」がありません。全銀形式の結果ファイルか、見出しのある CSV を選んでください。"
        )
        facts = {"missing": "・".join(missing)}
        raise Refused([Reason(words, facts, rule="result.head", field="file")])
    return found


def _row(row: list[str], number: int, places: dict[str, int]) -> Said:
    cells = {name: row[at] if at < len(row) else "" for name, at in places.items()}
    cells["yen"] = cells["yen"].replace(",", "").removesuffix("円").removeprefix("¥")
    for name, form in FORMS.items():
        if not re.fullmatch(form, cells[name], re.ASCII):
            words = _(
                "%(line)s行目の「%(column)s」が「%(text)s」です。列がずれていないか確かめてください。何も取り込んでいません。"
            )
            facts = {"line": number, "column": HEADINGS[name][0], "text": cells[name][:20]}
            raise Refused([Reason(words, facts, rule="result.cell", field="file")])
    key = key_of(
        cells["bank_code"], cells["branch_code"], cells["account_number"], int(cells["yen"])
    )
    paid = cells["result"].upper() in PAID_CODES
    if not paid and not FAILED_SIGNS.fullmatch(cells["result"]):
        raise Refused([_unknown(number, cells["result"])])
    return Said(key, paid, "" if paid else cells.get("reason") or cells["result"])


def _unknown(number: int, text: str) -> Reason:
    words = _(
        "%(line)s行目の結果「%(text)s」が、振り込まれたのか分かりません。「済」か「不能」になおすか、1件ずつ手で入れてください。何も取り込んでいません。"
    )
    return Reason(words, {"line": number, "text": text[:20]}, rule="result.word", field="file")


def matched(said: list[Said], waiting: list[tuple[int, tuple]]) -> dict[int, Said]:
    """{item: what is said of it}: lines of the same key in their order; Refused for any stranger.

    `waiting` are (item, key) that have no result yet.
    """
    places: dict[tuple, list[int]] = {}
    for item, key in waiting:
        places.setdefault(key, []).append(item)
    found, strange = {}, []
    for number, one in enumerate(said, 1):
        if places.get(one.key):
            found[places[one.key].pop(0)] = one
        else:
            strange.append((number, one))
    if strange or not said:
        raise Refused([_stranger(number, one) for number, one in strange] or [_empty()])
    return found


def _stranger(number: int, one: Said) -> Reason:
    words = _(
        "結果の%(line)s件目（銀行 %(bank)s・支店 %(branch)s・%(yen)s円）は、結果を待っている振込の中にありません。何も取り込んでいません。"
    )
    facts = {"line": number, "bank": one.key[0], "branch": one.key[1], "yen": one.key[3]}
    return Reason(words, facts, rule="result.stranger", field="file")


def _empty() -> Reason:
    return Reason(_("結果が1件もありません。"), rule="result.empty", field="file")
