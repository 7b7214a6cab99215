"""務めのことば — what saved answers ask of the office."""

from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.duties.rulebook import DutyRule

OWN = _("連合会の決まり（生活の手引き）")
VERSION = "2026-11"
SHARED = {"measure": "2-3", "source": OWN, "version": VERSION, "desk": ("desk:answer", "about")}

RULES = (
    DutyRule(
        code="2-3.check_answer",
        title=_("「%(answer_name)s」を、書いた人ではない人が確かめてください"),
        why=_("%(answer_since)s に、個人の事実を除きました。第二の人が確かめると公開されます。"),
        verb=_("読んで確かめる"),
        steps=(_("個人の事実が残っていないかを読む"), _("出典を開いて、内容が正しいかを見る")),
        icon="check",
        **SHARED,
    ),
    DutyRule(
        code="2-3.mend_answer",
        title=_("「%(answer_name)s」に、間違いの知らせがあります"),
        why=_("%(answer_since)s に、読んだ人が知らせました。直すか、そのままでよいかを決めます。"),
        verb=_("知らせを見る"),
        steps=(_("知らせを読んで、出典を確かめる"), _("違っていたら、新しい版を書く")),
        icon="alert",
        **SHARED,
    ),
    DutyRule(
        code="2-3.look_again",
        title=_("「%(answer_name)s」がいまも正しいかを見直してください"),
        why=_(
            "%(answer_since)s に確かめてから、1年たちました。制度や窓口が変わったかもしれません。"
        ),
        verb=_("見直す"),
        steps=(_("出典を開いて、いまの内容と比べる"),),
        icon="search",
        **SHARED,
    ),
)
FACTS = {
    "answer": _("答えの番号"),
    "answer_name": _("問い"),
    "answer_since": _("いつから"),
}
