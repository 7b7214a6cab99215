"""読みの決まり — what makes a word and its reading fit for the table."""

import re

from tsunagari.base.annotating import KANJI
from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.readings import WRITTEN
from tsunagari.base.refusals import Reason, why_stale

LONGEST_WORD, LONGEST_KANA = 40, 80
_KANA = re.compile("[ぁ-ゖァ-ヺー・]+")
_SIGNS = re.compile(r"[{}|<>\s]")


def why_not_keep(word: str, kana: str) -> list[Reason]:
    """Every reason not to put a word with this reading into the table."""
    reasons = []
    if not KANJI.search(word) or _SIGNS.search(word) or len(word) > LONGEST_WORD:
        reasons.append(
            Reason(_("漢字の入ったことばを、空白や記号なしで入力してください。"), field="word")
        )
    if not _KANA.fullmatch(kana) or len(kana) > LONGEST_KANA:
        reasons.append(
            Reason(_("読みは、ひらがなかカタカナだけで入力してください。"), field="kana")
        )
    if not reasons and not WRITTEN.fullmatch(f"{{{word}|{kana}}}"):
        reasons.append(Reason(_("このことばには、読みをつけられません。"), field="word"))
    return reasons


def why_not_check(*, checked: bool, same_person: bool) -> list[Reason]:
    """Every reason why this person may not confirm this reading."""
    if checked:
        return [Reason(_("この読みは、もう確認されています。"))]
    if same_person:
        return [Reason(_("入力した人とは別の人が、読みを確認してください。"))]
    return []


def why_not_undo(*, changed: bool) -> list[Reason]:
    return [] if changed else [Reason(_("元に戻せる変更がありません。"))]


def why_not_change(*, held: int, asked: int | None) -> list[Reason]:
    """Somebody else was faster."""
    return [] if asked is None else why_stale(asked, held, field="kana")
