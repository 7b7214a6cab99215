"""在留期間 — until when a person may stay, and how a residence card's number is written."""

import re
import unicodedata
from datetime import date
from typing import NamedTuple

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason
from tsunagari.programmes.talent.law.rules.counting import months_after

SPECIAL_MONTHS = 2
SHORT_PERIOD_DAYS = 30
CARD = re.compile(r"[A-Z]{2}[0-9]{8}[A-Z]{2}")

SPECIAL = _(
    "期間の中に申請したので、結果が出る日か、満了から2か月の終わりの、早いほうまでいられます"
    "（入管法20条6項・21条4項）。"
)
DECIDED = _("結果が出たので、特例期間はその日に終わりました。")
BEFORE = _("満了日の前に結果が出たので、特例期間はありません。")
TOO_LATE = _("満了日の後の申請なので、特例期間はありません。すぐに入管に相談してください。")
NOT_FILED = _("申請がないので、在留できるのは満了日までです。")
SHORT = _("在留期間が30日以下なので、特例期間はありません。")


class Stay(NamedTuple):
    """The last day on which the person may stay, whether that is the special period, and why."""

    until: date
    special: bool
    reasons: list[Reason]


def may_stay_until(
    expiry: date,
    filed_on: date | None = None,
    *,
    decided_on: date | None = None,
    period_days: int | None = None,
) -> Stay:
    """特例期間 — Act 20(6), 21(4): filed in time and undecided, the stay goes on for up to 2 months."""
    if filed_on is None:
        return Stay(expiry, False, [_because(NOT_FILED)])
    if filed_on > expiry:
        return Stay(expiry, False, [_because(TOO_LATE)])
    if period_days is not None and period_days <= SHORT_PERIOD_DAYS:
        return Stay(expiry, False, [_because(SHORT)])
    last = months_after(expiry, SPECIAL_MONTHS)
    if decided_on is not None and decided_on <= last:
        if decided_on <= expiry:
            return Stay(expiry, False, [_because(BEFORE)])
        return Stay(decided_on, True, [_because(DECIDED)])
    return Stay(last, True, [_because(SPECIAL)])


def _because(words: str) -> Reason:
    return Reason(words, rule="res_special_period")


def normal_card_number(typed: str) -> str:
    """Half-width capitals without spaces, hyphens and signs that nobody sees."""
    half = unicodedata.normalize("NFKC", typed)
    seen = "".join(sign for sign in half if unicodedata.category(sign) != "Cf")
    spelt = re.sub(r"[\s\-‐−–—ー]", "", seen)
    return re.sub(r"[a-z]", lambda letter: letter[0].upper(), spelt)


def why_not_card_number(typed: str) -> list[Reason]:
    """Every reason why this cannot be the number of a residence card; no check digit is known."""
    number = normal_card_number(typed)
    if not number:
        return [Reason(_("在留カードの番号を入力してください。例：AB12345678CD"), field="number")]
    if CARD.fullmatch(number):
        return []
    reasons = []
    if len(number) != 12:
        words = _("在留カードの番号は12文字です。いまは%(count)s文字です。例：AB12345678CD")
        reasons.append(Reason(words, {"count": len(number)}, field="number"))
    if wrong := sorted(set(re.findall(r"[^A-Z0-9]", number))):
        words = _("「%(signs)s」は使えません。英字と数字だけで入力してください。")
        reasons.append(Reason(words, {"signs": "」「".join(wrong)}, field="number"))
    if len(number) == 12 and not wrong:
        words = _("英字2文字、数字8けた、英字2文字の順です。O と 0、I と 1 を確かめてください。")
        reasons.append(Reason(words, field="number"))
    return reasons
