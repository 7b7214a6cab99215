"""禁じられた行為 — what nobody may do to a worker (section 3.6): never a date, always an incident.

The platform offers no way to record that an organisation keeps a passport or a card: an incident
is the only thing that such a fact can become.

The training law does not reach the other statuses. There the same act rests on another law, or
binds fewer people, or is in nobody's table (`elsewhere`).
"""

from typing import NamedTuple

from tsunagari.base.languages import gettext_noop as _
from tsunagari.programmes.talent.law.rules.book import ESD, HK, HSP, OTHER, SSW1, SSW2, TITP

BOTH = (TITP, ESD)
SSW = (SSW1, SSW2)
NOT_TRAINING = (*SSW, HSP, HK, OTHER)


class Basis(NamedTuple):
    """Under which systems an act is forbidden, to whom, by which article, with what to follow."""

    systems: tuple[str, ...]
    who: tuple[str, ...]
    article: str
    penalty: str
    source: tuple[str, ...]
    confidence: str = "official"


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
    elsewhere: tuple[Basis, ...] = ()

    @property
    def bases(self) -> tuple[Basis, ...]:
        """Every law on which the act rests."""
        facts = (self.systems, self.who, self.article, self.penalty, self.source, self.confidence)
        return (Basis(*facts), *self.elsewhere)


FINE = _("6か月以下の拘禁刑か30万円以下の罰金")
REFUSED = _("認定されない・取り消される")
# Who did it within five years may take in nobody.
FIVE_YEARS = _("欠格事由になりうる（5年間）")
CRITERIA, CONDITIONS = "特定技能基準省令2条1項4号リ", "上陸基準省令（特定技能）"


def _labour(article: str) -> Basis:
    """What the Labour Standards Act forbids to any employer, under each status."""
    return Basis(NOT_TRAINING, ("HOST",), f"労基法{article}・119条", FINE, ("LSA",))


def _criteria(act: int) -> tuple[Basis, Basis]:
    """An act after which nobody may take in or support skilled workers."""
    facts = (FIVE_YEARS, ("K16c", "K16d"), "secondary")
    return (
        Basis(SSW, ("HOST",), f"{CRITERIA}({act})", *facts),
        Basis((SSW1,), ("RSO",), "入管法19条の26", *facts),
    )


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
        BOTH,
        ("SO", "SSO", "HOST", "SEND"),
        _("違約金や損害賠償の額を決めておく契約"),
        FINE,
        "法47条1項・111条、労基法16条",
        ("LAW-TITP", "LSA"),
        elsewhere=(_labour("16条"), Basis(SSW, ("SEND", "RSO"), CONDITIONS, REFUSED, ("L6",))),
    ),
    Ban(
        "ban_savings_contract",
        BOTH,
        ("SO", "SSO", "HOST"),
        _("貯金を強制し、通帳をあずかる"),
        FINE,
        "法47条2項、労基法18条",
        ("LAW-TITP", "LSA"),
        elsewhere=(_labour("18条1項"),),
    ),
    Ban(
        "ban_passport_custody",
        BOTH,
        ("HOST", "SO", "SSO"),
        _("旅券・在留カードをあずかる（本人が同意しても）"),
        FINE,
        "法48条1項・111条5号",
        ("LAW-TITP",),
        elsewhere=_criteria(2),
    ),
    Ban(
        "ban_private_life_limits",
        BOTH,
        ("HOST", "SO", "SSO"),
        _("外出・電話・私生活を不当に制限する（携帯電話を取り上げるなど）"),
        FINE,
        "法48条2項・111条6号",
        ("LAW-TITP",),
        elsewhere=_criteria(4),
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
        BOTH,
        ("SEND", "SCHOOL", "HOST", "SO", "SSO"),
        _("保証金をとる、お金を管理する、違約金を決める（送出しのどこかで）"),
        REFUSED,
        "規則10条2項6号・25条8号",
        ("REG-TITP",),
        elsewhere=(
            Basis(SSW, ("SEND", "SCHOOL", "HOST", "RSO"), CONDITIONS, REFUSED, ("L6",)),
            Basis((HK,), ("SEND", "SCHOOL", "HOST"), "家事支援の指針", REFUSED, ("K35", "K36")),
        ),
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
        BOTH,
        ("HOST",),
        _("前に貸したお金を、賃金から差し引く"),
        FINE,
        "労基法17条・119条",
        ("LSA",),
        elsewhere=(_labour("17条"),),
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


def under(code: str, system: str, who: str) -> Basis | None:
    """The law that forbids an act to somebody under a system; None when none does."""
    ban = BY_CODE.get(code)
    found = (one for one in ban.bases if system in one.systems and who in one.who) if ban else ()
    return next(iter(found), None)
