"""上限と割合 — headcount caps, ratios, staff ratios, fees: section 3.5 and 4 of the training sheet.

Every answer says what is allowed, by which rule and how surely; whoever is over it gets a sentence.
All divisions are rounded down (A7).
"""

from datetime import date
from fractions import Fraction
from typing import NamedTuple

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason
from tsunagari.programmes.talent.law.rules import fields, numbers
from tsunagari.programmes.talent.law.rules.areas import METRO, REGIONAL
from tsunagari.programmes.talent.law.rules.book import ESD_DAY

# (staff from, basic number of stage 1): Ord. 16(1); from 301 on a twentieth.
BASIC = ((201, 15), (101, 10), (51, 6), (41, 5), (31, 4), (0, 3))
LARGE = 301
# Excellent host with a general-licence SO: times the basic number, and the ceiling in times of staff.
EXCELLENT = {1: (2, 1), 2: (4, 2), 3: (6, 3)}
ORDINARY = {1: (1, 1), 2: (2, 2), 3: (0, 0)}
# Nursing care (table 4.2): staff up to, ordinary stage 1, ordinary total, excellent stage 1, total.
# A total of 0 stands for the number of staff.
CARE = (
    (1, 1, 1, 1, 1),
    (2, 1, 2, 2, 2),
    (10, 1, 3, 2, 0),
    (20, 2, 6, 4, 0),
    (30, 3, 9, 6, 0),
    (40, 4, 12, 8, 0),
    (50, 5, 15, 10, 0),
    (71, 6, 18, 12, 0),
    (100, 6, 18, 12, 72),
    (119, 10, 30, 20, 0),
    (200, 10, 30, 20, 120),
    (300, 15, 45, 30, 180),
)


class Cap(NamedTuple):
    """So many at most; None: the sources do not say."""

    most: int | None
    rule: str
    article: str
    source: tuple[str, ...]
    confidence: str


def basic(staff: int) -> int:
    """The basic number of stage-1 interns before the ceiling."""
    if staff >= LARGE:
        return staff // 20
    return next(number for least, number in BASIC if staff >= least)


def titp_cap(stage: int, staff: int, *, excellent: bool = False, general: bool = False) -> Cap:
    """人数枠 — interns of one stage; excellence counts only with a general-licence SO."""
    better = excellent and general
    times, ceiling = (EXCELLENT if better else ORDINARY)[stage]
    # Of a large host the twentieth is multiplied before it is rounded down.
    number = staff * times // 20 if staff >= LARGE else basic(staff) * times
    most = min(number, staff * ceiling)
    rule = "titp_cap_excellent" if better else "titp_cap_basic"
    article = "規則16条2項" if better else "技能実習法9条11号・規則16条1項"
    return Cap(most, rule, article, ("REG-TITP",), "official")


