"""続く条件 — limits, ratios and roles that have to hold all the time (section 3.5).

They ask for no act by a day; `limits.py` computes those that are numbers.
"""

from functools import partial

from tsunagari.base.languages import gettext_noop as _
from tsunagari.programmes.talent.law.rules.book import (
    BODY,
    CASE,
    DAILY,
    ESD,
    ESD_DAY,
    HOST,
    LAW,
    MONEY,
    OFFICIAL,
    SAFETY,
    SECONDARY,
    STANDING,
    TITP,
    Rule,
    When,
)
from tsunagari.programmes.talent.law.rules.titp_2017_11_01 import FROM

_holds = partial(
    Rule,
    when=When("standing"),
    kind=STANDING,
    why=_("%(day)s から、ずっと守ります。"),
)
_titp = partial(
    _holds,
    system=(TITP,),
    from_day=FROM,
    version="titp-2017-11-01",
    source=("REG-TITP",),
    confidence=OFFICIAL,
)
_esd = partial(
    _holds,
    system=(ESD,),
    from_day=ESD_DAY,
    version="esd-2027-04-01",
    confidence=SECONDARY,
    provisional=("esd_ordinance",),
)

# id, about, holder, trigger, article, sources, risk, words
TITP_ROWS = (
    ("titp_cap_basic", HOST, "HOST", "titp_people", "技能実習法9条11号・規則16条1項", ("REG-TITP",), LAW, _("人数枠を守る（第1号は職員の数まで、第2号は2倍まで）")),
    ("titp_cap_excellent", HOST, "HOST", "titp_people", "規則16条2項", ("REG-TITP",), LAW, _("優良な実施者と一般監理の人数枠（第1号2倍・第2号4倍・第3号6倍）")),
    ("titp_cap_overflow", HOST, "HOST", "titp_people", "規則16条4項", ("REG-TITP",), DAILY, _("ほかの会社から引き受けた実習生は、人数枠の外で数える")),
    ("titp_cap_field", HOST, "HOST", "titp_people", "規則16条3項", ("REG-TITP", "CARE"), LAW, _("分野の告示の人数枠（介護など）を守る")),
    ("titp_staff_definition", HOST, "HOST", "titp_people", "規則16条1項1号", ("REG-TITP",), DAILY, _("常勤の職員に、外国の職員と技能実習生は数えない")),
    ("titp_host_roles", HOST, "HOST", "titp_people", "規則12・13条", ("REG-TITP",), LAW, _("技能実習責任者・指導員（5年以上の経験）・生活指導員をおく")),
    ("titp_work_mix", HOST, "HOST", "titp_people", "規則10条2項2号", ("REG-TITP",), LAW, _("必須の業務は半分以上、周辺の業務は3分の1まで、安全は10分の1以上")),
    ("titp_missing_fault", HOST, "HOST", "titp_people", "規則12条1項12号の2", ("REG-TITP",), SAFETY, _("この1年に、会社や監理団体のせいで行方不明になった人がいない")),
    ("titp_intern_conditions", CASE, "PERSON", "titp_training", "規則10条2項3号", ("REG-TITP",), LAW, _("18歳以上・同じ段階ははじめて・帰国後に関係する仕事・母国の推薦")),
    ("titp_lodging", HOST, "HOST", "titp_people", "規則14条1号・事業附属寄宿舎規程19条", ("REG-TITP", "DORM", "DORM-S", "ASEA-D", "SANAI-D"), SAFETY, _("宿舎：寝室は1人4.5㎡以上（法律は2.5㎡）、鍵のかかる物入れ・避難階段・消火設備")),
    ("titp_training_allowance", CASE, "SO", "titp_first_work", "規則14条2号", ("REG-TITP",), MONEY, _("講習の間のくらしの手当を出す")),
    ("titp_no_fee_to_intern", HOST, "SO", "titp_people", "規則14条3号", ("REG-TITP",), MONEY, _("監理費を実習生に払わせない")),
    ("titp_so_manager", BODY, "SO", "so_licence", "規則53条", ("REG-TITP",), LAW, _("事業所ごとに常勤の監理責任者をおく（関係の近い実習先は別の人）")),
    ("titp_so_sending_requirements", BODY, "SO", "so_licence", "規則25条", ("REG-TITP",), SAFETY, _("送出機関：母国の推薦・費用の公表・保証金や違約金がない")),
)  # fmt: skip
ESD_ROWS = (
    ("esd_fields", CASE, "HOST", "esd_plan", "分野別運用方針（2026年1月23日）", ("AMZ", "ROUKI"), LAW, _("育成就労の17分野の仕事である")),
    ("esd_quota", CASE, "HOST", "esd_plan", "育成就労法12条の2", ("AMZ", "HOREI-G", "ROUKI2"), LAW, _("分野の受入れ見込み数の中である（こえると認定が止まる）")),
    ("esd_period", CASE, "HOST", "esd_plan", "育成就労法9条1項3号", ("BRIDGE-P", "LIGHT"), LAW, _("3年まで（試験に落ちたときは、あと1年まで）")),
    ("esd_cap", HOST, "HOST", "esd_people", "育成就労法9条・規則", ("TOUCH", "SANAI-N", "TLG-A"), LAW, _("育成就労の人数枠（3年分をまとめて）を守る")),
    ("esd_send_fee_cap", CASE, "HOST", "esd_plan", "規則（送出しの費用）", ("TCOM", "JISHA", "GGJ-F"), SAFETY, _("本人が送出機関に払う費用は、基本給の2か月分まで")),
    ("esd_pay_equal", HOST, "HOST", "esd_people", "育成就労法9条", ("JGLOW",), MONEY, _("日本人と同じかそれ以上の報酬（育成就労）")),
    ("esd_sso_min_hosts", BODY, "SSO", "sso_licence", "規則（監理支援機関）", ("OSAKA-S",), LAW, _("2社以上を監理する（分野の例外がある）")),
    ("esd_sso_staff_ratio", BODY, "SSO", "sso_licence", "規則（監理支援機関）", ("OSAKA-S", "TRUST"), LAW, _("常勤2人以上、1人あたり8社・40人より少なく")),
    ("esd_sso_solvency", BODY, "SSO", "sso_licence", "育成就労法25条", ("TRUST",), LAW, _("債務超過でない")),
    ("esd_sso_neutrality", BODY, "SSO", "sso_licence", "育成就労法", ("GH-YATO",), LAW, _("受入れ先と近い関係の役職員は、その監理をしない")),
    ("esd_sso_manager_independent", BODY, "SSO", "sso_licence", "規則（監理支援責任者）", ("OSAKA-S",), LAW, _("監理支援責任者は、受入れ先の役職員ではない")),
    ("esd_transfer_unavoidable", CASE, "HOST", "esd_plan", "育成就労法", ("SANAI-T", "KAZA-T"), SAFETY, _("契約違反・暴力・人権侵害などのときは、いつでも転籍できる")),
    ("esd_transfer_restriction_choice", CASE, "HOST", "esd_plan", "基本方針", ("NIKKIN",), DAILY, _("2年の分野でも1年を選べる。1年をこえるなら待遇を上げる")),
    ("esd_transfer_ratio_total", HOST, "HOST", "esd_people", "規則19条2項", ("TLG-B", "GH-CARD", "BRIDGE-T"), LAW, _("本人の希望で転籍してきた人は3分の1まで")),
    ("esd_transfer_ratio_metro", HOST, "HOST", "esd_people", "規則19条2項3号・告示", ("TLG-B", "YAHO-T", "NOTICE-AREA"), LAW, _("大都市圏の会社では、地方から転籍してきた人は6分の1まで")),
    ("esd_area_by_registered_address", HOST, "HOST", "esd_people", "規則19条2項", ("TLG-B",), DAILY, _("大都市圏かどうかは、登記の住所で見る")),
    ("esd_outside_auditor_who", BODY, "SSO", "sso_licence", "規則47条", ("GH-YOTSU", "TRUST"), LAW, _("外部監査人は、弁護士・社労士・行政書士などの独立した専門家")),
)  # fmt: skip

RULES = tuple(
    made(
        id=code,
        about=about,
        holder=holder,
        on=trigger,
        article=article,
        source=source,
        risk=risk,
        title=title,
    )
    for made, table in ((_titp, TITP_ROWS), (_esd, ESD_ROWS))
    for code, about, holder, trigger, article, source, risk, title in table
)
