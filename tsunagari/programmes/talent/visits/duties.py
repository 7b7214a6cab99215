"""務めのことば — findings to be mended."""

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
RULES = (FINDING,)
FACTS = {
    "company": _("会社"),
    "held_on": _("訪問した日"),
    "due_on": _("直す期限"),
}
