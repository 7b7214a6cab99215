"""切替の門 — what a case must have done by which day to stay under the old programme (section 3.7).

Every gate answers yes, no or not yet, with the last day, a sentence and its source.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason
from tsunagari.programmes.talent.law.rules.book import ESD_DAY
from tsunagari.programmes.talent.law.rules.counting import span
from tsunagari.programmes.talent.law.rules.engine import SUNSET
from tsunagari.programmes.talent.law.rules.facts import Case, Plan

LAST_APPLICATION = date(2027, 3, 31)
ADVISED_APPLICATION = date(2027, 2, 28)
LAST_ENTRY = date(2027, 6, 30)
STAGE2_FOR_STAGE3 = date(2026, 4, 1)
ESD_PLANS_OPEN = date(2026, 9, 1)
# A newcomer from abroad needs about two to three months from the certificate's application (A).
EARLIEST_ARRIVAL = date(2027, 6, 1)
# As what a period of stay of a technical intern is written: of stage 2, and of any.
SECOND = ("TITP2", "技能実習2号")
TRAINEES = (*SECOND, "TITP", "TITP1", "TITP3", "技能実習1号", "技能実習3号")
PASSED, REFUSED, BEFORE = "passed", "refused", "before"
FOUR = ("CCS", "HOREI", "NBC", "SENMON")

# id: (words, first day, sources, confidence); the page of sources shows them all.
TRANSITION = {
    "tr_existing_continue": (
        _("2027年4月1日に実習している人は、計画の終わりまで技能実習を続けられます。"),
        ESD_DAY,
        ("CCS", "NBC", "HOREI", "SENMON", "GH-CARD"),
        "secondary",
    ),
    "tr_entry_deadline": (
        _("2027年3月までに認定と COE を受けた人は、2027年6月30日までに入国します。"),
        ESD_DAY,
        FOUR,
        "secondary",
    ),
    "tr_pending_plan": (
        _(
            "2027年3月31日までに申請した計画は後で認定されますが、6月30日までにはじまるものだけです。"
        ),
        ESD_DAY,
        FOUR,
        "secondary",
    ),
    "tr_no_new_applications": (
        _("2027年4月1日からは、新しく来る人の技能実習計画を申請できません。"),
        ESD_DAY,
        FOUR,
        "secondary",
    ),
    "tr_otit_s1_filing_advice": (
        _("機構は、第1号の計画を2027年2月までに申請するように求めています。"),
        date(2026, 1, 16),
        ("GH-KANRI",),
        "secondary",
    ),
    "tr_stage1_to_2": (
        _("移行の対象の第1号の人は、2027年4月1日の後でも第2号に進めます。"),
        ESD_DAY,
        ("HOREI", "SENMON", "GH-CARD"),
        "secondary",
    ),
    "tr_stage2_to_3": (
        _("第3号に進めるのは、2026年4月1日までに第2号がはじまった人だけです。"),
        ESD_DAY,
        ("KANRI", "HOREI", "NBC"),
        "secondary",
    ),
    "tr_plan_change_resume": (
        _("計画の変更の認定は続きます。病気などで中断した人も、新しい計画で戻れます。"),
        ESD_DAY,
        ("HOREI", "SENMON"),
        "secondary",
    ),
    "tr_no_status_switch": (
        _("技能実習から育成就労への変更はできません。"),
        ESD_DAY,
        ("SENMON",),
        "secondary",
    ),
    "tr_so_licence_runs_on": (
        _("監理団体は、許可が有効な間は技能実習の監理を続けられます。"),
        ESD_DAY,
        ("GH-YATO",),
        "secondary",
    ),
    "tr_esd_pre_filing": (
        _("育成就労計画と監理支援機関の許可は、2027年4月1日の前に申請・決定できます。"),
        ESD_PLANS_OPEN,
        ("ACT60",),
        "official",
    ),
    "tr_otit_successor": (
        _("2027年4月1日から、提出先は外国人育成就労機構に変わります。"),
        ESD_DAY,
        ("ACT60",),
        "official",
    ),
}


class Gate(NamedTuple):
    """One gate for one case: passed, refused, or still to be passed by a day."""

    rule: str
    state: str
    by: date | None
    reason: Reason
    source: tuple[str, ...]
    confidence: str


def of(case: Case, as_of: date) -> list[Gate]:
    """Every gate that a case of the old or the new programme meets."""
    if case.system == "TITP":
        return list(_titp(case, as_of))
    return list(_esd(case)) if case.system == "ESD" else []


def must_act(cases: Iterable[Case], as_of: date) -> list[tuple[date, str, Gate]]:
    """(last day, case, gate) of everything still to be done, the earliest first."""
    found = [
        (gate.by, case.id, gate)
        for case in cases
        for gate in of(case, as_of)
        if gate.state == BEFORE and gate.by
    ]
    return sorted(found, key=lambda item: (item[0], item[1], item[2].rule))


def _gate(rule: str, state: str, last: date | None, words: str, **facts) -> Gate:
    _words, _first, source, confidence = TRANSITION[rule]
    return Gate(rule, state, last, Reason(words, facts, rule=rule), source, confidence)


def _titp(case: Case, as_of: date) -> Iterator[Gate]:
    plans: dict[int, Plan] = {plan.stage: plan for plan in case.plans}
    # An entry that is to come is a plan: until then nobody has come.
    came = bool(case.entry and case.entry <= as_of)
    if _comes_first(case, plans, came):
        yield from _newcomer(case, plans.get(1), as_of)
    if came and case.entry and case.entry < ESD_DAY:
        words = _("%(entry)s に入国しています。計画の終わりまで技能実習を続けられます。")
        yield _gate("tr_existing_continue", PASSED, None, words, entry=case.entry)
    if 2 in plans and plans[2].starts >= ESD_DAY:
        words = _("第2号は %(starts)s にはじまります。移行の対象なので、申請できます。")
        yield _gate("tr_stage1_to_2", PASSED, None, words, starts=plans[2].starts)
    yield from _stage3(case, plans)
    for plan in case.plans:
        if plan.ends > SUNSET:
            words = _(
                "計画は %(ends)s までで、めやすの2030年3月31日より後です。"
                "短くはなりませんが、入管に確かめてください。"
            )
            yield _gate("tr_existing_continue", PASSED, None, words, ends=plan.ends)
    yield _gate("tr_no_status_switch", PASSED, None, TRANSITION["tr_no_status_switch"][0])


def _comes_first(case: Case, plans: Mapping[int, Plan], came: bool) -> bool:
    """Whether somebody comes for stage 1 under the new law, be their plan not even drafted."""
    if 1 in plans:
        return not (came and case.entry and case.entry < ESD_DAY)
    return not (plans or case.stays or came or case.in_japan)


def _newcomer(case: Case, plan: Plan | None, as_of: date) -> Iterator[Gate]:
    applied = plan and plan.applied_on
    if applied is None and not (plan and plan.certified_on):
        yield from _not_applied(as_of)
    elif applied and applied > LAST_APPLICATION:
        words = _(
            "計画の申請（%(applied)s）が2027年4月1日以後です。新しく来る人の計画は受けられません。"
        )
        yield _gate("tr_no_new_applications", REFUSED, LAST_APPLICATION, words, applied=applied)
    elif applied and applied > as_of:
        words = _("計画は %(applied)s に申請する予定です。%(by)s までなら間に合います。")
        facts = {"applied": applied, "by": LAST_APPLICATION}
        yield _gate("tr_no_new_applications", PASSED, None, words, **facts)
    else:
        words = _("計画は2027年3月31日までに申請しています。")
        yield _gate("tr_no_new_applications", PASSED, None, words)
    if plan and plan.starts > LAST_ENTRY:
        words = _("計画が %(starts)s にはじまります。6月30日より後にはじまる計画は認められません。")
        yield _gate("tr_pending_plan", REFUSED, LAST_ENTRY, words, starts=plan.starts)
    if case.entry is None:
        words = _("%(by)s までに入国しないと、技能実習では来られません。")
        if as_of > LAST_ENTRY:
            words = _("%(by)s までの入国がありません。技能実習では来られません。")
        state = _still(LAST_ENTRY, as_of)
        yield _gate("tr_entry_deadline", state, LAST_ENTRY, words, by=LAST_ENTRY)
    elif case.entry > LAST_ENTRY:
        words = _("入国（%(entry)s）が2027年6月30日より後です。技能実習では入国できません。")
        yield _gate("tr_entry_deadline", REFUSED, LAST_ENTRY, words, entry=case.entry)
    else:
        words = _("入国（%(entry)s）は2027年6月30日までです。")
        yield _gate("tr_entry_deadline", PASSED, None, words, entry=case.entry)


def _not_applied(as_of: date) -> Iterator[Gate]:
    """A plan that nobody has applied for: by the last day, and too late after it."""
    words = _("計画はまだ申請していません。%(by)s までに申請しないと、技能実習では来られません。")
    if as_of > LAST_APPLICATION:
        words = _("%(by)s までに計画の申請がありません。新しく来る人の計画は、もう受けられません。")
    state = _still(LAST_APPLICATION, as_of)
    yield _gate("tr_no_new_applications", state, LAST_APPLICATION, words, by=LAST_APPLICATION)
    if as_of <= ADVISED_APPLICATION:
        words = _("機構は %(by)s までの申請を求めています。")
        facts = {"by": ADVISED_APPLICATION}
        yield _gate("tr_otit_s1_filing_advice", BEFORE, ADVISED_APPLICATION, words, **facts)


def _still(last: date, as_of: date) -> str:
    """Whether a last day can still be met."""
    return REFUSED if as_of > last else BEFORE


def stage2_began(case: Case) -> date | None:
    """The day of the change-of-status permission to stage 2, or the plan's first day."""
    permitted = [stay.since for stay in case.stays if stay.status in SECOND]
    planned = [plan.starts for plan in case.plans if plan.stage == 2]
    return min(permitted or planned, default=None)


