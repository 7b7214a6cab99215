"""定期面談報告書 — a regular interview with the worker (5-5) or the supervisor at work (5-6)."""

from dataclasses import dataclass, field
from datetime import date

from tsunagari.base.languages import gettext_noop as _
from tsunagari.programmes.talent.documents.papers import parts
from tsunagari.programmes.talent.documents.papers.audit import MARK, Check
from tsunagari.programmes.talent.documents.papers.parts import Row, Section, Signature, Table, Word

WORKER, SUPERVISOR = "worker", "supervisor"
FORMS = {WORKER: "参考様式第5-5号", SUPERVISOR: "参考様式第5-6号"}
TITLES = {
    WORKER: _("定期面談報告書（特定技能外国人）"),
    SUPERVISOR: _("定期面談報告書（監督をする立場の人）"),
}
WAYS = {"in_person": _("会って話した"), "online": _("オンライン（顔を見て話し、録画した）")}


@dataclass(frozen=True)
class InterviewReport:
    """One interview; `with_whom` is worker or supervisor, `violation` what broke the law, if any.

    `person` is the worker, as may be named on this paper; `supervisor` the person at work who was
    heard. `signs` is False where the interviewed person does not sign.
    """

    on: date
    company: str
    person: str
    with_whom: str = WORKER
    supervisor: str = ""
    supporter: str = ""
    interviewer: str = ""
    interpreter: str = ""
    spoken: str = ""
    way: str = "in_person"
    consented_online: bool | None = None
    checks: list[Check] = field(default_factory=list)
    photos: list[parts.Photo] = field(default_factory=list)
    said: str = ""
    done: str = ""
    violation: str = ""
    reported_to: str = ""
    reported_on: date | None = None


def sheet(report: InterviewReport) -> parts.Sheet:
    """The report; the order of forms 5-5 and 5-6 was not seen."""
    people = [
        Row(_("面談した日"), report.on),
        Row(_("面談した方法"), Word(WAYS[report.way])),
        Row(_("特定技能外国人"), report.person),
        Row(_("受入れ企業"), report.company),
        Row(_("支援をする団体"), report.supporter, optional=True),
        Row(_("面談した支援責任者・支援担当者"), report.interviewer),
        Row(_("面談の言葉"), report.spoken),
        Row(_("通訳"), report.interpreter, optional=True),
    ]
    if report.with_whom == SUPERVISOR:
        people.insert(3, Row(_("監督をする立場の人"), report.supervisor))
    if report.way == "online":
        people.append(Row(_("オンラインにすることへの同意"), report.consented_online))
    checked = Table(
        (_("聞いたこと"), _("結果"), _("メモ")),
        [(Word(one.what), MARK[one.ok], one.note or None) for one in report.checks],
        widths=(5, 1, 4),
    )
    who = report.person if report.with_whom == WORKER else report.supervisor
    return parts.Sheet(
        title=TITLES[report.with_whom],
        on=report.on,
        form=FORMS[report.with_whom],
        rules=("sup11_interview",),
        sections=[
            Section(_("1 面談"), people),
            Section(_("2 聞いたこと"), tables=[checked]),
            Section(
                _("3 相談と対応"),
                [
                    Row(_("本人が話したこと"), report.said, optional=True),
                    Row(_("対応したこと"), report.done, optional=True),
                ],
            ),
            _violation(report),
        ],
        signatures=[
            Signature(_("面談を受けた人"), who),
            Signature(_("面談した支援責任者・支援担当者"), report.interviewer),
        ],
        explained=report.with_whom == WORKER,
        photos=report.photos,
    )


def _violation(report: InterviewReport) -> Section:
    title = _("4 法令に反すること")
    rows = [Row(_("法令に反すること"), report.violation, optional=True)]
    if report.violation:
        rows += [
            Row(_("知らせた役所"), report.reported_to),
            Row(_("知らせた日"), report.reported_on),
        ]
    return Section(title, rows)
