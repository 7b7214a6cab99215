"""会計 — balances at any day, what is free of a budget, and what is left of a gift."""

from calendar import monthrange
from collections import Counter
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection
from django.db.models import Exists, OuterRef, Q, QuerySet, Sum

from tsunagari.base.days import fiscal_year
from tsunagari.kernel.ledger.models import (
    Account,
    Balance,
    Book,
    Budget,
    Daily,
    Due,
    Fund,
    Journal,
    Line,
    Period,
    Total,
)
from tsunagari.kernel.ledger.rules import chart


def books() -> QuerySet[Book]:
    """帳簿 — every book with its owner, in one query."""
    return Book.objects.select_related("owner__party").order_by("pk")


def book_of(organisation) -> Book | None:
    """The book of a legal person; None where none was opened."""
    return books().filter(owner=organisation).first()


def closed_until(book: Book) -> date | None:
    """The last day of the last closed month."""
    days = Period.objects.filter(book=book).order_by("-last_day")
    return days.values_list("last_day", flat=True).first()


def first_open(book: Book, day: date) -> date:
    """記帳できる日 — the day itself, or the first one after it that lies in no closed month."""
    closed = closed_until(book)
    return max(day, closed + timedelta(days=1) if closed else book.opened_on)


def balance(
    book: Book,
    *,
    account: str | None = None,
    fund=None,
    earmark=None,
    measure: str | None = None,
    activity: str | None = None,
    on: date,
) -> int:
    """残高 — the signed sum up to and with a day; debits are positive.

    `account` is a code or the beginning of codes: "1120", "5". An account's, a fund's or a measure's
    comes from whole years and months and half a month of days at most, however old and full the
    books are; a purpose's or an activity's from whole months and the lines of the last one.
    """
    if earmark is None and activity is None:
        return _totalled(book, account, fund, measure, on)
    accounts = _accounts(book, account)
    finer = {} if fund is None else {"fund": fund}
    for name, value in (("measure", measure), ("activity", activity)):
        if value is not None:
            finer[name] = value
    months = Balance.objects.filter(book=book, account__in=accounts, month__lt=on.replace(day=1))
    months = months.filter(**finer)
    if earmark is not None:
        months = months.filter(earmark_key=earmark.pk)
        finer["earmark"] = earmark
    return _sum(months) + _lines_of(book, on, account__in=accounts, **finer)


def _totalled(book: Book, account: str | None, fund, measure: str | None, on: date) -> int:
    """Whole years, months and some days, in one statement: it is asked everywhere."""
    whole = account and len(account) == chart.LENGTH
    whose, told = [OF_ACCOUNTS], [book.pk, account if whole else f"{account or ''}%"]
    if fund is not None:
        whose, told = [*whose, "fund_id = %s"], [*told, fund.pk]
    spans, sign, of_days = _near(book, on)
    which = [*whose, "measure = %s", f"span IN ({', '.join(['%s'] * len(spans))})"]
    of_all = Total.EVERY if measure is None else measure
    parts = [("+", "ledger_total", which, [*told, of_all, *spans])]
    days, told = [*whose, '"on" BETWEEN %s AND %s'], [*told, *of_days]
    if of_days and measure is None:
        parts.append((sign, "ledger_daily", days, told))
    elif of_days:
        days, told = [*days, "measure = %s"], [*told, measure]
        # What is not posted is next to nothing: taken out again, it costs less than asked of each.
        parts.append((sign, "ledger_line", days, told))
        parts.append((BACK[sign], "ledger_line", [*days, OF_DRAFTS], [*told, book.pk]))
    said = ["SELECT 0"]
    for sign, table, where, _told in parts:
        said += [sign, SUM_OF, table, "WHERE", " AND ".join(where), "), 0)"]
    with connection.cursor() as cursor:
        cursor.execute(" ".join(said), [value for part in parts for value in part[-1]])
        return int(cursor.fetchone()[0])


BACK = {"+": "-", "-": "+"}
SUM_OF = "COALESCE((SELECT SUM(yen) FROM"
OF_ACCOUNTS = "account_id IN (SELECT id FROM ledger_account WHERE book_id = %s AND code LIKE %s)"
OF_DRAFTS = "journal_id IN (SELECT id FROM ledger_journal WHERE book_id = %s AND NOT posted)"


