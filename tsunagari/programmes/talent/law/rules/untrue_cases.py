"""案件の矛盾 — facts of one case that cannot be true together: days, plans, stays, employments."""

from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from tsunagari.base.languages import gettext_noop as _
from tsunagari.programmes.talent.law.rules.cap import BRIDGE
from tsunagari.programmes.talent.law.rules.counting import months_after, span
from tsunagari.programmes.talent.law.rules.events import CASE_EVENTS
from tsunagari.programmes.talent.law.rules.facts import Case, Event, Plan
from tsunagari.programmes.talent.law.rules.fields import COUNTRIES, EXAMS, FIELDS
from tsunagari.programmes.talent.law.rules.staying import died_on, gone_on
from tsunagari.programmes.talent.law.rules.touched import (
    CAP,
    CARDS,
    COUNTRY,
    DEPARTED,
    ENTRY,
    FIELD,
    PLACEMENTS,
    PLANS,
    STAGE2,
    STAGE3,
    STAYS,
    TRAINING,
    of_event,
)
from tsunagari.programmes.talent.law.rules.untrue import Contradiction, fault

# Months of the longest plan: of employment for skill development with the year more, of stages 1 to 3.
LONGEST = {0: 48, 1: 12, 2: 24, 3: 24}
DIED = ("died",)
AFTER_DEATH = _("%(on)s の出来事が、亡くなった日（%(gone)s）より後です。どちらかを直してください。")
# Statuses whose time counts towards the five years.
SSW1_TIME = ("", "SSW1", BRIDGE)
# What only somebody does who lives here.
HERE = ("moved", "address_left", "left_with_reentry", "side_work_planned", "temporary_return")


def of_case(case: Case) -> Iterator[Contradiction]:
    yield from _order(case)
    yield from _unknown(case)
    yield from _leave_faults(case)
    yield from _plan_faults(case)
    yield from _stay_faults(case)
    yield from _placement_faults(case)
    if case.events:
        yield from _event_faults(case)


def _order(case: Case) -> Iterator[Contradiction]:
    if case.entry and case.departed and case.departed < case.entry:
        words = _("帰国（%(departed)s）が入国（%(entry)s）より前です。どちらかを直してください。")
        yield fault(
            words,
            (*ENTRY, *DEPARTED),
            "departed",
            "entry",
            departed=case.departed,
            entry=case.entry,
        )
    if case.born_on and case.entry and case.entry <= case.born_on:
        words = _("入国（%(entry)s）が誕生日（%(born)s）より前です。どちらかを直してください。")
        yield fault(words, ENTRY, "born_on", "entry", entry=case.entry, born=case.born_on)
    if case.entry and case.address_fixed and case.address_fixed < case.entry:
        words = _(
            "住所が決まった日（%(fixed)s）が入国（%(entry)s）より前です。どちらかを直してください。"
        )
        touched = ("address_fixed", "landed", "uninsured", "uninsured_20_59")
        yield fault(words, touched, "address_fixed", fixed=case.address_fixed, entry=case.entry)
    if case.training_from and case.training_until and case.training_until < case.training_from:
        words = _("入国後の講習の終わり（%(end)s）が、はじまり（%(start)s）より前です。")
        yield fault(
            words,
            TRAINING,
            "training_until",
            end=case.training_until,
            start=case.training_from,
        )
    course = min((d for d in (case.training_from, case.training_until) if d), default=None)
    if case.entry and course and course < case.entry:
        words = _("入国後の講習（%(course)s）が、入国（%(entry)s）より前です。")
        yield fault(words, TRAINING, "training_from", course=course, entry=case.entry)
    first = min(case.placements, key=lambda p: p.starts, default=None)
    trained = case.training_until if case.system in ("TITP", "ESD") else None
    if first and trained and first.starts <= trained:
        words = _(
            "講習が終わる前（%(end)s）に仕事（%(work)s）がはじまっています。講習の間は働けません。"
        )
        work = f"placements.{case.placements.index(first)}.starts"
        yield fault(words, TRAINING, "training_until", work, end=trained, work=first.starts)


