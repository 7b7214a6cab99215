"""承認の決まり — when a second approver and a call are needed, and who is too near to approve."""

from dataclasses import dataclass
from datetime import date, timedelta

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason


@dataclass(frozen=True)
class Account:
    """What is known of the account that is to be paid."""

    entered_on: date
    replaced: bool = False
    paid: bool = False
    paid_elsewhere: bool = False
    called: bool = False


def is_changed(account: Account, *, on: date, days: int) -> bool:
    """True of an account that is not the one paid last, or replaced another within `days`."""
    fresh = account.replaced and on < account.entered_on + timedelta(days=days)
    return fresh or (account.paid_elsewhere and not account.paid)


def needed(changed: bool) -> int:
    """How many people other than who prepared it have to approve."""
    return 2 if changed else 1


def why_not_approve(account: Account | None, *, changed: bool) -> list[Reason]:
    """No account, or a changed one that nobody has asked about."""
    if account is None:
        words = _("受取口座がまだありません。口座を登録してから承認してください。")
        return [Reason(words, rule="account.none")]
    if changed and not account.called:
        words = _(
            "口座が変わっています。前から知っている電話番号にかけて確かめ、だれと話したかを口座のページに書いてください。"
        )
        return [Reason(words, rule="account.call")]
    return []


def why_not_decider(*, decided: bool) -> list[Reason]:
    """Who took the decision does not also release the money."""
    if not decided:
        return []
    words = _(
        "この支払いを決めた評議会の委員は、承認できません。ほかの人に承認してもらってください。"
    )
    return [Reason(words, rule="approval.decider")]


def why_not_call(*, words: str, entered_by_me: bool, called: bool) -> list[Reason]:
    """The call is made by somebody else than who typed the account, and says with whom."""
    reasons = []
    if called:
        reasons.append(Reason(_("この口座は、もう電話で確かめてあります。"), rule="account.called"))
    if entered_by_me:
        said = _("この口座を入力した人とはべつの人が、電話で確かめてください。")
        reasons.append(Reason(said, rule="account.caller"))
    if len(words.strip()) < 5:
        said = _("どの番号にかけ、だれと話し、何を確かめたかを書いてください。")
        reasons.append(Reason(said, rule="account.words", field="words"))
    return reasons
