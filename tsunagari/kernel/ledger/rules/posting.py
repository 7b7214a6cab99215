"""仕訳の決まり — what a journal must be before it is posted: whole yen, balanced, in an open month."""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.measures import MEASURES
from tsunagari.base.refusals import Reason

LARGEST = 10**13  # ten trillion yen: beyond it somebody's finger stayed on a key


@dataclass(frozen=True)
class Posting:
    """One line: + debits, − credits. `fund`, `earmark`, `grant` and `party` are stored rows."""

    account: str
    yen: int
    fund: Any
    earmark: Any = None
    measure: str = ""
    project: str = ""
    grant: object = None
    activity: str = ""
    party: object = None


def why_not_post(
    postings: Sequence[Posting],
    *,
    on: date,
    closed_until: date | None,
    opened_on: date,
    accounts: Container[str],
) -> list[Reason]:
    """Every reason not to post; an empty list means yes."""
    return [
        *_why_not_lines(postings, accounts),
        *_why_not_purposes(postings),
        *why_not_balanced(postings),
        *why_not_day(on, closed_until=closed_until, opened_on=opened_on),
    ]


def fine(postings: Sequence[Posting], accounts: Container[str]) -> bool:
    """True exactly when no line and no sum is refused: the same rule without words, for thousands."""
    if len(postings) < 2:
        return False
    total, fund, mixed = 0, postings[0].fund, False
    for one in postings:
        yen = one.yen
        if type(yen) is not int or not 0 < abs(yen) <= LARGEST or one.account not in accounts:
            return False
        if (one.measure and one.measure not in MEASURES) or _is_of_another_fund(one):
            return False
        total += yen
        mixed = mixed or one.fund is not fund
    return not total and not (mixed and why_not_balanced(postings))


def why_not_day(on: date, *, closed_until: date | None, opened_on: date) -> list[Reason]:
    """A day before the book was opened, or in a closed month.

    What was carried over is posted on the day before the first one, so that no year counts it.
    """
    if on < opened_on - timedelta(days=1):
        text = _("この帳簿は %(opened_on)s に始まりました。それより前の日付は使えません。")
        return [Reason(text, {"opened_on": opened_on}, rule="before", field="on")]
    if closed_until and on <= closed_until:
        text = _("%(closed_until)s までの月は締めてあります。締めていない月の日付にしてください。")
        return [Reason(text, {"closed_until": closed_until}, rule="closed", field="on")]
    return []


def why_not_by_hand(*, entered: bool) -> list[Reason]:
    """What a payment, a gift or another subject posted is taken back there, with all that hangs on it."""
    if entered:
        return []
    text = _(
        "この仕訳は、ほかの画面の手続きで入ったので、ここでは取り消せません。もとの画面で直してください。"
    )
    return [Reason(text, rule="subject")]


def _why_not_lines(postings: Sequence[Posting], accounts: Container[str]) -> list[Reason]:
    reasons = []
    if len(postings) < 2:
        text = _("仕訳には、借方と貸方の2行以上が必要です。")
        reasons.append(Reason(text, rule="lines", field="lines"))
    for number, one in enumerate(postings, 1):
        reasons += _why_not_line(number, one, accounts)
    return reasons


def _why_not_line(number: int, one: Posting, accounts: Container[str]) -> list[Reason]:
    reasons = []
    if type(one.yen) is not int:
        text = _("%(line)s行目の金額は、円の整数で入力してください。")
        reasons.append(Reason(text, {"line": number}, rule="whole", field="lines"))
    elif not 0 < abs(one.yen) <= LARGEST:
        text = _("%(line)s行目の金額は、1円以上、10兆円以下で入力してください。")
        reasons.append(Reason(text, {"line": number}, rule="amount", field="lines"))
    if one.account not in accounts:
        text = _("%(line)s行目の勘定科目 %(account)s は、この帳簿にありません。")
        facts = {"line": number, "account": one.account}
        reasons.append(Reason(text, facts, rule="account", field="lines"))
    if one.measure and one.measure not in MEASURES:
        text = _("%(line)s行目の施策 %(measure)s はありません。")
        facts = {"line": number, "measure": one.measure}
        reasons.append(Reason(text, facts, rule="measure", field="lines"))
    return reasons


def _is_of_another_fund(one: Posting) -> bool:
    return one.earmark is not None and one.earmark.fund_id != one.fund.pk


def _why_not_purposes(postings: Sequence[Posting]) -> list[Reason]:
    """使いみちの指定 — money for a purpose is moved only in the fund that holds it."""
    if not any(_is_of_another_fund(one) for one in postings):
        return []
    text = _("この使いみちは、ほかの基金のものです。")
    return [Reason(text, rule="earmark", field="earmark")]


def why_not_balanced(postings: Sequence[Posting]) -> list[Reason]:
    """借方と貸方 — the sum is zero, in the journal and in every fund of it."""
    if any(type(one.yen) is not int for one in postings):
        return []
    apart = sum(one.yen for one in postings)
    if apart:
        text = _("借方と貸方が %(yen)s円 ちがいます。金額を直してください。")
        return [Reason(text, {"yen": abs(apart)}, rule="balance", field="lines")]
    sums: dict[object, int] = {}
    for one in postings:
        sums[one.fund] = sums.get(one.fund, 0) + one.yen
    text = _("基金「%(fund)s」の中で、借方と貸方が %(yen)s円 ちがいます。")
    return [
        Reason(text, {"fund": str(fund), "yen": abs(yen)}, rule="fund", field="lines")
        for fund, yen in sums.items()
        if yen
    ]
