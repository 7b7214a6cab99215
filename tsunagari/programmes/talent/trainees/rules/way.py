"""技能実習・育成就労の道すじ — the two ways, and the changes that lead out of them."""

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason
from tsunagari.programmes.talent.people.rules.ways import (
    SECONDARY,
    Ban,
    Change,
    Known,
)
from tsunagari.programmes.talent.trainees.rules.esd import ESD, TESTS
from tsunagari.programmes.talent.trainees.rules.titp import TITP

WAYS = (TITP, ESD)


# 制度の変更 -----------------------------------------------------------------------------------------


def _stage2_done(known: Known) -> list[Reason]:
    """第2号を良好に修了 — exempt from the tests; otherwise the tests of SSW (i)."""
    if any(one.kind == "stage2" and one.on <= known.on for one in known.case.exams):
        return []
    words = _("第2号の修了（3級の実技試験）がまだありません。")
    return [Reason(words, {}, rule="titp_host_exam_stage2")]


CHANGES = (
    Change(
        was="TITP",
        to="SSW1",
        steps=("ssw_change", "stage2_exam", "stage3_exam", "completed"),
        guard=_stage2_done,
        source=("L6",),
    ),
    Change(
        was="ESD",
        to="SSW1",
        steps=("ssw_change", "final_evaluation"),
        guard=TESTS,
        confidence=SECONDARY,
        source=("LIGHT", "VSC"),
    ),
)
_BACK = _("技能実習からほかの在留資格に変わった人は、技能実習にもどれません。")
BANS = (
    Ban(
        was=("TITP",),
        to="ESD",
        words=_("技能実習の人は、育成就労に在留資格を変更できません。"),
        article="育成就労への移行の取扱い（2027年4月1日から）",
        confidence=SECONDARY,
        source=("SENMON",),
        rule="tr_no_status_switch",
    ),
    Ban(
        was=("ESD", "SSW1", "SSW2", "HSP", "OTHER"),
        to="TITP",
        words=_BACK,
        article="育成就労への移行の取扱い（2027年4月1日から）",
        confidence=SECONDARY,
        source=("SENMON",),
        rule="tr_no_status_switch",
    ),
)
