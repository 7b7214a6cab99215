"""段階 — where a case stands under each system, in the order of the fact sheets, and in words."""

from tsunagari.base.languages import gettext
from tsunagari.base.languages import gettext_noop as _

WORDS = {
    "candidate": _("候補者"),
    "pre_entry_training": _("入国前の講習"),
    "plan_drafting": _("計画をつくっている"),
    "plan_applied": _("計画を申請した"),
    "plan_certified": _("計画が認定された"),
    "plan_refused": _("計画が認定されなかった"),
    "coe_applied": _("在留資格認定証明書を申請した"),
    "coe_issued": _("在留資格認定証明書が出た"),
    "coe_refused": _("在留資格認定証明書が出なかった"),
    "visa_issued": _("査証が出た"),
    "entered": _("入国した"),
    "post_entry_training": _("入国後の講習"),
    "stage1_working": _("第1号の実習中"),
    "stage1_exam": _("第1号の試験"),
    "completed": _("実習がおわった"),
    "stage2_plan": _("第2号の計画"),
    "status_change": _("在留資格の変更を申請した"),
    "stage2_working": _("第2号の実習中"),
    "stage2_exam": _("第2号の試験"),
    "temporary_return": _("一時帰国"),
    "stage3_working": _("第3号の実習中"),
    "stage3_exam": _("第3号の試験"),
    "year1_working": _("1年目の就労中"),
    "year1_evaluation": _("1年目の評価"),
    "year2_3_working": _("2・3年目の就労中"),
    "final_evaluation": _("最後の評価"),
    "extension": _("期間の延長"),
    "transfer_request": _("転籍の希望"),
    "eligible": _("試験などの要件をみたした"),
    "eligible_cleared": _("送出国の手続がおわった"),
    "contracted": _("雇用契約を結んだ"),
    "ready_to_apply": _("申請の準備ができた"),
    "applied": _("在留資格を申請した"),
    "permitted": _("在留資格が許可された"),
    "refused": _("在留資格が許可されなかった"),
    "draft_points": _("ポイントを計算している"),
    "working": _("就労中"),
    "hsp_two": _("高度専門職2号"),
    "seeking": _("次の会社をさがしている"),
    "revocation_risk": _("在留資格の取消しのおそれ"),
    "cap_reached": _("通算の上限に達した"),
    "ssw_change": _("特定技能への変更"),
    "difficulty": _("実習・就労を続けるのが難しい"),
    "transferred": _("転籍した"),
    "missing": _("行方不明"),
    "withdrawn": _("辞退した"),
    "departed": _("帰国した"),
}
ABROAD = ("candidate", "pre_entry_training", "plan_drafting", "plan_applied", "plan_certified")
LANDING = ("coe_applied", "coe_issued", "visa_issued", "entered")
ENDS = ("departed", "missing", "withdrawn")
SKILLED = ("contracted", "ready_to_apply", "applied", "permitted", "working", "seeking")
STATES: dict[str, tuple[str, ...]] = {
    "TITP": (
        *ABROAD,
        "plan_refused",
        *LANDING,
        "coe_refused",
        "post_entry_training",
        "stage1_working",
        "stage1_exam",
        "completed",
        "stage2_plan",
        "status_change",
        "stage2_working",
        "stage2_exam",
        "temporary_return",
        "stage3_working",
        "stage3_exam",
        "ssw_change",
        "difficulty",
        "transferred",
        *ENDS,
    ),
    "ESD": (
        *ABROAD,
        "plan_refused",
        *LANDING,
        "coe_refused",
        "post_entry_training",
        "year1_working",
        "year1_evaluation",
        "year2_3_working",
        "final_evaluation",
        "extension",
        "transfer_request",
        "ssw_change",
        "difficulty",
        "transferred",
        *ENDS,
    ),
    "SSW1": (
        "candidate",
        "eligible",
        "eligible_cleared",
        *SKILLED,
        "refused",
        "revocation_risk",
        "cap_reached",
        *ENDS,
    ),
    "SSW2": ("candidate", "eligible", *SKILLED, "refused", "revocation_risk", *ENDS),
    "HSP": ("draft_points", *SKILLED, "hsp_two", "refused", "revocation_risk", *ENDS),
    "HK": ("candidate", *LANDING, "coe_refused", "working", "transferred", *ENDS),
    "OTHER": ("candidate", *SKILLED, "refused", *ENDS),
}


def first(system: str) -> str:
    """Where a case of a system begins."""
    return STATES[system][0]


def words(state: str) -> str:
    """A state in the reader's language; one that the table does not know says its own name."""
    return gettext(WORDS[state]) if state in WORDS else state
