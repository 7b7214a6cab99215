"""決算書の検査 — what must agree between the statements before anybody signs them."""

from tsunagari.base.languages import gettext_noop as _
from tsunagari.base.refusals import Reason
from tsunagari.kernel.ledger.rules import chart
from tsunagari.kernel.ledger.rules.statements.cells import Cell


def findings(cells: list[Cell]) -> list[Reason]:
    """What does not agree; an empty list means that the books are whole."""
    reasons = []
    apart = sum(cell.end for cell in cells)
    if apart:
        text = _("資産と、負債・正味財産が %(yen)s円 ちがいます。")
        reasons.append(Reason(text, {"yen": abs(apart)}, rule="balance"))
    funds: dict[str, int] = {}
    for cell in cells:
        funds[cell.fund] = funds.get(cell.fund, 0) + cell.end
    text = _("基金「%(fund)s」の中で、借方と貸方が %(yen)s円 ちがいます。")
    reasons += [
        Reason(text, {"fund": fund, "yen": abs(yen)}, rule="fund")
        for fund, yen in funds.items()
        if yen
    ]
    return [*reasons, *_below_zero(cells)]


def _below_zero(cells: list[Cell]) -> list[Reason]:
    text = _("基金「%(fund)s」の現金・預金が %(yen)s円 足りません。仕訳を確かめてください。")
    money: dict[str, int] = {}
    for cell in cells:
        if cell.account in chart.MONEY:
            money[cell.fund] = money.get(cell.fund, 0) + cell.end
    return [
        Reason(text, {"fund": fund, "yen": -yen}, rule="money")
        for fund, yen in money.items()
        if yen < 0
    ]
