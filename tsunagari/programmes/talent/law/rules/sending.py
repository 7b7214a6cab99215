"""送出国の手続 — what the home country asks for before Japan is asked (section 3.6 of the support sheet).

Ministries and their papers change names often: the names are those of the pages that were read.
"""

from tsunagari.base.languages import gettext_noop as _
from tsunagari.programmes.talent.law.rules.book import (
    DAILY,
    OFFICIAL,
    SECONDARY,
    STANDING,
    When,
)
from tsunagari.programmes.talent.law.rules.ssw_2019_04_01 import ssw

RULES = (
    *(
        ssw(
            id=code,
            holder="HOST",
            on=trigger,
            when=When("before", lead=6),
            to="EMBASSY",
            form=form,
            article="上陸基準省令（送出国の手続）",
            source=source,
            confidence=confidence,
            title=title,
            why=_("%(day)s に申請します。その前に、送出国の手続を終えます。"),
            verb=_("そろった"),
            steps=steps,
        )
        for code, trigger, form, source, confidence, title, steps in (
            (
                "vn_abroad",
                "vn_abroad",
                _("推薦者表（別添様式1）"),
                ("K28", "L6"),
                OFFICIAL,
                _("ベトナム：推薦者表（国外から来る人）"),
                (_("送出機関と契約する"), _("DOLAB の承認を受ける"), _("推薦者表を申請につける")),
            ),
            (
                "vn_in_japan",
                "vn_in_japan",
                _("推薦者表（別添様式2）"),
                ("K28", "L6"),
                OFFICIAL,
                _("ベトナム：推薦者表（日本にいる人）"),
                (_("大使館に申請する"), _("推薦者表を申請につける")),
            ),
            (
                "id_abroad_direct",
                "id_abroad",
                _("IPKOL・SISKOP2MI の登録"),
                ("K29", "L6"),
                SECONDARY,
                _("インドネシア：求人の登録と移住労働者の ID"),
                (_("IPKOL に求人を出す"), _("契約する"), _("本人が SISKOP2MI に登録する")),
            ),
            (
                "id_in_japan",
                "id_in_japan",
                _("大使館の登録の証明・推薦状"),
                ("K29", "L6"),
                SECONDARY,
                _("インドネシア：大使館の登録（日本にいる人）"),
                (_("SISKOP2MI に登録する"), _("大使館の証明をもらう")),
            ),
            (
                "ph_all",
                "ph_all",
                _("MWO の審査・DMW の登録・OEC"),
                ("K30", "L6"),
                OFFICIAL,
                _("フィリピン：MWO と DMW の手続（OEC がないと出国できない）"),
                (_("DMW の認可の機関と取り決める"), _("MWO の審査を受ける"), _("OEC をもらう")),
            ),
        )
    ),
    ssw(
        id="id_abroad_p3mi",
        on="id_p3mi",
        when=When("before", lead=6),
        to="EMBASSY",
        form=_("大使館で確かめた契約書"),
        article="上陸基準省令（送出国の手続）",
        source=("K29",),
        confidence=SECONDARY,
        title=_("インドネシア：P3MI を通す手続"),
        why=_("%(day)s に申請します。その前に、大使館で書類を確かめてもらいます。"),
        verb=_("そろった"),
        steps=(_("職業紹介事業者・P3MI と取り決める"), _("大使館で確かめる")),
    ),
    ssw(
        id="vn_not_needed",
        on="vn_not_needed",
        when=When("standing"),
        kind=STANDING,
        article="上陸基準省令（送出国の手続）",
        source=("K28",),
        confidence=SECONDARY,
        risk=DAILY,
        title=_("ベトナム：推薦者表はいらない"),
        why=_("すでに特定技能の人・2年より短い課程の留学生などには、いりません。"),
    ),
)
