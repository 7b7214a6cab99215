"""訪問指導の確認票 — the monthly visit to a host with first-stage trainees (Ord. 52(iii), form 4-10)."""

from dataclasses import replace
from datetime import date

from tsunagari.base.languages import gettext_noop as _
from tsunagari.programmes.talent.visits.rules.sheets.audit_2017_11_01 import WORKER
from tsunagari.programmes.talent.visits.rules.sheets.audit_2027_04_01 import carried
from tsunagari.programmes.talent.visits.rules.sheets.form import OWN, UNSURE, Item, Sheet

ORD, MONTHLY = ("REG-TITP",), "規則52条3号"
CHOSEN = "規則52条3号（確かめる中身は連合会の運用）"

SHEET = Sheet(
    code="guidance-2017-11-01",
    title=_("訪問指導の確認票"),
    kinds=("guidance",),
    systems=("TITP",),
    since=date(2017, 11, 1),
    form=_("訪問指導記録書（参考様式第4-10号）"),
    article=MONTHLY,
    source=ORD,
    confidence="official",
    items=(
        Item("g_work", "work", _("計画どおりの仕事と指導を、現場で見ました。"), MONTHLY, ORD),
        Item("g_log", "books", _("日誌が、きのうの分まで書かれています。"), CHOSEN, ORD, OWN),
        Item("g_hours", "wages", _("はたらいた時間と休みが、約束どおりです。"), CHOSEN, ORD, OWN),
        Item("g_wages", "wages", _("先月の賃金が、全額払われています。"), CHOSEN, ORD, OWN),
        Item("g_home", "lodging", _("住まいに困ったことがありません。"), CHOSEN, ORD, OWN),
        Item(
            "g_passport",
            "rights",
            _("旅券と在留カードを、本人が自分で持っています。"),
            "法48条1項",
            ("LAW-TITP",),
            ban="ban_passport_custody",
        ),
        Item(
            "g_language",
            "guidance",
            _("日本語の勉強が進んでいるか、聞きました。"),
            CHOSEN,
            ORD,
            OWN,
        ),
        Item("g_guided", "guidance", _("会社に、実習のすすめ方を指導しました。"), MONTHLY, ORD),
    ),
    worker=WORKER,
)
LATER = replace(
    SHEET,
    code="guidance-2027-04-01",
    title=_("訪問指導の確認票（育成就労）"),
    systems=("ESD",),
    since=date(2027, 4, 1),
    form=_("訪問指導の記録（育成就労の様式は未確認）"),
    article="育成就労法39条（まだ確かめていない）",
    source=("GH-KANRI",),
    confidence=UNSURE,
    items=tuple(map(carried, SHEET.items)),
    worker=tuple(map(carried, SHEET.worker)),
)
