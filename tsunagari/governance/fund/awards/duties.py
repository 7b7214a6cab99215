"""務めのことば — what waits of an award, for the office and for whoever receives it."""

from tsunagari.base.languages import gettext_noop as _
from tsunagari.governance.fund.awards.rules import steps
from tsunagari.kernel.duties.rulebook import DutyRule

VERSION, DESK, OWN_PAGE = "2026-11", ("desk:award", "award"), ("partner:award", "award")
OWN = _("連合会の決まり（助成の手順）")


def _rule(code: str, title: str, why: str, icon: str, *todo: str, confidence="own") -> DutyRule:
    return DutyRule(
        code=code,
        title=title,
        why=why,
        verb=_("助成を見る"),
        steps=todo,
        icon=icon,
        source=OWN,
        confidence=confidence,
        version=VERSION,
        desk=DESK,
        partner=OWN_PAGE,
    )


RULES = (
    _rule(
        steps.SEND,
        _("助成の契約を送ってください：%(title)s"),
        _("助成が決まって、まだ契約を送っていません。"),
        "send",
        _("条件を書く"),
        _("契約を送る"),
    ),
    _rule(
        steps.AGREE,
        _("助成の契約を読んで、同意してください：%(title)s"),
        _("同意がないまま期限を過ぎると、助成は取りやめになります。"),
        "check",
        _("契約を読む"),
        _("同意する"),
    ),
    _rule(
        steps.PAY,
        _("助成金の第%(number)s回を支払ってください：%(title)s"),
        _("契約（または額の確定）で、支払うことが決まりました。"),
        "yen",
        _("支払いを頼む"),
        _("ほかの人が承認する"),
        _("銀行のファイルに入れる"),
    ),
    _rule(
        steps.REPORT,
        _("助成の実績報告を出してください：%(title)s"),
        _("助成の事業は %(until_day)s に終わります。したことと費用を報告します。"),
        "edit",
        _("したことを書く"),
        _("費用と証憑を入れる"),
        _("報告を出す"),
    ),
    _rule(
        steps.SETTLE,
        _("実績報告を見て、額を確定してください：%(title)s"),
        _("%(reported_on)s に報告がありました。"),
        "chart",
        _("証憑を確かめる"),
        _("額を確定する"),
    ),
    _rule(
        steps.REFUND,
        _("助成金を返してください：%(title)s"),
        _("確定した額より多く受け取っています。%(due_on)s までに返してください。"),
        "yen",
        _("連合会の口座に振りこむ"),
        confidence="unsure",
    ),
    _rule(
        steps.ANSWER,
        _("助成の変更の届けに返事してください：%(title)s"),
        _("費目の変更の届けがありました。"),
        "chat",
        _("変更の内容を見る"),
        _("認めるか、理由を書いて断る"),
    ),
)
