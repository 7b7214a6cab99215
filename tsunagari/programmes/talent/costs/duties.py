"""務めのことば — what a disagreement about a cost asks of the office."""

from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.duties.rulebook import DutyRule

RULES = (
    DutyRule(
        code="2-1.settle_cost",
        title=_("費用の食い違いを確かめてください（%(yen)s円）"),
        why=_(
            "%(since)s から、本人と求めた側の言うことがちがいます。1週間のうちに両方に聞きます。"
        ),
        verb=_("確かめる"),
        steps=(
            _("本人に、本人の言葉で聞く"),
            _("領収書を見る"),
            _("まちがった行を理由を書いて取り消すか、両方の答えを直してもらう"),
        ),
        icon="yen",
        measure="2-1",
        source=_("連合会の決まり（費用台帳の手順）"),
        version="2026-11",
        desk=("desk:case_costs", "case"),
    ),
)
FACTS = {"since": _("いつから"), "yen": _("金額（円）"), "case": _("案件の番号")}
