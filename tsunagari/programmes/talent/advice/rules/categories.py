"""分類 — the standard list: twelve chapters of the guidebook, what is counted separately, protection.

Chapters 1–12 of the Guidebook on Living and Working (Immigration Services Agency), stable and
official; two more that its statistics name; four of the federation's own for protection.
"""

from tsunagari.base.languages import gettext_noop as _

CHAPTERS = {
    "residence": _("入国・在留の手続"),
    "municipal_procedure": _("市区町村での手続"),
    "work": _("仕事・働くこと"),
    "childbirth_childcare": _("出産・子育て"),
    "education_japanese": _("教育・日本語"),
    "medical": _("医療"),
    "pension_welfare": _("年金・福祉"),
    "tax": _("税金"),
    "traffic_licence": _("交通・運転免許"),
    "emergency_disaster": _("緊急・災害"),
    "housing": _("住まい"),
    "daily_life": _("日々のくらし"),
}
COUNTED_APART = {
    "general_procedure": _("手続一般"),
    "interpretation_translation": _("通訳・翻訳"),
}
PROTECTION = {
    "family_dv": _("家族・家庭内の暴力"),
    "human_rights_harassment": _("人権・いやがらせ"),
    "safety": _("身の安全"),
    "other": _("そのほか"),
}
CATEGORIES = CHAPTERS | COUNTED_APART | PROTECTION
# Which category the pressed topic suggests; staff decide.
SUGGESTED = {
    "residence": "residence",
    "work": "work",
    "life": "daily_life",
    "danger": "safety",
}
REASONS = {
    "solved": _("解決した"),
    "informed": _("説明して、本人が自分でできる"),
    "elsewhere": _("ほかの窓口が引き受けた"),
    "no_answer": _("連絡がつかない"),
    "withdrawn": _("本人が取り下げた"),
    "double": _("同じ相談がほかにある"),
}


def words(code: str) -> str:
    """A category in words (untranslated); an unknown one says its code."""
    return CATEGORIES.get(code, code)
