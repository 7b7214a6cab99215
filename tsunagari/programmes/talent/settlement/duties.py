"""務めのことば — what our own rules ask beside the law: telling again, and what keeps going on."""

from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.duties.rulebook import DutyRule

OWN = _("連合会の決まり（定着支援の手順）")
VERSION = "2026-11"
DESK, PARTNER = ("desk:settlement_plan", "case"), ("partner:settlement_plan", "case")
AGAIN, KEEP_UP, VOLUNTARY = "2-3.explain_again", "2-3.keep_up", "2-3.life_orientation"

RULES = (
    DutyRule(
        code=AGAIN,
        title=_("もう一度、説明してください"),
        why=_("本人が %(asked_on)s に「もう一度おねがいします」と答えました。"),
        verb=_("支援を記録する"),
        steps=(_("本人が分かる言葉で、もう一度話す"), _("通訳がいるかを確かめる")),
        icon="chat",
        measure="2-3",
        source=OWN,
        version=VERSION,
        desk=DESK,
        partner=PARTNER,
    ),
    DutyRule(
        code=KEEP_UP,
        title=_("続ける支援を、1つしてください（日本語・交流）"),
        why=_("さいごの記録は %(last)s です。%(months)sか月に1回は、支援を記録します。"),
        verb=_("支援を記録する"),
        steps=(_("本人の希望を聞く"), _("教室・行事を案内する")),
        icon="flag",
        measure="2-3",
        source=OWN,
        version=VERSION,
        desk=DESK,
        partner=PARTNER,
    ),
    DutyRule(
        code=VOLUNTARY,
        title=_("生活オリエンテーションを終えてください"),
        why=_("%(since)s からの目安の日数です。法律の決まりではありません。"),
        verb=_("支援を記録する"),
        steps=(_("まだ話していないことを話す"), _("本人に確かめてもらう")),
        icon="flag",
        measure="2-3",
        source=OWN,
        version=VERSION,
        desk=DESK,
        partner=PARTNER,
    ),
)
FACTS = {
    "asked_on": _("本人が答えた日"),
    "last": _("さいごの記録の日"),
    "months": _("月数"),
}
