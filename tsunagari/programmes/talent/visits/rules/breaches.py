"""禁じられた行為 — what a いいえ may be, and why a case takes no new step until somebody has looked."""

from datetime import date
from typing import NamedTuple

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason
from tsunagari.programmes.talent.law.rules import bans

RIGHTS = "rights_check"
# The law's ban on force binds supervising bodies; at a company it is the duty to check that counts.
OTHERS = {
    RIGHTS: (
        _("暴力・おどし・自由の制限のうたがい"),
        "規則10条2項6号ハ",
    )
}
HOST = "HOST"
WHO = {
    "HOST": _("受入れ企業"),
    "SO": _("監理団体"),
    "SSO": _("監理支援機関"),
    "RSO": _("登録支援機関"),
    "SEND": _("送出機関"),
    "SCHOOL": _("訓練校"),
}


class Said(NamedTuple):
    """An act in words, with the article and the penalty that the law sets."""

    words: str
    article: str
    penalty: str = ""


def said(code: str) -> Said:
    """What a code stands for; KeyError for an unknown act."""
    if code in OTHERS:
        return Said(*OTHERS[code])
    ban = bans.BY_CODE[code]
    return Said(ban.words, ban.article, ban.penalty)


def binds(code: str, *, system: str, who: str) -> bool:
    """Whether an act is one that the law forbids that actor under that system."""
    if code in OTHERS:
        return True
    try:
        bans.incident(code, system=system, by=who, on=date.min)
    except (KeyError, ValueError):
        return False
    return True


def codes(system: str) -> list[str]:
    """The acts that a system knows, in the order of the law's table."""
    return [*(ban.code for ban in bans.BANS if system in ban.systems), *OTHERS]


def blocking(open_codes: list[str]) -> list[Reason]:
    """Why a case takes no new step: one sentence an act that nobody has looked into yet."""
    words = _("「%(what)s」の知らせがまだ解決していません（%(article)s）。")
    found = ((code, said(code)) for code in dict.fromkeys(open_codes))
    return [
        Reason(words, {"what": one.words, "article": one.article}, rule=code) for code, one in found
    ]
