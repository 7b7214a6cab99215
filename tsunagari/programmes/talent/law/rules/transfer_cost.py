"""転籍の費用の分担 — what a receiving host pays the former one after a transfer at own request (4.5).

The formula is that of the draft: (tangible + intangible) × a share by the time with the former
host. Two shares are known (one year, two years); between and after them only what bounds them.
"""

from datetime import date
from fractions import Fraction
from typing import NamedTuple

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason
from tsunagari.programmes.talent.law.rules import numbers
from tsunagari.programmes.talent.law.rules.book import ESD_DAY
from tsunagari.programmes.talent.law.rules.counting import DAY, month_of, span

RULE = "esd_transfer_cost_settlement"
SOURCES = ("KENTSU", "BRIDGE-T")
ONE_YEAR, HALF_LATER, TWO_YEARS = 12, 18, 24
EARLY = _(
    "前の会社にいたのは%(months)sか月です。本人の希望の転籍は、1年たつ前にはできません"
    "（やむをえない理由の転籍には、この分担はありません）。"
)
KNOWN = _(
    "前の会社に%(months)sか月いたので、割合は%(share)sです（公式の資料では確かめていません）。"
)
UNKNOWN = _(
    "%(months)sか月のときの割合は、資料にありません。%(least)s から %(most)s の間と見て、告示を待ってください。"
)
NO_STANDARD = _("標準の額は、告示で決まります。決まった額を入れると、払う額を計算します。")


class Share(NamedTuple):
    """The share after so many full months: known, or between two bounds; None: no share at all."""

    months: int
    least: Fraction | None
    most: Fraction | None
    reasons: list[Reason]

    @property
    def known(self) -> Fraction | None:
        """The share where the sources name one."""
        return self.least if self.least == self.most else None


def full_months(starts: date, transferred: date) -> int:
    """Full months from the plan's first day with the former host up to the day before the transfer."""
    year, month = month_of(transferred, 0)
    months = (year - starts.year) * 12 + month - starts.month
    return months if span(starts, months) <= transferred - DAY else months - 1


def share(months: int, on: date = ESD_DAY) -> Share:
    """割合 — by full months with the former host, under the figures of a day."""
    one, two = (
        Fraction(numbers.on(f"transfer_cost_sixths_{name}", on), 6) for name in ("one", "two")
    )
    if months < ONE_YEAR:
        return Share(months, None, None, [_because(EARLY, months=months)])
    if months < HALF_LATER:
        least = most = one
    elif months < TWO_YEARS:
        least, most = two, one
    elif months == TWO_YEARS:
        least = most = two
    else:
        least, most = Fraction(0), two
    words = KNOWN if least == most else UNKNOWN
    facts = {"months": months, "share": str(most), "least": str(least), "most": str(most)}
    return Share(months, least, most, [_because(words, **facts)])


def payment(part: Fraction, standard_yen: int, actual_yen: int) -> int:
    """払う額 — standard amounts and actual costs by the share, rounded down (A7)."""
    return (standard_yen + actual_yen) * part.numerator // part.denominator


def _because(words: str, **facts) -> Reason:
    return Reason(words, facts, rule=RULE)
