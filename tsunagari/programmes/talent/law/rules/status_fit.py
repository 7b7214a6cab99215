"""資格の合い方 — which status of residence fits an order and a candidate: ○ △ × with reasons.

○ fits as far as the facts go, △ may fit when what is named is brought or confirmed, × cannot.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, NamedTuple

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason
from tsunagari.programmes.talent.law.rules import fields, gates, limits

YES, MAYBE, NO = "○", "△", "×"
STATUSES = ("TITP", "ESD", "SSW1", "SSW2", "CARE", "HSP", "HK")
READING: Any = {"extra": "forbid", "use_attribute_docstrings": True}
LEVELS = ("", "N5", "A1", "N4", "A2", "N3", "N2", "N1")


@dataclass(frozen=True, kw_only=True)
class Order:
    """求人 — what a company asks for."""

    __pydantic_config__ = READING

    field: str
    """The industry field's code, or housekeeping."""
    place: Literal["company", "care_home", "client_home", "household"] = "company"
    """Where the work is done: a company, a care facility, home-visit care, a private household."""
    starts: date
    """The first day of work that is wished for."""
    transferable: bool = True
    """TITP: a job category that allows stage 2."""
    yearly_pay_yen: int | None = None
    """Planned pay of a year."""
    points_work: bool = False
    """Work of a highly skilled professional (research, specialist, management)."""
    in_zone: bool = False
    """Housekeeping: the area is named in a certified zone plan with a statutory council."""


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """候補者 — what a person brings."""

    __pydantic_config__ = READING

    age: int
    """Age on the first day of work."""
    in_japan: bool = False
    """Already in Japan."""
    japanese: Literal["", "N5", "A1", "N4", "A2", "N3", "N2", "N1"] = ""
    """The best Japanese certificate; JFT-Basic is A2."""
    skill_test: bool = False
    """Passed the field's SSW (i) test."""
    ssw2_test: bool = False
    """Passed the field's SSW (ii) test."""
    care_japanese: bool = False
    """Passed the Japanese test for nursing care."""
    care_worker: bool = False
    """A certified care worker (介護福祉士)."""
    care_experience_years: float = 0
    """Years of care work."""
    initial_care_course: bool = False
    """Finished the initial course (初任者研修) or higher."""
    titp2_done: Literal["", "related", "other"] = ""
    """Finished stage 2 of technical intern training: in a related job or another."""
    was_trainee: bool = False
    """Has been in technical intern training before."""
    ssw1_months_used: int = 0
    """Months of SSW (i) used so far."""
    points: int | None = None
    """Points of a highly skilled professional, if counted."""
    housekeeping_experience_years: float = 0
    """Years of housekeeping work."""
    deposit_paid: bool = False
    """A deposit or a penalty contract is known anywhere in the chain."""


class Fit(NamedTuple):
    """One status: the sign, every reason, and the sources."""

    status: str
    sign: str
    reasons: list[Reason]
    sources: tuple[str, ...]


Said = list[tuple[str, Reason]]


def fits(order: Order, candidate: Candidate, on: date) -> list[Fit]:
    """Every status with its sign; the fitting ones first."""
    found = []
    for status in STATUSES:
        said: Said = []
        RULES[status](order, candidate, on, _into(said))
        signs = [sign for sign, _reason in said]
        sign = NO if NO in signs else MAYBE if MAYBE in signs else YES
        found.append(Fit(status, sign, [reason for _sign, reason in said], SOURCES_OF[status]))
    return sorted(found, key=lambda fit: "○△×".index(fit.sign))


def _into(said: Said) -> Callable[..., None]:
    """say(sign, words, **facts) for the rules of one status."""

    def say(sign: str, words: str, **facts) -> None:
        said.append((sign, Reason(words, facts, rule="status_fit")))

    return say


def why_not_order(order: Order) -> list[Reason]:
    """What cannot be read in an order."""
    if order.field not in fields.FIELDS and order.field != "housekeeping":
        words = _("「%(field)s」という分野はありません。分野の記号を直してください。")
        return [Reason(words, {"field": order.field}, field="field")]
    return []


def at_least(japanese: str, level: str) -> bool:
    """Whether a certificate reaches a level; N5 and A1, N4 and A2 count as one."""
    same = {"A1": "N5", "A2": "N4"}
    order = ("", "N5", "N4", "N3", "N2", "N1")
    return order.index(same.get(japanese, japanese)) >= order.index(same.get(level, level))


