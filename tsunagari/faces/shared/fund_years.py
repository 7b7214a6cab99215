"""基金の1年 — what a fund had, what came, what went and for which measure: as the public may read it.

Nothing here names a person: sums by account and by measure, decisions with their published reasons.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, Sum
from django.db.models.functions import Coalesce

from tsunagari.base.days import fiscal_year
from tsunagari.base.languages import gettext as _
from tsunagari.base.measures import MEASURES
from tsunagari.faces.shared.flow_chart import Band, flow
from tsunagari.faces.shared.templatetags.house import yen as yen_words
from tsunagari.governance.fund.awards.models import Award
from tsunagari.governance.fund.gifts.models import Gift
from tsunagari.governance.fund.gifts.queries import OWNER
from tsunagari.kernel.ledger.models import Balance, Fund
from tsunagari.kernel.ledger.rules import chart

FEW = 5  # donors below this are not counted out


@dataclass(frozen=True)
class Row:
    """An amount with its words; `share` of the side in per cent."""

    words: str
    yen: int
    share: int


@dataclass(frozen=True)
class Year:
    """One fiscal year of a fund: opening + came − went = closing, to the yen."""

    year: int
    opening: int
    came: list[Row]
    went: list[Row]
    closing: int
    donors: int | None

    @property
    def came_yen(self) -> int:
        return sum(row.yen for row in self.came)

    @property
    def went_yen(self) -> int:
        return sum(row.yen for row in self.went)


def years_of(fund: Fund, on: date) -> list[int]:
    """The fiscal years in which the fund's book was open, newest first."""
    first = fiscal_year(fund.book.opened_on)
    return list(range(fiscal_year(on), first - 1, -1))


def year_of(fund: Fund, year: int) -> Year:
    """Sums of whole months; net assets before the year's first day are what it began with."""
    first, last = date(year, 4, 1), date(year + 1, 3, 31)
    moving = Balance.objects.filter(
        fund=fund, account__kind__in=[chart.INCOME, chart.COST, chart.NET]
    )
    before = moving.filter(month__lt=first).aggregate(all=Sum("yen"))["all"] or 0
    rows = moving.filter(month__gte=first, month__lte=last)
    came, went = _sides(rows)
    opening = -before
    return Year(
        year,
        opening,
        came,
        went,
        opening + sum(row.yen for row in came) - sum(row.yen for row in went),
        _donors(fund, first, last),
    )


def sums_of(funds: list[Fund], year: int) -> dict[int, dict]:
    """{fund: came, went, closing} of a year in one query, however many funds there are."""
    first, last = date(year, 4, 1), date(year + 1, 3, 31)
    inside, cost = Q(month__gte=first), Q(account__kind=chart.COST)
    rows = (
        Balance.objects.filter(
            fund__in=funds,
            account__kind__in=[chart.INCOME, chart.COST, chart.NET],
            month__lte=last,
        )
        .values_list("fund")
        .annotate(
            came=-Coalesce(Sum("yen", filter=inside & ~cost), 0),
            went=Coalesce(Sum("yen", filter=inside & cost), 0),
            closing=-Sum("yen"),
        )
        .order_by()
    )
    nothing = {"came": 0, "went": 0, "closing": 0}
    found = {
        fund: {"came": came, "went": went, "closing": closing} for fund, came, went, closing in rows
    }
    return {fund.pk: found.get(fund.pk, nothing) for fund in funds}


def _sides(rows) -> tuple[list[Row], list[Row]]:
    income = rows.exclude(account__kind=chart.COST).values_list("account__name")
    cost = rows.filter(account__kind=chart.COST).values_list("measure")
    came = [(_(name), -yen) for name, yen in income.annotate(all=Sum("yen")).order_by() if yen]
    went = [(_measure(code), yen) for code, yen in cost.annotate(all=Sum("yen")).order_by() if yen]
    # What turned the other way stands on the other side, so that both hold only what moved there.
    back = [(words, -yen) for words, yen in came if yen < 0]
    fore = [(words, -yen) for words, yen in went if yen < 0]
    return (
        _rows([*[one for one in came if one[1] > 0], *fore]),
        _rows([*[one for one in went if one[1] > 0], *back]),
    )


def _measure(code: str) -> str:
    return _(MEASURES[code].title) if code in MEASURES else _("運営")


def _rows(pairs: list[tuple[str, int]]) -> list[Row]:
    whole = sum(yen for _words, yen in pairs)
    ordered = sorted(pairs, key=lambda pair: (-pair[1], pair[0]))
    return [Row(words, yen, round(100 * yen / whole)) for words, yen in ordered]


def _donors(fund: Fund, first: date, last: date) -> int | None:
    """How many gave; None for fewer than five: they would be known."""
    rows = Gift.objects.filter(
        fund=fund, annulled_on=None, received_on__gte=first, received_on__lte=last
    )
    many = rows.exclude(donor=None).values(owner=OWNER).distinct().count()
    return many if many >= FEW else None


def picture(fund: Fund, told: Year) -> str:
    """収入 → 基金 → 事業: with what was there before, and what is left."""
    came = [Band(row.words, row.yen, yen_words(row.yen)) for row in told.came]
    went = [Band(row.words, row.yen, yen_words(row.yen)) for row in told.went]
    if told.opening > 0:
        came.insert(0, Band(_("前の年度から"), told.opening, yen_words(told.opening)))
    if told.closing > 0:
        went.append(Band(_("次へ残るお金"), told.closing, yen_words(told.closing)))
    return flow(came, went, title=fund.name)


def awards_of(fund: Fund, year: int) -> list[Award]:
    """助成 — decided in a year, whose decision was published; newest first."""
    rows = Award.objects.filter(
        fund=fund,
        awarded_on__gte=date(year, 4, 1),
        awarded_on__lte=date(year + 1, 3, 31),
        decision__meeting__published_on__isnull=False,
    )
    return list(rows.select_related("decision__meeting").order_by("-awarded_on", "-pk"))