def _near(book: Book, on: date) -> tuple[list[str], str, tuple[date, ...]]:
    """(whole years and months as `Total` names them, sign, days) that make a balance at a day.

    The days of its month up to it, or those after it taken out of the whole month: the fewer.
    """
    years = [f"{year:04}" for year in range(book.opened_on.year, on.year)]
    months = [f"{on.year:04}-{month:02}" for month in range(1, on.month + 1)]
    last = on.replace(day=monthrange(on.year, on.month)[1])
    if on == last:
        return years + months, "+", ()
    if on.day > last.day - on.day:
        return years + months, "-", (on + timedelta(days=1), last)
    return [*years, *months[:-1]] or [""], "+", (on.replace(day=1), on)


def _lines_of(book: Book, on: date, **which) -> int:
    """The posted lines of a day's month, up to and with the day."""
    days = Line.objects.filter(on__gte=on.replace(day=1), on__lte=on, **which)
    # What is not posted is next to nothing: taken out again, it costs less than asked of each line.
    drafts = Journal.objects.filter(book=book, posted=False).values("pk")
    return _sum(days) - _sum(days.filter(journal__in=drafts))


def _sum(rows) -> int:
    return rows.aggregate(all=Sum("yen"))["all"] or 0


def _accounts(book: Book, beginning: str | None = None) -> QuerySet:
    """The accounts whose code begins so, as a subquery; all of a book without it."""
    rows = Account.objects.filter(book=book)
    if beginning:
        whole = len(beginning) == chart.LENGTH
        rows = rows.filter(code=beginning) if whole else rows.filter(code__startswith=beginning)
    return rows.values("pk")


def year_of(day: date) -> tuple[date, date]:
    """年度 — the first and last day of the fiscal year in which a day lies."""
    year = fiscal_year(day)
    return date(year, 4, 1), date(year + 1, 3, 31)


def budget_for(book: Book, *, fund, measure: str, on: date) -> Budget | None:
    """The year's budget of a measure in a fund."""
    rows = Budget.objects.filter(book=book, fund=fund, measure=measure, year=fiscal_year(on))
    return rows.first()


def spent(budget: Budget) -> int:
    """実績 — what a budget's fund and measure cost in its year, whatever the day of the year."""
    costs = Account.objects.filter(book=budget.book_id, kind=chart.COST).values("pk")
    months = [f"{budget.year + (at > 12):04}-{(at - 1) % 12 + 1:02}" for at in range(4, 16)]
    which = {"account__in": costs, "fund": budget.fund_id, "measure": budget.measure}
    return _sum(Total.objects.filter(span__in=months, **which))


def free(book: Book, *, fund, measure: str, on: date) -> int:
    """予算の残り — budget less what was spent and what is promised; 0 where there is no budget."""
    budget = budget_for(book, fund=fund, measure=measure, on=on)
    return budget.yen - budget.reserved_yen - spent(budget) if budget else 0


def unspent(earmark, *, on: date | None = None) -> int:
    """使いみちの決まったお金の残り — a gift's income less its cost, up to a day or all of it.

    Of a grant with return duty: the cash that came less what was spent, an open bill included.
    """
    rows = Line.objects.filter(earmark=earmark, journal__posted=True)
    if on:
        rows = rows.filter(on__lte=on)
    if earmark.return_duty:
        rows = rows.filter(account__code__in=[*chart.MONEY, chart.UNPAID])
        return rows.aggregate(yen=Sum("yen"))["yen"] or 0
    rows = rows.filter(account__kind__in=[chart.INCOME, chart.COST])
    return -(rows.aggregate(yen=Sum("yen"))["yen"] or 0)


def net_of(fund) -> int:
    """基金の正味財産 — what a fund owns less what it owes, over all days."""
    kinds = [chart.NET, chart.INCOME, chart.COST]
    accounts = Account.objects.filter(book=fund.book_id, kind__in=kinds).values("pk")
    whole = Total.objects.filter(measure=Total.EVERY, account__in=accounts, fund=fund)
    return -_sum(whole.exclude(span__contains="-"))


def reserved_of(earmark) -> int:
    """What is promised out of a gift and not owed yet."""
    rows = Due.objects.filter(earmark=earmark, state=Due.State.RESERVED)
    return rows.aggregate(yen=Sum("yen"))["yen"] or 0


