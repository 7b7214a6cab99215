"""務めのことば — what a consultation asks of the office."""

from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.duties.rulebook import DutyRule

OWN = _("連合会の決まり（相談の手順）")
VERSION = "2026-11"
PLACE = ("desk:consultation", "consultation")
FACTS = {
    "consultation": _("相談"),
    "waits_since": _("待っている日"),
    "hour": _("約束した時刻"),
    "follow_on": _("その後を確かめる日"),
}

RULES = (
    DutyRule(
        code="2-3.answer",
        title=_("相談：約束した時刻までに返事をしてください"),
        why=_(
            "%(waits_since)s から待っています。本人には「%(hour)s までに返事します」と伝えました。"
        ),
        verb=_("返事を書く"),
        steps=(_("何の相談かを読んで、分類を選ぶ"), _("本人の言葉で返事をするか、通訳を予約する")),
        icon="chat",
        measure="2-3",
        source=OWN,
        version=VERSION,
        desk=PLACE,
    ),
    DutyRule(
        code="2-3.reach_person",
        title=_("相談：いますぐ本人と話してください"),
        why=_("%(waits_since)s の相談に、身の安全にかかわる言葉があります。人がすぐに話します。"),
        verb=_("すぐに見る"),
        steps=(_("本人に連絡して、いま安全かを聞く"), _("会社には、本人がよいと言うまで話さない")),
        icon="alert",
        measure="2-3",
        source=OWN,
        version=VERSION,
        desk=PLACE,
    ),
    DutyRule(
        code="2-3.follow_up",
        title=_("相談：その後どうなったかを聞いてください"),
        why=_("%(follow_on)s に確かめる約束です。解決していれば、理由を書いて終わります。"),
        verb=_("その後を聞く"),
        steps=(_("本人にその後を聞く"), _("解決していれば、理由を書いて終わる")),
        icon="chat",
        measure="2-3",
        source=OWN,
        version=VERSION,
        desk=PLACE,
    ),
)
