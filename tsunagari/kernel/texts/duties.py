"""務めのことば — a page to translate."""

from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.duties.rulebook import DutyRule

OWN = _("連合会の決まり（6つの言葉で読めること）")
TRANSLATE = "texts.translate"

RULES = (
    DutyRule(
        code=TRANSLATE,
        title=_("「%(text_name)s」を訳してください：%(page_language)s"),
        why=_("%(lacking_since)s から、%(lacking)s文の訳がないか、古くなっています。"),
        verb=_("訳す"),
        steps=(
            _("変わった文と、まだない文を訳す"),
            _("ほかの人に確かめてもらう"),
        ),
        icon="chat",
        source=OWN,
        version="2026-11",
        desk=("desk:translation", "page"),
    ),
)
FACTS = {
    "page": _("訳すページ"),
    "text_name": _("文章"),
    "page_language": _("言語"),
    "lacking": _("訳のない文・古い文"),
    "lacking_since": _("いつから訳がないか"),
}