def _common(order: Order, who: Candidate, say) -> None:
    if who.age < 18:
        say(NO, _("18歳になっていません。"))
    if who.deposit_paid:
        say(NO, _("保証金や違約金の契約があります。なくなったと確かめるまで進められません。"))


def _titp(order: Order, who: Candidate, on: date, say) -> None:
    _common(order, who, say)
    if order.place in ("household", "client_home"):
        say(NO, _("技能実習は、家庭や訪問介護では新しくはじめられません。"))
    if order.field == "housekeeping":
        say(NO, _("家事支援は、技能実習の職種ではありません。"))
    if on > gates.LAST_APPLICATION:
        say(NO, _("2027年4月1日からは、新しく来る人の計画を申請できません。"))
    elif order.starts > gates.LAST_ENTRY:
        say(NO, _("2027年6月30日より後にはじまる計画は認められません。"))
    elif order.starts >= gates.ESD_DAY:
        say(MAYBE, _("2027年3月31日までに計画を申請し、6月30日までに入国します。"))
    if not order.transferable:
        say(MAYBE, _("第2号に移れない職種なので、1年までです。"))
    if who.was_trainee or who.titp2_done:
        say(NO, _("同じ段階の技能実習は、一度しかできません。"))
    if order.field == "care" and not at_least(who.japanese, "N4"):
        say(MAYBE, _("介護では、日本語 N4 くらいがいります。"))


def _esd(order: Order, who: Candidate, on: date, say) -> None:
    _common(order, who, say)
    row = fields.table().get(order.field, {})
    if "esd_quota" not in row:
        say(NO, _("この分野は、育成就労の17分野にありません。"))
    if order.place in ("household", "client_home"):
        say(NO, _("育成就労は、家庭や訪問の仕事では受け入れられません。"))
    if order.starts < gates.ESD_DAY:
        say(NO, _("育成就労は2027年4月1日からです。"))
    elif order.starts < gates.EARLIEST_ARRIVAL and not who.in_japan:
        say(MAYBE, _("COE の申請は2027年4月1日からです。はじまりに間に合わないかもしれません。"))
    if who.was_trainee or who.titp2_done:
        say(MAYBE, _("技能実習をした人が育成就労に入れるかは、まだ確かめられていません。"))
    if not at_least(who.japanese, "A1"):
        say(MAYBE, _("日本語 A1 に合格していないので、働く前に100時間以上の講習がいります。"))


def _ssw1(order: Order, who: Candidate, on: date, say) -> None:
    _common(order, who, say)
    if order.field not in fields.FIELDS or order.place == "household":
        say(NO, _("家庭での家事支援は、特定技能の分野ではありません。"))
        return
    intake = limits.ssw_intake(order.field, max(on, order.starts))
    if intake.status == "stopped":
        say(NO, _("この分野は、新しい受入れが原則として止まっています。入管に確かめてください。"))
    elif intake.status in ("planned", "closed"):
        say(NO, _("この分野は、まだはじまっていません。"))
    elif intake.confidence == "unsure":
        words = _("この分野の受入れは、はじまる日がまだ確かではありません。確かめてください。")
        say(MAYBE, words)
    if who.ssw1_months_used >= 60:
        say(NO, _("特定技能1号の5年を、もう使っています。"))
    elif who.ssw1_months_used:
        say(MAYBE, _("特定技能1号は、あと%(left)sか月です。"), left=60 - who.ssw1_months_used)
    if order.field == "construction":
        say(MAYBE, _("建設では、国土交通省の受入計画の認定がいります。"))
    level = "N4" if order.field in HIGHER else fields.table()[order.field].get("japanese", "N4")
    if order.field in HIGHER and not who.titp2_done and not at_least(who.japanese, "N3"):
        say(MAYBE, HIGHER[order.field])
    if who.titp2_done != "related" and not who.skill_test:
        say(MAYBE, _("分野の技能試験に合格すれば合います。"))
    if not who.titp2_done and not at_least(who.japanese, level):
        say(MAYBE, _("日本語の試験（%(level)s）に合格すれば合います。"), level=level)
    if order.field == "care" and who.titp2_done != "related" and not who.care_japanese:
        say(MAYBE, _("介護日本語評価試験にも合格すれば合います。"))
    if order.place == "client_home":
        _home_visits(order, who, say)


