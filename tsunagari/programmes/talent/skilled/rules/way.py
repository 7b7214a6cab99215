"""特定技能・高度専門職の道すじ — steps, papers and guards of section 2 of the fact sheet."""

from datetime import date

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason
from tsunagari.programmes.talent.law.rules import cap, fields, limits
from tsunagari.programmes.talent.law.rules.counting import months_after
from tsunagari.programmes.talent.law.rules.facts import Stay
from tsunagari.programmes.talent.people.rules import ways
from tsunagari.programmes.talent.people.rules.ways import (
    Change,
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
from tsunagari.programmes.talent.skilled.rules.housekeeping import HK
from tsunagari.programmes.talent.skilled.rules.papers import (
    CLEARANCE_CODES,
    HSP_DOCUMENTS,
    SSW1_DOCUMENTS,
    SSW2_DOCUMENTS,
)

IDLE_MONTHS = 3
HSP_YEARS = 3


def _own(known: Known, system: str) -> list[Stay]:
    return [one for one in known.case.stays if one.status in ("", system)]


def _tested(known: Known) -> list[Reason]:
    """試験 — both tests, or stage 2 of technical intern training before."""
    before = known.before
    if before and before.system == "TITP" and any(one.kind == "stage2" for one in before.exams):
        return []
    reasons = []
    for paper, words in (
        ("skill_test", _("技能の試験の合格証明がまだ確かめられていません。")),
        ("japanese_test", _("日本語の試験の合格証明がまだ確かめられていません。")),
    ):
        if paper not in known.papers:
            reasons.append(Reason(words, {}, rule=paper, field="papers"))
    return reasons


_signed = ways.day("contract_on", _("雇用契約を結んだ日がまだありません。"))
_filed = ways.day("application_on", _("入管に申請した日がまだありません。"))


def _intake(known: Known) -> list[Reason]:
    """受入れの状況 — a field takes people on that day, as far as we know."""
    field = known.case.field
    if field not in fields.FIELDS:
        words = _("特定技能の分野がまだ決まっていません。案件に入れてください。")
        return [Reason(words, {}, rule="ssw_field", field="field")]
    status = limits.ssw_intake(field, known.on).status
    if status == "stopped":
        words = _("この分野の新しい受入れは止まっています（入管庁の知らせ、確かめてください）。")
        return [Reason(words, {}, rule="ssw_intake", field="field")]
    if status == "closed":
        words = _("この分野の特定技能は、まだはじまっていません。")
        return [Reason(words, {}, rule="ssw_intake", field="field")]
    return []


def _cap_left(known: Known) -> list[Reason]:
    """通算5年 — not used up."""
    own = _own(known, "SSW1")
    if not own:
        return []
    ends = cap.of(known.case, own).ends
    if ends >= known.on:
        return []
    words = _("特定技能1号の通算の期間は %(day)s におわりました。")
    return [Reason(words, {"day": ends}, rule="ssw1_cap")]


def _cap_used(known: Known) -> list[Reason]:
    own = _own(known, "SSW1")
    ends = cap.of(known.case, own).ends if own else None
    if ends and ends <= known.on:
        return []
    if ends is None:
        words = _("特定技能1号の許可の日がまだ登録されていません。")
        return [Reason(words, {}, rule="ssw1_cap")]
    words = _("特定技能1号の通算の期間は %(day)s までです。まだおわっていません。")
    return [Reason(words, {"day": ends}, rule="ssw1_cap")]


def _last_work(known: Known) -> date | None:
    """When the last employment ended; None while somebody is employed or never was."""
    if any(one.ends is None or one.ends > known.on for one in known.case.placements):
        return None
    return max((one.ends for one in known.case.placements if one.ends), default=None)


def _ended(known: Known) -> list[Reason]:
    if _last_work(known):
        return []
    words = _("契約がおわった日がまだありません。案件の受入れに入れてください。")
    return [Reason(words, {}, rule="placement", field="placements")]


def _permitted_anew(system: str) -> Guard:
    """新しい許可 — no work at another company before the change is permitted."""

    def guard(known: Known) -> list[Reason]:
        ends = [one.ends for one in known.case.placements if one.ends and one.ends <= known.on]
        since = [one.since for one in _own(known, system) if one.since <= known.on]
        if since and (not ends or max(since) >= max(ends)):
            return []
        words = _("新しい会社の許可（新しい指定書）がまだありません。許可の前には働けません。")
        return [Reason(words, {}, rule="ssw_change_host_permission")]

    return guard


def _idle(known: Known) -> list[Reason]:
    """3か月 — no activity without a good reason is a ground for revocation."""
    ended = _last_work(known)
    if ended and months_after(ended, IDLE_MONTHS) <= known.on:
        return []
    words = _("活動しない期間は、まだ3か月になっていません。")
    return [Reason(words, {}, rule="res_inactivity")]


def _three_years(known: Known) -> list[Reason]:
    own = _own(known, "HSP")
    first = min((one.since for one in own), default=None)
    if first and months_after(first, 12 * HSP_YEARS) <= known.on:
        return []
    words = _("高度専門職1号の活動が、まだ3年になっていません。")
    return [Reason(words, {}, rule="hsp_ii_apply")]


def _steps(*special: Step, papers: dict[str, tuple[str, ...]]) -> tuple[Step, ...]:
    """The steps that every skilled status has, with its own first ones."""
    plain = (
        ("contracted", _("雇用契約を結んだ"), ("HOST", "PERSON")),
        ("ready_to_apply", _("申請の準備ができた"), ("HOST", "RSO")),
        ("applied", _("在留資格を申請した"), ("PERSON", "HOST", "ISA")),
        ("permitted", _("在留資格が許可された"), ("ISA", "RSO")),
        ("refused", _("在留資格が許可されなかった"), ("ISA",)),
        ("working", _("就労中"), ("HOST", "RSO")),
        ("seeking", _("次の会社をさがしている"), ("PERSON", "RSO", "HW")),
        ("revocation_risk", _("在留資格の取消しのおそれ"), ("PERSON", "RSO", "ISA")),
    )
    ends = (
        ("departed", _("帰国した"), ("PERSON", "HOST")),
        ("missing", _("行方不明"), ("HOST",)),
        ("withdrawn", _("辞退した"), ("PERSON",)),
    )
    return (
        *(
            one
            for one in special
            if one.code in ("candidate", "eligible", "eligible_cleared", "draft_points")
        ),
        *(
            Step(code=code, words=words, actors=actors, papers=papers.get(code, ()))
            for code, words, actors in plain
        ),
        *(one for one in special if one.code in ("cap_reached", "hsp_two")),
        *(
            Step(code=code, words=words, actors=actors, papers=papers.get(code, ()), end=True)
            for code, words, actors in ends
        ),
    )


BEFORE_WORK = ("contracted", "ready_to_apply", "applied", "refused", "permitted")


def _moves(system: str, *, apply: Guard, apply_papers: tuple[str, ...]) -> tuple[Move, ...]:
    """From the contract to work and to the search for the next company."""
    return (
        Move(was=("contracted", "refused"), to="ready_to_apply", papers=apply_papers),
        Move(was=("ready_to_apply",), to="applied", guard=all_of(_filed, apply)),
        Move(was=("applied",), to="permitted", guard=ways.stay("", system)),
        Move(was=("applied",), to="refused"),
        Move(was=("permitted",), to="working", guard=placed),
        Move(was=("working",), to="seeking", guard=_ended),
        Move(
            was=("seeking", "revocation_risk"),
            to="working",
            guard=all_of(_permitted_anew(system), placed),
        ),
        Move(was=("seeking",), to="revocation_risk", guard=_idle),
        Move(was=("permitted", "working", "seeking", "revocation_risk"), to="departed", guard=left),
        Move(
            was=("working", "seeking", "revocation_risk"),
            to="missing",
            papers=("difficulty_notice",),
        ),
    )


SHARED_PAPERS = {
    "applied": ("receipt",),
    "permitted": ("permission",),
    "seeking": ("end_notice",),
    "departed": ("departure_record",),
    "missing": ("difficulty_notice",),
}
SSW1 = Way(
    system="SSW1",
    documents=SSW1_DOCUMENTS,
    steps=_steps(
        Step(
            code="candidate",
            words=_("候補者"),
            actors=("PERSON", "SEND"),
            papers=("skill_test", "japanese_test"),
        ),
        Step(
            code="eligible",
            words=_("試験などの要件をみたした"),
            actors=("PERSON",),
            papers=("passport", "health"),
        ),
        Step(
            code="eligible_cleared",
            words=_("送出国の手続がおわった"),
            actors=("SEND", "EMB"),
            papers=CLEARANCE_CODES,
        ),
        Step(code="cap_reached", words=_("通算の上限に達した"), actors=("ISA", "RSO")),
        papers=SHARED_PAPERS
        | {
            "contracted": ("contract", "conditions", "support_plan", "commission"),
            "ready_to_apply": (
                "pre_guidance",
                "cooperation",
                "council",
                "tax_papers",
                *CLEARANCE_CODES,
            ),
            "working": ("residence_card", "orientation"),
            "seeking": ("end_notice", "job_change_support"),
        },
    ),
    moves=(
        Move(was=("candidate",), to="eligible", guard=all_of(adult, _tested)),
        Move(was=("eligible",), to="eligible_cleared", papers=CLEARANCE_CODES),
        Move(
            was=("eligible", "eligible_cleared"),
            to="contracted",
            guard=all_of(parts("company"), _signed),
            papers=("contract", "conditions"),
        ),
        *_moves(
            "SSW1",
            apply=all_of(adult, _intake, _cap_left),
            apply_papers=("support_plan", "commission", "pre_guidance", "cooperation"),
        ),
        Move(was=("working", "seeking"), to="cap_reached", guard=_cap_used),
        Move(was=("cap_reached",), to="departed", guard=left),
        Move(was=("candidate", "eligible", "eligible_cleared", *BEFORE_WORK), to="withdrawn"),
    ),
)
SSW2 = Way(
    system="SSW2",
    documents=SSW2_DOCUMENTS,
    steps=_steps(
        Step(code="candidate", words=_("候補者"), actors=("PERSON",), papers=("skill_test",)),
        Step(
            code="eligible",
            words=_("試験などの要件をみたした"),
            actors=("PERSON",),
            papers=("passport", "health"),
        ),
        papers=SHARED_PAPERS
        | {
            "contracted": ("contract", "conditions"),
            "ready_to_apply": ("cooperation", "council", "tax_papers"),
            "working": ("residence_card",),
        },
    ),
    moves=(
        Move(
            was=("candidate",),
            to="eligible",
            guard=all_of(
                adult, exam("ssw2", _("特定技能2号の試験にまだ合格していません。"), passed=True)
            ),
        ),
        Move(
            was=("eligible",),
            to="contracted",
            guard=all_of(parts("company"), _signed),
            papers=("contract", "conditions"),
        ),
        *_moves("SSW2", apply=_intake, apply_papers=("cooperation",)),
        Move(was=("candidate", "eligible", *BEFORE_WORK), to="withdrawn"),
    ),
)
HSP = Way(
    system="HSP",
    documents=HSP_DOCUMENTS,
    steps=_steps(
        Step(
            code="draft_points",
            words=_("ポイントを計算している"),
            actors=("PERSON",),
            papers=("points", "point_proofs"),
        ),
        Step(
            code="hsp_two",
            words=_("高度専門職2号"),
            actors=("PERSON", "ISA"),
            papers=("permission",),
        ),
        papers=SHARED_PAPERS
        | {
            "contracted": ("contract",),
            "ready_to_apply": ("points", "point_proofs", "passport", "tax_papers"),
            "working": ("residence_card",),
            "seeking": ("organisation_notice",),
            "missing": (),
        },
    ),
    moves=(
        Move(was=("draft_points",), to="contracted", guard=_signed),
        *(
            Move(was=move.was, to=move.to, guard=move.guard) if move.to == "missing" else move
            for move in _moves(
                "HSP", apply=ways.always, apply_papers=("points", "point_proofs", "contract")
            )
        ),
        Move(was=("working",), to="hsp_two", guard=_three_years),
        Move(was=("hsp_two",), to="departed", guard=left),
        Move(was=("draft_points", *BEFORE_WORK), to="withdrawn"),
    ),
)
WAYS = (SSW1, SSW2, HSP, HK)


# 制度の変更 -----------------------------------------------------------------------------------------


def _ssw2_field(known: Known) -> list[Reason]:
    if fields.table().get(known.case.field, {}).get("ssw2"):
        return []
    words = _("この分野には特定技能2号がありません（介護は在留資格「介護」に進みます）。")
    return [Reason(words, {}, rule="ssw2_field", field="field")]


WORKED = ("working", "seeking", "cap_reached")
CHANGES = (
    Change(
        was="SSW1",
        to="SSW2",
        steps=WORKED,
        guard=all_of(
            _ssw2_field, exam("ssw2", _("特定技能2号の試験にまだ合格していません。"), passed=True)
        ),
        source=("L6", "K16b"),
    ),
    *(
        Change(was=was, to="HSP", steps=("working", "seeking"), source=("L1", "L14"))
        for was in ("SSW1", "SSW2")
    ),
    *(Change(was=was, to="SSW1", steps=(), source=("L1", "L6")) for was in ("OTHER", "HSP")),
    *(Change(was=was, to="SSW2", steps=(), source=("L1", "L6")) for was in ("OTHER", "HSP")),
    Change(was="OTHER", to="HSP", steps=(), source=("L1", "L14")),
)
BANS = ()