def _stage3(case: Case, plans: dict[int, Plan]) -> Iterator[Gate]:
    began = stage2_began(case)
    if began is None or (3 in plans and plans[3].starts < ESD_DAY):
        return
    year = span(began, 12)
    if year < ESD_DAY:
        words = _(
            "第2号の1年は %(year)s に終わります。2027年4月1日までに1年なので、第3号に進めます。"
        )
        yield _gate("tr_stage2_to_3", PASSED, None, words, year=year)
    else:
        words = _(
            "第2号の1年は %(year)s に終わります。2027年4月1日に1年たたないので、第3号に進めません。"
        )
        yield _gate("tr_stage2_to_3", REFUSED, STAGE2_FOR_STAGE3, words, year=year)


def _esd(case: Case) -> Iterator[Gate]:
    if case.in_japan and any(stay.status in TRAINEES for stay in case.stays):
        yield _gate("tr_no_status_switch", REFUSED, None, TRANSITION["tr_no_status_switch"][0])
    for plan in case.plans:
        if plan.starts < ESD_DAY:
            words = _("計画が %(starts)s にはじまります。育成就労は2027年4月1日からです。")
            yield _gate("tr_esd_pre_filing", REFUSED, ESD_DAY, words, starts=plan.starts)
        elif plan.starts < EARLIEST_ARRIVAL and not case.in_japan:
            words = _(
                "COE の申請は2027年4月1日からです。%(starts)s に来るのは間に合わないかもしれません。"
            )
            yield _gate("tr_esd_pre_filing", BEFORE, plan.starts, words, starts=plan.starts)
        if plan.applied_on and plan.applied_on < ESD_PLANS_OPEN:
            words = _("計画の申請（%(applied)s）が、受付のはじまる2026年9月1日より前です。")
            yield _gate("tr_esd_pre_filing", REFUSED, None, words, applied=plan.applied_on)
    if case.application_on and case.application_on < ESD_DAY and not case.in_japan:
        words = _("COE の申請（%(on)s）が2027年4月1日より前です。この日からしか申請できません。")
        yield _gate("tr_esd_pre_filing", REFUSED, ESD_DAY, words, on=case.application_on)
