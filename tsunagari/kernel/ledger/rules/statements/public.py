"""公益法人会計基準（2024-12-20）の決算書 — two blocks, cost by activity, net assets in three classes.

The main statement is not split into general and designated any more; the split stands in a note.
"""

from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.ledger.rules import chart
from tsunagari.kernel.ledger.rules.statements.cells import (
    ACTIVITIES,
    Cell,
    Row,
    Statement,
    given_in,
    net_before,
    section,
    straight,
)

INCOME = [
    ("fees", _("受取会費"), _("受取会費計")),
    ("gifts", _("受取寄附金"), _("受取寄附金計")),
    ("grants", _("受取補助金等"), _("受取補助金等計")),
    ("business", _("事業収益"), _("事業収益計")),
    ("other_income", _("雑収益"), _("雑収益計")),
]
ASSETS = [
    ("current_assets", _("1 流動資産"), _("流動資産合計")),
    ("tangible", _("2 固定資産（有形固定資産）"), _("有形固定資産合計")),
    ("intangible", _("2 固定資産（無形固定資産）"), _("無形固定資産合計")),
    ("other_fixed", _("2 固定資産（その他固定資産）"), _("その他固定資産合計")),
]
DEBTS = [
    ("current_liabilities", _("1 流動負債"), _("流動負債合計")),
    ("fixed_liabilities", _("2 固定負債"), _("固定負債合計")),
]


def _in(cells: list[Cell], *sections: str) -> list[Cell]:
    return [cell for cell in cells if cell.public in sections]


def activities(cells: list[Cell]) -> Statement:
    """活動計算書 — the ordinary block with cost by activity, then the other block."""
    rows, income = [Row(_("I 経常活動区分")), Row(_("1 経常収益"), level=1)], 0
    for code, heading, total in INCOME:
        found, yen = section(heading, total, _in(cells, code), sign=-1, level=2)
        rows, income = rows + found, income + yen
    costs, cost = _by_activity(_in(cells, "programme", "admin"))
    rows += [
        Row(_("経常収益計"), income, 1, total=True),
        Row(_("2 経常費用"), level=1),
        *costs,
        Row(_("経常費用計"), cost, 1, total=True),
        Row(_("当期経常増減額"), income - cost, total=True),
    ]
    more_rows, more = section(
        _("1 その他収益"), _("その他収益計"), _in(cells, "other_block_income"), sign=-1
    )
    less_rows, less = section(
        _("2 その他費用"), _("その他費用計"), _in(cells, "other_block_cost"), sign=1
    )
    change, before = income - cost + more - less + given_in(cells), net_before(cells)
    rows += [
        Row(_("II その他活動区分")),
        *more_rows,
        *less_rows,
        Row(_("当期その他増減額"), more - less, total=True),
        *straight(cells),
        Row(_("当期純資産増減額"), change, total=True),
        Row(_("期首純資産残高"), before, total=True),
        Row(_("期末純資産残高"), before + change, total=True),
    ]
    return Statement("activities", _("活動計算書"), rows)


def _by_activity(cells: list[Cell]) -> tuple[list[Row], int]:
    """事業費・管理費 — one line an activity; its natural accounts stand in the note."""
    rows, whole = [], 0
    for code, words in ACTIVITIES.items():
        mine = [cell for cell in cells if cell.done_for == code]
        yen = sum(cell.year for cell in mine)
        if yen:
            accounts = tuple(sorted({cell.account for cell in mine}))
            rows.append(Row(words, yen, 3, accounts=accounts))
        whole += yen
    return rows, whole


def natures(cells: list[Cell]) -> Statement:
    """注記：費用の形態別区分 — natural accounts in lines, activities in columns."""
    costs = _in(cells, "programme", "admin", "other_block_cost")
    used = [code for code in ACTIVITIES if any(c.done_for == code and c.year for c in costs)]
    sums: dict[tuple[str, str], dict[str, int]] = {}
    for cell in costs:
        line = sums.setdefault((cell.account, cell.name), {})
        line[cell.done_for] = line.get(cell.done_for, 0) + cell.year
    rows = [
        Row(
            name=name,
            yen=sum(line.values()),
            accounts=(account,),
            more=tuple(line.get(code, 0) for code in used),
        )
        for (account, name), line in sorted(sums.items())
        if any(line.values())
    ]
    columns = [row.more for row in rows]
    total = Row(
        _("合計"),
        sum(row.yen or 0 for row in rows),
        total=True,
        more=tuple(sum(column) for column in zip(*columns, strict=True)) if columns else (),
    )
    heads = (*(ACTIVITIES[code] for code in used), _("合計"))
    return Statement("natures", _("注記：費用の形態別区分"), [*rows, total], heads)


def position(cells: list[Cell]) -> Statement:
    """貸借対照表 — net assets in 基金, 指定純資産 and 一般純資産."""
    rows, assets = [Row(_("I 資産の部"))], 0
    for code, heading, total in ASSETS:
        found, yen = section(heading, total, _in(cells, code), sign=1, whole=True)
        rows, assets = rows + found, assets + yen
    rows += [Row(_("資産合計"), assets, total=True), Row(_("II 負債の部"))]
    owed = 0
    for code, heading, total in DEBTS:
        found, yen = section(heading, total, _in(cells, code), sign=-1, whole=True)
        rows, owed = rows + found, owed + yen
    classes = classes_of(cells)
    net = sum(classes.values())
    rows += [
        Row(_("負債合計"), owed, total=True),
        Row(_("III 純資産の部")),
        Row(_("1 基金"), classes["kikin"], 3),
        Row(_("2 指定純資産"), classes["designated"], 3),
        Row(_("3 一般純資産"), classes["general"], 3),
        Row(_("純資産合計"), net, total=True),
        Row(_("負債及び純資産合計"), owed + net, total=True),
    ]
    return Statement("position", _("貸借対照表"), rows)


def classes_of(cells: list[Cell], *, at_start: bool = False) -> dict[str, int]:
    """純資産の区分 — what givers bound is designated, until it is spent."""
    found = {"kikin": 0, "designated": 0, "general": 0}
    for cell in cells:
        if cell.kind not in (chart.NET, chart.INCOME, chart.COST):
            continue
        yen = -(cell.before if at_start else cell.end)
        found[_class_of(cell)] += yen
    return found


def _class_of(cell: Cell) -> str:
    if cell.public == "net_kikin":
        return "kikin"
    bound = cell.restricted or cell.public == "net_designated"
    return "designated" if bound else "general"


def classes(cells: list[Cell]) -> Statement:
    """注記：純資産の区分ごとの内訳 — general and designated: at the start, change, at the end."""
    start, end = classes_of(cells, at_start=True), classes_of(cells)
    words = {"kikin": _("基金"), "designated": _("指定純資産"), "general": _("一般純資産")}
    rows = [
        Row(words[code], end[code], more=(start[code], end[code] - start[code])) for code in words
    ]
    whole = tuple(sum(column) for column in zip(*(row.more for row in rows), strict=True))
    rows.append(Row(_("純資産合計"), sum(end.values()), total=True, more=whole))
    heads = (_("期首残高"), _("当期増減額"), _("期末残高"))
    return Statement("classes", _("注記：純資産の区分ごとの内訳"), rows, heads)
