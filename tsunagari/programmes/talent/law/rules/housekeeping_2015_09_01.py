"""家事支援（国家戦略特区、2015年9月から）— what a specified institution and the council owe.

Section 3.9 of the support sheet: drafts and charters of 2015–2016 and later notices; the guideline
as it stands today was not read.
"""

from datetime import date
from functools import partial

from tsunagari.base.languages import gettext_noop as _
from tsunagari.programmes.talent.law.rules.book import (
    ALARM,
    BODY,
    CASE,
    DAILY,
    HK,
    LAW,
    MONEY,
    OFFICIAL,
    SAFETY,
    SECONDARY,
    STANDING,
    UNSURE,
    Rule,
    When,
)

FROM = date(2015, 9, 1)
VERSION = "hk-2015-09-01"
LAW_NAME = "国家戦略特別区域法16条の4・指針"

_hk = partial(
    Rule,
    system=(HK,),
    holder="INSTITUTION",
    about=BODY,
    from_day=FROM,
    version=VERSION,
    article=LAW_NAME,
    confidence=OFFICIAL,
    provisional=("hk_guideline",),
    risk=LAW,
)

# Conditions that hold all the time: id, sources, confidence, risk, words.
ALWAYS = (
    (
        "hk_institution_criteria",
        ("K35",),
        OFFICIAL,
        LAW,
        _("3年以上の事業の実績・財産の基礎など、特定機関の基準を守る"),
    ),
    (
        "hk_contract_service",
        ("K34", "K36"),
        OFFICIAL,
        LAW,
        _("家庭とは請負契約を結ぶ（家庭は指示しない、住み込みはしない）"),
    ),
    ("hk_office_location", ("K36",), OFFICIAL, LAW, _("雇う事業所は区域の中か、となりの市町村")),
    (
        "hk_full_time_direct",
        ("K36",),
        OFFICIAL,
        LAW,
        _("フルタイムの直接雇用で、書面の契約を結ぶ"),
    ),
    (
        "hk_pay_equal",
        ("K35", "K36"),
        OFFICIAL,
        MONEY,
        _("同じ仕事の日本人と同じかそれ以上の報酬（家事支援）"),
    ),
    (
        "hk_no_deposit",
        ("K35", "K36"),
        OFFICIAL,
        SAFETY,
        _("保証金・違約金をとらない。旅費などをだれが払うか書面で決める"),
    ),
    ("hk_only_housework", ("K36",), OFFICIAL, LAW, _("家事支援のほかの仕事をさせない")),
    (
        "hk_complaint_desk",
        ("K35",),
        OFFICIAL,
        SAFETY,
        _("働く人と家庭の相談の窓口と、守るしくみをおく"),
    ),
    (
        "hk_return_cost",
        ("K35",),
        OFFICIAL,
        MONEY,
        _("本人が帰国の費用を払えないときは、特定機関が払う"),
    ),
    (
        "hk_no_ltc",
        ("K34",),
        OFFICIAL,
        LAW,
        _("身体介護と、介護保険のサービスはしない（施設では働けない）"),
    ),
)
_always = partial(
    _hk,
    on="hk_licence",
    when=When("standing"),
    kind=STANDING,
    why=_("受入れの間（%(day)s から）、ずっと守ります。"),
)
_start = partial(_hk, on="start_planned", when=When("before", lead=6))

