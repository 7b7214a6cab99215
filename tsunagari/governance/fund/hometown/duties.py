"""務めのことば — what waits for a municipality's answer, receipt, report."""

from tsunagari.base.languages import gettext_noop as _
from tsunagari.governance.fund.hometown.rules.steps import ANSWER, DISCLOSE, RECEIPT, REPORT
from tsunagari.kernel.duties.rulebook import DutyRule

VERSION, PLACE = "2026-11", ("desk:donation", "donation")
OWN = _("連合会の決まり（企業版ふるさと納税の手順）")
REFORM = _("令和7年度税制改正（企業版ふるさと納税の確認の書面）")

RULES = (
    DutyRule(
        code=ANSWER,
        title=_("寄附の申出の返事を市町村にたずねてください：%(company)s"),
        why=_("%(offered_on)s に申出書をとどけて、まだ返事がありません。"),
        verb=_("案件を見る"),
        steps=(_("担当の課に電話かメールでたずねる"), _("返事を記録する")),
        icon="chat",
        source=OWN,
        version=VERSION,
        desk=PLACE,
    ),
    DutyRule(
        code=RECEIPT,
        title=_("寄附の受領証を市町村にたずねてください：%(company)s"),
        why=_("%(paid_on)s に市町村に入金して、受領証がまだです。会社の申告に要ります。"),
        verb=_("案件を見る"),
        steps=(_("市町村の担当の課にたずねる"), _("受領証の写しをしまう")),
        icon="file",
        source=OWN,
        version=VERSION,
        desk=PLACE,
    ),
    DutyRule(
        code=DISCLOSE,
        title=_("つながりの届けを市町村にすぐ伝えてください：%(company)s"),
        why=_(
            "%(disclosed_on)s に、会社と事業のつながりの届けがありました。市町村は国にすぐ報告します。"
        ),
        verb=_("案件を見る"),
        steps=(_("市町村に届けの内容を伝える"), _("伝えた日を記録する")),
        icon="alert",
        source=REFORM,
        confidence="secondary",
        version=VERSION,
        desk=PLACE,
    ),
    DutyRule(
        code=REPORT,
        title=_("%(year)s年度の使い道と指標を市町村にわたしてください：%(company)s"),
        why=_("市町村は、年度が終わるごとに国に確認の書面を出します。その資料が要ります。"),
        verb=_("案件を見る"),
        steps=(_("使い道と証憑を確かめる"), _("指標を書く"), _("資料をわたして記録する")),
        icon="chart",
        source=REFORM,
        confidence="secondary",
        version=VERSION,
        desk=PLACE,
    ),
)
