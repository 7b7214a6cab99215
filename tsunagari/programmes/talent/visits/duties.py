"""務めのことば — findings to be mended, and reports of prohibited acts to be looked into."""

from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.duties.rulebook import DutyRule

VERSION = "2026-11"
OWN = _("連合会の運用（訪問と監査）")

FINDING = DutyRule(
    code="2-1.finding",
    title=_("指摘が直ったことを確かめる：%(company)s"),
    why=_("%(held_on)s の訪問で指摘した項目です。%(due_on)s までに直すことになっています。"),
    verb=_("確かめる"),
    steps=(_("会社に、直したようすを聞く"), _("写真や書類で確かめる"), _("何で確かめたかを書く")),
    icon="search",
    measure="2-1",
    source=OWN,
    confidence="own",
    desk=("desk:finding", "about"),
    version=VERSION,
)
BREACH = DutyRule(
    code="2-1.breach",
    title=_("禁じられた行為の知らせを、いま確かめる"),
    why=_(
        "%(told_on)s に知らせがありました（%(article)s）。だれかが確かめるまで、案件は先に進めません。"
    ),
    verb=_("確かめる"),
    steps=(
        _("本人の安全を確かめる"),
        _("会社に聞く前に、本人の希望を聞く"),
        _("役所に知らせるかを決める"),
    ),
    icon="alert",
    measure="2-1",
    source=OWN,
    confidence="own",
    desk=("desk:breach", "about"),
    version=VERSION,
)
RULES = (FINDING, BREACH)
FACTS = {
    "company": _("会社"),
    "held_on": _("訪問した日"),
    "due_on": _("直す期限"),
    "told_on": _("知らせの日"),
    "article": _("条文"),
}
