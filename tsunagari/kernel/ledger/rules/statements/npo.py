"""NPO法人会計基準の決算書 — 活動計算書 and 貸借対照表, with the lines of the official form."""

from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.ledger.rules.statements.cells import (
    Cell,
    Row,
    Statement,
    given_in,
    net_before,
    net_change,
    section,
    straight,
)

INCOME = [
    ("fees", _("1 受取会費"), _("受取会費計")),
    ("gifts", _("2 受取寄附金"), _("受取寄附金計")),
    ("grants", _("3 受取助成金等"), _("受取助成金等計")),
    ("business", _("4 事業収益"), _("事業収益計")),
    ("other_income", _("5 その他収益"), _("その他収益計")),
]
COSTS = [
    (
        _("1 事業費"),
        _("事業費計"),
        [
            ("programme_staff", _("(1) 人件費"), _("人件費計")),
            ("programme_other", _("(2) その他経費"), _("その他経費計")),
        ],
    ),
    (
        _("2 管理費"),
        _("管理費計"),
        [
            ("admin_staff", _("(1) 人件費"), _("人件費計")),
            ("admin_other", _("(2) その他経費"), _("その他経費計")),
        ],
    ),
]


def _in(cells: list[Cell], *sections: str) -> list[Cell]:
    return [cell for cell in cells if cell.npo in sections]


def activities(cells: list[Cell]) -> Statement:
    """活動計算書 — income and cost of the year, and how net assets changed."""
    rows, income = [Row(_("I 経常収益"))], 0
    for code, heading, total in INCOME:
        found, yen = section(heading, total, _in(cells, code), sign=-1)
        rows, income = rows + found, income + yen
    rows += [Row(_("経常収益計"), income, total=True), Row(_("II 経常費用"))]
    cost = 0
    for heading, total, parts in COSTS:
        found, yen = _costs(cells, heading, total, parts)
        rows, cost = rows + found, cost + yen
    rows += [
        Row(_("経常費用計"), cost, total=True),
        Row(_("当期経常増減額"), income - cost, total=True),
    ]
    gained, more = section(
        _("III 経常外収益"), _("経常外収益計"), _in(cells, "extra_income"), sign=-1, level=0
    )
    lost, less = section(
        _("IV 経常外費用"), _("経常外費用計"), _in(cells, "extra_cost"), sign=1, level=0
    )
    change, before = income - cost + more - less + given_in(cells), net_before(cells)
    rows += [
        *gained,
        *lost,
        *straight(cells),
        Row(_("当期正味財産増減額"), change, total=True),
        Row(_("前期繰越正味財産額"), before, total=True),
        Row(_("次期繰越正味財産額"), before + change, total=True),
    ]
    return Statement("activities", _("活動計算書"), rows)


def _costs(cells, heading, total, parts) -> tuple[list[Row], int]:
    rows: list[Row] = []
    cost = 0
    for code, head, summed in parts:
        found, yen = section(head, summed, _in(cells, code), sign=1, level=2)
        rows, cost = rows + found, cost + yen
    if not rows:
        return [], 0
    return [Row(heading, level=1), *rows, Row(total, cost, 1, total=True)], cost


def position(cells: list[Cell]) -> Statement:
    """貸借対照表 — what there is, what is owed, and what is left."""
    rows, assets = [Row(_("I 資産の部"))], 0
    for code, heading, total in (
        ("current_assets", _("1 流動資産"), _("流動資産合計")),
        ("fixed_assets", _("2 固定資産"), _("固定資産合計")),
    ):
        found, yen = section(heading, total, _in(cells, code), sign=1, whole=True)
        rows, assets = rows + found, assets + yen
    rows += [Row(_("資産合計"), assets, total=True), Row(_("II 負債の部"))]
    owed = 0
    for code, heading, total in (
        ("current_liabilities", _("1 流動負債"), _("流動負債合計")),
        ("fixed_liabilities", _("2 固定負債"), _("固定負債合計")),
    ):
        found, yen = section(heading, total, _in(cells, code), sign=-1, whole=True)
        rows, owed = rows + found, owed + yen
    before, change = net_before(cells), net_change(cells)
    rows += [
        Row(_("負債合計"), owed, total=True),
        Row(_("III 正味財産の部")),
        Row(_("前期繰越正味財産"), before, 3),
        Row(_("当期正味財産増減額"), change, 3),
        Row(_("正味財産合計"), before + change, total=True),
        Row(_("負債及び正味財産合計"), owed + before + change, total=True),
    ]
    return Statement("position", _("貸借対照表"), rows)