RULES = (
    _start(
        id="hk_area_gate",
        to="COUNCIL",
        form=_("区域計画"),
        source=("K41", "K45"),
        title=_("区域の指定・区域計画・協議会の3つを確かめる"),
        why=_("%(day)s にはじめたいときは、その前に3つがそろっていることがいります。"),
        verb=_("確かめた"),
        steps=(_("区域の指定を見る"), _("認定された区域計画を見る"), _("協議会があるか聞く")),
    ),
    _start(
        id="hk_institution_confirm",
        to="COUNCIL",
        form=_("様式1・業務方法書・請負契約書の案・住まいの証明"),
        source=("K31", "K37"),
        title=_("特定機関の確認を受ける"),
        why=_("%(day)s にはじめたいときは、その前に協議会の確認を受けます。"),
        verb=_("確認された"),
        steps=(_("書類をそろえる"), _("協議会に出す")),
    ),
    *(
        _always(id=code, source=source, confidence=confidence, risk=risk, title=title)
        for code, source, confidence, risk, title in ALWAYS
    ),
    _hk(
        id="hk_housing",
        on="workers_arriving",
        when=When("before", lead=2),
        form=_("賃貸借契約書"),
        source=("K39", "K46"),
        title=_("同じ都道府県の中に、適正な家賃の住まいを用意する"),
        why=_("%(day)s に来日します。その前に住まいを用意します。"),
        verb=_("用意した"),
    ),
    _hk(
        id="hk_training",
        on="workers_arriving",
        when=When("without_delay", "without_delay_days"),
        form=_("研修の記録"),
        source=("K46",),
        confidence=SECONDARY,
        title=_("入国後の研修（家事・入管法・労働法・相談の窓口）"),
        why=_("%(day)s に来日しました。研修をします。"),
        verb=_("研修した"),
    ),
    _hk(
        id="hk_new_institution",
        on="cannot_employ",
        when=When("without_delay", "without_delay_days"),
        to="COUNCIL",
        source=("K35",),
        risk=SAFETY,
        title=_("雇い続けられないとき、次の特定機関を探す"),
        why=_("%(day)s に雇い続けられなくなりました。本人が望めば、次を探します。"),
        verb=_("探した"),
    ),
    _hk(
        id="hk_acceptance_report",
        on="workers_accepted",
        when=When("without_delay", "without_delay_days"),
        to="COUNCIL",
        form=_("様式6と別紙"),
        source=("K37",),
        provisional=("hk_guideline", "hk_report_period"),
        title=_("受入れの報告"),
        why=_("%(day)s に受け入れました。協議会に報告します（期間は未確認）。"),
        verb=_("報告した"),
    ),
    _hk(
        id="hk_periodic_report",
        on="hk_licence",
        when=When("every", 3),
        to="COUNCIL",
        source=("K35",),
        confidence=UNSURE,
        title=_("定期の報告（四半期かどうかは未確認）"),
        why=_("前の %(day)s から %(n)sか月（未確認の間かく）で報告します。"),
        verb=_("報告した"),
    ),
    _hk(
        id="hk_serious_report",
        on="serious_matter",
        when=When("without_delay", "without_delay_days"),
        to="COUNCIL",
        source=("K35",),
        risk=SAFETY,
        title=_("重大な問題の報告"),
        why=_("%(day)s に重大な問題が起きました。遅滞なく協議会に報告します。"),
        verb=_("報告した"),
    ),
    _hk(
        id="hk_yearly_audit",
        holder="COUNCIL",
        on="hk_audited",
        when=When("every", "hk_audit_months"),
        to="INSTITUTION",
        form=_("監査の記録"),
        source=("K35", "K44"),
        title=_("協議会の監査（1年に1回）"),
        why=_("前の監査（または確認）%(day)s から %(n)sか月までに監査があります。"),
        verb=_("監査を受けた"),
    ),
    _hk(
        id="hk_term_cap",
        about=CASE,
        on="hk_first_contract",
        when=When("span", "hk_term_months"),
        kind=ALARM,
        source=("K42", "K41", "K36"),
        risk=SAFETY,
        title=_("家事支援の契約の通算の終わり"),
        why=_("はじめの契約 %(day)s から、通算は %(n)sか月までです。"),
        verb=_("次の道を決めた"),
    ),
    _hk(
        id="hk_term_cap_8y",
        about=CASE,
        on="hk_before_ban",
        when=When("span", "hk_term_long_months"),
        kind=ALARM,
        source=("K42",),
        confidence=UNSURE,
        risk=SAFETY,
        title=_("家事支援の契約の通算の終わり（入国が止まる前に来た人の例外）"),
        why=_("はじめの契約 %(day)s から、例外が認められると %(n)sか月までです。"),
        verb=_("次の道を決めた"),
    ),
    _hk(
        id="hk_worker_criteria",
        about=CASE,
        on="application",
        when=When("before"),
        to="ISA",
        form=_("研修・資格・日本語の証明"),
        source=("K35", "K47"),
        title=_("本人の条件（18歳・1年の経験・研修と資格・N4くらい）を確かめる"),
        why=_("%(day)s に申請します。その前に証明をそろえます。"),
        verb=_("そろえた"),
    ),
    _hk(
        id="hk_language_exemption",
        on="language_exemption",
        when=When("before"),
        to="COUNCIL",
        form=_("様式9"),
        source=("K38",),
        risk=DAILY,
        title=_("日本語 N4 に届かない人の例外の確認"),
        why=_(
            "%(day)s に受け入れたいときは、その前に確認を受けます（保育があると認められません）。"
        ),
        verb=_("確認された"),
    ),
)
