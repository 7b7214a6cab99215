"""注記と財産目録 — the same in both standards: bound gifts and grants, and everything there is."""

from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.ledger.rules import chart
from tsunagari.kernel.ledger.rules.statements.cells import Cell, Row, Statement


def restricted(cells: list[Cell], purposes: dict[int, str]) -> Statement:
    """使途等が制約された寄附等の内訳 — opening + increase − decrease = closing, for every purpose.

    `purposes` are the titles of gifts and grants by their key; bound money without one stands
    under the name of its fund.
    """
    sums: dict[tuple[int, str], list[int]] = {}
    for cell in cells:
        if not cell.restricted or cell.kind not in (chart.NET, chart.INCOME, chart.COST):
            continue
        key = (cell.purpose, "" if cell.purpose else cell.fund)
        found = sums.setdefault(key, [0, 0, 0])
        found[0] -= cell.before
        if cell.kind == chart.COST:
            found[2] += cell.year
        else:
            found[1] -= cell.year
    rows = [
        Row(
            name=purposes.get(purpose, "") if purpose else fund,
            yen=start + more - less,
            more=(start, more, less),
        )
        for (purpose, fund), (start, more, less) in sorted(sums.items())
        if start or more or less
    ]
    whole = tuple(sum(column) for column in zip(*(row.more for row in rows), strict=True))
    total = Row(_("合計"), sum(row.yen or 0 for row in rows), total=True, more=whole or (0, 0, 0))
    heads = (_("期首残高"), _("当期増加額"), _("当期減少額"), _("期末残高"))
    title = _("注記：使途等が制約された寄附等の内訳")
    return Statement("restricted", title, [*rows, total], heads)


def inventory(cells: list[Cell]) -> Statement:
    """財産目録 — every asset and debt with the fund in which it stands."""
    assets, owned = _listed(cells, chart.ASSET, 1)
    debts, owed = _listed(cells, chart.LIABILITY, -1)
    rows = [
        Row(_("I 資産の部")),
        *assets,
        Row(_("資産合計"), owned, total=True),
        Row(_("II 負債の部")),
        *debts,
        Row(_("負債合計"), owed, total=True),
        Row(_("正味財産"), owned - owed, total=True),
    ]
    return Statement("inventory", _("財産目録"), rows)


def _listed(cells: list[Cell], kind: str, sign: int) -> tuple[list[Row], int]:
    sums: dict[tuple[str, str], dict[str, int]] = {}
    for cell in cells:
        if cell.kind == kind:
            line = sums.setdefault((cell.account, cell.name), {})
            line[cell.fund] = line.get(cell.fund, 0) + sign * cell.end
    rows, whole = [], 0
    for (account, name), funds in sorted(sums.items()):
        if not any(funds.values()):
            continue
        rows.append(Row(name=name, yen=sum(funds.values()), level=2, accounts=(account,)))
        rows += [
            Row(name=fund, yen=yen, level=3, accounts=(account,), fund=fund)
            for fund, yen in funds.items()
            if yen
        ]
        whole += sum(funds.values())
    return rows, whole
