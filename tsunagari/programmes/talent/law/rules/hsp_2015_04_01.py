"""高度専門職（2015年4月1日から）— what a highly skilled professional and the organisation owe.

Section 3.7 of the support sheet; the points themselves are in `skilled/rules/points.py`.
"""

from datetime import date
from functools import partial

from tsunagari.base.languages import gettext_noop as _
from tsunagari.programmes.talent.law.rules.book import (
    ALARM,
    CASE,
    CHANCE,
    DAILY,
    HSP,
    LAW,
    MONEY,
    NATIONAL,
    OFFICIAL,
    SAFETY,
    SECONDARY,
    STANDING,
    UNSURE,
    Rule,
    When,
)

FROM = date(2015, 4, 1)
VERSION = "hsp-2015-04-01"
FOURTEEN = When("days_after", "notice_days")

_hsp = partial(
    Rule,
    system=(HSP,),
    holder="PERSON",
    about=CASE,
    from_day=FROM,
    version=VERSION,
    source=("L1",),
    confidence=OFFICIAL,
    risk=LAW,
)
RULES = (
    *(
        _hsp(
            id="hsp_points_at_decision",
            on=trigger,
            when=When("on"),
            to="ISA",
            form=_("高度専門職ポイント計算表と、項目ごとの証明"),
            article="高度専門職省令1条1項",
            source=("L14", "K51"),
            title=_("ポイント計算表と証明をそろえる（70点以上）"),
            why=_("%(day)s に申請します。許可のときに70点以上がいります。"),
            verb=_("そろえた"),
            steps=(_("計算表を作る"), _("項目ごとに証明をつける"), _("最低の報酬を確かめる")),
        )
        for trigger in ("application", "status_application")
    ),
    *(
        _hsp(
            id=code,
            on=trigger,
            when=When("standing"),
            kind=STANDING,
            form=_("雇用契約書"),
            from_day=date(2017, 1, 1),
            article="高度専門職省令",
            source=source,
            confidence=confidence,
            risk=MONEY,
            title=title,
            why=_("%(day)s から、ずっとです。"),
        )
        for code, trigger, source, confidence, title in (
            (
                "hsp_min_income",
                "hsp_bc_work",
                ("K59", "K63"),
                SECONDARY,
                _("1年の報酬は300万円以上（ロ・ハ）"),
            ),
            (
                "hsp_min_income_a",
                "hsp_a_work",
                ("K63",),
                UNSURE,
                _("1年の報酬は300万円以上（イにもあるかは未確認）"),
            ),
        )
    ),
    *(
        _hsp(
            id="hsp_org_change_permission",
            on=trigger,
            when=When("before", lead=3),
            to="ISA",
            form=_("在留資格変更許可申請"),
            article="入管法20条1項",
            risk=SAFETY,
            title=_("会社が変わる前の、在留資格の変更の許可（1号）"),
            why=_("%(day)s に別の会社で働きはじめます。許可の前には働けません。"),
            verb=_("許可された"),
            steps=(_("計算表を作りなおす"), _("変更を申請する"), _("許可まで働かない")),
        )
        for trigger in ("hsp_new_host", "hsp_change_planned")
    ),
    _hsp(
        id="hsp_notice_ab",
        on="hsp_ab_event",
        when=FOURTEEN,
        office=NATIONAL,
        to="ISA",
        form=_("契約機関に関する届出"),
        from_day=date(2012, 7, 9),
        article="入管法19条の16第2号",
        title=_("本人の届出：契約する機関の変更（イ・ロ）"),
        why=_("%(day)s に会社や契約が変わりました。本人が14日以内に届け出ます。"),
        verb=_("届け出た"),
    ),
    _hsp(
        id="hsp_notice_c",
        on="hsp_c_event",
        when=FOURTEEN,
        office=NATIONAL,
        to="ISA",
        form=_("活動機関に関する届出"),
        from_day=date(2012, 7, 9),
        article="入管法19条の16第1号",
        title=_("本人の届出：活動する機関の変更（ハ）"),
        why=_("%(day)s に会社が変わり、またははなれました。本人が14日以内に届け出ます。"),
        verb=_("届け出た"),
    ),
    *(
        _hsp(
            id="hsp_inactivity",
            on=trigger,
            when=When("months_after", figure),
            kind=ALARM,
            article="入管法22条の4第1項6号",
            risk=SAFETY,
            title=_("活動がない：在留資格が取り消されるおそれ（高度専門職）"),
            why=_("%(day)s から活動していません。理由なく %(n)sか月たつと取消しの対象です。"),
            verb=_("活動をはじめた"),
        )
        for trigger, figure in (
            ("hsp_idle", "inactivity_months"),
            ("hsp_two_idle", "inactivity_long_months"),
        )
    ),
    _hsp(
        id="hsp_ii_apply",
        on="hsp_held",
        when=When("span", "hsp_two_years_months"),
        kind=CHANCE,
        to="ISA",
        form=_("在留資格変更許可申請"),
        article="入管法20条の2",
        risk=DAILY,
        title=_("高度専門職2号を申請できる日"),
        why=_("%(day)s から1号の活動を3年すると、次の日から申請できます。"),
        verb=_("申請した"),
    ),
    _hsp(
        id="hsp_ii_card",
        on="hsp_two_card",
        when=When("span", "hsp_two_card_months"),
        to="ISA",
        form=_("在留カードの有効期間の更新"),
        article="入管法19条の5第1項1号・19条の11",
        provisional=("hsp_card_2026",),
        title=_("高度専門職2号の在留カードの更新（7年）"),
        why=_(
            "カードは %(day)s から7年使えます。2か月前から更新できます（2026年6月より後は未確認）。"
        ),
        verb=_("新しくした"),
    ),
    *(
        _hsp(
            id="hsp_pr_fast",
            on=trigger,
            when=When("span", figure),
            kind=CHANCE,
            to="ISA",
            form=_("永住許可申請・両方の日の計算表"),
            article="永住許可のガイドライン",
            source=("K61", "K62"),
            confidence=SECONDARY,
            version=version,
            provisional=("pr_guideline_2027",),
            risk=DAILY,
            title=title,
            why=_("%(day)s から70点以上を3年つづけると申請できます。80点以上なら1年です。"),
            verb=_("申請した"),
        )
        for trigger, figure, version, title in (
            (
                "hsp_held",
                "hsp_two_years_months",
                VERSION,
                _("永住を早く申請できる日（70点で3年、80点なら1年）"),
            ),
            (
                "hsp_held_80",
                "hsp_pr_80_months",
                f"{VERSION}-80",
                _("永住を早く申請できる日（80点以上を1年）"),
            ),
        )
    ),
)
