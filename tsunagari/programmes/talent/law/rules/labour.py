"""労働と保険 — what an employer owes for every foreign worker: Hello Work, insurance, health, dormitory.

Sections 3.3 and 3.8 of the two sheets.
"""

from datetime import date
from functools import partial

from tsunagari.base.languages import gettext_noop as _
from tsunagari.programmes.talent.law.rules.book import (
    CASE,
    DAILY,
    HOST,
    KEEP,
    LAW,
    NATIONAL,
    OFFICIAL,
    OTHER,
    SAFETY,
    SYSTEMS,
    Rule,
    When,
)
from tsunagari.programmes.talent.law.rules.residence import OTHERS, TRAINING

FROM = date(2007, 10, 1)
VERSION = "labour-2007-10-01"
FILED = _("届け出た")
STEPS = (_("在留カード（特定技能は指定書も）を確かめる"), _("届け出る"), _("控えをしまう"))

_employer = partial(
    Rule,
    system=SYSTEMS,
    holder="HOST",
    about=CASE,
    from_day=FROM,
    version=VERSION,
    confidence=OFFICIAL,
    risk=LAW,
)
_hello = partial(_employer, office=NATIONAL, to="HW", verb=FILED, steps=STEPS)
HIRED = _("%(day)s に雇いました。次の月の %(n)s日までに、雇用保険の届といっしょに出します。")
LEFT = _("%(day)s に離職しました。次の日から数えて %(n)s日以内に届け出ます。")
UNINSURED = _("%(day)s に雇い（離職し）ました。雇用保険に入らない人は、次の月の終わりまでです。")
EI = "労働施策総合推進法28条・規則12条・雇用保険法施行規則6・7条"

