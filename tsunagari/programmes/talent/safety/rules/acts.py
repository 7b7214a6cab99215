"""禁じられた行為 — which act it may be, whom the law binds, and what stands still while it is open."""

from collections.abc import Iterable
from typing import NamedTuple

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason
from tsunagari.programmes.talent.law.rules import bans
from tsunagari.programmes.talent.law.rules.book import TITP

RIGHTS = "rights_check"
RIGHTS_WORDS = _("暴力・おどし・自由の制限のうたがい")


class Said(NamedTuple):
    """An act in words, with the article, the penalty that the law sets, and how sure that is."""

    words: str
    article: str
    penalty: str = ""
    confidence: str = "official"


def words_of(code: str) -> str:
    """What an act is called (untranslated); "" for no act of the law's table."""
    ban = bans.BY_CODE.get(code)
    return ban.words if ban else RIGHTS_WORDS if code == RIGHTS else ""


def said(code: str, *, system: str, who: str) -> Said | None:
    """An act of somebody under a system, with the law that forbids it to them there.

    What was noted when the table said more still stands as it was noted, and is unsure.
    """
    if code == RIGHTS:
        return _rights(system)
    ban, basis = bans.BY_CODE.get(code), bans.under(code, system, who)
    if ban is None:
        return None
    if basis is None:
        return Said(ban.words, ban.article, ban.penalty, "unsure")
    return Said(ban.words, basis.article, basis.penalty, basis.confidence)


def _rights(system: str) -> Said:
    """The law's ban on force binds supervising bodies; at a company it is the duty to check that counts.

    The article of the training law is not known to have its like under another system.
    """
    if system in bans.SSW:
        return Said(RIGHTS_WORDS, bans.CRITERIA, bans.FIVE_YEARS, "secondary")
    return Said(
        RIGHTS_WORDS, "規則10条2項6号ハ", confidence="official" if system == TITP else "unsure"
    )


def binds(code: str, *, system: str, who: str) -> bool:
    """Whether an act is one that the law forbids that actor under that system."""
    return code == RIGHTS or bans.under(code, system, who) is not None


def codes(system: str) -> list[str]:
    """The acts that a system knows, in the order of the law's table."""
    known = [ban for ban in bans.BANS if any(system in one.systems for one in ban.bases)]
    return [*(ban.code for ban in known), RIGHTS]


def blocking(open_acts: Iterable[tuple[str, Said | None]]) -> list[Reason]:
    """Why nothing goes on: one sentence an act that nobody has looked into yet."""
    words = _("「%(what)s」の知らせがまだ解決していません（%(article)s）。")
    return [
        Reason(words, {"what": one.words, "article": one.article}, rule=code)
        for code, one in dict.fromkeys(open_acts)
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
