"""門の部品 — what both ways of trainees ask: plans, days, the transition of 2027-04-01."""

from datetime import date

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason
from tsunagari.programmes.talent.law.rules import gates
from tsunagari.programmes.talent.law.rules.facts import Case, Plan
from tsunagari.programmes.talent.people.rules import ways
from tsunagari.programmes.talent.people.rules.ways import (
    Guard,
    Known,
    unless,
)


def plan_of(case: Case, stage: int) -> Plan | None:
    """The newest plan of a stage."""
    return max((p for p in case.plans if p.stage == stage), key=lambda p: p.starts, default=None)


def planned(stage: int) -> Guard:
    words = _("計画の期間がまだありません。案件に計画を入れてください。")
    return unless(lambda k: plan_of(k.case, stage) is not None, words, "plan")


def certified(stage: int) -> Guard:
    def guard(known: Known) -> list[Reason]:
        plan = plan_of(known.case, stage)
        if plan and plan.certified_on and plan.certified_on <= known.on:
            return []
        words = _("計画の認定の日がまだありません。認定通知書の日を入れてください。")
        return [Reason(words, {}, rule="plan.certified", field="plans")]

    return guard


def refused_by(*rules: str) -> Guard:
    """What the transition of 2027-04-01 forbids of this case (section 3.7)."""

    def guard(known: Known) -> list[Reason]:
        found = gates.of(known.case, known.on)
        return [one.reason for one in found if one.rule in rules and one.state == gates.REFUSED]

    return guard


def arrived(last: date | None = None) -> Guard:
    def guard(known: Known) -> list[Reason]:
        reasons = ways.day("entry", _("入国の日がまだありません。"))(known)
        if last and known.case.entry and known.case.entry > last:
            words = _("入国（%(entry)s）が2027年6月30日より後です。技能実習では入国できません。")
            facts = {"entry": known.case.entry}
            reasons.append(Reason(words, facts, rule="tr_entry_deadline", field="entry"))
        return reasons

    return guard


trained = ways.day("training_until", _("入国後講習の最後の日がまだありません。"))
training = ways.day("training_from", _("入国後講習の最初の日がまだありません。"))
applied_for_coe = ways.day("application_on", _("在留資格認定証明書を申請した日がまだありません。"))


BEFORE_ENTRY = (
    "candidate",
    "pre_entry_training",
    "plan_drafting",
    "plan_applied",
    "plan_certified",
    "plan_refused",
    "coe_applied",
    "coe_issued",
    "coe_refused",
    "visa_issued",
)