# Fields in which some of the work asks for more Japanese than the rest (K26).
HIGHER = {
    "auto_transport": _("バスとタクシーの運転には、日本語 N3 がいります（トラックは N4）。"),
    "railway": _("駅・車掌・運転の仕事には、日本語 N3 がいります（ほかの仕事は N4）。"),
}


def _home_visits(order: Order, who: Candidate, say) -> None:
    if order.field != "care":
        say(NO, _("利用者の家での仕事は、介護の分野だけです。"))
        return
    if order.starts < date(2025, 4, 21):
        say(NO, _("特定技能の訪問介護は、2025年4月21日からです。"))
    if who.care_experience_years < 1 or not who.initial_care_course:
        say(MAYBE, _("訪問介護には、1年以上の介護の経験と初任者研修がいります。"))
    say(MAYBE, _("はじめる前に、一人ずつ適合の確認を受けます。"))


def _ssw2(order: Order, who: Candidate, on: date, say) -> None:
    _common(order, who, say)
    row = fields.table().get(order.field, {})
    if not row.get("ssw2"):
        say(NO, _("この分野に特定技能2号はありません（介護は在留資格「介護」です）。"))
        return
    if not who.ssw2_test:
        say(MAYBE, _("2号の試験に合格すれば合います。"))
    level = row.get("ssw2_japanese", "")
    if level and not at_least(who.japanese, level):
        say(MAYBE, _("日本語の試験（%(level)s）に合格すれば合います。"), level=level)


def _care(order: Order, who: Candidate, on: date, say) -> None:
    _common(order, who, say)
    if order.field != "care" or order.place == "household":
        say(NO, _("在留資格「介護」は、介護の仕事だけです。"))
    if not who.care_worker:
        say(NO, _("介護福祉士の登録がありません。"))


def _hsp(order: Order, who: Candidate, on: date, say) -> None:
    if not order.points_work:
        say(NO, _("高度専門職は、研究・専門・経営の仕事だけです。現場の仕事には合いません。"))
        return
    if who.points is None:
        say(MAYBE, _("ポイントを計算してください。70点以上で合います。"))
    elif who.points < 70:
        say(NO, _("ポイントが70点に %(missing)s点 足りません。"), missing=70 - who.points)
    if order.yearly_pay_yen is None:
        say(MAYBE, _("1年の報酬が300万円以上か確かめてください。"))
    elif order.yearly_pay_yen < 3_000_000:
        say(NO, _("1年の報酬が300万円より少ないです（ロ・ハ）。"))


def _hk(order: Order, who: Candidate, on: date, say) -> None:
    if order.place == "care_home":
        say(NO, _("家事支援の人は、介護施設では働けません。家庭との請負契約だけです。"))
        say(NO, _("介護施設には、特定技能「介護」を考えてください。"))
        return
    if order.field != "housekeeping" or order.place != "household":
        say(NO, _("家事支援は、家庭での家事だけです。"))
        return
    _common(order, who, say)
    if not order.in_zone:
        words = _("その区域の計画に家事支援があり、公の協議会があると確かめられていません。")
        say(MAYBE, words)
    if who.housekeeping_experience_years < 1:
        say(NO, _("1年以上の家事支援の経験がいります。"))
    if not at_least(who.japanese, "N4"):
        say(MAYBE, _("日本語 N4 くらいがいります（例外は協議会の確認がいります）。"))


RULES: dict[str, Callable[..., None]] = {
    "TITP": _titp,
    "ESD": _esd,
    "SSW1": _ssw1,
    "SSW2": _ssw2,
    "CARE": _care,
    "HSP": _hsp,
    "HK": _hk,
}
SOURCES_OF = {
    "TITP": ("REG-TITP", *gates.FOUR),
    "ESD": ("ACT60", "AMZ", "ROUKI"),
    "SSW1": ("L6", "K22", "K25", "K26"),
    "SSW2": ("L6", "K16b"),
    "CARE": ("L1",),
    "HSP": ("L14", "K59"),
    "HK": ("K34", "K35", "K36", "K41"),
}
STATUS_WORDS = {
    "TITP": _("技能実習"),
    "ESD": _("育成就労"),
    "SSW1": _("特定技能1号"),
    "SSW2": _("特定技能2号"),
    "CARE": _("在留資格「介護」"),
    "HSP": _("高度専門職"),
    "HK": _("家事支援（国家戦略特区）"),
}
