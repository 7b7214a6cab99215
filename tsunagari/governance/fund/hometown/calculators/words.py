"""企業版ふるさと納税のことば — what the fields and answers of the estimate are called on a page."""

from tsunagari.base.languages import gettext_noop as _

LEAD = _(
    "会社が市町村に寄附したときに、税金がどれだけ減って、実質いくらになるかの目安です。寄附は市町村に入ります。連合会には入りません。"
)
FIELDS = {
    "donation_yen": (_("寄附する額（円）"), _("1つの事業年度の合計です。1回10万円からです。")),
    "corporation_tax_yen": (_("法人税の額（円）"), _("寄附した年度の、控除する前の額です。")),
    "prefecture_corporate_levy_yen": (_("都道府県民税の法人税割（円）"), ""),
    "municipal_corporate_levy_yen": (_("市町村民税の法人税割（円）"), ""),
    "enterprise_tax_yen": (_("法人事業税の額（円）"), ""),
    "effective_percent": (
        _("損金に入れて減る税金の割合（％）"),
        _("分からないときは30のままにしてください。"),
    ),
    "on": (_("寄附する日"), ""),
}
TITLE = _("実質の負担は、およそ%(yen)s円です（目安）")
ADVISER = _("これは目安です。税金の額は、税理士か税務署に確かめてください。")
CAPTION = _("内わけ")
HEAD = (_("項目"), _("額"))
ROWS = {
    "donation": _("市町村への寄附"),
    "resident_tax_credit": _("法人住民税の控除"),
    "corporation_tax_credit": _("法人税の控除"),
    "enterprise_tax_credit": _("法人事業税の控除"),
    "deduction": _("損金に入れて減る税金"),
    "net_cost": _("実質の負担"),
}
YEN = _("%(yen)s円")
VERSION, DAY, UNTIL = _("決まりの版"), _("この日の決まりで計算"), _("制度の期限")
RETURN = _("寄附のお返しに、会社が経済的な利益を受けることはできません。")
WHERE = _("本社がある市町村（都道府県）への寄附は、対象になりません。")
PLAN = _(
    "国に認定された計画に、寄附を使う事業がある市町村だけが受けられます。流山市が今年度に対象かどうかは、まだ確かめられていません。"
)
