"""雇用条件書 — the working conditions in two languages, in the order of the reference form.

Forms: 1-6 (SSW) stands so, with its first four parts in this order, on several pages that copy it
(kazahana-office.jp, m-vision10.jp, membershub.dekisugi-kun.jp). For trainees the organisation's list
of 2017 has 1-14 for the contract and 1-15 for the conditions; its newer form 1-14 holds both
(規則8条13号関係, a filled copy at lawinsider.com). The ministry's own files were not seen.
"""

from datetime import date

from tsunagari.base.languages import gettext_noop as _
from tsunagari.programmes.talent.documents.papers import parts
from tsunagari.programmes.talent.documents.papers.about import About
from tsunagari.programmes.talent.documents.papers.parts import Row, Section, Signature, Word
from tsunagari.programmes.talent.law.rules import book

FORMS = {
    "TITP": "参考様式第1-14号（雇用契約書及び雇用条件書。前は第1-15号）",
    "ESD": "育成就労の雇用条件書",
    "SSW1": "参考様式第1-6号（雇用条件書）",
    "SSW2": "参考様式第1-6号（雇用条件書）",
}
RULES = {
    "TITP": ("titp_bilingual_signature",),
    "SSW1": ("ssw_equal_pay",),
    "SSW2": ("ssw_equal_pay",),
}
ASKED = {
    "ends": _("契約の最後の日"),
    "renewal": _("契約の更新"),
    "place": _("働く場所"),
    "place_range": _("働く場所が変わる範囲"),
    "work": _("仕事の内容"),
    "work_range": _("仕事が変わる範囲"),
    "hours": _("始業・終業の時刻"),
    "rest": _("休憩の時間"),
    "week_hours": _("1週間・1か月・1年の労働時間"),
    "overtime": _("時間外の労働"),
    "days_off": _("休日"),
    "paid_leave": _("年次有給休暇"),
    "other_leave": _("そのほかの休暇・一時帰国の休暇"),
    "base_pay": _("基本の賃金"),
    "allowances": _("手当"),
    "overtime_pay": _("時間外・休日・深夜の割増"),
    "closing_day": _("賃金の締切日"),
    "pay_day": _("賃金の支払日"),
    "pay_way": _("支払いの方法"),
    "deductions": _("賃金から引くもの（税・保険・住まい・食事など）"),
    "net_pay": _("手取りのめやす"),
    "raises": _("昇給・賞与・退職金"),
    "leaving": _("自分でやめるとき"),
    "dismissal": _("解雇の理由と手続"),
    "health": _("健康診断"),
    "travel_home": _("帰国の旅費"),
    "contact": _("相談の窓口"),
}
INSURED = _("健康保険・厚生年金・雇用保険・労災保険")
ACCIDENT_ONLY = _("労災保険")


def sheet(about: About) -> parts.Sheet:
    """The conditions; whatever is not known stays a blank that the company fills in."""

    def rows(*keys: str) -> list[Row]:
        return [about.row(ASKED, key) for key in keys]

    return parts.Sheet(
        title=_("雇用条件書"),
        on=about.on,
        form=FORMS[about.case.system],
        form_sure=False,
        rules=RULES.get(about.case.system, ()),
        article="育成就労法（本人が分かる言葉をならべること、条は確かめてください）",
        confidence=book.UNSURE,
        order=book.UNSURE if about.case.system == "ESD" else book.SECONDARY,
        sections=[
            _people(about),
            Section(_("1 契約の期間"), [*_period(about), *rows("renewal")]),
            Section(
                _("2 働く場所"),
                [about.row(ASKED, "place", about.company_place), *rows("place_range")],
            ),
            Section(
                _("3 仕事の内容"),
                [
                    Row(_("分野"), about.work_field),
                    *rows("work", "work_range"),
                ],
            ),
            Section(_("4 労働時間"), rows("hours", "rest", "week_hours", "overtime")),
            Section(_("5 休日・休暇"), rows("days_off", "paid_leave", "other_leave")),
            Section(
                _("6 賃金"),
                rows(
                    "base_pay",
                    "allowances",
                    "overtime_pay",
                    "closing_day",
                    "pay_day",
                    "pay_way",
                    "deductions",
                    "net_pay",
                    "raises",
                ),
            ),
            Section(_("7 退職"), rows("leaving", "dismissal")),
            Section(
                _("8 そのほか"),
                [
                    Row(_("入る保険"), _insured(about)),
                    *rows("health", "travel_home", "contact"),
                ],
            ),
        ],
        signatures=[
            Signature(_("受入れ企業"), about.company),
            Signature(_("はたらく本人"), about.name),
        ],
        explained=True,
    )


def _people(about: About) -> Section:
    return Section(
        _("契約する会社と本人"),
        [
            Row(_("受入れ企業"), about.company),
            Row(_("本人の名前"), about.name),
            Row(_("国籍"), about.country),
        ],
    )


def _period(about: About) -> list[Row]:
    work = about.placement
    return [
        Row(_("契約を結んだ日"), _signed(about)),
        Row(_("契約の最初の日"), work.starts if work else None),
        # Who is still employed has a contract with an end that nobody told, or one without an end.
        about.row(ASKED, "ends", work.ends if work else None),
    ]


def _signed(about: About) -> date | None:
    """The case knows the day of the first company's contract alone; a later one has its own."""
    if about.placement and about.placement.signed_on:
        return about.placement.signed_on
    return about.case.contract_on if len(about.case.placements) < 2 else None


def _insured(about: About):
    if not about.placement:
        return ""
    return Word(INSURED if about.placement.insured else ACCIDENT_ONLY)
