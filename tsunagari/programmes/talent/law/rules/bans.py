"""禁じられた行為 — what nobody may do to a worker (section 3.6): never a date, always an incident.

The platform offers no way to record that an organisation keeps a passport or a card: an incident
is the only thing that such a fact can become.
"""

from datetime import date
from typing import NamedTuple

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason
from tsunagari.programmes.talent.law.rules.book import ESD, SAFETY, SSW1, SSW2, TITP

BOTH = (TITP, ESD)
EVERY_WORKER = (TITP, ESD, SSW1, SSW2)


class Ban(NamedTuple):
    """One prohibited act: under which systems, by whom, in which words, with which penalty."""

    code: str
    systems: tuple[str, ...]
    who: tuple[str, ...]
    words: str
    penalty: str
    article: str
    source: tuple[str, ...]
    confidence: str = "official"


class Incident(NamedTuple):
    """An act that was reported or found: it stops the case's new steps until somebody has looked."""

    ban: Ban
    on: date
    by: str
    reason: Reason
    risk: int = SAFETY


FINE = _("6か月以下の拘禁刑か30万円以下の罰金")
BANS = (
    Ban(
        "ban_forced_training",
        BOTH,
        ("SO", "SSO"),
        _("暴力・おどし・監禁で実習をさせる"),
        _("1年以上10年以下の拘禁刑か20万円以上300万円以下の罰金"),
        "法46条・108条",
        ("LAW-TITP",),
    ),
    Ban(
        "ban_penalty_contract",
        EVERY_WORKER,
        ("SO", "SSO", "HOST", "SEND"),
        _("違約金や損害賠償の額を決めておく契約"),
        FINE,
        "法47条1項・111条、労基法16条",
        ("LAW-TITP", "LSA"),
    ),
    Ban(
        "ban_savings_contract",
        EVERY_WORKER,
        ("SO", "SSO", "HOST"),
        _("貯金を強制し、通帳をあずかる"),
        FINE,
        "法47条2項、労基法18条",
        ("LAW-TITP", "LSA"),
    ),
    Ban(
        "ban_passport_custody",
        EVERY_WORKER,
        ("HOST", "SO", "SSO", "RSO"),
        _("旅券・在留カードをあずかる（本人が同意しても）"),
        FINE,
        "法48条1項・111条5号",
        ("LAW-TITP",),
    ),
    Ban(
        "ban_private_life_limits",
        EVERY_WORKER,
        ("HOST", "SO", "SSO", "RSO"),
        _("外出・電話・私生活を不当に制限する（携帯電話を取り上げるなど）"),
        FINE,
        "法48条2項・111条6号",
        ("LAW-TITP",),
    ),
    Ban(
        "ban_retaliation",
        BOTH,
        ("HOST", "SO", "SSO"),
        _("役所に知らせたことを理由に、不利益な取扱いをする"),
        FINE,
        "法49条2項・111条7号",
        ("LAW-TITP",),
    ),
    Ban(
        "ban_unlisted_fees",
        BOTH,
        ("SO", "SSO"),
        _("監理費のほかに、手数料や報酬を受け取る"),
        FINE,
        "法28条1項・111条2号",
        ("LAW-TITP",),
    ),
    Ban(
        "ban_name_lending",
        BOTH,
        ("SO", "SSO"),
        _("名前を貸して、ほかの人に監理をさせる"),
        _("1年以下の拘禁刑か100万円以下の罰金"),
        "法38条・109条",
        ("LAW-TITP",),
    ),
    Ban(
        "ban_deposit_chain",
        EVERY_WORKER,
        ("SEND", "SCHOOL", "HOST", "SO", "SSO"),
        _("保証金をとる、お金を管理する、違約金を決める（送出しのどこかで）"),
        _("認定されない・取り消される"),
        "規則10条2項6号・25条8号",
        ("REG-TITP", "L6"),
    ),
    Ban(
        "ban_work_during_training",
        (TITP,),
        ("HOST", "SO"),
        _("入国後講習の間に働かせる"),
        _("認定・許可の取消事由"),
        "規則10条2項7号・52条7号",
        ("REG-TITP",),
    ),
    Ban(
        "ban_side_agreements",
        (TITP,),
        ("SO", "HOST"),
        _("計画とちがう内容を、実習生と取り決める"),
        _("認定・許可の取消事由"),
        "規則12条1項11号・52条12号",
        ("REG-TITP",),
    ),
    Ban(
        "ban_labour_supply_pitch",
        (TITP,),
        ("SO",),
        _("人手不足の手段だと言って、技能実習を宣伝する"),
        _("許可についての処分"),
        "規則52条4号",
        ("REG-TITP",),
    ),
    Ban(
        "ban_advance_offset",
        EVERY_WORKER,
        ("HOST",),
        _("前に貸したお金を、賃金から差し引く"),
        _("労基法の罰則"),
        "労基法17条",
        ("LSA",),
    ),
    Ban(
        "ban_secrecy_breach",
        BOTH,
        ("SO", "SSO"),
        _("仕事で知った秘密をもらす（やめた人も）"),
        _("1年以下の拘禁刑か50万円以下の罰金"),
        "法44条・110条",
        ("LAW-TITP",),
    ),
    Ban(
        "duty_personal_data",
        BOTH,
        ("SO", "SSO"),
        _("監理に必要な範囲をこえて、個人情報を集め、使う"),
        "",
        "法43条",
        ("LAW-TITP",),
    ),
    Ban(
        "ssw_no_cost_shift",
        (SSW1,),
        ("HOST", "RSO"),
        _("支援の費用を本人に払わせる"),
        _("基準不適合"),
        "入管法施行規則19条の21第7号",
        ("L2", "K16"),
    ),
)
BY_CODE = {ban.code: ban for ban in BANS}
HAPPENED = _(
    "禁じられた行為の知らせです：%(what)s（%(article)s）。まず本人の安全を確かめてください。"
)


def incident(code: str, *, system: str, by: str, on: date) -> Incident:
    """A typed incident; KeyError for an unknown act.

    ValueError when the act is not one of that system or that actor: then nothing is said of law.
    """
    ban = BY_CODE[code]
    if system not in ban.systems or by not in ban.who:
        raise ValueError(f"{code} does not bind {by} under {system}")
    facts = {"what": ban.words, "article": ban.article}
    return Incident(ban, on, by, Reason(HAPPENED, facts, rule=code))


def blocked_by(incidents: list[Incident]) -> list[Reason]:
    """Why no new person is sent there until each incident has been looked at."""
    words = _("「%(what)s」の知らせがまだ解決していません（%(article)s）。")
    return [
        Reason(words, {"what": i.ban.words, "article": i.ban.article}, rule=i.ban.code)
        for i in incidents
    ]
