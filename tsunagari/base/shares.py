"""割合 — a part of a whole as people write it: 2/3, 3分の2, 66.7 %, 0.75; kept exactly, said shortly."""

import re
import unicodedata
from fractions import Fraction

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason

FINEST = 10**6
PART = re.compile(r"(\d{1,7})/(\d{1,7})")
PARTS_OF = re.compile(r"(\d{1,7})分の(\d{1,7})")
DECIMAL = re.compile(r"\d{1,3}(?:\.\d{1,20})?")
_SNAP = Fraction(1, 10**12)


def ratio(value: int | float | str) -> Fraction:
    """A ratio as it was meant: "2/3" and 0.6666666666666666 are two thirds. ValueError otherwise.

    Only what people write is read: a text like 1e99999999 would be a number that fills the memory.
    """
    try:
        exact = _read(value) if isinstance(value, str) else Fraction(str(value))
    except (ValueError, ZeroDivisionError) as error:
        raise ValueError(f"{str(value)[:40]!r} is not a ratio: write it like 1/2 or 0.5") from error
    near = exact.limit_denominator(1000)
    return near if abs(near - exact) < _SNAP else exact


def _read(text: str) -> Fraction:
    plain = "".join(unicodedata.normalize("NFKC", text[:60]).split()).replace("\u2044", "/")
    if found := PART.fullmatch(plain):
        return Fraction(int(found[1]), int(found[2]))
    if found := PARTS_OF.fullmatch(plain):
        return Fraction(int(found[2]), int(found[1]))
    if DECIMAL.fullmatch(number := plain.removesuffix("%")):
        return Fraction(number) / (100 if number != plain else 1)
    raise ValueError(text)


def why_not(share: Fraction, *, field: str) -> list[Reason]:
    """A share is a part of the whole that anybody can write down."""
    if not 0 < share <= 1:
        words = _("割合は、0より大きく100％までにしてください。")
        return [Reason(words, rule="rate", field=field)]
    if share.denominator > FINEST:
        words = _(
            "割合の小数が長すぎます。「2/3」のような分数か、「66.67％」のように短く書いてください。"
        )
        return [Reason(words, rule="rate", field=field)]
    return []


def is_bare(text: str) -> bool:
    """True of 75 or 1 without a sign: a part of a hundred, or a whole number of times?"""
    plain = unicodedata.normalize("NFKC", text[:60]).strip()
    return DECIMAL.fullmatch(plain) is not None and Fraction(plain) >= 1


def said(share: Fraction) -> str:
    """75%, 66.7% — or 2/3, where no two decimals say it exactly."""
    percent = share * 100
    return f"{float(percent):g}%" if (percent * 100).denominator == 1 else str(share)
