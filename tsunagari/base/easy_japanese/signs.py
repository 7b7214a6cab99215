"""表記 — ej10 and ej11: readings over kanji, not too many of them, spaces between phrases."""

import re
from collections.abc import Iterator

from tsunagari.base.annotating import KANJI
from tsunagari.base.easy_japanese.findings import Finding
from tsunagari.base.easy_japanese.patterns import about_all, found
from tsunagari.base.easy_japanese.sentences import Sentence
from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.readings import WRITTEN
from tsunagari.base.refusals import Reason

MOST_KANJI = 12  # in one sentence: our own measure, the books give none
SPACED_FROM = 15
MOST_WORDS = 12


def of(sentence: Sentence) -> Iterator[Finding]:
    """ej10: not too many kanji in one sentence."""
    signs = len(KANJI.findall(sentence.tight))
    if signs > MOST_KANJI:
        says = _("この文には、漢字が %(signs)s字あります。")
        fix = _("短い文に分けるか、やさしいことばにしてください。")
        whole = (0, len(sentence.tight))
        yield found(sentence, "ej10", "hint", whole, says, fix, signs=signs)


def of_text(bare: str, sentences: list[Sentence], missing: set[int]) -> Iterator[Finding]:
    """ej10, ej11: said once for the text, not at every sentence."""
    words = [*dict.fromkeys(word for one in sentences for word in _runs(one, missing))]
    if words:
        shown = "、".join(words[:MOST_WORDS]) + ("…" if len(words) > MOST_WORDS else "")
        says = Reason(_("ふりがなのない漢字があります：%(words)s"), {"words": shown})
        fix = _("保存すると、ふりがながつきます。つかないことばは、読みの表に入れてください。")
        yield about_all(bare, "ej10", "hint", says, Reason(fix))
    close = [one for one in sentences if _is_close(one)]
    if close:
        says = Reason(
            _("ことばの間があいていない文が、%(count)sつあります。"), {"count": len(close)}
        )
        fix = _("「これは 私の 本です。」のように、ことばの間をあけてください。")
        yield about_all(bare, "ej11", "hint", says, Reason(fix))


def _is_close(sentence: Sentence) -> bool:
    return len(sentence.tight) >= SPACED_FROM and len(sentence.tight) == len(sentence.text)


def _runs(sentence: Sentence, bare: set[int]) -> Iterator[str]:
    for hit in re.finditer("[\u3400-\u9fff々〆]+", sentence.text):
        if sentence.start + hit.start() in bare:
            yield hit[0]


def without_reading(text: str) -> set[int]:
    """The places in the bare text whose kanji carry no reading in the written one."""
    places: set[int] = set()
    at = position = 0
    for mark in [*WRITTEN.finditer(text), None]:
        part = text[position : mark.start()] if mark else text[position:]
        places |= {at + i for i, sign in enumerate(part) if KANJI.match(sign)}
        at += len(part) + (len(mark[1]) if mark else 0)
        position = mark.end() if mark else len(text)
    return places
