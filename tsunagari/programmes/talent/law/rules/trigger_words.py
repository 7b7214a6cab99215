"""きっかけのことば — what each trigger of the table is called, for who reads how a day was found."""

from tsunagari.base.languages import gettext_noop as _
from tsunagari.programmes.talent.law.rules.events import BODY_EVENTS, CASE_EVENTS, HOST_EVENTS
from tsunagari.programmes.talent.law.rules.gatherings import OF_A_REGIME

_PLAN, _END, _YEARS = _("計画の期間"), _("計画の終わりの日"), _("受入れがあった年度")
_COURSE, _FIRST_COURSE = _("前の講習の日"), _("講習の要る役割についた日")
_LICENCE, _LICENCE_END = _("許可・登録の期間"), _("許可・登録の終わりの日")
_OUTSIDE, _OFFICE = _("事業所と、前の外部監査の日"), _("監理をはじめた事業所")
_ENTRY, _ADDRESS = _("入国の日"), _("最初の住所が決まった日")
_WORK, _HIRED, _LEFT = _("仕事の期間"), _("雇い入れの日"), _("雇用の終わりの日")
_PEOPLE = _("実習・就労している人がいる期間と、前の監査の日")
_FIRST_STAGE = _("1年目の人がいる期間と、前の訪問の日")
_AUDIT, _APPLICATION = _("監査をした日"), _("在留資格の申請の日")
_HOST, _SENDING = _("会社との契約が変わった日"), _("送出国の手続が要る申請の日")
_IDLE = _("活動をしていない期間のはじめ")
_QUARTERS = _("暦の四半期と、前の監査・面談の日")
_STAY_END, _CAP = _("在留期間の終わりの日"), _("通算の上限の日")

WORDS = (
    CASE_EVENTS
    | HOST_EVENTS
    | BODY_EVENTS
    | dict.fromkeys(("titp_plan_s1", "titp_plan_s2", "titp_plan_s3", "esd_plan"), _PLAN)
    | dict.fromkeys(("titp_stage3", "titp_training", "esd_year1", "esd_a2_open"), _PLAN)
    | dict.fromkeys(("titp_end_s1", "titp_end_s2", "titp_end_s3", "titp_end"), _END)
    | dict.fromkeys(("esd_end", "esd_end_of_case"), _END)
    | dict.fromkeys(("titp_years", "esd_years", "ssw_years", "rso_years"), _YEARS)
    | {
        f"{kind}_course_{role}{end}": _FIRST_COURSE if end else _COURSE
        for kind in ("so", "sso")
        for role in ("manager", "outside_auditor", "outside_director")
        for end in ("", "_first")
    }
    | dict.fromkeys(("so_licence", "sso_licence", "rso_licence", "hk_licence"), _LICENCE)
    | dict.fromkeys(("so_licence_end", "sso_licence_end", "rso_licence_end"), _LICENCE_END)
    | dict.fromkeys(("so_outside_auditor", "so_outside_director", "sso_outside_auditor"), _OUTSIDE)
    | dict.fromkeys(("so_outside_accompany", "sso_outside_accompany"), _OUTSIDE)
    | dict.fromkeys(("so_office", "sso_office"), _OFFICE)
    | {
        f"{kind}_{event}": words
        for kind in ("so", "sso", "rso")
        for event, words in BODY_EVENTS.items()
    }
    | {
        "rso_closed": BODY_EVENTS["closed"],
        "rso_commission_signing": BODY_EVENTS["commission_signing"],
        "rso_support_end": _("支援の全部の委託の終わりの日"),
    }
    | dict.fromkeys(("titp_people", "esd_people"), _PEOPLE)
    | dict.fromkeys(("titp_people_quarters", "esd_people_quarters"), _QUARTERS)
    | {"ssw1_work_quarters": _QUARTERS}
    | {f"{name}_{kind}": HOST_EVENTS[kind] for name in ("titp", "esd") for kind in OF_A_REGIME}
    | {"hsp_change_planned": CASE_EVENTS["host_change_planned"]}
    | {"address_gone": CASE_EVENTS["address_left"], "away": CASE_EVENTS["left_with_reentry"]}
    | dict.fromkeys(("titp_first_stage", "esd_first_stage"), _FIRST_STAGE)
    | dict.fromkeys(("titp_audit", "esd_audit", "hk_audited"), _AUDIT)
    | dict.fromkeys(("application", "field_application", "status_application"), _APPLICATION)
    | dict.fromkeys(("coop_application",), _APPLICATION)
    | dict.fromkeys(("vn_abroad", "vn_in_japan", "vn_not_needed", "ph_all"), _SENDING)
    | dict.fromkeys(("id_abroad", "id_in_japan", "id_p3mi"), _SENDING)
    | dict.fromkeys(("entry", "arrived", "landed"), _ENTRY)
    | {"address_fixed": _ADDRESS}
    | dict.fromkeys(("uninsured", "uninsured_20_59"), _("会社の保険に入っていない期間のはじめ"))
    | dict.fromkeys(("work", "regular_work", "ssw1_work", "hsp_a_work", "hsp_bc_work"), _WORK)
    | dict.fromkeys(("hired_insured", "hired_uninsured", "joined_insurance"), _HIRED)
    | {"hired_regular": _HIRED}
    | dict.fromkeys(("titp_first_work", "esd_first_work", "esd_a1_open"), _HIRED)
    | dict.fromkeys(("titp_started", "hk_first_contract", "hk_before_ban"), _HIRED)
    | dict.fromkeys(("left_insured", "left_uninsured", "contract_end"), _LEFT)
    | dict.fromkeys(("commissioned_end", "own_support_end"), _LEFT)
    | dict.fromkeys(("org_event", "new_host", "activity_event", "hsp_new_host"), _HOST)
    | dict.fromkeys(("hsp_ab_event", "hsp_c_event"), _HOST)
    | dict.fromkeys(("idle", "spouse_idle", "hsp_idle", "hsp_two_idle", "month_inactive"), _IDLE)
    | dict.fromkeys(("stay_end", "stay_end_long", "stay_end_short"), _STAY_END)
    | {"away_until_stay_end": _STAY_END}
    | dict.fromkeys(("card_end", "card_end_at_16"), _("在留カードの終わりの日"))
    | {
        "contract": _("雇用契約を結んだ日"),
        "departed": _("帰国した日"),
        "plan_filed": _("計画を申請した日"),
        "esd_transfer_from": _("転籍の制限が終わった日"),
        "month_without_start": _("許可から1か月、仕事がはじまらない日"),
        "permitted_in_japan": _("日本で在留資格が許可された日"),
        "special": _("申請中の在留期間の終わりの日"),
        "hsp_held": _("高度専門職になった日"),
        "hsp_held_80": _("高度専門職になった日"),
        "hsp_two_card": _("高度専門職2号になった日"),
    }
    | dict.fromkeys(("ssw1_cap_end", "ssw1_cap_excluded", "ssw1_cap_6y"), _CAP)
)