RULES = (
    _hello(
        id="hw_foreigner_hired",
        system=TRAINING,
        on="hired_insured",
        when=When("day_of_next_month", "hw_hire_day"),
        form=_("雇用保険被保険者資格取得届"),
        article=EI,
        source=("EMP-REG", "EI-REG"),
        title=_("外国人を雇った届出"),
        why=HIRED,
    ),
    _hello(
        id="hw_foreigner_hired",
        system=TRAINING,
        on="hired_uninsured",
        when=When("end_of_next_month"),
        form=_("外国人雇用状況届出書（様式第3号）"),
        version="labour-2007-10-01-uninsured",
        article=EI,
        source=("EMP-REG", "EI-REG"),
        title=_("外国人を雇った届出"),
        why=UNINSURED,
    ),
    _hello(
        id="hw_foreigner_left",
        system=TRAINING,
        on="left_insured",
        when=When("days_after", "hw_leave_days"),
        form=_("雇用保険被保険者資格喪失届"),
        article=EI,
        source=("EMP-REG", "EI-REG"),
        title=_("外国人が離職した届出"),
        why=LEFT,
    ),
    _hello(
        id="hw_foreigner_left",
        system=TRAINING,
        on="left_uninsured",
        when=When("end_of_next_month"),
        form=_("外国人雇用状況届出書（様式第3号）"),
        version="labour-2007-10-01-uninsured",
        article=EI,
        source=("EMP-REG", "EI-REG"),
        title=_("外国人が離職した届出"),
        why=UNINSURED,
    ),
    _hello(
        id="hw_hire_insured",
        system=OTHERS,
        on="hired_insured",
        when=When("day_of_next_month", "hw_hire_day"),
        form=_("雇用保険被保険者資格取得届"),
        article="労働施策総合推進法施行規則12条1項",
        source=("L4",),
        title=_("外国人を雇った届出（雇用保険に入る人）"),
        why=HIRED,
    ),
    _hello(
        id="hw_leave_insured",
        system=OTHERS,
        on="left_insured",
        when=When("days_after", "hw_leave_days"),
        form=_("雇用保険被保険者資格喪失届"),
        article="労働施策総合推進法施行規則12条1項",
        source=("L4",),
        title=_("外国人が離職した届出（雇用保険に入る人）"),
        why=LEFT,
    ),
    *(
        _hello(
            id="hw_uninsured",
            system=OTHERS,
            on=trigger,
            when=When("end_of_next_month"),
            form=_("外国人雇用状況届出書（様式第3号）"),
            article="労働施策総合推進法施行規則12条2項",
            source=("L4",),
            title=_("外国人の雇入れ・離職の届出（雇用保険に入らない人）"),
            why=UNINSURED,
        )
        for trigger in ("hired_uninsured", "left_uninsured")
    ),
    *(
        _employer(
            id="hw_check_documents",
            on=trigger,
            when=When("on", lead=1),
            article="労働施策総合推進法施行規則11条",
            source=("L4",),
            title=_("雇う前に在留カードと指定書を確かめる"),
            why=_("%(day)s に雇います。カードと指定書（特定技能・特定活動）を確かめます。"),
            verb=_("確かめた"),
            steps=(
                _("番号が失効していないか調べる"),
                _("読取アプリで見る"),
                _("日と結果を記録する"),
            ),
        )
        for trigger in ("hired_insured", "hired_uninsured")
    ),
    *(
        _employer(
            id="emp_effort_notice",
            system=(OTHER,),
            holder="ORGANISATION",
            from_day=date(2012, 7, 9),
            on=trigger,
            when=When("days_after", "notice_days"),
            office=NATIONAL,
            to="ISA",
            form=_("所属機関による届出"),
            article="入管法19条の17・規則19条の16",
            source=("L1", "L2"),
            risk=DAILY,
            title=_("受入れの開始・終了の届出（努力義務）"),
            why=_("%(day)s に受入れがはじまり（終わり）ました。14日以内に届け出るようにします。"),
            verb=FILED,
        )
        for trigger in ("accepted", "acceptance_ended")
    ),
    _employer(
        id="si_acquisition",
        system=TRAINING,
        on="joined_insurance",
        when=When("days_after", "si_join_days"),
        office=NATIONAL,
        to="PENSION",
        form=_("健康保険・厚生年金保険被保険者資格取得届"),
        article="健康保険法施行規則24条・厚生年金保険法施行規則15条",
        source=("HI-REG", "PENS-REG"),
        title=_("健康保険・厚生年金に入る届出"),
        why=_("%(day)s に資格ができました。%(n)s日以内に届け出ます。"),
        verb=FILED,
        steps=(_("届出を書く"), _("年金事務所に出す")),
    ),
    _employer(
        id="emp_health_pension_join",
        system=OTHERS,
        on="joined_insurance",
        when=When("days_after", "si_join_days"),
        office=NATIONAL,
        to="PENSION",
        form=_("健康保険・厚生年金保険被保険者資格取得届"),
        article="健康保険法施行規則24条・厚生年金保険法施行規則",
        source=("L9",),
        title=_("社員の健康保険・厚生年金に入る届出"),
        why=_("%(day)s に資格ができました。%(n)s日以内に届け出ます。"),
        verb=FILED,
        steps=(_("届出を書く"), _("年金事務所に出す")),
    ),
    _employer(
        id="ish_health_check_hiring",
        on="hired_regular",
        when=When("on", lead=1),
        form=_("健康診断個人票"),
        article="労働安全衛生規則43条",
        source=("ISH",),
        risk=SAFETY,
        title=_("雇うときの健康診断"),
        why=_("%(day)s に雇います。3か月以内の結果があれば、それでもかまいません。"),
        verb=_("受けさせた"),
        steps=(_("予約する"), _("結果を本人に知らせる"), _("記録する")),
    ),
    _employer(
        id="ish_health_check_yearly",
        on="regular_work",
        when=When("every", "health_check_months"),
        form=_("健康診断個人票"),
        article="労働安全衛生規則44条",
        source=("ISH",),
        risk=SAFETY,
        title=_("1年に1回の健康診断"),
        why=_("前の健康診断（または雇入れ）%(day)s から %(n)sか月までに受けさせます。"),
        verb=_("受けさせた"),
        steps=(_("予約する"), _("結果を本人に知らせる"), _("記録する")),
    ),
    _employer(
        id="lsa_records",
        on="contract_end",
        when=When("months_after", "wage_record_months"),
        kind=KEEP,
        form=_("労働者名簿・賃金台帳・雇入れや賃金の書類"),
        keep=_("当分の間3年（本則は5年）"),
        article="労働基準法109・143条",
        source=("LSA",),
        risk=DAILY,
        title=_("労働の記録の保存"),
        why=_("雇用は %(day)s に終わりました。記録を3年しまっておきます。"),
        verb=_("確かめた"),
    ),
    _employer(
        id="lsa_dorm_rules",
        about=HOST,
        on="dormitory_rules_changed",
        when=When("without_delay", "without_delay_days"),
        to="LABOUR",
        form=_("寄宿舎規則（変更）届"),
        article="労働基準法95条",
        source=("LSA",),
        title=_("寄宿舎規則の届出"),
        why=_(
            "%(day)s に寄宿舎をつくり（規則を変え）ました。住む人の過半数の同意をえて届け出ます。"
        ),
        verb=FILED,
        steps=(_("住む人の過半数の同意をえる"), _("労働基準監督署に出す")),
    ),
    _employer(
        id="lsa_dorm_plan",
        about=HOST,
        on="dormitory_works",
        when=When("days_before", "dorm_plan_days_before"),
        to="LABOUR",
        form=_("寄宿舎設置（変更）届"),
        article="労働基準法96条の2",
        source=("LSA",),
        title=_("寄宿舎の工事の計画の届出（10人以上の事業場）"),
        why=_("%(day)s に工事をはじめます。%(n)s日前までに届け出ます。"),
        verb=FILED,
        steps=(_("図面を用意する"), _("労働基準監督署に出す")),
    ),
)