def _unknown(case: Case) -> Iterator[Contradiction]:
    if case.field and case.field not in FIELDS:
        words = _("「%(field)s」という分野はありません。分野の記号を直してください。")
        yield fault(words, FIELD, "field", field=case.field)
    for number, exam in enumerate(case.exams):
        if exam.kind not in EXAMS:
            words = _("「%(kind)s」という試験はありません。試験の記号を直してください。")
            yield fault(words, (), f"exams.{number}.kind", kind=exam.kind)
    if case.system == "HSP" and not case.hsp_class:
        words = _("高度専門職の区分（イ・ロ・ハ）がありません。イ・ロとして計算しました。")
        yield fault(words, (), "hsp_class")
    if case.country and case.country not in COUNTRIES:
        words = _(
            "「%(country)s」という国の記号はありません。VN、ID、PH のように入れてください。"
            "送出国の手続は計算していません。"
        )
        yield fault(words, COUNTRY, "country", country=case.country)


def _leave_faults(case: Case) -> Iterator[Contradiction]:
    """Leaves that end before they begin, or that would count a day twice."""
    leaves = sorted(enumerate(case.leaves), key=lambda found: (found[1].starts, found[1].ends))
    for number, leave in leaves:
        if leave.ends < leave.starts:
            words = _("休みの終わり（%(ends)s）が、はじまり（%(starts)s）より前です。")
            where = f"leaves.{number}.ends"
            yield fault(words, CAP, where, ends=leave.ends, starts=leave.starts)
    permitted = min((s.since for s in case.stays if s.status in SSW1_TIME), default=None)
    for number, leave in leaves:
        if case.system == "SSW1" and permitted and leave.starts < permitted:
            words = _(
                "休み（%(starts)s から）が、特定技能1号の許可（%(since)s）より前です。"
                "前の日は、通算からのぞきません。"
            )
            where = f"leaves.{number}.starts"
            yield fault(words, (), where, starts=leave.starts, since=permitted)
    for (first, one), (second, other) in pairwise(leaves):
        if other.starts <= one.ends:
            words = _(
                "2つの休みが重なっています（%(one)s と %(other)s から）。分けて入れてください。"
            )
            facts = {"one": one.starts, "other": other.starts}
            yield fault(words, CAP, f"leaves.{first}.ends", f"leaves.{second}.starts", **facts)


def _plan_faults(case: Case) -> Iterator[Contradiction]:
    places = {plan.stage: number for number, plan in enumerate(case.plans)}
    stages = {stage: case.plans[number] for stage, number in places.items()}
    for number, plan in enumerate(case.plans):
        where = f"plans.{number}"
        if plan.ends < plan.starts:
            words = _("計画の終わり（%(ends)s）が、はじまり（%(starts)s）より前です。")
            yield fault(words, PLANS, f"{where}.ends", ends=plan.ends, starts=plan.starts)
        elif plan.ends > span(plan.starts, LONGEST[plan.stage]):
            words = _("計画の期間（%(starts)s〜%(ends)s）が、法律で認められる長さをこえています。")
            touched = tuple(name for name in PLANS if name.endswith(f"s{plan.stage}")) or PLANS
            yield fault(words, touched, f"{where}.ends", ends=plan.ends, starts=plan.starts)
        if plan.certified_on and plan.applied_on and plan.certified_on < plan.applied_on:
            words = _("計画の認定（%(certified)s）が申請（%(applied)s）より前です。")
            facts = {"certified": plan.certified_on, "applied": plan.applied_on}
            yield fault(words, ("plan_filed",), f"{where}.certified_on", **facts)
        if case.system == ("ESD" if plan.stage else "TITP"):
            words = _("計画の段階が、この制度（技能実習・育成就労）のものではありません。")
            yield fault(words, PLANS, f"{where}.stage")
    yield from _same_stage(case)
    if 3 in stages and 2 not in stages:
        words = _("第3号の計画がありますが、第2号の計画がありません。第2号を入れてください。")
        yield fault(words, STAGE3, "plans")
    if (3 in stages or 2 in stages) and 1 not in stages:
        words = _(
            "第2号・第3号の計画がありますが、第1号の計画がありません。第1号を入れてください。"
        )
        yield fault(words, STAGE2, "plans")
    if 3 in stages:
        yield from _home_too_short(case, stages[3], f"plans.{places[3]}.starts")
    for earlier, later in ((1, 2), (2, 3)):
        if earlier in stages and later in stages and stages[later].starts <= stages[earlier].ends:
            words = _("第%(later)s号の計画が、第%(earlier)s号の終わる前にはじまっています。")
            touched = STAGE2 if later == 2 else STAGE3
            at = (f"plans.{places[later]}.starts", f"plans.{places[earlier]}.ends")
            yield fault(words, touched, *at, later=later, earlier=earlier)


