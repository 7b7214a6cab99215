"""務めのことば — an alarm that waits for a named person."""

from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.duties.rulebook import DutyRule

OWN = _("連合会の決まり（家庭でひとりで働く人の安全）")

RULES = (
    DutyRule(
        code="2-4.answer_alarm",
        title=_("家庭で働く人の無事を、いま確かめてください"),
        why=_(
            "%(raised)s に、知らせが来ました。本人に電話し、だめなら家庭に電話し、人を行かせます。"
        ),
        verb=_("いま対応する"),
        steps=(
            _("「わたしが対応する」を押す"),
            _("本人に電話する"),
            _("出ないときは、家庭に電話するか、人を行かせる"),
            _("危ないときは、110・119 に電話する"),
        ),
        icon="alert",
        measure="2-4",
        source=OWN,
        version="2026-11",
        desk=("desk:hk_alarm", "about"),
        partner=("partner:hk_alarm", "about"),
    ),
)
FACTS = {"raised": _("知らせが来た時刻")}
