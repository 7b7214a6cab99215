"""育成就労の道すじ — section 2.2 of the fact sheet, from 2027-04-01."""

from datetime import date

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason
from tsunagari.programmes.talent.law.rules import fields, gates, limits
from tsunagari.programmes.talent.law.rules.book import ESD_DAY
from tsunagari.programmes.talent.law.rules.counting import DAY
from tsunagari.programmes.talent.law.rules.triggers import restriction_ends
from tsunagari.programmes.talent.people.rules.ways import (
    SECONDARY,
    Guard,
    Known,
    Move,
    Step,
    Way,
    adult,
    all_of,
    exam,
    left,
    parts,
    placed,
)
from tsunagari.programmes.talent.trainees.rules.guards import (
    BEFORE_ENTRY,
    applied_for_coe,
    arrived,
    certified,
    plan_of,
    planned,
    refused_by,
    trained,
    training,
)
from tsunagari.programmes.talent.trainees.rules.papers import ESD_DOCUMENTS

# 育成就労 -------------------------------------------------------------------------------------------


def _esd_field(known: Known) -> list[Reason]:
    """17の分野のどれか — the fields that take ESD workers."""
    if "esd_quota" in fields.table().get(known.case.field, {}):
        return []
    words = _("育成就労の分野（17分野）がまだ決まっていないか、この分野では受け入れられません。")
    return [Reason(words, {}, rule="esd_fields", field="field")]


def _not_before(day: date, words: str, rule: str) -> Guard:
    return lambda known: [] if known.on >= day else [Reason(words, {"day": day}, rule=rule)]


def _passed_a1(known: Known) -> bool:
    """An examination that is still to come does not count."""
    passed = known.case.a1_passed_on
    return passed is not None and passed <= known.on


def _a1(known: Known) -> list[Reason]:
    if _passed_a1(known) or "a1_course_record" in known.papers:
        return []
    words = _("日本語 A1 の試験の合格か、100時間の講習の記録が、働く前にいります。")
    return [Reason(words, {}, rule="esd_host_a1_training")]


def _may_transfer(known: Known) -> list[Reason]:
    """転籍 — unavoidable reasons at any time; at own request, everything of section 3.5."""
    kinds = {event.kind for event in known.case.events if event.on <= known.on}
    if kinds & {"difficulty", "violation_found", "dismissed_by_host"}:
        return []
    if "transfer_wished" not in kinds:
        words = _("転籍したいと申し出た日か、続けられなくなった日がまだありません。")
        return [Reason(words, {}, rule="esd_transfer_request_handling")]
    plan = plan_of(known.case, 0)
    if plan is None:
        return planned(0)(known)
    passed = {one.kind for one in known.case.exams if one.passed and one.on <= known.on}
    return limits.why_not_own_request(
        free_from=restriction_ends(known.case, plan) + DAY,
        on=known.on,
        same_category="same_category" in known.papers,
        skill_passed="year1" in passed,
        a1_passed=_passed_a1(known) or "a1" in passed,
        host_excellent=bool(known.excellent),
    )


def _failed_once(known: Known) -> list[Reason]:
    """延長 — a needed test was failed, and the person wants to go on to SSW (i)."""
    if any(one.kind in ("final", "a2") and one.passed is False for one in known.case.exams):
        return []
    words = _("延長は、特定技能1号に要る試験に落ちた人だけです。結果を入れてください。")
    return [Reason(words, {}, rule="esd_period")]


TESTS = all_of(
    exam(
        "final",
        _("技能の試験（3級・特定技能1号評価試験など）にまだ合格していません。"),
        passed=True,
    ),
    exam("a2", _("日本語 A2 の試験にまだ合格していません。"), passed=True),
)
ESD_WORKING = ("year1_working", "year2_3_working")

