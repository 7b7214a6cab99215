"""求人 — what is right for an order: conditions, dormitory, wages beside Japanese colleagues, age.

Age may be asked only where the law allows it (労働施策総合推進法 第9条、同法施行規則 第1条の3);
sex is not asked at all (男女雇用機会均等法 第5条).
"""

from datetime import date, timedelta
from decimal import Decimal

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason

MOST_HOURS = Decimal(40)  # 労働基準法 第32条
YOUNGEST = 18
FURTHEST = timedelta(days=5 * 366)
MOST_MEETINGS = 5  # people to meet for one place
LEVELS = {
    "": _("問わない"),
    "N5": "N5",
    "A1": "A1",
    "N4": "N4",
    "A2": "A2（JFT-Basic）",
    "N3": "N3",
    "N2": "N2",
    "N1": "N1",
}


def _because(words: str, field: str, **facts) -> Reason:
    return Reason(words, facts, rule="order", field=field)


def why_not_place(facts: dict, *, on: date) -> list[Reason]:
    """Every reason not to place an order of these facts, by the names of its fields."""
    return [
        *_numbers(facts, on),
        *_dormitory(facts),
        *_wages(facts),
        *_age(facts),
    ]


def _numbers(facts: dict, on: date) -> list[Reason]:
    reasons = []
    if facts["starts_on"] <= on:
        words = _("はじまりの日は、今日より後の日にしてください。")
        reasons.append(_because(words, "starts_on"))
    elif facts["starts_on"] > on + FURTHEST:
        words = _("はじまりの日は、5年より先にはできません。年を確かめてください。")
        reasons.append(_because(words, "starts_on"))
    if facts["invite"] < facts["number"]:
        words = _("面接に呼ぶ人数は、採用する人数（%(number)s人）より少なくできません。")
        reasons.append(_because(words, "invite", number=facts["number"]))
    if facts["invite"] > facts["number"] * MOST_MEETINGS:
        words = _("面接に呼ぶ人数は、%(most)s人までにしてください（採用する人数の5倍まで）。")
        reasons.append(_because(words, "invite", most=facts["number"] * MOST_MEETINGS))
    if facts["week_hours"] > MOST_HOURS:
        words = _("1週間の時間は40時間までです（労働基準法 第32条）。残業は入れないでください。")
        reasons.append(_because(words, "week_hours"))
    return reasons


def _dormitory(facts: dict) -> list[Reason]:
    if not facts["dormitory"]:
        return []
    reasons = []
    if facts["dormitory_yen"] is None:
        words = _("寮の1か月の費用を入力してください。かからないときは 0 です。")
        reasons.append(_because(words, "dormitory_yen"))
    if not facts["dormitory_m2"]:
        words = _("寮の1人あたりの広さを入力してください。")
        reasons.append(_because(words, "dormitory_m2"))
    return reasons


def _wages(facts: dict) -> list[Reason]:
    """At least what a Japanese colleague earns for the same work, or a difference that is explained."""
    explained = facts["compare_why"].strip()
    if facts["compare_yen"] is None and not explained:
        words = _("同じ仕事の日本人がいないときは、何と比べて決めたかを書いてください。")
        return [_because(words, "compare_why")]
    if facts["compare_yen"] and facts["compare_yen"] > facts["monthly_yen"] and not explained:
        words = _(
            "同じ仕事の日本人（%(yen)s円）より低くなっています。"
            "同じ額以上にするか、ちがいの理由を書いてください。"
        )
        return [_because(words, "compare_why", yen=f"{facts['compare_yen']:,}")]
    return []


def _age(facts: dict) -> list[Reason]:
    low, high, ground = facts["age_from"], facts["age_until"], facts["age_ground"]
    if low is None and high is None:
        return []
    if not ground:
        words = _(
            "募集で年れいを限ることは、法律で決まった場合のほかはできません。"
            "年れいを空けるか、理由を選んでください。"
        )
        return [_because(words, "age_ground")]
    reasons = []
    if ground == "retirement" and (facts["months"] or low):
        words = _(
            "「定年まで」は、期間の定めのない契約の上の年れいだけです。契約の月数と下の年れいを空けてください。"
        )
        reasons.append(_because(words, "age_ground"))
    if low is not None and low < YOUNGEST:
        reasons.append(_because(_("18歳より下の人は募集できません。"), "age_from"))
    if low is not None and high is not None and high < low:
        words = _("上の年れいを、下の年れいより大きくしてください。")
        reasons.append(_because(words, "age_until"))
    return reasons


def why_not_withdraw(*, state: str, chosen: int, waiting: int) -> list[Reason]:
    """An order goes back while nobody was chosen and nobody waits for an interview."""
    if state != "open":
        return [Reason(_("この求人は、もう取り下げてあります。"), rule="state")]
    if chosen or waiting:
        words = _(
            "採用した人が%(chosen)s人、割り当てた人が%(waiting)s人います。"
            "先に面接の結果を入れるか、事務局に割り当てを取り消してもらってください。"
        )
        return [Reason(words, {"chosen": chosen, "waiting": waiting}, rule="pairs")]
    return []


def why_not_reopen(*, state: str) -> list[Reason]:
    """Only what was withdrawn comes back."""
    words = _("この求人は取り下げてありません。画面を新しくしてください。")
    return [] if state == "withdrawn" else [Reason(words, rule="state")]


def why_not_fewer(*, number: int, chosen: int) -> list[Reason]:
    """An order cannot ask for fewer people than were chosen for it."""
    words = _("もう%(chosen)s人を採用しています。人数はそれより少なくできません。")
    return [_because(words, "number", chosen=chosen)] if number < chosen else []


FULL_TIME = 30  # hours of a week; a guide of practice, not read in the law


def hours_notes(*, week_hours: Decimal) -> list[Reason]:
    """Every status of these programmes is for full-time work; said, because 30 is only a guide."""
    words = _(
        "1週間%(hours)s時間は、フルタイムのめやす（%(least)s時間）より短いです。"
        "技能実習・育成就労・特定技能は、フルタイムの仕事です。"
    )
    facts = {"hours": f"{week_hours.normalize():f}", "least": FULL_TIME}
    return [Reason(words, facts, rule="full_time")] if week_hours < FULL_TIME else []


def dormitory_notes(*, m2: Decimal | None, least: dict[str, Decimal]) -> list[Reason]:
    """What is known of the room that a dormitory needs; secondary, so it is said and never refused."""
    words = _(
        "寮の広さ %(m2)s㎡ は、%(who)sのめやす %(least)s㎡ より狭いです。広さを確かめてください。"
    )
    return [
        Reason(words, {"m2": m2, "who": who, "least": room}, rule="dormitory")
        for who, room in least.items()
        if m2 and m2 < room
    ]
