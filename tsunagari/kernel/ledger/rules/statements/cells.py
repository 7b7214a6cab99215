"""残高のますと決算書の行 — what the rules are given, and what they answer with."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from tsunagari.base.languages import gettext_noop as _
from tsunagari.kernel.ledger.rules import chart

# 事業区分 — where a cost stands in the public-interest statement.
ACTIVITIES = {
    "p1": _("公益目的事業1（国際交流）"),
    "p2": _("公益目的事業2（外国人材・生活支援）"),
    "p3": _("公益目的事業3（地域活性化）"),
    "inc": _("収益事業等"),
    "adm": _("法人会計（管理）"),
    "": _("区分していないもの"),
}


@dataclass(frozen=True)
class Cell:
    """The balance of one account in one fund, purpose and activity: before the year, and in it."""

    account: str
    name: str
    kind: str
    npo: str
    public: str
    fund: str
    activity: str = ""
    measure: str = ""
    restricted: bool = False
    purpose: int = 0
    before: int = 0
    year: int = 0

    @property
    def end(self) -> int:
        """The balance at the end: debits positive."""
        return self.before + self.year

    @property
    def done_for(self) -> str:
        """事業区分 — as it was posted; otherwise by its measure, or by its account."""
        if self.activity:
            return self.activity
        if self.measure[:1] in {"1", "2", "3"}:
            return f"p{self.measure[0]}"
        return "adm" if self.account[:1] == "6" else ""


@dataclass(frozen=True)
class Row:
    """One line of a statement: its words, its sum in yen (None in a heading), what it opens to.

    `name` is a text that stands in the books (an account, a fund), `text` a sentence of ours.
    """

    text: str = ""
    yen: int | None = None
    level: int = 0
    total: bool = False
    name: str = ""
    accounts: tuple[str, ...] = ()
    fund: str = ""
    more: tuple[int, ...] = ()


@dataclass(frozen=True)
class Statement:
    """One statement: its title, the heads of its columns of yen, its lines."""

    code: str
    title: str
    rows: list[Row]
    heads: tuple[str, ...] = field(default=(_("金額（円）"),))


def by_account(cells: Iterable[Cell], *, sign: int, whole: bool = False) -> list[Row]:
    """One line an account, in the order of the chart; `whole` counts from the first day on."""
    sums: dict[tuple[str, str], int] = {}
    for cell in cells:
        key = (cell.account, cell.name)
        sums[key] = sums.get(key, 0) + sign * (cell.end if whole else cell.year)
    return [
        Row(name=name, yen=yen, level=3, accounts=(account,))
        for (account, name), yen in sorted(sums.items())
        if yen
    ]


def section(
    heading: str, total: str, cells: list[Cell], *, sign: int, level: int = 1, whole: bool = False
) -> tuple[list[Row], int]:
    """A heading, its accounts and their sum; nothing at all where nothing stands."""
    rows = by_account(cells, sign=sign, whole=whole)
    if not rows:
        return [], 0
    yen = sum(row.yen or 0 for row in rows)
    accounts = tuple(sorted({cell.account for cell in cells}))
    summed = Row(total, yen, level, total=True, accounts=accounts)
    return [Row(heading, level=level), *rows, summed], yen


def net_change(cells: Iterable[Cell]) -> int:
    """当期の増減 — income less cost in the year, and what was put straight into net assets."""
    kinds = (chart.INCOME, chart.COST, chart.NET)
    return -sum(cell.year for cell in cells if cell.kind in kinds)


def net_before(cells: Iterable[Cell]) -> int:
    """前期繰越 — net assets on the first day: 3xxx, and the income and cost of all earlier years."""
    kinds = (chart.INCOME, chart.COST, chart.NET)
    return -sum(cell.before for cell in cells if cell.kind in kinds)


def given_in(cells: Iterable[Cell]) -> int:
    """基金の受け入れなど — what went straight into net assets in the year, past income."""
    return -sum(cell.year for cell in cells if cell.kind == chart.NET)


def straight(cells: Iterable[Cell]) -> list[Row]:
    """Its line, where there is any."""
    yen = given_in(cells)
    return [Row(_("純資産への直接の増減"), yen, total=True)] if yen else []