ESD = Way(
    system="ESD",
    documents=ESD_DOCUMENTS,
    steps=(
        Step(
            code="candidate",
            words=_("候補者"),
            actors=("SEND", "SSO", "HOST"),
            papers=(
                "referral",
                "cv",
                "job_offer",
                "interview",
                "fee_statement",
                "sending_contract",
            ),
            confidence=SECONDARY,
        ),
        Step(
            code="pre_entry_training",
            words=_("入国前の講習"),
            actors=("SCHOOL", "SSO"),
            papers=("a1_certificate", "pre_entry_record"),
            confidence=SECONDARY,
        ),
        Step(
            code="plan_drafting",
            words=_("計画をつくっている"),
            actors=("HOST", "SSO"),
            papers=("plan", "contract", "conditions", "fee_statement", "lodging"),
            confidence=SECONDARY,
        ),
        Step(
            code="plan_applied",
            words=_("計画を申請した"),
            actors=("HOST",),
            papers=("plan_receipt",),
        ),
        Step(
            code="plan_certified",
            words=_("計画が認定された"),
            actors=("ORG",),
            papers=("certification",),
        ),
        Step(code="plan_refused", words=_("計画が認定されなかった"), actors=("ORG",)),
        Step(
            code="coe_applied",
            words=_("在留資格認定証明書を申請した"),
            actors=("ISA",),
            papers=("passport",),
        ),
        Step(
            code="coe_issued", words=_("在留資格認定証明書が出た"), actors=("ISA",), papers=("coe",)
        ),
        Step(code="coe_refused", words=_("在留資格認定証明書が出なかった"), actors=("ISA",)),
        Step(
            code="visa_issued",
            words=_("査証が出た"),
            actors=("PERSON", "EMB"),
            papers=("visa", "oec", "exit_clearance"),
        ),
        Step(
            code="entered",
            words=_("入国した"),
            actors=("PERSON", "ISA"),
            papers=("residence_card", "address_notice"),
        ),
        Step(
            code="post_entry_training",
            words=_("入国後の講習"),
            actors=("SSO",),
            papers=("post_entry_record",),
            confidence=SECONDARY,
        ),
        Step(
            code="year1_working",
            words=_("1年目の就労中"),
            actors=("HOST", "SSO"),
            papers=("a1_course_record", "training_log", "wage_ledger"),
            confidence=SECONDARY,
        ),
        Step(
            code="year1_evaluation",
            words=_("1年目の評価"),
            actors=("HOST", "EXAM"),
            papers=("year1_result", "a1_result"),
            confidence=SECONDARY,
        ),
        Step(
            code="year2_3_working",
            words=_("2・3年目の就労中"),
            actors=("HOST", "SSO"),
            papers=("a2_course_record", "training_log", "wage_ledger"),
            confidence=SECONDARY,
        ),
        Step(
            code="final_evaluation",
            words=_("最後の評価"),
            actors=("HOST", "EXAM"),
            papers=("final_result", "a2_result"),
            confidence=SECONDARY,
        ),
        Step(
            code="extension",
            words=_("期間の延長"),
            actors=("HOST", "ORG"),
            papers=("changed_plan",),
            confidence=SECONDARY,
        ),
        Step(
            code="transfer_request",
            words=_("転籍の希望"),
            actors=("PERSON", "SSO", "ORG", "HW"),
            papers=("transfer_record", "same_category", "new_plan"),
            confidence=SECONDARY,
        ),
        Step(
            code="difficulty",
            words=_("就労を続けるのが難しい"),
            actors=("HOST", "SSO", "ORG"),
            papers=("difficulty_notice",),
            confidence=SECONDARY,
        ),
        Step(
            code="ssw_change",
            words=_("特定技能への変更"),
            actors=("PERSON", "HOST"),
            papers=("final_result", "a2_result"),
            confidence=SECONDARY,
            end=True,
        ),
        Step(
            code="departed",
            words=_("帰国した"),
            actors=("PERSON", "SSO"),
            papers=("departure_record",),
            end=True,
        ),
        Step(
            code="missing",
            words=_("行方不明"),
            actors=("HOST", "SSO"),
            papers=("difficulty_notice", "police_report"),
            confidence=SECONDARY,
            end=True,
        ),
        Step(code="withdrawn", words=_("辞退した"), actors=("PERSON",), end=True),
    ),
    moves=(
        Move(was=("candidate",), to="pre_entry_training", guard=_esd_field),
        Move(
            was=("candidate", "pre_entry_training", "plan_refused"),
            to="plan_drafting",
            guard=all_of(_esd_field, parts("supervisor", "company")),
            papers=("sending_contract",),
        ),
        Move(
            was=("plan_drafting",),
            to="plan_applied",
            guard=all_of(
                adult,
                planned(0),
                _not_before(
                    gates.ESD_PLANS_OPEN,
                    _("育成就労計画の申請は %(day)s からです。"),
                    "tr_esd_pre_filing",
                ),
                refused_by("tr_esd_pre_filing"),
            ),
            papers=("contract", "conditions", "fee_statement"),
        ),
        Move(was=("plan_applied",), to="plan_certified", guard=certified(0)),
        Move(was=("plan_applied",), to="plan_refused"),
        Move(
            was=("plan_certified", "coe_refused"),
            to="coe_applied",
            guard=all_of(
                _not_before(
                    ESD_DAY,
                    _("育成就労の在留資格認定証明書の申請は %(day)s からです。"),
                    "tr_esd_pre_filing",
                ),
                applied_for_coe,
            ),
            papers=("certification",),
        ),
        Move(was=("coe_applied",), to="coe_issued"),
        Move(was=("coe_applied",), to="coe_refused"),
        Move(was=("coe_issued",), to="visa_issued", papers=("coe",)),
        Move(was=("visa_issued",), to="entered", guard=arrived(), papers=("oec", "exit_clearance")),
        Move(was=("entered",), to="post_entry_training", guard=training),
        Move(
            was=("post_entry_training",),
            to="year1_working",
            guard=all_of(trained, placed, _a1),
            papers=("post_entry_record",),
        ),
        Move(was=("year1_working",), to="year1_evaluation"),
        Move(
            was=("year1_evaluation",),
            to="year2_3_working",
            guard=all_of(
                exam("year1", _("技能の基礎級の試験をまだ受けていません。"), passed=False),
                exam("a1", _("日本語 A1 の試験をまだ受けていません。"), passed=False),
            ),
        ),
        Move(was=("year2_3_working", "extension"), to="final_evaluation"),
        Move(was=("final_evaluation",), to="extension", guard=_failed_once),
        Move(was=("final_evaluation",), to="ssw_change", guard=TESTS),
        Move(was=("final_evaluation", "difficulty"), to="departed", guard=left),
        Move(was=(*ESD_WORKING, "year1_evaluation", "difficulty"), to="transfer_request"),
        *(
            Move(
                was=("transfer_request",),
                to=working,
                guard=all_of(_may_transfer, placed),
                papers=("new_plan",),
            )
            for working in ESD_WORKING
        ),
        Move(was=("entered", "post_entry_training", *ESD_WORKING, "extension"), to="difficulty"),
        Move(was=("difficulty",), to="missing", papers=("difficulty_notice",)),
        Move(was=BEFORE_ENTRY, to="withdrawn"),
    ),
)
