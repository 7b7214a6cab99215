"""総合振込ファイル — four kinds of records of 120 bytes: header, one for each payment, trailer, end.

全国銀行協会「適用業務およびレコード・フォーマット」(2019-12) §8, type 21. N is right-aligned and filled
with zeros, C left-aligned and filled with spaces; one byte a sign (cp932).
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, refuse_if
from tsunagari.governance.fund.payments.rules import banks, days, letters

SIZE = 120
BREAKS = {"crlf": b"\r\n", "none": b""}
ENCODING = "cp932"
HEADER = (
    ("record", "N", 1),
    ("kind", "N", 2),
    ("code", "N", 1),
    ("client_code", "N", 10),
    ("client_name", "C", 40),
    ("day", "N", 4),
    ("bank_code", "N", 4),
    ("bank_name", "C", 15),
    ("branch_code", "N", 3),
    ("branch_name", "C", 15),
    ("account_type", "N", 1),
    ("account_number", "N", 7),
    ("dummy", "C", 17),
)
DATA = (
    ("record", "N", 1),
    ("bank_code", "N", 4),
    ("bank_name", "C", 15),
    ("branch_code", "N", 3),
    ("branch_name", "C", 15),
    ("clearing", "N", 4),
    ("account_type", "N", 1),
    ("account_number", "N", 7),
    ("payee", "C", 30),
    ("yen", "N", 10),
    ("new_code", "N", 1),
    ("customer_1", "C", 10),
    ("customer_2", "C", 10),
    ("way", "C", 1),
    ("mark", "C", 1),
    ("dummy", "C", 7),
)
TRAILER = (("record", "N", 1), ("count", "N", 6), ("total", "N", 12), ("dummy", "C", 101))
END = (("record", "N", 1), ("dummy", "C", 119))
LAYOUTS = {"1": HEADER, "2": DATA, "8": TRAILER, "9": END}
OWN_TYPES, PAYEE_TYPES = ("1", "2", "9"), ("1", "2", "4", "9")
WAYS, NEW = ("7", "8", "0"), ("0", "1", "2")
MOST_YEN, MOST_COUNT, MOST_TOTAL = 10**10 - 1, 10**6 - 1, 10**12 - 1


@dataclass(frozen=True)
class Profile:
    """銀行ごとの決まり — what banks do differently; ask the bank for its own sheet.

    `unlisted`: a bank that is not in the list yet is paid, too; somebody has looked.
    """

    line_break: str = "crlf"
    way: str = "7"
    wo: bool = False
    unlisted: bool = False


@dataclass(frozen=True)
class Header:
    """依頼人 — who pays, from which account, on which day."""

    client_code: str
    client_name: str
    on: date
    bank_code: str
    branch_code: str
    account_type: str
    account_number: str
    bank_name: str = ""
    branch_name: str = ""


@dataclass(frozen=True)
class Payment:
    """振込1件 — to whom, on which account, how much. `edi` is a text of 20 signs for the payee."""

    bank_code: str
    branch_code: str
    account_type: str
    account_number: str
    payee: str
    yen: int
    bank_name: str = ""
    branch_name: str = ""
    new_code: str = "0"
    customer_1: str = "0000000000"
    customer_2: str = "0000000000"
    edi: str = ""


def write(
    header: Header, payments: list[Payment], profile: Profile = Profile(), *, on: date | None = None
) -> bytes:
    """ファイルを作る — byte-exact; Refused with every reason when something cannot stand in it."""
    refuse_if(why_not(header, payments, profile, on=on))
    total = sum(one.yen for one in payments)
    records = [
        _record(HEADER, _facts(header) | {"record": 1, "kind": 21, "code": 0}),
        *(_record(DATA, _data(one, profile)) for one in payments),
        _record(TRAILER, {"record": 8, "count": len(payments), "total": total}),
        _record(END, {"record": 9}),
    ]
    end = BREAKS[profile.line_break]
    return b"".join(record + end for record in records)


def _facts(header: Header) -> dict:
    return vars(header) | {"day": f"{header.on:%m%d}"}


def _data(payment: Payment, profile: Profile) -> dict:
    facts = vars(payment) | {"record": 2, "clearing": 0, "way": profile.way}
    facts |= {name: getattr(payment, name).zfill(10) for name in ("customer_1", "customer_2")}
    if payment.edi:
        text = payment.edi.ljust(20)
        facts |= {"customer_1": text[:10], "customer_2": text[10:], "mark": "Y"}
    return facts


def _record(layout, facts: dict) -> bytes:
    """One record; its length is checked, whatever the checks before have let through."""
    text = "".join(
        str(facts.get(name, "")).rjust(size, "0")
        if kind == "N"
        else str(facts.get(name, "")).ljust(size)
        for name, kind, size in layout
    )
    record = text.encode(ENCODING)
    if len(record) != SIZE:
        raise ValueError(f"a record of {len(record)} bytes")
    return record


# 書けない理由 --------------------------------------------------------------------------------


def why_not(
    header: Header, payments: list[Payment], profile: Profile, *, on: date | None = None
) -> list[Reason]:
    """Every reason why there is no file; the field says where: payments.0.payee."""
    reasons = (
        _profile(profile)
        + _header(header, profile)
        + days.why_not(header.on, on=on, field="header.on")
    )
    if not payments:
        reasons.append(Reason(_("振込が1件もありません。"), rule="file.empty", field="payments"))
    if len(payments) > MOST_COUNT or sum(one.yen for one in payments) > MOST_TOTAL:
        words = _("1つのファイルに入る件数か金額をこえています。ファイルを分けてください。")
        reasons.append(Reason(words, rule="file.size", field="payments"))
    for number, one in enumerate(payments):
        reasons += payment_reasons(one, profile, f"payments.{number}.")
    return reasons if profile.unlisted else reasons + _unlisted(header, payments)


def _unlisted(header: Header, payments: list[Payment], *, examples: bool = False) -> list[Reason]:
    """Banks that are not in the list; numbers for `examples` are only looked at where it is said."""
    placed: list[tuple[str, Header | Payment]] = [("header.", header)]
    placed += [(f"payments.{number}.", one) for number, one in enumerate(payments)]
    words = _(
        "銀行番号 %(code)s は、%(day)s の銀行の一覧にありません。通帳で番号を確かめてください。"
    )
    return [
        Reason(words, {"code": one.bank_code, "day": banks.as_of()}, rule="file.bank", field=field)
        for field, one in ((f"{at}bank_code", one) for at, one in placed)
        if not (_digits(one.bank_code, 4, field) or banks.is_listed(one.bank_code))
        and (examples or not banks.is_example(one.bank_code))
    ]


def _profile(profile: Profile) -> list[Reason]:
    return [
        *_choice(profile.line_break, tuple(BREAKS), "profile.line_break"),
        *_choice(profile.way, WAYS, "profile.way"),
    ]


def _header(header: Header, profile: Profile) -> list[Reason]:
    own = "header."
    reasons = _digits(header.client_code, 10, own + "client_code", exact=False)
    if not header.client_name.strip():
        reasons.append(_missing(own + "client_name"))
    reasons += letters.why_not(
        header.client_name, field=own + "client_name", most=40, wo=profile.wo
    )
    return reasons + _account(header, OWN_TYPES, own)


def payment_reasons(one: Payment, profile: Profile, at: str = "") -> list[Reason]:
    """Every reason why one payment cannot stand in a file."""
    reasons = _account(one, PAYEE_TYPES, at)
    if not one.payee.strip():
        reasons.append(_missing(at + "payee"))
    reasons += letters.why_not(one.payee, field=at + "payee", most=30, wo=profile.wo)
    if isinstance(one.yen, bool) or not isinstance(one.yen, int) or not 0 < one.yen <= MOST_YEN:
        words = _("金額は 1円から 9,999,999,999円までの整数です。")
        reasons.append(Reason(words, rule="file.yen", field=at + "yen"))
    reasons += _choice(one.new_code, NEW, at + "new_code")
    if one.edi:
        reasons += letters.why_not(one.edi, field=at + "edi", most=20, wo=profile.wo)
    for name in ("customer_1", "customer_2"):
        reasons += _digits(getattr(one, name), 10, at + name, exact=False)
    return reasons


def _account(row, types: tuple[str, ...], at: str) -> list[Reason]:
    """Bank, branch, kind and number of an account, as far as their form tells."""
    reasons = _digits(row.bank_code, 4, at + "bank_code")
    reasons += _digits(row.branch_code, 3, at + "branch_code")
    reasons += _choice(row.account_type, types, at + "account_type")
    reasons += _digits(row.account_number, 7, at + "account_number", exact=False)
    for name in ("bank_name", "branch_name"):
        reasons += letters.why_not(
            getattr(row, name), field=at + name, most=15, allowed=letters.BANK
        )
    return reasons


def _digits(text: str, size: int, field: str, *, exact: bool = True) -> list[Reason]:
    plain = text.isascii() and text.isdigit()
    if plain and (len(text) == size or (not exact and len(text) < size)):
        return []
    if exact:
        words = _("数字%(size)sけたで入力してください。例：%(example)s")
    else:
        words = _("%(size)sけたまでの数字で入力してください。例：%(example)s")
    facts = {"size": size, "example": "0123456789"[-size:]}
    return [Reason(words, facts, rule="file.digits", field=field)]


def _choice(text: str, allowed: tuple[str, ...], field: str) -> list[Reason]:
    if text in allowed:
        return []
    words = _("%(allowed)s のどれかを入力してください。")
    return [Reason(words, {"allowed": ", ".join(allowed)}, rule="file.choice", field=field)]


def _missing(field: str) -> Reason:
    return Reason(_("名義を入力してください。通帳のカナ名義です。"), rule="file.name", field=field)


# 注意 ---------------------------------------------------------------------------------------


def warnings(
    header: Header, payments: list[Payment], *, on: date | None = None, window: int = 30
) -> list[Reason]:
    """What somebody should look at before the file goes to the bank; it can be written."""
    found = []
    if on and header.on > on + timedelta(days=window):
        words = _("%(day)s は %(days)s日より先です。銀行が受けつける日か、確かめてください。")
        facts = {"day": header.on, "days": window}
        found.append(Reason(words, facts, rule="day.window", field="header.on"))
    same = Counter(_same(one) for one in payments)
    for number, one in enumerate(payments):
        if same.pop(_same(one), 0) > 1:
            words = _("同じ口座に同じ金額（%(yen)s円）の振込が、同じ日に2件以上あります。")
            facts = {"yen": one.yen}
            found.append(Reason(words, facts, rule="file.twice", field=f"payments.{number}"))
    words = _("支店の番号は、けた数だけを調べました。ある番号かどうかは、通帳で確かめてください。")
    found.append(Reason(words, rule="file.codes", field="payments"))
    new = _unlisted(header, payments, examples=True)
    return found + list({one.facts["code"]: one for one in reversed(new)}.values())[::-1]


def _same(one: Payment) -> tuple:
    return (one.bank_code, one.branch_code, one.account_type, one.account_number.zfill(7), one.yen)
