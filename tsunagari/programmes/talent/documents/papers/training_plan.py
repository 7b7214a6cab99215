"""計画の下書き — the outline of a training plan (TITP form 1) or of an ESD plan.

The order is that of form 1's second sheet as a law office describes it (daylight-law.jp/1415): company,
workplace, person, stage, job, goal, days, supervising body, treatment; then lessons and work.
"""

from math import ceil

from tsunagari.base.languages import gettext_noop as _
from tsunagari.programmes.talent.documents.papers import parts
from tsunagari.programmes.talent.documents.papers.about import About
from tsunagari.programmes.talent.documents.papers.parts import Row, Section, Signature, Word
from tsunagari.programmes.talent.law.rules import book
from tsunagari.programmes.talent.law.rules.limits import esd_post_entry_hours, post_entry_hours
from tsunagari.programmes.talent.law.rules.triggers import a1_passed

ASKED = {
    "job": _("職種・作業（業務区分）"),
    "goal": _("目標（試験・級）"),
    "essential": _("必須業務（半分以上）"),
    "related": _("関連業務（半分まで）"),
    "peripheral": _("周辺業務（3分の1まで）"),
    "safety": _("安全衛生の業務（それぞれ10分の1以上）"),
    "hours": _("働く時間・休日"),
    "pay": _("賃金（日本人と同じか、それより多いこと）"),
    "deductions": _("食費・住居費など、本人が払うもの"),
    "lodging": _("住まい（1人4.5平方メートル以上）"),
    "manager": _("責任者（講習を受けた日）"),
    "instructor": _("指導員（5年以上の経験）"),
    "counsellor": _("生活指導員・生活相談員"),
    "training": _("入国後講習の科目と時間"),
    "fees": _("送出国で本人が払った費用の内訳"),
    "restriction": _("転籍を制限する期間と、その間の待遇"),
    "japanese": _("日本語の目標と講習"),
}
ESD_ONLY = ("restriction", "japanese")
TITP_ASKED = {key: words for key, words in ASKED.items() if key not in ESD_ONLY}
LEAST = _("%(hours)s時間以上（1か月・160時間以上の入国前の講習があれば %(short)s時間以上）")
LEAST_ESD = _("%(hours)s時間以上（入国前に %(short)s時間以上の講習があれば %(short)s時間以上）")
STAGES = {1: _("第1号"), 2: _("第2号"), 3: _("第3号")}


def sheet(about: About) -> parts.Sheet:
    """The outline, in one order for both regimes: the ESD forms were not seen."""
    esd = about.case.system == "ESD"
    plan = about.plan()
    stage = plan.stage if plan else 1
    rule = "esd_host_plan_application"
    if not esd:
        rule = f"titp_host_plan_application_{'s1' if stage == 1 else 's2_s3'}"

    def rows(*keys: str) -> list[Row]:
        return [about.row(ASKED, key) for key in keys]

    return parts.Sheet(
        title=_("育成就労計画の下書き") if esd else _("技能実習計画の下書き"),
        on=about.on,
        form="育成就労計画の様式第1〜3号" if esd else "省令様式第1号",
        form_sure=not esd,
        rules=(rule,),
        order=book.UNSURE if esd else book.SECONDARY,
        sections=[
            _who(about),
            Section(
                _("2 計画"),
                [
                    *([] if esd else [Row(_("段階"), Word(STAGES[stage]) if plan else "")]),
                    *rows("job", "goal"),
                    Row(_("計画の最初の日"), plan.starts if plan else None),
                    Row(_("計画の最後の日"), plan.ends if plan else None),
                    *([] if esd else [Row(_("予定の時間"), plan.hours if plan else None)]),
                    *(rows(*ESD_ONLY) if esd else []),
                ],
            ),
            Section(
                _("3 監理・支援をする団体"),
                [
                    Row(_("監理・支援をする団体"), about.supervisor),
                    Row(_("送出機関"), about.sending),
                ],
            ),
            Section(_("4 待遇"), rows("hours", "pay", "deductions", "lodging")),
            Section(_("5 講習と費用"), [*_least(about), *rows("training", "fees")]),
            Section(_("6 業務"), rows("essential", "related", "peripheral", "safety")),
        ],
        signatures=[
            Signature(_("受入れ企業"), about.company),
            Signature(_("指導した団体"), about.supervisor),
        ],
    )


def _least(about: About) -> list[Row]:
    """How many hours of lessons after entry the law asks for, before anybody works."""
    plan = about.plan()
    if about.case.system == "ESD":
        a1 = bool(a1_passed(about.case))
        hours = esd_post_entry_hours(a1=a1)
        shorter = esd_post_entry_hours(a1=a1, pre_entry_hours=hours)
        found = Word(LEAST_ESD, {"hours": hours, "short": shorter})
    elif plan and plan.stage == 1 and plan.hours:
        hours = ceil(post_entry_hours(plan.hours))
        shorter = ceil(post_entry_hours(plan.hours, pre_entry_hours=160, pre_entry_month=True))
        found = Word(LEAST, {"hours": hours, "short": shorter})
    else:
        return []
    return [Row(_("入国後講習の時間"), found)]


def _who(about: About) -> Section:
    return Section(
        _("1 会社・体制・本人"),
        [
            Row(_("受入れ企業"), about.company),
            Row(_("働く場所"), about.company_place),
            *(about.row(ASKED, key) for key in ("manager", "instructor", "counsellor")),
            Row(_("本人の名前"), about.name),
            Row(_("国籍"), about.country),
            Row(_("生年月日"), about.case.born_on),
        ],
    )
