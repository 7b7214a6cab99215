"""監査報告書 — what an audit of a company found.

The five methods stand as in the ordinance; the form (22) itself was not seen, its order is our own.
"""

from dataclasses import dataclass, field
from datetime import date

from tsunagari.base.languages import gettext_noop as _
from tsunagari.programmes.talent.documents.papers import parts
from tsunagari.programmes.talent.documents.papers.parts import Row, Section, Signature, Table, Word

PERIODIC, EXTRAORDINARY = "periodic", "extraordinary"
KIND_WORDS = {PERIODIC: _("定期の監査（3か月に1回）"), EXTRAORDINARY: _("臨時の監査")}
# 規則52条1号 — the five methods, in the order of the law.
METHODS = {
    "on_site": _("実習の実施の状況を、その場で確かめた"),
    "reports": _("責任者と指導員から報告を受けた"),
    "interviews": _("実習生の4分の1以上と面談した"),
    "books": _("設備を見て、帳簿を確かめた"),
    "lodging": _("住まいと生活の環境を確かめた"),
}
MARK = {True: "○", False: "×", None: ""}


@dataclass(frozen=True)
class Finding:
    """One thing that has to be mended: what, what was asked, until when, when it was done."""

    what: str
    instruction: str = ""
    due: date | None = None
    done_on: date | None = None


@dataclass(frozen=True)
class Check:
    """One line of the checklist; `ok` None is not looked at; a note of several parts is a list."""

    what: str
    ok: bool | None = None
    note: str | list[str | Word] = ""


@dataclass(frozen=True)
class AuditReport:
    """Everything that the report says.

    `system` is TITP or ESD. `methods` says for each of METHODS whether it was done. `interviewed`
    are the people as they may be named on this paper. Texts are plain; "" and None print a blank.
    """

    system: str
    on: date
    supervisor: str
    company: str
    kind: str = PERIODIC
    place: str = ""
    auditor: str = ""
    director: str = ""
    met: str = ""
    met_drew: bytes = b""
    methods: dict[str, bool] = field(default_factory=dict)
    people_in_all: int | None = None
    interviewed: list[str] = field(default_factory=list)
    checks: list[Check] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    photos: list[parts.Photo] = field(default_factory=list)
    opinion: str = ""


def sheet(report: AuditReport) -> parts.Sheet:
    """The report: who and where, how, whom, what was looked at, what has to be mended."""
    rule = "esd_sso_audit_report" if report.system == "ESD" else "titp_so_audit_report"
    return parts.Sheet(
        title=_("監査報告書"),
        on=report.on,
        rules=(rule,),
        sections=[
            Section(
                _("1 監査をした団体と、受けた会社"),
                [
                    Row(_("監査をした団体"), report.supervisor),
                    Row(_("受入れ企業"), report.company),
                    Row(_("監査をした場所"), report.place),
                    Row(_("監査の日"), report.on),
                    Row(_("監査の種類"), Word(KIND_WORDS[report.kind])),
                    Row(_("監査をした人"), report.auditor),
                    Row(_("監理責任者（指揮した人）"), report.director),
                ],
            ),
            Section(
                _("2 監査の方法"),
                [Row(words, report.methods.get(code)) for code, words in METHODS.items()],
            ),
            Section(
                _("3 面談した人"),
                [
                    Row(_("実習生・外国人の数"), report.people_in_all),
                    Row(_("面談した人の数"), len(report.interviewed)),
                    Row(_("面談した人"), report.interviewed),
                ],
            ),
            _checked(report),
            _found(report),
            Section(_("6 まとめ"), [Row(_("意見"), report.opinion)]),
        ],
        signatures=[
            Signature(_("監査をした人"), report.auditor),
            Signature(_("受入れ企業の責任者"), report.met, report.met_drew),
        ],
        photos=report.photos,
    )


def _checked(report: AuditReport) -> Section:
    table = Table(
        (_("確かめたこと"), _("結果"), _("メモ")),
        [(one.what, MARK[one.ok], one.note or None) for one in report.checks],
        widths=(5, 1, 4),
    )
    return Section(_("4 確かめたこと"), tables=[table])


def _found(report: AuditReport) -> Section:
    title = _("5 直すこと")
    if not report.findings:
        return Section(title, [Row(_("直すこと"), "", optional=True)])
    table = Table(
        (_("直すこと"), _("指導した内容"), _("いつまでに"), _("直した日")),
        [(one.what, one.instruction, one.due or "", one.done_on) for one in report.findings],
        widths=(4, 4, 3.6, 3.6),
    )
    return Section(title, tables=[table])
