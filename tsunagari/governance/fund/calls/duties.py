"""務めのことば — applications to look at, to mend; declarations to make, scores to lock."""

from tsunagari.base.languages import gettext_noop as _
from tsunagari.governance.fund.calls.rules.wanted import DECLARE, FIX, JUDGE, SCORE
from tsunagari.kernel.duties.rulebook import DutyRule

OWN = _("連合会の決まり（公募の手順）")
VERSION, PLACE = "2026-11", ("desk:fund_call", "call")

RULES = (
    DutyRule(
        code=JUDGE,
        title=_("申請の要件を確かめてください：%(title)s"),
        why=_("%(deadline)s にしめきりました。確かめてから、一覧を評議員に出します。"),
        verb=_("公募を見る"),
        steps=(_("申請を1件ずつ開く"), _("進める・返す・対象外を、理由といっしょに決める")),
        icon="check",
        source=OWN,
        version=VERSION,
        desk=PLACE,
    ),
    DutyRule(
        code=FIX,
        title=_("返された申請を直してください：%(title)s"),
        why=_("%(returned_on)s に、直してもらうために返されました。"),
        verb=_("申請を見る"),
        steps=(_("返された理由を読む"), _("直して、もう一度出す")),
        icon="edit",
        source=OWN,
        version=VERSION,
        desk=PLACE,
        partner=("partner:application", "code"),
    ),
    DutyRule(
        code=DECLARE,
        title=_("利益相反を申告してください：%(title)s"),
        why=_("申請者の一覧が %(listed_on)s に出ました。申告がないと、どの申請も開けません。"),
        verb=_("公募を見る"),
        steps=(_("申請者の一覧を読む"), _("1件ずつ、関係があるかを答える")),
        icon="alert",
        source=OWN,
        version=VERSION,
        desk=PLACE,
    ),
    DutyRule(
        code=SCORE,
        title=_("点数を確定してください：%(title)s"),
        why=_("全員が確定するまで、点数はだれにも見えません。"),
        verb=_("公募を見る"),
        steps=(_("申請を読む"), _("基準ごとに点数を入れて確定する")),
        icon="edit",
        source=OWN,
        version=VERSION,
        desk=PLACE,
    ),
)
FACTS = {"listed_on": _("一覧が出た日"), "returned_on": _("返された日")}
