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
    DutyRule(
        code="2-1.refund_over_cap",
        title=_("送出しの費用が上限を %(yen)s円 こえています。返してもらってください"),
        why=_(
            "さいごに払ったのは %(since)s です。返るか、日本側が負担するまで、計画は進められません。"
        ),
        verb=_("確かめる"),
        steps=(
            _("送出機関に、こえた分を返すように求める"),
            _("返ったら台帳に入れ、本人に確かめてもらう"),
        ),
        icon="yen",
        measure="2-1",
        article="育成就労法の規則（送出しの費用の上限）",
        source=_("公式ではない資料3つ（TCOM・JISHA・GGJ-F）"),
        confidence="secondary",
        version="2026-11",
        desk=("desk:case_costs", "case"),
    ),
)
FACTS = {"since": _("いつから"), "yen": _("金額（円）"), "case": _("案件の番号")}
