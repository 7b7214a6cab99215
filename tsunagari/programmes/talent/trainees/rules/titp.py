"""技能実習の道すじ — section 2.1 of the fact sheet."""

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason
from tsunagari.programmes.talent.law.rules import gates
from tsunagari.programmes.talent.law.rules.triggers import went_home
from tsunagari.programmes.talent.people.rules import ways
from tsunagari.programmes.talent.people.rules.ways import (
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
    unless,
)
from tsunagari.programmes.talent.trainees.rules.guards import (
    BEFORE_ENTRY,
    applied_for_coe,
    arrived,
    certified,
    planned,
    refused_by,
    trained,
    training,
)
from tsunagari.programmes.talent.trainees.rules.papers import TITP_DOCUMENTS


def _first_time(known: Known) -> list[Reason]:
    """同じ段階を前にしていない — looked for in the case before this one."""
    before = known.before
    if before and before.system == "TITP" and any(plan.stage == 1 for plan in before.plans):
        words = _("第1号の技能実習を前にしています。同じ段階は2回できません。")
        return [Reason(words, {}, rule="titp_intern_conditions")]
    return []


def _still_open(known: Known) -> list[Reason]:
    """新しく来る人の計画 — no application on or after 2027-04-01."""
    if known.on <= gates.LAST_APPLICATION:
        return []
    words = gates.TRANSITION["tr_no_new_applications"][0]
    return [Reason(words, {}, rule="tr_no_new_applications")]


def _excellent(known: Known) -> list[Reason]:
    reasons = []
    if not known.excellent:
        words = _("受入れ企業が優良な実習実施者ではありません。第3号に進めません。")
        reasons.append(Reason(words, {}, rule="titp_cap_excellent"))
    if not known.general:
        words = _("監理団体に一般監理事業の許可がありません。第3号は監理できません。")
        reasons.append(Reason(words, {}, rule="titp_cap_excellent"))
    return reasons


def _returned(known: Known) -> list[Reason]:
    """一時帰国 — before stage 3, or within its first year."""
    left = went_home(known.case)
    words = _("一時帰国に出発した日がまだありません。")
    return [] if left and left <= known.on else [Reason(words, {}, rule="titp_temporary_return")]


def _changed_status(stage: int) -> Guard:
    return ways.stay(f"TITP{stage}", f"技能実習{stage}号")


STAGE3 = all_of(
    exam("stage2", _("3級の実技試験にまだ合格していません。"), passed=True),
    _excellent,
    certified(3),
    refused_by("tr_stage2_to_3"),
)
WORKING = ("stage1_working", "stage2_working", "stage3_working")
PLAN_PAPERS = (
    "recommendation",
    "experience",
    "pledge",
    "fee_statement",
    "contract",
    "conditions",
    "lodging",
)

