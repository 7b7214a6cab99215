"""訪問指導記録書 — a monthly visit to a workplace: seen, heard, advised (4-10, order not seen)."""

from dataclasses import dataclass, field
from datetime import date

from tsunagari.base.languages import gettext_noop as _
from tsunagari.programmes.talent.documents.papers import parts
from tsunagari.programmes.talent.documents.papers.audit import MARK, Check, Finding
from tsunagari.programmes.talent.documents.papers.parts import Row, Section, Signature, Table


@dataclass(frozen=True)
class VisitRecord:
    """One visit; `system` is TITP or ESD, `people` those whose training was seen."""

    system: str
    on: date
    supervisor: str
    company: str
    place: str = ""
    visitor: str = ""
    met: str = ""
    met_drew: bytes = b""
    people: list[str] = field(default_factory=list)
    seen: str = ""
    heard: str = ""
    checks: list[Check] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    photos: list[parts.Photo] = field(default_factory=list)


def sheet(record: VisitRecord) -> parts.Sheet:
    """The record: the visit, what was seen and heard, what was advised."""
    rule = "esd_sso_visit_guidance" if record.system == "ESD" else "titp_so_visit_guidance"
    return parts.Sheet(
        title=_("訪問指導記録書"),
        on=record.on,
        rules=(rule,),
        sections=[
            Section(
                _("1 訪問"),
                [
                    Row(_("訪問した団体"), record.supervisor),
                    Row(_("受入れ企業"), record.company),
                    Row(_("訪問した場所"), record.place),
                    Row(_("訪問の日"), record.on),
                    Row(_("訪問した人"), record.visitor),
                    Row(_("会社で会った人"), record.met),
                    Row(_("実習の様子を見た人"), record.people),
                ],
            ),
            Section(
                _("2 見たこと・聞いたこと"),
                [
                    Row(_("実習・仕事の様子"), record.seen),
                    Row(_("本人の話"), record.heard, optional=True),
                ],
                tables=_checks(record.checks),
            ),
            _advised(record.findings),
        ],
        signatures=[
            Signature(_("訪問した人"), record.visitor),
            Signature(_("受入れ企業の責任者"), record.met, record.met_drew),
        ],
        photos=record.photos,
    )


def _checks(checks: list[Check]) -> list[Table]:
    if not checks:
        return []
    rows = [(one.what, MARK[one.ok], one.note or None) for one in checks]
    return [Table((_("確かめたこと"), _("結果"), _("メモ")), rows, widths=(5, 1, 4))]


def _advised(findings: list[Finding]) -> Section:
    title = _("3 指導したこと")
    if not findings:
        return Section(title, [Row(_("指導したこと"), "", optional=True)])
    head = (_("直すこと"), _("指導した内容"), _("いつまでに"), _("直した日"))
    rows = [(one.what, one.instruction, one.due or "", one.done_on) for one in findings]
    return Section(title, tables=[Table(head, rows, widths=(4, 4, 3.6, 3.6))])
