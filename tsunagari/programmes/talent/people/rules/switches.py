"""切り替え — what is right when an office lets an unsure rule count, or sets its own number."""

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason

MOST = 366


def why_not_switch(*, unsure: bool, on_now: bool, wanted: bool, reason: str) -> list[Reason]:
    """Only unsure rules can be switched, from what they are now, and with a reason."""
    if not unsure:
        words = _("この規則は確かめられているので、切り替えられません。いつも使います。")
        return [Reason(words, rule="switch.sure")]
    reasons = _lacking(reason)
    if on_now == wanted:
        words = _("もうそうなっています。画面を開きなおしてください。")
        reasons.append(Reason(words, rule="switch.same"))
    return reasons


def why_not_set(*, own: bool, value: int | None, now: int | None, reason: str) -> list[Reason]:
    """Only numbers that the office assumed itself can be set anew, to a number of days."""
    if not own:
        words = _("この数は法律の数です。ここでは変えられません。")
        return [Reason(words, rule="figure.law")]
    reasons = _lacking(reason)
    if value is not None and not 0 <= value <= MOST:
        words = _("0 から %(most)s までの数を入れてください。")
        reasons.append(Reason(words, {"most": MOST}, rule="figure.size", field="value"))
    elif value == now:
        words = _("もうそうなっています。画面を開きなおしてください。")
        reasons.append(Reason(words, rule="switch.same"))
    return reasons


def _lacking(reason: str) -> list[Reason]:
    if reason.strip():
        return []
    words = _("理由を入力してください。あとで見る人のために残します。")
    return [Reason(words, rule="switch.reason", field="reason")]
