"""定期届出・実施状況報告 — the yearly reports of a host, with the part about one person.

The form of 2026 for specified skilled workers (3-6 and its sheets 1 and 2) was not seen: the order of
the items is our own. Of form 10 for trainees, pages name year, implementer, trainees and
examinations as parts 1, 2 and 4 (dekisugi-kun.jp, kanridantai.net); the rest of its order was not seen.
"""

from datetime import date

from tsunagari.base.days import fiscal_year
from tsunagari.base.languages import gettext_noop as _
from tsunagari.programmes.talent.documents.papers import parts
from tsunagari.programmes.talent.documents.papers.about import About
from tsunagari.programmes.talent.documents.papers.parts import Row, Section, Signature, Word
from tsunagari.programmes.talent.documents.papers.training_plan import STAGES
from tsunagari.programmes.talent.law.rules.facts import Case, Plan

ASKED = {
    "days_worked": _("働いた日数"),
    "hours_worked": _("働いた時間"),
    "pay": _("払った給与の合計"),
    "peer_pay": _("同じ仕事をする日本人の給与"),
    "way_of_pay": _("給与の払い方"),
    "support_done": _("した支援と、しなかった支援の理由"),
    "interviews": _("面談をした日"),
    "insurance": _("社会保険・税を納めていること"),
    "left": _("同じ仕事で、会社の都合でやめた人"),
    "missing": _("行方の分からない人"),
}
TRAINED = {
    "hours": _("実習した時間"),
    "pay": _("払った給与の合計"),
    "raise": _("昇給"),
    "missing": _("行方の分からない人"),
    "more": _("そのほか（相談、地域とのつながりなど）"),
}
PERIOD = _("%(from)s から %(until)s まで")


def period(on: date, begun: date | None = None) -> tuple[date, date]:
    """The last whole year from April to March before a day; in April and May the one to report.

    Who began after it has the year in which they began as the first to report.
    """
    year = max(fiscal_year(on) - 1, fiscal_year(begun) if begun else 0)
    return date(year, 4, 1), date(year + 1, 3, 31)


def _begun(case: Case) -> date | None:
    """The first day of which the case knows anything that such a report tells."""
    days = [one.starts for one in (*case.plans, *case.placements)]
    days += [one.on for one in (*case.exams, *case.interviews)]
    return min([case.entry, *days] if case.entry else days, default=None)


def status_sheet(about: About) -> parts.Sheet:
    """実施状況報告 — of a host that trains: the part about one trainee, examinations, pay, who is gone."""
    first, last = period(about.on, _begun(about.case))
    plan = about.plan()
    esd = about.case.system == "ESD"
    taken = [one.on for one in about.case.exams if first <= one.on <= last]
    passed = [one.on for one in about.case.exams if one.passed and first <= one.on <= last]

    def rows(*keys: str) -> list[Row]:
        return [about.row(TRAINED, key) for key in keys]

    return parts.Sheet(
        title=_("育成就労の実施状況報告") if esd else _("技能実習の実施状況報告"),
        on=about.on,
        rules=("esd_status_report" if esd else "titp_host_status_report",),
        sections=[
            Section(
                _("1 報告する年度"),
                [Row(_("対象の期間"), Word(PERIOD, {"from": first, "until": last}))],
            ),
            Section(
                _("2 会社・団体"),
                [
                    Row(_("受入れ企業"), about.company),
                    Row(_("会社の住所"), about.company_place),
                    Row(_("監理・支援をする団体"), about.supervisor),
                ],
            ),
            Section(
                _("3 本人"),
                [
                    Row(_("本人の名前"), about.name),
                    Row(_("国籍"), about.country),
                    *(() if esd else (_stage(plan),)),
                    Row(_("計画の最初の日"), plan.starts if plan else None),
                    Row(_("計画の最後の日"), plan.ends if plan else None),
                    *rows("hours"),
                ],
            ),
            Section(
                _("4 試験"),
                [
                    Row(_("受けた日"), taken, optional=True),
                    Row(_("合格した日"), passed, optional=True),
                ],
            ),
            Section(_("5 待遇と変わったこと"), rows("pay", "raise", "missing", "more")),
        ],
        signatures=[
            Signature(_("受入れ企業"), about.company),
            Signature(_("指導した団体"), about.supervisor),
        ],
    )


def _stage(plan: Plan | None) -> Row:
    return Row(_("段階"), Word(STAGES[plan.stage]) if plan and plan.stage else "")


def sheet(about: About) -> parts.Sheet:
    """The report, with the part about one person."""
    first, last = period(about.on, _begun(about.case))
    work = about.placement
    span = Word(PERIOD, {"from": first, "until": last})
    met = [one.on for one in about.case.interviews if first <= one.on <= last]

    def rows(*keys: str) -> list[Row]:
        return [about.row(ASKED, key) for key in keys]

    return parts.Sheet(
        title=_("受入れ・活動・支援の実施の状況（定期届出）"),
        on=about.on,
        rules=("ssw_annual_report",),
        sections=[
            Section(
                _("1 届出をする会社"),
                [
                    Row(_("受入れ企業"), about.company),
                    Row(_("会社の住所"), about.company_place),
                    Row(_("対象の期間"), span),
                ],
            ),
            Section(
                _("2 本人（別紙1）"),
                [
                    Row(_("本人の名前"), about.name),
                    Row(_("国籍"), about.country),
                    Row(_("分野"), about.work_field),
                    Row(_("在留期間の最後の日"), about.stay.until if about.stay else None),
                    Row(_("契約の最初の日"), work.starts if work else None),
                ],
            ),
            Section(
                _("3 働いた状況"),
                rows("days_worked", "hours_worked", "pay", "peer_pay", "way_of_pay"),
            ),
            Section(
                _("4 支援の状況"),
                [
                    Row(
                        _("登録支援機関"),
                        about.supervisor if about.case.commissioned else "",
                        optional=not about.case.commissioned,
                    ),
                    about.row(ASKED, "interviews", met or None),
                    *rows("support_done"),
                ],
            ),
            Section(
                _("5 会社の状況"),
                [
                    *rows("insurance", "left", "missing"),
                ],
            ),
        ],
        signatures=[Signature(_("受入れ企業"), about.company)],
    )
