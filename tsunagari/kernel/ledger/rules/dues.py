"""支払の予定の決まり — which step may follow which, and what may be promised or given back."""

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason

RESERVED, OWED, APPROVED, SENT = "reserved", "owed", "approved", "sent"
SETTLED, RELEASED, RETURNED = "settled", "released", "returned"

STEPS = {
    "owe": (RESERVED,),
    "lower": (RESERVED,),
    "approve": (OWED,),
    "send": (APPROVED,),
    "bounce": (APPROVED, SENT),
    "settle": (OWED, APPROVED, SENT),
    "release": (RESERVED, OWED, APPROVED),
    "give_back": (SETTLED,),
}


def why_not_step(step: str, state: str) -> list[Reason]:
    """A step that does not follow on this state: pressed twice, or too early."""
    if state in STEPS[step]:
        return []
    text = _("この支払は、もう次の段階に進んでいます。画面を開きなおしてください。")
    return [Reason(text, rule="state")]


def why_not_reserve(*, yen: int, free: int | None, unspent: int | None = None) -> list[Reason]:
    """No budget, or less of it (or of the gift) left than is asked; `free` None means no budget."""
    if type(yen) is not int or yen <= 0:
        return [Reason(_("金額を、1円以上の整数で入力してください。"), rule="amount", field="yen")]
    if free is None:
        text = _("この年度、この基金と施策の予算がありません。先に予算を入れてください。")
        return [Reason(text, rule="budget", field="yen")]
    reasons = []
    if yen > free:
        text = _("予算の残りを%(yen)s円こえています。")
        reasons.append(Reason(text, {"yen": yen - max(free, 0)}, rule="free", field="yen"))
    if unspent is not None and yen > unspent:
        text = _("使いみちの決まったお金の残りを%(yen)s円こえています。")
        facts = {"yen": yen - max(unspent, 0)}
        reasons.append(Reason(text, facts, rule="earmark", field="yen"))
    return reasons


def why_not_give_back(yen: int, *, left: int) -> list[Reason]:
    """More than was paid and not given back yet."""
    if type(yen) is not int or yen <= 0:
        return [Reason(_("金額を、1円以上の整数で入力してください。"), rule="amount", field="yen")]
    if yen > left:
        text = _("返ってくるお金が、支払った額の残りを%(yen)s円こえています。")
        return [Reason(text, {"yen": yen - left}, rule="more", field="yen")]
    return []


def why_not_lower(yen: int, *, promised: int) -> list[Reason]:
    """Less is promised than before, and something still is."""
    if type(yen) is int and 0 < yen <= promised:
        return []
    text = _("約束を減らすときは、1円から%(yen)s円までにしてください。")
    return [Reason(text, {"yen": promised}, rule="amount", field="yen")]
