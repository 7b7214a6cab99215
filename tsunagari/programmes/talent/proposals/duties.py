"""務めのことば — a draft to check, an answer to ask for."""

from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.duties.rulebook import DutyRule
from tsunagari.programmes.talent.proposals.rules.steps import ASK_AGAIN, CHECK

OWN = _("連合会の決まり（施策提言の手順）")
VERSION, PLACE = "2026-11", ("desk:proposal", "proposal")

RULES = (
    DutyRule(
        code=CHECK,
        title=_("提案の下書きを確かめてください：%(title)s"),
        why=_("%(drafted_on)s に書かれました。書いた人でない人が確かめます。"),
        verb=_("提案を見る"),
        steps=(_("数と根拠を確かめる"), _("人が分かる言葉が入っていないかを見る")),
        icon="check",
        measure="2-3",
        source=OWN,
        version=VERSION,
        desk=PLACE,
    ),
    DutyRule(
        code=ASK_AGAIN,
        title=_("提案の返事をたずねてください：%(title)s"),
        why=_("%(asked_on)s に送った（たずねた）あと、まだ返事がありません。"),
        verb=_("提案を見る"),
        steps=(_("担当の課に電話かメールでたずねる"), _("たずねた日を記録する")),
        icon="chat",
        measure="2-3",
        source=OWN,
        version=VERSION,
        desk=PLACE,
    ),
)
