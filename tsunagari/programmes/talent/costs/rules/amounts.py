"""金額 — money as people type it: whole minor units and an ISO code, never a fraction of a float.

Which sign parts thousands differs by country: 1.200.000 is a million in Viet Nam and a slip in Japan.
What could be read in two ways is refused with a sentence, never guessed.
"""

import re
import unicodedata
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import NamedTuple

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason, Refused, refuse_if


class Currency(NamedTuple):
    """ISO 4217: decimal places, and the sign that parts thousands where it is used."""

    places: int
    thousands: str
    words: str


CURRENCIES = {
    "JPY": Currency(0, ",", _("日本円")),
    "VND": Currency(0, ".", _("ベトナム ドン")),
    "IDR": Currency(2, ".", _("インドネシア ルピア")),
    "PHP": Currency(2, ",", _("フィリピン ペソ")),
    "MMK": Currency(2, ",", _("ミャンマー チャット")),
    "NPR": Currency(2, ",", _("ネパール ルピー")),
    "KHR": Currency(2, ",", _("カンボジア リエル")),
    "CNY": Currency(2, ",", _("中国 元")),
    "USD": Currency(2, ",", _("米ドル")),
}
HOME = "JPY"
SIGNS = re.compile(r"[¥￥円₫đ₱$元]|(?:JPY|VND|IDR|PHP|MMK|NPR|KHR|CNY|USD|RP)\.?", re.IGNORECASE)
# Minus as account books write it too.
MINUS = str.maketrans("−▲△", "---")
TEN_THOUSAND = re.compile(r"(\d+(?:\.\d{1,4})?)万")
MOST = 10**15
RATE_PLACES = 10
EXAMPLES = {",": "1,200,000", ".": "1.200.000"}


def typed(text: str, code: str, field: str = "amount") -> int:
    """The minor units of what somebody typed; Refused with what is wrong and how to write it."""
    kind = CURRENCIES.get(code)
    if kind is None:
        raise Refused([Reason(_("通貨を一覧から選んでください。"), field="currency")])
    plain = _plain(text)
    refuse_if(_strange(plain, text, field))
    if code == HOME and (found := TEN_THOUSAND.fullmatch(plain)):
        number = Decimal(found[1]) * 10_000
    else:
        number = _read(plain, text, kind, field)
    minor = number.scaleb(kind.places)
    refuse_if(_out_of_range(minor, field))
    return int(minor)


def _plain(text: str) -> str:
    """Half width, without signs of currencies and spaces."""
    plain = unicodedata.normalize("NFKC", text).translate(MINUS)
    return re.sub(r"[\s'’]", "", SIGNS.sub("", plain))


def _strange(plain: str, text: str, field: str) -> list[Reason]:
    if not plain:
        return [Reason(_("金額を数字で入力してください。例：120,000"), field=field)]
    if plain.startswith("-"):
        words = _(
            "マイナスの金額は入れられません。返ってきたお金は、その行の「お金が返ってきた」から入れてください。"
        )
        return [Reason(words, rule="amount.negative", field=field)]
    # ² and ① are no digits, though one form of Unicode turns them into some.
    odd = any(unicodedata.category(sign) == "No" for sign in text)
    if odd or len(plain) > 30 or not re.fullmatch(r"[\d.,]*\d万?", plain):
        words = _("「%(text)s」を金額として読めません。数字だけで入力してください。例：120,000")
        return [Reason(words, {"text": text[:30]}, rule="amount.form", field=field)]
    return []


def _read(plain: str, text: str, kind: Currency, field: str) -> Decimal:
    """The number; its thousands are parted as its country does, or as the other way is certain."""
    for sign, point in ((kind.thousands, _other(kind.thousands)), (",", ".")):
        decimals = rf"(?:\{point}\d{{1,{kind.places}}})?" if kind.places else ""
        whole = rf"(?:\d+|\d{{1,3}}(?:\{sign}\d{{3}})+)"
        if re.fullmatch(whole + decimals, plain):
            return Decimal(plain.replace(sign, "").replace(point, "."))
    raise Refused([_misread(plain, text, kind, field)])


def _misread(plain: str, text: str, kind: Currency, field: str) -> Reason:
    facts = {"text": text[:30], "example": EXAMPLES[kind.thousands]}
    if kind.thousands == "," and re.fullmatch(r"\d{1,3}(\.\d{3})+", plain):
        words = _(
            "「%(text)s」は点で区切ってあり、いくらか決められません。%(example)s のようにコンマで区切るか、区切らずに入力してください。"
        )
        return Reason(words, facts, rule="amount.dots", field=field)
    if not kind.places and re.search(r"[.,]\d{1,2}$", plain):
        words = _("この通貨に小数はありません。「%(text)s」を整数で入力してください。")
        return Reason(words, facts, rule="amount.decimals", field=field)
    words = _("「%(text)s」の区切りの場所を確かめてください。例：%(example)s")
    return Reason(words, facts, rule="amount.groups", field=field)


def _other(sign: str) -> str:
    return "." if sign == "," else ","


def _out_of_range(minor: Decimal, field: str) -> list[Reason]:
    if minor != minor.to_integral_value():
        return [Reason(_("金額のけたを確かめてください。"), rule="amount.size", field=field)]
    if not 0 < minor < MOST:
        words = _("金額は 1 以上です。けたを確かめてください。")
        return [Reason(words, rule="amount.size", field=field)]
    return []


# 円にする -----------------------------------------------------------------------------------


def rate(text: str, code: str) -> Decimal | None:
    """How many yen one unit is; None for yen. Refused when it is missing or cannot be read."""
    if code == HOME:
        return None
    plain = unicodedata.normalize("NFKC", text).strip().replace(",", ".")
    try:
        found = Decimal(plain)
    except InvalidOperation:
        found = Decimal(0)
    fine = found.is_finite() and 0 < found < 10_000 and found == round(found, RATE_PLACES)
    if not fine or not re.fullmatch(r"[\d.]+", plain):
        words = _(
            "使った為替を入力してください。1 %(code)s が何円かを書きます。例：1 VND が 0.0059 円なら 0.0059"
        )
        raise Refused([Reason(words, {"code": code}, rule="rate", field="rate")])
    return found


def in_yen(minor: int, code: str, per_unit: Decimal | None) -> int:
    """Whole yen, half a yen counted up."""
    if code == HOME or per_unit is None:
        return minor
    return int((units(minor, code) * per_unit).quantize(Decimal(1), ROUND_HALF_UP))


def written(minor: int, code: str) -> str:
    """12,000,000 or 1,250.50: grouped as the product writes numbers, for every reader alike."""
    return f"{units(minor, code):,.{CURRENCIES[code].places}f}"


def units(minor: int, code: str) -> Decimal:
    """The number itself, for a table that is to be summed up."""
    return Decimal(minor).scaleb(-CURRENCIES[code].places)
