"""支払依頼・経費の決まり — what may be asked to be paid, and when it may be taken back."""

from datetime import date

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason

MOST = 10**9
OUTLAY, BILL = "outlay", "bill"
WITH_RECEIPT = (OUTLAY, BILL)


def why_not_enter(
    *,
    yen: int,
    kind: str,
    account: str,
    accounts: frozenset[str],
    receipt: bool,
    used_in: int | None,
    spent_on: date,
    on: date,
    words: str,
) -> list[Reason]:
    """An expense has its paper, its day has come, and its receipt was not used before."""
    reasons = []
    if type(yen) is not int or not 0 < yen <= MOST:
        text = _("金額は 1円から %(most)s円までの整数で入力してください。")
        reasons.append(Reason(text, {"most": MOST}, rule="expense.yen", field="yen"))
    if account not in accounts:
        text = _("費用の科目を一覧から選んでください。")
        reasons.append(Reason(text, rule="expense.account", field="account"))
    if spent_on > on:
        text = _("%(day)s はまだ来ていません。今日までの日を入力してください。")
        reasons.append(Reason(text, {"day": spent_on}, rule="expense.day", field="spent_on"))
    if not words.strip():
        text = _("何のお金かを書いてください。例：11月の交流授業の通訳の交通費")
        reasons.append(Reason(text, rule="expense.words", field="words"))
    if kind in WITH_RECEIPT and not receipt:
        text = _("領収書か請求書の写真をつけてください。")
        reasons.append(Reason(text, rule="expense.receipt", field="receipt"))
    if used_in:
        text = _(
            "同じ領収書が、経費 %(number)s でもう使われています。別の領収書か、確かめてください。"
        )
        reasons.append(Reason(text, {"number": used_in}, rule="expense.twice", field="receipt"))
    return reasons


def why_not_request(*, owed: bool, asked: bool) -> list[Reason]:
    """Only what is owed is paid, and it is asked for once."""
    if asked:
        text = _("この支払いは、もう依頼してあります。")
        return [Reason(text, rule="request.twice")]
    if not owed:
        text = _(
            "支払うことがまだ決まっていないか、もう支払いました。お金の予定を確かめてください。"
        )
        return [Reason(text, rule="request.owed")]
    return []


def why_not_withhold(*, yen: int, of: int, words: str) -> list[Reason]:
    """What is withheld is a part of the sum, and says of which tax by whose word."""
    reasons = []
    if not 0 <= yen < of:
        text = _("預かる額は、0円から %(most)s円までで入力してください。")
        reasons.append(Reason(text, {"most": of - 1}, rule="withheld.yen", field="yen"))
    if yen and not words.strip():
        text = _("何の税で、だれに確かめた額かを書いてください。")
        reasons.append(Reason(text, rule="withheld.words", field="words"))
    return reasons


def why_not_step(state: str, allowed: tuple[str, ...]) -> list[Reason]:
    """Somebody was faster."""
    if state in allowed:
        return []
    text = _("ほかの人が先に進めました。画面を開きなおして、いまの状態を見てください。")
    return [Reason(text, rule="state")]


def why_not_say_why(reason: str) -> list[Reason]:
    """Taking back and failing have a reason that others read."""
    if reason.strip():
        return []
    text = _("理由を書いてください。ほかの人が読みます。")
    return [Reason(text, rule="reason", field="reason")]


def why_not_withdraw(*, own: bool) -> list[Reason]:
    """Who entered an expense takes it back; others refuse it with a reason."""
    if own:
        return []
    text = _(
        "取り下げられるのは、入れた人だけです。ちがうときは「認めない」を押し、理由を書いてください。"
    )
    return [Reason(text, rule="expense.own")]
