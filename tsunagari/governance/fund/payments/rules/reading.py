"""振込ファイルを読む — every record, count and sum is checked; what does not fit is said."""

from dataclasses import dataclass
from datetime import date

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, Refused
from tsunagari.governance.fund.payments.rules.transfer import (
    ENCODING,
    LAYOUTS,
    SIZE,
    Header,
    Payment,
    Profile,
)


@dataclass(frozen=True)
class Read:
    """What stands in a file; `rows` are its data records as they were, for result codes."""

    profile: Profile
    header: Header
    payments: list[Payment]
    rows: list[dict[str, str]]


def read(data: bytes, *, near: date) -> Read:
    """The facts of a file. Its day has no year: the one that lies nearest to `near` is meant."""
    records, line_break = _records(data)
    rows = [_fields(record, number) for number, record in enumerate(records, 1)]
    _in_order(rows)
    head, items, tail = rows[0], rows[1:-2], rows[-2]
    _adds_up(items, tail)
    ways = {row["way"] for row in items}
    profile = Profile(line_break, ways.pop() if len(ways) == 1 else "7", _has_wo(data))
    return Read(profile, _header(head, near), [_payment(row) for row in items], items)


def _records(data: bytes) -> tuple[list[bytes], str]:
    """The records of 120 bytes, and how they are parted; a trailing end-of-file sign is no record."""
    body = data.removesuffix(b"\x1a")
    if b"\n" in body and b"\r\n" not in body:
        raise _wrong(
            _("行の区切りが LF だけです。CRLF か、区切りなしのファイルを選んでください。"), {}
        )
    if b"\r\n" in body:
        lines = body.split(b"\r\n")
        lines = lines[:-1] if lines[-1] == b"" else lines
        line_break = "crlf"
    else:
        lines = [body[at : at + SIZE] for at in range(0, len(body), SIZE)]
        line_break = "none"
    for number, line in enumerate(lines, 1):
        if len(line) != SIZE:
            words = _(
                "%(line)s行目が %(size)sバイトです。どの行も120バイトのファイルを選んでください。"
            )
            raise _wrong(words, {"line": number, "size": len(line)})
    if len(lines) < 4:
        raise _wrong(_("振込ファイルではありません（行が足りません）。"), {})
    return lines, line_break


def _fields(record: bytes, number: int) -> dict[str, str]:
    """The fields of a record by name, cut at bytes."""
    layout = LAYOUTS.get(chr(record[0]))
    if layout is None:
        words = _("%(line)s行目のデータ区分が 1・2・8・9 のどれでもありません。")
        raise _wrong(words, {"line": number})
    found, at = {}, 0
    for name, kind, size in layout:
        try:
            text = record[at : at + size].decode(ENCODING)
        except UnicodeDecodeError:
            words = _("%(line)s行目に読めない文字があります。")
            raise _wrong(words, {"line": number}) from None
        if kind == "N" and not (text.isascii() and text.isdigit()):
            words = _(
                "%(line)s行目の数字の欄に、数字でないもの「%(text)s」があります。列がずれていないか確かめてください。"
            )
            raise _wrong(words, {"line": number, "text": text})
        found[name], at = text, at + size
    return found


def _in_order(rows: list[dict[str, str]]) -> None:
    """One header, then the payments, one trailer, one end."""
    kinds = [row["record"] for row in rows]
    if kinds != ["1", *["2"] * (len(kinds) - 3), "8", "9"]:
        raise _wrong(_("行の順番がちがいます。ヘッダー、明細、合計、終わりの順です。"), {})


def _adds_up(items: list[dict[str, str]], tail: dict[str, str]) -> None:
    count, total = int(tail["count"]), int(tail["total"])
    found = sum(int(row["yen"]) for row in items)
    if (count, total) != (len(items), found):
        words = _(
            "合計の行（%(count)s件・%(total)s円）と明細（%(rows)s件・%(found)s円）が合いません。"
        )
        raise _wrong(words, {"count": count, "total": total, "rows": len(items), "found": found})


def _wrong(words: str, facts: dict) -> Refused:
    return Refused([Reason(words, facts, rule="file.form", field="file")])


def _header(row: dict[str, str], near: date) -> Header:
    return Header(
        client_code=row["client_code"],
        client_name=row["client_name"].rstrip(),
        on=_day(row["day"], near),
        bank_code=row["bank_code"],
        branch_code=row["branch_code"],
        account_type=row["account_type"],
        account_number=row["account_number"],
        bank_name=row["bank_name"].rstrip(),
        branch_name=row["branch_name"].rstrip(),
    )


def _day(text: str, near: date) -> date:
    """MMDD in the year that brings it nearest."""
    found = []
    for year in range(near.year - 4, near.year + 5):
        try:
            found.append(date(year, int(text[:2]), int(text[2:])))
        except ValueError:
            continue
    if not found:
        raise _wrong(_("振込指定日「%(text)s」は日付ではありません。"), {"text": text})
    return min(found, key=lambda day: abs(day - near))


def _payment(row: dict[str, str]) -> Payment:
    has_text = row["mark"] == "Y"
    codes = {} if has_text else {"customer_1": row["customer_1"], "customer_2": row["customer_2"]}
    return Payment(
        bank_code=row["bank_code"],
        branch_code=row["branch_code"],
        account_type=row["account_type"],
        account_number=row["account_number"],
        payee=row["payee"].rstrip(),
        yen=int(row["yen"]),
        bank_name=row["bank_name"].rstrip(),
        branch_name=row["branch_name"].rstrip(),
        new_code=row["new_code"],
        edi=(row["customer_1"] + row["customer_2"]).rstrip() if has_text else "",
        **codes,
    )


def _has_wo(data: bytes) -> bool:
    return "ｦ".encode(ENCODING) in data