def by_fund(book: Book, *, accounts, on: date) -> list[tuple[Fund, int]]:
    """Every fund of a book with what some accounts hold in it on a day; the sum is theirs."""
    keys = Account.objects.filter(book=book, code__in=accounts).values("pk")
    spans, sign, of_days = _near(book, on)
    parts: list[tuple[str, QuerySet]] = [
        ("+", Total.objects.filter(measure=Total.EVERY, span__in=spans)),
        *([(sign, Daily.objects.filter(on__range=of_days))] if of_days else []),
    ]
    sums: Counter[int] = Counter()
    for sign, rows in parts:
        rows = rows.filter(account__in=keys).order_by()
        for key, yen in rows.values_list("fund").annotate(all=Sum("yen")):
            sums[key] += yen if sign == "+" else -yen
    return [(fund, sums[fund.pk]) for fund in book.funds.order_by("pk")]


def moved(book: Book, *, kind: str, from_day: date, until_day: date) -> int:
    """動いた額 — the signed sum of one kind of accounts in a span."""
    keys = Account.objects.filter(book=book, kind=kind).values("pk")
    return _sum(Daily.objects.filter(account__in=keys, on__gte=from_day, on__lte=until_day))


def unspent_of(earmarks) -> dict[int, int]:
    """What is left of many gifts and grants, in two queries: {key: yen}."""
    found: dict[int, int] = {}
    for duty, sign, wanted in (
        (True, 1, Q(account__code__in=[*chart.MONEY, chart.UNPAID])),
        (False, -1, Q(account__kind__in=[chart.INCOME, chart.COST])),
    ):
        keys = [one.pk for one in earmarks if one.return_duty is duty]
        rows = Line.objects.filter(wanted, earmark__in=keys, journal__posted=True).order_by()
        for key, yen in rows.values_list("earmark").annotate(all=Sum("yen")):
            found[key] = sign * yen
    return found


def journals(book: Book, *, fund=None, measure: str = "", from_day: date, until_day: date):
    """仕訳 — posted in a span, with their lines; of one fund or measure, where one of them is."""
    rows = Journal.objects.filter(book=book, posted=True, on__gte=from_day, on__lte=until_day)
    if fund or measure:
        lines = Line.objects.filter(journal=OuterRef("pk"))
        if fund:
            lines = lines.filter(fund=fund)
        if measure:
            lines = lines.filter(measure=measure)
        rows = rows.filter(Exists(lines))
    return rows.prefetch_related("lines__account")


def lines_of(account, *, fund=None, measure: str = "", from_day: date, until_day: date):
    """元帳 — one account's posted lines in a span, each with its journal."""
    rows = Line.objects.filter(
        account=account, journal__posted=True, on__gte=from_day, on__lte=until_day
    )
    if fund:
        rows = rows.filter(fund=fund)
    if measure:
        rows = rows.filter(measure=measure)
    return rows.select_related("journal", "fund")


@dataclass(frozen=True)
class Compared:
    """予算と実績 — one fund and measure in a year; `budget` is None where none was set."""

    fund: Fund
    measure: str
    budget: Budget | None
    spent: int

    @property
    def yen(self) -> int:
        return self.budget.yen if self.budget else 0

    @property
    def reserved(self) -> int:
        return self.budget.reserved_yen if self.budget else 0

    @property
    def free(self) -> int:
        return self.yen - self.reserved - self.spent


def compared(book: Book, year: int) -> list[Compared]:
    """予算と実績 — every budget of a year with its cost, and every cost without one."""
    costs = Account.objects.filter(book=book, kind=chart.COST).values("pk")
    rows = Balance.objects.filter(
        book=book, account__in=costs, month__gte=date(year, 4, 1), month__lte=date(year + 1, 3, 1)
    )
    keys = rows.order_by().values_list("fund", "measure").annotate(all=Sum("yen"))
    cost = {(fund, measure): yen for fund, measure, yen in keys if yen}
    budget = {
        (one.fund_id, one.measure): one for one in Budget.objects.filter(book=book, year=year)
    }
    funds = {fund.pk: fund for fund in book.funds.all()}
    return [
        Compared(funds[key[0]], key[1], budget.get(key), cost.get(key, 0))
        for key in sorted({*cost, *budget})
    ]
