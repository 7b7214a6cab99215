"""禁じられた行為 — which act it may be, whom the law binds, and what stands still while it is open."""

from typing import NamedTuple

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason
from tsunagari.programmes.talent.law.rules import bans
from tsunagari.programmes.talent.law.rules.book import TITP

RIGHTS = "rights_check"
# The law's ban on force binds supervising bodies; at a company it is the duty to check that counts.
OTHERS = {
    RIGHTS: (
        _("暴力・おどし・自由の制限のうたがい"),
        "規則10条2項6号ハ",
    )
}


class Said(NamedTuple):
    """An act in words, with the article, the penalty that the law sets, and how sure that is."""

    words: str
    article: str
    penalty: str = ""
    confidence: str = "official"


def said(code: str, system: str = TITP) -> Said | None:
    """What a code stands for; None for no act of the law's table.

    The article of the training law is not known to have its like under another system.
    """
    if code in OTHERS:
        return Said(*OTHERS[code], "", "official" if system == TITP else "unsure")
    ban = bans.BY_CODE.get(code)
    return Said(ban.words, ban.article, ban.penalty, ban.confidence) if ban else None


def binds(code: str, *, system: str, who: str) -> bool:
    """Whether an act is one that the law forbids that actor under that system."""
    if code in OTHERS:
        return True
    ban = bans.BY_CODE.get(code)
    return ban is not None and system in ban.systems and who in ban.who


def codes(system: str) -> list[str]:
    """The acts that a system knows, in the order of the law's table."""
    return [*(ban.code for ban in bans.BANS if system in ban.systems), *OTHERS]


def blocking(open_codes: list[str]) -> list[Reason]:
    """Why nothing goes on: one sentence an act that nobody has looked into yet."""
    words = _("「%(what)s」の知らせがまだ解決していません（%(article)s）。")
    found = ((code, said(code)) for code in dict.fromkeys(open_codes))
    return [
        Reason(words, {"what": one.words, "article": one.article}, rule=code)
        for code, one in found
        if one
    ]


def why_not_note(*, bound: bool, words: str) -> list[Reason]:
    """An act that the law forbids to them, and what was seen or heard."""
    reasons = []
    if not bound:
        text = _("この行為は、この制度ではその団体の禁止行為として決められていません。")
        reasons.append(Reason(text, rule="act.code", field="code"))
    if not words.strip():
        text = _("見たこと・聞いたことを書いてください。")
        reasons.append(Reason(text, rule="act.words", field="words"))
    return reasons
