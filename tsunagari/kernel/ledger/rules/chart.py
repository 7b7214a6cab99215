"""勘定科目表 — the chart of accounts, and where each stands in the statements of both standards.

NPO法人会計基準 (様式例) and 公益法人会計基準（2024-12-20）: one natural account, two places.
"""

from dataclasses import dataclass

from tsunagari.base.languages import gettext_noop as _

ASSET, LIABILITY, NET, INCOME, COST = "asset", "liability", "net", "income", "cost"

LENGTH = 4  # of a whole code
CASH, BANK = "1110", "1120"
UNPAID, DEPOSITS, AWARDS = "2110", "2140", "5500"
GRANT_AHEAD, GRANT_OWED_TO_US, GRANT_INCOME = "2120", "1140", "4300"
GRANT_INCOMES = (GRANT_INCOME, "4310")
TO_RETURN = "2150"
GENERAL_NET = "3100"
MONEY = (CASH, BANK)


@dataclass(frozen=True)
class Natural:
    """A natural account: code, name, kind, and its section in each standard's statements."""

    code: str
    name: str
    kind: str
    npo: str
    public: str


def _of(kind: str, npo: str, public: str, *names: tuple[str, str]) -> list[Natural]:
    return [Natural(code, name, kind, npo, public) for code, name in names]


_COSTS = [
    ("110", _("給料手当")),
    ("120", _("法定福利費")),
    ("130", _("福利厚生費")),
    ("210", _("会議費")),
    ("220", _("旅費交通費")),
    ("230", _("諸謝金")),
    ("240", _("印刷製本費")),
    ("250", _("通信運搬費")),
    ("260", _("消耗品費")),
    ("270", _("賃借料")),
    ("280", _("支払手数料")),
    ("290", _("保険料")),
    ("300", _("業務委託費")),
    ("900", _("雑費")),
]
_STAFF = [(code, name) for code, name in _COSTS if code < "200"]
_OTHER = [(code, name) for code, name in _COSTS if code > "200"]


def _costs(first: str, names: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(first + code, name) for code, name in names]


CHART: dict[str, Natural] = {
    one.code: one
    for one in [
        *_of(
            ASSET,
            "current_assets",
            "current_assets",
            (CASH, _("現金")),
            (BANK, _("普通預金")),
            ("1130", _("未収金")),
            (GRANT_OWED_TO_US, _("未収助成金")),
            ("1150", _("前払金")),
        ),
        *_of(ASSET, "fixed_assets", "other_fixed", ("1210", _("特定資産"))),
        *_of(ASSET, "fixed_assets", "tangible", ("1220", _("什器備品"))),
        *_of(ASSET, "fixed_assets", "intangible", ("1230", _("ソフトウェア"))),
        *_of(
            LIABILITY,
            "current_liabilities",
            "current_liabilities",
            (UNPAID, _("未払金")),
            (GRANT_AHEAD, _("前受助成金")),
            ("2130", _("前受会費")),
            (DEPOSITS, _("預り金")),
            (TO_RETURN, _("返還予定助成金")),
        ),
        *_of(LIABILITY, "fixed_liabilities", "fixed_liabilities", ("2210", _("長期借入金"))),
        *_of(NET, "net", "net_general", (GENERAL_NET, _("一般正味財産"))),
        *_of(NET, "net", "net_designated", ("3200", _("指定正味財産"))),
        *_of(NET, "net", "net_kikin", ("3300", _("基金（拠出金）"))),
        *_of(
            INCOME, "fees", "fees", ("4100", _("正会員受取会費")), ("4110", _("賛助会員受取会費"))
        ),
        *_of(INCOME, "gifts", "gifts", ("4200", _("受取寄附金")), ("4210", _("施設等受入評価益"))),
        *_of(
            INCOME,
            "grants",
            "grants",
            (GRANT_INCOME, _("受取民間助成金")),
            ("4310", _("受取補助金")),
        ),
        *_of(INCOME, "business", "business", ("4400", _("事業収益"))),
        *_of(
            INCOME, "other_income", "other_income", ("4500", _("雑収益")), ("4510", _("受取利息"))
        ),
        *_of(COST, "programme_staff", "programme", *_costs("5", _STAFF)),
        *_of(
            COST,
            "programme_other",
            "programme",
            *_costs("5", _OTHER),
            (AWARDS, _("支払助成金")),
            ("5510", _("支払奨学金")),
            ("5600", _("減価償却費")),
        ),
        *_of(COST, "admin_staff", "admin", *_costs("6", _STAFF)),
        *_of(COST, "admin_other", "admin", *_costs("6", _OTHER), ("6600", _("減価償却費"))),
        *_of(INCOME, "extra_income", "other_block_income", ("7100", _("経常外収益"))),
        *_of(COST, "extra_cost", "other_block_cost", ("7200", _("経常外費用"))),
    ]
}


def is_cost(code: str) -> bool:
    """True of programme, administration and other costs: what a budget is spent on."""
    return code[:1] in {"5", "6"} or code == "7200"