def care_cap(staff: int, *, excellent: bool = False, stage1: bool = False) -> Cap:
    """介護の人数枠 — staff are the full-time care staff of the establishment."""
    facts = ("titp_cap_field", "規則16条3項・告示", ("CARE", "REG-TITP"))
    if staff >= LARGE:
        share = {(False, True): 20, (True, True): 10}.get((excellent, stage1))
        if share:
            return Cap(staff // share, *facts, "secondary")
        return Cap(
            None if excellent else 3 * staff // 20, *facts, "unsure" if excellent else "secondary"
        )
    row = next((row for row in CARE if staff <= row[0]), CARE[-1])
    if staff < 1:
        return Cap(0, *facts, "secondary")
    most = row[(3 if excellent else 1) if stage1 else (4 if excellent else 2)]
    doubted = excellent and not stage1 and 72 <= staff <= 100
    return Cap(most or staff, *facts, "unsure" if doubted else "secondary")


def esd_cap(
    staff: int,
    *,
    excellent: bool = False,
    area: str = METRO,
    on: date = ESD_DAY,
    own_unsure: bool = False,
) -> Cap:
    """育成就労の人数枠 — one number for all three years; regional excellence only when switched on."""
    times = numbers.on("esd_cap_multiplier", on)
    confidence = "secondary"
    if excellent and area == REGIONAL and own_unsure:
        times *= numbers.on("esd_cap_multiplier_regional", on)
        confidence = "unsure"
    elif excellent:
        times *= numbers.on("esd_cap_multiplier_excellent", on)
    most = staff * times // 20 if staff >= LARGE else basic(staff) * times
    facts = ("esd_cap", "育成就労法9条・規則", ("TOUCH", "SANAI-N", "TLG-A"), confidence)
    return Cap(most, *facts)


def over(cap: Cap, there: int, *, taken_over: int = 0) -> list[Reason]:
    """Why nobody more may come; people taken over from a failed host come on top (Ord. 16(4))."""
    if cap.most is None:
        words = _("この規模の人数枠は、資料で確かめられていません。機構に聞いてください。")
        return [Reason(words, {}, rule=cap.rule)]
    counted = there - taken_over
    if counted <= cap.most:
        return []
    words = _(
        "人数枠は %(most)s人ですが、%(there)s人います。%(more)s人 多すぎます（%(article)s）。"
    )
    facts = {"most": cap.most, "there": counted, "more": counted - cap.most, "article": cap.article}
    return [Reason(words, facts, rule=cap.rule)]


def interviews_needed(people: int) -> int:
    """監査の面談 — a quarter, and two of two to four; one of one (A10)."""
    if people <= 0:
        return 0
    return max(-(-people // 4), 2 if 2 <= people <= 4 else 1)


def post_entry_hours(
    planned: int, *, pre_entry_hours: int = 0, pre_entry_month: bool = False
) -> Fraction:
    """入国後講習（技能実習）— a sixth of stage 1, a twelfth after a qualifying pre-entry course."""
    shorter = pre_entry_hours >= 160 and pre_entry_month
    return Fraction(planned, 12 if shorter else 6)


def esd_post_entry_hours(*, a1: bool, pre_entry_hours: int = 0, on: date = ESD_DAY) -> int:
    """入国後講習（育成就労）— by A1 and by the pre-entry hours of the last six months."""
    name = "esd_post_entry_hours_a1" if a1 else "esd_post_entry_hours"
    shorter = numbers.on(f"{name}_short", on)
    return shorter if pre_entry_hours >= shorter else numbers.on(name, on)


# 転籍 ---------------------------------------------------------------------------------------------


def why_not_transfer(
    *,
    workers: int,
    transferred: int,
    from_regional: int,
    own_area: str,
    last_area: str,
    on: date = ESD_DAY,
) -> list[Reason]:
    """One own-request transferee more: at most a third, and a sixth from regional to metro hosts.

    Whether the newcomer counts in the denominator is open: both must hold.
    """
    reasons = []
    parts = numbers.on("transfer_share_total_parts", on)
    if not _fits(transferred + 1, workers, parts):
        words = _("転籍で来た人は、全体の%(parts)s分の1までです（いま%(now)s人、全体%(all)s人）。")
        facts = {"parts": parts, "now": transferred, "all": workers}
        reasons.append(Reason(words, facts, rule="esd_transfer_ratio_total"))
    parts = numbers.on("transfer_share_metro_parts", on)
    if own_area == METRO and last_area == REGIONAL and not _fits(from_regional + 1, workers, parts):
        words = _(
            "大都市圏の会社では、地方から転籍で来た人は全体の%(parts)s分の1までです（いま%(now)s人、全体%(all)s人）。"
        )
        facts = {"parts": parts, "now": from_regional, "all": workers}
        reasons.append(Reason(words, facts, rule="esd_transfer_ratio_metro"))
    return reasons


def _fits(number: int, workers: int, parts: int) -> bool:
    """Within the share with the newcomer outside and inside the whole."""
    return number <= workers // parts and number <= (workers + 1) // parts


def why_not_own_request(
    *,
    free_from: date,
    on: date,
    same_category: bool,
    skill_passed: bool,
    a1_passed: bool,
    host_excellent: bool,
) -> list[Reason]:
    """本人の希望の転籍 — every condition that does not hold yet (3.5)."""
    reasons = []
    if on < free_from:
        words = _("転籍の制限の期間の中です。%(day)s からできます。")
        reasons.append(Reason(words, {"day": free_from}, rule="esd_transfer_own_request"))
    for holds, words in (
        (same_category, _("転籍できるのは、同じ業務区分の中だけです。")),
        (skill_passed, _("技能の基礎級の試験に合格していません。")),
        (a1_passed, _("日本語 A1（分野が決めた上の級）の試験に合格していません。")),
        (
            host_excellent,
            _("受け入れる会社が、転籍を受け入れる条件（優良など）をみたしていません。"),
        ),
    ):
        if not holds:
            reasons.append(Reason(words, {}, rule="esd_transfer_own_request"))
    return reasons


# 費用 ---------------------------------------------------------------------------------------------


class Fee(NamedTuple):
    """The cap of what a candidate may be asked, and how much is over it."""

    cap_yen: int
    over_yen: int
    reasons: list[Reason]


def send_fee(monthly_base_yen: int, paid_yen: int, on: date = ESD_DAY) -> Fee:
    """送出しの費用の上限（育成就労）— two months of contractual base pay, overtime left out."""
    months = numbers.on("send_fee_cap_months", on)
    cap = monthly_base_yen * months
    over_yen = max(0, paid_yen - cap)
    if not over_yen:
        return Fee(cap, 0, [])
    words = _(
        "本人が払った %(paid)s円は、基本給%(months)sか月分の上限 %(cap)s円を %(over)s円こえています。"
        "返すか、日本側が負担するまで、計画は進められません。"
    )
    facts = {"paid": paid_yen, "months": months, "cap": cap, "over": over_yen}
    return Fee(cap, over_yen, [Reason(words, facts, rule="esd_send_fee_cap")])


# 体制 ---------------------------------------------------------------------------------------------


def why_not_sso_staff(*, staff: int, hosts: int, workers: int, on: date = ESD_DAY) -> list[Reason]:
    """監理支援機関の体制 — two full-time staff, and per head fewer than 8 hosts and 40 workers."""
    reasons = []
    least = numbers.on("sso_min_staff", on)
    if staff < least:
        words = _("常勤の職員は %(least)s人以上いります（いま%(now)s人）。")
        reasons.append(Reason(words, {"least": least, "now": staff}, rule="esd_sso_staff_ratio"))
    for name, there, words in (
        (
            "sso_hosts_per_staff_under",
            hosts,
            _(
                "職員1人あたりの実施者は %(limit)s社より少なくします（職員%(staff)s人、%(there)s社）。"
            ),
        ),
        (
            "sso_workers_per_staff_under",
            workers,
            _(
                "職員1人あたりの外国人は %(limit)s人より少なくします（職員%(staff)s人、%(there)s人）。"
            ),
        ),
    ):
        limit = numbers.on(name, on)
        if there >= limit * max(staff, 0) and there:
            facts = {"limit": limit, "staff": staff, "there": there}
            reasons.append(Reason(words, facts, rule="esd_sso_staff_ratio"))
    fewest = numbers.on("sso_min_hosts", on)
    if hosts < fewest:
        words = _(
            "監理する実施者は %(least)s社以上いります（いま%(now)s社、分野の例外があります）。"
        )
        reasons.append(Reason(words, {"least": fewest, "now": hosts}, rule="esd_sso_min_hosts"))
    return reasons


def why_not_rso_capacity(
    *, managers: int, officers: int, people: int, hosts: int, on: date
) -> list[Reason]:
    """登録支援機関の体制 — the draft of 2027-04-01: 50 people and 10 hosts per officer."""
    if on < ESD_DAY:
        return []
    reasons = []
    if managers < 1 or officers < 1:
        words = _("事業所ごとに、常勤の支援責任者と支援担当者がいります（案）。")
        reasons.append(Reason(words, {}, rule="rso_capacity_2027"))
    for name, there, words in (
        (
            "rso_people_per_officer",
            people,
            _("支援担当者1人あたり %(limit)s人までです（案。担当%(officers)s人、%(there)s人）。"),
        ),
        (
            "rso_hosts_per_officer",
            hosts,
            _("支援担当者1人あたり %(limit)s社までです（案。担当%(officers)s人、%(there)s社）。"),
        ),
    ):
        limit = numbers.on(name, on)
        if there > limit * officers:
            facts = {"limit": limit, "officers": officers, "there": there}
            reasons.append(Reason(words, facts, rule="rso_capacity_2027"))
    return reasons


# 受入れの状況 -------------------------------------------------------------------------------------


class Intake(NamedTuple):
    """open, stopped or planned on a day, and from where we know."""

    status: str
    since: date | None
    source: str
    confidence: str


def ssw_intake(field: str, on: date) -> Intake:
    """特定技能の受入れ — whether a field takes new SSW (i) workers on a day; KeyError: no such field."""
    row = fields.table()[field]
    changes = [change for change in row.get("intake", ()) if change["from"] <= on]
    if row["since"] > on and not changes:
        return Intake("closed", None, "", "official")
    last = max(changes, key=lambda change: change["from"], default=None)
    if last and not (last["status"] == "planned" and row["since"] <= on):
        return Intake(last["status"], last["from"], last["source"], last["confidence"])
    if last:
        return Intake("open", row["since"], last["source"], "unsure")
    return Intake("open", row["since"], "K22b", "secondary")