def _same_stage(case: Case) -> Iterator[Contradiction]:
    """The same stage once more, when it was done already (Ord. 10(2)(iii)).

    Who changed the company in the middle has a second plan for the rest of the same stage.
    """
    if len({plan.stage for plan in case.plans}) == len(case.plans):
        return
    inside = sorted(enumerate(case.plans), key=lambda found: (found[1].stage, found[1].starts))
    for (first, one), (second, other) in pairwise(inside):
        whole = span(one.starts, LONGEST.get(one.stage, 0)) if one.stage else one.ends
        if one.stage and one.stage == other.stage and one.starts < whole <= one.ends < other.starts:
            words = _(
                "第%(stage)s号の計画が2つあります（%(one)s からと %(other)s から）。"
                "終えた段階は、もう一度できません。段階か日を直してください。"
            )
            touched = tuple(name for name in PLANS if name.endswith(f"s{one.stage}"))
            at = (f"plans.{second}.stage", f"plans.{first}.stage")
            facts = {"stage": one.stage, "one": one.starts, "other": other.starts}
            yield fault(words, touched, *at, **facts)


def _home_too_short(case: Case, stage3: Plan, where: str) -> Iterator[Contradiction]:
    """Stage 3 after a return of less than a month (variant A; Ord. 10(2)(iii))."""
    returns = [
        (event.on, f"events.{number}.on")
        for number, event in enumerate(case.events)
        if event.kind == "temporary_return" and event.on <= stage3.starts
    ]
    left, event = max(returns, default=(None, ""))
    if left and stage3.starts <= (home := months_after(left, 1)):
        words = _(
            "一時帰国（%(left)s から）が1か月になる前に、第3号がはじまっています。"
            "%(home)s まで母国にいてから、はじめてください。"
        )
        yield fault(words, ("titp_stage3",), where, event, left=left, home=home)


def _stay_faults(case: Case) -> Iterator[Contradiction]:
    for number, stay in enumerate(case.stays):
        if stay.until < stay.since:
            words = _("在留期間の満了日（%(until)s）が、許可の日（%(since)s）より前です。")
            yield fault(words, STAYS, f"stays.{number}.until", until=stay.until, since=stay.since)
        if stay.filed_on and stay.filed_on < stay.since:
            words = _("次の申請（%(filed)s）が、この在留期間のはじまり（%(since)s）より前です。")
            facts = {"filed": stay.filed_on, "since": stay.since}
            yield fault(words, STAYS, f"stays.{number}.filed_on", **facts)
        if stay.decided_on and not stay.filed_on:
            words = _("申請の日がないのに、結果の日（%(decided)s）があります。")
            yield fault(words, STAYS, f"stays.{number}.filed_on", decided=stay.decided_on)
        elif stay.decided_on and stay.filed_on and stay.decided_on < stay.filed_on:
            words = _("結果の日（%(decided)s）が申請の日（%(filed)s）より前です。")
            facts = {"decided": stay.decided_on, "filed": stay.filed_on}
            yield fault(words, STAYS, f"stays.{number}.decided_on", **facts)
    for number, card in enumerate(case.cards):
        if card.expires < card.issued:
            words = _("在留カードの有効期限（%(expires)s）が、交付の日（%(issued)s）より前です。")
            yield fault(
                words, CARDS, f"cards.{number}.expires", expires=card.expires, issued=card.issued
            )


def _death_faults(case: Case, died: date) -> Iterator[Contradiction]:
    """A death that comes twice, or before the birth, the landing or the work."""
    places = [number for number, event in enumerate(case.events) if event.kind == "died"]
    where = f"events.{places[0]}.on"
    for number in places[1:]:
        words = _("同じ出来事「%(id)s」が2回あります。どちらかを消してください。")
        yield fault(words, DIED, f"events.{number}.on", where, id=CASE_EVENTS["died"])
    if any(day and died < day for day in (case.born_on, case.entry)):
        words = _("亡くなった日（%(died)s）が、誕生日か入国の日より前です。日を直してください。")
        yield fault(words, DIED, where, "born_on", "entry", died=died)
        return
    for number, placement in enumerate(case.placements):
        if placement.starts > died:
            on = f"placements.{number}.starts"
            facts = {"on": placement.starts, "gone": died}
            yield fault(AFTER_DEATH, (), on, where, **facts)


