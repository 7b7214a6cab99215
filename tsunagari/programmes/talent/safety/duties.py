"""務めのことば — what a report asks of the office."""

from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.duties.rulebook import DutyRule

OWN = _("連合会の決まり（相談と保護の手順）")
VERSION = "2026-11"
PLACE = ("desk:help_call", "incident")

RULES = (
    DutyRule(
        code="2-1.keep_safe",
        title=_("助けを求める知らせ：本人の安全を確かめてください"),
        why=_("%(opened_on)s に知らせがありました。その日のうちに、本人と話します。"),
        verb=_("すぐに見る"),
        steps=(_("本人に連絡して、いま安全かを聞く"), _("会社には、本人がよいと言うまで話さない")),
        icon="alert",
        measure="2-1",
        source=OWN,
        version=VERSION,
        desk=PLACE,
    ),
    DutyRule(
        code="2-1.settle_incident",
        title=_("助けを求める知らせ：おわりまで進めてください"),
        why=_("%(opened_on)s の知らせです。期限までに対応をおえて、本人に伝えます。"),
        verb=_("対応を書く"),
        steps=(_("事実を確かめ、役所への届出がいるかを決める"), _("したことを本人の言葉で伝える")),
        icon="alert",
        measure="2-1",
        source=OWN,
        version=VERSION,
        desk=PLACE,
    ),
)
