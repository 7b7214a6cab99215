"""随時届出 — the notices to be filed after something happened: fourteen days, or without delay.

Person, matter, measures, filer: so the ministry orders 3-4 (its file of 2023, seen as a copy) and the
contract notices (moj.go.jp/isa, procedure 07_00187); pages about 3-2 and 3-3 name the same parts.
The forms of technical intern training and of ESD were not seen.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial

from tsunagari.base.languages import gettext_noop as _
from tsunagari.programmes.talent.documents.papers import parts
from tsunagari.programmes.talent.documents.papers.about import About
from tsunagari.programmes.talent.documents.papers.parts import Row, Section, Signature, Word
from tsunagari.programmes.talent.law.rules import book
from tsunagari.programmes.talent.law.rules.facts import Case

ASKED = {
    "happened_on": _("起きた日"),
    "what": _("何があったか"),
    "why": _("その理由"),
    "before": _("変わる前"),
    "after": _("変わった後"),
    "wish": _("本人の希望（続けたい・帰りたい）"),
    "measures": _("本人を守るためにしたこと"),
    "contact": _("担当した人と連絡先"),
}


@dataclass(frozen=True)
class Notice:
    """One notice: of which rule, in which systems, what it asks, how the order is known."""

    code: str
    title: str
    rule: str
    systems: tuple[str, ...]
    asks: tuple[str, ...]
    day: Callable[[Case], date | None]
    order: str = book.UNSURE


def _last(*kinds: str) -> Callable[[Case], date | None]:
    """The newest day on which something of these kinds happened."""
    return lambda case: max((e.on for e in case.events if e.kind in kinds), default=None)


def _ended(case: Case) -> date | None:
    return max((p.ends for p in case.placements if p.ends), default=None)


def _signed(case: Case) -> date | None:
    return max((p.signed_on for p in case.placements if p.signed_on), default=case.contract_on)


SSW = ("SSW1", "SSW2")
CHANGED, HAPPENED = ("before", "after", "why"), ("what", "why", "wish", "measures")
NOTICES = (
    Notice(
        "contract_changed",
        _("契約の変更の届出"),
        "ssw_contract_change_notice",
        SSW,
        CHANGED,
        _last("contract_changed"),
        book.OFFICIAL,
    ),
    Notice(
        "contract_ended",
        _("契約がおわったことの届出"),
        "ssw_contract_end_notice",
        SSW,
        ("why", "wish", "measures"),
        _ended,
        book.OFFICIAL,
    ),
    Notice(
        "contract_signed",
        _("新しい契約の届出"),
        "ssw_new_contract_notice",
        SSW,
        ("what",),
        _signed,
        book.OFFICIAL,
    ),
    Notice(
        "support_plan_changed",
        _("支援計画の変更の届出"),
        "ssw_support_plan_change_notice",
        ("SSW1",),
        CHANGED,
        _last("support_plan_changed"),
        book.SECONDARY,
    ),
    Notice(
        "commission_changed",
        _("支援の委託の契約の届出"),
        "ssw_commission_notice",
        ("SSW1",),
        CHANGED,
        _last("commission_changed"),
        book.SECONDARY,
    ),
    Notice(
        "acceptance_difficult",
        _("受入れが難しくなったことの届出"),
        "ssw_acceptance_difficulty_notice",
        SSW,
        HAPPENED,
        _last("difficulty", "inactive", "dismissed_by_host"),
        book.OFFICIAL,
    ),
    Notice(
        "nonconformity",
        _("基準に合わなくなったことの届出"),
        "ssw_nonconformity_notice",
        SSW,
        ("what", "why", "measures"),
        lambda _case: None,
    ),
    Notice(
        "support_difficult",
        _("支援が難しくなったことの届出（登録支援機関）"),
        "rso_support_difficult_report",
        ("SSW1",),
        HAPPENED,
        lambda _case: None,
    ),
    Notice(
        "host_nonconformity",
        _("受入れ企業が基準に合わないことの届出（登録支援機関）"),
        "rso_host_nonconformity_report",
        ("SSW1",),
        ("what", "why", "measures"),
        lambda _case: None,
    ),
    Notice(
        "worker_organisation",
        _("本人の届出：会社・契約が変わった"),
        "ssw_worker_org_notice",
        SSW,
        ("what", "before", "after"),
        _ended,
    ),
    Notice(
        "worker_affiliation",
        _("本人の届出：所属する会社が変わった"),
        "res_affiliation_notice",
        ("TITP", "ESD"),
        ("what", "before", "after"),
        _ended,
    ),
    Notice(
        "training_difficult",
        _("技能実習が難しくなったことの届出"),
        "titp_so_difficulty_notice",
        ("TITP",),
        HAPPENED,
        _last("difficulty"),
    ),
    Notice(
        "plan_changed",
        _("技能実習計画の軽微な変更の届出"),
        "titp_host_minor_change_notice",
        ("TITP",),
        CHANGED,
        _last("plan_change_minor"),
    ),
    Notice(
        "skill_development_difficult",
        _("育成就労が難しくなったことの届出"),
        "esd_difficulty_notice",
        ("ESD",),
        HAPPENED,
        _last("difficulty"),
    ),
)


def sheet(notice: Notice, about: About) -> parts.Sheet:
    """The notice: whom it is about, what happened when, who files it."""
    row = _row(notice, about.case.system)
    by_company = row.holder in ("HOST", "EMPLOYER")
    filer = about.company if by_company else about.supervisor
    who = _("届け出る会社・団体")
    if row.holder == "PERSON":
        by_company, filer, who = True, about.name, _("届け出る人（本人）")
    place = Row(_("会社の住所"), about.company_place)
    to = book.recipient_words(row.to, max(about.on, row.from_day))
    return parts.Sheet(
        title=notice.title,
        on=about.on,
        rules=(notice.rule,),
        order=notice.order,
        sections=[
            Section(
                _("1 だれについて"),
                [
                    Row(_("本人の名前"), about.name),
                    Row(_("生年月日"), about.case.born_on),
                    Row(_("国籍"), about.country),
                    Row(_("分野"), about.work_field),
                    Row(_("受入れ企業"), about.company),
                    # Of a notice of another body, it is not the address of the one who files.
                    *(() if by_company else (place,)),
                    Row(_("監理・支援をする団体"), about.supervisor, optional=by_company),
                ],
            ),
            Section(
                _("2 届け出ること"),
                [
                    about.row(ASKED, "happened_on", notice.day(about.case)),
                    *(about.row(ASKED, key) for key in notice.asks),
                ],
            ),
            Section(
                _("3 届出"),
                [
                    Row(_("届出の先"), Word(to) if to else ""),
                    Row(who, filer),
                    *((place,) if by_company else ()),
                    about.row(ASKED, "contact"),
                ],
            ),
        ],
        signatures=[Signature(who, filer)],
    )


def _row(notice: Notice, system: str) -> book.Rule:
    """The row of the law's table for a system, where one id has several."""
    rows = book.named(notice.rule)
    return next((row for row in rows if system in row.system), rows[0])


def by_person(notice: Notice) -> bool:
    """Whether the worker files it: then it stands in their language too."""
    return book.named(notice.rule)[0].holder == "PERSON"


def asked(notice: Notice) -> dict[str, str]:
    """What can be typed for a notice."""
    return {key: ASKED[key] for key in ("happened_on", *notice.asks, "contact")}


def builder(notice: Notice) -> Callable[[About], parts.Sheet]:
    """The sheet of one notice, as every other paper has it."""
    return partial(sheet, notice)
