"""承認の決まり — who may approve what somebody else prepared, and when there are approvals enough."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason

LONGEST = 500
YES, NO = "yes", "no"


def digest_of(**facts) -> str:
    """指紋 — the SHA-256 of the facts that are approved: codes, amounts and days, never names."""
    plain = {name: _plain(value) for name, value in facts.items()}
    text = json.dumps(plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value):
    if isinstance(value, date):
        return value.isoformat()
    if value is None or isinstance(value, str | int | list):
        return value
    raise TypeError(f"{value!r} is no fact of an approval")


@dataclass(frozen=True)
class Said:
    """What was said of one digest: the parties who said yes, and those who said no."""

    yes: frozenset[int] = frozenset()
    no: frozenset[int] = frozenset()

    def enough(self, needed: int = 1) -> bool:
        """True when so many different people said yes and nobody said no."""
        return not self.no and len(self.yes) >= needed


def why_not_say(
    *,
    who: int,
    prepared_by: frozenset[int],
    said: Said,
    seen: str,
    digest: str,
    words: str,
    no: bool,
) -> list[Reason]:
    """Not who prepared it, not twice, and only what was on the screen; a no has its reason."""
    reasons = []
    if seen != digest:
        text = _(
            "見ていたあいだに内容が変わりました。いまの内容を見てから、もう一度押してください。"
        )
        reasons.append(Reason(text, rule="approval.changed"))
    if who in prepared_by:
        text = _("自分が用意したものは承認できません。ほかの人に承認してもらってください。")
        reasons.append(Reason(text, rule="approval.own"))
    if who in said.yes | said.no:
        text = _("この内容には、もう答えています。1人が答えるのは1回です。")
        reasons.append(Reason(text, rule="approval.once"))
    if no and not words.strip():
        text = _("認めない理由を書いてください。用意した人が読みます。")
        reasons.append(Reason(text, rule="approval.words", field="words"))
    if len(words) > LONGEST:
        text = _("%(most)s文字までで書いてください。")
        reasons.append(Reason(text, {"most": LONGEST}, field="words"))
    return reasons
