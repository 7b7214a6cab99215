"""申請の要件 — who may be judged at all; what our books suggest, and what the secretariat says."""

import unicodedata
from collections.abc import Collection, Iterable
from datetime import date

from tsunagari.base.days import add_months
from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason

OK, RETURNED, REJECTED = "ok", "returned", "rejected"
# Why an application is not for this call.
REASONS = {
    "young": _("活動を始めてから1年たっていない"),
    "unfiled": _("前の助成の報告が出ていない"),
    "interlocking": _("基金の役員・委員との兼職がある（やめて6か月以内をふくむ）"),
    "profit": _("営利が主な目的である"),
    "religious": _("宗教が主な目的である"),
    "political": _("政治が主な目的である"),
    "lawful": _("反社会的勢力ではないという約束がない"),
    "double": _("同じ費用に、ほかの助成を受ける"),
    "donor": _("基金の寄附者と特別な利害の関係がある"),
    "scope": _("公募の目的・地域・期間に合わない"),
}
# What is asked to be mended.
TO_MEND = {
    "papers": _("書類が足りない・読めない"),
    "sums": _("予算の計算が合わない・内訳が分からない"),
    "words": _("内容の説明が足りない"),
    "other": _("そのほか"),
}


def young(founded_on: date | None, *, on: date, months: int) -> bool:
    """Less than the months of activity on the deadline; born on 29 February counts on the 28th."""
    return founded_on is not None and add_months(founded_on, months) > on


def plain(name: str) -> str:
    """A name without spaces and width, to compare with another."""
    return "".join(unicodedata.normalize("NFKC", name).split()).casefold()


def named(names: Collection[str], text: str) -> set[str]:
    """Which of these full names stand in a text, one person a line, with or without a title."""
    lines = [plain(line) for line in text.splitlines()]
    return {
        name for name in names if len(plain(name)) > 1 and any(plain(name) in one for one in lines)
    }


def why_not_judge(
    *,
    state: str,
    outcome: str,
    reasons: Iterable[str],
    words: str,
    fix_by: date | None,
    on: date,
    found: Collection[str] = (),
) -> list[Reason]:
    """Looked at once it was sent; a refusal and a return say why, and until when it may be mended."""
    reasons = list(reasons)
    said: list[Reason] = []
    if state not in ("sent", "eligible", "rejected"):
        words_ = _("確かめられるのは、出された申請だけです。")
        said.append(Reason(words_, rule="state"))
    if outcome not in (OK, RETURNED, REJECTED):
        said.append(Reason(_("確かめた結果を選んでください。"), rule="outcome", field="outcome"))
    known = {RETURNED: TO_MEND, REJECTED: REASONS}.get(outcome, {})
    if outcome in (RETURNED, REJECTED) and not [one for one in reasons if one in known]:
        field = "mend" if outcome == RETURNED else "reasons"
        said.append(Reason(_("理由を1つ以上選んでください。"), rule="reasons", field=field))
    if outcome == RETURNED and not words.strip():
        text = _("何をどう直すかを書いてください。申請者が読みます。")
        said.append(Reason(text, rule="words", field="words"))
    if outcome == RETURNED and (fix_by is None or fix_by < on):
        text = _("いつまでに直すか、今日より後の日を入れてください。")
        said.append(Reason(text, rule="fix_by", field="fix_by"))
    if outcome == OK and found and not words.strip():
        text = _("要件に合わないおそれが見つかっています。進める理由を書いてください。")
        said.append(Reason(text, rule="found", field="words"))
    return said