def _event_faults(case: Case) -> Iterator[Contradiction]:
    """What somebody did here before coming or after leaving, and a contract changed before it."""
    came, gone = _came(case), gone_on(case)
    if died := died_on(case):
        yield from _death_faults(case, died)
    for number, event in enumerate(case.events):
        where = f"events.{number}.on"
        if event.kind == "contract_changed":
            yield from _before_its_contract(case, event, where)
        elif event.kind not in HERE:
            continue
        elif gone and event.on > gone:
            words = _(
                "%(on)s の出来事が、日本をはなれた日（%(gone)s）より後です。どちらかを直してください。"
            )
            words = AFTER_DEATH if gone == died_on(case) else words
            yield fault(words, of_event(event.kind), where, "departed", on=event.on, gone=gone)
        elif came and event.on < came:
            words = _(
                "%(on)s の出来事が、日本に来た日（%(came)s）より前です。どちらかを直してください。"
            )
            yield fault(words, of_event(event.kind), where, "entry", on=event.on, came=came)


def _before_its_contract(case: Case, event: Event, where: str) -> Iterator[Contradiction]:
    days = [case.contract_on] if case.contract_on else []
    signed = min(days or (p.signed_on or p.starts for p in case.placements), default=None)
    if signed and event.on < signed:
        words = _(
            "契約の変更（%(on)s）が、契約の日（%(signed)s）より前です。どちらかを直してください。"
        )
        yield fault(words, of_event(event.kind), where, "contract_on", on=event.on, signed=signed)


def _came(case: Case) -> date | None:
    """The first day on which the facts know somebody in Japan; none for who was here before."""
    if case.in_japan or case.entry is None:
        return None
    since = (stay.since for stay in case.stays)
    return min((case.entry, *since, *(placement.starts for placement in case.placements)))


def _placement_faults(case: Case) -> Iterator[Contradiction]:
    inside = sorted(enumerate(case.placements), key=lambda found: (found[1].starts, found[1].id))
    for number, placement in inside:
        begins = f"placements.{number}.starts"
        if placement.ends and placement.ends < placement.starts:
            words = _("雇用の終わり（%(ends)s）が、はじまり（%(starts)s）より前です。")
            facts = {"ends": placement.ends, "starts": placement.starts}
            yield fault(words, PLACEMENTS, f"placements.{number}.ends", **facts)
        if case.entry and not case.in_japan and placement.starts < case.entry:
            words = _("仕事のはじまり（%(work)s）が入国（%(entry)s）より前です。")
            facts = {"work": placement.starts, "entry": case.entry}
            yield fault(words, PLACEMENTS, begins, "entry", **facts)
        # Who left before coming has one wrong day, not two.
        left = case.departed
        if left and (case.entry or left) <= left < placement.starts:
            words = _("帰国（%(departed)s）のあとに、仕事（%(work)s）がはじまっています。")
            facts = {"departed": left, "work": placement.starts}
            yield fault(words, (*PLACEMENTS, *DEPARTED), begins, "departed", **facts)
    for (first, one), (second, other) in pairwise(inside):
        if one.ends is None or other.starts <= one.ends:
            words = _(
                "2つの会社での雇用が重なっています（%(one)s と %(other)s）。"
                "前の雇用の終わりの日を入れてください。"
            )
            # A reader knows employments by their first days, not by their ids.
            where = (f"placements.{first}.ends", f"placements.{second}.starts")
            yield fault(words, PLACEMENTS, *where, one=one.starts, other=other.starts)
    last, still = inside[-1] if inside else (0, None)
    left, died = case.departed, died_on(case)
    if still and still.ends is None and left and left >= still.starts and not (died or left) < left:
        words = _("帰国（%(departed)s）しましたが、雇用の終わりの日がありません。入れてください。")
        yield fault(words, (), f"placements.{last}.ends", departed=left)