TITP = Way(
    system="TITP",
    documents=TITP_DOCUMENTS,
    steps=(
        Step(
            code="candidate",
            words=_("候補者"),
            actors=("SEND", "SO", "HOST"),
            papers=(
                "referral",
                "cv",
                "job_offer",
                "interview",
                "fee_statement",
                "sending_contract",
            ),
        ),
        Step(
            code="pre_entry_training",
            words=_("入国前の講習"),
            actors=("SO", "SCHOOL"),
            papers=("pre_entry_record",),
        ),
        Step(
            code="plan_drafting",
            words=_("計画をつくっている"),
            actors=("HOST", "SO"),
            papers=("plan", *PLAN_PAPERS),
        ),
        Step(
            code="plan_applied",
            words=_("計画を申請した"),
            actors=("HOST",),
            papers=("plan_receipt", "guidance"),
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
            actors=("HOST", "SO", "ISA"),
            papers=("passport",),
        ),
        Step(
            code="coe_issued", words=_("在留資格認定証明書が出た"), actors=("ISA",), papers=("coe",)
        ),
        Step(code="coe_refused", words=_("在留資格認定証明書が出なかった"), actors=("ISA",)),
        Step(
            code="visa_issued",
            words=_("査証が出た"),
            actors=("PERSON", "SEND", "EMB"),
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
            actors=("SO",),
            papers=("post_entry_record", "allowance_record"),
        ),
        Step(
            code="stage1_working",
            words=_("第1号の実習中"),
            actors=("HOST", "SO"),
            papers=("start_notice", "training_log", "wage_ledger"),
        ),
        Step(
            code="stage1_exam",
            words=_("第1号の試験"),
            actors=("HOST", "EXAM", "SO"),
            papers=("exam1_result",),
        ),
        Step(code="completed", words=_("実習がおわった"), actors=("SO", "PERSON")),
        Step(
            code="stage2_plan",
            words=_("第2号の計画"),
            actors=("HOST", "SO", "ORG"),
            papers=("plan2", "certification2"),
        ),
        Step(
            code="status_change",
            words=_("在留資格の変更を申請した"),
            actors=("PERSON", "ISA"),
            papers=("change_receipt",),
        ),
        Step(
            code="stage2_working",
            words=_("第2号の実習中"),
            actors=("HOST", "SO"),
            papers=("residence_card2", "training_log", "wage_ledger"),
        ),
        Step(
            code="stage2_exam",
            words=_("第2号の試験"),
            actors=("HOST", "EXAM"),
            papers=("exam2_result",),
        ),
        Step(
            code="temporary_return",
            words=_("一時帰国"),
            actors=("PERSON", "SO"),
            papers=("travel_invoice", "travel_record"),
        ),
        Step(
            code="stage3_working",
            words=_("第3号の実習中"),
            actors=("HOST", "SO"),
            papers=("plan3", "certification3", "excellence", "residence_card3"),
        ),
        Step(
            code="stage3_exam",
            words=_("第3号の試験"),
            actors=("HOST", "EXAM"),
            papers=("exam3_result",),
        ),
        Step(
            code="difficulty",
            words=_("実習を続けるのが難しい"),
            actors=("HOST", "SO", "ORG"),
            papers=("difficulty_notice", "form18"),
        ),
        Step(
            code="transferred",
            words=_("新しい会社に移る"),
            actors=("SO", "HOST", "ORG"),
            papers=("new_plan", "new_certification"),
        ),
        Step(
            code="ssw_change",
            words=_("特定技能への変更"),
            actors=("PERSON", "HOST", "RSO"),
            papers=("exam2_result",),
            end=True,
        ),
        Step(
            code="departed",
            words=_("帰国した"),
            actors=("SO", "PERSON"),
            papers=("departure_record",),
            end=True,
        ),
        Step(
            code="missing",
            words=_("行方不明"),
            actors=("HOST", "SO"),
            papers=("form18", "police_report"),
            end=True,
        ),
        Step(code="withdrawn", words=_("辞退した"), actors=("PERSON",), end=True),
    ),
    moves=(
        Move(was=("candidate",), to="pre_entry_training", guard=parts("sending")),
        Move(
            was=("candidate", "pre_entry_training", "plan_refused"),
            to="plan_drafting",
            guard=parts("sending", "supervisor", "company"),
            papers=("sending_contract",),
        ),
        Move(
            was=("plan_drafting",),
            to="plan_applied",
            guard=all_of(
                adult,
                planned(1),
                _first_time,
                _still_open,
                refused_by("tr_no_new_applications", "tr_pending_plan"),
            ),
            papers=PLAN_PAPERS,
        ),
        Move(
            was=("plan_applied",),
            to="plan_certified",
            guard=all_of(certified(1), refused_by("tr_pending_plan")),
        ),
        Move(was=("plan_applied",), to="plan_refused"),
        Move(
            was=("plan_certified", "coe_refused"),
            to="coe_applied",
            guard=applied_for_coe,
            papers=("certification",),
        ),
        Move(was=("coe_applied",), to="coe_issued"),
        Move(was=("coe_applied",), to="coe_refused"),
        Move(was=("coe_issued",), to="visa_issued", papers=("coe",)),
        Move(
            was=("visa_issued",),
            to="entered",
            guard=arrived(gates.LAST_ENTRY),
            papers=("oec", "exit_clearance"),
        ),
        Move(was=("entered",), to="post_entry_training", guard=training),
        Move(
            was=("post_entry_training",),
            to="stage1_working",
            guard=all_of(trained, placed),
            papers=("post_entry_record",),
        ),
        Move(was=("stage1_working",), to="stage1_exam"),
        Move(
            was=("stage1_exam",),
            to="stage2_plan",
            guard=all_of(
                exam(
                    "stage1", _("基礎級の試験（実技と学科）にまだ合格していません。"), passed=True
                ),
                unless(
                    lambda k: any(p.stage == 1 and p.transferable for p in k.case.plans),
                    _("移行対象の職種ではありません。第2号に進めません。"),
                    "titp_host_plan_application_s2_s3",
                ),
            ),
        ),
        Move(was=("stage1_working", "stage1_exam", "stage2_exam", "stage3_exam"), to="completed"),
        Move(was=("stage2_plan",), to="status_change", guard=certified(2)),
        Move(was=("status_change",), to="stage2_working", guard=_changed_status(2)),
        Move(was=("stage2_working",), to="stage2_exam"),
        Move(
            was=("stage2_exam", "stage3_working"),
            to="temporary_return",
            guard=_returned,
        ),
        Move(
            was=("stage2_exam", "temporary_return"),
            to="stage3_working",
            guard=all_of(STAGE3, _changed_status(3)),
            papers=("excellence",),
        ),
        Move(was=("stage3_working",), to="stage3_exam"),
        Move(
            was=("stage2_exam", "stage3_exam", "completed"),
            to="ssw_change",
            guard=exam("stage2", _("3級の実技試験を受けた日がまだありません。"), passed=False),
        ),
        Move(was=("completed", "difficulty"), to="departed", guard=left),
        Move(was=("entered", "post_entry_training", *WORKING), to="difficulty"),
        Move(
            was=("difficulty",),
            to="transferred",
            guard=parts("company", "supervisor"),
            papers=("form18",),
        ),
        *(
            Move(
                was=("transferred",),
                to=working,
                guard=all_of(certified(stage), placed),
                papers=("new_certification",),
            )
            for stage, working in enumerate(WORKING, 1)
        ),
        Move(was=("difficulty",), to="missing", papers=("form18",)),
        Move(was=BEFORE_ENTRY, to="withdrawn"),
    ),
)
