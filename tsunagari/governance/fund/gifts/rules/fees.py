"""参加費の突き合わせ — which line of the bank is the fee of a booking: its number, its name, its amount."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason
from tsunagari.governance.fund.gifts.rules.matching import TOP, WINDOW, Proposal, payer

# A name says less than a number that only the mail and the page of the booking have.
BY_NUMBER, BY_OTHER_SUM, BY_NAME = 95, 60, 75


@dataclass(frozen=True)
class Owed:
    """A booking of which something is missing; or, with `payment`, one of which a transfer was noted."""

    booking: int
    number: str
    yen: int
    names: tuple[str, ...]
    payment: int | None = None
    on: date | None = None


def written(words: str) -> str:
    """Letters and figures as a remitter wrote them, in one piece: banks cut and space as they like."""
    return re.sub("[^0-9A-Z]", "", unicodedata.normalize("NFKC", words).upper())


def propose(words: str, yen: int, on: date, rows: Iterable[Owed]) -> Iterator[Proposal]:
    """For which bookings it may be; only a name together with the amount speaks for anybody."""
    said, key = written(words), payer(words)
    for one in rows:
        numbered = one.number in said
        named = bool(key) and key in {payer(name) for name in one.names}
        if one.payment:
            near = one.on is not None and abs((one.on - on).days) <= WINDOW
            if (numbered or named) and near and one.yen == yen:
                yield _proposal(one, TOP, [_already(one)])
        elif numbered:
            yield _proposal(
                one, BY_NUMBER if one.yen == yen else BY_OTHER_SUM, _sum(one, yen, True)
            )
        elif named and one.yen == yen:
            yield _proposal(one, BY_NAME, _sum(one, yen, False))


def _proposal(one: Owed, score: int, reasons: list[Reason]) -> Proposal:
    return Proposal(0, score, tuple(reasons), booking=one.booking, payment=one.payment)


def _already(one: Owed) -> Reason:
    text = _(
        "%(day)s に振込でもらったと、もう記帳してあります。"
        "これを選ぶと、その受け取りにつなぐだけで、新しく記帳しません。"
    )
    return Reason(text, {"day": one.on})


def _sum(one: Owed, yen: int, numbered: bool) -> list[Reason]:
    facts = {"number": one.number, "yen": one.yen}
    if not numbered:
        return [Reason(_("申し込んだ人と名前が同じで、まだの参加費と金額が合います。"))]
    if one.yen == yen:
        return [Reason(_("申込番号 %(number)s が書いてあり、参加費と金額が合います。"), facts)]
    text = _(
        "申込番号 %(number)s が書いてありますが、金額がちがいます（まだの参加費は%(yen)s円）。"
    )
    return [Reason(text, facts)]
