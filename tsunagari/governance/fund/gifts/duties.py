"""務めのことば — what gifts ask of the office: sort, thank, ask politely, certify, report."""

from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.duties.rulebook import DutyRule

OWN, VERSION = _("連合会の決まり（寄附を受ける手順）"), "2026-11"
SORT, THANK, MISSED = "fund.sort_bank_lines", "fund.thank_donors", "fund.ask_about_pledge"
YEARLY, LIST, GRANT = "fund.yearly_receipts", "fund.donor_list", "fund.report_grant"
RULES = (
    DutyRule(
        code=SORT,
        title=_("入金の行を、だれからか確かめてください（%(gift_count)s行）"),
        why=_("%(since)s からの入金が、まだ記帳されていません。"),
        verb=_("明細をひらく"),
        steps=(
            _("候補と理由を見る"),
            _("合っている行をまとめて確定する"),
            _("寄附ではない行を外す"),
        ),
        icon="yen",
        source=OWN,
        version=VERSION,
        desk=("desk:gift_lines", ""),
    ),
    DutyRule(
        code=THANK,
        title=_("お礼を送ってください（%(gift_count)s件）"),
        why=_("%(since)s からの寄附に、まだお礼を送っていません。"),
        verb=_("寄附をひらく"),
        steps=(_("お礼をまとめて送る"),),
        icon="heart",
        source=OWN,
        version=VERSION,
        desk=("desk:gifts", ""),
    ),
    DutyRule(
        code=MISSED,
        title=_("継続の寄附が届いていません（%(yen)s円）"),
        why=_(
            "約束の日は %(turn_due)s でした。お知らせを1回送ってあります。責めずに、事情を聞きます。"
        ),
        verb=_("継続の寄附をひらく"),
        steps=(
            _("電話かメールで、続けられるかを聞く"),
            _("金額・間かくを変えるか、やめるか、この回を待たないことにする"),
        ),
        icon="yen",
        source=OWN,
        version=VERSION,
        desk=("desk:gift_pledge", "about"),
    ),
    DutyRule(
        code=YEARLY,
        title=_("%(gift_year)s年の領収書を出してください（%(gift_count)s人）"),
        why=_("確定申告は2月16日に始まります。1月のうちに送ります。"),
        verb=_("領収書をひらく"),
        steps=(_("1年分をまとめて作る"), _("知らせるか、印刷して送る")),
        icon="file",
        source=OWN,
        version=VERSION,
        desk=("desk:gift_receipts", ""),
    ),
    DutyRule(
        code=LIST,
        title=_("%(gift_year)s年度の寄附者名簿を作ってください"),
        why=_("認定NPO法人は、事業年度の初めの3か月のうちに作り、5年（特例認定は3年）保存します。"),
        verb=_("名簿をひらく"),
        steps=(_("名簿をひらく"),),
        icon="list",
        article=_("特定非営利活動促進法の認定の決まり（寄附者名簿）"),
        source=_("大阪府の案内（42）"),
        confidence="official",
        version=VERSION,
        desk=("desk:gift_donors", ""),
    ),
    DutyRule(
        code=GRANT,
        title=_("助成金の実績を報告し、残りを返してください（%(yen)s円）"),
        why=_(
            "助成金「%(grant_title)s」の期間は %(grant_until)s までです。使わなかった分は返します。"
        ),
        verb=_("助成金をひらく"),
        steps=(_("使った額と証憑をまとめる"), _("実績報告を出す"), _("残りを返す")),
        icon="file",
        source=_("助成の条件（返す決まりのある助成金）"),
        version=VERSION,
        by_hand=True,
        desk=("desk:gift", "about"),
    ),
)
FACTS = {
    "gift_count": _("数"),
    "turn_due": _("約束の日"),
    "gift_year": _("年"),
    "grant_until": _("終わりの日"),
    "grant_title": _("名前"),
}
